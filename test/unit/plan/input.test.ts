import { describe, expect, it } from 'vitest';
import { companyOfUnit, isComplete, makeContext, managerOfUnit, pathOf } from '../../../reconciler/plan/input.ts';
import type { Day } from '../../../schemas/primitives.ts';
import { makeDesired, makeInput, person } from './world.ts';

const acting = { who: 'e-20', from: '2027-01-16', to: '2027-03-31' };
const organisation = {
  units: [
    { id: 'syd', name: 'Syd', company: 'se', manager: 'e-12', acting },
    { id: 'norr', name: 'Norr', company: 'gone' },
  ],
};

describe('the path of a record', () => {
  it.each([
    [false, 'LT-0042', 'state/devices/LT-0042.yaml'],
    [true, 'LT-0042', 'state/devices/42/LT-0042.yaml'],
    [true, 'e-1-', 'state/devices/e1/e-1-.yaml'],
  ])('sharded %s: %s', (shardFolders, id, expected) => {
    expect(pathOf(makeDesired({ organisation: { shardFolders } }), 'state/devices', id)).toBe(expected);
  });
});

describe('who manages a unit', () => {
  it.each([
    ['syd', '2027-01-15', 'e-12'],
    ['syd', '2027-01-16', 'e-20'],
    ['syd', '2027-03-31', 'e-20'],
    ['syd', '2027-04-01', 'e-12'],
    ['norr', '2027-01-15', null],
    ['gone', '2027-01-15', null],
  ])('%s on %s: %s', (unit, day, expected) => {
    expect(managerOfUnit(makeDesired({ organisation }), unit as never, day as Day)).toBe(expected);
  });

  it('the company of a unit may be unknown', () => {
    const desired = makeDesired({ organisation });

    expect([
      companyOfUnit(desired, 'syd' as never)?.id,
      companyOfUnit(desired, 'norr' as never),
      companyOfUnit(desired, undefined),
    ]).toEqual(['se', null, null]);
  });
});

describe('one person’s view', () => {
  it.each([
    [{ firstDay: '2027-01-05' }, 'upcoming'],
    [{}, 'active'],
    [{ firstDay: undefined }, 'active'],
    [{ lastDay: '2027-02-04' }, 'active'],
    [{ lastDay: '2027-02-03' }, 'leaving'],
    [{ lastDay: '2027-01-04' }, 'leaving'],
    [{ lastDay: '2027-01-03' }, 'left'],
  ])('%j is %s', (extra, status) => {
    const context = makeContext(makeInput({ people: [person('e-1', extra as never)] }));

    expect(context.people.get('e-1' as never)?.status).toBe(status);
  });

  it('a plan makes a leaver, and says the days', () => {
    const offboardings = [
      { employee: 'e-1', kind: 'planned' as const, spell: '2026-01-31', closed: '2026-02-01' },
      {
        employee: 'e-1',
        kind: 'planned' as const,
        spell: '2027-06-30',
        ends: { access: '2027-05-31', devices: '2027-06-15', phone: '2027-07-31' },
      },
    ];
    const view = makeContext(makeInput({ people: [person('e-1', { lastDay: '2027-06-30', manager: 'e-9' })], offboardings })).people.get(
      'e-1' as never,
    );

    expect(view).toMatchObject({
      status: 'leaving',
      accessDay: '2027-05-31',
      deviceDay: '2027-06-15',
      phoneDay: '2027-07-31',
      manager: 'e-9',
      plan: { stem: 'e-1.2' },
    });
  });

  it('devices held and awaited are a person’s', () => {
    const devices = [
      { id: 'LT-1', type: 'laptop' as const, status: 'in-use' as const, holder: 'e-1', ownership: 'owned' as const },
      { id: 'LT-2', type: 'laptop' as const, status: 'awaited' as const, holder: null, awaitedFrom: 'e-1', ownership: 'owned' as const },
      { id: 'LT-3', type: 'laptop' as const, status: 'available' as const, holder: null, ownership: 'owned' as const },
    ];

    expect(
      makeContext(makeInput({ people: [person('e-1')], devices }))
        .people.get('e-1' as never)
        ?.devices.map((one) => one.id),
    ).toEqual(['LT-1', 'LT-2']);
  });

  it('an immediate plan without a last day ends nothing', () => {
    const offboardings = [{ employee: 'e-1', kind: 'immediate' as const, spell: undefined as never }];

    expect(makeContext(makeInput({ people: [person('e-1')], offboardings })).people.get('e-1' as never)).toMatchObject({
      cutOff: null,
      accessDay: null,
    });
  });

  it('the first verified end gives an immediate plan its instant', () => {
    const ends = ['2027-01-03T02:00:00Z', '2027-01-03T01:00:00Z', '2027-01-03T03:00:00Z'].map((at, n) => {
      const change = `disable/e-1/spell:2027-02-28/s${n}/x` as never;
      return {
        change,
        person: 'e-1' as never,
        system: `s${n}` as never,
        account: 'x' as never,
        kind: 'disable' as const,
        cause: 'spell:2027-02-28',
        at: at as never,
        run: 'r',
        before: null,
        sealed: null,
      };
    });
    const other = { ...ends[0], kind: 'groups' as const, change: 'g' as never, at: '2026-01-01T00:00:00Z' as never } as never;
    const offboardings = [{ employee: 'e-1', kind: 'immediate' as const, spell: '2027-02-28' }];
    const input = makeInput({
      people: [person('e-1', { lastDay: '2027-02-28' })],
      offboardings,
      memory: { verified: new Map([...ends.map((one) => [one.change, one] as const), ['g' as never, other]]) },
    });

    expect(makeContext(input).people.get('e-1' as never)?.cutOff).toBe('2027-01-03T01:00:00Z');
  });
});

describe('the access day', () => {
  it.each([
    [{ lastDay: '2027-06-30', lastWorkingDay: '2027-06-15' }, '2027-06-15'],
    [{ lastDay: '2027-06-10', lastWorkingDay: '2027-06-15' }, '2027-06-10'],
  ])('of %j is the earlier', (extra, expected) => {
    expect(makeContext(makeInput({ people: [person('e-1', extra)] })).people.get('e-1' as never)?.accessDay).toBe(expected);
  });
});

describe('whether a reading is complete', () => {
  it('is asked per attribute; a system that was not read is not', () => {
    const input = makeInput({ snapshots: { ad: { complete: ['existence'] } } });

    expect([
      isComplete(input, 'ad' as never, 'existence'),
      isComplete(input, 'ad' as never, 'existence', 'status'),
      isComplete(input, 'x' as never),
    ]).toEqual([true, false, false]);
  });
});
