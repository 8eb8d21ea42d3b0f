import { describe, expect, it } from 'vitest';
import { plan } from '../../../../reconciler/plan/plan.ts';
import { account, done, idOf, makeInput, person, verified, type World } from '../world.ts';

const OFF = { ad: [account(idOf('ad', 'e-11'), { enabled: false })] };
const LEAVE = { from: '2026-11-01', to: '2027-01-03', access: 'suspend' as const };
const suspended = done('disable', { person: 'e-11', cause: 'leave:2026-11-01', at: '2026-11-01T01:00:00Z' as never });
const left = done('disable', { person: 'e-11', cause: 'spell:2026-09-30', at: '2026-10-01T00:00:00Z' as never });

function changesOf(world: World) {
  return plan(
    makeInput({ people: [person('e-11', { leaves: [LEAVE] })], accounts: OFF, memory: { verified: verified(suspended) }, ...world }),
  ).changes;
}

describe('return from a leave', () => {
  it('gives sign-in back at 00:00 of the day after', () => {
    expect(changesOf({})).toMatchObject([
      {
        id: 'enable/e-11/return:2027-01-04/ad/ad-e-11',
        kind: 'enable',
        class: 'enable',
        before: { enabled: false },
        after: { enabled: true },
        due: '2027-01-03T23:00:00Z',
        late: 0,
        because: { rule: 'return', file: 'state/employees/e-11.yaml', pointer: '/leaves/0/to' },
      },
    ]);
  });

  it.each<[string, World]>([
    ['the leave goes on', { people: [person('e-11', { leaves: [{ ...LEAVE, to: '2027-01-04' }] })] }],
    ['it has no end', { people: [person('e-11', { leaves: [{ from: '2026-11-01', access: 'suspend' }] })] }],
    [
      'another leave keeps sign-in off',
      { people: [person('e-11', { leaves: [LEAVE, { from: '2027-01-04', to: '2027-02-01', access: 'suspend' }] })] },
    ],
    ['it was not we who took it', { memory: { verified: new Map() } }],
    ['it was off already when we came', { memory: { verified: verified({ ...suspended, before: { enabled: false } }) } }],
    ['nobody knows whether it had been on', { memory: { verified: verified({ ...suspended, before: null }) } }],
    ['the last end was for another cause', { memory: { verified: verified(suspended, { ...left, at: '2026-12-01T00:00:00Z' as never }) } }],
    [
      'we gave it back before',
      {
        memory: {
          verified: verified(
            suspended,
            done('enable', { person: 'e-11', cause: 'return:2027-01-04', at: '2027-01-04T00:00:00Z' as never }),
          ),
        },
      },
    ],
    ['the account is on', { accounts: { ad: [account(idOf('ad', 'e-11'))] } }],
    ['the cut-off has passed', { people: [person('e-11', { lastDay: '2027-01-04', lastWorkingDay: '2027-01-03', leaves: [LEAVE] })] }],
    [
      'an immediate plan is there',
      {
        people: [person('e-11', { lastDay: '2027-03-31', leaves: [LEAVE] })],
        offboardings: [{ employee: 'e-11', kind: 'immediate', spell: '2027-03-31' }],
      },
    ],
    ['the system is not there', { systems: [] }],
    ['it was somebody else’s', { memory: { verified: verified({ ...suspended, person: 'e-9' as never }) } }],
    ['the end was undone', { memory: { verified: verified(suspended), undone: new Set([suspended.change]) } }],
  ])('does nothing when %s', (_, world) => {
    expect(changesOf(world).filter((one) => one.kind === 'enable')).toEqual([]);
  });

  it('is not undone by a leave ahead', () => {
    const people = [person('e-11', { leaves: [LEAVE, { from: '2027-06-01', access: 'suspend' }] })];

    expect(changesOf({ people })).toHaveLength(1);
  });
});

describe('a new employment of the same person', () => {
  const back = person('e-11', { firstDay: '2027-01-04', periods: [{ from: '2020-01-01', to: '2026-09-30' }] });

  it('gives sign-in back on the first day', () => {
    expect(changesOf({ people: [back], memory: { verified: verified(left) } })).toMatchObject([
      { id: 'enable/e-11/return:2027-01-04/ad/ad-e-11', because: { rule: 'rehire', pointer: '/firstDay' } },
    ]);
  });

  it.each<[string, World]>([
    ['the first day lies ahead', { people: [{ ...back, firstDay: '2027-01-05' as never }] }],
    ['the first day is not known', { people: [person('e-11', { firstDay: undefined as never })] }],
    ['the end belongs to this employment', { people: [{ ...back, firstDay: '2026-01-01' as never }] }],
    ['the end was of a leave', { memory: { verified: verified(suspended) } }],
  ])('does nothing when %s', (_, world) => {
    expect(changesOf({ people: [back], memory: { verified: verified(left) }, ...world })).toEqual([]);
  });

  it('is done once a day of return', () => {
    const enabled = done('enable', { person: 'e-11', cause: 'return:2027-01-04', at: '2026-09-30T00:00:00Z' as never });

    expect(changesOf({ people: [back], memory: { verified: verified(left, enabled) } })).toEqual([]);
  });

  it('after a leave of the same day is one change', () => {
    const people = [person('e-11', { firstDay: '2027-01-04', leaves: [{ from: '2026-09-01', to: '2027-01-03', access: 'suspend' }] })];
    const both = done('disable', { person: 'e-11', cause: 'spell:2026-09-30', at: '2026-10-01T00:00:00Z' as never });

    expect(changesOf({ people, memory: { verified: verified(both) } })).toHaveLength(1);
  });
});
