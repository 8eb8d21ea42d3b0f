/** Who somebody is right now: found by number, so that a new sign-in name is nobody else. */
import type { z } from 'zod';
import type { ForeignId, Instant } from '../../../schemas/primitives.ts';
import type { Account } from '../../model/observed.ts';
import { Fault } from '../../ports.ts';
import type { Ask } from '../http/client.ts';
import { readRows } from '../http/reading.ts';
import { orUnknown } from '../http/record.ts';
import type { Client, GraphRequest } from './client.ts';
import { groupsOf, heldBy, invitationOf, lastUseOf, type Standing, toAccount, toInvited, userOf } from './records.ts';
import { Authorisation, Invitation, Membership, Seat, TeamsOfUser, User } from './wire.ts';

/** A user of GitHub, and what they are in the organisation; null for nothing. */
export interface Person {
  readonly user: User;
  readonly standing: Standing | null;
}

/** The user of this number as they are now; null when GitHub has no such user. Throws Fault. */
export async function findPerson(client: Client, id: number, ask?: Ask): Promise<Person | null> {
  const { organisation, prefix, system } = client;
  const user = await client.one({ operation: 'read one user', path: `${prefix}/user/${id}` }, User, ask);
  if (user === null) return null;
  const path = `${organisation}/memberships/${encodeURIComponent(user.login)}`;
  const membership = await client.one({ operation: 'read one membership', path }, Membership, ask);
  if (user.id !== id || (membership !== null && membership.user.id !== id)) {
    throw new Fault('the sign-in name changed while it was read', { where: system.id, operation: 'read one membership', retryable: true });
  }
  if (membership === null) return { user, standing: (await isOutside(client, id, ask)) ? 'outside-collaborator' : null };
  if (membership.state === 'pending') return { user, standing: 'invited' };
  return { user, standing: membership.role === 'admin' ? 'admin' : 'member' };
}

async function isOutside(client: Client, id: number, ask?: Ask): Promise<boolean> {
  const what = 'outside collaborators';
  const path = `${client.organisation}/outside_collaborators`;
  const { values, assertWhole } = await listed(client, { what, path, ask }, User);
  if (values.some((one) => one.id === id)) return true;
  assertWhole();
  return false;
}

/** Rows of a list that is asked about one thing. `assertWhole` throws Fault when not all of them came: then nothing is missing for sure. */
async function listed<T extends z.ZodType>(client: Client, about: Listing, wire: T) {
  const { what, path, ask, query = {} } = about;
  const operation = `read ${what}`;
  const chain = await client.list({ operation, what, path, query }, ask);
  const { values, problems } = readRows(chain.rows, wire, what);
  const [problem] = [...chain.problems, ...problems];
  return {
    values,
    assertWhole: (): void => {
      if (problem !== undefined) throw new Fault(problem, { where: client.system.id, operation });
    },
  };
}

interface Listing {
  readonly what: string;
  readonly path: string;
  readonly ask: Ask | undefined;
  readonly query?: Readonly<Record<string, string>>;
}

/** An open invitation to an e-mail address; null when there is none of this number. Throws Fault. */
export async function findInvitation(client: Client, number: number, ask?: Ask): Promise<Invitation | null> {
  const what = 'invitations';
  const path = `${client.organisation}/invitations`;
  const { values, assertWhole } = await listed(client, { what, path, ask }, Invitation);
  const found = values.find(({ id }) => id === number);
  if (found === undefined) assertWhole();
  return found ?? null;
}

const TEAMS = `query ($organisation: String!, $logins: [String!], $after: String) {
  organization(login: $organisation) {
    teams(first: 100, userLogins: $logins, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { databaseId slug ancestors(first: 20) { nodes { databaseId } } }
    }
  }
}`;

/** The teams that somebody is in, as `groupsOf` counts them. Throws Fault. */
async function teamsOf(client: Client, login: string, ask?: Ask): Promise<Account['groups']> {
  const held: { id: number; slug: string; around: ReadonlySet<number> }[] = [];
  const seen = new Set<string | null>();
  for (let after: string | null = null; !seen.has(after); ) {
    seen.add(after);
    const variables: GraphRequest['variables'] = { organisation: client.system.organisation, logins: [login], after };
    const page: TeamsOfUser = await client.graph({ operation: "read a user's teams", query: TEAMS, variables }, TeamsOfUser, ask);
    const { nodes, pageInfo } = page.organization.teams;
    for (const { databaseId: id, slug, ancestors } of nodes) {
      held.push({ id, slug, around: new Set(ancestors.nodes.map((one) => one.databaseId)) });
    }
    if (!pageInfo.hasNextPage) return groupsOf(held);
    after = pageInfo.endCursor ?? null;
  }
  throw new Fault("the list of a user's teams leads back to a page that was read already", {
    where: client.system.id,
    operation: "read a user's teams",
  });
}

/** The Copilot seat that somebody has by this organisation; null for none. Throws Fault. */
export function seatOf(client: Client, login: string, ask?: Ask): Promise<Seat | null> {
  const path = `${client.organisation}/members/${encodeURIComponent(login)}/copilot`;
  return client.one({ operation: 'read one Copilot seat', path }, Seat, ask);
}

/** Tokens and keys that somebody authorised for single sign-on. Throws Fault. */
export async function authorisationsOf(client: Client, login: string, ask?: Ask): Promise<readonly Authorisation[]> {
  const what = 'authorised credentials';
  const path = `${client.organisation}/credential-authorizations`;
  const { values, assertWhole } = await listed(client, { what, path, ask, query: { login } }, Authorisation);
  assertWhole();
  return values.filter((one) => one.login.toLowerCase() === login.toLowerCase());
}

async function seatFor(client: Client, { user, standing }: Person) {
  if (standing === null || standing === 'invited') return { known: true, seat: null };
  const found = await orUnknown(async () => ({ known: true, seat: await seatOf(client, user.login) }));
  return found ?? { known: false, seat: null };
}

/** One account as it is right now; null for whoever is outside, whether or not there is such a user. Throws Fault. */
export async function readOne(client: Client, id: ForeignId, at: Instant): Promise<Account | null> {
  const { copilot, saml } = client.system;
  const invitation = invitationOf(id);
  if (invitation !== null) {
    const found = await findInvitation(client, invitation);
    return found === null ? null : toInvited(found, copilot === true ? [] : null);
  }
  const number = userOf(id);
  const person = number === null ? null : await findPerson(client, number);
  if (person === null || person.standing === null) return null;
  const { user, standing } = person;
  const isMember = standing === 'admin' || standing === 'member';
  const { known, seat } = copilot === true ? await seatFor(client, person) : { known: false, seat: null };
  const authorised = saml === true ? await orUnknown(() => authorisationsOf(client, user.login)) : null;
  return toAccount(user, {
    standing,
    groups: isMember ? await teamsOf(client, user.login) : [],
    licences: known ? heldBy(seat) : null,
    lastUse: seat === null ? null : lastUseOf(seat, at),
    email: null,
    sessions: authorised === null ? null : authorised.length,
  });
}
