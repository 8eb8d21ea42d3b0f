/** What holds for every lease: no sum is negative, parts add up to the minor unit, currencies never mix, dates are inclusive. */
import { type Arbitrary, assert, boolean, constantFrom, integer, option, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addPeriod } from '../../../reconciler/calendar.ts';
import { formatMoney, parseMoney } from '../../../reconciler/plan/costs.ts';
import { optionsFor } from '../../../reconciler/plan/device-options.ts';
import { cheapestEnd, costOfEnding, type LeaseTerms, rentAfter, termsOf, viewTerms, withVat } from '../../../reconciler/plan/lease-sums.ts';
import type { Device } from '../../../schemas/device.ts';
import type { Day, Money, Period } from '../../../schemas/primitives.ts';
import { contextOf, device, lease } from './findings/look.ts';
import { makeDesired, person } from './world.ts';

const START = '2024-01-31' as Day;
const day = integer({ min: 0, max: 2200 }).map((days) => addDays(START, days));
const money = integer({ min: 0, max: 500_000 }).map((minor) => formatMoney({ minor: BigInt(minor), currency: 'SEK' }));
const period = constantFrom('P30D', 'P90D', 'P1M', 'P3M', 'P5M', 'P2W');
const leases = record({
  from: day,
  months: integer({ min: 1, max: 40 }),
  rent: money,
  breakFee: option(money, { nil: undefined }),
  lateReturn: option(money, { nil: undefined }),
  quote: option(money, { nil: undefined }),
  budget: option(money, { nil: undefined }),
  notice: option(period, { nil: undefined }),
  autoExtend: option(constantFrom('P1M', 'P3M', 'P12M', 'P0D'), { nil: undefined }),
  noticeGiven: option(day, { nil: undefined }),
  rate: integer({ min: 0, max: 30 }),
  deductible: integer({ min: 0, max: 100 }),
  today: day,
  last: integer({ min: -60, max: 400 }),
  isForeignFee: boolean(),
});
type Given = typeof leases extends Arbitrary<infer T> ? T : never;

function worldOf(given: Given) {
  const { from, months, rent, notice, autoExtend, noticeGiven, breakFee, lateReturn, quote, rate, deductible, budget } = given;
  const to = addDays(addPeriod(from, `P${months}M` as Period), -1);
  const fee = breakFee !== undefined && given.isForeignFee ? breakFee.replace('SEK', 'DKK') : breakFee;
  const said = Object.fromEntries(
    Object.entries({
      notice,
      autoExtend,
      noticeGiven,
      breakFee: fee,
      lateReturn,
      ...(quote === undefined ? {} : { quote: { price: quote, on: from } }),
    }).filter(([, value]) => value !== undefined),
  );
  return {
    people: [person('e-1', { lastDay: addDays(given.today, given.last) })],
    devices: [device('LT-1', 'e-1', { ownership: 'leased', lease: 'll-1' })],
    leases: [lease('ll-1', ['LT-1'], { from, to, rent, ...said })],
    organisation: { companies: [{ id: 'se', name: 'Exempel', country: 'SE', currency: 'SEK', vat: { rate, deductible } }] },
    policies: { 'device-rules': { earlyEnd: [budget === undefined ? {} : { budget }] } },
  };
}

function termsIn(given: Given): LeaseTerms {
  const world = worldOf(given);
  const found = termsOf(makeDesired(world), world.devices[0] as unknown as Device);
  if (found === null) throw new Error('no terms');
  return found;
}

const minor = (amount: Money) => parseMoney(amount).minor;
const currencies = (amounts: readonly Money[]) => new Set(amounts.map((amount) => parseMoney(amount).currency));

describe('every lease', () => {
  it('owes exactly as many rents as it has months, from its first to its last day inclusive', () => {
    assert(
      property(leases, (given) => {
        const terms = termsIn(given);

        expect(rentAfter(terms, addDays(given.from, -1), terms.to).months).toBe(given.months);
        expect(minor(rentAfter(terms, addDays(given.from, -1), terms.to).amount)).toBe(minor(given.rent) * BigInt(given.months));
      }),
    );
  });

  it('runs on its last day and does not the day after; what is owed is never before today, unless it is over', () => {
    assert(
      property(leases, (given) => {
        const terms = termsIn({ ...given, noticeGiven: undefined });
        const view = viewTerms(terms, given.today);

        expect(viewTerms(terms, terms.to).state).toBe('running');
        expect(viewTerms(terms, addDays(terms.to, 1)).state).not.toBe('running');
        if (view.state === 'ended') expect(view.owedUntil < given.today && view.bindsOn === null).toBe(true);
        else
          expect(
            view.owedUntil >= given.today && view.bindsOn !== null && view.bindsOn <= view.owedUntil && view.bindsOn >= given.today,
          ).toBe(true);
      }),
    );
  });

  it('rolls on in whole terms: rent of the extension is owed for exactly its months', () => {
    assert(
      property(leases, constantFrom(1, 3, 12), (given, months) => {
        const terms = termsIn({ ...given, noticeGiven: undefined, notice: undefined, autoExtend: `P${months}M` });
        const view = viewTerms(terms, addDays(terms.to, 1));

        expect(view.state).toBe('rolling');
        expect(rentAfter(terms, terms.to, view.termEnd).months).toBe(months);
      }),
    );
  });

  it('costs no less on any other day than on the cheapest, and the cheapest is the first such day', () => {
    assert(
      property(leases, (given) => {
        const terms = termsIn({ ...given, isForeignFee: false, months: Math.min(given.months, 8) });
        const best = cheapestEnd(terms, given.today);
        if (best === null) throw new Error('one currency');
        const { owedUntil } = viewTerms(terms, given.today);
        const until = owedUntil > given.today ? addDays(owedUntil, 40) : addDays(given.today, 40);

        for (let on = given.today; on <= until; on = addDays(on, 1)) {
          const cost = costOfEnding(terms, given.today, on);
          if (cost === null) throw new Error('one currency');
          expect(minor(cost) >= 0n).toBe(true);
          expect(on < best.on ? minor(cost) > minor(best.net) : minor(cost) >= minor(best.net)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is taxed so that the parts add up to the minor unit and the company bears between net and gross', () => {
    assert(
      property(money, integer({ min: 0, max: 30 }), integer({ min: 0, max: 100 }), (net, rate, deductible) => {
        const { vat, gross, netCost } = withVat(net, { rate, deductible });

        expect(minor(net) + minor(vat)).toBe(minor(gross));
        expect(minor(vat) >= 0n && minor(netCost) >= minor(net) && minor(netCost) <= minor(gross)).toBe(true);
      }),
    );
  });
});

describe('every option of a leased device', () => {
  it('has sums that are not negative, add up, are shared without remainder, and are of one currency', () => {
    assert(
      property(leases, (given) => {
        const context = contextOf(worldOf(given));
        const [view] = [...context.people.values()];
        if (view === undefined) throw new Error('nobody');
        const options = optionsFor({ desired: context.input.desired, today: given.today }, view, view.devices[0] as Device);

        for (const { parts, cost, share, monthly } of options) {
          expect(cost === null).toBe(parts.length === 0);
          if (cost === null || share === null) continue;
          const amounts = [...parts.map((part) => part.amount), ...Object.values(cost), share.company, share.person];
          expect(amounts.every((amount) => minor(amount) >= 0n)).toBe(true);
          expect(currencies([...amounts, ...(monthly === null ? [] : [monthly.amount])])).toEqual(new Set(['SEK']));
          expect(parts.reduce((sum, part) => sum + minor(part.amount), 0n)).toBe(minor(cost.net));
          expect(minor(share.company) + minor(share.person)).toBe(minor(cost.netCost));
        }
      }),
    );
  });
});
