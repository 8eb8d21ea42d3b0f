/** One whole reading of an org, and one account of it. */
import type { Entitlement, ForeignId, Instant } from '../../../schemas/primitives.ts';
import type { Abilities, Account, Attribute, HeldLicence, Reading } from '../../model/observed.ts';
import { Fault } from '../../ports.ts';
import type { Ask } from '../http/client.ts';
import { ifReadable } from '../http/optional.ts';
import { joined, liveReading, readingOf, readRows } from '../http/reading.ts';
import { orUnknown } from '../http/record.ts';
import { usersSince } from './changes.ts';
import type { Client, OktaSystem } from './client.ts';
import { groupsOfApp, readFed, readGroups, readMembers, readRoles, readSeats, readUsers, rolesOf, throughOf } from './lists.ts';
import { heldOf, isId, membershipsOf, toAccount } from './records.ts';
import { AppUser, Group, User } from './wire.ts';

/**
 * A suspended account stays as it is, with its groups and apps, and can be switched on again. Okta answers the end of sessions when it is
 * done, and lists nobody's sessions.
 */
export function abilitiesOf({ apps }: OktaSystem): Abilities {
  const licences = (apps ?? []).length > 0 ? (['licences'] as const) : [];
  return {
    writes: ['disable', 'enable', 'sessions', 'groups', ...licences],
    disabled: 'disabled',
    leaversPlace: null,
    sessions: 'answered',
  };
}

function asRoles(roles: readonly string[] | null, filled: readonly Entitlement[] | null): Account['roles'] {
  return roles === null || filled === null ? null : [...(roles as readonly Entitlement[]), ...filled];
}

function providesOf(system: OktaSystem, about: { readonly roles: boolean; readonly licences: boolean }): readonly Attribute[] {
  const base: readonly Attribute[] = ['existence', 'status', 'groups', 'lastUse'];
  const hasApps = (system.apps ?? []).length > 0;
  return [...base, ...(about.roles ? (['roles'] as const) : []), ...(about.licences && hasApps ? (['licences'] as const) : [])];
}

/** Who there is, and how far that may be trusted. */
type People = Awaited<ReturnType<typeof readUsers>>;

/** A reading with these users, and all that is beside them. Throws Fault. */
async function readBeside(client: Client, people: People, about: { readonly tenant: string; readonly at: Instant }): Promise<Reading> {
  const { system } = client;
  const all = await readGroups(client);
  const rules = await readFed(client);
  const members = await readMembers(client, all.groups);
  const seats = await readSeats(client, { groups: all.groups, byUser: members.byUser });
  const roles = await readRoles(client);
  const parts = [
    people.part,
    all.part,
    rules.part,
    members.part,
    ...(seats === null ? [] : [seats.part]),
    ...(roles === null ? [] : [roles.part]),
  ];
  const known = new Set(people.users.map(({ id }) => id));
  const lost = [...members.byUser.keys()].filter((id) => !known.has(id)).length;
  const accounts = people.users.map((user) => {
    const { groups, filled } = membershipsOf(members.byUser.get(user.id) ?? [], rules.fed);
    const own = roles === null ? null : (roles.byUser.get(user.id) ?? []);
    const licences = seats === null || (system.apps ?? []).length === 0 ? null : (seats.byUser.get(user.id) ?? []);
    return toAccount(user, { groups, roles: asRoles(own, filled), licences }, system);
  });
  const whole = joined(parts);
  return readingOf({
    ...liveReading(client, about.tenant, about.at),
    ...whole,
    accounts,
    seats: [],
    provides: providesOf(system, { roles: roles !== null, licences: seats !== null }),
    abilities: abilitiesOf(system),
    problems: [...whole.problems, ...(lost === 0 ? [] : [`${lost} people of groups are missing in the list of users`])],
  });
}

/** True for a reading that leaves no doubt, so that another one may go on from it. */
function isSound({ ended, problems, accounts }: Reading): boolean {
  return ended && problems.length === 0 && accounts.length > 0;
}

/** Reads everything once; users by their changes where an earlier reading was kept and nothing speaks against it. Throws Fault. */
export async function readAll(client: Client, at: Instant): Promise<Reading> {
  const about = { tenant: await client.tenant(), at };
  const keeping = about.tenant === client.system.tenant ? client.keeping : null;
  const kept = (await keeping?.load()) ?? null;
  const readAt = client.clock.now();
  const changed = kept === null ? null : await ifReadable(() => usersSince(client, kept.content));
  if (changed !== null) {
    const reading = await readBeside(client, changed, about);
    if (isSound(reading)) {
      await keeping?.save({ users: [...changed.users], readAt }, kept?.wholeAt ?? null);
      return reading;
    }
  }
  const wholeAt = client.clock.now();
  const people = await readUsers(client);
  const reading = await readBeside(client, people, about);
  if (isSound(reading)) await keeping?.save({ users: [...people.users], readAt: wholeAt }, null);
  return reading;
}

/** The user of this id; null when there is none. Okta takes `me` and sign-in names too: the answer must have the id. Throws Fault. */
export async function findUser(client: Client, id: ForeignId, ask?: Ask): Promise<User | null> {
  if (!isId(id)) return null;
  const found = await client.one({ operation: 'read one user', path: `/api/v1/users/${encodeURIComponent(id)}` }, User, ask);
  return found === null || found.id !== id ? null : found;
}

/** The groups of one user, those of apps and of everybody too. Throws Fault. */
export async function groupsOfUser(client: Client, id: string, ask?: Ask): Promise<readonly Group[]> {
  const path = `/users/${encodeURIComponent(id)}/groups`;
  const chain = await client.list({ operation: "read a user's groups", what: "a user's groups", path }, ask);
  const { values, problems } = readRows(chain.rows, Group, "a user's groups");
  const [problem] = [...chain.problems, ...problems];
  if (problem !== undefined) throw new Fault(problem, { where: client.system.id, operation: "read a user's groups" });
  return values;
}

/** The assignment of one user to one app; null for none. Throws Fault. */
export function appUserOf(client: Client, app: string, about: { readonly user: string; readonly ask?: Ask }): Promise<AppUser | null> {
  const path = `/api/v1/apps/${encodeURIComponent(app)}/users/${encodeURIComponent(about.user)}`;
  return client.one({ operation: 'read one assignment', path }, AppUser, about.ask);
}

async function seatsOf(client: Client, user: string, groups: readonly Group[]): Promise<readonly HeldLicence[]> {
  const held: HeldLicence[] = [];
  for (const { id: app, licence } of client.system.apps ?? []) {
    const assignment = await appUserOf(client, app, { user });
    if (assignment === null) continue;
    const through = assignment.scope === 'GROUP' ? throughOf(groups, groups, await groupsOfApp(client, app)) : [];
    held.push(heldOf(assignment, { licence, through }));
  }
  return held;
}

/** One account as it is right now; null when there is no such user. Throws Fault. */
export async function readOne(client: Client, id: ForeignId): Promise<Account | null> {
  const user = await findUser(client, id);
  if (user === null) return null;
  const own = await groupsOfUser(client, user.id);
  const { fed } = await readFed(client);
  const { groups, filled } = membershipsOf(own, fed);
  const roles = await orUnknown(() => rolesOf(client, user.id));
  const licences = (client.system.apps ?? []).length === 0 ? null : await orUnknown(() => seatsOf(client, user.id, own));
  return toAccount(user, { groups, roles: asRoles(roles, filled), licences }, client.system);
}
