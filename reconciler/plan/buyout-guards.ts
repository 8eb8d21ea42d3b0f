/** What a sale to a person must respect: the market value, where it comes from, and how the price may be settled. Pure. */
import type { Device } from '../../schemas/device.ts';
import type { Disposition } from '../../schemas/offboarding.ts';
import type { Company } from '../../schemas/organisation.ts';
import type { Day, Money } from '../../schemas/primitives.ts';
import type { Desired } from '../model/desired.ts';
import { formatMoney, parseMoney } from './costs.ts';
import type { Leaver } from './disposition-rules.ts';
import { type VatShare, withVat } from './lease-sums.ts';
import type { Refusal } from './text-keys.ts';

/** A wish to buy, as a plan says it. */
export type Buyout = Extract<Disposition, { disposition: 'buyout' }>;

/** An offer to buy. */
export type Offer = NonNullable<Buyout['offer']>;

/** How far a price is from the market value, both with tax. Sold below value, the difference is a taxable benefit (Sweden: Skatteverket). */
export interface ValueGap {
  readonly price: Money;
  readonly marketValue: Money;
  readonly side: 'below' | 'above';
  /** Never negative. */
  readonly difference: Money;
  readonly source: NonNullable<Offer['marketValue']>['source'];
}

/** The company that sells: of the device, else of its lease, else of its holder. Null when none of them is in the files. */
export function sellerOf(desired: Desired, leaver: Pick<Leaver, 'company'>, device: Device): Company | null {
  const lessee = device.lease === undefined ? undefined : desired.leases.get(device.lease)?.company;
  const id = device.company ?? lessee;
  return id === undefined ? leaver.company : (desired.organisation.companies.find((one) => one.id === id) ?? null);
}

/** The price with tax. */
export function grossPrice(offer: Pick<Offer, 'price' | 'vat'>, vat: VatShare): Money {
  return offer.vat === 'included' ? offer.price : withVat(offer.price, vat).gross;
}

/** How the price and the market value differ; null when they do not, when no value is written, and when their currencies differ. */
export function valueGap(offer: Pick<Offer, 'price' | 'vat' | 'marketValue'>, seller: Company | null): ValueGap | null {
  if (offer.marketValue === undefined) return null;
  const { amount: value, source } = offer.marketValue;
  const price = grossPrice(offer, { rate: seller?.vat?.rate ?? 0, deductible: 100 });
  const [asked, worth] = [parseMoney(price), parseMoney(value)];
  if (asked.currency !== worth.currency || asked.minor === worth.minor) return null;
  const side = asked.minor < worth.minor ? 'below' : 'above';
  const minor = side === 'below' ? worth.minor - asked.minor : asked.minor - worth.minor;
  return { price, marketValue: value, side, difference: formatMoney({ minor, currency: worth.currency }), source };
}

/** Why policy does not let the company sell on these terms; null when it does. */
export function offerRefusal(desired: Desired, offer: Offer, seller: Company | null): Refusal | null {
  const rules = desired.policy.devices.buyout;
  if (rules?.basis === 'outside' && (offer.marketValue === undefined || offer.marketValue.source === 'own')) return 'no-outside-value';
  return rules?.belowValue === 'refuse' && valueGap(offer, seller)?.side === 'below' ? 'below-value' : null;
}

/** How a price is settled. */
export interface Settlement {
  /** Null while the plan does not say. */
  readonly by: NonNullable<Buyout['settle']> | null;
  /** The consent that the deduction stands on; null when there is none, or it does not count. */
  readonly consent: NonNullable<Buyout['consent']> | null;
  /** True while a deduction is wished and a consent can still come. */
  readonly lacksConsent: boolean;
  /** The day pay closed without a consent that counts, for a price that would have been deducted; null otherwise. */
  readonly closedOn: Day | null;
  /** Last day for a consent; null when policy names none, or the person has no last day. */
  readonly closes: Day | null;
}

/** The day pay closes in the month of the last day. */
export function payrollCloses(desired: Desired, leaver: Pick<Leaver, 'employee'>): Day | null {
  const on = desired.policy.devices.buyout?.payrollCloses;
  const { lastDay } = leaver.employee;
  return on === undefined || lastDay === undefined ? null : (`${lastDay.slice(0, 8)}${String(on).padStart(2, '0')}` as Day);
}

/** How the price is settled on a day: by the final pay only with a consent that was there when pay closed, else by invoice (in Sweden and Denmark nothing is deducted without consent). Consent counts only for the final pay. */
export function settlementOf(
  desired: Desired,
  leaver: Pick<Leaver, 'employee'>,
  { wish, today }: { wish: Pick<Buyout, 'settle' | 'consent'>; today: Day },
): Settlement {
  const closes = payrollCloses(desired, leaver);
  const { settle, consent } = wish;
  const settled = { consent: null, lacksConsent: false, closedOn: null, closes };
  if (settle === 'invoice' || settle === 'card') return { ...settled, by: settle };
  if (consent !== undefined && (closes === null || consent.on <= closes)) return { ...settled, by: 'final-pay', consent };
  if (closes !== null && today > closes) return { ...settled, by: 'invoice', closedOn: closes };
  return { ...settled, by: settle ?? null, lacksConsent: settle !== undefined || consent !== undefined };
}
