/** The licence manager of the fake: everybody by the present primary address, and a quota that is told by 503. */
import { isDenied } from './directory.ts';
import { type Answer, type Call, failure, ok, type Route } from './routes.ts';
import type { FakeGoogleWorld, FakeLicence, FakeUser } from './world.ts';

const PRODUCT = String.raw`^/apps/licensing/v1/product/([A-Za-z0-9-]+)`;
const SCOPES = ['apps.licensing'];

function item(world: FakeGoogleWorld, { productId, skuId, user }: FakeLicence): unknown {
  const userId = world.licenceNames.get(user) ?? world.users.get(user)?.primaryEmail ?? `${user}@gone.example`;
  const names = { skuName: `SKU ${skuId}`, productName: `Product ${productId}` };
  return { kind: 'licensing#licenseAssignment', etags: '"e"', productId, skuId, userId, selfLink: 'https://licensing.example/', ...names };
}

/** Only the present primary address finds somebody, or the one before it for a while: neither the id nor an alias does. */
function holderOf(world: FakeGoogleWorld, address: string): FakeUser | undefined {
  return [...world.users.values()].find(
    (one) => (world.licenceNames.get(one.id) ?? one.primaryEmail).toLowerCase() === address.toLowerCase(),
  );
}

function isSame(one: FakeLicence, call: Call, user: FakeUser): boolean {
  return one.productId === call.parts[0] && one.skuId === call.parts[1] && one.user === user.id;
}

function ofHolder(answer: (user: FakeUser, call: Call, world: FakeGoogleWorld) => Answer): Route['answer'] {
  return (world, call) => {
    if (isDenied(world, call, 'licences')) return failure(403, 'forbidden');
    const address = decodeURIComponent(call.parts[2] ?? (call.body['userId'] as string));
    if (!address.includes('@')) return failure(400, 'invalid', 'a licence asked for by an id');
    const user = holderOf(world, address);
    return user === undefined ? failure(404, 'notFound') : answer(user, call, world);
  };
}

const WITH_USER = new RegExp(String.raw`${PRODUCT}/sku/([A-Za-z0-9-]+)/user/([^/]+)$`, 'u');

function remove(user: FakeUser, call: Call, world: FakeGoogleWorld): Answer {
  const held = world.licences.find((one) => isSame(one, call, user));
  if (held === undefined) return failure(404, 'notFound');
  const isAutomatic = world.automatic.some(
    (one) => one.productId === held.productId && one.skuId === held.skuId && user.orgUnitPath.startsWith(one.place),
  );
  // Taken off and given back by the automatic assignment a moment later.
  if (!isAutomatic) world.licences = world.licences.filter((one) => one !== held);
  return ok({});
}

/** The calls about licences. */
export const licensingRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: new RegExp(`${PRODUCT}/users$`, 'u'),
    words: ['customerId', 'maxResults', 'pageToken'],
    scopes: SCOPES,
    paged: { rows: 'items', most: 1000, kind: 'licensing#licenseAssignmentList' },
    answer(world, call) {
      if (isDenied(world, call, 'licences')) return failure(403, 'forbidden');
      if (call.query['customerId'] !== world.customer) return failure(403, 'forbidden');
      return ok(world.licences.filter(({ productId }) => productId === call.parts[0]).map((one) => item(world, one)));
    },
  },
  {
    method: 'GET',
    path: WITH_USER,
    words: [],
    scopes: SCOPES,
    answer: ofHolder((user, call, world) => {
      const held = world.licences.find((one) => isSame(one, call, user));
      return held === undefined ? failure(404, 'notFound') : ok(item(world, held));
    }),
  },
  { method: 'DELETE', path: WITH_USER, words: [], scopes: SCOPES, answer: ofHolder(remove) },
  {
    method: 'POST',
    path: new RegExp(String.raw`${PRODUCT}/sku/([A-Za-z0-9-]+)/user$`, 'u'),
    words: ['userId'],
    scopes: SCOPES,
    answer: ofHolder((user, call, world) => {
      if (world.licences.some((one) => isSame(one, call, user))) return failure(412, 'conditionNotMet');
      const given = { productId: call.parts[0] ?? '', skuId: call.parts[1] ?? '', user: user.id };
      world.licences.push(given);
      return ok(item(world, given));
    }),
  },
];
