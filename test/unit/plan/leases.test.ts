/** Leases on a day: running, rolling, ended; by when notice must be given. */
import { describe, expect, it } from 'vitest';
import { daysLeft, isOffLease, leasedDevice, viewLease } from '../../../reconciler/plan/leases.ts';
import type { Device } from '../../../schemas/device.ts';
import type { Lease } from '../../../schemas/lease.ts';
import type { Day } from '../../../schemas/primitives.ts';
import { device, lease } from './findings/look.ts';
import { makeDesired } from './world.ts';

const day = (text: string) => text as Day;
const rolls = (from: string, to: string, nextNotice: string) => ({ from, to, nextNotice });

describe('a lease on a day', () => {
  const cases: readonly [string, object, string, object][] = [
    ['running, ends by itself', {}, '2027-01-31', { state: 'running', termEnd: '2027-01-31', noticeDay: null, rolls: null }],
    ['ended by itself', {}, '2027-02-01', { state: 'ended', termEnd: '2027-01-31', noticeDay: null, rolls: null }],
    ['notice asked though it ends by itself', { notice: 'P30D' }, '2026-12-01', { noticeDay: '2027-01-01', rolls: null }],
    ['that notice given', { notice: 'P30D', noticeGiven: '2026-12-01' }, '2026-12-02', { noticeDay: null }],
    ['that lease ended', { notice: 'P30D' }, '2027-02-01', { state: 'ended', noticeDay: null }],
    ['an extension of no length is none', { autoExtend: 'P0M' }, '2027-02-01', { state: 'ended' }],
    [
      'last day to give notice',
      { notice: 'P90D', autoExtend: 'P3M' },
      '2026-11-02',
      { state: 'running', noticeDay: '2026-11-02', rolls: null },
    ],
    [
      'notice missed: it will roll',
      { notice: 'P90D', autoExtend: 'P3M' },
      '2026-11-03',
      { state: 'running', termEnd: '2027-01-31', noticeDay: '2026-11-02', rolls: rolls('2027-02-01', '2027-04-30', '2027-01-30') },
    ],
    [
      'rolling, next notice ahead',
      { notice: 'P30D', autoExtend: 'P3M' },
      '2027-02-01',
      { state: 'rolling', termEnd: '2027-04-30', noticeDay: '2027-03-31', rolls: null },
    ],
    [
      'rolling and missed again',
      { notice: 'P30D', autoExtend: 'P3M' },
      '2027-04-01',
      { state: 'rolling', termEnd: '2027-04-30', rolls: rolls('2027-05-01', '2027-07-31', '2027-07-01') },
    ],
    [
      'notice in time',
      { notice: 'P90D', autoExtend: 'P3M', noticeGiven: '2026-11-02' },
      '2027-01-04',
      { state: 'running', noticeDay: null, rolls: null },
    ],
    [
      'notice in time, over',
      { notice: 'P90D', autoExtend: 'P3M', noticeGiven: '2026-11-02' },
      '2027-02-01',
      { state: 'ended', termEnd: '2027-01-31' },
    ],
    [
      'notice too late: one more term',
      { notice: 'P30D', autoExtend: 'P3M', noticeGiven: '2027-01-15' },
      '2027-01-20',
      { state: 'running', rolls: rolls('2027-02-01', '2027-04-30', '2027-03-31') },
    ],
    [
      'in that term, nothing more to do',
      { notice: 'P30D', autoExtend: 'P3M', noticeGiven: '2027-01-15' },
      '2027-02-20',
      { state: 'rolling', termEnd: '2027-04-30', noticeDay: null, rolls: null },
    ],
    [
      'a term of whole months ends with its month: 1 March to 31 May',
      { to: '2027-02-28', notice: 'P30D', autoExtend: 'P3M' },
      '2027-01-30',
      { noticeDay: '2027-01-29', rolls: rolls('2027-03-01', '2027-05-31', '2027-05-01') },
    ],
    ['no notice period: the last day itself', { autoExtend: 'P1M' }, '2027-01-31', { noticeDay: '2027-01-31', rolls: null }],
  ];
  it.each(cases)('%s', (_what, extra, on, expected) => {
    expect(viewLease(lease('ll-1', [], extra) as unknown as Lease, day(on))).toMatchObject(expected);
  });
});

describe('a device on its lease', () => {
  const desired = (extra: object = {}) => makeDesired({ leases: [lease('ll-1', ['LT-1'], { rent: '219.00 SEK', ...extra })] });
  const leased = (extra: object = {}) => device('LT-1', null, { ownership: 'leased', lease: 'll-1', ...extra }) as unknown as Device;

  it('costs its rent while the lease runs', () => {
    const found = leasedDevice(desired(), leased(), day('2027-01-04'));

    expect(found?.monthly).toBe('219.00 SEK');
    expect(found === null ? null : daysLeft(found, day('2027-01-04'))).toBe(27);
  });

  it.each([
    [{ to: '2026-12-31', lateReturn: '189.00 SEK' }, '189.00 SEK'],
    [{ to: '2026-12-31' }, '219.00 SEK'],
  ])('after the end costs the late return, else the rent', (extra, monthly) => {
    const found = leasedDevice(desired(extra), leased(), day('2027-01-04'));

    expect(found?.monthly).toBe(monthly);
    expect(found === null ? null : daysLeft(found, day('2027-01-04'))).toBeNull();
  });

  it('a line may end on another day than its lease', () => {
    const lines = { 'LT-1': { rent: '219.00 SEK', to: '2026-12-31' } };

    expect(leasedDevice(desired({ lines }), leased(), day('2027-01-04'))?.view.state).toBe('ended');
  });

  it.each([
    ['owned', leased({ ownership: 'owned' })],
    ['on no lease', { ...leased(), lease: undefined } as unknown as Device],
    ['on a lease without a file', leased({ lease: 'll-9' })],
    ['on a lease that has no line for it', leased({ id: 'LT-2' })],
  ])('nothing for a device that is %s', (_what, one) => {
    expect(leasedDevice(desired(), one, day('2027-01-04'))).toBeNull();
  });

  it('is off the lease when it went back or was bought', () => {
    expect(isOffLease(leased())).toBe(false);
    expect(isOffLease(leased({ status: 'returned-to-lessor' }))).toBe(true);
    expect(isOffLease(leased({ acquired: { from: 'Exempel', price: '900.00 SEK', on: '2027-01-05' } }))).toBe(true);
  });
});
