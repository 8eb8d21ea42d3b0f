/** What GitHub answers about members, outside collaborators, invitations and users. */
import type { Route } from '../json-server.ts';
import { DONE, type FakeOrganisation, type FakeUser, FORBIDDEN, leave, NONE, paged, shown, userNamed, usersOf } from './world.ts';

/** Routes about people of an organisation. */
export function peopleRoutes(org: FakeOrganisation, address: string): readonly Route[] {
  const O = '^/orgs/[^/]+';
  const pages = ['per_page', 'page'];
  const isPending = (id: number) => [...org.invitations.values()].some(({ user }) => user === id);
  const visible = () => (org.isBlind ? [] : [...org.members.keys()]).filter((id) => org.sees === 'all' || !org.concealed.has(id));
  return [
    {
      method: 'GET',
      path: /^\/orgs\/[^/]+$/u,
      answer: ({ path }) => (path.endsWith(`/${org.login}`) ? { status: 200, body: { id: org.id, login: org.login } } : NONE),
    },
    {
      method: 'GET',
      path: new RegExp(`${O}/members$`, 'u'),
      query: ['filter', 'role', ...pages],
      answer: (call) => {
        const ids = visible().filter((id) => call.query['role'] !== 'admin' || org.members.get(id) === 'admin');
        return paged(address, call, usersOf(org, ids).map(shown));
      },
    },
    {
      method: 'GET',
      path: new RegExp(`${O}/outside_collaborators$`, 'u'),
      query: ['filter', ...pages],
      answer: (call) => paged(address, call, usersOf(org, org.outside).map(shown)),
    },
    {
      method: 'GET',
      path: new RegExp(`${O}/invitations$`, 'u'),
      query: ['role', 'invitation_source', ...pages],
      answer: (call) => {
        if (org.sees === 'public') return FORBIDDEN;
        const rows = [...org.invitations].map(([id, { user, email }]) => ({
          id,
          login: org.users.get(user ?? 0)?.login ?? null,
          email,
          role: 'direct_member',
        }));
        return paged(address, call, rows);
      },
    },
    {
      method: 'POST',
      path: new RegExp(`${O}/invitations$`, 'u'),
      body: ['invitee_id', 'email', 'role', 'team_ids'],
      answer: ({ body }) => {
        const id = Number(body['invitee_id']);
        if (!org.users.has(id) || (body['role'] === 'reinstate' && !org.former.has(id)))
          return { status: 422, body: { message: 'Validation Failed', errors: [] } };
        const number = 5000 + org.invitations.size;
        org.invitations.set(number, { user: id, email: null });
        return { status: 201, body: { id: number } };
      },
    },
    {
      method: 'DELETE',
      path: new RegExp(`${O}/invitations/(\\d+)$`, 'u'),
      answer: ({ parts }) => (org.invitations.delete(Number(parts[0])) ? DONE : NONE),
    },
    {
      method: 'GET',
      path: new RegExp(`${O}/memberships/([^/]+)$`, 'u'),
      answer: ({ parts }) => {
        const user = userNamed(org, parts[0] ?? '');
        const isStale = org.stale !== null && org.stale.left > 0 && user?.id !== org.self;
        if (org.stale !== null && isStale) org.stale.left -= 1;
        const members = isStale ? (org.stale?.members ?? org.members) : org.members;
        const role = user === undefined ? undefined : (members.get(user.id) ?? (isPending(user.id) ? 'member' : undefined));
        if (user === undefined || role === undefined) return NONE;
        return {
          status: 200,
          body: { state: members.has(user.id) ? 'active' : 'pending', role, user: shown(user), organization: { login: org.login } },
        };
      },
    },
    {
      method: 'DELETE',
      path: new RegExp(`${O}/memberships/([^/]+)$`, 'u'),
      answer: ({ parts }) => {
        const user = userNamed(org, parts[0] ?? '');
        if (user === undefined || (!org.members.has(user.id) && !isPending(user.id))) return NONE;
        leave(org, user.id);
        return DONE;
      },
    },
    {
      method: 'DELETE',
      path: new RegExp(`${O}/outside_collaborators/([^/]+)$`, 'u'),
      answer: ({ parts }) => {
        const user = userNamed(org, parts[0] ?? '');
        if (user !== undefined && org.members.has(user.id))
          return { status: 422, body: { message: 'You cannot specify an organization member' } };
        return user !== undefined && org.outside.delete(user.id) ? DONE : NONE;
      },
    },
    {
      method: 'GET',
      path: /^\/user$/u,
      answer: () => (org.self === null ? FORBIDDEN : { status: 200, body: shown(org.users.get(org.self) as FakeUser) }),
    },
    {
      method: 'GET',
      path: /^\/user\/(\d+)$/u,
      answer: ({ parts }) => {
        const user = org.users.get(Number(parts[0]));
        return user === undefined ? NONE : { status: 200, body: shown(user) };
      },
    },
    {
      method: 'GET',
      path: /^\/users\/([^/]+)$/u,
      answer: ({ parts }) => {
        const user = userNamed(org, parts[0] ?? '');
        return user === undefined ? NONE : { status: 200, body: shown(user) };
      },
    },
  ];
}
