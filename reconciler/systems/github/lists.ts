/** The whole lists of an organisation: people, teams, seats, identities. */
import type { Entitlement } from '../../../schemas/primitives.ts';
import { Fault } from '../../ports.ts';
import { type Chain, pageCounter } from '../http/pages.ts';
import { joined, readRows, type Part as Whole, partOf as wholeOf } from '../http/reading.ts';
import type { Client, GraphRequest } from './client.ts';
import { ancestorsIn, groupsOf } from './records.ts';
import { Authorisation, Identity, IdentityPage, Invitation, Seat, SeatPage, Team, User } from './wire.ts';

/** A list that came, parsed. */
export interface Part<T> extends Whole {
  readonly values: readonly T[];
}

/** A chain with its rows parsed. */
export function partWith<T>(chain: Chain, read: { readonly values: readonly T[]; readonly problems: readonly string[] }): Part<T> {
  return { values: read.values, ...wholeOf(chain, read.problems) };
}

async function users(client: Client, about: { readonly path: string; readonly what: string; readonly role?: string }): Promise<Part<User>> {
  const { path, what, role } = about;
  const query = role === undefined ? {} : { role };
  const chain = await client.list({ operation: `read ${what}`, what, path: `${client.organisation}/${path}`, query });
  return partWith(chain, readRows(chain.rows, User, what));
}

/** Members, with owners among them. A token that sees no concealed members gets a shorter list, with success. */
export function readMembers(client: Client): Promise<Part<User>> {
  return users(client, { path: 'members', what: 'members' });
}

/** Owners. */
export function readOwners(client: Client): Promise<Part<User>> {
  return users(client, { path: 'members', what: 'owners', role: 'admin' });
}

/** People of outside who may work in some repositories. */
export function readOutside(client: Client): Promise<Part<User>> {
  return users(client, { path: 'outside_collaborators', what: 'outside collaborators' });
}

/** Open invitations. Only who may see all members may read them: the witness that the list of members is whole. */
export async function readInvitations(client: Client): Promise<Part<Invitation>> {
  const what = 'invitations';
  const chain = await client.list({ operation: `read ${what}`, what, path: `${client.organisation}/invitations` });
  return partWith(chain, readRows(chain.rows, Invitation, what));
}

/** Teams by person, one request for the list and one for each team (for every 100 of its members). */
export interface Teams {
  readonly groupsOf: (user: number) => readonly Entitlement[] | null;
  readonly people: ReadonlySet<number>;
  readonly part: Part<Team>;
}

/** All teams with their members. */
export async function readTeams(client: Client): Promise<Teams> {
  const chain = await client.list({ operation: 'read teams', what: 'teams', path: `${client.organisation}/teams` });
  const read = readRows(chain.rows, Team, 'teams');
  const around = ancestorsIn(new Map(read.values.map((team) => [team.id, team])));
  const held = new Map<number, { id: number; slug: string; around: ReadonlySet<number> }[]>();
  const parts: Part<User>[] = [];
  for (const { id, slug } of read.values) {
    const one = await users(client, { path: `teams/${encodeURIComponent(slug)}/members`, what: `members of team ${id}` });
    parts.push(one);
    for (const user of one.values) held.set(user.id, [...(held.get(user.id) ?? []), { id, slug, around: around(id) }]);
  }
  const own = partWith(chain, read);
  const part = { values: own.values, ...joined([own, ...parts]) };
  return { groupsOf: (user) => groupsOf(held.get(user) ?? []), people: new Set(held.keys()), part };
}

/** Copilot seats; `total` is what GitHub says. */
export async function readSeats(client: Client): Promise<Part<Seat> & { readonly total: number }> {
  let total = 0;
  const rowsOf = (body: unknown) => {
    const page = SeatPage.safeParse(body);
    if (!page.success) return null;
    total = page.data.total_seats;
    return page.data.seats;
  };
  const what = 'Copilot seats';
  const chain = await client.list({ operation: 'read Copilot seats', what, path: `${client.organisation}/copilot/billing/seats`, rowsOf });
  const part = partWith(chain, readRows(chain.rows, Seat, what));
  const missing = total === chain.rows.length ? [] : [`${chain.rows.length} Copilot seats came, and GitHub says that there are ${total}`];
  return { ...part, problems: [...part.problems, ...missing], total };
}

/** How many tokens and keys somebody authorised for single sign-on, by sign-in name in small letters. */
export async function readAuthorisations(client: Client): Promise<Part<Authorisation>> {
  const what = 'authorised credentials';
  const path = `${client.organisation}/credential-authorizations`;
  const chain = await client.list({ operation: `read ${what}`, what, path });
  return partWith(chain, readRows(chain.rows, Authorisation, what));
}

const IDENTITIES = `query ($organisation: String!, $after: String) {
  organization(login: $organisation) {
    samlIdentityProvider {
      externalIdentities(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { user { databaseId } samlIdentity { nameId } scimIdentity { username } }
      }
    }
  }
}`;

/** Who the members are for the identity provider. A cursor that repeats ends it with a problem. */
export async function readIdentities(client: Client): Promise<Part<Identity>> {
  const rows: unknown[] = [];
  const seen = new Set<string | null>();
  const problems: string[] = [];
  const countPage = pageCounter({ where: client.system.id, operation: 'read identities' });
  let after: string | null = null;
  for (;;) {
    countPage();
    seen.add(after);
    const variables: GraphRequest['variables'] = { organisation: client.system.organisation, after };
    const page: IdentityPage = await client.graph({ operation: 'read identities', query: IDENTITIES, variables }, IdentityPage);
    const provider = page.organization.samlIdentityProvider;
    if (provider === null) {
      const text = 'GitHub shows no single sign-on of the organisation to the token';
      throw new Fault(text, { where: client.system.id, operation: 'read identities', refused: true });
    }
    const { nodes, pageInfo } = provider.externalIdentities;
    rows.push(...nodes);
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor ?? null;
    if (seen.has(after)) {
      problems.push('the list of identities leads back to a page that was read already');
      break;
    }
  }
  const read = readRows(rows, Identity, 'identities');
  return { values: read.values, ended: problems.length === 0, pages: seen.size, problems: [...problems, ...read.problems] };
}
