/** Policy and exceptions over all findings. */
import { describe, expect, it } from 'vitest';
import { account, csvSystem, line, person, system, type World } from '../world.ts';
import { handed } from './known.ts';
import { device, findingsOf, one, only } from './look.ts';

describe('policy and exceptions', () => {
  const late: World = { people: [person('e-1', { lastDay: '2026-12-31' }), person('e-2', { lastDay: '2026-12-31' })] };
  const exception = (extra: object) => ({
    ...late,
    exceptions: [
      {
        id: 'ex-1',
        subject: { employee: 'e-1' },
        finding: 'account-after-cut-off',
        reason: 'r',
        owner: 'e-9',
        from: '2027-01-01',
        until: '2027-01-31',
        ...extra,
      } as never,
    ],
  });
  const people = (world: World) => only('account-after-cut-off', world).map((finding) => finding.subject.employee);

  it.each([
    ['of the person', {}, ['e-2']],
    ['of the account', { subject: { account: { system: 'ad', id: 'ad-e-1' } } }, ['e-2']],
    ['of the person in this system', { system: 'ad' }, ['e-2']],
    ['of the person in another system', { system: 'crm' }, ['e-1', 'e-2']],
    ['of another finding', { finding: 'stale-licence' }, ['e-1', 'e-2']],
    ['that is over', { until: '2027-01-03' }, ['e-1', 'e-2']],
    ['that is to come', { from: '2027-01-05' }, ['e-1', 'e-2']],
  ])('an exception %s', (_what, extra, left) => {
    expect(people(exception(extra))).toEqual(left);
  });

  it('an exception of a device silences its findings', () => {
    const devices = [device('LT-1', null, { status: 'available' })];
    const exceptions = [
      {
        id: 'ex-1',
        subject: { device: 'LT-1' },
        finding: 'device-ready' as const,
        reason: 'r',
        owner: 'e-9',
        from: '2027-01-01',
        until: '2027-01-31',
      },
    ];

    expect(only('device-ready', { devices, exceptions })).toEqual([]);
  });

  it('with one person, only what is about that person', () => {
    const found = findingsOf({ ...late, only: 'e-2', unread: [], strangers: [{ system: 'ad', account: account('s-1') }] });

    expect([...new Set(found.map((finding) => finding.subject.employee))]).toEqual(['e-2']);
  });

  it('the loudest come first, then by key', () => {
    const found = findingsOf({ ...late, devices: [device('LT-1', 'e-1')], strangers: [{ system: 'ad', account: account('s-1') }] });

    expect(found.map((finding) => finding.severity).filter((each, index, all) => each !== all[index - 1])).toEqual([
      'critical',
      'error',
      'warning',
    ]);
    expect(found.slice(0, 2).map((finding) => finding.key)).toEqual([
      'account-after-cut-off/e-1/ad/ad-e-1',
      'account-after-cut-off/e-2/ad/ad-e-2',
    ]);
  });

  it('policy names the desk where nobody in particular must act, never instead of a person', () => {
    const drift = { 'account-after-cut-off': { tell: ['hr'] }, 'external-near-end': { tell: ['hr'] }, 'unused-seats': { tell: ['hr'] } };
    const systems = [system('ad', { licences: [{ id: 'E3', price: '1.00 SEK', per: 'month', seats: 1 }] })];
    const world: World = {
      people: [person('e-1', { lastDay: '2026-12-31' }), person('x-1', { kind: 'temp', lastDay: '2027-01-10' })],
      systems,
      policies: { drift },
    };

    expect(one('account-after-cut-off', world).who).toBe('desk:hr');
    expect(one('external-near-end', world).who).toBe('e-boss');
    expect(one('unused-seats', world).who).toBe('desk:hr');
  });

  it('policy names no other desk for work that one was given', () => {
    const world: World = {
      people: [person('x-1', { lastDay: '2026-12-20', accounts: [line('vpn', 'vpn-x-1')] })],
      systems: [csvSystem('vpn', { supplier: { does: 'pahitt', checks: 'it', within: 'PT8H' } })],
      memory: { handedOver: handed('x-1', 'vpn') },
      policies: { drift: { 'handover-overdue': { tell: ['hr'] } } },
    };

    expect(one('handover-overdue', world).who).toBe('desk:pahitt');
  });

  it('an organisation without desks asks nobody in particular', () => {
    expect(
      one('orphan-account', { strangers: [{ system: 'ad', account: account('s-1') }], organisation: { desks: undefined as never } }).who,
    ).toBeNull();
  });

  it('the same account declared twice is one finding', () => {
    const twice = person('e-1', { lastDay: '2026-12-31', accounts: [line('ad', 'ad-e-1'), line('ad', 'ad-e-1')] });

    expect(only('account-after-cut-off', { people: [twice], accounts: { ad: [account('ad-e-1')] } })).toHaveLength(1);
  });
});
