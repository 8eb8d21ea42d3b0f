/** What lies ahead: rungs, device days, decisions, reviews, notice days. */
import { describe, expect, it } from 'vitest';
import { upcoming } from '../../../reconciler/plan/upcoming.ts';
import { contextOf, device, lease, plan } from './findings/look.ts';
import { account, at, done, person, seat, verified, type World } from './world.ts';

function ahead(world: World): string[] {
  return upcoming(contextOf(world)).map(
    (one) => `${one.day} ${one.kind} ${one.person ?? '-'} ${one.subject}${one.system === null ? '' : ` ${one.system}`}`,
  );
}

const ended = done('disable', { person: 'e-1', cause: 'spell:2026-12-31', at: at('2027-01-01', '02:00') });

describe('rungs', () => {
  const world = (held: object, rest: World = {}): World => ({
    people: [person('e-1', { lastDay: '2026-12-31' })],
    accounts: { ad: [account('ad-e-1', { enabled: false, groups: ['vpn'], licences: [seat('E3')], ...held })] },
    memory: { verified: verified(ended) },
    ...rest,
  });

  it('follow our verified end by 7 and 14 days', () => {
    expect(ahead(world({}))).toEqual(['2027-01-08 groups e-1 ad-e-1 ad', '2027-01-15 licences e-1 ad-e-1 ad']);
  });

  it.each([
    ['nothing is left to take', world({ groups: [], licences: null })],
    ['the account is on', world({ enabled: true })],
    ['the account is not seen', world({}, { accounts: { ad: [] } })],
    ['we did not end it', world({}, { memory: {} })],
    ['they are over', world({}, { asOf: at('2027-01-16', '02:00') })],
  ])('are none when %s', (_what, given) => {
    expect(ahead(given)).toEqual([]);
  });

  it('that are done do not come again', () => {
    const groups = done('groups', { person: 'e-1', cause: 'spell:2026-12-31', at: at('2027-01-02') });

    expect(ahead(world({}, { memory: { verified: verified(ended, groups) } }))).toEqual(['2027-01-15 licences e-1 ad-e-1 ad']);
  });

  it('of an earlier employment do not come; the sign-in comes back on the first day', () => {
    const back = { people: [person('e-1', { firstDay: '2027-02-01' })] };

    expect(ahead(world({}, back))).toEqual(['2027-02-01 enable e-1 ad-e-1 ad']);
  });
});

describe('devices', () => {
  const world = (own: object, rest: World = {}): World => ({
    people: [person('e-1', { lastDay: '2027-02-28' })],
    devices: [device('LT-1', 'e-1', own)],
    policies: { 'device-rules': { decideTypes: ['laptop'] } },
    ...rest,
  });

  it('leave on their day, and are decided before', () => {
    expect(ahead(world({}))).toEqual(['2027-02-14 decision e-1 LT-1', '2027-02-28 device-day e-1 LT-1']);
  });

  it.each([
    ['decided', world({}, { offboardings: [plan('e-1', '2027-02-28', { devices: { 'LT-1': { disposition: 'release' } } })] })],
    ['of a client', world({ ownership: 'third-party' })],
    ['of a type nobody decides', world({ type: 'monitor' })],
  ])('need no decision when %s', (_what, given) => {
    expect(ahead(given)).toEqual(['2027-02-28 device-day e-1 LT-1']);
  });

  it.each([
    ['the own', world({ ownership: 'personal' })],
    ['in repair', world({ status: 'repair' })],
    ['already awaited', world({ holder: null, status: 'awaited', awaitedFrom: 'e-1' })],
    ['of somebody who stays', world({}, { people: [person('e-1')] })],
    ['too far ahead', world({}, { people: [person('e-1', { lastDay: '2027-12-31' })] })],
  ])('do not leave when they are %s', (_what, given) => {
    expect(ahead(given)).toEqual([]);
  });
});

describe('reviews and leases', () => {
  it('a review is ahead unless a last day stands beside it', () => {
    expect(ahead({ people: [person('a-1', { kind: 'affiliate', reviewBy: '2027-01-15' })] })).toEqual(['2027-01-15 review a-1 a-1']);
    expect(ahead({ people: [person('a-1', { reviewBy: '2027-01-15', lastDay: '2027-12-31' })] })).toEqual([]);
  });

  it('notice can be given until a day', () => {
    const leases = [
      lease('ll-2', ['LT-2'], { to: '2027-01-31', notice: 'P90D', autoExtend: 'P3M' }),
      lease('ll-1', ['LT-1'], { to: '2027-02-28', notice: 'P30D' }),
      lease('ll-3', ['LT-3'], { to: '2027-02-28' }),
      lease('ll-4', ['LT-4'], { to: '2027-02-28', notice: 'P30D' }),
      lease('ll-5', ['LT-5'], { to: '2027-02-28', notice: 'P30D' }),
    ];
    const devices = [
      device('LT-4', null, { status: 'returned-to-lessor', ownership: 'leased', lease: 'll-4' }),
      device('LT-5', null, { status: 'available', ownership: 'leased', lease: 'll-5' }),
    ];

    expect(ahead({ leases, devices })).toEqual([
      '2027-01-29 lease-notice - ll-1',
      '2027-01-29 lease-notice - ll-5',
      '2027-01-30 lease-notice - ll-2',
    ]);
  });

  it('of one person when asked so', () => {
    const leases = [lease('ll-1', ['LT-1'], { to: '2027-02-28', notice: 'P30D' })];
    const people = [person('a-1', { reviewBy: '2027-01-15' }), person('a-2', { reviewBy: '2027-01-15' })];

    expect(ahead({ leases, people, only: 'a-2' })).toEqual(['2027-01-15 review a-2 a-2']);
  });
});
