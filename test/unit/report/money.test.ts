/** Sums of what findings cost, as finance reads them. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moneyTotals, parseAmount, sumMoney, writeAmount } from '../../../reconciler/report/money.ts';
import { incomeOf } from '../../../reconciler/report/status/cfo.ts';
import { as, desired, finding, findings, plan, view } from './sample.ts';

describe('sums', () => {
  it('counts unused seats and seats of people who have gone, and keeps seats merely bought apart', () => {
    const totals = moneyTotals(findings);

    expect(totals.stale).toEqual(['4534.00 SEK']);
    expect(totals.staleNow).toEqual(['3756.00 SEK']);
    expect(totals.staleLater).toEqual(['778.00 SEK']);
    expect(totals.unused).toEqual(['1556.00 SEK']);
    expect(totals.leases).toEqual(['1592.00 SEK']);
    expect(totals.earlyEnds).toEqual(['3050.00 SEK']);
    expect(totals.paid).toEqual([{ person: 'e-1', sum: '14027.00 SEK' }]);
  });

  it('makes one line for each kind, subject and day, with how many', () => {
    expect(moneyTotals(findings).groups.map((group) => [group.kind, group.of, group.count, group.monthly, group.from])).toEqual([
      ['stale', 'CRM', 5, '3450.00 SEK', null],
      ['stale', 'VISIOCLIENT', 2, '306.00 SEK', null],
      ['gone', 'SPE_E3', 2, '778.00 SEK', '2027-07-01'],
      ['lease', 'll-2024-009', 8, '1592.00 SEK', '2027-02-01'],
      ['unused', 'SPE_E3', 4, '1556.00 SEK', '2027-07-01'],
    ]);
  });

  it('never adds one currency to another', () => {
    const danish = finding('stale-licence', {
      subject: { system: 'crm', entitlement: 'CRM' },
      cost: { monthly: '500.00 DKK', once: null, from: null },
    });

    expect(moneyTotals([...findings, danish]).stale).toEqual(['500.00 DKK', '4534.00 SEK']);
  });

  it('names the largest sum paid for a person once, however many seats say it', () => {
    const twice = findings.filter((one) => one.code === 'leaver-licence' && one.subject.employee === ('e-1' as never));

    expect(moneyTotals([...twice, ...twice]).paid).toEqual([{ person: 'e-1', sum: '14027.00 SEK' }]);
  });

  it('is empty without findings', () => {
    expect(moneyTotals([])).toEqual({
      groups: [],
      stale: [],
      staleNow: [],
      staleLater: [],
      unused: [],
      leases: [],
      earlyEnds: [],
      paid: [],
    });
  });

  it('adds exactly, to the hundredth', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: -(10n ** 14n) + 1n, max: 10n ** 14n - 1n })), (minors) => {
        const sum = minors.reduce((a, b) => a + b, 0n);
        const written = sumMoney(minors.map((minor) => writeAmount({ minor, currency: 'SEK' })));
        expect(written).toEqual(minors.length === 0 ? [] : [writeAmount({ minor: sum, currency: 'SEK' })]);
        expect(minors.map((minor) => parseAmount(writeAmount({ minor, currency: 'SEK' }))?.minor)).toEqual(minors);
      }),
    );
  });
});

describe('income', () => {
  it('adds sales proposed tonight and sales not finished, each device once', () => {
    const sale = as([
      { ...plan.proposals[0], purpose: 'sale', lines: [{ ...plan.proposals[0]!.lines[0], tag: 'PH-1', values: { price: '1800.00 SEK' } }] },
    ]);
    const devices = new Map([
      ['PH-1', { id: 'PH-1', status: 'sale-pending', sale: { price: '1800.00 SEK' } }],
      ['LT-2', { id: 'LT-2', status: 'sale-pending', sale: { price: '1100.00 SEK' } }],
      ['LT-3', { id: 'LT-3', status: 'sold', sale: { price: '900.00 SEK' } }],
    ]);

    expect(incomeOf(view({ plan: { ...plan, proposals: sale }, desired: { ...desired, devices: as(devices) } }))).toEqual(['2900.00 SEK']);
  });
});
