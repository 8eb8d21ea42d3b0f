/** Questions to a tenant. */
import { bad, type Call, denied, type Given, notFound, odd, refusal } from './answers.ts';
import { deviceRow, groupRow, pick, roleRow, skuRow, userRow } from './rows.ts';
import type { FakeDevice, FakeGroup, FakeRole, FakeUser, FakeWorld } from './world.ts';

/** Properties of a user that the tests know. */
export const USER_PROPERTIES: readonly string[] = Object.keys(userRow({ licences: [], signIns: {} } as unknown as FakeUser));
const GROUP_PROPERTIES = Object.keys(groupRow({ skus: [] } as unknown as FakeGroup));

/** The properties that a request names; null when it names none, or one that is not known. */
export function selected(call: Call, known: readonly string[]): readonly string[] | null {
  const select = call.query.get('$select')?.split(',') ?? [];
  return select.length > 0 && select.every((one) => known.includes(one)) ? select : null;
}

/** A page of a list, with the way to the next one. */
function paged(call: Call, rows: readonly unknown[], largest: number): Given {
  const top = Number(call.query.get('$top') ?? 100);
  if (!Number.isInteger(top) || top < 1 || top > largest) return bad('top');
  const from = Number(call.query.get('$skiptoken')?.replace(/^at-/u, '') ?? 0);
  if (!Number.isInteger(from)) return odd(`${call.path} with a token that was not given`);
  const next = new URLSearchParams(call.query);
  next.set('$skiptoken', `at-${from + top}`);
  const link = from + top < rows.length ? { '@odata.nextLink': `${call.base}${call.path}?${next.toString()}` } : {};
  return { status: 200, body: { '@odata.context': `${call.base}/$metadata`, ...link, value: rows.slice(from, from + top) } };
}

/** The list of users, as it goes wrong. */
function troubled(world: FakeWorld, call: Call, given: Given): Given {
  const body = given.body as { value: unknown[]; '@odata.nextLink'?: string };
  const isFirst = !call.query.has('$skiptoken');
  switch (world.settings.pageTrouble) {
    case 'twice':
      return isFirst ? given : { ...given, body: { ...body, value: [...body.value, body.value[0]] } };
    case 'lost':
      return { ...given, body: { value: body.value } };
    case 'loop':
      return { ...given, body: { ...body, '@odata.nextLink': `${call.base}${call.path}?$skiptoken=at-0&$select=id` } };
    case 'elsewhere':
      return { ...given, body: { ...body, '@odata.nextLink': `http://127.0.0.2:9${call.path}?$skiptoken=at-2` } };
    case 'empty':
      return isFirst
        ? { ...given, body: { value: [], '@odata.nextLink': `${call.base}${call.path}?${call.query.toString()}&$skiptoken=at-0` } }
        : given;
    case null:
      return given;
    default:
      return world.settings.pageTrouble satisfies never;
  }
}

function counted(world: FakeWorld, call: Call, select: readonly string[]): Given {
  if (call.headers['consistencylevel'] !== 'eventual') return bad('ConsistencyLevel');
  if (select.includes('signInActivity')) return odd('sign-ins together with ConsistencyLevel');
  const { miscount } = world.settings;
  const by = miscount.times > 0 ? miscount.by : 0;
  miscount.times -= 1;
  return {
    status: 200,
    body: { '@odata.count': world.users.size + by, value: [...world.users.values()].slice(0, 1).map((one) => ({ id: one.id })) },
  };
}

/** The instant of the one filter that there is; null without a filter, undefined for another one. */
function signedInUntil(call: Call): string | null | undefined {
  const filter = call.query.get('$filter');
  if (filter === null) return null;
  return /^signInActivity\/lastSignInDateTime le ([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z)$/u.exec(filter)?.[1];
}

/** The list of users. */
export function listUsers(world: FakeWorld, call: Call): Given {
  const select = selected(call, USER_PROPERTIES);
  if (select === null) return odd(`users with ${call.query.get('$select')}`);
  if (call.query.has('$count')) return counted(world, call, select);
  if (call.headers['consistencylevel'] !== undefined) return odd('ConsistencyLevel without $count');
  const top = Number(call.query.get('$top') ?? 100);
  const withSignIns = select.includes('signInActivity');
  if (withSignIns && !world.settings.premium)
    return { status: 403, body: refusal('Authentication_RequestFromNonPremiumTenantOrB2CTenant') };
  if (withSignIns && top > 120) return bad('Cannot query data for more than 120 users at a time');
  const shown = withSignIns && top > world.settings.signInsUpTo ? select.filter((one) => one !== 'signInActivity') : select;
  const until = signedInUntil(call);
  if (until === undefined || (until !== null && !withSignIns)) return odd(`users with ${call.query.get('$filter')}`);
  const users = [...world.users.values()]
    .filter((one) => until === null || (one.signIns?.['lastSignInDateTime'] ?? '9') <= until)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const given = paged(
    call,
    users.map((user) => pick(userRow(user), shown)),
    999,
  );
  return given.status === 200 ? troubled(world, call, given) : given;
}

/** Users and groups as a read of a single one shows them: for a while perhaps those before the last change. */
function shownNow(world: FakeWorld): { users: Map<string, FakeUser>; groups: Map<string, FakeGroup> } {
  if (world.settings.staleReads <= 0 || world.before === null) return world;
  world.settings.staleReads -= 1;
  return world.before;
}

/** One user. */
export function oneUser(world: FakeWorld, call: Call): Given {
  const select = selected(call, USER_PROPERTIES);
  if (select === null) return odd(`a user with ${call.query.get('$select')}`);
  if (select.includes('signInActivity') && !world.settings.premium) return denied;
  const user = shownNow(world).users.get(call.ids[0] ?? '');
  return user === undefined ? notFound : { status: 200, body: pick(userRow(user), select) };
}

/** The groups of a user. */
export function memberOf(world: FakeWorld, call: Call): Given {
  const select = selected(call, GROUP_PROPERTIES);
  if (select === null) return odd(`groups with ${call.query.get('$select')}`);
  const id = call.ids[0] ?? '';
  if (!world.users.has(id)) return notFound;
  const groups = [...shownNow(world).groups.values()].filter((group) => group.members.has(id));
  return paged(
    call,
    groups.map((group) => pick(groupRow(group), select)),
    999,
  );
}

/** Members of a group or role. */
export function members(world: FakeWorld, call: Call, ids: ReadonlySet<string> | undefined): Given {
  if (call.query.get('$select') !== 'id') return odd(`members with ${call.query.toString()}`);
  if (ids === undefined) return notFound;
  const rows = [...ids].map((id) => ({ '@odata.type': world.users.has(id) ? '#microsoft.graph.user' : '#microsoft.graph.group', id }));
  return paged(call, rows, 999);
}

/** Roles of a user, those of its groups among them. */
export function rolesOf(world: FakeWorld, user: string): readonly FakeRole[] {
  const groups = [...world.groups.values()].filter((group) => group.members.has(user)).map((group) => group.id);
  return [...world.roles.values()].filter((role) => [user, ...groups].some((one) => role.members.has(one)));
}

/** Products. */
export function skus(world: FakeWorld, call: Call): Given {
  const used = (id: string) => [...world.users.values()].filter((user) => user.licences.some((one) => one.skuId === id)).length;
  const rows = [...world.skus.values()].map((sku) => skuRow(sku, used(sku.id)));
  const select = selected(call, Object.keys(rows[0] ?? { skuId: 0, skuPartNumber: 0, appliesTo: 0, prepaidUnits: 0 }));
  return select === null ? odd('products') : { status: 200, body: { value: rows.map((row) => pick(row, select)) } };
}

/** All groups. */
export function listGroups(world: FakeWorld, call: Call): Given {
  const select = selected(call, GROUP_PROPERTIES);
  return select === null
    ? odd('groups')
    : paged(
        call,
        [...world.groups.values()].map((one) => pick(groupRow(one), select)),
        999,
      );
}

/** One group. */
export function oneGroup(world: FakeWorld, call: Call): Given {
  const select = selected(call, GROUP_PROPERTIES);
  const group = world.groups.get(call.ids[0] ?? '');
  if (select === null) return odd('a group');
  return group === undefined ? notFound : { status: 200, body: pick(groupRow(group), select) };
}

const DEVICE_PROPERTIES = Object.keys(deviceRow({ actions: [] } as unknown as FakeDevice));

/** All devices, two on a page. */
export function listDevices(world: FakeWorld, call: Call): Given {
  const select = selected(call, DEVICE_PROPERTIES);
  if (select === null) return odd(`devices with ${call.query.get('$select')}`);
  const rows = [...world.devices.values()].map((one) => pick(deviceRow(one), select));
  const from = Number(call.query.get('$skiptoken')?.replace(/^at-/u, '') ?? 0);
  const link =
    from + 2 < rows.length ? { '@odata.nextLink': `${call.base}${call.path}?$select=${select.join(',')}&$skiptoken=at-${from + 2}` } : {};
  return { status: 200, body: { ...link, value: rows.slice(from, from + 2) } };
}

/** One device. */
export function oneDevice(world: FakeWorld, call: Call): Given {
  const select = selected(call, DEVICE_PROPERTIES);
  const device = world.devices.get(call.ids[0] ?? '');
  if (select === null) return odd(`a device with ${call.query.get('$select')}`);
  return device === undefined ? notFound : { status: 200, body: pick(deviceRow(device), select) };
}

/** All roles that somebody has. */
export function listRoles(world: FakeWorld): Given {
  return { status: 200, body: { value: [...world.roles.values()].map(roleRow) } };
}
