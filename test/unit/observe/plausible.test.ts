/** The numbers of a reading against those of earlier ones: each bound at, below and above it. */
import { describe, expect, it } from 'vitest';
import type { GoodReading } from '../../../reconciler/model/memory.ts';
import { judge } from '../../../reconciler/observe/completeness.ts';
import type { ForeignId, Instant } from '../../../schemas/primitives.ts';
import { recalledMemory } from '../../fakes/memory.ts';
import type { FakeAccount } from '../../fakes/records.ts';
import { fakeSystem } from '../../fakes/system.ts';
import { ALL, accounts, desiredOf, directory, disabled, type Files, holders, later, NIGHT, person } from './ground.ts';

const HUNDRED = accounts(100);
const ids = (list: readonly FakeAccount[]) => list.map((one) => one.id as ForeignId);

/** A good reading of these accounts, some days before tonight. */
function good(list: readonly FakeAccount[], days: number, more: Partial<GoodReading> = {}): GoodReading {
  const count = list.length;
  const known = Object.fromEntries(ALL.map((attribute) => [attribute, count]));
  const at = later(NIGHT, days);
  return {
    run: `r${days}`,
    at,
    tenant: 'ad-tenant',
    count,
    declaredEnabled: 0,
    known,
    enabled: count,
    complete: ALL,
    digest: `d${days}` as never,
    freshAt: at,
    ids: ids(list),
    ...more,
  };
}

async function doubtsOf(
  list: readonly FakeAccount[],
  readings: readonly GoodReading[],
  about: { readonly files?: Files; readonly ended?: Readonly<Record<string, Instant>> } = {},
): Promise<string[]> {
  const system = directory();
  const verified = new Map(Object.entries(about.ended ?? {}).map(([account, at]) => disabled(account, at)));
  const memory = { ...recalledMemory(), goodReadings: new Map([[system.id, readings]]), verified };
  const reading = await fakeSystem({ accounts: list, provides: ALL }).read(NIGHT);
  const { doubts } = judge(reading, { system, desired: desiredOf({ ...about.files, systems: [system] }), memory, asOf: NIGHT });
  return doubts.map((one) => (one.attribute === 'all' ? one.code : `${one.code} ${one.attribute}`));
}

describe('a count that fell since the best of thirty days', () => {
  // 100 twenty days ago, 91 yesterday, 89 tonight: two are gone for no reason, which is little; nine were gone yesterday already.
  const nine = HUNDRED.slice(0, 9);
  const yesterday = HUNDRED.slice(9);
  const tonight = HUNDRED.slice(9, 98);
  const readings = [good(HUNDRED, -20), good(yesterday, -1, { ids: ids(yesterday) })];
  const endedAt = (at: string) => Object.fromEntries(nine.map((one) => [one.id, at as Instant]));
  const left = (lastDay: string): Files => ({
    people: nine.map((one) => person(`e-${one.id}`, { accounts: [{ system: 'ad', id: one.id }], lastDay })),
  });

  it('is doubted below nine tenths', async () => {
    expect(await doubtsOf(tonight, readings)).toEqual(['shrunk']);
  });

  it('is not where those are gone for a known reason, yesterday or before', async () => {
    expect(await doubtsOf(tonight, readings, { ended: endedAt('2026-12-25T01:00:00Z') })).toEqual([]);
    expect(await doubtsOf(tonight, readings, { files: left('2026-08-17') })).toEqual([]);
  });

  it('is where the reason is older than what may still have been there then', async () => {
    expect(await doubtsOf(tonight, readings, { files: left('2026-08-16') })).toEqual(['shrunk']);
  });

  it('is not made up for by those who ended and are shown all the same', async () => {
    const shown = Object.fromEntries(tonight.slice(0, 9).map((one) => [one.id, '2026-12-25T01:00:00Z' as Instant]));

    expect(await doubtsOf(tonight, readings, { ended: shown })).toEqual(['shrunk']);
  });

  it('is not made up for twice by those who are gone since yesterday', async () => {
    const four = HUNDRED.slice(9, 13);
    const ended = Object.fromEntries(four.map((one) => [one.id, later(NIGHT, -1)]));

    expect(await doubtsOf(HUNDRED.slice(13, 98), readings, { ended })).toEqual(['shrunk']);
    expect(await doubtsOf(HUNDRED.slice(13, 99), readings, { ended })).toEqual([]);
  });

  it('is not at nine tenths, and not by two', async () => {
    expect(await doubtsOf(HUNDRED.slice(10), [good(HUNDRED, -20), good(HUNDRED.slice(8), -1)])).toEqual([]);
    expect(await doubtsOf(accounts(7), [good(accounts(9), -1)])).toEqual([]);
    expect(await doubtsOf(accounts(6), [good(accounts(9), -1)])).toEqual(['absences', 'shrunk']);
  });

  it('is not measured against the best of another tenant', async () => {
    const other = good(accounts(200), -2, { tenant: 'other' });

    expect(await doubtsOf(HUNDRED, [good(HUNDRED, -3), other])).toEqual([]);
  });
});

describe('absences', () => {
  it('may be one in a hundred, and two in any case', async () => {
    const many = accounts(300);

    expect(await doubtsOf(many.slice(3), [good(many, -1)])).toEqual([]);
    expect(await doubtsOf(many.slice(4), [good(many, -1)])).toEqual(['absences']);
    expect(await doubtsOf(HUNDRED.slice(2), [good(HUNDRED, -1)])).toEqual([]);
    expect(await doubtsOf(HUNDRED.slice(3), [good(HUNDRED, -1)])).toEqual(['absences']);
  });

  it('of declared accounts that no earlier reading knew are counted with those of the reading, of people who are here', async () => {
    const files = holders(100);
    const [here, gone] = [
      { people: files.people ?? [] },
      { people: (files.people ?? []).map((one) => ({ ...one, lastDay: '2026-12-31' as never })) },
    ];
    const seen = HUNDRED.slice(0, 97);

    expect(await doubtsOf(seen, [good(seen, -1)], { files: here })).toEqual(['absences']);
    expect(await doubtsOf(seen, [good(seen, -1)], { files: gone })).toEqual([]);
  });
});

describe('what is known of an attribute', () => {
  const withRoles = (count: number, of = 60): FakeAccount[] =>
    accounts(of).map((one, index) => ({ ...one, roles: index < count ? ['user'] : null }));
  const known = (roles: number, of = 60) => good(accounts(of), -1, { known: { ...good(accounts(of), -1).known, roles } });

  it.each<[string, number, number, number, readonly string[]]>([
    ['three of sixty, and now nobody', 3, 0, 60, ['share-of-null roles']],
    ['two of sixty, and now nobody', 2, 0, 60, []],
    ['a tenth fewer', 60, 54, 60, []],
    ['more than a tenth fewer', 60, 53, 60, ['share-of-null roles']],
    ['two of nine fewer', 9, 7, 9, []],
    ['three of nine fewer', 9, 6, 9, ['share-of-null roles']],
    ['more', 30, 60, 60, []],
  ])('%s', async (_, before, now, of, expected) => {
    expect(await doubtsOf(withRoles(now, of), [known(before, of)])).toEqual(expected);
  });
});

describe('what files and policy expect, and nobody is shown with', () => {
  const bare = accounts(5, { groups: [], licences: [], roles: [] });
  const declaring = (count: number, more: object = {}, line: object = {}): Files => ({
    people: bare.map((one, index) => {
      const grants = index < count ? { grants: ['staff'], licences: ['E3'] } : {};
      return person(`e-${index}`, { accounts: [{ system: 'ad', id: one.id, ...grants, ...line }], ...more });
    }),
  });
  const both = ['share-of-null groups', 'share-of-null licences'];
  const before = good(bare, -1);

  it.each<[string, Files, readonly string[]]>([
    ['of three', declaring(3), both],
    ['of two, which may be a mistake of the files', declaring(2), []],
    ['of people who leave', declaring(5, { lastDay: '2027-06-30' }), []],
    ['in another system', declaring(5, {}, { system: 'm365' }), []],
    ['of nobody with an account', { people: [person('e-1'), person('e-2'), person('e-3')] }, []],
  ])('%s', async (_, files, expected) => {
    expect(await doubtsOf(bare, [before], { files })).toEqual(expected);
  });

  it('is not doubted once one account shows some', async () => {
    const [first, ...rest] = bare;
    const one = { ...(first as FakeAccount), groups: ['other'], licences: ['F1'] };

    expect(await doubtsOf([one, ...rest], [before], { files: declaring(5) })).toEqual([]);
  });

  it('is of this system alone: administrators and approvers of another one say nothing', async () => {
    const there = { administrators: [{ system: 'm365', role: 'Admin' }], approvers: [{ system: 'm365', group: 'owners' }] };
    const here = { administrators: [{ system: 'ad', role: 'Admin' }], approvers: [{ system: 'ad', group: 'owners' }] };

    expect(await doubtsOf(bare, [before], { files: { guardrails: there } })).toEqual([]);
    expect(await doubtsOf(bare, [before], { files: { guardrails: here } })).toEqual(['share-of-null groups', 'share-of-null roles']);
  });
});

describe('a reading of nothing', () => {
  const told = async (more: object) => {
    const system = directory({ tenant: 'right' });
    const reading = { ...(await fakeSystem({ accounts: accounts(1) }).read(NIGHT)), tenant: 'wrong', ...more };
    const ground = { system, desired: desiredOf({ systems: [system] }), memory: recalledMemory(), asOf: NIGHT };
    return judge(reading, ground).doubts.map((one) => one.code);
  };
  const none = { accounts: [], total: null };

  it.each<[string, object, readonly string[]]>([
    ['that could not be begun is a fault alone', { ...none, problems: ['no'], pages: 0 }, ['fault']],
    ['that began is judged', { ...none, problems: ['no'], pages: 1 }, ['fault', 'wrong-tenant', 'empty']],
    ['without a problem is judged', { ...none, problems: [], pages: 0 }, ['wrong-tenant', 'empty']],
    ['is none where something came', { problems: ['no'], pages: 0 }, ['fault', 'wrong-tenant']],
  ])('%s', async (_, more, expected) => {
    expect(await told(more)).toEqual(expected);
  });
});
