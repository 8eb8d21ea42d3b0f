/** What may be gone, or be disabled, for a reason that files and journal know. */
import { describe, expect, it } from 'vitest';
import type { HandedOver } from '../../../reconciler/model/memory.ts';
import type { Account } from '../../../reconciler/model/observed.ts';
import {
  type Declared,
  declaredRecords,
  explainedDays,
  explainedFrom,
  explainedSwitches,
  type Ground,
  type OwnWork,
  ownWork,
} from '../../../reconciler/observe/explained.ts';
import type { Day, ForeignId, Instant } from '../../../schemas/primitives.ts';
import { recalledMemory } from '../../fakes/memory.ts';
import { desiredOf, directory, disabled, type Files, NIGHT, person } from './ground.ts';

const several = directory({ holds: ['accounts', 'assets', 'people'] });

function groundOf(files: Files, memory: Partial<ReturnType<typeof recalledMemory>> = {}, system = several): Ground {
  return { system, desired: desiredOf({ ...files, systems: [system] }), memory: { ...recalledMemory(), ...memory }, asOf: NIGHT };
}

const line = { system: 'ad', id: 'a-1' };
const told = (declared: readonly Declared[]) =>
  declared.map((one) => [one.key ?? `login ${one.key === null ? one.login : ''}`, one.endedOn, one.isExpected]);

describe('records that files declare', () => {
  it('are account lines, people of this source, and devices of this inventory, each under the key of its kind', () => {
    const files: Files = {
      people: [
        person('e-1', { accounts: [line, { system: 'm365', id: 'x' }], source: { system: 'ad', id: 'p-1' } }),
        person('e-2', { accounts: [{ system: 'ad', login: 'E.Two' }], source: { system: 'hr', id: 'p-2' } }),
        person('e-3', {}),
      ],
      devices: [
        { id: 'LT-1', status: 'in-use', inventory: { system: 'ad', id: 7 } },
        { id: 'LT-2', status: 'sold', inventory: { system: 'ad', id: 8 } },
        { id: 'LT-3', status: 'in-use', inventory: { system: 'other', id: 9 } },
      ],
    };

    expect(told(declaredRecords(groundOf(files)))).toEqual([
      ['asset:7', null, true],
      ['asset:8', '2027-01-04', true],
      ['a-1', null, true],
      ['person:p-1', null, true],
      ['login e.two', null, true],
    ]);
  });

  it('are no accounts where the system holds none', () => {
    const files = { people: [person('e-1', { accounts: [line], source: { system: 'ad', id: 'p-1' } })] };

    expect(told(declaredRecords(groundOf(files, {}, directory({ holds: ['people'] }))))).toEqual([['p-1', null, true]]);
  });

  it.each<[string, object, object | null, string | null]>([
    ['yesterday', { lastDay: '2027-01-03' }, null, '2027-01-03'],
    ['today', { lastDay: '2027-01-04' }, null, '2027-01-04'],
    ['tomorrow', { lastDay: '2027-01-05' }, null, null],
    ['the last working day, where it is earlier', { lastDay: '2027-01-31', lastWorkingDay: '2027-01-02' }, null, '2027-01-02'],
    ['the last day, where the last working day is later', { lastDay: '2027-01-02', lastWorkingDay: '2027-01-03' }, null, '2027-01-02'],
    ['the day of the plan', { lastDay: '2027-01-31' }, { ends: { access: '2027-01-01' } }, '2027-01-01'],
    ['no day of a plan that is closed', { lastDay: '2027-01-31' }, { ends: { access: '2027-01-01' }, closed: '2027-01-02' }, null],
    ['no day of a plan that names none', { lastDay: '2027-01-31' }, { ends: {} }, null],
    ['no day of a plan without ends', { lastDay: '2027-01-31' }, {}, null],
    ['no day of a plan of another spell', { lastDay: '2027-01-31' }, { ends: { access: '2027-01-01' }, spell: '2026-12-31' }, null],
    ['nothing, of a plan for somebody who stays', {}, { ends: { access: '2027-01-01' } }, null],
  ])('are over from the day on which access ends: %s', (_, dates, plan, expected) => {
    const offboardings = plan === null ? [] : [{ employee: 'e-1', spell: '2027-01-31', ...plan }];

    expect(told(declaredRecords(groundOf({ people: [person('e-1', { accounts: [line], ...dates })], offboardings })))).toEqual([
      ['a-1', expected, true],
    ]);
  });

  it.each([
    ['2027-01-03', true],
    ['2027-01-04', true],
    ['2027-01-05', false],
  ])('of somebody who begins on %s are expected: %s', (firstDay, isExpected) => {
    expect(told(declaredRecords(groundOf({ people: [person('e-1', { accounts: [line], firstDay })] })))).toEqual([
      ['a-1', null, isExpected],
    ]);
  });
});

describe('our own work', () => {
  const [before, after] = ['2027-01-01T01:00:00Z', '2027-01-02T01:00:00Z'] as Instant[] as [Instant, Instant];
  const handed = (more: object) =>
    new Map([
      ['x' as never, { change: 'x', person: null, system: 'ad', account: 'a-9', kind: 'disable', after: {}, at: after, run: 'r', ...more }],
    ]) as unknown as ReadonlyMap<never, HandedOver>;
  const workOf = (...done: ReturnType<typeof disabled>[]): OwnWork => ownWork(groundOf({}, { verified: new Map(done) }));

  it('is an end of a sign-in, and that it was given back, whichever came last', () => {
    expect([...workOf(disabled('a-1', before)).disabledAt]).toEqual([['a-1', before]]);
    expect([...workOf(disabled('a-1', before), disabled('a-1', after, { kind: 'enable' })).enabledAt]).toEqual([['a-1', after]]);
    expect([...workOf(disabled('a-1', before), disabled('a-1', after, { kind: 'enable' })).disabledAt]).toEqual([]);
    expect([...workOf(disabled('a-1', before, { kind: 'enable' }), disabled('a-1', after)).disabledAt]).toEqual([['a-1', after]]);
    expect([...workOf(disabled('a-1', after, { kind: 'enable' }), disabled('a-1', before)).disabledAt]).toEqual([]);
    expect([...workOf(disabled('a-1', before, { kind: 'restore' })).enabledAt]).toEqual([['a-1', before]]);
  });

  it('is nothing of another kind, or of another system', () => {
    const { disabledAt, enabledAt } = workOf(
      disabled('a-1', before, { kind: 'groups' }),
      disabled('a-2', before, { system: 'm365' as never }),
    );

    expect([...disabledAt, ...enabledAt]).toEqual([]);
  });

  it.each<[string, object, number]>([
    ['an end', {}, 1],
    ['an end in another system', { system: 'm365' }, 0],
    ['another thing', { kind: 'licences' }, 0],
    ['another thing in another system', { kind: 'licences', system: 'm365' }, 0],
  ])('is what was handed to a desk: %s', (_, more, count) => {
    expect(ownWork(groundOf({}, { handedOver: handed(more) })).disabledAt.size).toBe(count);
  });
});

describe('days on which an absence became explained', () => {
  const ended = (key: string | null, endedOn: string | null): Declared =>
    ({ ...(key === null ? { key, login: 'x' } : { key }), endedOn, isExpected: true }) as Declared;
  const daysOf = (declared: readonly Declared[], at: Readonly<Record<string, string>> = {}) => {
    const work = { disabledAt: new Map(Object.entries(at)), enabledAt: new Map() } as unknown as OwnWork;
    return [...explainedDays(declared, work, groundOf({}))];
  };

  it.each<[string, readonly Declared[], Readonly<Record<string, string>>, readonly (readonly string[])[]]>([
    ['the end in the files', [ended('a-1', '2027-01-01')], {}, [['a-1', '2027-01-01']]],
    ['the later of two', [ended('a-1', '2027-01-01'), ended('a-1', '2027-01-02')], {}, [['a-1', '2027-01-02']]],
    ['the later of two, first', [ended('a-1', '2027-01-02'), ended('a-1', '2027-01-01')], {}, [['a-1', '2027-01-02']]],
    ['none while one line is open', [ended('a-1', '2027-01-01'), ended('a-1', null)], {}, []],
    ['none of a sign-in name alone', [ended(null, '2027-01-01')], {}, []],
    ['our own end, by the day of the organisation', [], { 'a-1': '2027-01-01T23:30:00Z' }, [['a-1', '2027-01-02']]],
    ['our own end, also of an open line', [ended('a-1', null)], { 'a-1': '2027-01-01T01:00:00Z' }, [['a-1', '2027-01-01']]],
    [
      'the end in the files, where ours was earlier',
      [ended('a-1', '2027-01-03')],
      { 'a-1': '2027-01-01T01:00:00Z' },
      [['a-1', '2027-01-03']],
    ],
  ])('%s', (_, declared, at, expected) => {
    expect(daysOf(declared, at)).toEqual(expected);
  });

  it('reach back over the time that deletions take, and a month', () => {
    // `deletionDue` is ninety days unless the policy says otherwise.
    expect(explainedFrom('2027-03-31T12:00:00Z' as Instant, groundOf({}))).toBe('2026-12-01');
  });
});

describe('accounts that changed sides for a known reason', () => {
  const since = '2027-01-02T01:00:00Z' as Instant;
  const count = (enabled: boolean | null, day: string | null, enabledAt: string | null) =>
    explainedSwitches([{ id: 'a-1', enabled } as unknown as Account], {
      days: new Map(day === null ? [] : [['a-1' as ForeignId, day as Day]]),
      work: { disabledAt: new Map(), enabledAt: new Map(enabledAt === null ? [] : [['a-1' as ForeignId, enabledAt as Instant]]) },
      sinceDay: '2027-01-02' as Day,
      since,
    });

  it.each<[string, Parameters<typeof count>, object]>([
    ['off, and ended since', [false, '2027-01-03', null], { off: 1, on: 0 }],
    ['off, and ended on that day', [false, '2027-01-02', null], { off: 1, on: 0 }],
    ['off, and ended before', [false, '2027-01-01', null], { off: 0, on: 0 }],
    ['off, for no reason', [false, null, null], { off: 0, on: 0 }],
    ['on, though ended', [true, '2027-01-03', null], { off: 0, on: 0 }],
    ['not known, though ended', [null, '2027-01-03', '2027-01-03T01:00:00Z'], { off: 0, on: 0 }],
    ['on, and enabled since', [true, null, '2027-01-03T01:00:00Z'], { off: 0, on: 1 }],
    ['on, and enabled in that second', [true, null, since], { off: 0, on: 1 }],
    ['on, and enabled before', [true, null, '2027-01-01T01:00:00Z'], { off: 0, on: 0 }],
    ['on, for no reason', [true, null, null], { off: 0, on: 0 }],
    ['off, though enabled', [false, null, '2027-01-03T01:00:00Z'], { off: 0, on: 0 }],
  ])('%s', (_, words, expected) => {
    expect(count(...words)).toEqual(expected);
  });
});
