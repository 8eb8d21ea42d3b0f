/** Terms of a sale that payroll must know of: market value and its basis, consent and the day pay closes. */
import { describe, expect, it } from 'vitest';
import { at, person, type World } from '../world.ts';
import { buyout, desks, device, one, only, plan } from './look.ts';

const LAST = '2026-12-31';
const value = (amount: string, source = 'reseller') => ({ marketValue: { amount, source, on: '2026-11-20' } }) as never;

function world(wish: object, rest: World & { own?: object } = {}): World {
  const { own, ...given } = rest;
  return {
    people: [person('e-1', { lastDay: LAST })],
    devices: [device('PH-1', 'e-1', { type: 'phone', ...own })],
    offboardings: [plan('e-1', LAST, { devices: { 'PH-1': wish as never } })],
    organisation: { desks },
    ...given,
  };
}

describe('sale-value', () => {
  it('2,300.00 less 1,800.00: a benefit of 500.00, for payroll', () => {
    expect(one('sale-value', world(buyout(value('2300.00 SEK'))))).toMatchObject({
      who: 'desk:payroll',
      day: LAST,
      subject: { employee: 'e-1', device: 'PH-1' },
      values: { variant: 'below', price: '1800.00 SEK', marketValue: '2300.00 SEK', difference: '500.00 SEK', source: 'reseller' },
      because: { file: 'state/offboardings/e-1.yaml', pointer: '/devices/PH-1/offer/marketValue' },
    });
  });

  it('a price without tax is compared with tax: 1,800.00 + 25 % is 2,250.00', () => {
    const offer = { ...(value('2300.00 SEK') as object), vat: 'excluded' };

    expect(one('sale-value', world(buyout(offer as never))).values).toMatchObject({ price: '2250.00 SEK', difference: '50.00 SEK' });
  });

  it('above value is said too', () => {
    expect(one('sale-value', world(buyout(value('1500.00 SEK')))).values).toMatchObject({ variant: 'above', difference: '300.00 SEK' });
  });

  it('goes on while the sale is pending', () => {
    expect(only('sale-value', world(buyout(value('2300.00 SEK')), { own: { status: 'sale-pending' } }))).toHaveLength(1);
  });

  it.each([
    ['at market value', world(buyout(value('1800.00 SEK')))],
    ['without a value', world(buyout())],
    ['in another currency', world(buyout(value('2300.00 DKK')))],
    ['that was declined', world(buyout({ ...(value('2300.00 SEK') as object), answer: 'no' }))],
    ['of a device that is back', world(buyout(value('2300.00 SEK')), { own: { status: 'awaited', holder: null, awaitedFrom: 'e-1' } })],
    ['that is refused', world(buyout(value('2300.00 SEK')), { policies: { 'device-rules': { buyout: { belowValue: 'refuse' } } } })],
    ['without a plan', { ...world(buyout(value('2300.00 SEK'))), offboardings: [] }],
  ])('nothing of a sale %s', (_what, given) => {
    expect(only('sale-value', given)).toEqual([]);
  });
});

describe('sale-settlement', () => {
  const policies = { 'device-rules': { buyout: { payrollCloses: 15 } } } as const;
  const settled = (day: string, wish: object = { settle: 'final-pay' }, extra: object = {}): World =>
    world(buyout({}, wish as never), { policies, asOf: at(day, '02:00'), ...extra });

  it.each([
    ['2026-11-30', []],
    ['2026-12-01', ['consent-by']],
    ['2026-12-15', ['consent-by']],
    ['2026-12-16', ['invoice']],
    ['2027-01-04', ['invoice']],
  ])('on %s without consent: %o', (day, variants) => {
    const found = only('sale-settlement', settled(day));

    expect(found.map((finding) => finding.values['variant'])).toEqual(variants);
    for (const finding of found)
      expect(finding).toMatchObject({ who: 'desk:payroll', day: '2026-12-15', values: { price: '1800.00 SEK' } });
  });

  it('a consent after pay closed does not count', () => {
    const late = { settle: 'final-pay', consent: { on: '2026-12-16', ref: 'HR-88' } };

    expect(one('sale-settlement', settled('2026-12-20', late)).values['variant']).toBe('invoice');
  });

  it.each([
    ['with consent in time', settled('2026-12-20', { settle: 'final-pay', consent: { on: '2026-12-15', ref: 'HR-88' } })],
    ['by invoice', settled('2026-12-20', { settle: 'invoice' })],
    [
      'paid',
      settled(
        '2026-12-20',
        { settle: 'final-pay' },
        { own: { status: 'sale-pending', sale: { to: 'e-1', price: '1800.00 SEK', vat: 'included', paid: '2026-12-20' } } },
      ),
    ],
    ['where policy names no day', { ...settled('2026-12-20'), policies: {} }],
  ])('nothing when it is settled %s', (_what, given) => {
    expect(only('sale-settlement', given)).toEqual([]);
  });
});
