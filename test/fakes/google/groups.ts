/** Groups of the fake and their direct members. */
import { isDenied, userOf } from './directory.ts';
import { type Answer, type Call, failure, ok, type Route } from './routes.ts';
import type { FakeGoogleWorld, FakeGroup } from './world.ts';

const GROUPS = String.raw`^/admin/directory/v1/groups`;
const READ = ['admin.directory.group.readonly'];
const READ_MEMBERS = [...READ, 'admin.directory.group.member'];
const CHANGE = ['admin.directory.group.member'];

function groupOf(world: FakeGoogleWorld, call: Call): FakeGroup | undefined {
  const key = decodeURIComponent(call.parts[0] ?? '').toLowerCase();
  return [...world.groups.values()].find((one) => one.id === key || one.email.toLowerCase() === key || one.aliases.includes(key));
}

function shown({ id, email, members }: FakeGroup): unknown {
  return { kind: 'admin#directory#group', id, email, name: 'A group', directMembersCount: String(members.size) };
}

function shownMember(world: FakeGoogleWorld, id: string, { role, type }: { role: string; type: string }): unknown {
  const email = world.users.get(id)?.primaryEmail;
  return { kind: 'admin#directory#member', id, role, type, ...(email === undefined ? {} : { email }), status: 'ACTIVE' };
}

function list(world: FakeGoogleWorld, call: Call): Answer {
  if (isDenied(world, call, 'groups')) return failure(403, 'forbidden');
  const { customer, userKey } = call.query;
  if ((customer === undefined) === (userKey === undefined) || (customer !== undefined && customer !== 'my_customer'))
    return failure(400, 'badRequest', 'groups of a customer and of a user at once, or of neither');
  const all = [...world.groups.values()];
  return ok((userKey === undefined ? all : all.filter(({ members }) => members.has(userKey))).map(shown));
}

function withGroup(what: string, answer: (group: FakeGroup, call: Call, world: FakeGoogleWorld) => Answer): Route['answer'] {
  return (world, call) => {
    if (isDenied(world, call, what)) return failure(403, 'forbidden');
    const group = groupOf(world, call);
    return group === undefined ? failure(404, 'notFound') : answer(group, call, world);
  };
}

function insert(group: FakeGroup, { body }: Call, world: FakeGoogleWorld): Answer {
  const { id, role, ...more } = body as { id?: string; role?: string };
  if (Object.keys(more).length > 0 || id === undefined || role === undefined)
    return failure(400, 'required', 'a member with other properties');
  if (group.isDynamic) return failure(403, 'forbidden');
  if (userOf(world, id) === undefined) return failure(404, 'notFound');
  if (group.members.has(id)) return failure(409, 'duplicate');
  const member = { role, type: 'USER' };
  group.members.set(id, member);
  return ok(shownMember(world, id, member));
}

function memberRoute(
  method: string,
  how: {
    scopes: readonly string[];
    words: readonly string[];
    answer: (group: FakeGroup, member: string, at: { call: Call; world: FakeGoogleWorld }) => Answer;
  },
): Route {
  return {
    method,
    path: new RegExp(String.raw`${GROUPS}/([^/]+)/members/([^/]+)$`, 'u'),
    words: how.words,
    scopes: how.scopes,
    answer: withGroup(method === 'GET' ? 'groups' : 'members', (group, call, world) => {
      const member = decodeURIComponent(call.parts[1] ?? '');
      return group.members.has(member) ? how.answer(group, member, { call, world }) : failure(404, 'notFound');
    }),
  };
}

/** The calls about groups. */
export const groupRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: new RegExp(`${GROUPS}$`, 'u'),
    words: ['customer', 'userKey', 'maxResults', 'fields', 'pageToken'],
    scopes: READ,
    paged: { rows: 'groups', most: 200, kind: 'admin#directory#groups' },
    answer: list,
  },
  {
    method: 'GET',
    path: new RegExp(String.raw`${GROUPS}/([^/]+)$`, 'u'),
    words: ['fields'],
    scopes: READ,
    answer: withGroup('groups', (group) => ok(shown(group))),
  },
  {
    method: 'GET',
    path: new RegExp(String.raw`${GROUPS}/([^/]+)/members$`, 'u'),
    words: ['maxResults', 'fields', 'pageToken'],
    scopes: READ_MEMBERS,
    paged: { rows: 'members', most: 200, kind: 'admin#directory#members' },
    answer: withGroup('groups', (group, _, world) => ok([...group.members].map(([id, member]) => shownMember(world, id, member)))),
  },
  {
    method: 'POST',
    path: new RegExp(String.raw`${GROUPS}/([^/]+)/members$`, 'u'),
    words: ['id', 'role'],
    scopes: CHANGE,
    answer: withGroup('members', insert),
  },
  memberRoute('GET', {
    scopes: READ_MEMBERS,
    words: ['fields'],
    answer: (group, member, { world }) => ok(shownMember(world, member, group.members.get(member) ?? { role: '', type: '' })),
  }),
  memberRoute('PATCH', {
    scopes: CHANGE,
    words: ['role'],
    answer(group, member, { call, world }) {
      if (group.isDynamic) return failure(403, 'forbidden');
      const changed = { role: String(call.body['role']), type: 'USER' };
      group.members.set(member, changed);
      return ok(shownMember(world, member, changed));
    },
  }),
  memberRoute('DELETE', {
    scopes: CHANGE,
    words: [],
    answer(group, member) {
      if (group.isDynamic) return failure(403, 'forbidden');
      group.members.delete(member);
      return { status: 204, body: null };
    },
  }),
];
