/** Inventories and sources of people are judged by the same rules on their own ids. */
import { describe, expect, it } from 'vitest';
import { judge } from '../../../reconciler/observe/completeness.ts';
import { recalledMemory } from '../../fakes/memory.ts';
import { fakeSystem } from '../../fakes/system.ts';
import { accounts, codes, directory, NIGHT, Nights, person } from './ground.ts';

describe('inventories and sources of people', () => {
  const device = (tag: string, more: Record<string, unknown> = {}) => ({
    id: tag,
    type: 'laptop',
    status: 'in-use',
    holder: null,
    ownership: 'owned',
    inventory: { system: 'inv', id: tag },
    ...more,
  });
  const inventory = directory({ id: 'inv', tenant: 'inv-tenant', holds: ['assets'] });
  const tags = Array.from({ length: 40 }, (_, index) => `LT-${index}`);

  it('are judged by the devices that the files declare', async () => {
    const nights = new Nights({ devices: tags.map((tag) => device(tag)) }, inventory);
    const fake = fakeSystem({ system: 'inv', assets: tags.slice(3).map((id) => ({ id })), provides: ['existence', 'status', 'holder'] });

    const snapshot = await nights.night(fake);

    expect(codes(snapshot)).toEqual(['first-reading']);
  });

  it('do not miss devices that are sold, returned, destroyed, retired or lost, nor those of another inventory', async () => {
    const gone = ['sold', 'returned-to-lessor', 'returned-to-owner', 'destroyed', 'retired', 'lost'];
    const devices = tags.map((tag, index) => device(tag, index < 6 ? { status: gone[index] } : {}));
    const others = [device('X-1', { inventory: { system: 'elsewhere', id: 'X-1' } }), device('X-2', { inventory: undefined })];
    const nights = new Nights({ devices: [...devices, ...others] }, inventory);
    const fake = fakeSystem({ system: 'inv', assets: tags.slice(6).map((id) => ({ id })), provides: ['existence', 'status', 'holder'] });

    const snapshot = await nights.night(fake);

    expect(snapshot.doubts).toEqual([]);
    expect([...snapshot.complete].toSorted()).toEqual(['existence', 'holder', 'status']);
  });

  it('do not miss devices that were declared since the last good reading: a file may be ahead of the inventory', async () => {
    const nights = new Nights({ devices: tags.map((tag) => device(tag)) }, inventory);
    const fake = fakeSystem({ system: 'inv', assets: tags.map((id) => ({ id })), provides: ['existence', 'status', 'holder'] });
    await nights.night(fake);
    const added = ['N-1', 'N-2', 'N-3', 'N-4'].map((tag) => device(tag));
    nights.desired.files = { devices: [...tags.map((tag) => device(tag)), ...added] };

    const snapshot = await nights.night(fake);

    expect(snapshot.doubts).toEqual([]);
  });

  it('whose holders are no longer told are not complete in them', async () => {
    const nights = new Nights({}, inventory);
    const fake = fakeSystem({ system: 'inv', assets: tags.map((id) => ({ id })), provides: ['existence', 'status', 'holder'] });
    await nights.night(fake);
    for (const id of tags) fake.assets.set(id, { ...(fake.assets.get(id) as never as object), holder: null } as never);

    const snapshot = await nights.night(fake);

    expect([...snapshot.complete].toSorted()).toEqual(['existence', 'status']);
  });

  it('of people miss nobody who left, and everybody else', async () => {
    const source = directory({ id: 'hr', tenant: 'hr-tenant', holds: ['people'] });
    const people = ['1', '2', '3'].map((id) =>
      person(`e-${id}`, { source: { system: 'hr', id }, ...(id === '3' ? { lastDay: '2026-01-31' } : {}) }),
    );
    const nights = new Nights({ people }, source);
    const whole = fakeSystem({
      system: 'hr',
      people: [{ id: '1', firstDay: '2020-01-01' }, { id: '2' }],
      provides: ['existence', 'dates'],
    });
    const lacking = fakeSystem({ system: 'hr', people: [{ id: '1', lastDay: '2027-01-31' }], provides: ['existence', 'dates'] });

    const good = judge(await whole.read(NIGHT), { system: source, desired: nights.files(), memory: recalledMemory(), asOf: NIGHT });
    const bad = judge(await lacking.read(NIGHT), { system: source, desired: nights.files(), memory: recalledMemory(), asOf: NIGHT });

    expect([...good.complete].toSorted()).toEqual(['dates', 'existence']);
    expect(codes(bad)).toEqual(['first-reading']);
  });

  it('that hold several kinds are judged kind by kind', async () => {
    const both = directory({ holds: ['accounts', 'assets', 'people'] });
    const nights = new Nights({}, both);
    const rest = {
      assets: Array.from({ length: 400 }, (_, index) => ({ id: String(index) })),
      people: [{ id: 'p', lastDay: '2027-12-31' }],
    };
    await nights.night(fakeSystem({ accounts: accounts(9), ...rest }));

    const few = await nights.night(fakeSystem({ accounts: accounts(5), ...rest }));
    const grown = await nights.night(fakeSystem({ accounts: accounts(20), ...rest }));
    const none = await nights.night(fakeSystem({ accounts: [], ...rest }));

    expect(codes(few)).toEqual(['absences']);
    expect(codes(grown)).toEqual(['grown']);
    expect(codes(none)).toContain('empty');
  });

  it('that hold several kinds are compared as a whole where only counts are remembered', async () => {
    const both = directory({ holds: ['accounts', 'assets'] });
    const nights = new Nights({}, both);
    const fake = fakeSystem({ accounts: accounts(9), assets: [{ id: '1' }, { id: '2' }] });
    await nights.night(fake);
    const readings = [...(nights.memory.goodReadings.get(both.id) ?? [])].map((one) => ({ ...one, ids: [] }));
    nights.memory = { ...nights.memory, goodReadings: new Map([[both.id, readings]]) };
    fake.spoil = { blank: ['groups'] };

    const snapshot = await nights.night(fake);

    expect(snapshot.complete.has('groups')).toBe(false);
    expect(snapshot.complete.has('status')).toBe(true);
  });
});
