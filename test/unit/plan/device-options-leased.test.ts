/** What becomes of a leased device: what each choice costs, who bears it, by when it binds. */
import { describe, expect, it } from 'vitest';
import { plus } from '../../../reconciler/plan/costs.ts';
import type { Money } from '../../../schemas/primitives.ts';
import { lease } from './findings/look.ts';
import { leased, lines, option, options } from './options-look.ts';

describe('a lease that runs', () => {
  it('bought out: 10 x 219.00 + 250.00 = 2,440.00, with tax 3,050.00; finance approves', () => {
    const found = option('buyout', leased);

    expect(found.parts).toEqual([
      { what: 'rent-left', amount: '2190.00 SEK', months: 10 },
      { what: 'break-fee', amount: '250.00 SEK', months: null },
    ]);
    expect(found.cost).toEqual({ net: '2440.00 SEK', vat: '610.00 SEK', gross: '3050.00 SEK', netCost: '2440.00 SEK' });
    expect(found.share).toEqual({ company: '2440.00 SEK', person: '0.00 SEK' });
    expect(found.monthly).toBeNull();
    expect(found.needs).toEqual(['offer', 'lessor-price', 'finance', 'acquire', 'save-private', 'purge', 'management', 'consent']);
  });

  it('given to somebody else costs nothing now: the rent goes on, and only for the lessee', () => {
    expect(option('transfer', leased)).toMatchObject({
      parts: [],
      cost: null,
      monthly: { amount: '219.00 SEK', until: '2027-11-30' },
      lessee: 'se',
      isSuggested: false,
    });
    expect(option('release', leased)).toMatchObject({ monthly: { amount: '219.00 SEK' }, lessee: null });
  });

  it('returned early owes the rent all the same', () => {
    const found = option('return-to-lessor', leased);

    expect(found.parts).toEqual([{ what: 'rent-left', amount: '2190.00 SEK', months: 10 }]);
    expect(found).toMatchObject({ cost: { gross: '2737.50 SEK' }, monthly: null, bindsOn: '2027-11-30', isSuggested: false });
  });

  it('kept for a matter or lost goes on costing rent', () => {
    for (const kind of ['hold', 'lost'] as const)
      expect(option(kind, leased).monthly).toEqual({ amount: '219.00 SEK', until: '2027-11-30' });
  });

  it('shares what is above the budget with the person, by policy', () => {
    const policies = { 'device-rules': { earlyEnd: [{ budget: '2000.00 SEK' }] } } as const;

    expect(option('buyout', leased, { policies }).share).toEqual({ company: '2000.00 SEK', person: '440.00 SEK' });
  });

  it.each([
    [
      'the lessor’s price, which the person pays for in the price of the sale',
      { to: '2027-11-30', rent: '219.00 SEK', breakFee: '250.00 SEK' },
      '440.00 SEK',
    ],
    ['an end that nobody hastened', { to: '2026-12-31' }, '0.00 SEK'],
  ])('never shares %s', (_what, terms, person) => {
    const policies = { 'device-rules': { earlyEnd: [{ budget: '2000.00 SEK' }] } } as const;
    const given = lines({ ...terms, quote: { price: '2900.00 SEK', on: '2026-12-01' } });

    const { share, cost } = option('buyout', leased, { ...given, policies });

    expect(share?.person).toBe(person);
    expect(plus(share?.company as Money, share?.person as Money)).toBe(cost?.netCost);
  });

  it('never shares the rent of a term that began because notice was missed', () => {
    const policies = { 'device-rules': { earlyEnd: [{ budget: '100.00 SEK' }] } } as const;
    const rolling = lines({ to: '2026-12-31', autoExtend: 'P3M', notice: 'P30D' });

    expect(option('return-to-lessor', leased, { ...rolling, policies }).share).toEqual({ company: '438.00 SEK', person: '0.00 SEK' });
  });

  it('with a quote adds the lessor’s price, and needs none', () => {
    const found = option(
      'buyout',
      leased,
      lines({ to: '2027-11-30', quote: { price: '900.00 SEK', on: '2027-01-02', until: '2027-01-31' } }),
    );

    expect(found.parts.map(({ what, amount }) => [what, amount])).toEqual([
      ['rent-left', '2190.00 SEK'],
      ['break-fee', '0.00 SEK'],
      ['lessor-price', '900.00 SEK'],
    ]);
    expect(found.needs).not.toContain('lessor-price');
    expect(found.bindsOn).toBe('2027-01-31');
  });

  it('without a quote that still stands costs the residual value the company answers for', () => {
    const base = lease('ll-1', ['LT-1'], { to: '2027-11-30', quote: { price: '900.00 SEK', on: '2026-12-01', until: '2027-01-30' } });
    const leases = [{ ...base, lines: { 'LT-1': { rent: '219.00 SEK', guaranteedResidual: '600.00 SEK' } } }];

    expect(option('buyout', leased, { leases })).toMatchObject({
      bindsOn: null,
      parts: [{}, {}, { what: 'lessor-price', amount: '600.00 SEK' }],
    });
  });

  it('ends cheapest on its last day: the fee is saved, the rent is owed anyway', () => {
    expect(option('buyout', leased).cheapest).toEqual({ on: '2027-11-30', net: '2190.00 SEK' });
    expect(option('return-to-lessor', leased, lines({ to: '2027-11-30' })).cheapest).toEqual({ on: '2027-01-31', net: '2190.00 SEK' });
    expect(option('release', leased).cheapest).toBeNull();
    expect(option('buyout').cheapest).toBeNull();
    expect(option('buyout', leased, lines({ to: '2027-11-30', breakFee: '25.00 EUR' })).cheapest).toBeNull();
  });

  it('in two currencies has no sum, and so no parts', () => {
    expect(option('buyout', leased, lines({ to: '2027-11-30', breakFee: '25.00 EUR' }))).toMatchObject({
      parts: [],
      cost: null,
      share: null,
    });
  });

  it('is better returned when less is left than policy wants', () => {
    const short = lines({ to: '2027-04-30' });

    expect(option('return-to-lessor', leased, short).isSuggested).toBe(true);
    expect(options(leased, short).filter(({ isSuggested }) => isSuggested)).toHaveLength(1);
    expect(option('return-to-lessor', leased, lines({ to: '2027-05-01' })).isSuggested).toBe(false);
  });
});

describe('a lease with notice', () => {
  const rolling = lines({ to: '2027-02-28', notice: 'P30D', autoExtend: 'P3M' });

  it('binds on the last day of notice; until then one rent is owed, after it four', () => {
    const before = option('return-to-lessor', leased, { ...rolling, today: '2027-01-29' });
    const after = option('return-to-lessor', leased, { ...rolling, today: '2027-01-30' });

    expect([before.bindsOn, before.parts[0]?.months]).toEqual(['2027-01-29', 1]);
    expect([after.bindsOn, after.parts[0]?.months]).toEqual(['2027-05-01', 4]);
  });

  it('that is over before the device day is taken as it then stands', () => {
    const found = option('return-to-lessor', leased, { ...rolling, last: '2027-03-31' });

    expect(found).toMatchObject({ bindsOn: '2027-05-01', parts: [{ months: 2, amount: '438.00 SEK' }], isSuggested: true });
  });
});

describe('a lease that has ended or rolls', () => {
  const ended = (extra: object = {}) => lines({ to: '2026-12-31', lateReturn: '189.00 SEK', ...extra });

  it('is bought from the lessor first; meanwhile the charge goes on', () => {
    const found = option('buyout', leased, ended({ quote: { price: '700.00 SEK', on: '2026-12-01' } }));

    expect(found.parts).toEqual([{ what: 'lessor-price', amount: '700.00 SEK', months: null }]);
    expect(found.cost?.gross).toBe('875.00 SEK');
    expect(found.monthly).toEqual({ amount: '189.00 SEK', until: null });
    expect(found.needs.slice(0, 3)).toEqual(['offer', 'acquire', 'save-private']);
    expect(found.bindsOn).toBeNull();
  });

  it('without a price must be asked for', () => {
    expect(option('buyout', leased, ended())).toMatchObject({
      parts: [],
      cost: null,
      needs: expect.arrayContaining(['lessor-price', 'acquire']),
    });
  });

  it('returned: nothing is owed but the months until it is back', () => {
    expect(option('return-to-lessor', leased, ended())).toMatchObject({
      parts: [],
      monthly: { amount: '189.00 SEK', until: null },
      bindsOn: null,
      isSuggested: true,
    });
  });

  it('rolls: the rent to the end of what notice can still reach', () => {
    const found = option('return-to-lessor', leased, lines({ to: '2026-12-31', notice: 'P30D', autoExtend: 'P3M' }));

    expect(found).toMatchObject({ bindsOn: '2027-03-01', parts: [{ months: 2, amount: '438.00 SEK' }], isSuggested: true });
  });

  it('bought while it rolls: the rent goes on until the company has bought it', () => {
    const found = option('buyout', leased, lines({ to: '2026-12-31', notice: 'P30D', autoExtend: 'P3M' }));

    expect(found).toMatchObject({ parts: [], monthly: { amount: '219.00 SEK', until: '2027-03-31' } });
    expect(found.needs).toEqual(expect.arrayContaining(['lessor-price', 'acquire']));
    expect(found.needs).not.toContain('finance');
  });

  it('bought from the lessor already is owned', () => {
    const acquired = { from: 'Exempel Finans', price: '900.00 SEK', on: '2027-01-02' };

    expect(option('buyout', { ...leased, acquired }, ended())).toMatchObject({ parts: [], monthly: null });
  });
});
