/** What payroll settles with somebody who leaves: price, benefit, and the share of a lease that ends early. */
import { describe, expect, it } from 'vitest';
import { settlementsFor, settlementsOf } from '../../../reconciler/plan/settlements.ts';
import type { EmployeeId } from '../../../schemas/primitives.ts';
import { buyout, contextOf, device, lease, one, plan, proposalsOf } from './findings/look.ts';
import { at, person, type World } from './world.ts';

const LAST = '2027-01-31';
const BUDGET = { earlyEnd: [{ endedBy: ['person'], budget: '2000.00 SEK' }] };
const leased = { ownership: 'leased', lease: 'll-1' } as const;

interface About {
  readonly wish?: object;
  readonly share?: object;
  readonly rules?: object;
  readonly own?: object;
  readonly day?: string;
}

/** LT-1 on a lease of 219.00 SEK until 30 November, with a fee of 250.00 SEK for ending it early; e-1 gives notice. */
function world({ wish = buyout(), share, rules = {}, own = leased, day = '2027-01-04' }: About = {}): World {
  const extra = { endedBy: 'person', devices: { 'LT-1': wish }, ...(share === undefined ? {} : { earlyEnd: { 'LT-1': share } }) };
  return {
    people: [person('e-1', { lastDay: LAST })],
    devices: [device('LT-1', 'e-1', own)],
    offboardings: [plan('e-1', LAST, extra as never)],
    leases: [lease('ll-1', ['LT-1'], { to: '2027-11-30', rent: '219.00 SEK', breakFee: '250.00 SEK' })],
    policies: { 'device-rules': { ...BUDGET, buyout: { kinds: ['employee'], types: ['laptop'], payrollCloses: 15 }, ...rules } },
    asOf: at(day, '02:00'),
  };
}

function sums(about: About = {}) {
  const context = contextOf(world(about));
  const view = context.people.get('e-1' as EmployeeId);
  return view === undefined ? [] : settlementsOf(context, view);
}

const shares = (about: About = {}) => sums(about).filter(({ what }) => what === 'early-end');

describe('the share of a lease that ends early', () => {
  it('is asked for, above the budget of policy, while a consent can come', () => {
    expect(shares()).toEqual([
      {
        device: 'LT-1',
        what: 'early-end',
        amount: '440.00 SEK',
        by: 'final-pay',
        consent: null,
        lacksConsent: true,
        closedOn: null,
        closes: '2027-01-15',
      },
    ]);
  });

  it.each<[string, About, object]>([
    [
      'is deducted with consent',
      { share: { consent: { on: '2027-01-10', ref: 'HR-92' } } },
      { by: 'final-pay', consent: { ref: 'HR-92' } },
    ],
    [
      'on the very day on which pay closes',
      { share: { consent: { on: '2027-01-15', ref: 'HR-92' } } },
      { by: 'final-pay', lacksConsent: false },
    ],
    [
      'is invoiced when the consent came too late',
      { share: { consent: { on: '2027-01-16', ref: 'HR-92' } }, day: '2027-01-16' },
      { by: 'invoice', consent: null },
    ],
    ['is asked for on the day on which pay closes', { day: '2027-01-15' }, { by: 'final-pay', lacksConsent: true }],
    ['is invoiced the day after', { day: '2027-01-16' }, { by: 'invoice', closedOn: '2027-01-15' }],
    ['is invoiced where the plan says so', { share: { settle: 'invoice' } }, { by: 'invoice', closedOn: null, lacksConsent: false }],
    ['is owed for a device that goes back early', { wish: { disposition: 'return-to-lessor' } }, { amount: '190.00 SEK' }],
    ['stays what it was on the device day', { day: '2027-06-04' }, { amount: '440.00 SEK', by: 'invoice' }],
  ])('%s', (_name, about, found) => {
    expect(shares(about)).toMatchObject([found]);
  });

  it.each<[string, About]>([
    ['without a rule', { rules: { earlyEnd: [] } }],
    ['within the budget', { rules: { earlyEnd: [{ budget: '2440.00 SEK' }] } }],
    ['of a device that goes to somebody else', { wish: { disposition: 'transfer', to: 'e-2' } }],
    ['of an owned device', { own: {} }],
    ['of one that was bought from the lessor', { own: { ...leased, acquired: { from: 'll', price: '900.00 SEK', on: '2027-01-03' } } }],
  ])('is none %s', (_name, about) => {
    expect(shares(about)).toEqual([]);
  });

  it('of what nobody leaves with is none', () => {
    const context = contextOf({ ...world(), people: [person('e-1')], offboardings: [] });
    const view = context.people.get('e-1' as EmployeeId);

    expect(view === undefined ? null : settlementsFor(context, view, view.devices[0] as never)).toEqual([]);
    expect(view === undefined ? null : settlementsOf(context, view)).toEqual([]);
  });
});

describe('a sale', () => {
  const value = { amount: '2300.00 SEK', source: 'reseller', on: '2026-11-20' };

  it('is its price with tax, and the benefit of a price below value', () => {
    const wish = buyout({ vat: 'excluded', price: '1800.00 SEK', marketValue: value as never }, { settle: 'invoice' });

    expect(sums({ wish, own: {} })).toMatchObject([
      { what: 'price', amount: '2250.00 SEK', by: 'invoice' },
      { what: 'benefit', amount: '50.00 SEK', by: null, consent: null },
    ]);
  });

  it.each<[string, About, readonly string[]]>([
    ['above value', { wish: buyout({ price: '2400.00 SEK', marketValue: value as never }), own: {} }, ['price']],
    ['not answered yet', { wish: buyout({ answer: undefined as never, answerBy: '2027-01-20' }), own: {} }, []],
    ['answered no', { wish: buyout({ answer: 'no' }), own: {} }, []],
    ['of which the device has gone over', { own: { status: 'sold', holder: null } }, ['price']],
    ['by a company without tax', { own: { company: 'nowhere' } }, ['price']],
  ])('%s', (_name, about, found) => {
    expect(sums(about).map(({ what }) => what)).toEqual(found);
  });

  it('of several devices goes by tag, each once, and leaves out what is in no file', () => {
    const base = world({ own: {} });
    const wishes = { 'LT-9': buyout(), 'LT-1': buyout(), 'LT-0': buyout() };
    const devices = [device('LT-9', 'e-1'), device('LT-1', null, { status: 'sold' })];
    const context = contextOf({ ...base, devices, offboardings: [plan('e-1', LAST, { devices: wishes })] });

    expect(settlementsOf(context, context.people.get('e-1' as EmployeeId) as never).map((sum) => sum.device)).toEqual(['LT-1', 'LT-9']);
  });
});

describe('is said', () => {
  const said = (about: About) => {
    const { asked, deducted, consent, invoiced } = one('buyout-cost', world(about)).values;
    return { asked, deducted, consent, invoiced };
  };
  const none = { asked: '', deducted: '', consent: '', invoiced: '' };

  it.each<[string, About, object, string, object]>([
    ['asked', {}, { asked: '440.00 SEK' }, 'share-asked', { amount: '440.00 SEK', closes: '2027-01-15' }],
    [
      'deducted',
      { share: { consent: { on: '2027-01-10', ref: 'HR-92' } } },
      { deducted: '440.00 SEK', consent: 'HR-92' },
      'share-deducted',
      { amount: '440.00 SEK', ref: 'HR-92', on: '2027-01-10' },
    ],
    ['invoiced', { share: { settle: 'invoice' } }, { invoiced: '440.00 SEK' }, 'share-invoiced', { amount: '440.00 SEK' }],
    [
      'asked, for ever',
      { rules: { buyout: { kinds: ['employee'], types: ['laptop'] } } },
      { asked: '440.00 SEK' },
      'share-asked',
      { closes: '' },
    ],
    ['not at all', { rules: { earlyEnd: [] } }, {}, '', {}],
  ])('%s', (_name, about, values, remark, with_) => {
    const tonight = world({ ...about, day: '2027-01-14' });
    const sale = proposalsOf({ ...tonight, people: [person('e-1', { lastDay: '2027-01-14' })], offboardings: moved(tonight) });
    const remarks = sale.flatMap(({ lines }) => lines.flatMap((line) => line.remarks)).filter(({ text }) => text.startsWith('share-'));

    expect(said(about)).toEqual({ ...none, ...values });
    expect(remarks.map(({ text }) => text)).toEqual(remark === '' ? [] : [remark]);
    for (const found of remarks)
      expect(found.values).toMatchObject(
        remark === 'share-asked' ? { closes: expect.any(String) } : { ...with_, amount: expect.any(String) },
      );
  });
});

/** The same plans, of a leaving on the day on which they are looked at. */
function moved({ offboardings = [] }: World): NonNullable<World['offboardings']> {
  return offboardings.map((one_) => ({ ...one_, spell: '2027-01-14' as never }));
}
