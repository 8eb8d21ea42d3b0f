/** Users of the fake: listed, read, changed; and what they have signed in with. */
import { type Answer, type Call, failure, ok, type Route } from './routes.ts';
import type { FakeGoogleWorld, FakeUser } from './world.ts';

const USERS = String.raw`^/admin/directory/v1/users`;
const READ = ['admin.directory.user.readonly', 'admin.directory.user'];

function shown(user: FakeUser): unknown {
  const { id, primaryEmail, aliases, archived, isAdmin, isDelegatedAdmin, lastLoginTime, creationTime, orgUnitPath, customerId } = user;
  return {
    kind: 'admin#directory#user',
    id,
    etag: '"e"',
    primaryEmail,
    ...(aliases.length === 0 ? {} : { aliases }),
    name: { givenName: 'Påhittad', fullName: user.name },
    ...(user.hidesSuspended ? {} : { suspended: user.suspended }),
    ...(user.suspended ? { suspensionReason: user.suspensionReason } : {}),
    archived,
    isAdmin,
    isDelegatedAdmin,
    lastLoginTime,
    creationTime,
    ...(user.deletionTime === null ? {} : { deletionTime: user.deletionTime }),
    orgUnitPath,
    customerId,
  };
}

/** The user of a key: the id, the primary address, or an alias. */
export function userOf(world: FakeGoogleWorld, key: string): FakeUser | undefined {
  const wanted = key.toLowerCase();
  const all = [...world.users.values()].filter((one) => one.deletionTime === null);
  return all.find((one) => one.id === key || one.primaryEmail.toLowerCase() === wanted || one.aliases.includes(wanted));
}

/** True for an administrator who may not do this. */
export function isDenied(world: FakeGoogleWorld, call: Call, what: string): boolean {
  return world.denied.get(call.subject ?? '')?.has(what) === true;
}

function withUser(what: string, answer: (user: FakeUser, call: Call, world: FakeGoogleWorld) => Answer): Route['answer'] {
  return (world, call) => {
    if (isDenied(world, call, what)) return failure(403, 'forbidden');
    const user = userOf(world, decodeURIComponent(call.parts[0] ?? ''));
    return user === undefined ? failure(404, 'notFound') : answer(user, call, world);
  };
}

function list(world: FakeGoogleWorld, call: Call): Answer {
  if (isDenied(world, call, 'users')) return failure(403, 'forbidden');
  const { customer, projection = 'full', showDeleted = 'false', orderBy = 'email' } = call.query;
  if (customer !== 'my_customer' || projection !== 'full' || showDeleted !== 'false' || orderBy !== 'email')
    return failure(400, 'badRequest', 'a list of users that the facts do not name');
  const there = world.settings.hidesEverything ? [] : [...world.users.values()].filter((one) => one.deletionTime === null);
  return ok(there.toSorted((a, b) => (a.primaryEmail < b.primaryEmail ? -1 : 1)).map(shown));
}

function patch(user: FakeUser, call: Call, world: FakeGoogleWorld): Answer {
  const { suspended, orgUnitPath, ...more } = call.body as { suspended?: boolean; orgUnitPath?: string };
  if (Object.keys(more).length > 0 || Object.keys(call.body).length !== 1)
    return failure(400, 'invalid', `a change of ${Object.keys(call.body).join(' ')}`);
  const actor = userOf(world, call.subject ?? '');
  if (user.isAdmin && actor?.isAdmin !== true) return failure(403, 'forbidden');
  if (suspended === false && user.suspended && user.suspensionReason !== 'ADMIN') return failure(403, 'adminCannotUnsuspend');
  if (orgUnitPath !== undefined && !world.orgUnits.has(orgUnitPath)) return failure(400, 'invalid');
  if (suspended !== undefined) {
    if (typeof suspended !== 'boolean') return failure(400, 'invalid', 'suspended as a word');
    user.suspended = suspended;
  }
  if (orgUnitPath !== undefined) user.orgUnitPath = orgUnitPath;
  return ok(shown(user));
}

const EMPTY: Answer = { status: 204, body: null };

function userRoute(
  method: string,
  below: string,
  how: { what: string; scopes: readonly string[]; words?: readonly string[]; answer: Parameters<typeof withUser>[1] },
): Route {
  const path = new RegExp(String.raw`${USERS}/([^/]+)${below}$`, 'u');
  return { method, path, words: how.words ?? [], scopes: how.scopes, answer: withUser(how.what, how.answer) };
}

const SECURITY = { what: 'security', scopes: ['admin.directory.user.security'] };

/** The calls about users. */
export const directoryRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: new RegExp(`${USERS}$`, 'u'),
    words: ['customer', 'maxResults', 'orderBy', 'projection', 'showDeleted', 'fields', 'pageToken'],
    scopes: READ,
    paged: { rows: 'users', most: 500, kind: 'admin#directory#users' },
    answer: list,
  },
  userRoute('GET', '', { what: 'users', scopes: READ, words: ['projection', 'fields'], answer: (one) => ok(shown(one)) }),
  userRoute('PATCH', '', {
    what: 'change-users',
    scopes: ['admin.directory.user'],
    words: ['fields', 'suspended', 'orgUnitPath'],
    answer: patch,
  }),
  userRoute('POST', '/signOut', {
    ...SECURITY,
    answer(one) {
      one.signOuts += 1;
      return EMPTY;
    },
  }),
  userRoute('GET', '/tokens', {
    ...SECURITY,
    words: ['fields'],
    answer: (one) =>
      ok(one.tokens.length === 0 ? {} : { items: one.tokens.map((clientId) => ({ clientId, scopes: [], userKey: one.id })) }),
  }),
  userRoute('DELETE', '/tokens/([^/]+)', {
    ...SECURITY,
    answer(one, call) {
      const clientId = decodeURIComponent(call.parts[1] ?? '');
      if (!one.tokens.includes(clientId)) return failure(404, 'notFound');
      one.tokens = one.tokens.filter((each) => each !== clientId);
      return EMPTY;
    },
  }),
  userRoute('GET', '/asps', {
    ...SECURITY,
    words: ['fields'],
    answer: (one) => ok(one.asps.length === 0 ? {} : { items: one.asps.map((codeId) => ({ codeId, name: 'an old phone' })) }),
  }),
  userRoute('DELETE', '/asps/([0-9]+)', {
    ...SECURITY,
    answer(one, call) {
      const codeId = Number(call.parts[1]);
      if (!one.asps.includes(codeId)) return failure(404, 'notFound');
      one.asps = one.asps.filter((each) => each !== codeId);
      return EMPTY;
    },
  }),
  userRoute('POST', '/verificationCodes/invalidate', {
    ...SECURITY,
    answer(one) {
      // "User is suspended. You must unsuspend to process backupcodes"
      if (one.suspended) return failure(400, 'invalid');
      one.backupCodes = 0;
      return EMPTY;
    },
  }),
];
