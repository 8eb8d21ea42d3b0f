/** Money: exact sums in minor units, what seats and lateness cost, and what ending a lease early costs. */
import { assert, bigInt, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addMoney,
  formatMoney,
  monthsPassed,
  parseMoney,
  percentOf,
  personLateness,
  savingFor,
  seatLateness,
  sumMoney,
  timesMoney,
} from '../../../reconciler/plan/costs.ts';
import type { PersonView } from '../../../reconciler/plan/input.ts';
import { breakCost } from '../../../reconciler/plan/lease-sums.ts';
import type { Day, Entitlement, Money, SystemId } from '../../../schemas/primitives.ts';
import { contextOf, device, lease } from './findings/look.ts';
import { account, line, person, seat, system } from './world.ts';

const sek = (amount: string) => `${amount} SEK` as Money;
const day = (text: string) => text as Day;

describe('amounts', () => {
  it.each(['0.00 SEK', '0.05 SEK', '-0.05 SEK', '1800.00 SEK', '-12.30 DKK', '999999999999.99 EUR'])('%s comes back as it was', (text) => {
    expect(formatMoney(parseMoney(text as Money))).toBe(text);
  });

  it('every whole number of minor units is one money string, and back', () => {
    assert(
      property(bigInt({ min: -(10n ** 14n) + 1n, max: 10n ** 14n - 1n }), (minor) => {
        const text = formatMoney({ minor, currency: 'SEK' });
        expect(text).toMatch(/^-?(0|[1-9][0-9]{0,11})\.[0-9]{2} [A-Z]{3}$/u);
        expect(parseMoney(text)).toEqual({ minor, currency: 'SEK' });
      }),
    );
  });

  it('adds in one currency and refuses two', () => {
    expect(addMoney(sek('0.10'), sek('0.20'))).toBe('0.30 SEK');
    expect(addMoney(sek('1.00'), '1.00 DKK' as Money)).toBeNull();
    expect(sumMoney([sek('1.00'), '1.00 DKK' as Money, sek('1.00')])).toBeNull();
    expect(sumMoney([])).toBeNull();
    expect(sumMoney([sek('3450.00'), sek('306.00'), sek('778.00')])).toBe('4534.00 SEK');
  });

  it.each([
    ['2440.00', 25, '610.00'],
    ['0.02', 25, '0.01'],
    ['0.01', 25, '0.00'],
    ['-0.02', 25, '-0.01'],
    ['-0.01', 25, '0.00'],
    ['10.00', 0, '0.00'],
  ])('%s at %i per cent is %s', (net, rate, tax) => {
    expect(percentOf(sek(net), rate)).toBe(sek(tax));
  });

  it('multiplies', () => {
    expect(timesMoney(sek('1079.00'), 13)).toBe('14027.00 SEK');
    expect(timesMoney(sek('199.00'), 8)).toBe('1592.00 SEK');
    expect(timesMoney(sek('389.00'), 4)).toBe('1556.00 SEK');
  });
});

describe('whole months', () => {
  it.each([
    ['2025-12-01', '2027-01-04', 13],
    ['2025-12-01', '2027-01-01', 13],
    ['2025-12-01', '2026-12-31', 12],
    ['2026-12-21', '2027-01-04', 0],
    ['2026-01-31', '2026-02-28', 1],
    ['2027-01-04', '2026-01-04', 0],
    ['2027-01-04', '2027-01-04', 0],
  ])('from %s to %s: %i', (from, to, months) => {
    expect(monthsPassed(day(from), day(to))).toBe(months);
  });
});

describe('the price of a seat', () => {
  const world = {
    systems: [
      system('m365', {
        licences: [
          { id: 'E3', price: '389.00 SEK', per: 'month', commitment: { until: '2027-06-30', quantity: 49 } },
          { id: 'VISIO', price: '153.00 SEK', per: 'month', commitment: { until: '2027-01-03', quantity: 2 } },
          { id: 'YEARLY', price: '100.00 SEK', per: 'year' },
        ],
      }),
    ],
  };
  it.each([
    ['E3', { monthly: '389.00 SEK', from: '2027-07-01' }],
    ['VISIO', { monthly: '153.00 SEK', from: null }],
    ['YEARLY', { monthly: '8.33 SEK', from: null }],
    ['NONE', null],
  ])('%s', (id, saving) => {
    expect(savingFor(contextOf(world), 'm365' as SystemId, id as Entitlement)).toEqual(saving);
  });

  it('is unknown in a system that is unknown', () => {
    expect(savingFor(contextOf(world), 'crm' as SystemId, 'E3' as Entitlement)).toBeNull();
  });
});

describe('what being late has cost', () => {
  const systems = [
    system('m365', { licences: [{ id: 'E3', price: '389.00 SEK', per: 'month' }] }),
    system('crm', { licences: [{ id: 'SEAT', price: '690.00 SEK', per: 'month' }] }),
  ];
  const cilla = (lastDay: string) => person('e-1003', { lastDay, accounts: [line('m365', 'm-3'), line('crm', 'c-3'), line('vpn', 'v-3')] });
  const accounts = (assignedOn: string | null = null) => ({
    m365: [account('m-3', { licences: [seat('E3', null, assignedOn)] })],
    crm: [account('c-3', { licences: [seat('SEAT')] })],
  });
  const viewOf = (world: Parameters<typeof contextOf>[0]): [ReturnType<typeof contextOf>, PersonView] => {
    const context = contextOf(world);
    return [context, [...context.people.values()][0] as PersonView];
  };

  it('13 whole months of E3 and crm since 30 November 2025 are 14,027.00', () => {
    const [context, view] = viewOf({ people: [cilla('2025-11-30')], systems, accounts: accounts() });

    expect(personLateness(context, view)).toEqual({ months: 13, monthly: '1079.00 SEK', paid: '14027.00 SEK' });
  });

  it('a seat given later is counted from then', () => {
    const [context, view] = viewOf({ people: [cilla('2025-11-30')], systems, accounts: accounts('2026-11-01') });

    const late = seatLateness(context, view, { system: 'm365' as SystemId, licence: seat('E3', null, '2026-11-01') });

    expect(late).toEqual({ months: 2, monthly: '389.00 SEK', paid: '778.00 SEK' });
    expect(personLateness(context, view)).toEqual({ months: 13, monthly: '1079.00 SEK', paid: '9748.00 SEK' });
  });

  it('nothing is late without a last day, before it is over, or without a price', () => {
    const [staying, stayer] = viewOf({ people: [person('e-1003', { accounts: [line('m365', 'm-3')] })], systems, accounts: accounts() });
    const [leaving, leaver] = viewOf({ people: [cilla('2027-01-04')], systems, accounts: accounts() });
    const [free, freed] = viewOf({ people: [cilla('2025-11-30')], systems: [system('m365')], accounts: accounts() });

    expect(personLateness(staying, stayer)).toBeNull();
    expect(personLateness(leaving, leaver)).toBeNull();
    expect(personLateness(free, freed)).toBeNull();
  });
});

describe('ending a lease early', () => {
  const world = (extra: object = {}, organisation: object = {}) => ({
    devices: [device('LT-7', 'e-1007', { ownership: 'leased', lease: 'll-2025-011' })],
    leases: [lease('ll-2025-011', ['LT-7'], { to: '2027-11-30', rent: '219.00 SEK', breakFee: '250.00 SEK', ...extra })],
    organisation,
  });
  const costOf = (given: Parameters<typeof contextOf>[0], on: string) => {
    const context = contextOf(given);
    return breakCost(context, [...context.input.desired.devices.values()][0] as never, day(on));
  };
  const company = (vat: object | null) => ({
    companies: [{ id: 'se', name: 'Exempel', country: 'SE', currency: 'SEK', ...(vat === null ? {} : { vat }) }],
  });

  it('ten rents, the break fee and VAT: 2,440.00 + 610.00 = 3,050.00', () => {
    expect(costOf(world(), '2027-01-31')).toEqual({
      months: 10,
      rent: '219.00 SEK',
      rentLeft: '2190.00 SEK',
      breakFee: '250.00 SEK',
      net: '2440.00 SEK',
      vat: '610.00 SEK',
      gross: '3050.00 SEK',
      netCost: '2440.00 SEK',
    });
  });

  it('what cannot be deducted is a cost', () => {
    const cost = costOf(world({}, company({ rate: 25, deductible: 50 })), '2027-01-31');

    expect(cost).toMatchObject({ gross: '3050.00 SEK', netCost: '2745.00 SEK' });
  });

  it('a company without VAT pays none; a lease without a break fee has none', () => {
    const { breakFee: _fee, ...bare } = world({}, company(null)).leases[0] as unknown as { breakFee: string };

    const cost = costOf({ ...world({}, company(null)), leases: [bare as never] }, '2027-01-31');

    expect(cost).toMatchObject({ breakFee: '0.00 SEK', vat: '0.00 SEK', gross: '2190.00 SEK', netCost: '2190.00 SEK' });
  });

  it.each([
    ['a lease that has ended', { to: '2026-12-31' }],
    ['two currencies', { breakFee: '250.00 DKK' }],
  ])('no sum for %s', (_what, extra) => {
    expect(costOf(world(extra), '2027-01-31')).toBeNull();
  });

  it('no sum for a device that is not leased', () => {
    expect(costOf({ devices: [device('LT-7', 'e-1007')] }, '2027-01-31')).toBeNull();
  });

  it('a lessee that is no company of ours adds no VAT', () => {
    expect(costOf(world({ company: 'gone' }), '2027-01-31')).toMatchObject({ vat: '0.00 SEK', netCost: '2440.00 SEK' });
  });
});
