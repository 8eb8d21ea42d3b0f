/** What a device's line of a lease costs: rent that is owed, a break, tax, the cheapest day to end. Pure. */
import type { Device } from '../../schemas/device.ts';
import type { Lease } from '../../schemas/lease.ts';
import type { Day, Money } from '../../schemas/primitives.ts';
import { addDays, monthsBegun } from '../calendar.ts';
import type { Desired } from '../model/desired.ts';
import { addMoney, parseMoney, percentOf, plus, timesMoney } from './costs.ts';
import type { Context } from './input.ts';
import { type LeaseView, viewLease } from './leases.ts';

/** Value added tax of the lessee: the rate, and how much of it the company deducts, in whole per cent. */
export interface VatShare {
  readonly rate: number;
  readonly deductible: number;
}

/** What the files say of one device on its lease. */
export interface LeaseTerms {
  readonly lease: Lease;
  /** Last day of the agreed term of this line. */
  readonly to: Day;
  readonly rent: Money;
  /** Nought when the lease names none. */
  readonly breakFee: Money;
  /** Per month begun after the end; the rent when the lease names nothing else. */
  readonly late: Money;
  readonly vat: VatShare;
}

/** The terms a device is leased on; null when it is not leased, was bought from the lessor, or its lease or line is not in the files. A lessee that is no company of the files adds no tax. */
export function termsOf(desired: Desired, device: Device): LeaseTerms | null {
  if (device.ownership !== 'leased' || device.lease === undefined || device.acquired !== undefined) return null;
  const lease = desired.leases.get(device.lease);
  const line = lease?.lines[device.id];
  if (lease === undefined || line === undefined) return null;
  const company = desired.organisation.companies.find((one) => one.id === lease.company);
  return {
    lease,
    to: line.to ?? lease.to,
    rent: line.rent,
    breakFee: lease.breakFee ?? timesMoney(line.rent, 0),
    late: lease.lateReturn ?? line.rent,
    vat: { rate: company?.vat?.rate ?? 0, deductible: company?.vat?.deductible ?? 100 },
  };
}

/** The lease of these terms on a day. */
export function viewTerms(terms: LeaseTerms, day: Day): LeaseView {
  return viewLease(terms.lease, day, terms.to);
}

/** An amount with its tax, and what of both the company bears in the end. Every one is in whole minor units; `net + vat = gross`, and `net <= netCost <= gross` for amounts from nought. */
export interface Taxed {
  readonly net: Money;
  readonly vat: Money;
  readonly gross: Money;
  /** The net amount, and the tax that is not deducted. */
  readonly netCost: Money;
}

/** The amount with tax, each part rounded half away from zero to the minor unit. */
export function withVat(net: Money, { rate, deductible }: VatShare): Taxed {
  const vat = percentOf(net, rate);
  return { net, vat, gross: plus(net, vat), netCost: plus(net, percentOf(vat, 100 - deductible)) };
}

/** Rent of every month begun after one day up to and with another: contracts count whole months. Nought when the second is not later. */
export function rentAfter(terms: LeaseTerms, after: Day, until: Day): { readonly months: number; readonly amount: Money } {
  const months = monthsBegun(addDays(after, 1), addDays(until, 1));
  return { months, amount: timesMoney(terms.rent, months) };
}

/** What ending a running lease early costs: the rent of every month begun after a day, the break fee, value added tax, and what is left when the company has deducted its share of that. */
export interface BreakCost extends Taxed {
  readonly months: number;
  readonly rent: Money;
  readonly rentLeft: Money;
  readonly breakFee: Money;
}

/** The cost of taking a device out of its lease after a day; null when the lease's agreed term does not run on after it, and when currencies differ. */
export function breakCostOf(terms: LeaseTerms, day: Day): BreakCost | null {
  const view = viewTerms(terms, day);
  if (view.state !== 'running' || day >= view.termEnd) return null;
  const { months, amount: rentLeft } = rentAfter(terms, day, view.termEnd);
  const net = addMoney(rentLeft, terms.breakFee);
  return net === null ? null : { months, rent: terms.rent, rentLeft, breakFee: terms.breakFee, ...withVat(net, terms.vat) };
}

/** `breakCostOf` of a device; null when it is not leased, too. */
export function breakCost(context: Context, device: Device, day: Day): BreakCost | null {
  const terms = termsOf(context.input.desired, device);
  return terms === null ? null : breakCostOf(terms, day);
}

/** What is paid, without tax, from the day after `from` when the device goes back at the end of the day `on`; null when currencies differ. `from` is a day on which notice can still be given. */
export function costOfEnding(terms: LeaseTerms, from: Day, on: Day): Money | null {
  const { owedUntil } = viewTerms(terms, from);
  const rent = rentAfter(terms, from, owedUntil).amount;
  const late = timesMoney(terms.late, monthsBegun(addDays(owedUntil > from ? owedUntil : from, 1), addDays(on, 1)));
  const isBreak = on < terms.to && from <= terms.to;
  const fixed = isBreak ? addMoney(rent, terms.breakFee) : rent;
  return fixed === null || parseMoney(late).minor === 0n ? fixed : addMoney(fixed, late);
}

/** The first of the days from `from` on for which ending costs least, what it costs without tax, and the last day to choose it. Null when currencies differ. */
export function cheapestEnd(terms: LeaseTerms, from: Day): { readonly on: Day; readonly net: Money; readonly bindsOn: Day | null } | null {
  const { owedUntil, bindsOn } = viewTerms(terms, from);
  const days = owedUntil > from ? [from, terms.to >= from ? terms.to : from, owedUntil] : [from];
  let best: { readonly on: Day; readonly net: Money } | null = null;
  for (const on of days) {
    const net = costOfEnding(terms, from, on);
    if (net === null) return null;
    if (best === null || parseMoney(net).minor < parseMoney(best.net).minor) best = { on, net };
  }
  return best === null ? null : { ...best, bindsOn };
}
