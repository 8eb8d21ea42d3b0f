/** Thirty nights of people leaving never block a system, whatever its size and whatever it does with the accounts of those who left. */
import { describe, expect, it } from 'vitest';
import type { GoodReading } from '../../../reconciler/model/memory.ts';
import { bestOf } from '../../../reconciler/observe/plausible.ts';
import type { Day } from '../../../schemas/primitives.ts';
import { fakeSystem } from '../../fakes/system.ts';
import { directory, disabled, exported, later, NIGHT, Nights, person } from './ground.ts';

type Manner = 'stays, disabled' | 'hidden at once' | 'deleted a week later' | 'deleted by hand, never ours';

const MANNERS: readonly Manner[] = ['stays, disabled', 'hidden at once', 'deleted a week later', 'deleted by hand, never ours'];
const SIZES: readonly (readonly [size: number, leavers: number])[] = [
  [9, 1],
  [40, 1],
  [400, 8],
  [4000, 70],
];

function idsOf(size: number): string[] {
  return Array.from({ length: size }, (_, index) => `a-${index}`);
}

async function thirtyNights(size: number, leavers: number, manner: Manner): Promise<string[]> {
  const ids = idsOf(size);
  const people = ids.map((id, index) => person(`e-${index}`, { accounts: [{ system: 'ad', id }] }));
  const nights = new Nights({ people }, directory());
  const fake = fakeSystem({ accounts: ids.map((id) => ({ id, groups: ['staff'], roles: null, lastUse: '2026-12-01' })) });
  const verified = new Map<string, ReturnType<typeof disabled>[1]>();
  const blocked: string[] = [];
  let gone = 0;
  for (let night = 1; night <= 30; night += 1) {
    const isPause = size < 20 && night % 4 !== 0;
    const today = later(nights.at, 1).slice(0, 10) as Day;
    const leaving = isPause ? [] : ids.slice(gone, Math.min(gone + leavers, size - 1));
    const leaver = new Set(leaving);
    gone += leaving.length;
    nights.desired.files = {
      people: (nights.desired.files.people ?? []).map((one, index) => (leaver.has(`a-${index}`) ? { ...one, lastDay: today } : one)),
    };
    for (const id of leaving) {
      fake.edit(id, { enabled: false });
      if (manner !== 'deleted by hand, never ours') verified.set(...disabled(id, nights.at));
      if (manner === 'hidden at once' || manner === 'deleted by hand, never ours') fake.accounts.delete(id);
    }
    if (manner === 'deleted a week later') {
      for (const [, change] of verified) if (change.at < later(nights.at, -7)) fake.accounts.delete(change.account);
    }
    nights.memory = { ...nights.memory, verified: verified as never };
    const snapshot = await nights.night(fake);
    for (const doubt of snapshot.doubts) blocked.push(`night ${night}: ${doubt.code} ${doubt.message}`);
  }
  return blocked;
}

describe('thirty nights of leavers', () => {
  const cases = SIZES.flatMap(([size, leavers]) => MANNERS.map((manner) => [size, leavers, manner] as const));

  it.each(cases)('from %i accounts, %i at a time, %s', async (size, leavers, manner) => {
    expect(await thirtyNights(size, leavers, manner)).toEqual([]);
  });

  it('one account fewer in a system of nine is no reason to stop (C11)', async () => {
    const nights = new Nights({}, directory());
    const fake = fakeSystem({ accounts: idsOf(9).map((id) => ({ id })) });
    await nights.night(fake);
    fake.accounts.delete('a-3');

    const snapshot = await nights.night(fake);

    expect(snapshot.doubts).toEqual([]);
  });

  it('a season that ends, half of a system deleted by hand three months later, does not block it', async () => {
    const ids = idsOf(60);
    const people = ids.map((id, index) =>
      person(`e-${index}`, { accounts: [{ system: 'ad', id }], ...(index < 30 ? { lastDay: '2026-10-01' } : {}) }),
    );
    const nights = new Nights({ people }, directory());
    const fake = fakeSystem({ accounts: ids.map((id) => ({ id })) });
    for (let night = 0; night < 5; night += 1) await nights.night(fake);
    for (const id of ids.slice(0, 30)) fake.accounts.delete(id);

    const first = await nights.night(fake);
    const next = await nights.night(fake);

    expect([first.doubts, next.doubts]).toEqual([[], []]);
  });
});

describe('erosion', () => {
  it('of one in a hundred each night is seen against the best of thirty days (C5)', async () => {
    const ids = idsOf(1000);
    const nights = new Nights({}, directory());
    const fake = fakeSystem({ accounts: ids.map((id) => ({ id })) });
    await nights.night(fake);
    let lost = 0;
    let stopped = 0;
    for (let night = 1; night <= 30 && stopped === 0; night += 1) {
      for (const id of ids.slice(lost, lost + 9)) fake.accounts.delete(id);
      lost += 9;
      const snapshot = await nights.night(fake);
      if (snapshot.doubts.some((doubt) => doubt.code === 'shrunk')) stopped = night;
    }

    expect(stopped).toBe(12);
    expect(lost).toBe(108);
  });

  it('of a tenth each night is seen the first night', async () => {
    const nights = new Nights({}, directory());
    const fake = fakeSystem({ accounts: idsOf(400).map((id) => ({ id })) });
    await nights.night(fake);
    for (const id of idsOf(40)) fake.accounts.delete(id);

    const snapshot = await nights.night(fake);

    expect(snapshot.doubts.map((doubt) => doubt.code)).toEqual(['absences']);
  });
});

describe('the best of thirty days', () => {
  const good = (count: number, days: number, more: Record<string, unknown> = {}) =>
    ({ count, at: later(NIGHT, days), complete: ['existence'], ...more }) as never;

  it.each([
    ['the highest count', [good(100, -20), good(120, -10), good(118, -1)], 120],
    ['not one of before', [good(200, -31), good(120, -10), good(118, -1)], 120],
    ['the newest, however old it is', [good(200, -90)], 200],
    ['not one that was not whole', [good(180, -3, { complete: [] }), good(100, -2)], 100],
    ['begins anew with a fall that was accepted', [good(100, -20), good(80, -10), good(82, -1)], 82],
  ])('is %s', (_, readings, expected) => {
    const last = (readings as readonly GoodReading[]).at(-1) as GoodReading;

    expect(bestOf(readings, last, NIGHT).count).toBe(expected);
  });
});

describe('an export', () => {
  it.each(['absent for weeks', 'empty', 'halved'])('that is %s concludes nothing', async (kind) => {
    const ids = idsOf(60);
    const nights = new Nights({}, exported({ maxAge: 'P14D' }));
    const fake = fakeSystem({ accounts: ids.map((id) => ({ id })) });
    await nights.night(fake);
    if (kind === 'absent for weeks') fake.spoil = { freshAt: nights.at };
    if (kind === 'empty') fake.spoil = { empty: true };
    if (kind === 'halved') fake.spoil = { halve: true };

    const snapshot = await nights.night(fake, kind === 'absent for weeks' ? 20 : 1);

    expect(snapshot.complete.size).toBe(0);
  });
});
