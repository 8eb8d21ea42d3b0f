/** Word to payroll: what a sale comes to, a changed amount, and a sale that does not take place. */
import { describe, expect, it } from 'vitest';
import { splitPrice } from '../../../../reconciler/plan/settlement.ts';
import type { Money } from '../../../../schemas/primitives.ts';
import { buyout, device, lease, plan } from '../findings/look.ts';
import { drafts, due, ids, MAIL, mailWorld, reachable, sent } from '../notices-look.ts';
import { person, type World } from '../world.ts';

const LAST = '2026-12-31';
const CONSENT = { settle: 'final-pay', consent: { on: '2026-12-10', ref: 'HR-88' } };
const ID = 'settlement/e-1/PH-1/1800.00-SEK';
const ZERO = 'settlement/e-1/PH-1/0.00-SEK';

function world(offer: Readonly<Record<string, unknown>> = {}, more: World & { wish?: object; own?: object; plan?: object } = {}): World {
  const { wish = CONSENT, own, plan: extra, ...rest } = more;
  return mailWorld(
    {
      devices: [device('PH-1', 'e-1', { type: 'phone', ...own })],
      offboardings: [plan('e-1', LAST, { devices: { 'PH-1': buyout(offer as never, wish as never) }, ...extra })],
      ...rest,
      policies: { notices: { ...MAIL, returnNote: { on: false } }, ...rest.policies },
    },
    { lastDay: LAST },
  );
}

describe('a price and its tax', () => {
  it.each([
    ['1800.00 SEK', 'included', 25, '1440.00 SEK', '360.00 SEK', '1800.00 SEK'],
    ['100.00 SEK', 'included', 25, '80.00 SEK', '20.00 SEK', '100.00 SEK'],
    ['99.99 SEK', 'included', 25, '79.99 SEK', '20.00 SEK', '99.99 SEK'],
    ['0.01 EUR', 'included', 26, '0.01 EUR', '0.00 EUR', '0.01 EUR'],
    ['-100.00 SEK', 'included', 25, '-80.00 SEK', '-20.00 SEK', '-100.00 SEK'],
    ['2440.00 SEK', 'excluded', 25, '2440.00 SEK', '610.00 SEK', '3050.00 SEK'],
    ['500.00 DKK', 'included', 0, '500.00 DKK', '0.00 DKK', '500.00 DKK'],
  ] as const)('%s %s at %i per cent', (price, vat, rate, net, tax, gross) => {
    expect(splitPrice(price as Money, vat, rate)).toEqual({ net, tax, gross });
  });
});

describe('a settlement', () => {
  it('says the amount, its tax, and the consent that a deduction stands on', () => {
    expect(drafts(world())).toMatchObject([
      {
        kind: 'settlement',
        to: 'desk:lon',
        device: 'PH-1',
        values: {
          variant: 'final-pay',
          net: '1440.00 SEK',
          tax: '360.00 SEK',
          gross: '1800.00 SEK',
          rate: '25',
          consent: 'HR-88',
          consentOn: '2026-12-10',
          closes: '',
          missing: 'purge, unlock',
          lease: '',
          difference: '',
          earlier: '',
        },
        because: { file: 'state/offboardings/e-1.yaml', pointer: '/devices/PH-1' },
      },
    ]);
    expect(ids(world())).toEqual([ID]);
  });

  it.each([
    ['by invoice', { settle: 'invoice' }, {}, { variant: 'invoice', consent: '' }],
    ['by card', { settle: 'card' }, {}, { variant: 'card' }],
    [
      'by invoice when pay closed without a consent',
      { settle: 'final-pay' },
      { payrollCloses: 15 },
      { variant: 'invoice', closes: '2026-12-15' },
    ],
  ])('%s', (_how, wish, rules, values) => {
    const policies = { 'device-rules': { buyout: rules } } as never;

    expect(drafts(world({}, { wish, policies }))).toMatchObject([{ values }]);
  });

  it('of somebody who works for nobody in the files names no tax', () => {
    const people = [reachable('e-1', { lastDay: LAST, unit: 'nirgends' })];

    expect(drafts(world({}, { people }))).toMatchObject([{ values: { rate: '0', company: '', net: '1800.00 SEK', tax: '0.00 SEK' } }]);
  });

  it('below the market value names the taxable benefit; above it there is none', () => {
    const at = (amount: string) => ({ marketValue: { amount, source: 'reseller', on: '2026-11-20' } });

    expect(drafts(world(at('2300.00 SEK')))).toMatchObject([{ values: { marketValue: '2300.00 SEK', difference: '500.00 SEK' } }]);
    expect(drafts(world(at('1500.00 SEK')))).toMatchObject([{ values: { marketValue: '', difference: '' } }]);
  });

  it('out of a running lease shows what the company pays, and what policy asks of the person', () => {
    const leases = [lease('ll-1', ['PH-1'], { to: '2027-06-30', breakFee: '250.00 SEK', rent: '219.00 SEK' })];
    const own = { ownership: 'leased', lease: 'll-1' };
    const policies = { 'device-rules': { earlyEnd: [{ budget: '1000.00 SEK' }] } } as never;

    const [plain] = drafts(world({}, { leases, own }));
    const [shared] = drafts(world({}, { leases, own, policies }));
    expect(plain?.values).toMatchObject({
      lease: 'll-1',
      months: '6',
      rent: '219.00 SEK',
      leaseNet: '1564.00 SEK',
      leaseGross: '1955.00 SEK',
      asked: '',
    });
    expect(shared?.values).toMatchObject({ asked: '564.00 SEK' });
    expect(drafts(world({}, { leases, own: { ...own, acquired: { from: 'x', price: '1.00 SEK', on: '2027-01-02' } } }))).toMatchObject([
      { values: { lease: '' } },
    ]);
    expect(
      drafts(
        world(
          {},
          {
            leases,
            own,
            people: [reachable('e-1', { lastDay: '2027-01-20' })],
            offboardings: [plan('e-1', '2027-01-20', { devices: { 'PH-1': buyout({}, CONSENT) } })],
          },
        ),
      ),
    ).toMatchObject([{ values: { months: '6' } }]);
  });

  it('goes by the sale once the file has one', () => {
    const own = { status: 'sale-pending', sale: { to: 'e-1', price: '1500.00 SEK', vat: 'excluded', consent: 'HR-88' } };

    expect(drafts(world({}, { own }))).toMatchObject([{ values: { net: '1500.00 SEK', gross: '1875.00 SEK' } }]);
  });

  it.each([
    ['a protected identity', { people: [person('e-1', { lastDay: LAST })] }],
    ['a silent plan', { plan: { silent: true } }],
  ])('of %s goes to HR', (_who, more) => {
    expect(drafts(world({}, more))).toMatchObject([{ to: 'desk:hr' }]);
  });

  it.each([
    [
      'is not answered',
      world(
        { answer: undefined, answered: undefined, answerBy: '2027-01-15' },
        { wish: CONSENT, plan: { notify: { buyoutQuestion: false } } },
      ),
    ],
    ['is declined', world({ answer: 'no' })],
    ['waits for a consent', world({}, { wish: { settle: 'final-pay' } })],
    ['is not settled yet', world({}, { wish: {} })],
    ['is paid', world({}, { own: { sale: { to: 'e-1', price: '1800.00 SEK', vat: 'included', paid: '2026-12-28' } } })],
    ['has no plan', world({}, { offboardings: [] })],
    ['is of something awaited', world({}, { own: { holder: null, awaitedFrom: 'e-1', status: 'awaited' } })],
    ['is none', world({}, { offboardings: [plan('e-1', LAST, { devices: { 'PH-1': { disposition: 'release' } } })] })],
  ])('there is none of a sale that %s', (_why, given) => {
    expect(ids(given)).toEqual([]);
  });
});

describe('told again', () => {
  it('not while the amount is the same', () => {
    expect(due(world({}, { memory: sent({ of: ID }) }))).toEqual([]);
  });

  it('when the amount has changed, and says so', () => {
    const memory = sent({ of: ID });

    expect(due(world({ price: '1500.00 SEK' }, { memory }))).toMatchObject([
      { id: 'settlement/e-1/PH-1/1500.00-SEK', values: { gross: '1500.00 SEK', earlier: '1800.00 SEK' } },
    ]);
  });

  it('when the amount is what it was before the last change', () => {
    const memory = sent({ of: ID, at: '2026-12-12T01:00:00Z' as never }, { of: 'settlement/e-1/PH-1/1500.00-SEK' });

    expect(due(world({}, { memory }))).toMatchObject([{ id: `${ID}/2`, values: { earlier: '1500.00 SEK' } }]);
    expect(
      due(world({}, { memory: sent({ of: 'settlement/e-1/PH-1/1500.00-SEK' }, { of: `${ID}/2`, at: '2026-12-30T01:00:00Z' as never }) })),
    ).toEqual([]);
  });

  it.each([
    ['is declined after all', world({ answer: 'no' }, { memory: sent({ of: ID }) })],
    ['has no leaving any more', world({}, { memory: sent({ of: ID }), offboardings: [] })],
    [
      'is of a device that somebody else has by now',
      world(
        {},
        {
          memory: sent({ of: ID }),
          devices: [device('PH-1', 'e-boss', { type: 'phone' })],
          people: [reachable('e-1', { lastDay: LAST }), reachable('e-boss')],
        },
      ),
    ],
  ])('when the sale %s', (_why, given) => {
    expect(due(given)).toMatchObject([{ id: ZERO, values: { variant: 'withdrawn', earlier: '1800.00 SEK' } }]);
  });

  it('only once, and the sale anew when it stands again', () => {
    const memory = sent({ of: ID, at: '2026-12-12T01:00:00Z' as never }, { of: ZERO });

    expect(due(world({ answer: 'no' }, { memory }))).toEqual([]);
    expect(due(world({}, { memory }))).toMatchObject([{ id: `${ID}/2`, values: { earlier: '' } }]);
  });

  it.each([
    ['paid', { sale: { to: 'e-1', price: '1800.00 SEK', vat: 'included', paid: '2026-12-28' } }],
    ['sold', { status: 'sold' }],
  ])('not when it is %s', (_what, own) => {
    expect(due(world({ answer: 'no' }, { memory: sent({ of: ID }), own }))).toEqual([]);
  });

  it('not of a device that is in no file any more', () => {
    expect(due(world({}, { memory: sent({ of: 'settlement/e-1/PH-404/1800.00-SEK' }), offboardings: [] }))).toEqual([]);
  });
});
