/** The whole lists of an org: users, groups with their people, apps with theirs, administrators. */
import type { Entitlement } from '../../../schemas/primitives.ts';
import type { HeldLicence } from '../../model/observed.ts';
import type { Ask } from '../http/client.ts';
import { joined, type Part, partOf, readRows } from '../http/reading.ts';
import { orUnknown } from '../http/record.ts';
import type { Client } from './client.ts';
import { heldOf, isOpen, nameOf } from './records.ts';
import { AppUser, Group, GroupRule, Role, User, WithId } from './wire.ts';

/** All users: Okta leaves deactivated ones out of its list, so that they are asked for by themselves. */
export async function readUsers(client: Client): Promise<{ readonly users: readonly User[]; readonly part: Part }> {
  const [what, operation] = ['users', 'read users'];
  const chain = await client.list({ operation, what, path: '/users' });
  const gone = await client.list({ operation, what: 'deactivated users', path: '/users', query: { filter: 'status eq "DEPROVISIONED"' } });
  const [first, second] = [readRows(chain.rows, User, what), readRows(gone.rows, User, 'deactivated users')];
  const known = new Set(first.values.map(({ id }) => id));
  const more = second.values.filter(({ id }) => !known.has(id));
  return { users: [...first.values, ...more], part: joined([partOf(chain, first.problems), partOf(gone, second.problems)]) };
}

/** All groups, without their people. Throws Fault. */
export async function readGroups(client: Client, ask?: Ask): Promise<{ readonly groups: readonly Group[]; readonly part: Part }> {
  const chain = await client.list({ operation: 'read groups', what: 'groups', path: '/groups' }, ask);
  const { values, problems } = readRows(chain.rows, Group, 'groups');
  return { groups: values, part: partOf(chain, problems) };
}

/** Ids of groups that an active rule fills; none when the token may not read rules. Throws Fault. */
export async function readFed(client: Client, ask?: Ask): Promise<{ readonly fed: ReadonlySet<string>; readonly part: Part }> {
  const chain = await orUnknown(() => client.list({ operation: 'read rules', what: 'rules', path: '/groups/rules' }, ask));
  if (chain === null) return { fed: new Set(), part: { ended: true, pages: 0, problems: [] } };
  const { values, problems } = readRows(chain.rows, GroupRule, 'rules');
  const active = values.filter(({ status }) => status === 'ACTIVE');
  return { fed: new Set(active.flatMap(({ actions }) => actions?.assignUserToGroups?.groupIds ?? [])), part: partOf(chain, problems) };
}

/** Groups by person: one request for each of Okta's own groups, for every 200 of its people. */
export async function readMembers(
  client: Client,
  groups: readonly Group[],
): Promise<{ readonly byUser: ReadonlyMap<string, readonly Group[]>; readonly part: Part }> {
  const byUser = new Map<string, Group[]>();
  const parts: Part[] = [];
  for (const group of groups.filter(({ type }) => type === 'OKTA_GROUP')) {
    const what = `people of group ${group.id}`;
    const chain = await client.list({ operation: "read a group's people", what, path: `/groups/${encodeURIComponent(group.id)}/users` });
    const { values, problems } = readRows(chain.rows, WithId, what);
    parts.push(partOf(chain, problems));
    for (const { id } of values) byUser.set(id, [...(byUser.get(id) ?? []), group]);
  }
  return { byUser, part: joined(parts) };
}

/** The groups that an app is assigned to. Throws Fault. */
export async function groupsOfApp(client: Client, app: string, ask?: Ask): Promise<ReadonlySet<string>> {
  const what = `groups of app ${app}`;
  const chain = await client.list({ operation: "read an app's groups", what, path: `/apps/${encodeURIComponent(app)}/groups` }, ask);
  return new Set(readRows(chain.rows, WithId, what).values.map(({ id }) => id));
}

/** The name of the groups through which somebody may have an app: theirs, and the one of everybody. */
export function throughOf(own: readonly Group[], all: readonly Group[], assigned: ReadonlySet<string>): readonly (Entitlement | null)[] {
  const everybody = all.filter(({ type }) => type === 'BUILT_IN');
  const names = [...own, ...everybody].filter(({ id }) => assigned.has(id)).map(nameOf);
  if (names.length > 0) return names;
  // People of groups that an app imports are not read: the only group that is left is the one.
  const left = all.filter(({ id, type }) => assigned.has(id) && type === 'APP_GROUP').map(nameOf);
  return left.length === 1 ? left : [];
}

/** Seats by person, of the apps that the system file names; a seat in an app that the token may not read makes it all unknown. */
export async function readSeats(
  client: Client,
  about: { readonly groups: readonly Group[]; readonly byUser: ReadonlyMap<string, readonly Group[]> },
): Promise<{ readonly byUser: ReadonlyMap<string, readonly HeldLicence[]>; readonly part: Part } | null> {
  const byUser = new Map<string, HeldLicence[]>();
  const parts: Part[] = [];
  for (const { id: app, licence } of client.system.apps ?? []) {
    const what = `people of app ${app}`;
    const path = `/apps/${encodeURIComponent(app)}/users`;
    const chain = await orUnknown(() => client.list({ operation: "read an app's people", what, path }));
    if (chain === null) return null;
    const assigned = await groupsOfApp(client, app);
    const { values, problems } = readRows(chain.rows, AppUser, what);
    parts.push(partOf(chain, problems));
    for (const user of values) {
      const through = throughOf(about.byUser.get(user.id) ?? [], about.groups, assigned);
      byUser.set(user.id, [...(byUser.get(user.id) ?? []), heldOf(user, { licence, through })]);
    }
  }
  return { byUser, part: joined(parts) };
}

/** The roles of one administrator. Throws Fault. */
export async function rolesOf(client: Client, user: string, ask?: Ask): Promise<readonly string[]> {
  const path = `/api/v1/users/${encodeURIComponent(user)}/roles`;
  const found = await client.one({ operation: "read a user's roles", path }, Role.array(), ask);
  return [...new Set((found ?? []).map(({ type }) => type))].toSorted();
}

/** Roles of all administrators, one request for each of them; null when the token may not read them. */
export async function readRoles(
  client: Client,
): Promise<{ readonly byUser: ReadonlyMap<string, readonly string[]>; readonly part: Part } | null> {
  const chain = await orUnknown(() => client.administrators());
  if (chain === null) return null;
  const { values, problems } = readRows(chain.rows, WithId, 'administrators');
  const byUser = new Map<string, readonly string[]>();
  for (const { id } of values) byUser.set(id, await rolesOf(client, id));
  return { byUser, part: partOf(chain, problems) };
}

/** True when a group of this name can be changed from here. */
export function openGroups(groups: readonly Group[], fed: ReadonlySet<string>): ReadonlyMap<string, readonly Group[]> {
  const byName = new Map<string, Group[]>();
  for (const group of groups.filter((one) => isOpen(one, fed)))
    byName.set(group.profile.name, [...(byName.get(group.profile.name) ?? []), group]);
  return byName;
}
