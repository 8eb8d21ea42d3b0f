/** Devices nobody has, or that are not whose the files say: idle, wiped in use, lent and not back, unguarded, gone unwiped, seen after return. */
import { describe, expect, it } from 'vitest';
import { at, person, system, type World } from '../world.ts';
import { asset } from './known.ts';
import { desks, device, lease, one, only } from './look.ts';

const organisation = { desks };
const purged = { wiped: { on: '2026-06-02', method: 'purge' } } as const;

describe('device-idle', () => {
  const world = (own: object = {}, rest: World = {}): World => ({
    devices: [device('LT-1', null, { status: 'available', returned: { on: '2026-06-01', condition: 'ok' }, ...own })],
    organisation,
    ...rest,
  });

  it.each([
    ['2026-11-28', []],
    ['2026-11-29', ['181']],
  ])('on %s, back since 1 June: %o', (day, days) => {
    expect(only('device-idle', world({}, { asOf: at(day, '02:00') })).map((finding) => finding.values['days'])).toEqual(days);
  });

  it('counts from the newest of return and wipe, by the threshold of policy', () => {
    const policies = { drift: { 'device-idle': { after: 'P30D' } } } as const;

    expect(one('device-idle', world({ wiped: { on: '2026-06-10', method: 'clear' } }, { policies }))).toMatchObject({
      day: '2026-06-10',
      who: 'desk:it',
      cost: null,
      values: { since: '2026-06-10', monthly: '', lease: '' },
    });
  });

  it('names the rent of one that is leased, and of none that was bought from the lessor', () => {
    const leases = [lease('ll-1', ['LT-1'], { to: '2028-01-31', rent: '199.00 SEK' })];
    const leased = { ownership: 'leased', lease: 'll-1' };
    const acquired = { from: 'Exempel Finans', price: '900.00 SEK', on: '2026-05-01' };

    expect(one('device-idle', world(leased, { leases }))).toMatchObject({
      subject: { device: 'LT-1', lease: 'll-1' },
      cost: { monthly: '199.00 SEK' },
      values: { monthly: '199.00 SEK', lease: 'll-1' },
    });
    expect(one('device-idle', world({ ...leased, acquired }, { leases })).cost).toBeNull();
  });

  it.each([
    ['in a pool', { holder: { pool: 'syd' } }],
    ['received only', { status: 'received' }],
    ['back since a day that is not told', { returned: undefined }],
  ])('not one that is %s', (_what, own) => {
    const bare = Object.fromEntries(Object.entries({ ...world().devices?.[0], ...own }).filter(([, value]) => value !== undefined));

    expect(only('device-idle', { ...world(), devices: [bare as never] })).toEqual([]);
  });
});

describe('device-to-wipe', () => {
  it.each([
    ['2027-01-16', 'back', '14'],
    ['2027-01-17', 'ageing', '15'],
  ])('on %s, back since the 2nd: %s', (day, variant, days) => {
    const devices = [device('LT-1', null, { status: 'received', returned: { on: '2027-01-02', condition: 'ok' } })];

    expect(one('device-to-wipe', { devices, asOf: at(day, '02:00') }).values).toMatchObject({ variant, days });
  });
});

describe('device-wiped-in-use', () => {
  const world = (own: object): World => ({ people: [person('e-1')], devices: [device('LT-1', 'e-1', own)], organisation });

  it('is one whose holder received it before the wipe', () => {
    expect(one('device-wiped-in-use', world({ received: '2026-06-01', ...purged }))).toMatchObject({
      who: 'desk:it',
      day: '2026-06-02',
      subject: { device: 'LT-1', employee: 'e-1' },
      values: { wipedOn: '2026-06-02', received: '2026-06-01' },
    });
  });

  it.each([
    ['wiped before it was handed over', { received: '2026-06-02', ...purged }],
    ['handed over on a day not told', purged],
    ['not wiped', { received: '2026-06-01' }],
    ['in repair', { received: '2026-06-01', status: 'repair', ...purged }],
    ['shared', { holder: { unit: 'syd' }, received: '2026-06-01', ...purged }],
  ])('not one that is %s', (_what, own) => {
    expect(only('device-wiped-in-use', world(own))).toEqual([]);
  });
});

describe('loaner-out', () => {
  const world = (status: string, loaner: object | null): World => ({
    people: [person('e-1')],
    devices: [
      device('LT-1', 'e-1', { status: status, repair: { since: '2026-12-01', ...(loaner === null ? {} : { loaner: 'LT-9' }) } }),
      device('LT-9', { pool: 'syd' as never }, { custodian: 'e-1', ...loaner }),
    ],
    organisation,
  });

  it('is one that stands in for a device that is back from repair', () => {
    expect(one('loaner-out', world('in-use', {}))).toMatchObject({
      key: 'loaner-out/LT-9',
      subject: { device: 'LT-9', employee: 'e-1' },
      values: { device: 'LT-9', employee: 'e-1', standsFor: 'LT-1' },
    });
  });

  it.each([
    ['the device is still in repair', world('repair', {})],
    ['the loaner is back', world('in-use', { status: 'available' })],
    ['none was lent', world('in-use', null)],
    ['the loaner has no file', { ...world('in-use', {}), devices: [world('in-use', {}).devices?.[0] as never] }],
  ])('not when %s', (_what, given) => {
    expect(only('loaner-out', given)).toEqual([]);
  });
});

describe('shared-without-custodian', () => {
  it.each([
    [{ unit: 'syd' }, 'syd'],
    [{ pool: 'norr' }, 'norr'],
  ])('%o', (holder, named) => {
    expect(one('shared-without-custodian', { devices: [device('TB-1', holder as never)] }).values['holder']).toBe(named);
  });

  it.each([
    ['with a custodian', device('TB-1', { unit: 'syd' as never }, { custodian: 'e-1' })],
    ['of a person', device('TB-1', 'e-1')],
    ['at a place', device('TB-1', { place: 'storeroom' as never })],
    ['of nobody', device('TB-1', null, { status: 'available' })],
    ['in the store of a pool', device('TB-1', { pool: 'syd' as never }, { status: 'available' })],
  ])('not one %s', (_what, given) => {
    expect(only('shared-without-custodian', { people: [person('e-1')], devices: [given] })).toEqual([]);
  });
});

describe('device-left-unwiped', () => {
  it.each([
    ['sold', {}, ''],
    ['returned-to-lessor', { wiped: { on: '2026-06-02', method: 'clear' } }, 'clear'],
    ['sold', { type: 'phone', received: '2026-06-03', ...purged }, 'purge'],
  ])('%s with %o', (status, own, method) => {
    expect(one('device-left-unwiped', { devices: [device('LT-1', null, { status: status, ...own })] }).values).toEqual({
      device: 'LT-1',
      status,
      method,
    });
  });

  it.each([
    ['purged', { status: 'sold', ...purged }],
    ['without data', { status: 'sold', type: 'monitor' }],
    ['back with its owner', { status: 'returned-to-owner', ownership: 'third-party' }],
    ['destroyed', { status: 'destroyed' }],
  ])('not one that is %s', (_what, own) => {
    expect(only('device-left-unwiped', { devices: [device('LT-1', null, own as never)] })).toEqual([]);
  });

  it.each(['desktop', 'tablet'])('a %s holds data too', (type) => {
    expect(only('device-left-unwiped', { devices: [device('LT-1', null, { status: 'sold', type: type })] })).toHaveLength(1);
  });
});

describe('device-still-seen', () => {
  const world = (lastSeen: string | null | undefined, own: object = {}): World => ({
    systems: [system('inventory', { holds: ['assets'], desk: 'it' })],
    devices: [
      device('LT-1', null, {
        status: 'received',
        returned: { on: '2026-12-20', condition: 'ok' },
        inventory: { system: 'inventory', id: 7 },
        ...own,
      }),
    ],
    snapshots: {
      inventory: { assets: [{ ...asset('7', 'LT-1', ''), ...(lastSeen === undefined ? {} : { lastSeen: lastSeen as never }) }] },
    },
    organisation,
  });

  it('is one that the inventory saw after it came back', () => {
    expect(one('device-still-seen', world('2026-12-21'))).toMatchObject({
      who: 'desk:it',
      day: '2026-12-21',
      values: { backOn: '2026-12-20', seenOn: '2026-12-21', system: 'inventory' },
    });
  });

  it.each([
    ['seen on the day it came back', world('2026-12-20')],
    ['seen never', world(null)],
    ['in a system that does not tell', world(undefined)],
    ['in use again', world('2026-12-21', { status: 'in-use', holder: { pool: 'syd' } })],
    ['back on a day not told', world('2026-12-21', { returned: undefined })],
  ])('not one %s', (_what, given) => {
    const devices = (given.devices ?? []).map(
      (own) => Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)) as never,
    );

    expect(only('device-still-seen', { ...given, devices })).toEqual([]);
  });
});
