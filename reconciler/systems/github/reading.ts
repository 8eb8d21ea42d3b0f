/** One whole reading of an organisation, and one account of it. */
import type { Day, Instant } from '../../../schemas/primitives.ts';
import type { Abilities, Ability, Account, Attribute, Reading } from '../../model/observed.ts';
import { joined, liveReading, readingOf } from '../http/reading.ts';
import { orUnknown } from '../http/record.ts';
import { readActivity } from './activity.ts';
import type { Client, GithubSystem } from './client.ts';
import { addressesOf, licencesByLogin, readLicences, seatsOf } from './enterprise.ts';
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
  type Teams,
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

async function extrasOf(client: Client, members: readonly User[]) {
  const { copilot, saml, enterprise } = client.system;
  return {
    seats: await allowed(copilot, () => readSeats(client)),
    identities: await allowed(saml, () => readIdentities(client)),
    authorisations: await allowed(saml, () => readAuthorisations(client)),
    licences: await allowed(enterprise !== undefined, () => readLicences(client)),
    activity: await readActivity(client, members),
  };
}

type Extras = Awaited<ReturnType<typeof extrasOf>>;

/** What the reading is complete in. A kind of licence that was wanted and could not be read makes nothing be said of licences. */
function providesOf({ copilot, enterprise }: GithubSystem, { seats, licences, activity }: Extras): readonly Attribute[] {
  const isShort = (copilot === true && seats === null) || (enterprise !== undefined && licences === null);
  const isAny = seats !== null || licences !== null;
  return [
    'existence',
    'status',
    'groups',
    'roles',
    ...(isAny && !isShort ? (['licences'] as const) : []),
    ...(seats !== null || activity !== null ? (['lastUse'] as const) : []),
  ];
}

/** The later of what the seat and the audit log tell. */
function lastUseIn({ activity }: Extras, seat: Seat | null, about: { readonly user: User; readonly at: Instant }): Day | null {
  const [used, acted] = [seat === null ? null : lastUseOf(seat, about.at), activity?.get(about.user.id) ?? null];
  return (used ?? '') > (acted ?? '') ? used : acted;
}

/** How one of the people is told as an account, from everything that came. */
function teller(
  extras: Extras,
  about: { readonly teams: Teams; readonly invited: ReadonlyMap<number, string | null>; readonly at: Instant },
) {
  const { seats, identities, authorisations, licences } = extras;
  const seatOf = new Map((seats?.values ?? []).flatMap((seat) => (seat.assignee ? [[seat.assignee.id, seat] as const] : [])));
  const emails = emailsOf(identities?.values ?? []);
  const counts = authorisations === null ? null : countsOf(authorisations.values);
  const licensed = licences === null ? null : licencesByLogin(licences);
  const addresses = licences === null ? null : addressesOf(licences);
  return ({ user, standing }: { readonly user: User; readonly standing: Standing }): Account => {
    const seat = seatOf.get(user.id) ?? null;
    const login = user.login.toLowerCase();
    const held = licensed?.get(login);
    const known: Known = {
      standing,
      groups: about.teams.groupsOf(user.id),
      licences: seats === null && licences === null ? null : [...heldBy(seat), ...(held === undefined ? [] : [held])],
      lastUse: lastUseIn(extras, seat, { user, at: about.at }),
      email: emails.get(user.id) ?? addresses?.get(login) ?? about.invited.get(user.id) ?? null,
      sessions: counts === null ? null : (counts.get(login) ?? 0),
    };
    return toAccount(user, known);
  };
}

function boughtOf({ seats, licences }: Extras, accounts: readonly Account[]): Reading['seats'] {
  const paid = (seats?.values ?? []).filter((seat: Seat) => (seat.pending_cancellation_date ?? null) === null).length;
  const held = accounts.filter((one) => one.licences?.some(({ id }) => id !== COPILOT) === true).length;
  return [...(seats === null ? [] : [{ licence: COPILOT, bought: paid }]), ...(licences === null ? [] : seatsOf(licences, held))];
}

/** Reads everything once. Throws Fault. */
export async function readAll(client: Client, at: Instant): Promise<Reading> {
  const { system } = client;
  const tenant = await client.tenant();
  const [members, owners, outside] = [await readMembers(client), await readOwners(client), await readOutside(client)];
  const none: Part<Invitation> = { values: [], ended: true, pages: 0, problems: [] };
  const invitations = system.managedUsers === true ? none : await readInvitations(client);
  const teams = await readTeams(client);
  const extras = await extrasOf(client, members.values);
  const { seats, identities, authorisations, licences } = extras;
  const parts = [members, owners, outside, invitations, teams.part, seats, identities, authorisations, licences];
  const whole = joined(parts.filter((one) => one !== null));

  const invited = await invitedUsers(client, invitations.values);
  const people = standings([
    ['admin', owners.values],
    ['member', members.values],
    ['outside-collaborator', outside.values],
    ['invited', invited.known.map(({ user }) => user)],
  ]);
  const tell = teller(extras, { teams, invited: new Map(invited.known.map(({ user, email }) => [user.id, email])), at });
  const strangers = invited.strangers.map((one) => toInvited(one, seats === null && licences === null ? null : []));
  const accounts = [...[...people.values()].map(tell), ...strangers];
  return readingOf({
    ...liveReading(client, tenant, at),
    ...whole,
    accounts,
    seats: boughtOf(extras, accounts),
    provides: providesOf(system, extras),
    abilities: abilitiesOf(system),
    problems: [...whole.problems, ...contradictions(members.values, owners.values, teams.people)],
  });
}
