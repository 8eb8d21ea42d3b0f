/** Devices that went from a leaver to somebody who has not signed for them. */
import { describe, expect, it } from 'vitest';
import { at, person, type World } from '../world.ts';
import { desks, device, one, only, plan } from './look.ts';

const LAST = '2026-12-31';
const gives = (extra: object = {}) => plan('e-1', LAST, { devices: { 'LT-1': { disposition: 'transfer', to: 'e-2' } }, ...extra });
const world = (extra: World = {}): World => ({
  people: [person('e-1', { lastDay: LAST }), person('e-2', { manager: 'e-9' })],
  devices: [device('LT-1', 'e-2')],
  offboardings: [gives()],
  organisation: { desks },
  ...extra,
});

describe('receipt-open', () => {
  it('is for the new holder, and asked of their manager', () => {
    expect(one('receipt-open', world())).toMatchObject({
      subject: { employee: 'e-2', device: 'LT-1' },
      values: { device: 'LT-1', employee: 'e-2', from: 'e-1', since: LAST },
      who: 'e-9',
      day: LAST,
    });
  });

  it.each([
    ['on the device day itself', at(LAST, '02:00'), 0],
    ['the day after', at('2027-01-01', '02:00'), 1],
  ])('%s', (_when, asOf, count) => {
    expect(only('receipt-open', world({ asOf }))).toHaveLength(count);
  });

  it.each([
    ['2027-01-03', 0],
    ['2027-01-04', 1],
  ])('a joiner signs on the first day: on %s', (day, count) => {
    const people = [person('e-1', { lastDay: LAST }), person('e-2', { firstDay: '2027-01-03' })];

    expect(only('receipt-open', world({ people, asOf: at(day, '02:00') }))).toHaveLength(count);
  });

  it.each<[string, World]>([
    ['signed for', { devices: [device('LT-1', 'e-2', { received: '2027-01-02' })] }],
    ['not handed over yet', { devices: [device('LT-1', 'e-1')] }],
    ['gone on to somebody else', { devices: [device('LT-1', 'e-3')] }],
    ['in repair', { devices: [device('LT-1', 'e-2', { status: 'repair' })] }],
    ['not there any more', { devices: [] }],
    ['of a plan that is closed', { offboardings: [gives({ closed: '2027-01-02' })] }],
    ['released', { offboardings: [plan('e-1', LAST, { devices: { 'LT-1': { disposition: 'release' } } })] }],
  ])('is not said of one that is %s', (_what, extra) => {
    expect(only('receipt-open', world(extra))).toEqual([]);
  });

  it('of a silent plan it is told to the desk of HR alone, and later', () => {
    const silent = world({ offboardings: [gives({ silent: true })], asOf: at('2027-02-10', '02:00') });

    expect(one('receipt-open', silent)).toMatchObject({ who: 'desk:hr' });
  });

  it('is said also where nobody knows the new holder', () => {
    expect(one('receipt-open', world({ people: [person('e-1', { lastDay: LAST })] })).who).toBe('desk:hr');
  });
});
