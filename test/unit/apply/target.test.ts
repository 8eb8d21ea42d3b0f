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

  it.each([
    [{ status: 'available' }, 'available', true],
    [{ status: 'available', shown: 'stock' }, 'stock', true],
    [{ status: 'available', shown: 'stock' }, 'available', false],
    [{ status: 'available' }, null, null],
  ])('a status %o where %j is shown: reached is %j', (after, status, expected) => {
    const change = { kind: 'status', asset: '311', before: { holder: '' }, after } as AssetChange;
    const { asset } = shown('', '"7"');

    expect(isReached(change, { asset: { ...asset, status } })).toBe(expected);
    expect(writesOf(change, { asset })).toEqual([{ kind: 'status', asset: '311', status: 'available', version: '"7"' }]);
  });

  it('is planned on holder and status: another version alone is the same', () => {
    expect(isSame(shown('anna', '"7"'), shown('anna', '"8"'))).toBe(true);
    expect(isSame(shown('anna', '"7"'), shown('bo', '"7"'))).toBe(false);
  });
});

describe('a seat that is put back', () => {
  const back = (after: object): AccountChange =>
    ({ kind: 'restore', account: 'a', before: { licences: [] }, after }) as unknown as AccountChange;

  it('is written with the parts that stay switched off', () => {
    const after = { licences: ['E3', 'VISIO'], switchedOff: { E3: ['plan-1'] } };

    expect(writesOf(back(after), null)).toEqual([
      { kind: 'licences', account: 'a', add: ['E3', 'VISIO'], remove: [], switchedOff: { E3: ['plan-1'] } },
    ]);
    expect(writesOf(back({ licences: ['E3'] }), null)).toEqual([{ kind: 'licences', account: 'a', add: ['E3'], remove: [] }]);
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

describe('a change of the place of an account', () => {
  const change = (kind: 'place' | 'restore'): AccountChange =>
    ({ kind, account: 'a', before: {}, after: { place: 'leavers' } }) as AccountChange;
  const account = (place?: string | null): { account: Account } => ({
    account: { id: 'a', enabled: true, groups: [], roles: [], licences: [], ...(place === undefined ? {} : { place }) } as never,
  });

  it.each([
    ['OU=Left', 'OU=Left', true],
    ['OU=Left', 'OU=Syd', false],
    ['OU=Left', null, null],
    ['OU=Left', undefined, null],
    [null, 'OU=Syd', null],
  ] as const)('to %j, where %j is shown: reached is %j', (place, seen, expected) => {
    expect(isReached(change('place'), account(seen), { place, reply: null })).toBe(expected);
    expect(isReached(change('restore'), account(seen), { place, reply: null })).toBe(expected);
  });

  it('is written where it is known', () => {
    for (const kind of ['place', 'restore'] as const) {
      expect(writesOf(change(kind), account(), { place: 'OU=Left', reply: null })).toEqual([
        { kind: 'place', account: 'a', to: 'OU=Left' },
      ]);
      expect(writesOf(change(kind), account())).toEqual([]);
    }
  });

  it('is planned on the place that was read', () => {
    expect(isSame(account('OU=Syd'), account('OU=Syd'))).toBe(true);
    expect(isSame(account('OU=Syd'), account('OU=Nord'))).toBe(false);
  });
});

describe('an account that is gone', () => {
  const disable = (gone?: string): AccountChange =>
    ({ kind: 'disable', account: 'a', before: {}, after: { enabled: false, ...(gone === undefined ? {} : { gone }) } }) as AccountChange;

  it.each([
    ['hidden', true],
    ['deleted', true],
    [undefined, false],
  ] as const)('where ending the sign-in makes it %s: reached is %j', (gone, expected) => {
    expect(isReached(disable(gone), null)).toBe(expected);
  });
});

describe('an automatic reply', () => {
  const change = (kind: 'mailbox' | 'restore' | 'convert', until: string | null): AccountChange =>
    ({ kind, account: 'a', before: {}, after: { reply: until === null ? null : { until } } }) as AccountChange;
  const account = (replyUntil?: string | null): { account: Account } => ({
    account: { id: 'a', enabled: true, groups: [], roles: [], licences: [], ...(replyUntil === undefined ? {} : { replyUntil }) } as never,
  });
  const words = { place: null, reply: 'Closed.' };

  it.each([
    ['2027-02-02', '2027-02-02', true],
    ['2027-02-02', '2027-01-15', false],
    ['2027-02-02', null, false],
    [null, null, true],
    [null, undefined, null],
  ] as const)('until %j, where %j is shown: reached is %j', (until, seen, expected) => {
    expect(isReached(change('mailbox', until), account(seen), words)).toBe(expected);
    expect(isReached(change('restore', until), account(seen), words)).toBe(expected);
    expect(isReached(change('convert', until), account(seen), words)).toBeNull();
  });

  it('is written with its words, or ended', () => {
    const reply = { text: 'Closed.', until: '2027-02-02' };

    expect(writesOf(change('mailbox', '2027-02-02'), account(), words)).toEqual([{ kind: 'mailbox', account: 'a', reply }]);
    expect(writesOf(change('mailbox', '2027-02-02'), account())).toEqual([]);
    for (const kind of ['mailbox', 'restore'] as const) {
      expect(writesOf(change(kind, null), account())).toEqual([{ kind: 'mailbox', account: 'a', reply: null }]);
    }
    expect(writesOf(change('convert', '2027-02-02'), account(), words)).toEqual([]);
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

describe('two looks at one account', () => {
  const looked = (more: object = {}) => ({
    account: {
      id: 'a-1',
      login: 'anna',
      enabled: true,
      groups: ['sales', 'vpn'],
      roles: ['Admins'],
      licences: [{ id: 'E3', viaGroup: null, assignedOn: null }],
      lastUse: '2027-01-01',
      endDay: null,
      place: 'OU=Syd',
      ...more,
    } as never,
  });

  it('are the same in another order, and whatever was used since', () => {
    expect(isSame(looked(), looked({ groups: ['vpn', 'sales'], lastUse: '2027-01-02' }))).toBe(true);
  });

  it.each([
    ['id', 'a-2'],
    ['login', 'anna.gift'],
    ['enabled', false],
    ['groups', ['sales']],
    ['roles', []],
    ['licences', []],
    ['endDay', '2027-01-31'],
    ['place', 'OU=Nord'],
  ])('are not the same with another %s', (attribute, value) => {
    expect(isSame(looked(), looked({ [attribute]: value }))).toBe(false);
  });
});
