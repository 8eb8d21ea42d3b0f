/** The target of a change of the inventory: when it is reached, and what is written on which version. */
import { describe, expect, it } from 'vitest';
import { isReached, isSame, writesOf } from '../../../reconciler/apply/target.ts';
import type { AccountChange, AssetChange } from '../../../reconciler/model/change.ts';
import type { Account, Asset } from '../../../reconciler/model/observed.ts';

function move(kind: AssetChange['kind']): AssetChange {
  const after = kind === 'check-in' ? { holder: '', status: 'received' } : { holder: 'Bo.Exempel' };
  return { kind, asset: '311', before: { holder: 'anna' }, after } as AssetChange;
}

function shown(holder: string | null, version?: string): { asset: Asset } {
  return { asset: { id: '311', tag: null, serial: null, holder, status: 'in-use', ...(version === undefined ? {} : { version }) } };
}

describe('a change of the inventory', () => {
  it.each([
    ['check-in', '', true],
    ['check-in', 'anna', false],
    ['check-in', null, null],
    ['check-out', 'Bo.Exempel', true],
    ['check-out', 'bo.exempel', true],
    ['check-out', '', false],
    ['check-out', 'anna', false],
    ['check-out', null, null],
  ] as const)('%s with the holder %j: reached is %j', (kind, holder, expected) => {
    expect(isReached(move(kind), shown(holder))).toBe(expected);
  });

  it('is written on the version that was read, where there is one', () => {
    expect(writesOf(move('check-in'), shown('anna', '"7"'))).toEqual([
      { kind: 'check-in', asset: '311', status: 'received', version: '"7"' },
    ]);
    expect(writesOf(move('check-out'), shown('anna'))).toEqual([{ kind: 'check-out', asset: '311', holder: 'Bo.Exempel' }]);
    expect(writesOf(move('check-out'), null)).toEqual([{ kind: 'check-out', asset: '311', holder: 'Bo.Exempel' }]);
  });

  it('is planned on holder and status: another version alone is the same', () => {
    expect(isSame(shown('anna', '"7"'), shown('anna', '"8"'))).toBe(true);
    expect(isSame(shown('anna', '"7"'), shown('bo', '"7"'))).toBe(false);
  });
});

describe('a change of the last day that a system keeps', () => {
  const change = (kind: 'end-day' | 'restore', endDay: string | null): AccountChange =>
    ({ kind, account: 'a', before: { endDay: '2027-01-31' }, after: { endDay } }) as AccountChange;
  const account = (endDay?: string | null): { account: Account } => ({
    account: { id: 'a', enabled: true, groups: [], roles: [], licences: [], ...(endDay === undefined ? {} : { endDay }) } as never,
  });

  it.each([
    ['2027-01-31', '2027-01-31', true],
    ['2027-01-31', '2027-02-28', false],
    ['2027-01-31', null, false],
    [null, null, true],
    [null, '2027-01-31', false],
    ['2027-01-31', undefined, null],
  ] as const)('to %j, where %j is shown: reached is %j', (wanted, day, expected) => {
    expect(isReached(change('end-day', wanted), account(day))).toBe(expected);
    expect(isReached(change('restore', wanted), account(day))).toBe(expected);
  });

  it.each(['2027-02-28', null])('writes %j', (day) => {
    expect(writesOf(change('end-day', day), account())).toEqual([{ kind: 'end-day', account: 'a', day }]);
    expect(writesOf(change('restore', day), account())).toEqual([{ kind: 'end-day', account: 'a', day }]);
  });

  it('is planned on the day that was read', () => {
    expect(isSame(account('2027-01-31'), account('2027-01-31'))).toBe(true);
    expect(isSame(account('2027-01-31'), account(null))).toBe(false);
  });
});
