/** Nights of a tenant that is read by changes: what each reads, and in how many requests. */
import { expect } from 'vitest';
import type { Reading } from '../../../../reconciler/model/observed.ts';
import { openEntraReader } from '../../../../reconciler/systems/entra/index.ts';
import type { ForeignId } from '../../../../schemas/primitives.ts';
import { type FakeClock, fakeClock } from '../../../fakes/clock.ts';
import { type FakeEarlier, fakeEarlier } from '../../../fakes/earlier.ts';
import { assigned, type FakeUser, type FakeWorld, fakeUser, guid } from '../../../fakes/entra/world.ts';
import type { FakeEntra, Seen } from '../../../fakes/entra.ts';
import { SECRETS, startTenant, systemOf } from './tenant.ts';

/** A day in milliseconds. */
export const DAY = 86_400_000;
/** A sign-in of yesterday. */
const used = { lastSignInDateTime: '2027-01-03T08:00:00Z', lastSuccessfulSignInDateTime: '2027-01-03T08:00:00Z' };
/** The id of a number. */
export const user = (number: number) => guid('user', number) as ForeignId;
/** Users who signed in yesterday, each with a seat. */
export const people = (count: number, more: Partial<FakeUser> = {}) =>
  Array.from({ length: count }, (_, index) => fakeUser(index + 1, { signIns: used, licences: [assigned(1)], ...more }));
/** Products of the tests. */
export const skus = [1, 2].map((number) => ({ id: guid('sku', number), part: `SKU_${number}`, bought: 9000, appliesTo: 'User' }));

/** One night. */
export interface Night {
  readonly reading: Reading;
  /** Requests, without those for tokens and those inside of batches. */
  readonly asked: readonly Seen[];
  readonly isWhole: boolean;
}

/** Nights of one tenant. */
export interface Nights {
  readonly tenant: FakeEntra;
  readonly world: FakeWorld;
  readonly clock: FakeClock;
  readonly earlier: FakeEarlier;
  night(more?: Readonly<Record<string, unknown>>): Promise<Night>;
}

/** A tenant whose nights are read by changes; the first has been read. */
export async function begin(world: FakeWorld, usual: Readonly<Record<string, unknown>> = {}): Promise<Nights> {
  const clock = fakeClock();
  const tenant = await startTenant(world, clock);
  const earlier = fakeEarlier();
  async function night(more: Readonly<Record<string, unknown>> = {}): Promise<Night> {
    const before = tenant.calls.length;
    const runtime = { credential: (name: string) => SECRETS[name as keyof typeof SECRETS] ?? null, clock, earlier };
    const reader = openEntraReader(systemOf(tenant.address, { reads: 'changes', ...usual, ...more }), runtime);
    const reading = await reader.read(clock.now());
    const asked = tenant.calls.slice(before).filter(({ name }) => name !== 'POST token' && !name.startsWith('batch '));
    clock.jumpWall(DAY);
    const isList = ({ name, query }: Seen) => name === 'GET /users' && !/%24count|%24filter|signInActivity/u.test(query);
    return { reading, asked, isWhole: asked.some(isList) };
  }
  const first = await night();
  expect([first.isWhole, first.reading.problems]).toEqual([true, []]);
  return { tenant, world, clock, earlier, night };
}

/** What the reading shows of a user; undefined when it is not there. */
export const shown = ({ reading }: Night, number: number) => reading.accounts.find((one) => one.id === user(number));
