/** A reading is complete only when every rule of completeness says so; each rule is broken here once. */
import { describe, expect, it } from 'vitest';
import type { Attribute, Snapshot } from '../../../reconciler/model/observed.ts';
import { judge } from '../../../reconciler/observe/completeness.ts';
import type { Instant } from '../../../schemas/primitives.ts';
import type { FakeAccount } from '../../fakes/records.ts';
import { type FakeSystem, fakeSystem, type Spoil } from '../../fakes/system.ts';
import { desiredOf, directory, disabled, exported, type Files, later, memoryOf, NIGHT, Nights, person } from './ground.ts';

const ALL: readonly Attribute[] = ['existence', 'groups', 'lastUse', 'licences', 'roles', 'status'];

function accounts(count: number, more: Partial<FakeAccount> = {}): FakeAccount[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `a-${String(index + 1).padStart(5, '0')}`,
    groups: ['staff'],
    roles: ['user'],
    licences: ['E3'],
    lastUse: '2027-01-01',
    ...more,
  }));
}

function holders(count: number, more: Record<string, unknown> = {}): Files {
  return { people: accounts(count).map((one, index) => person(`e-${index + 1}`, { accounts: [{ system: 'ad', id: one.id }], ...more })) };
}

function codes(snapshot: Snapshot): string[] {
  return [...new Set(snapshot.doubts.map((doubt) => doubt.code))].toSorted();
}

async function afterGoodNights(count: number, good = 3): Promise<{ nights: Nights; fake: FakeSystem }> {
  const nights = new Nights(holders(count), directory());
  const fake = fakeSystem({ accounts: accounts(count), provides: ['existence', 'status', 'groups', 'roles', 'licences', 'lastUse'] });
  for (let night = 0; night < good; night += 1) await nights.night(fake);
  return { nights, fake };
}

describe('a whole reading', () => {
  it('is complete in every attribute that the system delivers', async () => {
    const { nights, fake } = await afterGoodNights(60);

    const snapshot = await nights.night(fake);

    expect([...snapshot.complete].toSorted()).toEqual(ALL);
    expect(snapshot.doubts).toEqual([]);
    expect(snapshot.isNew).toBe(true);
  });

  it('may remove from the fourth day on, and not before', async () => {
    const { nights, fake } = await afterGoodNights(20, 0);

    const first = await nights.night(fake);
    const second = await nights.night(fake);
    const third = await nights.night(fake);
    const sameDay = await nights.night(fake, 0);
    const fourth = await nights.night(fake);

    expect([first, second, third, sameDay, fourth].map((one) => one.mayRemove)).toEqual([false, false, false, false, true]);
  });

  it('counts the days of another tenant for nothing', async () => {
    const { nights, fake } = await afterGoodNights(20, 5);
    const moved = directory({ tenant: 'other' });

    const snapshot = judge(await fake.read(nights.at), { system: moved, desired: nights.files(), memory: nights.memory, asOf: nights.at });

    expect(snapshot.mayRemove).toBe(false);
    expect(codes(snapshot)).toContain('wrong-tenant');
  });
});

describe('a reading that is spoilt', () => {
  const cases: readonly (readonly [string, Spoil, readonly string[]])[] = [
    ['breaks off after some pages', { truncateAt: 30 }, ['not-ended', 'total-differs', 'absences', 'shrunk']],
    ['shows only half to us, and the total agrees (C6)', { halve: true }, ['absences', 'shrunk']],
    ['is empty', { empty: true }, ['empty', 'absences', 'shrunk']],
    ['has one record twice and another never, and the total agrees (C3)', { twice: 'a-00001' }, ['duplicate-id', 'total-differs']],
    ['claims more than it shows (C14)', { total: 61 }, ['total-differs']],
    ['comes from another tenant (C9)', { tenant: 'somebody-else' }, ['wrong-tenant']],
    ['does not say whose it is', { tenant: null }, ['wrong-tenant']],
    ['has pages that could not be parsed', { problems: ['page 2 cannot be read'] }, ['fault']],
    ['does not say how old it is', { freshAt: null }, ['stale']],
  ];

  it.each(cases)('%s', async (_, spoil, expected) => {
    const { nights, fake } = await afterGoodNights(60);
    fake.spoil = spoil;

    const snapshot = await nights.night(fake);

    for (const code of expected) expect(codes(snapshot)).toContain(code);
    expect(snapshot.complete.size).toBe(0);
  });

  it('keeps five problems and counts the rest', async () => {
    const { nights, fake } = await afterGoodNights(60);
    fake.spoil = { problems: Array.from({ length: 9 }, (_, index) => `record ${index} cannot be read`) };

    const snapshot = await nights.night(fake);

    const faults = snapshot.doubts.filter((doubt) => doubt.code === 'fault').map((doubt) => doubt.message);
    expect(faults).toHaveLength(6);
    expect(faults.at(-1)).toBe('and 4 more of that kind');
  });

  it('says nothing but the fault when nothing could be read at all', async () => {
    const { nights, fake } = await afterGoodNights(60);
    const reading = await fake.read(nights.at);
    const unread = { ...reading, pages: 0, ended: false, total: null, accounts: [], provides: [], problems: ['the system refused'] };

    const snapshot = judge(unread, { system: nights.system, desired: nights.files(), memory: nights.memory, asOf: nights.at });

    expect(codes(snapshot)).toEqual(['fault', 'not-ended']);
  });

  it('does not become the measure of the next night', async () => {
    const { nights, fake } = await afterGoodNights(60);
    fake.spoil = { halve: true };
    await nights.night(fake);

    const again = await nights.night(fake);

    expect(codes(again)).toContain('absences');
  });
});

describe('one attribute that is gone (C1)', () => {
  it.each(['groups', 'roles', 'licences', 'lastUse', 'status'] as const)('%s, empty for everybody, is doubted alone', async (attribute) => {
    const { nights, fake } = await afterGoodNights(60);
    fake.spoil = { blank: [attribute] };

    const snapshot = await nights.night(fake);

    expect(snapshot.complete.has(attribute)).toBe(false);
    expect(snapshot.complete.has('existence')).toBe(true);
    expect(snapshot.complete.size).toBe(5);
    expect(snapshot.doubts.every((doubt) => doubt.attribute === attribute)).toBe(true);
  });

  it('that the system no longer delivers at all is not complete', async () => {
    const { nights, fake } = await afterGoodNights(60);
    fake.provides = ['existence', 'groups', 'roles', 'licences', 'lastUse'];

    const snapshot = await nights.night(fake);

    expect(snapshot.doubts).toContainEqual(expect.objectContaining({ code: 'not-provided', attribute: 'status' }));
    expect(snapshot.complete.has('status')).toBe(false);
    expect(snapshot.complete.has('groups')).toBe(true);
  });

  it('for more than a tenth of the accounts is doubted; for a tenth it is not', async () => {
    const { nights, fake } = await afterGoodNights(60);
    for (const one of accounts(6)) fake.edit(one.id, { groups: null });
    const tenth = await nights.night(fake);
    for (const one of accounts(13)) fake.edit(one.id, { groups: null });

    const more = await nights.night(fake);

    expect(tenth.complete.has('groups')).toBe(true);
    expect(more.complete.has('groups')).toBe(false);
  });

  it('that was never known is not complete, without a doubt', async () => {
    const { nights, fake } = await afterGoodNights(10, 0);
    fake.spoil = { blank: ['lastUse'] };

    const snapshot = await nights.night(fake);

    expect(snapshot.complete.has('lastUse')).toBe(false);
    expect(snapshot.doubts).toEqual([]);
  });

  it('that files declare and the reading shows for nobody at all is doubted from the first night', async () => {
    const people = accounts(5).map((one, index) =>
      person(`e-${index}`, { accounts: [{ system: 'ad', id: one.id, grants: ['staff'], licences: ['E3'] }] }),
    );
    const fake = fakeSystem({ accounts: accounts(5, { groups: [], licences: [] }) });
    const nights = new Nights({ people }, directory());

    const snapshot = await nights.night(fake);

    expect(snapshot.complete.has('groups')).toBe(false);
    expect(snapshot.complete.has('licences')).toBe(false);
    expect(snapshot.complete.has('existence')).toBe(true);
    expect(codes(snapshot)).toEqual(['share-of-null']);
  });

  it('roles, when policy names administrators and nobody has any role, is doubted (the last administrator would be invisible)', async () => {
    const guardrails = { administrators: [{ system: 'ad', role: 'Domain Admins' }] };
    const nights = new Nights({ guardrails }, directory());

    const snapshot = await nights.night(fakeSystem({ accounts: accounts(5, { roles: [] }) }));

    expect(snapshot.complete.has('roles')).toBe(false);
  });
});

describe('the share of enabled accounts', () => {
  it('that flips is doubted (C2)', async () => {
    const { nights, fake } = await afterGoodNights(60);
    fake.spoil = { flip: true };

    const snapshot = await nights.night(fake);

    expect(snapshot.doubts).toContainEqual(expect.objectContaining({ code: 'share-of-enabled', attribute: 'status' }));
    expect(snapshot.complete.has('status')).toBe(false);
    expect(snapshot.complete.has('groups')).toBe(true);
  });

  it('that rises for no reason is doubted', async () => {
    const nights = new Nights({}, directory());
    const fake = fakeSystem({ accounts: accounts(60) });
    for (const one of accounts(20)) fake.edit(one.id, { enabled: false });
    await nights.night(fake);
    for (const one of accounts(20)) fake.edit(one.id, { enabled: true });

    const snapshot = await nights.night(fake);

    expect(codes(snapshot)).toEqual(['share-of-enabled']);
  });

  it('that falls because we disabled people is not doubted', async () => {
    const { nights, fake } = await afterGoodNights(60);
    const gone = accounts(25);
    for (const one of gone) fake.edit(one.id, { enabled: false });
    nights.memory = { ...nights.memory, verified: new Map(gone.map((one) => disabled(one.id, later(nights.at, 0)))) };

    const snapshot = await nights.night(fake);

    expect(snapshot.complete.has('status')).toBe(true);
  });

  it('that falls because people left is not doubted', async () => {
    const { nights, fake } = await afterGoodNights(60);
    for (const one of accounts(25)) fake.edit(one.id, { enabled: false });
    nights.desired.files = {
      people: (nights.desired.files.people ?? []).map((one, index) =>
        index < 25 ? { ...one, lastDay: nights.at.slice(0, 10) as never } : one,
      ),
    };

    const snapshot = await nights.night(fake);

    expect(snapshot.complete.has('status')).toBe(true);
  });

  it('that rises because we enabled people again is not doubted', async () => {
    const nights = new Nights({}, directory());
    const fake = fakeSystem({ accounts: accounts(60) });
    for (const one of accounts(20)) fake.edit(one.id, { enabled: false });
    await nights.night(fake);
    for (const one of accounts(20)) fake.edit(one.id, { enabled: true });
    const back = accounts(20).map((one) => disabled(one.id, later(nights.at, 0), { kind: 'enable' }));
    nights.memory = { ...nights.memory, verified: new Map(back) };

    const snapshot = await nights.night(fake);

    expect(snapshot.doubts).toEqual([]);
  });
});

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

    const snapshot = judge(await fake.read(NIGHT), { system, desired: desiredOf({}), memory: memoryOf(), asOf: NIGHT });

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
  it('of newly declared accounts count, those known to be absent before do not', async () => {
    const { nights, fake } = await afterGoodNights(60);
    const extra = Array.from({ length: 3 }, (_, index) => person(`e-9${index}`, { accounts: [{ system: 'ad', id: `new-${index}` }] }));
    nights.desired.files = { people: [...(nights.desired.files.people ?? []), ...extra] };

    const first = await nights.night(fake);
    const second = await nights.night(fake);

    expect(codes(first)).toEqual(['absences']);
    expect(codes(second)).toEqual([]);
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
    nights.memory = {
      ...nights.memory,
      handedOver: handedOver as never,
      verified: new Map([other, disabled('a-1', nights.at, { kind: 'groups' })]),
    };

    const snapshot = await nights.night(fake);

    expect(snapshot.doubts).toEqual([]);
  });
});

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

    const good = judge(await whole.read(NIGHT), { system: source, desired: nights.files(), memory: memoryOf(), asOf: NIGHT });
    const bad = judge(await lacking.read(NIGHT), { system: source, desired: nights.files(), memory: memoryOf(), asOf: NIGHT });

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
