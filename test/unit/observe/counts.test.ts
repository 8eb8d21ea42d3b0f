/** How many records may be gone, or new, before a reading is doubted; and what a person accepted. */
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../reconciler/model/observed.ts';
import { fakeSystem } from '../../fakes/system.ts';
import { accounts, afterGoodNights, codes, directory, disabled, exported, holders, later, Nights, person } from './ground.ts';

describe('a first reading (C13)', () => {
  it.each([
    [20, 19, true],
    [20, 18, false],
    [9, 8, false],
    [3612, 1, false],
    [0, 5, true],
  ])('of %i declared accounts, %i seen: complete %s', async (declared, seen, isComplete) => {
    const nights = new Nights(holders(declared), directory());

    const snapshot = await nights.night(fakeSystem({ accounts: accounts(Math.max(seen, 1)) }));

    expect(snapshot.complete.has('existence')).toBe(isComplete);
    if (!isComplete) expect(codes(snapshot)).toContain('first-reading');
  });

  it('does not miss those who left, those who are yet to come, and accounts known by sign-in name', async () => {
    const people = [
      person('e-1', { accounts: [{ system: 'ad', login: 'A-00001' }] }),
      person('e-2', { accounts: [{ system: 'ad', id: 'gone' }], lastDay: '2026-12-31' }),
      person('e-3', { accounts: [{ system: 'ad', id: 'coming' }], firstDay: '2027-02-01' }),
      person('e-4', { accounts: [{ system: 'crm', id: 'elsewhere' }, { system: 'ad' }] }),
      person('e-5', { accounts: [{ system: 'ad', id: 'left-early' }], lastWorkingDay: '2027-01-01', lastDay: '2027-01-31' }),
      person('e-6', { accounts: [{ system: 'ad', id: 'free-from-duty' }], lastDay: '2027-01-31' }),
    ];
    const offboardings = [
      { employee: 'e-6', kind: 'planned', spell: '2027-01-31', ends: { access: '2026-12-01' } },
      { employee: 'e-1', kind: 'planned', spell: '2026-01-31', ends: { access: '2026-01-01' }, closed: '2026-02-01' },
    ];
    const nights = new Nights({ people, offboardings }, directory());

    const snapshot = await nights.night(fakeSystem({ accounts: accounts(1) }));

    expect(snapshot.doubts).toEqual([]);
  });

  it('does not find a declared sign-in name among accounts without one', async () => {
    const people = [person('e-1', { accounts: [{ system: 'ad', login: 'nobody' }] })];
    const nights = new Nights({ people }, directory());

    const snapshot = await nights.night(fakeSystem({ accounts: accounts(2, { login: null }) }));

    expect(codes(snapshot)).toEqual(['first-reading']);
  });
});

describe('growth (C9, G8)', () => {
  it.each([
    [60, 90, []],
    [60, 91, ['grown']],
    [2, 4, []],
    [2, 5, ['grown']],
  ])('from %i to %i', async (before, after, expected) => {
    const nights = new Nights({}, directory());
    await nights.night(fakeSystem({ accounts: accounts(before) }));

    const snapshot = await nights.night(fakeSystem({ accounts: accounts(after) }));

    expect(codes(snapshot)).toEqual(expected);
  });
});

describe('absences', () => {
  it('of newly declared accounts count until the files say something else', async () => {
    const { nights, fake } = await afterGoodNights(60);
    const people = nights.desired.files.people ?? [];
    const extra = Array.from({ length: 3 }, (_, index) => person(`e-9${index}`, { accounts: [{ system: 'ad', id: `new-${index}` }] }));
    nights.desired.files = { people: [...people, ...extra] };

    const first = await nights.night(fake);
    const second = await nights.night(fake);
    nights.desired.files = { people: [...people, ...extra.slice(0, 2)] };
    const mended = await nights.night(fake);

    expect([codes(first), codes(second), codes(mended)]).toEqual([['absences'], ['absences'], []]);
  });

  it('that no reading explains any more count once: after an accepted reading they are not counted again', async () => {
    const { nights, fake } = await afterGoodNights(60);
    for (const one of accounts(5)) fake.accounts.delete(one.id);
    const blocked = await nights.night(fake);
    const day = later(nights.at, 1).slice(0, 10);
    const readings = [{ system: 'ad', count: 55, digest: blocked.reading.digest, reason: 'cleaned up', from: day, until: day }];
    nights.desired.files = { ...nights.desired.files, readings };
    await nights.night(fake);
    nights.desired.files = { people: nights.desired.files.people ?? [] };

    const after = await nights.night(fake);

    expect([codes(blocked), codes(after)]).toEqual([['absences'], []]);
  });

  it('of a tenth of all in one night are never explained away by people who are only planned to leave', async () => {
    const { nights, fake } = await afterGoodNights(60);
    nights.desired.files = { people: (nights.desired.files.people ?? []).map((one) => ({ ...one, lastDay: '2027-06-30' as never })) };
    for (const one of accounts(6)) fake.accounts.delete(one.id);

    const snapshot = await nights.night(fake);

    expect(codes(snapshot)).toEqual(['absences']);
  });

  it('of a person with two lines for one account are explained only when both ended', async () => {
    const { nights, fake } = await afterGoodNights(60);
    const [leaver, ...others] = nights.desired.files.people ?? [];
    const shares = others.map((one, index) =>
      index < 3 ? { ...one, accounts: [...(one.accounts ?? []), ...(leaver?.accounts ?? [])] } : one,
    );
    nights.desired.files = { people: [{ ...leaver, lastDay: '2027-01-01' } as never, ...shares] };
    for (const one of accounts(3)) fake.accounts.delete(one.id);

    const snapshot = await nights.night(fake);

    expect(codes(snapshot)).toEqual(['absences']);
  });

  it('of accounts that we disabled are explained where the system hides them (C10)', async () => {
    const { nights, fake } = await afterGoodNights(400);
    const gone = accounts(45);
    for (const one of gone) fake.accounts.delete(one.id);
    nights.memory = { ...nights.memory, verified: new Map(gone.map((one) => disabled(one.id, later(nights.at, 0)))) };

    const snapshot = await nights.night(fake);

    expect(snapshot.doubts).toEqual([]);
  });

  it('of accounts that we disabled and enabled again are not', async () => {
    const { nights, fake } = await afterGoodNights(60);
    const gone = accounts(3);
    for (const one of gone) fake.accounts.delete(one.id);
    const ours = gone.flatMap((one) => [
      disabled(one.id, later(nights.at, -2)),
      disabled(one.id, later(nights.at, -1), { kind: 'enable' }),
    ]);
    const earlier = gone.map((one) => disabled(one.id, later(nights.at, -3), { change: `older/${one.id}` as never }));
    nights.memory = { ...nights.memory, verified: new Map([...ours, ...earlier.map(([, change]) => [change.change, change] as const)]) };

    const snapshot = await nights.night(fake);

    expect(codes(snapshot)).toEqual(['absences']);
  });

  it('of accounts whose end was handed over are explained', async () => {
    const nights = new Nights(holders(60), exported({ maxAge: 'P31D' }));
    const fake = fakeSystem({ accounts: accounts(60) });
    await nights.night(fake);
    const gone = accounts(10);
    for (const one of gone) fake.accounts.delete(one.id);
    const handedOver = new Map(
      gone.map((one) => {
        const [id, change] = disabled(one.id, nights.at);
        return [id, { ...change, after: { enabled: false } }] as const;
      }),
    );
    const other = disabled('elsewhere', nights.at, { system: 'crm' as never });
    const [groups, work] = disabled('a-00060', nights.at, { kind: 'groups' });
    handedOver.set(groups, { ...work, after: { enabled: false } });
    nights.memory = {
      ...nights.memory,
      handedOver,
      verified: new Map([other, disabled('a-1', nights.at, { kind: 'groups' })]),
    };

    const snapshot = await nights.night(fake);

    expect(snapshot.doubts).toEqual([]);
  });
});

describe('a reading that a person accepted (C12)', () => {
  async function shrunk(more: Record<string, unknown> = {}): Promise<Snapshot> {
    const { nights, fake } = await afterGoodNights(100);
    for (const one of accounts(20)) fake.accounts.delete(one.id);
    const { digest } = await fake.read(nights.at);
    const day = later(nights.at, 1).slice(0, 10);
    nights.desired.files = {
      ...nights.desired.files,
      readings: [{ system: 'ad', count: 80, digest, reason: 'sold', from: day, until: day, ...more }],
    };
    return await nights.night(fake);
  }

  it('is complete', async () => {
    const snapshot = await shrunk();

    expect(snapshot.doubts).toEqual([]);
    expect(snapshot.complete.has('existence')).toBe(true);
  });

  it.each([
    ['another count', { count: 81 }],
    ['another digest', { digest: 'f'.repeat(64) }],
    ['a day that is over', { from: '2026-01-01', until: '2026-01-02' }],
    ['a day that is yet to come', { from: '2027-03-01', until: '2027-03-02' }],
    ['more than two days', { from: '2027-01-01', until: '2027-12-31' }],
  ])('is not, with %s', async (_, more) => {
    const snapshot = await shrunk(more);

    expect(snapshot.complete.size).toBe(0);
  });

  it('is the measure of the nights after it', async () => {
    const { nights, fake } = await afterGoodNights(100);
    for (const one of accounts(20)) fake.accounts.delete(one.id);
    const blocked = await nights.night(fake);
    const day = later(nights.at, 1).slice(0, 10);
    const readings = [{ system: 'ad', count: 80, digest: blocked.reading.digest, reason: 'sold', from: day, until: day }];
    nights.desired.files = { ...nights.desired.files, readings };

    const accepted = await nights.night(fake);
    const after = await nights.night(fake);
    const muchLater = await nights.night(fake, 3);

    expect([blocked, accepted, after, muchLater].map((one) => one.complete.has('existence'))).toEqual([false, true, true, true]);
  });
});
