/** What a sale to a person must respect: who sells, the market value and where it comes from, and how the price may be settled. */
import { describe, expect, it } from 'vitest';
import { type Buyout, offerRefusal, payrollCloses, sellerOf, settlementOf, valueGap } from '../../../reconciler/plan/buyout-guards.ts';
import { shareOf } from '../../../reconciler/plan/early-end.ts';
import type { PersonView } from '../../../reconciler/plan/input.ts';
import type { Device } from '../../../schemas/device.ts';
import type { Day, Money } from '../../../schemas/primitives.ts';
import { buyout, contextOf, device, lease, plan } from './findings/look.ts';
import { person, type World } from './world.ts';

const LAST = '2026-12-31';
const value = (amount: string, source = 'reseller') => ({ marketValue: { amount, source, on: '2026-11-20' } }) as never;

/** A leaver, what the plan wishes for LT-1, and the files. */
function given(wish: object, rules: object | null = null, world: World = {}) {
  const context = contextOf({
    people: [person('e-1', { lastDay: LAST })],
    devices: [device('LT-1', 'e-1')],
    offboardings: [plan('e-1', LAST, { devices: { 'LT-1': wish as never } })],
    ...(rules === null ? {} : { policies: { 'device-rules': { buyout: rules } } }),
    ...world,
  });
  const view = context.people.get('e-1' as never) as PersonView;
  return { desired: context.input.desired, view, wish: wish as Buyout, offer: (wish as Buyout).offer as NonNullable<Buyout['offer']> };
}

describe('who sells', () => {
  const companies = ['se', 'dk'].map((id) => ({ id, name: id, country: id.toUpperCase(), currency: 'SEK' }));
  const { desired, view } = given({}, null, { organisation: { companies }, leases: [lease('ll-1', ['LT-1'], { company: 'dk' })] });

  it.each([
    ['the company of the device', { company: 'dk' }, 'dk'],
    ['the lessee', { ownership: 'leased', lease: 'll-1' }, 'dk'],
    ["the holder's company", {}, 'se'],
    ["the holder's company, when the lease has no file", { ownership: 'leased', lease: 'll-9' }, 'se'],
    ['nobody who is in the files', { company: 'gone' }, undefined],
  ])('%s', (_what, own, id) => {
    expect(sellerOf(desired, view, device('LT-1', 'e-1', own as never) as unknown as Device)?.id).toBe(id);
  });
});

describe('market value', () => {
  const seller = given({}).view.company;

  it.each([
    ['below', value('2300.00 SEK'), { side: 'below', difference: '500.00 SEK', price: '1800.00 SEK', marketValue: '2300.00 SEK' }],
    ['above', value('1799.99 SEK'), { side: 'above', difference: '0.01 SEK' }],
    [
      'price without tax',
      { ...(value('2251.00 SEK') as object), vat: 'excluded' },
      { side: 'below', price: '2250.00 SEK', difference: '1.00 SEK' },
    ],
  ])('%s', (_what, offer, gap) => {
    expect(valueGap(given(buyout(offer as never)).offer, seller)).toMatchObject(gap);
  });

  it('a seller who is not known, or has no tax, adds none', () => {
    const { offer } = given(buyout({ ...(value('2300.00 SEK') as object), vat: 'excluded' }));

    expect(valueGap(offer, null)?.price).toBe('1800.00 SEK');
    expect(valueGap(offer, { id: 'fi', name: 'fi', country: 'FI', currency: 'SEK' } as never)?.price).toBe('1800.00 SEK');
  });

  it.each([
    ['not written', {}],
    ['the same', value('1800.00 SEK')],
    ['in another currency', value('2300.00 DKK')],
  ])('no gap when it is %s', (_what, offer) => {
    expect(valueGap(given(buyout(offer as never)).offer, seller)).toBeNull();
  });

  it.each([
    [null, {}, null],
    [{}, value('2300.00 SEK'), null],
    [{ belowValue: 'warn' }, value('2300.00 SEK'), null],
    [{ belowValue: 'refuse' }, value('2300.00 SEK'), 'below-value'],
    [{ belowValue: 'refuse' }, value('1500.00 SEK'), null],
    [{ belowValue: 'refuse' }, {}, null],
    [{ basis: 'any' }, {}, null],
    [{ basis: 'outside' }, {}, 'no-outside-value'],
    [{ basis: 'outside' }, value('1800.00 SEK', 'own'), 'no-outside-value'],
    [{ basis: 'outside' }, value('1800.00 SEK', 'lessor'), null],
    [{ basis: 'outside', belowValue: 'refuse' }, value('2300.00 SEK', 'own'), 'no-outside-value'],
  ])('rules %o, offer %o: %s', (rules, offer, why) => {
    const { desired, offer: found } = given(buyout(offer), rules);

    expect(offerRefusal(desired, found, seller)).toBe(why);
  });
});

describe('how the price is settled', () => {
  const consent = (on: string) => ({ on, ref: 'HR-88' });
  const cases: readonly [string, object, number | null, string, string | null, string | null, string | null][] = [
    [
      'by invoice, whatever was consented to',
      { settle: 'invoice', consent: consent('2026-12-10') },
      null,
      '2026-12-20',
      'invoice',
      null,
      null,
    ],
    ['by card', { settle: 'card' }, 15, '2026-12-20', 'card', null, null],
    [
      'by the final pay, with consent',
      { settle: 'final-pay', consent: consent('2026-12-10') },
      null,
      '2026-12-20',
      'final-pay',
      'HR-88',
      null,
    ],
    ['a consent alone means the final pay', { consent: consent('2026-12-10') }, null, '2026-12-20', 'final-pay', 'HR-88', null],
    [
      'consent on the day pay closes',
      { settle: 'final-pay', consent: consent('2026-12-15') },
      15,
      '2027-01-20',
      'final-pay',
      'HR-88',
      null,
    ],
    ['consent too late', { settle: 'final-pay', consent: consent('2026-12-16') }, 15, '2026-12-16', 'invoice', null, 'too-late'],
    ['consent too late, nothing else said', { consent: consent('2026-12-16') }, 15, '2026-12-16', 'invoice', null, 'too-late'],
    ['no consent yet', { settle: 'final-pay' }, 15, '2026-12-15', 'final-pay', null, 'no-consent'],
    ['no consent when pay closed', { settle: 'final-pay' }, 15, '2026-12-16', 'invoice', null, 'too-late'],
    ['no consent, and policy names no day', { settle: 'final-pay' }, null, '2027-02-01', 'final-pay', null, 'no-consent'],
    ['nothing said', {}, null, '2026-12-20', null, null, null],
    ['nothing said, before pay closes', {}, 15, '2026-12-15', null, null, null],
    ['nothing said, after pay closed', {}, 15, '2026-12-16', 'invoice', null, 'too-late'],
  ];
  it.each(cases)('%s', (_what, extra, closes, today, by, ref, open) => {
    const { desired, view, wish } = given(buyout({}, extra as never), closes === null ? null : { payrollCloses: closes });

    const found = settlementOf(desired, view, { wish, today: today as Day });

    const why = found.closedOn === null ? (found.lacksConsent ? 'no-consent' : null) : 'too-late';
    expect({ by: found.by, ref: found.consent?.ref ?? null, open: why }).toEqual({ by, ref, open });
  });

  it('pay closes in the month of the last day', () => {
    const { desired, view } = given({}, { payrollCloses: 5 });
    const { lastDay: _none, ...staying } = view.employee;

    expect(payrollCloses(desired, view)).toBe('2026-12-05');
    expect(payrollCloses(desired, { employee: staying })).toBeNull();
  });
});

describe('who bears what an early end costs', () => {
  const share = (rules: readonly object[], cost: string, endedBy: string | null = 'person') => {
    const context = contextOf({
      people: [person('e-1', { lastDay: LAST })],
      offboardings: endedBy === null ? [] : [plan('e-1', LAST, { endedBy: endedBy })],
      policies: { 'device-rules': { earlyEnd: rules } },
    });
    return shareOf(context.input.desired, context.people.get('e-1' as never) as PersonView, cost as Money);
  };
  const all = { company: '2440.00 SEK', person: '0.00 SEK' };

  it.each([
    ['no rule: the company', [], 'person', all],
    ['within the budget: the company', [{ budget: '2440.00 SEK' }], 'person', all],
    ['above it: the rest is asked of the person', [{ budget: '2000.00 SEK' }], 'person', { company: '2000.00 SEK', person: '440.00 SEK' }],
    ['the company ended it, so it bears all', [{ endedBy: ['company'] }, { budget: '2000.00 SEK' }], 'company', all],
    ['the person ended it', [{ endedBy: ['company'] }, { budget: '0.00 SEK' }], 'person', { company: '0.00 SEK', person: '2440.00 SEK' }],
    ['nobody says who ended it', [{ endedBy: ['person'], budget: '0.00 SEK' }], null, all],
    [
      'unstated, and the rule says so',
      [{ endedBy: ['unstated'], budget: '40.00 SEK' }],
      null,
      { company: '40.00 SEK', person: '2400.00 SEK' },
    ],
    ['another kind of person', [{ kinds: ['consultant'], budget: '0.00 SEK' }], 'person', all],
    ['a budget in another currency', [{ budget: '0.00 DKK' }], 'person', all],
    ['a budget below nought', [{ budget: '-1.00 SEK' }], 'person', all],
  ])('%s', (_what, rules, endedBy, expected) => {
    expect(share(rules, '2440.00 SEK', endedBy)).toEqual(expected);
  });
});
