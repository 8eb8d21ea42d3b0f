/** The target of a change of the inventory: when it is reached, and what is written on which version. */
import { describe, expect, it } from 'vitest';
import { isReached, isSame, writesOf } from '../../../reconciler/apply/target.ts';
import type { AssetChange } from '../../../reconciler/model/change.ts';
import type { Asset } from '../../../reconciler/model/observed.ts';

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

describe('a change back', () => {
  const account = (groups: readonly string[]) => ({
    account: { id: 'a-1', enabled: true, groups, roles: null, licences: null, lastUse: null, createdOn: null },
  });
  const back = { kind: 'restore', account: 'a-1', system: 'ad', before: { groups: [] }, after: { groups: ['vpn'] } };

  it.each([
    [['vpn'], true],
    [[], false],
  ])('of groups is seen in a system that has no seats: %j', (groups, expected) => {
    expect(isReached(back as never, account(groups) as never)).toBe(expected);
  });
});
