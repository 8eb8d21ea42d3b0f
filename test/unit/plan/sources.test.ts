import { describe, expect, it } from 'vitest';
import { plan } from '../../../reconciler/plan/plan.ts';
import { account, goodReading, idOf, makeInput, person, snapshot, system } from './world.ts';

describe('what was read', () => {
  it('is a line of numbers per system', () => {
    const accounts = {
      ad: [account(idOf('ad', 's-1'), { lastUse: 'never', groups: null }), account('x', { enabled: null, roles: null, licences: null })],
    };
    const doubts = [{ attribute: 'groups' as const, code: 'share-of-null' as const, message: 'half of them are unknown' }];

    const made = plan(
      makeInput({ people: [person('s-1')], accounts, snapshots: { ad: { complete: ['status', 'existence'], doubts, total: null } } }),
    );

    expect(made.sources).toMatchObject([
      {
        system: 'ad',
        counts: {
          existence: 2,
          status: 1,
          groups: 1,
          roles: 1,
          licences: 1,
          lastUse: 1,
          holder: 0,
          dates: 0,
          accounts: 2,
          assets: 0,
          people: 0,
          enabled: 1,
          declaredEnabled: 1,
        },
        expected: null,
        complete: ['existence', 'status'],
        doubts,
        isNew: true,
      },
    ]);
  });

  it('expects what the system says, else what the last good reading had', () => {
    const memory = { goodReadings: new Map([['ad' as never, [goodReading('2027-01-03T01:00:00Z' as never, 7)]]]) };

    expect(plan(makeInput({ snapshots: { ad: { total: 9 } }, memory })).sources[0]?.expected).toBe(9);
    expect(plan(makeInput({ snapshots: { ad: { total: null } }, memory })).sources[0]?.expected).toBe(7);
  });

  it('counts assets and people of a source too', () => {
    const assets = [
      { id: '1', tag: null, serial: null, holder: 'anna', status: null },
      { id: '2', tag: null, serial: null, holder: null, status: 'deployed' },
    ];
    const people = [
      { id: '1', login: null, firstDay: null, lastDay: '2027-01-31' as never, unit: null },
      { id: '2', login: null, firstDay: '2027-01-31' as never, lastDay: null, unit: null },
      { id: '3', login: null, firstDay: null, lastDay: null, unit: null },
    ];
    const input = makeInput({ systems: [system('hr', { holds: ['people', 'assets'] })] });

    const made = plan({ ...input, observed: new Map([['hr' as never, snapshot('hr', [], { assets, people })]]) });

    expect(made.sources[0]?.counts).toMatchObject({ existence: 5, status: 1, holder: 1, dates: 2, assets: 2, people: 3 });
  });

  it('has no line for a system that was not read', () => {
    expect(plan(makeInput({ unread: ['ad'] })).sources).toEqual([]);
  });
});
