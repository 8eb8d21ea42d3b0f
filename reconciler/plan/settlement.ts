/** What a sale to a person comes to for payroll: price, tax, lease, and how it is settled. Pure. */
import type { Device } from '../../schemas/device.ts';
import type { Money, Vat } from '../../schemas/primitives.ts';
import { type Buyout, type Offer, sellerOf, settlementOf, valueGap } from './buyout-guards.ts';
import { formatMoney, parseMoney } from './costs.ts';
import { missingSaleSteps } from './device-facts.ts';
import { decide, deviceDayOf } from './dispositions.ts';
import { shareOf } from './early-end.ts';
import { todayOf } from './indices.ts';
import type { Context, PersonView } from './input.ts';
import { breakCost, withVat } from './lease-sums.ts';

/** A price and its tax; the three add up. */
export interface Split {
  readonly net: Money;
  readonly tax: Money;
  readonly gross: Money;
}

/** The price without and with tax at a rate in whole per cent; what is not whole is rounded half away from zero to the minor unit. */
export function splitPrice(price: Money, vat: Vat, rate: number): Split {
  if (vat === 'excluded') {
    const { net, vat: tax, gross } = withVat(price, { rate, deductible: 100 });
    return { net, tax, gross };
  }
  const { minor, currency } = parseMoney(price);
  const parts = BigInt(100 + rate);
  const sign = minor < 0n ? -1n : 1n;
  const net = (minor * 200n + sign * parts) / (parts * 2n);
  return { net: formatMoney({ minor: net, currency }), tax: formatMoney({ minor: minor - net, currency }), gross: price };
}

/** A sale that stands: the offer was answered yes in time, and nothing of it is paid. */
export interface StandingSale {
  readonly wish: Buyout;
  readonly offer: Offer;
  readonly price: Money;
  readonly vat: Vat;
}

/** The sale of a device to its holder; null when there is none, when it is paid, and while a hold or policy keeps it from taking place. */
export function standingSale(context: Context, person: PersonView, device: Device): StandingSale | null {
  const wish = person.plan?.doc.devices?.[device.id];
  if (wish?.disposition !== 'buyout' || wish.offer === undefined || device.holder !== person.id || device.sale?.paid !== undefined)
    return null;
  const decision = decide(context, person, device);
  if (decision.kind !== 'buyout' || decision.terms.state !== 'yes') return null;
  const { price, vat } = device.sale ?? decision.terms;
  return { wish, offer: wish.offer, price, vat };
}

const NO_LEASE = { lease: '', months: '', rent: '', rentLeft: '', breakFee: '', leaseNet: '', leaseTax: '', leaseGross: '', asked: '' };

/** What the lease adds, where the device is taken out of it early. */
function leaseValues(context: Context, person: PersonView, device: Device): Record<string, string> {
  const today = todayOf(context, person);
  const day = deviceDayOf(person, device);
  if (day === null || device.acquired !== undefined) return NO_LEASE;
  const cost = breakCost(context, device, day > today ? day : today);
  if (cost === null) return NO_LEASE;
  const { person: asked } = shareOf(context.input.desired, person, cost.netCost);
  return {
    lease: String(device.lease),
    months: String(cost.months),
    rent: cost.rent,
    rentLeft: cost.rentLeft,
    breakFee: cost.breakFee,
    leaseNet: cost.net,
    leaseTax: cost.vat,
    leaseGross: cost.gross,
    asked: parseMoney(asked).minor === 0n ? '' : asked,
  };
}

/** What payroll is told of a sale: the whole amount, how it is settled, and the values of all sentences. */
export interface Settled {
  readonly gross: Money;
  readonly settle: NonNullable<Buyout['settle']>;
  readonly values: Readonly<Record<string, string>>;
}

/** The settlement of a sale; null while nobody has said how the price is settled, and while a deduction lacks its consent. */
export function settledSale(
  context: Context,
  { person, device, sale }: { readonly person: PersonView; readonly device: Device; readonly sale: StandingSale },
): Settled | null {
  const { desired } = context.input;
  const { by, consent, closes } = settlementOf(desired, person, { wish: sale.wish, today: todayOf(context, person) });
  if (by === null || (by === 'final-pay' && consent === null)) return null;
  const seller = sellerOf(desired, person, device);
  const rate = seller?.vat?.rate ?? 0;
  const gap = valueGap({ ...sale.offer, price: sale.price, vat: sale.vat }, seller);
  const missing = missingSaleSteps(device).filter((step) => step !== 'pay');
  const split = splitPrice(sale.price, sale.vat, rate);
  const values = {
    employee: person.id,
    device: device.id,
    type: device.type,
    company: seller?.id ?? '',
    ...split,
    rate: String(rate),
    settle: by,
    consent: consent?.ref ?? '',
    consentOn: consent?.on ?? '',
    closes: closes ?? '',
    missing: missing.join(', '),
    marketValue: gap?.side === 'below' ? gap.marketValue : '',
    difference: gap?.side === 'below' ? gap.difference : '',
    ...leaseValues(context, person, device),
  };
  return { gross: split.gross, settle: by, values };
}
