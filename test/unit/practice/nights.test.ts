/** What the nights of the practice company must bring, row by row, with readings, rules and writes as they are. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../../reconciler/model/plan.ts';
import type { Instant } from '../../../schemas/primitives.ts';
import { buildPractice, nightOf, type Practice } from '../../practice/build.ts';
import { filesAtMain } from '../../practice/git.ts';
import { filesOfRoot, THE_NIGHT, THE_NIGHT_AFTER } from '../../practice/history.ts';
import { readLine, type Simulated, startSimulation } from '../../practice/simulate.ts';
import { changes, findings, monthly, peopleOf, staleSum } from './plan-reading.ts';

const folder = mkdtempSync(join(tmpdir(), 'practice-nights-'));
const SEASONAL = ['e-1041', 'e-1042', 'e-1043', 'e-1044', 'e-1045', 'e-1046'];
const before = new Map<string, Simulated>();
const reported: string[] = [];
let practice: Practice;
let first: Simulated;
let second: Simulated;
let nextDay: Simulated;
let monthEnd: Plan;

beforeAll(async () => {
  const simulation = startSimulation();
  practice = await buildPractice({
    folder,
    until: nightOf(THE_NIGHT_AFTER),
    report: (line) => reported.push(line),
    nightly: async (night) => {
      const done = await simulation.night(night);
      if (night.at < nightOf(THE_NIGHT)) before.set(night.at.slice(0, 10), done);
      else if (night.at > nightOf(THE_NIGHT)) nextDay = done;
      else {
        first = done;
        second = await simulation.night(night);
        monthEnd = await simulation.look({ ...night, at: '2027-01-31T22:59:59Z' as Instant });
      }
    },
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the night of 4 January', () => {
  it('reads everything, complete in all that each system can tell', () => {
    const lines = ['hr', 'ad', 'm365', 'crm', 'inventory', 'cards', 'vpn'].map((system) => readLine(first, system));

    const doubts = [...first.observed.values()].flatMap((snapshot) => snapshot.doubts);

    expect(lines).toEqual(['hr 62', 'ad 71', 'm365 52', 'crm 40', 'inventory 93', 'cards 8', 'vpn 31']);
    expect(doubts).toEqual([]);
  });

  it('has one known leaver, e-1008, and nobody fresh, immediate or from a clean-up list', () => {
    const byClass = ['known', 'fresh', 'immediate', 'cleanup', 'list', 'inventory'] as const;

    expect(byClass.map((kind) => peopleOf(first.plan, kind))).toEqual([['e-1008'], [], [], [], [], []]);
  });

  it('is surprised by nine people, lets the three with plans go and holds the six of the warehouse', () => {
    const { stops, held } = first.plan;

    expect(peopleOf(first.plan, 'surprise')).toEqual(['e-1001', 'e-1003', 'e-1010']);
    expect(stops).toMatchObject([{ class: 'surprise', due: 9, limit: 3, went: 3, held: SEASONAL }]);
    expect(
      held.filter((one) => one.by === 'guardrail:surprise').map((one) => `${one.change.kind} ${one.change.person} ${one.change.system}`),
    ).toEqual(SEASONAL.map((id) => `disable ${id} ad`));
  });

  it('ends eight sign-ins', () => {
    const ended = changes(first.plan, (one) => one.kind === 'disable' && one.by === 'reconciler');

    expect(ended.toSorted()).toEqual(['e-1001', 'e-1003', 'e-1008', 'e-1010'].flatMap((id) => [`disable ${id} ad`, `disable ${id} m365`]));
  });

  it('gives two sign-ins back', () => {
    expect(changes(first.plan, (one) => one.class === 'enable').toSorted()).toEqual(['enable e-1011 ad', 'enable e-1011 m365']);
  });

  it('climbs one rung: the seat of x-2001', () => {
    const rungs = first.plan.changes.filter((one) => one.class === 'rung');

    expect(changes(first.plan, (one) => one.class === 'rung')).toEqual(['licences x-2001 m365']);
    expect(rungs[0]?.cost).toEqual({ monthly: '389.00 SEK', from: '2027-07-01' });
  });

  it('holds what matter M-7 preserves, and what is only observed', () => {
    const held = first.plan.held.filter((one) => !one.by.startsWith('guardrail:') && !one.by.startsWith('after:'));

    expect(
      held.map((one) => `${one.by} ${one.change.kind} ${one.change.person} ${one.change.system} ${one.change.due}`).toSorted(),
    ).toEqual([
      'hold:m-7 groups e-1010 ad 2027-01-10T23:00:00Z',
      'hold:m-7 groups e-1010 m365 2027-01-10T23:00:00Z',
      'hold:m-7 licences e-1010 m365 2027-01-17T23:00:00Z',
      'observe disable e-1003 crm 2025-11-30T15:00:00Z',
    ]);
  });

  it('hands over the vpn of e-1008, and finds that of x-2001 overdue', () => {
    const handedOver = first.outcomes.filter((one) => one.outcome === 'handed-over').map((one) => `${one.person} ${one.system}`);

    expect(handedOver).toEqual(['e-1008 vpn']);
    expect(
      findings(first.plan, 'handover-overdue').map((one) => [one.subject.employee, one.values['days'], one.values['seenDay']]),
    ).toEqual([['x-2001', '15', '2027-01-03']]);
  });

  it('opens five pull requests', () => {
    const tags = first.plan.proposals.map((one) => [one.key, one.lines.map((line) => line.tag)]);

    expect(first.opened).toHaveLength(5);
    expect(tags).toEqual([
      ['release/e-1001-2026-12-31', ['LT-0001']],
      ['release/e-1003-2025-11-30', ['LT-0003', 'PH-0003']],
      ['release/e-1008-2027-01-03', ['LT-0090']],
      ['release/x-2001-2026-12-20', ['LT-0016']],
      ['sale/e-1005-2026-12-31', ['PH-0105']],
    ]);
  });

  it('finds one orphan', () => {
    expect(findings(first.plan, 'orphan-account').map((one) => one.subject)).toEqual([{ system: 'ad', account: 'ad-9907' }]);
  });

  it('adds up what nobody uses: 3,450.00 and 306.00 now, 778.00 from July', () => {
    const stale = findings(first.plan, 'stale-licence');
    const ofLeavers = findings(first.plan, 'leaver-licence');
    const of = (licence: string) => stale.filter((one) => one.subject.entitlement === licence);

    expect([of('CRM_SALJ').length, monthly(of('CRM_SALJ'))]).toEqual([5, 3450]);
    expect([of('VISIOCLIENT').length, monthly(of('VISIOCLIENT'))]).toEqual([2, 306]);
    expect(ofLeavers.map((one) => [one.subject.employee, one.cost?.from])).toEqual([
      ['e-1003', '2027-07-01'],
      ['x-2001', '2027-07-01'],
    ]);
    expect(staleSum(first.plan)).toBe(4534);
    expect(findings(first.plan, 'unused-seats').map((one) => [one.values['bought'], one.values['used'], one.cost?.monthly])).toEqual([
      ['49', '45', '1556.00 SEK'],
    ]);
  });

  it.each([
    ['2 decision overdue', 'device-undecided', 'LT-0002', { dueDay: '2026-12-22', days: '13' }],
    ['4 client laptop awaited', 'device-awaited', 'CL-0007', { employee: 'e-1004', since: '2026-12-31' }],
    ['6 bought from the lessor first', 'sale-incomplete', 'LT-0006', { next: 'acquire', monthly: '189.00 SEK' }],
    ['22 lost, locked and assessed', 'device-lost', 'PH-0125', { locked: '2026-12-23', assessed: '2026-12-24', open: '' }],
    ['21 abroad with the other company', 'lease-country', 'LT-0023', { lessee: 'se', company: 'dk', country: 'DK' }],
    ['1 return instead of giving on', 'return-suggested', 'LT-0001', { weeks: '8' }],
    ['7 out of a running lease', 'buyout-cost', 'LT-0007', { months: '10', net: '2440.00 SEK', vat: '610.00 SEK', gross: '3050.00 SEK' }],
    ['23 only in the inventory', 'unknown-device', 'LT-0999', { employee: 'e-1002' }],
  ] as const)('says of storyline %s', (_, code, device, values) => {
    const found = findings(first.plan, code).find((one) => one.subject.device === device);

    expect(found?.values).toMatchObject(values);
  });

  it.each([
    ['3 what it cost', 'leaver-licence', 'e-1003', { days: '400', paidInAll: '14027.00 SEK' }],
    ['17 the end is near', 'external-near-end', 'x-2002', { lastDay: '2027-01-31' }],
    ['19 a joiner', 'joiner-soon', 'e-1019', { firstDay: '2027-02-15' }],
    ['20 somebody must look', 'review-due', 'a-4001', { reviewBy: '2027-01-15' }],
  ] as const)('says of storyline %s', (_, code, employee, values) => {
    const found = findings(first.plan, code).find((one) => one.subject.employee === employee);

    expect(found?.values).toMatchObject(values);
  });

  it('says that Syd will have no manager, who could act, and what else e-1012 leaves behind', () => {
    expect(findings(first.plan, 'unit-without-manager').map((one) => one.values)).toMatchObject([
      { unit: 'bemanning-syd', from: '2027-01-16', proposed: 'e-1020' },
    ]);
    expect(findings(first.plan, 'responsibility-without-owner').map((one) => one.values['subject'])).toEqual(
      expect.arrayContaining(['ad-9101', 'e-1005', 'e-1008']),
    );
  });

  it('says when the leases bind', () => {
    expect(findings(first.plan, 'lease-ending').map((one) => [one.subject.lease, one.values['noticeDay'], one.values['devices']])).toEqual([
      ['hy-2024-017', '2027-01-29', '6'],
    ]);
    expect(findings(first.plan, 'lease-rolling').map((one) => [one.subject.lease, one.values['noticeDay'], one.cost?.monthly])).toEqual([
      ['ll-2024-009', '2026-11-02', '1592.00 SEK'],
    ]);
  });

  it('leaves e-1013, who is away, in peace, and no longer asks to delete the accounts of e-1011', () => {
    const about = first.plan.findings.filter((one) => one.subject.employee === 'e-1013');

    expect(about).toEqual([]);
    expect(findings(first.plan, 'deletion-due')).toEqual([]);
  });
});

describe('the same night again', () => {
  it('changes nothing, opens nothing, hands nothing over', () => {
    expect(second.plan.changes).toEqual([]);
    expect(second.opened).toEqual([]);
    expect(second.outcomes).toEqual([]);
  });

  it('still holds the six, and says so', () => {
    expect(second.plan.stops).toMatchObject([{ class: 'surprise', went: 0, held: SEASONAL, digest: first.plan.stops[0]?.digest }]);
  });

  it('counts the seat of x-2001 among those bought and unused', () => {
    expect(staleSum(second.plan)).toBe(4145);
    expect(findings(second.plan, 'unused-seats').map((one) => one.values['unused'])).toEqual(['5']);
  });
});

describe('the night of 5 January', () => {
  it('ends the six sign-ins, which are fresh by now, and takes the groups of e-1015', () => {
    expect(changes(nextDay.plan, (one) => one.class === 'fresh')).toEqual(SEASONAL.map((id) => `disable ${id} ad`));
    expect(changes(nextDay.plan, (one) => one.class !== 'fresh').toSorted()).toEqual(['groups e-1015 ad', 'groups e-1015 m365']);
    expect(nextDay.plan.stops).toEqual([]);
  });
});

describe('a look at 31 January from that night', () => {
  it('names fourteen people whose access ends', () => {
    const ending = new Set(
      [...monthEnd.changes, ...monthEnd.held.map((one) => one.change)]
        .filter((one) => one.kind === 'disable' && one.system === 'ad')
        .map((one) => one.person),
    );
    const later = [...ending].filter((id) => !['e-1001', 'e-1003', 'e-1008', 'e-1010'].includes(id ?? ''));

    expect(new Set(later)).toEqual(new Set(['e-1002', 'e-1007', 'e-1012', 'e-1014', 'e-1025', ...SEASONAL, 'e-1047', 'e-1048', 'x-2002']));
    expect(monthEnd.stops).toEqual([]);
  });
});

describe('the nights before', () => {
  it.each([
    ['2026-09-30', []],
    ['2026-10-01', ['disable e-1011 ad', 'disable e-1011 m365']],
    ['2026-10-08', ['check-in  inventory', 'groups e-1011 ad', 'groups e-1011 m365']],
    ['2026-10-15', ['licences e-1011 m365']],
    ['2026-11-01', ['licences e-1013 m365']],
    ['2026-11-30', ['disable e-1009 ad', 'disable e-1009 m365']],
    ['2026-12-07', ['groups e-1009 ad', 'groups e-1009 m365']],
    ['2026-12-14', ['licences e-1009 m365']],
    ['2026-12-19', ['disable p-3001 ad', 'disable p-3002 ad', 'disable p-3003 ad']],
    ['2026-12-21', ['disable x-2001 ad', 'disable x-2001 m365', 'disable x-2001 vpn']],
    ['2026-12-26', ['groups p-3001 ad', 'groups p-3002 ad', 'groups p-3003 ad']],
    ['2026-12-28', ['groups x-2001 ad', 'groups x-2001 m365']],
    ['2026-12-29', ['disable e-1015 ad', 'disable e-1015 m365']],
    ['2026-12-31', []],
    ['2027-01-01', ['disable e-1005 ad', 'disable e-1005 m365', 'disable e-1006 ad', 'disable e-1006 m365', 'groups e-1004 ad']],
    ['2027-01-02', ['licences p-3001 ad', 'licences p-3002 ad', 'licences p-3003 ad']],
    ['2027-01-03', []],
  ])('on %s bring %j', (day, expected) => {
    const night = [...before.values()].find((one) => one.at === nightOf(day));

    expect(night && changes(night.plan).toSorted()).toEqual(expected);
  });

  it('open the pull requests that the story merges, and no others', () => {
    const opened = [...before.values()].flatMap((one) => one.opened);

    expect(opened).toEqual(['release/e-1011-2026-09-30', 'release/e-1004-2026-12-31', 'sale/e-1006-2026-12-31']);
    expect(reported).toEqual([]);
  });

  it('never stop, never doubt a reading', () => {
    const nights = [...before.values()];

    expect(nights.flatMap((one) => one.plan.stops)).toEqual([]);
    expect(nights.flatMap((one) => [...one.observed.values()].flatMap((snapshot) => snapshot.doubts))).toEqual([]);
  });

  it('end, with what was merged, in the files at the root', () => {
    expect(filesAtMain(practice.remote)).toEqual(filesOfRoot());
  });

  it('find that the deletion of e-1011 is due on 30 December, until the return is merged', () => {
    const due = [...before.values()].filter((one) => findings(one.plan, 'deletion-due').length > 0).map((one) => one.at);

    expect(due).toEqual([nightOf('2026-12-31')]);
  });
});
