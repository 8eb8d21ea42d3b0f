/** The world of an organisation on GitHub, and how rows of it are shown. */
import type { Call, Reply } from '../json-server.ts';

/** Somebody on GitHub. */
export interface FakeUser {
  readonly id: number;
  login: string;
}

/** A team. People in it by themselves; those of teams below it are shown as in it too. */
export interface FakeTeam {
  readonly id: number;
  slug: string;
  readonly parent: number | null;
  readonly people: Map<number, 'member' | 'maintainer'>;
  /** True when an identity provider fills it: changes are refused. */
  isSynced?: boolean;
}

/** A Copilot seat. */
export interface FakeSeat {
  readonly user: number | null;
  readonly team: string | null;
  readonly created: string;
  readonly lastActivity: string | null;
  cancelled: string | null;
}

/** The organisation and whoever is near it. */
export interface FakeOrganisation {
  id: number;
  login: string;
  readonly users: Map<number, FakeUser>;
  readonly members: Map<number, 'admin' | 'member'>;
  readonly outside: Set<number>;
  readonly invitations: Map<number, { readonly user: number | null; readonly email: string | null }>;
  /** What GitHub keeps to reinstate somebody with. */
  readonly former: Map<number, { role: 'admin' | 'member'; teams: readonly number[] }>;
  readonly teams: Map<number, FakeTeam>;
  readonly seats: FakeSeat[];
  readonly identities: { user: number | null; nameId: string | null }[];
  readonly authorisations: { id: number; user: number }[];
  /** Entries of the audit log: who, and when. */
  readonly audit: { readonly actor: string; readonly user: number | null; readonly at: string }[];
  /** The enterprise with its people and the seats that it pays for; null for none, or a token that may not see it. */
  enterprise: { readonly token: string; readonly purchased: number; readonly consumed?: number; readonly people: readonly object[] } | null;
  /** What the token may: all, or only what everybody may see. */
  sees: 'all' | 'public';
  readonly concealed: Set<number>;
  /** Scopes of a classic token; null for one with permissions. */
  scopes: string | null;
  /** Whose token it is; null for an app. */
  self: number | null;
  token: string;
  /** False: the plan has no Copilot. */
  hasCopilot: boolean;
  hasSaml: boolean;
  /** Every list is empty: the rights to see are gone. */
  isBlind: boolean;
  /** How many more readings of one membership show who was a member at that moment. */
  stale: { left: number; readonly members: ReadonlyMap<number, 'admin' | 'member'> } | null;
  losesAnswer: boolean;
}

/** An organisation of these members, the first one an owner. */
export function fakeOrganisation(logins: readonly string[]): FakeOrganisation {
  const users = new Map(logins.map((login, index) => [index + 1, { id: index + 1, login }]));
  users.set(90_000, { id: 90_000, login: 'lastday-bot' });
  const members = new Map(logins.map((_, index) => [index + 1, 'member' as const]));
  return {
    id: 4711,
    login: 'exempel',
    users,
    members: new Map([...members, [90_000, 'admin' as const]]),
    outside: new Set(),
    invitations: new Map(),
    former: new Map(),
    teams: new Map(),
    seats: [],
    identities: [],
    authorisations: [],
    audit: [],
    enterprise: null,
    sees: 'all',
    concealed: new Set(),
    scopes: 'admin:org, manage_billing:copilot',
    self: 90_000,
    token: 'ghp_practice',
    hasCopilot: true,
    hasSaml: true,
    isBlind: false,
    stale: null,
    losesAnswer: false,
  };
}

/** An answer of GitHub. */
export const NONE: Reply = { status: 404, body: { message: 'Not Found', documentation_url: 'https://docs.github.com/rest' } };
/** An answer of GitHub. */
export const FORBIDDEN: Reply = { status: 403, body: { message: 'Resource not accessible by integration' } };
/** An answer of GitHub. */
export const DONE: Reply = { status: 204 };

/** The user of a sign-in name, large and small letters alike. */
export function userNamed(org: FakeOrganisation, login: string): FakeUser | undefined {
  return [...org.users.values()].find((one) => one.login.toLowerCase() === login.toLowerCase());
}

/** A user as lists show them. */
export function shown({ id, login }: FakeUser): object {
  return { id, login, type: 'User', site_admin: false };
}

/** Users by number, in order. */
export function usersOf(org: FakeOrganisation, ids: Iterable<number>): readonly FakeUser[] {
  return [...ids].toSorted((a, b) => a - b).flatMap((id) => org.users.get(id) ?? []);
}

/** A page of rows with its links, as GitHub gives them: by number, under the organisation's number. */
export function paged(
  address: string,
  { path, query }: Call,
  rows: readonly unknown[],
  wrap: (rows: readonly unknown[]) => unknown = (one) => one,
): Reply {
  const size = Math.min(Number(query['per_page'] ?? 30), 100);
  const page = Number(query['page'] ?? 1);
  const last = Math.max(1, Math.ceil(rows.length / size));
  const to = (number: number) => {
    const search = new URLSearchParams({ ...query, page: String(number) });
    return `<${address}${path}?${search.toString()}>`;
  };
  const links = [
    ...(page < last ? [`${to(page + 1)}; rel="next"`, `${to(last)}; rel="last"`] : []),
    ...(page > 1 ? [`${to(1)}; rel="first"`] : []),
  ];
  const headers = links.length === 0 ? {} : { link: links.join(', ') };
  return { status: 200, body: wrap(rows.slice((page - 1) * size, page * size)), headers };
}

/** Everybody in a team: by themselves, and through teams below it (true). */
export function peopleIn(org: FakeOrganisation, team: FakeTeam): ReadonlyMap<number, boolean> {
  const below = [...org.teams.values()].filter((one) => one.parent === team.id);
  const inherited = below.flatMap((one) => [...peopleIn(org, one).keys()]);
  return new Map([...inherited.map((id) => [id, true] as const), ...[...team.people.keys()].map((id) => [id, false] as const)]);
}

/** The teams around a team. */
export function around(org: FakeOrganisation, team: FakeTeam): readonly FakeTeam[] {
  const parent = team.parent === null ? undefined : org.teams.get(team.parent);
  return parent === undefined ? [] : [parent, ...around(org, parent)];
}

/** What happens to somebody who leaves the organisation. */
export function leave(org: FakeOrganisation, id: number): void {
  const teams = [...org.teams.values()].filter((team) => team.people.delete(id)).map((team) => team.id);
  const role = org.members.get(id);
  if (role !== undefined) org.former.set(id, { role, teams });
  org.members.delete(id);
  for (const [number, { user }] of org.invitations) if (user === id) org.invitations.delete(number);
  for (const seat of org.seats) if (seat.user === id) seat.cancelled ??= '2027-02-01';
}

/** Somebody takes an invitation up; who was a member in the last three months is what they were, with their teams. */
export function accept(org: FakeOrganisation, id: number): void {
  for (const [number, { user }] of org.invitations) if (user === id) org.invitations.delete(number);
  const { role, teams } = org.former.get(id) ?? { role: 'member' as const, teams: [] };
  org.members.set(id, role);
  for (const team of teams) org.teams.get(team)?.people.set(id, 'member');
}

/** The team of a slug. */
export function teamOf(org: FakeOrganisation, slug: string | undefined): FakeTeam | undefined {
  return [...org.teams.values()].find((team) => team.slug === slug);
}
