/** One whole reading of an organisation, and one account of it. */
import type { Instant } from '../../../schemas/primitives.ts';
import type { Abilities, Ability, Account, Attribute, Reading } from '../../model/observed.ts';
import { joined, liveReading, readingOf } from '../http/reading.ts';
import { orUnknown } from '../http/record.ts';
import type { Client, GithubSystem } from './client.ts';
import {
  type Part,
  readAuthorisations,
  readIdentities,
  readInvitations,
  readMembers,
  readOutside,
  readOwners,
  readSeats,
  readTeams,
} from './lists.ts';
import { COPILOT, heldBy, type Known, lastUseOf, type Standing, toAccount, toInvited } from './records.ts';
import { type Authorisation, type Identity, type Invitation, type Seat, User } from './wire.ts';

/**
 * Off means removed from the organisation: no longer shown, and back only by an invitation that the person accepts. GitHub keeps what is
 * needed to reinstate them for three months; private forks of the organisation's repositories are gone at once.
 */
export function abilitiesOf({ managedUsers, copilot, saml }: GithubSystem): Abilities {
  const switches: readonly Ability[] = managedUsers === true ? [] : ['disable', 'enable'];
  const more: readonly Ability[] = [
    ...(saml === true ? (['sessions'] as const) : []),
    ...(copilot === true ? (['licences'] as const) : []),
  ];
  return { writes: [...switches, 'groups', ...more], disabled: 'hidden', leaversPlace: null };
}

/** What came, or null when the token may not read it: then the reading does not claim to provide it. */
async function allowed<T>(isWanted: boolean | undefined, read: () => Promise<T>): Promise<T | null> {
  return isWanted === true ? orUnknown(read) : null;
}

/** Users who were invited by sign-in name, with the number that they have already; others keep the number of their invitation. */
async function invitedUsers(client: Client, invitations: readonly Invitation[]) {
  const known: { readonly user: User; readonly email: string | null }[] = [];
  const strangers: Invitation[] = [];
  for (const invitation of invitations) {
    const { login, email } = invitation;
    const path = `${client.prefix}/users/${encodeURIComponent(login ?? '')}`;
    const user = login === null || login === undefined ? null : await client.one({ operation: 'read who is invited', path }, User);
    if (user === null) strangers.push(invitation);
    else known.push({ user, email: email ?? null });
  }
  return { known, strangers };
}

function countsOf(rows: readonly Authorisation[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { login } of rows) counts.set(login.toLowerCase(), (counts.get(login.toLowerCase()) ?? 0) + 1);
  return counts;
}

/** Addresses by user; a name that is no address says nothing. */
function emailsOf(rows: readonly Identity[]): ReadonlyMap<number, string> {
  const emails = new Map<number, string>();
  for (const { user, samlIdentity, scimIdentity } of rows) {
    const name = [samlIdentity?.nameId, scimIdentity?.username].find((one) => one?.includes('@') === true);
    if (user?.databaseId !== null && user?.databaseId !== undefined && name !== null && name !== undefined)
      emails.set(user.databaseId, name);
  }
  return emails;
}

/** The people in the order of their standing: who stands in two lists counts as what comes first. */
function standings(lists: readonly (readonly [Standing, readonly User[]])[]): ReadonlyMap<number, { user: User; standing: Standing }> {
  const people = new Map<number, { user: User; standing: Standing }>();
  for (const [standing, users] of lists) {
    for (const user of users) if (!people.has(user.id)) people.set(user.id, { user, standing });
  }
  return people;
}

/** What contradicts itself between the lists: somebody was missed, or changed while it was read. */
function contradictions(members: readonly User[], owners: readonly User[], inTeams: ReadonlySet<number>): string[] {
  const ids = new Set(members.map(({ id }) => id));
  const twice = members.length - ids.size;
  const lost = owners.filter(({ id }) => !ids.has(id)).length;
  const alone = [...inTeams].filter((id) => !ids.has(id)).length;
  return [
    ...(twice > 0 ? [`${twice} members came twice`] : []),
    ...(lost > 0 ? [`${lost} owners are missing in the list of members`] : []),
    ...(alone > 0 ? [`${alone} people of teams are missing in the list of members`] : []),
  ];
}

async function extrasOf(client: Client) {
  const { copilot, saml } = client.system;
  return {
    seats: await allowed(copilot, () => readSeats(client)),
    identities: await allowed(saml, () => readIdentities(client)),
    authorisations: await allowed(saml, () => readAuthorisations(client)),
  };
}

function providesOf(seats: unknown): readonly Attribute[] {
  return ['existence', 'status', 'groups', 'roles', ...(seats === null ? [] : (['licences', 'lastUse'] as const))];
}

/** Reads everything once. Throws Fault. */
export async function readAll(client: Client, at: Instant): Promise<Reading> {
  const { system } = client;
  const tenant = await client.tenant();
  const [members, owners, outside] = [await readMembers(client), await readOwners(client), await readOutside(client)];
  const none: Part<Invitation> = { values: [], ended: true, pages: 0, problems: [] };
  const invitations = system.managedUsers === true ? none : await readInvitations(client);
  const teams = await readTeams(client);
  const { seats, identities, authorisations } = await extrasOf(client);
  const parts: readonly Part<unknown>[] = [members, owners, outside, invitations, teams.part, seats, identities, authorisations].filter(
    (one) => one !== null,
  );

  const invited = await invitedUsers(client, invitations.values);
  const people = standings([
    ['admin', owners.values],
    ['member', members.values],
    ['outside-collaborator', outside.values],
    ['invited', invited.known.map(({ user }) => user)],
  ]);
  const seatOf = new Map((seats?.values ?? []).flatMap((seat) => (seat.assignee ? [[seat.assignee.id, seat] as const] : [])));
  const emails = emailsOf(identities?.values ?? []);
  const invitedAs = new Map(invited.known.map(({ user, email }) => [user.id, email]));
  const counts = authorisations === null ? null : countsOf(authorisations.values);

  const accounts = [...people.values()].map(({ user, standing }): Account => {
    const seat = seatOf.get(user.id) ?? null;
    const known: Known = {
      standing,
      groups: teams.groupsOf(user.id),
      licences: seats === null ? null : heldBy(seat),
      lastUse: seat === null ? null : lastUseOf(seat, at),
      email: emails.get(user.id) ?? invitedAs.get(user.id) ?? null,
      sessions: counts === null ? null : (counts.get(user.login.toLowerCase()) ?? 0),
    };
    return toAccount(user, known);
  });
  const strangers = invited.strangers.map((one) => toInvited(one, seats === null ? null : []));
  const paid = (seats?.values ?? []).filter((seat: Seat) => (seat.pending_cancellation_date ?? null) === null).length;
  const whole = joined(parts);
  return readingOf({
    ...liveReading(client, tenant, at),
    ...whole,
    accounts: [...accounts, ...strangers],
    seats: seats === null ? [] : [{ licence: COPILOT, bought: paid }],
    provides: providesOf(seats),
    abilities: abilitiesOf(system),
    problems: [...whole.problems, ...contradictions(members.values, owners.values, teams.people)],
  });
}
