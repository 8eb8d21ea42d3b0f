/** What Okta answers about users, their lifecycle and administrators. */
import type { Call, Reply, Route } from '../json-server.ts';
import { DONE, type FakeOkta, type FakeOktaUser, groupShown, NONE, PAGES, paged, problem, shown } from './world.ts';

function lifecycle(user: FakeOktaUser, step: string): Reply {
  const from: Readonly<Record<string, readonly string[]>> = { suspend: ['ACTIVE'], unsuspend: ['SUSPENDED'] };
  const to: Readonly<Record<string, string>> = { suspend: 'SUSPENDED', unsuspend: 'ACTIVE', deactivate: 'DEPROVISIONED' };
  const may = step === 'deactivate' ? user.status !== 'DEPROVISIONED' : from[step]?.includes(user.status) === true;
  if (!may) return problem(400, 'E0000001', 'Api validation failed: user');
  user.status = to[step] ?? user.status;
  return { status: 200, body: {} };
}

const STATUS = /^status eq "([A-Z_]+)"$/u;
const SINCE = /^lastUpdated gt "([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.000Z)"$/u;

/** Users of some statuses, or who changed after an instant, deactivated ones among them: as the index of searches knows them. */
function foundBy(org: FakeOkta, search: string): readonly object[] {
  const [, since] = SINCE.exec(search) ?? [];
  const statuses = search.split(' or ').map((term) => STATUS.exec(term)?.[1]);
  if (since === undefined && statuses.includes(undefined)) throw new Error(`a search that no fact names: ${search}`);
  const known = Date.parse(org.lookedAt) - org.lag * 1000;
  const users = [...org.users.values()].filter(({ lastUpdated }) => Date.parse(lastUpdated) <= known && !org.isBlind);
  return users.filter((user) => (since === undefined ? statuses.includes(user.status) : user.lastUpdated > since)).map(shown);
}

/** Routes about users and administrators. */
export function userRoutes(org: FakeOkta, address: string): readonly Route[] {
  const U = '^/api/v1/users/([^/]+)';
  const known = (id: string | undefined) => org.users.get(id === 'me' ? org.self : (id ?? ''));
  // Okta takes a sign-in name in the place of an id.
  const found = (id: string | undefined) => known(id) ?? [...org.users.values()].find(({ login }) => login === id);
  const withUser =
    (answer: (user: FakeOktaUser, call: Call) => Reply): Route['answer'] =>
    (call) => {
      const user = found(call.parts[0]);
      return user === undefined ? NONE : answer(user, call);
    };
  return [
    { method: 'GET', path: /^\/\.well-known\/okta-organization$/u, answer: () => ({ status: 200, body: { id: org.id, pipeline: 'idx' } }) },
    {
      method: 'GET',
      path: /^\/api\/v1\/users$/u,
      query: ['search', 'filter', 'q', 'fields', ...PAGES],
      answer: (call) => {
        const { filter, search } = call.query;
        if (search !== undefined) return paged(address, call, foundBy(org, search));
        if (filter !== undefined && !/^status eq "[A-Z_]+"$/u.test(filter)) return problem(400, 'E0000031', 'Invalid search criteria.');
        const wanted = filter?.slice('status eq "'.length, -1);
        const rows = [...org.users.values()].filter(({ status }) =>
          wanted === undefined ? status !== 'DEPROVISIONED' : status === wanted,
        );
        return paged(address, call, org.isBlind ? [] : rows.map(shown));
      },
    },
    {
      method: 'GET',
      path: new RegExp(`${U}$`, 'u'),
      answer: withUser((user) => {
        if (org.stale === null || org.stale.left === 0 || user.id === org.self) return { status: 200, body: shown(user) };
        org.stale.left -= 1;
        return { status: 200, body: shown(org.stale.users.get(user.id) ?? user) };
      }),
    },
    {
      method: 'GET',
      path: new RegExp(`${U}/groups$`, 'u'),
      query: PAGES,
      answer: withUser(({ id }, call) => {
        const own = [...org.groups.values()].filter(({ people, type }) => type === 'BUILT_IN' || people.has(id));
        return paged(address, call, own.map(groupShown));
      }),
    },
    {
      method: 'GET',
      path: new RegExp(`${U}/roles$`, 'u'),
      answer: withUser(({ id }) => ({ status: 200, body: (org.roles.get(id) ?? []).map((type) => ({ id: 'ra1', type, label: type })) })),
    },
    {
      method: 'POST',
      path: new RegExp(`${U}/lifecycle/(suspend|unsuspend)$`, 'u'),
      answer: withUser((user, { parts }) => lifecycle(user, parts[1] ?? '')),
    },
    {
      method: 'POST',
      path: new RegExp(`${U}/lifecycle/(deactivate)$`, 'u'),
      query: ['sendEmail'],
      answer: withUser((user, { parts }) => lifecycle(user, parts[1] ?? '')),
    },
    {
      method: 'DELETE',
      path: new RegExp(`${U}/sessions$`, 'u'),
      query: ['oauthTokens', 'forgetDevices'],
      answer: withUser((user) => {
        user.sessions = 0;
        return DONE;
      }),
    },
    {
      method: 'GET',
      path: /^\/api\/v1\/iam\/assignees\/users$/u,
      query: PAGES,
      answer: (call) => {
        const ids = [...org.roles.keys()].map((id) => ({ id }));
        const from = Number(call.query['after'] ?? 0);
        const size = Number(call.query['limit'] ?? 100);
        const more = from + size < ids.length ? { next: { href: `${address}${call.path}?after=${from + size}&limit=${size}` } } : {};
        return { status: 200, body: { value: ids.slice(from, from + size), _links: more } };
      },
    },
  ];
}
