/** The sums of the practice company, to the minor unit, in small worlds of the same shape. */
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../../reconciler/model/finding.ts';
import { sumMoney } from '../../../../reconciler/plan/costs.ts';
import type { Employee } from '../../../../schemas/employee.ts';
import type { Money } from '../../../../schemas/primitives.ts';
import type { FindingCode } from '../../../../schemas/vocabulary.ts';
import { account, at, done, line, person, seat, system, verified, type World } from '../world.ts';
import { buyout, device, findingsOf, lease, one, only, plan } from './look.ts';

const CODES: readonly FindingCode[] = ['stale-licence', 'leaver-licence'];

function seatsOf(world: World, tonight = {}): Finding[] {
  return findingsOf(world, tonight).filter((finding) => CODES.includes(finding.code));
}

function monthlyOf(found: readonly Finding[]): string | null {
  return sumMoney(found.map((finding) => finding.cost?.monthly).filter((money): money is Money => money !== null && money !== undefined));
}

/** Four people who do not use crm, two who do not use Visio, one gone for a year with both, one gone for a fortnight with a seat, one on leave. */
function company(extra: { otto: object }): World {
  const crm = (id: string) => line('crm', `crm-${id}`, { licences: ['CRM'] });
  const m365 = (id: string, licences: string[]) => line('m365', `m365-${id}`, { licences });
  const idle = ['e-11', 'e-12', 'e-13', 'e-14'];
  const drawing = ['e-21', 'e-22'];
  const people: Employee[] = [
    ...idle.map((id) => person(id, { accounts: [crm(id)] })),
    ...drawing.map((id) => person(id, { accounts: [m365(id, ['VISIO'])] })),
    person('e-1003', { lastDay: '2025-11-30', accounts: [m365('e-1003', ['E3']), crm('e-1003')] }),
    person('e-1013', { leaves: [{ from: '2026-11-01', to: '2027-08-31', licences: 'park' }], accounts: [crm('e-1013')] }),
    person('x-2001', { kind: 'consultant', lastDay: '2026-12-20', accounts: [m365('x-2001', ['E3'])] }),
    person('e-1001', { lastDay: '2026-12-31', accounts: [m365('e-1001', ['E3'])] }),
    person('e-30', { accounts: [m365('e-30', ['E3']), crm('e-30')] }),
  ];
  const used = { lastUse: '2026-12-30' };
  const unused = { lastUse: '2026-11-20' };
  return {
    people,
    systems: [
      system('m365', {
        licences: [
          { id: 'E3', price: '389.00 SEK', per: 'month', seats: 8, commitment: { until: '2027-06-30', quantity: 8 } },
          { id: 'VISIO', price: '153.00 SEK', per: 'month' },
        ],
      }),
      system('crm', { mode: 'observe', licences: [{ id: 'CRM', price: '690.00 SEK', per: 'month' }] }),
    ],
    accounts: {
      crm: [
        ...['e-11', 'e-12', 'e-13', 'e-1003', 'e-1013'].map((id) => account(`crm-${id}`, { ...unused, licences: [seat('CRM')] })),
        account('crm-e-14', { lastUse: 'never', licences: [seat('CRM', null, '2026-11-20')] }),
        account('crm-e-30', { ...used, licences: [seat('CRM')] }),
      ],
      m365: [
        ...drawing.map((id) => account(`m365-${id}`, { ...unused, licences: [seat('VISIO')] })),
        account('m365-e-1003', { lastUse: '2025-11-28', licences: [seat('E3')] }),
        account('m365-x-2001', { enabled: false, ...extra.otto }),
        account('m365-e-1001', { ...used, licences: [seat('E3')] }),
        account('m365-e-30', { ...used, licences: [seat('E3')] }),
      ],
    },
  };
}

describe('stale seats', () => {
  const before = company({ otto: { licences: [seat('E3')] } });
  const after = company({ otto: { licences: [] } });

  it('come to 4,534.00 a month: 3,450.00 + 306.00 now, 778.00 from 1 July', () => {
    const found = seatsOf(before);

    const sums = ['CRM', 'VISIO', 'E3'].map((licence) => monthlyOf(found.filter((finding) => finding.values['licence'] === licence)));
    expect(sums).toEqual(['3450.00 SEK', '306.00 SEK', '778.00 SEK']);
    expect(monthlyOf(found)).toBe('4534.00 SEK');
    expect(found.filter((finding) => finding.cost?.from === '2027-07-01').map((finding) => finding.subject.employee)).toEqual([
      'e-1003',
      'x-2001',
    ]);
  });

  it('are five of crm, one of them of somebody gone, two of Visio; two E3 belong to people gone', () => {
    const found = seatsOf(before);

    expect(found.map(({ code, subject, values }) => `${code} ${subject.employee} ${values['licence']}`)).toEqual([
      'leaver-licence e-1003 E3',
      'leaver-licence x-2001 E3',
      'stale-licence e-1003 CRM',
      'stale-licence e-11 CRM',
      'stale-licence e-12 CRM',
      'stale-licence e-13 CRM',
      'stale-licence e-14 CRM',
      'stale-licence e-21 VISIO',
      'stale-licence e-22 VISIO',
    ]);
  });

  it('come to 4,145.00 when the seat of x-2001 has been taken; it is then bought and unused', () => {
    expect(monthlyOf(seatsOf(after))).toBe('4145.00 SEK');
    expect(one('unused-seats', before).cost).toEqual({ monthly: '1556.00 SEK', once: null, from: '2027-07-01' });
    expect(one('unused-seats', after).cost).toEqual({ monthly: '1945.00 SEK', once: null, from: '2027-07-01' });
  });

  it('say what has been paid for e-1003 since the last day: 14,027.00 in all', () => {
    const own = seatsOf(before).filter((finding) => finding.subject.employee === 'e-1003');

    expect(own.map((finding) => finding.cost?.once)).toEqual(['5057.00 SEK', '8970.00 SEK']);
    expect(own.map((finding) => finding.values['paidInAll'])).toEqual(['14027.00 SEK', '14027.00 SEK']);
    expect(own.map((finding) => finding.values['months'])).toEqual(['13', '13']);
  });

  it('have cost nothing in the first month: x-2001', () => {
    const otto = seatsOf(before).find((finding) => finding.subject.employee === 'x-2001');

    expect(otto?.cost).toEqual({ monthly: '389.00 SEK', once: null, from: '2027-07-01' });
    expect(otto?.values['days']).toBe('15');
  });

  it('never name somebody on leave', () => {
    expect(JSON.stringify(findingsOf(before))).not.toContain('e-1013');
  });
});

describe('unused seats', () => {
  it('49 bought, 45 used: 4 x 389.00 = 1,556.00 from 1 July', () => {
    const found = one('unused-seats', {
      systems: [
        system('m365', {
          licences: [{ id: 'E3', price: '389.00 SEK', per: 'month', commitment: { until: '2027-06-30', quantity: 49 } }],
        }),
      ],
      accounts: { m365: Array.from({ length: 45 }, (_, index) => account(`m-${index}`, { licences: [seat('E3')] })) },
      snapshots: { m365: { seats: [{ licence: 'E3' as never, bought: 49 }] } },
    });

    expect(found.values).toMatchObject({ bought: '49', used: '45', unused: '4', price: '389.00 SEK' });
    expect(found.cost).toEqual({ monthly: '1556.00 SEK', once: null, from: '2027-07-01' });
  });
});

describe('buying a device out of a running lease', () => {
  const gerda: World = {
    people: [
      person('e-1007', { lastDay: '2027-01-31' }),
      person('e-1018', { firstDay: '2027-01-15', accounts: [] }),
      person('e-1019', { firstDay: '2027-02-15', accounts: [] }),
    ],
    devices: [device('LT-0007', 'e-1007', { ownership: 'leased', lease: 'll-2025-011' })],
    leases: [lease('ll-2025-011', ['LT-0007'], { to: '2027-11-30', rent: '219.00 SEK', breakFee: '250.00 SEK' })],
    offboardings: [plan('e-1007', '2027-01-31', { devices: { 'LT-0007': buyout() } })],
  };

  it('costs 10 x 219.00 + 250.00 = 2,440.00 + VAT 610.00 = 3,050.00; or it goes to the next joiner', () => {
    const found = one('buyout-cost', gerda);

    expect(found.values).toMatchObject({
      months: '10',
      rent: '219.00 SEK',
      rentLeft: '2190.00 SEK',
      breakFee: '250.00 SEK',
      net: '2440.00 SEK',
      vat: '610.00 SEK',
      gross: '3050.00 SEK',
      reassignTo: 'e-1019',
    });
    expect(found.cost).toEqual({ monthly: null, once: '3050.00 SEK', from: null });
  });
});

describe('leases that go on', () => {
  it('e-1006 waits for the purchase from the lessor; the rent is 189.00 a month meanwhile', () => {
    const found = one('sale-incomplete', {
      people: [person('e-1006', { lastDay: '2026-12-31' })],
      devices: [
        device('LT-0006', 'e-1006', {
          status: 'sale-pending',
          ownership: 'leased',
          lease: 'hy-2023-004',
          sale: { to: 'e-1006', price: '900.00 SEK', vat: 'included', consent: 'HR-71' },
        }),
      ],
      leases: [lease('hy-2023-004', ['LT-0006'], { to: '2026-12-31', rent: '189.00 SEK' })],
    });

    expect(found.values).toMatchObject({ next: 'acquire', missing: 'acquire, purge, unlock', monthly: '189.00 SEK' });
    expect(found.cost).toEqual({ monthly: '189.00 SEK', once: null, from: null });
  });

  it('ll-2024-009: notice missed on 2 November, 8 x 199.00 = 1,592.00 from February to April', () => {
    const tags = Array.from({ length: 8 }, (_, index) => `LT-8${index}`);

    const found = one('lease-rolling', {
      leases: [lease('ll-2024-009', tags, { to: '2027-01-31', notice: 'P90D', autoExtend: 'P3M' })],
    });

    expect(found.values).toMatchObject({
      variant: 'will-roll',
      noticeDay: '2026-11-02',
      rollsFrom: '2027-02-01',
      until: '2027-04-30',
      devices: '8',
      rent: '199.00 SEK',
    });
    expect(found.cost).toEqual({ monthly: '1592.00 SEK', once: null, from: '2027-02-01' });
  });

  it('hy-2024-017: last day to give notice is 29 January, 6 devices', () => {
    const tags = Array.from({ length: 6 }, (_, index) => `LT-6${index}`);

    const found = one('lease-ending', { leases: [lease('hy-2024-017', tags, { to: '2027-02-28', notice: 'P30D' })] });

    expect(found.day).toBe('2027-01-29');
    expect(found.values).toMatchObject({ variant: 'notice-ahead', devices: '6' });
  });
});

describe('late and overdue', () => {
  it.each([
    ['2026-12-31', '4'],
    ['2025-11-30', '400'],
  ])('a last day %s is %s days late on 4 January', (lastDay, days) => {
    expect(one('account-after-cut-off', { people: [person('e-1', { lastDay })] }).values['days']).toBe(days);
  });

  it('a decision due on 22 December is 13 days overdue', () => {
    const found = one('device-undecided', {
      people: [person('e-1002', { lastDay: '2027-01-05', manager: 'e-1012' })],
      devices: [device('LT-0002', 'e-1002')],
      policies: { 'device-rules': { decideTypes: ['laptop'] } },
    });

    expect(found).toMatchObject({ who: 'e-1012', day: '2026-12-22', values: { variant: 'overdue', days: '13' } });
  });

  it('nothing of somebody rehired is due for deletion', () => {
    const world: World = {
      people: [person('e-1011', { firstDay: '2027-01-04', periods: [{ from: '2020-01-01', to: '2026-09-30' }] })],
      accounts: { ad: [account('ad-e-1011', { enabled: false })] },
      memory: { verified: verified(done('disable', { person: 'e-1011', cause: 'spell:2026-09-30', at: at('2026-10-01', '02:00') })) },
    };

    expect(only('deletion-due', world)).toEqual([]);
  });
});
