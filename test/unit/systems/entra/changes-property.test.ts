/** Whatever happens between two nights: a reading by changes is the reading that a whole one would have been, but for a last use that it may not know. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays } from '../../../../reconciler/calendar.ts';
import type { Account, Reading } from '../../../../reconciler/model/observed.ts';
import { openEntraReader } from '../../../../reconciler/systems/entra/index.ts';
import type { Day } from '../../../../schemas/primitives.ts';
import { fakeClock } from '../../../fakes/clock.ts';
import { fakeEarlier } from '../../../fakes/earlier.ts';
import { assigned, type FakeUser, type FakeWorld, fakeGroup, fakeUser, fakeWorld, guid } from '../../../fakes/entra/world.ts';
import type { FakeEntra } from '../../../fakes/entra.ts';
import { endTenants, SECRETS, startTenant, systemOf } from './tenant.ts';

endTenants();

const PEOPLE = 12;

/** What somebody does to the tenant between two nights, to the user of a number. */
type Edit = (world: FakeWorld, number: number, day: string) => void;

const change = (world: FakeWorld, number: number, to: (user: FakeUser) => void) => {
  const user = world.users.get(guid('user', number));
  if (user !== undefined) to(user);
};

const bin = new WeakMap<FakeWorld, Map<string, FakeUser>>();

const EDITS: Readonly<Record<string, Edit>> = {
  rename: (world, number, day) =>
    change(world, number, (user) => Object.assign(user, { login: `nytt${day}@exempel.example`, name: `Ny ${day}` })),
  address: (world, number) => change(world, number, (user) => void (user.mail = user.mail === null ? 'post@exempel.example' : null)),
  switch: (world, number) => change(world, number, (user) => void (user.enabled = !user.enabled)),
  guest: (world, number) => change(world, number, (user) => void (user.type = user.type === 'Guest' ? 'Member' : 'Guest')),
  seat: (world, number) =>
    change(world, number, (user) => void (user.licences = user.licences.length > 0 ? [] : [assigned(1 + (number % 2))])),
  swap: (world, number) =>
    change(world, number, (user) => void (user.licences = user.licences.map((one) => assigned(one.skuId === guid('sku', 1) ? 2 : 1)))),
  delete(world, number) {
    const id = guid('user', number);
    const user = world.users.get(id);
    if (user === undefined || world.users.size < 3) return;
    world.users.delete(id);
    for (const group of world.groups.values()) group.members.delete(id);
    bin.set(world, (bin.get(world) ?? new Map()).set(id, user));
  },
  restore(world, number) {
    const user = bin.get(world)?.get(guid('user', number));
    if (user !== undefined) world.users.set(user.id, user);
  },
  join: (world, number, day) =>
    void world.users.set(guid('user', 100 + number), fakeUser(100 + number, { created: `${day}T00:00:00Z`, licences: [assigned(1)] })),
  group: (world, number) => {
    const members = world.groups.get(guid('group', 1))?.members;
    if (members?.delete(guid('user', number)) === false && world.users.has(guid('user', number))) members.add(guid('user', number));
  },
  use: (world, number, day) => change(world, number, (user) => signIn(user, day)),
};

function signIn(user: FakeUser, day: string): void {
  user.signIns = { lastSignInDateTime: `${day}T00:30:00Z`, lastSuccessfulSignInDateTime: `${day}T00:30:00Z` };
}

function worldOf(days: readonly (string | null)[]): FakeWorld {
  const users = days.map((day, index) => {
    const user = fakeUser(index + 1, { licences: index % 3 === 0 ? [] : [assigned(1 + (index % 2))] });
    if (day !== null) signIn(user, day);
    return user;
  });
  const skus = [1, 2].map((number) => ({ id: guid('sku', number), part: `SKU_${number}`, bought: 20, appliesTo: 'User' }));
  return fakeWorld({ users, groups: [fakeGroup(1, [1, 2, 3, 4])], skus });
}

/** A reading as it is compared: in the order of ids, without what depends on how it was read. */
function comparable(reading: Reading) {
  const accounts = reading.accounts.map((one) => ({ ...one, lastUse: null })).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const { pages: _, ...rest } = reading;
  return { ...rest, accounts };
}

/** What is declared of a last use: the true one, or unknown, or an earlier one that is too young for anybody to call it unused. */
function isHonest(shown: Account['lastUse'], real: Account['lastUse'], today: Day): boolean {
  if (shown === real || shown === null) return true;
  return shown !== 'never' && real !== null && real !== 'never' && shown <= real && shown >= addDays(today, -14);
}

const night = fc.array(fc.tuple(fc.constantFrom(...Object.keys(EDITS)), fc.integer({ min: 1, max: PEOPLE })), { maxLength: 6 });
const manner = fc.record({
  page: fc.integer({ min: 1, max: 5 }),
  repeats: fc.boolean(),
  empties: fc.boolean(),
  partial: fc.boolean(),
  reason: fc.constantFrom('changed' as const, 'deleted' as const),
});
const use = fc.option(fc.integer({ min: 0, max: 40 }).map((back) => addDays('2027-01-03' as Day, -back)));

async function readBoth(tenant: FakeEntra, clock: ReturnType<typeof fakeClock>, earlier: ReturnType<typeof fakeEarlier>) {
  const runtime = { credential: (name: string) => SECRETS[name as keyof typeof SECRETS] ?? null, clock };
  const by = (more: Record<string, unknown>) => systemOf(tenant.address, { confirmUnused: 500, ...more });
  const at = clock.now();
  const before = tenant.calls.length;
  const changes = await openEntraReader(by({ reads: 'changes' }), { ...runtime, earlier }).read(at);
  const asked = tenant.calls.slice(before);
  const whole = await openEntraReader(by({}), runtime).read(at);
  return { changes, whole, asked };
}

it('is what a whole reading would have been', async () => {
  let [spared, nightsRead] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      fc.array(use, { minLength: PEOPLE, maxLength: PEOPLE }),
      fc.array(night, { minLength: 2, maxLength: 4 }),
      manner,
      async (days, nights, how) => {
        const world = worldOf(days);
        Object.assign(world.settings.delta, how);
        const clock = fakeClock('2027-01-04T01:00:00Z');
        const tenant = await startTenant(world, clock);
        const earlier = fakeEarlier();
        for (const [index, edits] of [[], ...nights].entries()) {
          const today = addDays('2027-01-04' as Day, index);
          clock.jumpWall(Date.parse(`${today}T01:00:00Z`) - Date.parse(clock.now()));
          for (const [name, number] of edits) EDITS[name]?.(world, number, today);
          const { changes, whole, asked } = await readBoth(tenant, clock, earlier);

          expect(comparable(changes)).toEqual(comparable(whole));
          const real = new Map(whole.accounts.map((one) => [one.id, one.lastUse]));
          const wrong = changes.accounts.filter((one) => !isHonest(one.lastUse, real.get(one.id) ?? null, today));
          expect(wrong.map((one) => [one.id, one.lastUse, real.get(one.id)])).toEqual([]);
          const lists = asked.filter(({ name, query }) => name === 'GET /users' && query.includes('%24top=999'));
          if (lists.length === 0) spared += 1;
          nightsRead += 1;
        }
      },
    ),
    { numRuns: 12 },
  );

  // Most nights after the first are read by changes indeed.
  expect(spared).toBeGreaterThan(nightsRead / 2);
}, 60_000);
