/** A reading is complete only when every rule of completeness says so: wholeness, tenant, attributes. */
import { describe, expect, it } from 'vitest';
import { judge } from '../../../reconciler/observe/completeness.ts';
import { fakeSystem, type Spoil } from '../../fakes/system.ts';
import { ALL, accounts, afterGoodNights, codes, directory, disabled, later, Nights, person } from './ground.ts';

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

  it('that could not be read in part is doubted alone, and says so', async () => {
    const { nights, fake } = await afterGoodNights(60);
    const reading = await fake.read(nights.at);
    const gaps = [{ attribute: 'roles', message: 'the members of 1 role may not be read' }] as const;

    const ground = { system: directory(), desired: nights.files(), memory: nights.memory, asOf: nights.at };
    const snapshot = judge({ ...reading, gaps }, ground);

    expect(snapshot.doubts).toEqual([{ code: 'fault', ...gaps[0] }]);
    expect([...snapshot.complete].toSorted()).toEqual(ALL.filter((attribute) => attribute !== 'roles'));
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

  it('of which an older journal has no count is taken as it is', async () => {
    const { nights, fake } = await afterGoodNights(20);
    const readings = (nights.memory.goodReadings.get(nights.system.id) ?? []).map((one) => ({ ...one, known: {} }));
    nights.memory = { ...nights.memory, goodReadings: new Map([[nights.system.id, readings]]) };

    const snapshot = await nights.night(fake);

    expect(snapshot.doubts).toEqual([]);
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

describe('a group of approvers', () => {
  it('that nobody has, like every other group, is doubted (the last approver would be invisible)', async () => {
    const nights = new Nights({ guardrails: { approvers: [{ system: 'ad', group: 'owners' }] } }, directory());

    const snapshot = await nights.night(fakeSystem({ accounts: accounts(5, { groups: [] }) }));

    expect([snapshot.complete.has('groups'), snapshot.complete.has('status')]).toEqual([false, true]);
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
