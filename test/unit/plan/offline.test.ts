import { describe, expect, it } from 'vitest';
import { countMassEdit, planOffline } from '../../../reconciler/plan/offline.ts';
import { at, line, makeDesired, NIGHT, person, system, type World } from './world.ts';

function compared(before: World, after: World) {
  return planOffline(makeDesired(before), makeDesired(after), NIGHT);
}

const base = [person('e-1'), person('s-1'), person('s-2')];

describe('what a change of files does', () => {
  it('is nothing where nothing moves', () => {
    const people = [person('e-1', { lastDay: '2027-01-31' }), person('e-2')];

    expect(compared({ people }, { people })).toEqual({
      asOf: NIGHT,
      ends: [],
      limits: [
        { name: 'surprise', value: 0, limit: 3, verdict: 'within' },
        { name: 'immediate', value: 0, limit: 1, verdict: 'within' },
      ],
      massEdit: { value: 0, limit: 10, needsTwo: false },
    });
  });

  it('says what is set, when, where, and what the seats cost', () => {
    const licences = [
      { id: 'E3', price: '389.00 SEK', per: 'month' as const },
      { id: 'VISIO', price: '1200.00 SEK', per: 'year' as const },
    ];
    const accounts = [line('m365', 'm', { licences: ['E3', 'VISIO', 'FREE'] }), line('ad', 'a')];
    const systems = [system('ad'), system('m365', { licences })];

    const { ends } = compared(
      { people: [person('e-1', { accounts })], systems },
      { people: [person('e-1', { accounts, lastDay: '2027-01-31' })], systems },
    );

    expect(ends).toEqual([
      {
        person: 'e-1',
        cause: 'spell',
        before: null,
        after: at('2027-01-31'),
        moved: 'set',
        isDue: false,
        isImmediate: false,
        systems: ['ad', 'm365'],
        monthly: '489.00 SEK',
      },
    ]);
  });

  it.each<[string, World, World, object]>([
    [
      'earlier',
      { people: [person('e-1', { lastDay: '2027-01-31' })] },
      { people: [person('e-1', { lastDay: '2027-01-03' })] },
      { moved: 'earlier', isDue: true },
    ],
    [
      'later',
      { people: [person('e-1', { lastDay: '2027-01-03' })] },
      { people: [person('e-1', { lastDay: '2027-01-31' })] },
      { moved: 'later', isDue: false },
    ],
    [
      'withdrawn',
      { people: [person('e-1', { lastDay: '2027-01-03' })] },
      { people: [person('e-1')] },
      { moved: 'withdrawn', isDue: false, after: null },
    ],
    [
      'a person removed',
      { people: [person('e-1', { lastDay: '2027-01-03', accounts: undefined as never })] },
      { people: [] },
      { moved: 'withdrawn', systems: [] },
    ],
    [
      'immediate',
      { people: [person('e-1', { lastDay: '2027-01-31' })] },
      { people: [person('e-1', { lastDay: '2027-01-31' })], offboardings: [{ employee: 'e-1', kind: 'immediate', spell: '2027-01-31' }] },
      { moved: 'earlier', isDue: true, isImmediate: true, before: at('2027-01-31'), after: null },
    ],
    [
      'an assignment',
      { people: base },
      { people: [person('e-1', { assignments: [{ id: 'a1', from: '2026-01-01', to: '2027-01-02', grants: { ad: ['x'] } }] })] },
      { cause: 'assignment:a1', moved: 'set', isDue: true },
    ],
    [
      'a leave',
      { people: base },
      { people: [person('e-1', { leaves: [{ from: '2027-02-01', access: 'suspend' }], timeZone: 'Europe/Helsinki' })] },
      { cause: 'leave:2027-02-01', after: '2027-01-31T22:00:00Z' },
    ],
    [
      'a parked leave',
      { people: base },
      { people: [person('e-1', { leaves: [{ from: '2027-02-01', licences: 'park' }, { from: '2027-03-01' }] })] },
      { cause: 'leave:2027-02-01' },
    ],
  ])('%s', (_, before, after, expected) => {
    expect(compared(before, after).ends).toMatchObject([expected]);
  });

  it('lists ends by person and cause', () => {
    const leaves = [
      { from: '2027-03-01', access: 'suspend' as const },
      { from: '2027-02-01', access: 'suspend' as const },
    ];
    const { ends } = compared(
      { people: [person('e-2'), person('e-1')] },
      { people: [person('e-2', { leaves }), person('e-1', { lastDay: '2027-03-01', leaves })] },
    );

    expect(ends.map((one) => `${one.person} ${one.cause}`)).toEqual([
      'e-1 leave:2027-02-01',
      'e-1 leave:2027-03-01',
      'e-1 spell',
      'e-2 leave:2027-02-01',
      'e-2 leave:2027-03-01',
    ]);
  });

  it('assignments without an end or without grants end nothing', () => {
    const assignments = [
      { id: 'a1', from: '2026-01-01', grants: { ad: ['x'] } },
      { id: 'a2', from: '2026-01-01', to: '2027-01-02' },
    ];

    expect(compared({ people: base }, { people: [person('e-1', { assignments })] }).ends).toEqual([]);
  });
});

describe('which limits it would meet', () => {
  it('counts people due at once against the limits of before', () => {
    const before = Array.from({ length: 6 }, (_, n) => person(`e-${n}`));
    const after = before.map((one) => ({ ...one, lastDay: '2027-01-02' as never }));
    const raised = { guardrails: { limits: { surprise: { count: 50 } } } };

    expect(compared({ people: before }, { people: after, policies: raised }).limits[0]).toEqual({
      name: 'surprise',
      value: 6,
      limit: 3,
      verdict: 'stopped',
    });
  });

  it('takes as base people with accounts whose cut-off has not passed', () => {
    const many = Array.from({ length: 450 }, (_, n) => person(`s-${n}`));
    const gone = Array.from({ length: 60 }, (_, n) => person(`g-${n}`, { lastDay: '2026-01-01' }));
    const without = Array.from({ length: 99 }, (_, n) => person(`c-${n}`, { accounts: [] }));
    const people = [...many, ...gone, ...without, person('x', { accounts: undefined as never })];

    expect(compared({ people }, { people }).limits[0]?.limit).toBe(4);
  });

  it('counts what one change sets or moves earlier', () => {
    const before = makeDesired({
      people: Array.from({ length: 20 }, (_, n) => person(`e-${String(n).padStart(2, '0')}`, n < 3 ? { lastDay: '2027-03-01' } : {})),
    });
    const people = [...before.employees.values()].map((one, n) => (n < 12 ? { ...one, lastDay: '2027-02-01' as never } : one));

    expect(countMassEdit(before, makeDesired({ people }), NIGHT)).toEqual({ value: 12, limit: 10, needsTwo: true });
    expect(countMassEdit(makeDesired({ people }), before, NIGHT)).toEqual({ value: 0, limit: 10, needsTwo: false });
  });
});
