/** What GitHub answers about teams and Copilot seats. */
import type { Call, Reply, Route } from '../json-server.ts';
import {
  around,
  DONE,
  type FakeOrganisation,
  type FakeSeat,
  FORBIDDEN,
  NONE,
  paged,
  peopleIn,
  shown,
  teamOf,
  userNamed,
  usersOf,
} from './world.ts';

/** Routes about teams. */
export function teamRoutes(org: FakeOrganisation, address: string): readonly Route[] {
  const path = /^\/orgs\/[^/]+\/teams\/([^/]+)\/memberships\/([^/]+)$/u;
  const both = ([slug, login]: readonly string[]) => ({ team: teamOf(org, slug), user: userNamed(org, login ?? '') });
  const synced: Reply = { status: 403, body: { message: 'Team synchronization is enabled' } };
  return [
    {
      method: 'GET',
      path: /^\/orgs\/[^/]+\/teams$/u,
      query: ['per_page', 'page', 'team_type'],
      answer: (call) => {
        const rows = [...org.teams.values()].map(({ id, slug, parent }) => ({
          id,
          slug,
          name: slug,
          parent: parent === null ? null : { id: parent },
        }));
        return paged(address, call, rows);
      },
    },
    {
      method: 'GET',
      path: /^\/orgs\/[^/]+\/teams\/([^/]+)\/members$/u,
      query: ['role', 'per_page', 'page'],
      answer: (call) => {
        const team = teamOf(org, call.parts[0]);
        if (team === undefined) return NONE;
        const people = peopleIn(org, team);
        const rows = usersOf(org, people.keys()).map((user) => ({
          ...shown(user),
          inherited: people.get(user.id),
          role: team.people.get(user.id) ?? 'member',
        }));
        return paged(address, call, rows);
      },
    },
    {
      method: 'GET',
      path,
      answer: ({ parts }) => {
        const { team, user } = both(parts);
        if (team === undefined || user === undefined || !peopleIn(org, team).has(user.id)) return NONE;
        return { status: 200, body: { state: 'active', role: team.people.get(user.id) ?? 'member' } };
      },
    },
    {
      method: 'PUT',
      path,
      body: ['role'],
      answer: ({ parts, body }) => {
        const { team, user } = both(parts);
        if (team === undefined || user === undefined) return NONE;
        if (team.isSynced === true) return synced;
        if (!org.members.has(user.id)) org.invitations.set(6000 + user.id, { user: user.id, email: null });
        else team.people.set(user.id, body['role'] === 'maintainer' ? 'maintainer' : 'member');
        return { status: 200, body: { state: org.members.has(user.id) ? 'active' : 'pending', role: body['role'] ?? 'member' } };
      },
    },
    {
      method: 'DELETE',
      path,
      answer: ({ parts }) => {
        const { team, user } = both(parts);
        if (team?.isSynced === true) return synced;
        return team === undefined || user === undefined || !team.people.delete(user.id) ? NONE : DONE;
      },
    },
  ];
}

function seatShown(org: FakeOrganisation, seat: FakeSeat): object {
  const user = seat.user === null ? undefined : org.users.get(seat.user);
  return {
    assignee: user === undefined ? null : shown(user),
    assigning_team: seat.team === null ? null : { slug: seat.team },
    created_at: seat.created,
    pending_cancellation_date: seat.cancelled,
    last_activity_at: seat.lastActivity,
    last_activity_editor: null,
    plan_type: 'business',
  };
}

/** Routes about Copilot seats. */
export function seatRoutes(org: FakeOrganisation, address: string): readonly Route[] {
  const selected = /^\/orgs\/[^/]+\/copilot\/billing\/selected_users$/u;
  const named = (body: Call['body']) => (body['selected_usernames'] as string[]).flatMap((login) => userNamed(org, login) ?? []);
  const withCopilot =
    (answer: Route['answer']): Route['answer'] =>
    (call) =>
      org.hasCopilot ? answer(call) : FORBIDDEN;
  return [
    {
      method: 'GET',
      path: /^\/orgs\/[^/]+\/copilot\/billing\/seats$/u,
      query: ['per_page', 'page'],
      answer: withCopilot((call) =>
        paged(
          address,
          call,
          org.seats.map((seat) => seatShown(org, seat)),
          (seats) => ({ total_seats: org.seats.length, seats }),
        ),
      ),
    },
    {
      method: 'GET',
      path: /^\/orgs\/[^/]+\/members\/([^/]+)\/copilot$/u,
      answer: withCopilot(({ parts }) => {
        const user = userNamed(org, parts[0] ?? '');
        const seat = org.seats.find((one) => one.user === user?.id);
        return seat === undefined ? NONE : { status: 200, body: seatShown(org, seat) };
      }),
    },
    {
      method: 'DELETE',
      path: selected,
      body: ['selected_usernames'],
      answer: ({ body }) => {
        const seats = org.seats.filter((one) => one.team === null && named(body).some(({ id }) => id === one.user));
        for (const seat of seats) seat.cancelled = '2027-02-01';
        return { status: 200, body: { seats_cancelled: seats.length } };
      },
    },
    {
      method: 'POST',
      path: selected,
      body: ['selected_usernames'],
      answer: ({ body }) => {
        for (const { id } of named(body)) {
          const had = org.seats.find((one) => one.user === id);
          if (had !== undefined) had.cancelled = null;
          else org.seats.push({ user: id, team: null, created: '2027-01-04T08:00:00Z', lastActivity: null, cancelled: null });
        }
        return { status: 201, body: { seats_created: 1 } };
      },
    },
  ];
}

/** What GitHub answers to the two questions in GraphQL that are asked. */
export function graph(org: FakeOrganisation, { body }: Call): Reply {
  const variables = body['variables'] as { organisation: string; logins?: string[]; after: string | null };
  const query = String(body['query']);
  if (query.includes('samlIdentityProvider')) {
    if (!org.hasSaml) return { status: 200, body: { data: { organization: { samlIdentityProvider: null } } } };
    const from = Number(variables.after ?? 0);
    const nodes = org.identities.slice(from, from + 100).map(({ user, nameId }) => ({
      user: user === null ? null : { databaseId: user },
      samlIdentity: nameId === null ? null : { nameId },
      scimIdentity: null,
    }));
    const pageInfo = { hasNextPage: from + 100 < org.identities.length, endCursor: String(from + 100) };
    return { status: 200, body: { data: { organization: { samlIdentityProvider: { externalIdentities: { pageInfo, nodes } } } } } };
  }
  const user = userNamed(org, variables.logins?.[0] ?? '');
  const teams = [...org.teams.values()].filter((team) => user !== undefined && peopleIn(org, team).has(user.id));
  const nodes = teams.map((team) => ({
    databaseId: team.id,
    slug: team.slug,
    ancestors: { nodes: around(org, team).map(({ id }) => ({ databaseId: id })) },
  }));
  return { status: 200, body: { data: { organization: { teams: { pageInfo: { hasNextPage: false, endCursor: null }, nodes } } } } };
}
