/** The status, cut for each reader: what they look for is there, and what is not theirs is not. */
import { describe, expect, it } from 'vitest';
import { widthOf } from '../../../reconciler/report/layout.ts';
import { populationOf } from '../../../reconciler/report/status/auditor.ts';
import { choiceCosts } from '../../../reconciler/report/status/choice-costs.ts';
import { monthsOf } from '../../../reconciler/report/status/desk-record.ts';
import { defaultDisposition } from '../../../reconciler/report/status/manager.ts';
import { workCsv, workOf } from '../../../reconciler/report/status/supplier.ts';
import { statusText } from '../../../reconciler/report/status.ts';
import type { Reader } from '../../../reconciler/report/view.ts';
import { as, changes, desired, deskRecord, finding, memory, outcome, outcomes, plan, SECRET_LOGIN, SECRET_NAME, view } from './sample.ts';

const night = view({ outcomes });
const READERS: readonly (readonly [string, Reader])[] = [
  ['everybody', 'all'],
  ['hr', 'hr'],
  ['cfo', 'cfo'],
  ['auditor', 'auditor'],
  ['manager', { manager: as('e-9') }],
  ['supplier', { supplier: as('driftpahitt') }],
];

function told(reader: Reader, parts: Parameters<typeof view>[0] = {}): string {
  return statusText({ view: { ...night, ...parts }, as: reader });
}

describe.each(READERS)('for %s', (_name, reader) => {
  it.each(['sv', 'da', 'en'] as const)('keeps to 80 columns in %s', (locale) => {
    expect(
      told(reader, { locale })
        .split('\n')
        .filter((line) => widthOf(line) > 80),
    ).toEqual([]);
  });

  it('names nobody, and no login', () => {
    const text = told(reader, { names: true });

    expect(text).not.toContain(SECRET_NAME);
    expect(text).not.toContain(SECRET_LOGIN);
    expect(text).not.toContain('skyddad.person');
  });

  it('tells of a silent plan only to HR', () => {
    expect(/\be-4\b/u.test(told(reader))).toBe(reader === 'hr');
  });

  it('can be told of a company in which nothing happens', () => {
    const empty = { ...plan, changes: [], held: [], proposals: [], findings: [], stops: [], forecast: [], upcoming: [], sources: [] };
    const nobody = {
      ...desired,
      employees: new Map(),
      devices: new Map(),
      offboardings: new Map(),
      holds: new Map(),
      exceptions: new Map(),
    };

    expect(told(reader, { plan: empty, desired: nobody, memory: null, correlation: null, outcomes: [] })).toContain('Låtsas Gruppen');
  });
});

describe('for everybody', () => {
  it('tells lives, what is due, what lies ahead, systems and money', () => {
    const text = told('all');

    expect(text).toContain('11 people: 3 active, 3 leaving, 5 left, 0 to start');
    expect(text).toMatch(/Tue 5 Jan +16:00 +e-3 +access ends in ad/u);
    expect(text).toMatch(/crm +read, never changed; incomplete: the list was cut short/u);
    expect(text).toMatch(/ex-1 +LT-0003 +release, until Sun 10 Jan 2027, answered for by e-9/u);
    expect(text).toContain('4 534.00 SEK a month');
  });
});

describe('for HR', () => {
  it('tells where access is not off yet, and why', () => {
    const text = told('hr');

    expect(text).toMatch(/Thu 31 Dec +e-1 +syd +crm: held, system is only observed/u);
    expect(text).toMatch(/Sun 20 Dec +x-1 +syd +vpn: handed over/u);
    expect(text).toMatch(/Mon 28 Dec +e-4 +syd +access off; 1 device out/u);
  });

  it('never calls access off that is due and not seen off', () => {
    const text = told('hr', { outcomes: [] });

    expect(text).toMatch(/e-1 +syd +ad, m365: still on, due now/u);
  });

  it('names protected identities and silent plans, and that nothing was sent', () => {
    const text = told('hr');

    expect(text).toMatch(/e-2 +protected identity/u);
    expect(text).toMatch(/e-4 +silent plan/u);
    expect(text).toContain('No mail or message was sent to anyone.');
  });
});

describe('for a manager', () => {
  it('tells what to decide by when, each choice with its price, and what happens otherwise', () => {
    const text = told({ manager: as('e-9') });

    expect(text).toContain('decide now, it was due Tue 22 Dec 2026: LT-0003');
    expect(text).toContain('choice: goes to another person');
    expect(text).toContain('if you do nothing: released to others');
  });

  it('prices what ends a running lease: fee, rent left and tax to buy; the rent left to give back', () => {
    const device = as({ id: 'LT-0007', type: 'laptop', status: 'in-use', holder: 'e-7', ownership: 'leased', lease: 'll-2025-011' });
    const lease = { id: 'll-2025-011', lessor: 'Leasa Lagom', company: 'se', from: '2025-12-01', to: '2027-11-30', breakFee: '250.00 SEK' };
    const running = as({ ...lease, lines: { 'LT-0007': { rent: '219.00 SEK' } } });
    const over = as({ ...lease, to: '2027-01-31', lines: { 'LT-0007': { rent: '219.00 SEK' } } });
    const costs = (one: unknown) => choiceCosts(view({ desired: { ...desired, leases: as(new Map([['ll-2025-011', one]])) } }), device);

    expect(costs(running)).toEqual({ buy: '3050.00 SEK', giveBack: '2190.00 SEK' });
    expect(costs(over)).toEqual({ buy: null, giveBack: null });
    expect(choiceCosts(view(), device)).toEqual({ buy: null, giveBack: null });
  });

  it('tells of nobody who is not theirs', () => {
    expect(told({ manager: as('e-9') })).not.toMatch(/\be-7\b/u);
    expect(told({ manager: as('e-404') })).toContain('Nobody has e-404 as manager.');
  });

  it('gives a device back to whom it belongs when nobody decides', () => {
    const employee = desired.employees.get(as('e-3'))!;
    const device = desired.devices.get(as('LT-0003'))!;
    const leased = {
      ...desired,
      policy: {
        ...desired.policy,
        devices: { ...desired.policy.devices, defaults: as([{ ownership: ['leased'], disposition: 'return-to-lessor' }]) },
      },
    };

    expect(defaultDisposition(night, employee, { ...device, ownership: 'third-party' })).toBe('return-to-owner');
    expect(defaultDisposition(night, employee, { ...device, ownership: 'personal' })).toBe('keep');
    expect(defaultDisposition(view({ desired: leased }), employee, { ...device, ownership: 'leased' })).toBe('return-to-lessor');
    expect(defaultDisposition(view({ desired: leased }), employee, device)).toBe('release');
  });
});

describe('for a supplier', () => {
  it('is a work list of accounts, each once, with deadline and reference, and no id of a person', () => {
    const text = told({ supplier: as('driftpahitt') });

    expect(text).toMatch(/vpn +vpn-otto +end sign-in +15 days late/u);
    expect(text).toContain('20261221T010000Z-bbbbbbbb');
    expect(text).toContain('1 task open, 1 late.');
    expect(text).not.toMatch(/\bx-1\b/u);
    expect(workOf(night, as('driftpahitt'))).toHaveLength(1);
  });

  it('is also a CSV file', () => {
    expect(workCsv(night, as('driftpahitt'))).toBe(
      'system,account,action,due,days late,reference\r\nvpn,vpn-otto,disable,2026-12-21,15,20261221T010000Z-bbbbbbbb\r\n',
    );
  });

  it.each(['en', 'sv', 'da'] as const)('shows its own record by month, as a page that both sides can read, in %s', async (locale) => {
    await expect(told({ supplier: as('driftpahitt') }, { locale })).toMatchFileSnapshot(`goldens/supplier.${locale}.txt`);
  });

  it('shows a year at most, and a desk without work nothing', () => {
    const item = deskRecord[0]!;
    const long = Array.from({ length: 20 }, (_, n) => ({
      ...item,
      on: as(`20${25 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}-03`),
    }));

    expect(monthsOf(long, as('driftpahitt')).map(({ month, given }) => `${month} ${given}`)).toEqual([
      ...['08', '07', '06', '05', '04', '03', '02', '01'].map((month) => `2026-${month} 1`),
      ...['12', '11', '10', '09'].map((month) => `2025-${month} 1`),
      'null 12',
    ]);
    expect(monthsOf(long, as('it'))).toEqual([]);
  });

  it('has nothing for a desk that nothing waits for', () => {
    expect(told({ supplier: as('hr') })).toContain('Nothing is waiting for you.');
  });
});

describe('for finance', () => {
  it('is one sum a month, split by when it can be saved, and the rest apart', () => {
    const text = told('cfo');

    expect(text).toMatch(/3 756.00 SEK +can be saved from now/u);
    expect(text).toMatch(/778.00 SEK +can be saved from the renewal, Thu 1 Jul 2027/u);
    expect(text).toMatch(/4 534.00 SEK +9 seats nobody needs, in all/u);
    expect(text).toMatch(/6 126.00 SEK +in all, a month/u);
    expect(text).toMatch(/3 050.00 SEK +leases ended early, VAT included/u);
    expect(text).toMatch(/14 027.00 SEK +paid for people after their last day/u);
  });
});

describe('for an auditor', () => {
  it('shows how desks and suppliers have done what they were given', () => {
    expect(told('auditor')).toMatch(
      /RECORD OF Driftpåhitt AB, BY MONTH OF HANDING OVER\n(.*\n)+ +2026-11 +3 +1 +2 \(longest 12 days\) +0\n/u,
    );
  });

  it('begins with the population', () => {
    expect(told('auditor').split('\n').slice(3, 5).join('\n')).toBe(
      'POPULATION\n  11 people; access of 5 ended in the last 30 days; 5 accounted for',
    );
  });

  it('does not count somebody as accounted for whose sign-in is due, not done, and not held by name', () => {
    const text = told('auditor', { plan: { ...plan, held: [] }, outcomes: [outcome(changes[0]!, 'failed', '2027-01-04T01:00:40Z')] });

    expect(text).toContain('5 ended in the last 30 days; 3 accounted for');
    expect(text).toContain('not accounted for: e-1, x-1');
  });

  it('counts somebody whose access was to end long ago and was seen to end now', () => {
    const late = {
      ...desired,
      employees: new Map(
        [...desired.employees].map(([id, one]) => [id, id === ('e-1' as never) ? { ...one, lastDay: as('2025-11-30') } : one]),
      ),
    };
    const ends = as(changes.map((one) => (one.person === ('e-1' as never) ? { ...one, cause: 'spell:2025-11-30' } : one)));

    expect(populationOf(view({ desired: late, plan: { ...plan, changes: ends }, outcomes })).ended).toContain('e-1');
    expect(populationOf(view({ desired: late, plan: { ...plan, changes: ends }, outcomes: [] })).ended).not.toContain('e-1');
  });

  it('does not count somebody as accounted for who is only reported as still able to sign in', () => {
    const still = finding('account-after-cut-off', { severity: 'critical', subject: { employee: 'e-4', system: 'ad' } });

    expect(populationOf(view({ plan: { ...plan, changes: [], held: [], findings: [still] } })).open).toEqual(['e-4']);
  });

  it('tells minutes from cut-off to the end as seen, by system', () => {
    const text = told('auditor');

    expect(text).toMatch(/ad +2 ends; median 600, longest 4 920/u);
    expect(text).toMatch(/m365 +1 end; median 4 920, longest 4 920/u);
  });

  it('says what is not covered, and how to check', () => {
    const text = told('auditor');

    expect(text).toContain('crm: read, never changed');
    expect(text).toContain('vpn: known only from exports others make');
    expect(text).toContain('1 account without an owner');
    expect(text).toContain('lastday audit verify');
    expect(text.replaceAll(/\s+/gu, ' ')).toContain('a name typed in a file as none.');
  });
});

describe('one person', () => {
  it('is a timeline of what was, is due and is held, with holdings and who must act', () => {
    const text = statusText({ view: night, as: 'all', person: as('e-1') });

    expect(text).toMatch(/Thu 31 Dec 2026 +access ends at 16:00/u);
    expect(text).toMatch(/Mon 4 Jan 2027 +end sign-in in ad: done and seen/u);
    expect(text).toMatch(/Mon 18 Jan 2027 +free licence in m365: held, data kept for m-7/u);
    expect(text).toMatch(/LT-0001 +laptop, in use, released to others, lease hy-2024-017/u);
    expect(text).toMatch(/m-7 +kept for matter M-7/u);
  });

  it('shows what earlier runs did', () => {
    const text = statusText({ view: view(), as: 'all', person: as('x-1') });

    expect(text).toMatch(/Mon 21 Dec 2026 +end sign-in in ad: done and seen/u);
    expect(text).toMatch(/Mon 21 Dec 2026 +end sign-in in vpn: handed over, not yet seen done/u);
  });

  it('shows a login only when asked, and never of a protected identity', () => {
    const named = { ...night, names: true };

    expect(statusText({ view: night, as: 'all', person: as('e-1') })).not.toContain(SECRET_LOGIN);
    expect(statusText({ view: named, as: 'all', person: as('e-1') })).toContain(SECRET_LOGIN);
    expect(statusText({ view: named, as: 'all', person: as('e-2') })).not.toContain('skyddad.person');
    expect(statusText({ view: named, as: 'all', person: as('e-2') })).toContain('Protected identity');
  });

  it.each([
    ['hr', true],
    ['cfo', false],
    ['auditor', false],
    [{ manager: 'e-9' }, false],
  ])('tells %j of a silent plan: %s', (reader, tells) => {
    const text = statusText({ view: night, as: as(reader), person: as('e-4') });

    expect(text.includes('Silent plan')).toBe(tells);
    expect(text.includes('TIMELINE')).toBe(tells);
  });

  it('says that nobody has the id', () => {
    expect(statusText({ view: view({ memory }), as: 'all', person: as('e-404') })).toContain('Nobody has the id e-404.');
  });
});
