import { describe, expect, it } from 'vitest';
import { plan } from '../../../reconciler/plan/plan.ts';
import { account, briefHeld, csvSystem, idOf, makeInput, person, system, type World } from './world.ts';

const people = [person('e-1', { lastDay: '2027-01-02' }), person('e-2', { lastDay: '2027-01-02' }), person('s-1')];
const accounts = { ad: [account(idOf('ad', 'e-1')), account(idOf('ad', 'e-2'), { enabled: false }), account(idOf('ad', 's-1'))] };
const strangers = [
  { system: 'ad', account: account('tmp-1') },
  { system: 'ad', account: account('nodkonto'), as: 'protected' as const },
  { system: 'm365', account: account('other') },
];

const readingDays = new Map([['ad/ad-test', ['2027-01-02', '2027-01-03'] as never[]]]);

function planned({ memory, ...world }: World = {}) {
  return plan(makeInput({ people, accounts, strangers, ...world, memory: { baseline: new Map(), readingDays, ...memory } }));
}

describe('the night a system is switched to removing', () => {
  it('takes note of what is wrong then, and removes none of it', () => {
    const made = planned();

    expect(made.baselines).toEqual([{ system: 'ad', accounts: [idOf('ad', 'e-1'), 'tmp-1'] }]);
    expect(made.changes).toEqual([]);
    expect(briefHeld(made.held)[0]).toBe('baseline disable e-1 ad');
  });

  it.each<[string, World]>([
    ['it has one', { memory: { baseline: new Map([['ad' as never, new Set<never>()]]) } }],
    ['it is only the second reading', { memory: { readingDays: new Map([['ad/ad-test', ['2027-01-03', '2027-01-04'] as never[]]]) } }],
    ['nothing was read before', { memory: { readingDays: new Map() } }],
    ['it is only observed', { systems: [system('ad', { mode: 'observe' })] }],
    ['it was not read', { unread: ['ad'] }],
    ['it was not read whole', { snapshots: { ad: { complete: ['existence'] } } }],
    ['its work is a desk’s', { systems: [csvSystem('ad')] }],
    ['it holds no accounts', { systems: [system('ad', { holds: ['assets'] })] }],
  ])('there is no baseline when %s', (_, world) => {
    expect(planned(world).baselines).toEqual([]);
  });
});
