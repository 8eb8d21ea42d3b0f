/** What Okta answers about groups, rules and apps. */
import type { Call, Reply, Route } from '../json-server.ts';
import { DONE, type FakeOkta, type FakeOktaApp, groupShown, NONE, PAGES, paged, problem, shown } from './world.ts';

/** Routes about groups and rules. */
export function groupRoutes(org: FakeOkta, address: string): readonly Route[] {
  const member = /^\/api\/v1\/groups\/([^/]+)\/users\/([^/]+)$/u;
  const change = ({ method, parts }: Call): Reply => {
    const [group, user] = [org.groups.get(parts[0] ?? ''), org.users.get(parts[1] ?? '')];
    if (group === undefined || user === undefined) return NONE;
    if (group.type !== 'OKTA_GROUP' || (org.fed.has(group.id) && method === 'DELETE'))
      return problem(403, 'E0000006', 'You do not have permission');
    if (method === 'PUT') group.people.add(user.id);
    else group.people.delete(user.id);
    return DONE;
  };
  return [
    {
      method: 'GET',
      path: /^\/api\/v1\/groups$/u,
      query: ['q', 'filter', ...PAGES],
      answer: (call) => paged(address, call, [...org.groups.values()].map(groupShown)),
    },
    {
      method: 'GET',
      path: /^\/api\/v1\/groups\/rules$/u,
      query: PAGES,
      answer: (call) => {
        const rules = [...org.fed].map((id) => ({ id: `0pr${id}`, status: 'ACTIVE', actions: { assignUserToGroups: { groupIds: [id] } } }));
        const resting = { id: '0prresting', status: 'INACTIVE', actions: { assignUserToGroups: { groupIds: [...org.groups.keys()] } } };
        return paged(address, call, [...rules, resting]);
      },
    },
    {
      method: 'GET',
      path: /^\/api\/v1\/groups\/([^/]+)\/users$/u,
      query: PAGES,
      answer: (call) => {
        const group = org.groups.get(call.parts[0] ?? '');
        const people = [...(group?.people ?? [])].flatMap((id) => org.users.get(id) ?? []);
        return group === undefined ? NONE : paged(address, call, org.isBlind ? [] : people.map(shown));
      },
    },
    { method: 'PUT', path: member, answer: change },
    { method: 'DELETE', path: member, answer: change },
  ];
}

/** Routes about apps. */
export function appRoutes(org: FakeOkta, address: string): readonly Route[] {
  const A = '^/api/v1/apps/([^/]+)';
  const created = '2026-03-01T09:00:00.000Z';
  const assigned = (app: FakeOktaApp): ReadonlyMap<string, string> => {
    const by = [...app.groups].flatMap((id) => [...(org.groups.get(id)?.people ?? [])]);
    return new Map([...by.map((id) => [id, 'GROUP'] as const), ...[...app.people].map((id) => [id, 'USER'] as const)]);
  };
  const withApp =
    (answer: (app: FakeOktaApp, call: Call) => Reply): Route['answer'] =>
    (call) => {
      const app = org.apps.get(call.parts[0] ?? '');
      return app === undefined ? NONE : answer(app, call);
    };
  const one = `${A}/users/([^/]+)$`;
  return [
    {
      method: 'GET',
      path: new RegExp(`${A}/groups$`, 'u'),
      query: PAGES,
      answer: withApp((app, call) =>
        paged(
          address,
          call,
          [...app.groups].map((id) => ({ id })),
        ),
      ),
    },
    {
      method: 'GET',
      path: new RegExp(`${A}/users$`, 'u'),
      query: PAGES,
      answer: withApp((app, call) =>
        paged(
          address,
          call,
          [...assigned(app)].map(([id, scope]) => ({ id, scope, created, status: 'ACTIVE' })),
        ),
      ),
    },
    {
      method: 'GET',
      path: new RegExp(one, 'u'),
      answer: withApp((app, { parts }) => {
        const scope = assigned(app).get(parts[1] ?? '');
        return scope === undefined ? NONE : { status: 200, body: { id: parts[1], scope, created } };
      }),
    },
    {
      method: 'POST',
      path: new RegExp(`${A}/users$`, 'u'),
      body: ['id', 'scope', 'credentials', 'profile'],
      answer: withApp((app, { body }) => {
        if (!org.users.has(String(body['id'])) || body['scope'] !== 'USER') return problem(400, 'E0000001', 'Api validation failed: id');
        app.people.add(String(body['id']));
        return { status: 200, body: { id: body['id'], scope: 'USER' } };
      }),
    },
    {
      method: 'DELETE',
      path: new RegExp(one, 'u'),
      query: ['sendEmail'],
      answer: withApp((app, { parts }) => (app.people.delete(parts[1] ?? '') ? DONE : NONE)),
    },
  ];
}
