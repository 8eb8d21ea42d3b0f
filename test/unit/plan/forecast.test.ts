import { describe, expect, it } from 'vitest';
import { plan } from '../../../reconciler/plan/plan.ts';
import { account, at, csvSystem, done, idOf, line, makeInput, person, seat, system, verified, type World } from './world.ts';

function linesOf(world: World): string[] {
  return plan(makeInput(world)).forecast.map((one) => `${one.person} ${one.cause} ${one.cutOff} ${one.systems.join(',')}`);
}

describe('last days', () => {
  it('within 90 days ahead, by cut-off, with their systems', () => {
    const accounts = ['m365', 'ad'].map((one) => line(one, idOf(one, 'e-2')));
    const people = [
      person('e-1', { lastDay: '2027-04-04' }),
      person('e-2', { lastDay: '2027-01-31', accounts }),
      person('e-3', { lastDay: '2027-04-05' }),
      person('e-4', { lastDay: '2027-01-31', accounts: [] }),
      person('e-5'),
    ];

    expect(linesOf({ people, systems: [system('ad'), system('m365')], asOf: '2027-01-04T15:00:00Z' as never })).toEqual([
      `e-2 spell:2027-01-31 ${at('2027-01-31')} ad,m365`,
      `e-4 spell:2027-01-31 ${at('2027-01-31')} `,
      `e-1 spell:2027-04-04 ${at('2027-04-04')} ad`,
    ]);
  });

  const past = [person('e-1', { lastDay: '2027-01-02' })];
  const CAUSE = 'spell:2027-01-02';

  it.each<[string, World, boolean]>([
    ['the account is on', {}, true],
    ['it is held by a limit', { policies: { guardrails: { limits: { surprise: { count: 0, percent: 0 } } } } }, true],
    ['it was not read', { unread: ['ad'] }, true],
    [
      'it was not read whole',
      { accounts: { ad: [account(idOf('ad', 'e-1'), { enabled: false })] }, snapshots: { ad: { complete: ['existence'] } } },
      true,
    ],
    ['the system is observed', { systems: [system('ad', { mode: 'observe' })] }, true],
    [
      'the work was handed over',
      { systems: [csvSystem('ad')], memory: { handedOver: new Map([[`disable/e-1/${CAUSE}/ad/ad-e-1` as never, {} as never]]) } },
      true,
    ],
    ['the account is off', { accounts: { ad: [account(idOf('ad', 'e-1'), { enabled: false })] } }, false],
    ['the account is gone', { accounts: { ad: [] } }, false],
    [
      'our end is verified',
      { memory: { verified: verified(done('disable', { person: 'e-1', cause: CAUSE, at: '2027-01-03T00:00:00Z' as never })) } },
      false,
    ],
    ['the system is off', { systems: [system('ad', { mode: 'off' })] }, false],
  ])('past and not done: %s: %s', (_, world, isListed) => {
    expect(linesOf({ people: past, ...world }).length === 1).toBe(isListed);
  });
});

describe('assignments and leaves that take something', () => {
  const ended = { id: 'a1', from: '2026-01-01', to: '2027-01-02', grants: { ad: ['kund'] } };
  const ahead = { ...ended, id: 'a2', to: '2027-02-28' };

  it.each<[string, object, World, boolean]>([
    ['ahead', ahead, {}, true],
    ['past, held in the account', ended, {}, true],
    ['past, gone from the account', ended, { accounts: { ad: [account(idOf('ad', 'e-1'))] } }, false],
    [
      'past, not read whole',
      ended,
      { accounts: { ad: [account(idOf('ad', 'e-1'))] }, snapshots: { ad: { complete: ['existence'] } } },
      true,
    ],
    ['past, gone account', ended, { accounts: { ad: [] } }, false],
    [
      'past, done',
      ended,
      {
        memory: {
          verified: verified(done('groups', { person: 'e-1', cause: 'assignment:a1:2027-01-02', at: '2027-01-03T00:00:00Z' as never })),
        },
      },
      false,
    ],
    ['past, elsewhere', { ...ended, grants: { m365: ['kund'] } }, {}, false],
  ])('assignment %s', (_, assignment, world, isListed) => {
    const people = [person('e-1', { assignments: [assignment] as never })];
    const accounts = { ad: [account(idOf('ad', 'e-1'), { groups: ['kund'] })] };

    expect(linesOf({ people, accounts, ...world }).length === 1).toBe(isListed);
  });

  const leave = { from: '2027-01-02', to: '2027-03-31' };
  const CAUSE = 'leave:2027-01-02';

  it.each<[string, object, World, boolean]>([
    ['that suspends, on', { ...leave, access: 'suspend' }, {}, true],
    ['that suspends, off', { ...leave, access: 'suspend' }, { accounts: { ad: [account(idOf('ad', 'e-1'), { enabled: false })] } }, false],
    ['that is over', { ...leave, to: '2027-01-03', access: 'suspend' }, {}, false],
    [
      'that parks, with a seat',
      { ...leave, licences: 'park' },
      { accounts: { ad: [account(idOf('ad', 'e-1'), { licences: [seat('E3')] })] } },
      true,
    ],
    ['that parks, without', { ...leave, licences: 'park' }, {}, false],
    ['that parks, unknown', { ...leave, licences: 'park' }, { accounts: { ad: [account(idOf('ad', 'e-1'), { licences: null })] } }, false],
    ['that parks, not read whole', { ...leave, licences: 'park' }, { snapshots: { ad: { complete: ['existence'] } } }, true],
    ['that parks, account gone', { ...leave, licences: 'park' }, { accounts: { ad: [] } }, false],
    [
      'that parks, done',
      { ...leave, licences: 'park' },
      {
        memory: { verified: verified(done('licences', { person: 'e-1', cause: CAUSE, at: '2027-01-03T00:00:00Z' as never })) },
        accounts: { ad: [account(idOf('ad', 'e-1'), { licences: [seat('E3')] })] },
      },
      false,
    ],
    [
      'that does both, off, with a seat',
      { ...leave, access: 'suspend', licences: 'park' },
      { accounts: { ad: [account(idOf('ad', 'e-1'), { enabled: false, licences: [seat('E3')] })] } },
      true,
    ],
  ])('leave %s', (_, one, world, isListed) => {
    expect(linesOf({ people: [person('e-1', { leaves: [one] as never })], ...world }).length === 1).toBe(isListed);
  });
});

describe('order', () => {
  it('is by cut-off, person and cause', () => {
    const leaves = [{ from: '2027-02-01', access: 'suspend' as const }];
    const assignments = [{ id: 'a1', from: '2026-01-01', to: '2027-01-31', grants: { ad: ['kund'] } }];
    const people = [person('e-2', { leaves, assignments }), person('e-1', { leaves })];

    expect(linesOf({ people }).map((one) => one.slice(0, 30))).toEqual([
      'e-1 leave:2027-02-01 2027-01-3',
      'e-2 assignment:a1:2027-01-31 2',
      'e-2 leave:2027-02-01 2027-01-3',
    ]);
  });

  it('somebody a rule fails about is left out', () => {
    const input = makeInput({ people: [person('e-1', { lastDay: '2027-01-31' }), person('e-2', { lastDay: '2027-01-31' })] });
    Object.defineProperty(input.desired.employees.get('e-1' as never), 'leaves', {
      get: () => {
        throw new TypeError('odd');
      },
    });

    expect(plan(input).forecast.map((one) => one.person)).toEqual(['e-2']);
  });
});
