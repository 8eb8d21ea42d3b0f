/** What a device's line of a lease costs: rent that is owed, a break, tax, the cheapest day to end. Worked examples by name. */
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../reconciler/calendar.ts';
import { valueGap } from '../../../reconciler/plan/buyout-guards.ts';
import {
  breakCostOf,
  cheapestEnd,
  costOfEnding,
  type LeaseTerms,
  rentAfter,
  termsOf,
  viewTerms,
  withVat,
} from '../../../reconciler/plan/lease-sums.ts';
import { viewLease } from '../../../reconciler/plan/leases.ts';
import type { Device } from '../../../schemas/device.ts';
import type { Lease } from '../../../schemas/lease.ts';
import type { Day, Money } from '../../../schemas/primitives.ts';
import { device, lease, plan } from './findings/look.ts';
import { option } from './options-look.ts';
import { person as employee, makeDesired, type World } from './world.ts';

const day = (text: string) => text as Day;
const sek = (amount: string) => `${amount} SEK` as Money;

/** The terms of LT-7 on a lease of Swedish devices. */
function terms(extra: object = {}, line: object = {}, organisation: World['organisation'] = {}): LeaseTerms {
  const base = lease('ll-1', ['LT-7'], { from: '2025-12-01', to: '2027-11-30', rent: '219.00 SEK', breakFee: '250.00 SEK', ...extra });
  const lines = { 'LT-7': { rent: base.lines['LT-7']?.rent ?? '', ...line } };
  const one = device('LT-7', 'e-1007', { ownership: 'leased', lease: 'll-1' });
  const found = termsOf(makeDesired({ devices: [one], leases: [{ ...base, lines }], organisation }), one as unknown as Device);
  if (found === null) throw new Error('no terms');
  return found;
}

describe('terms', () => {
  it('are those of the lease, its line and the tax of the lessee', () => {
    expect(terms({ lateReturn: '189.00 SEK' }, { to: '2027-06-30', guaranteedResidual: '600.00 SEK' })).toMatchObject({
      to: '2027-06-30',
      rent: '219.00 SEK',
      breakFee: '250.00 SEK',
      late: '189.00 SEK',
      guaranteed: '600.00 SEK',
      vat: { rate: 25, deductible: 100 },
    });
  });

  it('without a break fee, a charge for lateness, a residual value or a company: nought, the rent, none, no tax', () => {
    const bare = terms({ breakFee: undefined, company: 'gone' });

    expect(bare).toMatchObject({ breakFee: '0.00 SEK', late: '219.00 SEK', guaranteed: null, vat: { rate: 0, deductible: 100 } });
  });

  it.each([
    ['owned', { ownership: 'owned', lease: 'll-1' }],
    ['on no lease', { ownership: 'leased' }],
    ['bought from the lessor', { ownership: 'leased', lease: 'll-1', acquired: { from: 'x', price: '1.00 SEK', on: '2027-01-01' } }],
    ['on a lease without a file', { ownership: 'leased', lease: 'll-9' }],
    ['on a lease without a line for it', { ownership: 'leased', lease: 'll-1', id: 'LT-8' }],
  ])('none for a device that is %s', (_what, own) => {
    const desired = makeDesired({ leases: [lease('ll-1', ['LT-7'], {})] });

    expect(termsOf(desired, device('LT-7', null, own as never) as unknown as Device)).toBeNull();
  });
});

describe('rent that is owed', () => {
  it.each([
    ['two whole years', '2025-11-30', '2027-11-30', 24],
    ['ten months after January', '2027-01-31', '2027-11-30', 10],
    ['a month begun counts whole', '2027-01-30', '2027-11-30', 11],
    ['the last month, on its last day but one', '2027-11-29', '2027-11-30', 1],
    ['nothing after the last day', '2027-11-30', '2027-11-30', 0],
    ['nothing after a later day', '2027-12-31', '2027-11-30', 0],
  ])('%s: after %s up to and with %s: %i months', (_what, after, until, months) => {
    expect(rentAfter(terms(), day(after), day(until))).toEqual({ months, amount: sek((219 * months).toFixed(2)) });
  });
});

describe('tax', () => {
  it.each([
    ['all of it is deducted', 100, '2440.00'],
    ['half of it is', 50, '2745.00'],
    ['none of it is: a municipal company', 0, '3050.00'],
  ])('when %s, the company bears %3$s', (_what, deductible, netCost) => {
    expect(withVat(sek('2440.00'), { rate: 25, deductible })).toEqual({
      net: sek('2440.00'),
      vat: sek('610.00'),
      gross: sek('3050.00'),
      netCost: sek(netCost),
    });
  });
});

describe('worked examples', () => {
  it('ending early: ten rents of 219.00, a break fee of 250.00, and tax come to 3,050.00', () => {
    expect(breakCostOf(terms(), day('2027-01-31'))).toEqual({
      months: 10,
      rent: sek('219.00'),
      rentLeft: sek('2190.00'),
      breakFee: sek('250.00'),
      net: sek('2440.00'),
      vat: sek('610.00'),
      gross: sek('3050.00'),
      netCost: sek('2440.00'),
    });
  });

  it('no break on the last day, after it, or in two currencies', () => {
    expect(breakCostOf(terms(), day('2027-11-30'))).toBeNull();
    expect(breakCostOf(terms(), day('2027-12-01'))).toBeNull();
    expect(breakCostOf(terms({ breakFee: '250.00 DKK' }), day('2027-01-31'))).toBeNull();
  });

  it('notice three months before, preliminary until one month before, then binding', () => {
    const contract = terms({ to: '2027-02-28', notice: 'P1M', autoExtend: 'P3M' });
    const views = ['2026-11-28', '2027-01-28', '2027-01-29'].map((on) => viewTerms(contract, day(on)));

    expect(views.map(({ bindsOn, owedUntil }) => [bindsOn, owedUntil])).toEqual([
      ['2027-01-28', '2027-02-28'],
      ['2027-01-28', '2027-02-28'],
      ['2027-04-30', '2027-05-31'],
    ]);
  });

  it('notice missed on 2 November: the lease rolls from 1 February, and rent is owed for April', () => {
    const contract = terms({ from: '2024-02-01', to: '2027-01-31', notice: 'P90D', autoExtend: 'P3M', rent: '199.00 SEK' });
    const { owedUntil, bindsOn } = viewTerms(contract, day('2027-01-04'));

    expect([owedUntil, bindsOn]).toEqual(['2027-04-30', '2027-01-30']);
    expect(rentAfter(contract, day('2027-01-31'), owedUntil)).toEqual({ months: 3, amount: sek('597.00') });
  });

  it('a lease of 36 months is 36 rents, one of 24 is 24', () => {
    expect(rentAfter(terms(), day('2024-02-29'), day('2027-02-28')).months).toBe(36);
    expect(rentAfter(terms(), day('2025-11-30'), day('2027-11-30')).months).toBe(24);
  });
});

describe('what a lease owes on a day', () => {
  const cases: readonly [string, object, string, string, string | null][] = [
    ['no notice, no extension: its last day', {}, '2027-01-04', '2027-01-31', '2027-01-31'],
    ['over', {}, '2027-02-01', '2027-01-31', null],
    ['notice ahead', { notice: 'P30D' }, '2026-12-01', '2027-01-31', '2027-01-01'],
    ['notice day gone by, nothing rolls', { notice: 'P30D' }, '2027-01-04', '2027-01-31', '2027-01-31'],
    ['notice given', { notice: 'P30D', noticeGiven: '2026-12-01' }, '2026-12-10', '2027-01-31', '2027-01-31'],
    ['it would roll, notice ahead', { notice: 'P30D', autoExtend: 'P3M' }, '2027-01-01', '2027-01-31', '2027-01-01'],
    ['it will roll', { notice: 'P30D', autoExtend: 'P3M' }, '2027-01-02', '2027-04-30', '2027-03-31'],
    ['it rolls', { notice: 'P30D', autoExtend: 'P3M' }, '2027-03-31', '2027-04-30', '2027-03-31'],
    ['it rolls and will again', { notice: 'P30D', autoExtend: 'P3M' }, '2027-04-01', '2027-07-31', '2027-07-01'],
    ['notice longer than the extension', { notice: 'P5M', autoExtend: 'P1M' }, '2027-01-04', '2027-06-30', '2027-01-30'],
    [
      'notice given in time, it rolls no more',
      { notice: 'P30D', autoExtend: 'P3M', noticeGiven: '2027-01-15' },
      '2027-02-20',
      '2027-04-30',
      '2027-04-30',
    ],
    ['and is over', { notice: 'P30D', autoExtend: 'P3M', noticeGiven: '2027-01-15' }, '2027-05-01', '2027-04-30', null],
  ];
  it.each(cases)('%s', (_what, extra, on, owedUntil, bindsOn) => {
    expect(viewLease(lease('ll-1', [], extra) as unknown as Lease, day(on))).toMatchObject({ owedUntil, bindsOn });
  });
});

describe('the cheapest day to end', () => {
  it.each([
    ['with a break fee: the last day of the term', {}, '2027-01-31', '2027-11-30', '2190.00'],
    ['without one: at once, the rent is owed all the same', { breakFee: undefined }, '2027-01-31', '2027-01-31', '2190.00'],
    ['on the last day', {}, '2027-11-30', '2027-11-30', '0.00'],
    ['after the end: at once', {}, '2027-12-05', '2027-12-05', '0.00'],
    [
      'of a lease that rolls: at once, to the end of what is owed',
      { to: '2027-01-31', autoExtend: 'P3M', notice: 'P30D' },
      '2027-02-15',
      '2027-02-15',
      '657.00',
    ],
    [
      'of one that will roll: when the agreed term is over',
      { to: '2027-01-31', autoExtend: 'P3M', notice: 'P30D' },
      '2027-01-15',
      '2027-01-31',
      '876.00',
    ],
  ])('%s', (_what, extra, from, on, net) => {
    expect(cheapestEnd(terms(extra), day(from))).toMatchObject({ on, net: sek(net) });
  });

  it('costs a month more for every month begun after the end', () => {
    const contract = terms({ lateReturn: '189.00 SEK' });

    expect(
      ['2027-11-30', '2027-12-01', '2027-12-31', '2028-01-01'].map((on) => costOfEnding(contract, day('2027-10-31'), day(on))),
    ).toEqual([sek('219.00'), sek('408.00'), sek('408.00'), sek('597.00')]);
  });

  it('is not known in two currencies', () => {
    expect(cheapestEnd(terms({ breakFee: '250.00 DKK' }), day('2027-01-31'))).toBeNull();
    expect(costOfEnding(terms({ lateReturn: '189.00 DKK' }), day('2027-10-31'), day('2027-12-31'))).toBeNull();
  });
});

describe('what portals and the law of the field ask for, with its sums', () => {
  const LEASED = { ownership: 'leased', lease: 'll-1' } as const;
  const running = (line: object = {}, extra: object = {}) => {
    const base = lease('ll-1', ['LT-1'], { from: '2025-12-01', to: '2027-11-30', breakFee: '250.00 SEK', ...extra });
    return { leases: [{ ...base, lines: { 'LT-1': { rent: '219.00 SEK', ...line } } }] };
  };
  const policy = (rules: object): World => ({ policies: { 'device-rules': rules } });

  it.each([
    ['24 months are 24 rents', '2025-12-01', 24, '5256.00'],
    ['36 months are 36 rents', '2024-12-01', 36, '7884.00'],
  ])('a lease of %s', (_what, from, months, sum) => {
    const contract = terms({ from });

    expect(rentAfter(contract, addDays(day(from), -1), day('2027-11-30'))).toEqual({ months, amount: sek(sum) });
  });

  it.each([
    ['within the budget the company pays', { earlyEnd: [{ budget: '2440.00 SEK' }] }, 'person', '2440.00', '0.00'],
    ['above it, by one policy, the company pays all', { earlyEnd: [{}] }, 'person', '2440.00', '0.00'],
    ['above it, by the other, the company pays to the budget', { earlyEnd: [{ budget: '2000.00 SEK' }] }, 'person', '2000.00', '440.00'],
    ['it differs by who ended it', { earlyEnd: [{ endedBy: ['person'], budget: '2000.00 SEK' }] }, 'company', '2440.00', '0.00'],
  ])('ending early costs ten rents and the fee, 2,440.00: %s', (_what, rules, endedBy, company, person) => {
    const offboardings = [plan('e-1', '2027-01-31', { endedBy })];

    const { parts, share } = option('buyout', LEASED, { ...running(), ...policy(rules), offboardings });

    expect(parts.map(({ amount }) => amount)).toEqual([sek('2190.00'), sek('250.00')]);
    expect(share).toEqual({ company: sek(company), person: sek(person) });
  });

  it('with a guaranteed residual value it goes back, or that value is paid out; without one the lessor is asked', () => {
    const ended = { to: '2026-12-31', breakFee: undefined };
    const [paidOut, back, asked] = [
      option('buyout', LEASED, running({ guaranteedResidual: '600.00 SEK' }, ended)),
      option('return-to-lessor', LEASED, running({ guaranteedResidual: '600.00 SEK' }, ended)),
      option('buyout', LEASED, running({}, ended)),
    ];

    expect(paidOut.cost).toMatchObject({ net: sek('600.00'), vat: sek('150.00'), gross: sek('750.00') });
    expect([back.cost, back.isSuggested]).toEqual([null, true]);
    expect([asked.cost, asked.needs.includes('lessor-price')]).toEqual([null, true]);
  });

  it.each([
    ['2026-02-01', null],
    ['2026-02-02', 'tenure'],
  ])('a minimum tenure of twelve months, begun %s', (firstDay, refused) => {
    const people = [employee('e-1', { firstDay, lastDay: '2027-01-31' })];

    expect(option('buyout', {}, { people, ...policy({ buyout: { minimumTenure: 'P12M' } }) }).refused).toBe(refused);
  });

  it('buying is off, so the default is return', () => {
    const leased = {
      ...running({}, { to: '2026-12-31' }),
      ...policy({ buyout: { types: ['phone'] }, defaults: [{ ownership: ['leased'], disposition: 'return-to-lessor' }] }),
    };

    expect(option('buyout', LEASED, leased).refused).toBe('type');
    expect(option('return-to-lessor', LEASED, leased)).toMatchObject({ isDefault: true, refused: null });
  });

  it('a sale below market value is a benefit of the difference, value added tax in both', () => {
    const [seller = null] = makeDesired({}).organisation.companies;
    const marketValue = { amount: sek('2300.00'), source: 'reseller', on: day('2027-01-04') } as const;

    expect(valueGap({ price: sek('1800.00'), vat: 'included', marketValue }, seller)?.difference).toBe(sek('500.00'));
    expect(valueGap({ price: sek('1800.00'), vat: 'excluded', marketValue }, seller)?.difference).toBe(sek('50.00'));
  });
});
