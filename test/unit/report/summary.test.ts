/** The night on one page, for any company. */
import { describe, expect, it } from 'vitest';
import { widthOf } from '../../../reconciler/report/layout.ts';
import { nightText } from '../../../reconciler/report/summary.ts';
import { as, changes, finding, outcome, outcomes, plan, SECRET_LOGIN, SECRET_NAME, view } from './sample.ts';

const night = view({ outcomes });
const quiet = { ...plan, changes: [], held: [], proposals: [], findings: [], stops: [], forecast: [] };

describe('the night', () => {
  it.each([
    [[], '4 systems'],
    [['hr'], '4 systems · 1 source of people'],
    [['hr', 'hr-dk'], '4 systems · 2 sources of people'],
  ])('counts all that is read, and what only says who works here by itself: %j', (ids, said) => {
    const people = ids.map((id) => [id, as({ id, kind: 'csv', mode: 'observe', holds: ['people'] })] as const);
    const off = ['old', as({ id: 'old', kind: 'csv', mode: 'off', holds: ['accounts', 'people'] })] as const;
    const desired = { ...night.desired, systems: new Map([...night.desired.systems, ...people, off] as never) };

    expect(nightText({ ...night, desired } as never).split('\n')[1]).toBe(`11 people · 4 devices · ${said}`);
  });

  it('tells all there is, in sections', () => {
    const next = [{ command: 'lastday status e-3', shows: 'what a buyout costs' }];

    expect(
      nightText(night, { invented: true, second: view(), next }),
    ).toBe(`Låtsas Gruppen (invented) · as if it were Mon 4 Jan 2027, 02:00 in Stockholm
Nothing here leaves your machine.
11 people · 4 devices · 4 systems

Read   ad 71/71 · m365 52/52 · crm 40 · vpn 1031/1031 (3 Jan)
       crm is not complete: the list was cut short. Nothing was concluded from
       it.

ENDED TONIGHT                      cut-off             seen off   late
  e-1      ad, m365 (data kept)    Thu 31 Dec 16:00    02:00:42   4 days *
  2 sign-ins ended, each read again. * entered too late to be announced before
STOPPED ON PURPOSE
  hold       e-1     free licence: kept for matter M-7
  guardrail  surprise: 3 people, limit 1; held: s-1, s-2. right: it goes on the
             next night; wrong: move the days back today; at once: a file in
             policies/overrides/
  crm        e-1     system is only observed: do it by hand, or switch the
                     system to enforce
PULL REQUESTS
  release     e-1     LT-0001           lease hy-2024-017: give notice by Fri 29
                                        Jan 2027
WAITING FOR PEOPLE
  today   driftpahitt  end vpn of x-1: still active on 3 Jan, 15 days late
  today   e-9          decide what becomes of LT-0003 of e-3, who leaves Tue 5
                       Jan 2027; 13 days overdue
  29 Jan  finance      hy-2024-017: last day to give notice is Fri 29 Jan 2027,
                       6 devices
LEFT ALONE, AND WHY
  e-3     leaves tomorrow 16:00
  e-5     on leave: account kept
  e-6     only the assignment at kund-ett ended; kund-tva goes on
  e-7     free from duty: access off 30 Nov, devices until 31 Jan
MONEY, A MONTH
  3 450.00 SEK   5 seats CRM (crm) unused for 45 days or more, from now
    306.00 SEK   2 seats VISIOCLIENT (m365) unused for 45 days or more, from now
    778.00 SEK   2 seats SPE_E3 (m365) of people who have gone, from 1 Jul
  4 534.00 SEK   in all for seats that nobody needs
  1 592.00 SEK   lease ll-2024-009: notice missed, 8 devices, until 30 Apr, from
                 1 Feb
  1 556.00 SEK   4 seats SPE_E3 (m365) bought and not used, from 1 Jul
 14 027.00 SEK   in all has been paid for e-1 since the last day
Also:  1 seat freed (x-1), 1 task handed over (vpn of x-1)
Second run: 0 changes, 0 mails, 2 still held. Journal: chain verified.

Next   lastday status e-3                what a buyout costs
`);
  });

  it.each(['sv', 'da', 'en'] as const)('keeps to 80 columns in %s, and is not in English when it should not be', (locale) => {
    const text = nightText({ ...night, locale });

    expect(text.split('\n').filter((line) => widthOf(line) > 80)).toEqual([]);
    expect(text.includes('ENDED TONIGHT')).toBe(locale === 'en');
  });

  it('leaves out what there is nothing to say of', () => {
    const text = nightText(view({ plan: quiet, pulls: [], exit: 0, desired: { ...night.desired, employees: new Map() } }));

    expect(text).toContain('Nothing was due.');
    expect(text).not.toMatch(/ENDED|STOPPED|PULL|WAITING|LEFT|MONEY|Also|Second|Next|Exit/u);
  });

  it('names nobody, and logins nowhere', () => {
    const text = nightText({ ...night, names: true });

    expect(text).not.toContain(SECRET_NAME);
    expect(text).not.toContain(SECRET_LOGIN);
  });

  it('names the unit when a stop held one whole group of it', () => {
    const stops = as([{ ...plan.stops[0], held: ['s-1', 's-2', 's-2'] }]);

    expect(nightText(view({ plan: { ...plan, stops } }))).toContain('held: the 3 of lager');
  });

  it.each([
    ['verified', 'others-lost', /^DONE, BUT LOOK\n.*e-1 .*done and seen: the system took others\s+along/mu],
    ['unverifiable', 'others-lost', /^NOT DONE\n.*e-1 .*done, not seen: the system took\s+others/mu],
    ['failed', 'no-right', /^NOT DONE\n.*e-1 .*failed: the account that writes has not\s+the right/mu],
  ])('tells what somebody has to look at, with the reason: %s, %s', (kind, detail, expected) => {
    const text = nightText(view({ outcomes: [outcome(changes[0]!, kind, '2027-01-04T01:00:40Z', detail)] }));

    expect(text).toMatch(expected);
    expect(text.match(/NOT DONE|DONE, BUT LOOK/gu)).toHaveLength(1);
  });

  it('says nothing of an answer that was lost once the effect was seen', () => {
    const text = nightText(view({ outcomes: [outcome(changes[0]!, 'verified', '2027-01-04T01:00:40Z', 'answer-lost')] }));

    expect(text).not.toMatch(/NOT DONE|LOOK|no answer came/u);
  });

  it('tells what failed, with the reason', () => {
    const failed = [outcome(changes[0]!, 'failed', '2027-01-04T01:00:40Z', 'mismatch')];
    const text = nightText(view({ outcomes: failed }));

    expect(text).toContain('NOT DONE');
    expect(text).toContain('failed: read again, it was not as');
    expect(text).not.toContain('ENDED TONIGHT');
  });

  it.each([
    ['2027-01-04T00:55:00Z', 'on time'],
    ['2027-01-03T15:00:00Z', '10 hours'],
    ['2026-12-31T15:00:00Z', '4 days'],
    ['2025-11-30T15:00:00Z', '400 days'],
  ])('a cut-off at %s was met: %s', (cutOff, late) => {
    const forecast = as([{ person: 'e-1', cause: 'spell:2026-12-31', cutOff, systems: ['ad'] }]);

    expect(nightText(view({ outcomes, plan: { ...plan, forecast } }))).toContain(`   ${late} *`);
  });

  it('says nothing outside HR about somebody whose plan is silent, unless it is a danger', () => {
    const asked = finding('device-awaited', {
      severity: 'warning',
      who: 'e-9',
      subject: { employee: 'e-4', device: 'PH-0004' },
      values: { device: 'PH-0004', employee: 'e-4' },
    });
    const danger = finding('account-after-cut-off', {
      severity: 'critical',
      who: 'desk:it',
      subject: { employee: 'e-4', system: 'ad' },
      values: { employee: 'e-4', system: 'ad' },
    });

    expect(nightText(view({ plan: { ...quiet, findings: [asked] } }))).not.toContain('e-4');
    expect(nightText(view({ plan: { ...quiet, findings: [danger] } }))).toContain('sign-in of e-4 in ad is still on');
  });

  it('does not ask somebody for what a pull request of tonight answers', () => {
    const past = finding('device-past-end', {
      severity: 'error',
      who: 'e-9',
      day: '2026-12-31',
      subject: { employee: 'e-1', device: 'LT-0001' },
      values: { device: 'LT-0001', employee: 'e-1', dueDay: '2026-12-31' },
    });

    expect(nightText(view({ plan: { ...quiet, findings: [past] } }))).toContain('LT-0001 is still with e-1');
    expect(nightText(view({ plan: { ...quiet, findings: [past], proposals: plan.proposals } }))).not.toContain('LT-0001 is still with e-1');
  });

  it('does not ask somebody for a sign-in that the same page tells is held', () => {
    const still = finding('account-after-cut-off', {
      severity: 'critical',
      who: 'desk:it',
      subject: { employee: 's-1', system: 'ad' },
      values: { employee: 's-1', system: 'ad', by: 'guardrail:surprise' },
    });

    expect(nightText(view({ plan: { ...plan, findings: [still] } }))).not.toContain('sign-in of s-1');
    expect(nightText(view({ plan: { ...plan, findings: [still], held: [] } }))).toContain(
      'sign-in of s-1 in ad is still on: limit for surprise',
    );
  });

  it('says with which exit code a real run ends', () => {
    expect(nightText(view())).toContain('Exit code 5: a guardrail stopped something.');
    expect(nightText(view({ exit: 0 }))).not.toContain('Exit code');
  });

  it('puts all that one leaver answers for in one line', () => {
    const duties = ['ad-9101', 'e-1005', 'ad-9101'].map((subject, index) =>
      finding('responsibility-without-owner', {
        who: 'e-9',
        day: '2027-01-15',
        values: { variant: index === 1 ? 'successor' : 'service', subject, owner: 'e-12', lastDay: '2027-01-15' },
      }),
    );
    const both = view({ plan: { ...quiet, findings: duties } });
    const one = view({ plan: { ...quiet, findings: duties.slice(0, 1) } });

    expect(nightText(both)).toContain('e-12 leaves Fri 15 Jan 2027: 3 things need somebody');
    expect(nightText(both).match(/e-12/gu)).toHaveLength(1);
    expect(nightText(one)).toContain('service account ad-9101: its owner e-12 leaves');
  });

  it('puts long commands on lines of their own', () => {
    const command = `npm run -s lastday -- -C .practice/people status ${'e'.repeat(20)}`;

    expect(nightText(view(), { next: [{ command, shows: 'the person' }] })).toContain(`Next   ${command}\n         the person\n`);
  });

  it('shows pull requests that nothing happened to only as a number', () => {
    const pulls = as([{ key: 'release/e-1-2026-12-31', outcome: 'untouched', address: null, detail: null }]);

    expect(nightText(view({ pulls }))).toContain('1 other is open and unchanged.');
  });

  it.each([
    ['verified', 'chain verified'],
    ['none', 'none yet'],
    ['unverified', 'not verified'],
    ['broken', 'BROKEN'],
  ] as const)('says of a journal that is %s: %s', (journal, said) => {
    expect(nightText(view({ journal }))).toContain(`Journal: ${said}`);
  });
});
