/** Sign-ins: still open, opened again, off by mistake, due for deletion, overdue at a desk. */
import { describe, expect, it } from 'vitest';
import type { Doubt } from '../../../../reconciler/model/observed.ts';
import { account, at, csvSystem, done, line, person, system, verified, type World } from '../world.ts';
import { handed } from './known.ts';
import { device, one, only } from './look.ts';

const left = (extra = {}) => person('e-1', { lastDay: '2026-12-31', ...extra });
const off = { ad: [account('ad-e-1', { enabled: false })] };
const wrongTenant: { doubts: readonly Doubt[] } = { doubts: [{ attribute: 'all', code: 'wrong-tenant', message: 'other tenant' }] };
const ended = (cause: string, day = '2027-01-01') => done('disable', { person: 'e-1', cause, at: at(day, '02:00') });
const disable = { kind: 'disable', system: 'ad', account: 'ad-e-1' };

describe('account-after-cut-off', () => {
  const CODE = 'account-after-cut-off';

  it('says what holds the change', () => {
    expect(one(CODE, { people: [left()] }, { held: [{ change: disable, by: 'observe' }] }).values['by']).toBe('observe');
    expect(one(CODE, { people: [left()] }).values['by']).toBe('');
  });

  it('names the desk of the system', () => {
    const systems = [system('ad', { desk: 'pahitt' })];

    expect(one(CODE, { people: [left()], systems }).who).toBe('desk:pahitt');
    expect(one(CODE, { people: [left()] }).who).toBe('desk:it');
    expect(one(CODE, { people: [left()], organisation: { desks: {} } }).who).toBeNull();
  });

  const silent: readonly [string, World, object?][] = [
    ['a change of tonight ends it', { people: [left()] }, { changes: [disable] }],
    ['a desk is at it', { people: [left()], memory: { handedOver: handed('e-1', 'ad') } }],
    ['it is off', { people: [left()], accounts: off }],
    ['it is not known whether it is on', { people: [left()], accounts: { ad: [account('ad-e-1', { enabled: null })] } }],
    ['it is not seen', { people: [left()], accounts: { ad: [] } }],
    ['the reading is of another tenant', { people: [left()], snapshots: { ad: wrongTenant } }],
    ['the system was not read', { people: [left()], unread: ['ad'] }],
    ['the cut-off lies ahead', { people: [person('e-1', { lastDay: '2027-01-04' })] }],
    ['there is no last day', { people: [person('e-1')] }],
    ['we had ended it: that is another finding', { people: [left()], memory: { verified: verified(ended('spell:2026-12-31')) } }],
    ['the ten minutes are not over', { people: [left()], asOf: at('2026-12-31', '16:09') }],
  ];
  it.each(silent)('is silent when %s', (_what, world, tonight) => {
    expect(only(CODE, world, tonight)).toEqual([]);
  });

  it('comes ten minutes after the cut-off, at once for an immediate plan', () => {
    const immediate = { employee: 'e-1', kind: 'immediate' as const, spell: '2027-03-31' };
    const people = [person('e-1', { lastDay: '2027-03-31' })];

    expect(one(CODE, { people: [left()], asOf: at('2026-12-31', '16:10') }).values['days']).toBe('0');
    expect(one(CODE, { people, offboardings: [immediate] }).values['days']).toBe('0');
  });
});

describe('account-re-enabled and account-disabled-by-us', () => {
  const BACK = 'account-re-enabled';
  const STUCK = 'account-disabled-by-us';
  const again = (change: ReturnType<typeof ended>) => ({ memory: { verified: verified(change) } });

  it('is enabled again after our end of the same employment', () => {
    expect(one(BACK, { people: [left()], ...again(ended('spell:2026-12-31')) })).toMatchObject({
      day: '2027-01-01',
      because: { pointer: '/accounts/0' },
    });
  });

  it('is enabled again during a leave that suspends', () => {
    const people = [person('e-1', { leaves: [{ from: '2026-11-01', access: 'suspend' }] })];

    expect(only(BACK, { people, ...again(ended('leave:2026-11-01')) })).toHaveLength(1);
    expect(only(BACK, { people, ...again(ended('leave:2026-10-01')) })).toEqual([]);
  });

  const silent: readonly [string, World][] = [
    ['of an earlier employment', { people: [left()], ...again(ended('spell:2020-01-31')) }],
    ['before the cut-off of a moved day', { people: [person('e-1', { lastDay: '2027-01-31' })], ...again(ended('spell:2027-01-31')) }],
    ['on leave that keeps access', { people: [person('e-1', { leaves: [{ from: '2026-11-01' }] })], ...again(ended('leave:2026-11-01')) }],
    [
      'seen before we ended it',
      { people: [left()], snapshots: { ad: { freshAt: at('2026-12-31', '12:00') } }, ...again(ended('spell:2026-12-31')) },
    ],
    [
      'enabled by ourselves since',
      {
        people: [left()],
        memory: {
          verified: verified(
            ended('spell:2026-12-31'),
            done('enable', { person: 'e-1', cause: 'undo:run-1', at: at('2027-01-02', '02:00') }),
          ),
        },
      },
    ],
    ['not known', { people: [left()], accounts: { ad: [account('ad-e-1', { enabled: null })] }, ...again(ended('spell:2026-12-31')) }],
    ['never ended by us', { people: [left()] }],
  ];
  it.each(silent)('is not enabled again: %s', (_what, world) => {
    expect(only(BACK, world)).toEqual([]);
  });

  it('an older reading without a time of its own counts by when it was read', () => {
    expect(only(BACK, { people: [left()], snapshots: { ad: { freshAt: null } }, ...again(ended('spell:2026-12-31')) })).toHaveLength(1);
  });

  it('the newest end counts, whatever the order in the journal', () => {
    const older = ended('spell:2020-01-31', '2020-02-01');
    const newer = ended('spell:2026-12-31');

    expect(one(BACK, { people: [left()], memory: { verified: verified(newer, older) } }).day).toBe('2027-01-01');
    expect(one(BACK, { people: [left()], memory: { verified: verified(older, newer) } }).day).toBe('2027-01-01');
  });

  it('is still off although the person stays', () => {
    const world: World = { people: [person('e-1')], accounts: off, ...again(ended('spell:2026-12-31')) };
    const enable = { kind: 'enable', system: 'ad', account: 'ad-e-1' };

    expect(one(STUCK, world).values['by']).toBe('');
    expect(one(STUCK, world, { held: [{ change: enable, by: 'guardrail:enable' }] }).values['by']).toBe('guardrail:enable');
    expect(only(STUCK, world, { changes: [enable] })).toEqual([]);
  });

  it.each([
    ['on leave', person('e-1', { leaves: [{ from: '2026-11-01', access: 'suspend' }] })],
    ['gone', left()],
    ['not yet back', person('e-1', { firstDay: '2027-02-01' })],
  ])('is rightly off while the person is %s', (_what, someone) => {
    expect(only(STUCK, { people: [someone], accounts: off, ...again(ended('leave:2026-11-01')) })).toEqual([]);
  });
});

describe('deletion-due', () => {
  const CODE = 'deletion-due';
  const gone = (extra: World = {}): World => ({
    people: [person('e-1', { lastDay: '2026-09-30' })],
    accounts: off,
    memory: { verified: verified(ended('spell:2026-09-30', '2026-10-01')) },
    ...extra,
  });

  it('is due 90 days after our verified end', () => {
    expect(one(CODE, gone()).values).toMatchObject({ disabledOn: '2026-10-01', dueDay: '2026-12-30', days: '95' });
    expect(only(CODE, gone({ asOf: at('2026-12-30', '02:00') }))).toHaveLength(1);
    expect(only(CODE, gone({ asOf: at('2026-12-29', '02:00') }))).toEqual([]);
  });

  const silent: readonly [string, World][] = [
    ['data is preserved', gone({ holds: [{ id: 'm-7', subject: { employee: 'e-1' }, matter: 'M-7', from: '2026-10-01' }] })],
    ['the account is on', gone({ accounts: { ad: [account('ad-e-1')] } })],
    ['the account is gone', gone({ accounts: { ad: [] } })],
    ['we never ended it', gone({ memory: {} })],
    ['we ended another employment', gone({ memory: { verified: verified(ended('spell:2020-01-31', '2020-02-01')) } })],
    [
      'we only gave it back',
      gone({ memory: { verified: verified(done('enable', { person: 'e-1', cause: 'undo:r', at: at('2026-10-01') })) } }),
    ],
  ];
  it.each(silent)('is silent when %s', (_what, world) => {
    expect(only(CODE, world)).toEqual([]);
  });
});

describe('handover-overdue', () => {
  const CODE = 'handover-overdue';
  const otto = (extra: World = {}): World => ({
    people: [person('x-2001', { kind: 'consultant', lastDay: '2026-12-20', accounts: [line('vpn', 'vpn-x-2001')] })],
    systems: [csvSystem('vpn', { supplier: { does: 'pahitt', checks: 'it', within: 'PT8H' } })],
    organisation: { desks: { pahitt: { name: 'S', supplier: true, hours: 'weekdays 08-17', respond: 'PT4H' }, it: { name: 'IT' } } },
    memory: { handedOver: handed('x-2001', 'vpn') },
    snapshots: { vpn: { freshAt: at('2027-01-03', '12:00') } },
    ...extra,
  });

  it('is 15 days late on 4 January: still active in the export of 3 January', () => {
    expect(one(CODE, otto())).toMatchObject({
      who: 'desk:pahitt',
      day: '2026-12-21',
      values: {
        variant: 'still-active',
        employee: 'x-2001',
        handedOverOn: '2026-12-21',
        dueDay: '2026-12-21',
        days: '15',
        seenDay: '2027-01-03',
        desk: 'pahitt',
        checks: 'it',
      },
    });
  });

  it('is not overdue within the desk hours agreed on', () => {
    const after = (time: string) => otto({ asOf: at('2026-12-21', time), snapshots: { vpn: { freshAt: at('2026-12-01') } } });

    expect(only(CODE, after('16:00'))).toEqual([]);
    expect(only(CODE, after('16:01'))).toHaveLength(1);
  });

  it.each([
    ['an export older than the work', otto({ snapshots: { vpn: { freshAt: at('2026-12-20') } } }), 'not-seen'],
    ['an account of unknown state', otto({ accounts: { vpn: [account('vpn-x-2001', { enabled: null })] } }), 'not-seen'],
    ['an account lost in an incomplete export', otto({ accounts: { vpn: [] }, snapshots: { vpn: { complete: [] } } }), 'not-seen'],
    ['no reading', otto({ unread: ['vpn'] }), 'not-seen'],
    ['an export without a time', otto({ snapshots: { vpn: { freshAt: null } } }), 'still-active'],
  ])('says what is seen: %s', (_what, world, variant) => {
    expect(one(CODE, world).values['variant']).toBe(variant);
  });

  it.each([
    ['off', otto({ accounts: { vpn: [account('vpn-x-2001', { enabled: false })] } })],
    ['gone from a complete export', otto({ accounts: { vpn: [] } })],
  ])('is done when the account is %s', (_what, world) => {
    expect(only(CODE, world)).toEqual([]);
  });

  it('of groups counts from the day agreed on, and nothing is seen of it', () => {
    const memory = { handedOver: handed('x-2001', 'vpn', { kind: 'groups' }) };

    expect(one(CODE, otto({ memory })).values).toMatchObject({ variant: 'not-seen', days: '14' });
  });

  it('without a supplier takes the desk of the system, its time and no hours', () => {
    const systems = [csvSystem('vpn', { desk: 'it' })];
    const memory = { handedOver: handed(null, 'vpn', { account: 'vpn-x-2001' }) };

    expect(one(CODE, otto({ systems, memory })).values).toMatchObject({
      desk: 'it',
      checks: '',
      employee: '',
      dueDay: '2026-12-22',
      days: '13',
    });
  });

  it.each([
    ['check-in', [device('LT-1', null, { inventory: { system: 'vpn', id: 311 } })], 'LT-1', 'LT-1'],
    ['check-out', [device('LT-1', 'e-1', { inventory: { system: 'vpn', id: 311 } })], 'LT-1', 'LT-1'],
    ['check-in', [device('LT-1', null, { inventory: { system: 'vpn', id: 312 } }), device('LT-2', null)], '311', undefined],
  ])('of a device says what was to be done with it: %s', (kind, devices, shown, subject) => {
    const memory = { handedOver: handed(null, 'vpn', { kind, account: '311' }) };

    const found = one(CODE, otto({ memory, devices }));

    expect(found.values).toMatchObject({ variant: kind, device: shown, days: '14' });
    expect(found.subject.device).toBe(subject);
  });

  it.each([
    [{ status: 'available' }, 'available'],
    [{}, ''],
  ])('of a status says which: %o', (after, status) => {
    const devices = [device('LT-1', null, { inventory: { system: 'vpn', id: 311 } })];
    const memory = { handedOver: handed(null, 'vpn', { kind: 'status', account: '311', after: after as never }) };

    expect(one(CODE, otto({ memory, devices })).values).toMatchObject({ variant: 'status', device: 'LT-1', status });
  });

  it('without any desk or system still says so', () => {
    const world = otto({ systems: [], memory: { handedOver: handed('x-gone', 'vpn') }, organisation: { desks: {}, companies: [] } });

    expect(one(CODE, world)).toMatchObject({ who: null, values: { desk: '', dueDay: '2026-12-22' } });
  });

  it('of a desk without files takes a day', () => {
    const world = otto({ systems: [csvSystem('vpn', { desk: 'gone' })] });

    expect(one(CODE, world)).toMatchObject({ who: null, values: { desk: 'gone', dueDay: '2026-12-22' } });
  });
});
