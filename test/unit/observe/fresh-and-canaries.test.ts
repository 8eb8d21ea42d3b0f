/** Canaries are seen as they must be, and content is neither old nor from the future. */
import { describe, expect, it } from 'vitest';
import type { Attribute } from '../../../reconciler/model/observed.ts';
import { judge } from '../../../reconciler/observe/completeness.ts';
import type { Instant } from '../../../schemas/primitives.ts';
import { recalledMemory } from '../../fakes/memory.ts';
import { fakeSystem } from '../../fakes/system.ts';
import { ALL, accounts, codes, desiredOf, directory, exported, later, NIGHT, Nights } from './ground.ts';

describe('canaries (C8)', () => {
  const seen = { id: 'a-00001', enabled: true, groups: ['staff'] };
  const cases: readonly (readonly [string, Record<string, unknown>, readonly Attribute[]])[] = [
    ['seen as it must be', seen, ALL],
    ['not seen at all', { id: 'canary-9' }, []],
    ['not enabled as it must be', { ...seen, enabled: false }, ALL.filter((one) => one !== 'status')],
    ['not in its group', { ...seen, groups: ['canaries'] }, ALL.filter((one) => one !== 'groups')],
    ['of somewhere else, and not seen', { id: 'canary-9', absent: true }, ALL],
    ['of somewhere else, and seen', { id: 'a-00001', absent: true }, []],
  ];

  it.each(cases)('%s', async (_, canary, expected) => {
    const nights = new Nights({}, directory({ canaries: [canary] }));
    const fake = fakeSystem({ accounts: accounts(5) });

    const snapshot = await nights.night(fake);

    expect([...snapshot.complete].filter((one) => ALL.includes(one)).toSorted()).toEqual(expected);
  });

  it('in an inventory is found by the id of the record', async () => {
    const system = directory({ holds: ['assets'], canaries: [{ id: '311' }] });
    const nights = new Nights({}, system);

    const snapshot = await nights.night(fakeSystem({ assets: [{ id: '311', tag: 'LT-0001' }], provides: ['existence', 'holder'] }));

    expect([...snapshot.complete].toSorted()).toEqual(['existence', 'holder']);
    expect(snapshot.byTag.get('LT-0001')?.id).toBe('311');
  });
});

describe('the age of the content (C7)', () => {
  const cases: readonly (readonly [string, string, Record<string, unknown>, readonly string[]])[] = [
    ['two days is fresh', '2027-01-02T01:00:00Z', {}, []],
    ['more is stale', '2027-01-02T00:59:59Z', {}, ['stale']],
    ['a system may be slower', '2026-12-22T01:00:00Z', { maxAge: 'P14D' }, []],
    ['slower than that is stale', '2026-12-20T01:00:00Z', { maxAge: 'P14D' }, ['stale']],
    ['a few hours ahead is a zone', '2027-01-04T12:00:00Z', {}, []],
    ['days ahead is a wrong clock or a swapped date', '2027-04-01T00:00:00Z', {}, ['stale']],
  ];

  it.each(cases)('%s', async (_, freshAt, more, expected) => {
    const fake = fakeSystem({ accounts: accounts(5) });
    fake.spoil = { freshAt: freshAt as Instant };
    const system = directory(more);

    const snapshot = judge(await fake.read(NIGHT), { system, desired: desiredOf({}), memory: recalledMemory(), asOf: NIGHT });

    expect(codes(snapshot)).toEqual(expected);
  });

  it('must not go back, unless it is the very same content', async () => {
    const nights = new Nights({}, directory({ maxAge: 'P14D' }));
    const fake = fakeSystem({ accounts: accounts(5) });
    await nights.night(fake);
    fake.spoil = { freshAt: later(nights.at, -1) };

    const same = await nights.night(fake, 0);
    fake.put({ id: 'a-00006' });
    const other = await nights.night(fake, 0);

    expect(codes(same)).toEqual([]);
    expect(codes(other)).toEqual(['went-back']);
  });
});

describe('an export', () => {
  it('that was read before is complete, but no news', async () => {
    const nights = new Nights({}, exported({ maxAge: 'P14D' }));
    const fake = fakeSystem({ accounts: accounts(5) });
    const first = await nights.night(fake);

    const again = await nights.night(fake);
    fake.edit('a-00001', { enabled: false });
    const changed = await nights.night(fake);

    expect([first, again, changed].map((one) => one.isNew)).toEqual([true, false, true]);
    expect(again.complete.has('existence')).toBe(true);
  });

  it('with its own date is news when that date moved on, even when nothing changed', async () => {
    const table = { holds: 'accounts', file: 'vpn.csv', columns: { id: 'Id' }, freshness: { column: 'Exported' } };
    const nights = new Nights({}, exported({ maxAge: 'P14D', tables: [table] }));
    const fake = fakeSystem({ accounts: accounts(5) });
    fake.spoil = { freshAt: later(NIGHT, 0) };
    await nights.night(fake);

    const same = await nights.night(fake);
    fake.spoil = { freshAt: later(NIGHT, 2) };
    const moved = await nights.night(fake);

    expect([same.isNew, moved.isNew]).toEqual([false, true]);
  });

  it('may lead to work for a desk from the first reading on', async () => {
    const nights = new Nights({}, exported());

    const snapshot = await nights.night(fakeSystem({ accounts: accounts(5) }));

    expect(snapshot.mayRemove).toBe(true);
  });
});
