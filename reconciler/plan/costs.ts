/** Money: amounts in whole minor units, what a seat costs, and what being late has cost. Pure. */
import type { Day, Entitlement, Money, Period, SystemId } from '../../schemas/primitives.ts';
import { addDays, addPeriod } from '../calendar.ts';
import type { Saving } from '../model/change.ts';
import type { HeldLicence } from '../model/observed.ts';
import type { Context, PersonView } from './input.ts';

/** An amount in whole minor units (hundredths) of one currency. */
export interface Amount {
  readonly minor: bigint;
  readonly currency: string;
}

/** The amount that a money string stands for. */
export function parseMoney(money: Money): Amount {
  return { minor: BigInt(money.slice(0, -4).replace('.', '')), currency: money.slice(-3) };
}

/** The money string of an amount: two decimals, a space, the currency. */
export function formatMoney({ minor, currency }: Amount): Money {
  const digits = String(minor < 0n ? -minor : minor).padStart(3, '0');
  return `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)} ${currency}` as Money;
}

/** The sum of two amounts; null when their currencies differ. */
export function addMoney(a: Money, b: Money): Money | null {
  const [left, right] = [parseMoney(a), parseMoney(b)];
  return left.currency === right.currency ? formatMoney({ minor: left.minor + right.minor, currency: left.currency }) : null;
}

/** The sum of all amounts; null without any, and null when currencies differ. */
export function sumMoney(amounts: readonly Money[]): Money | null {
  const [first, ...others] = amounts;
  if (first === undefined) return null;
  return others.reduce<Money | null>((sum, next) => (sum === null ? null : addMoney(sum, next)), first);
}

/** The amount, so many times. */
export function timesMoney(money: Money, times: number): Money {
  const { minor, currency } = parseMoney(money);
  return formatMoney({ minor: minor * BigInt(times), currency });
}

/** So many whole per cent of the amount, rounded half away from zero to the minor unit. */
export function percentOf(money: Money, percent: number): Money {
  const { minor, currency } = parseMoney(money);
  const hundredfold = minor * BigInt(percent);
  return formatMoney({ minor: (hundredfold + (hundredfold < 0n ? -50n : 50n)) / 100n, currency });
}

/** What taking one such seat away saves per month (a yearly price is floored to a twelfth), and from when: the day after a term that still runs. Null without a price. */
export function savingFor(context: Context, system: SystemId, licence: Entitlement): Saving | null {
  const price = context.input.desired.systems.get(system)?.licences?.find((one) => one.id === licence);
  if (price === undefined) return null;
  const amount = parseMoney(price.price);
  const monthly = price.per === 'month' ? price.price : formatMoney({ ...amount, minor: amount.minor / 12n });
  const until = price.commitment?.until;
  return { monthly, from: until !== undefined && until >= context.today ? addDays(until, 1) : null };
}

/** Whole months that have passed from the start of one day to the start of another, at least 0. */
export function monthsPassed(from: Day, to: Day): number {
  const months = (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
  if (months <= 0) return 0;
  return addPeriod(from, `P${months}M` as Period) <= to ? months : months - 1;
}

/** What seats have cost that somebody kept after the last day: whole months from the day after it, or from a later assignment. */
export interface Lateness {
  readonly months: number;
  readonly monthly: Money;
  readonly paid: Money;
}

/** What one seat has cost since the person's last day; null without a price or a last day that is over. */
export function seatLateness(context: Context, person: PersonView, seat: { system: SystemId; licence: HeldLicence }): Lateness | null {
  const { lastDay } = person.employee;
  const saving = savingFor(context, seat.system, seat.licence.id);
  if (saving === null || lastDay === undefined || lastDay >= context.today) return null;
  const free = addDays(lastDay, 1);
  const assigned = seat.licence.assignedOn;
  const months = monthsPassed(assigned !== null && assigned > free ? assigned : free, context.today);
  return { months, monthly: saving.monthly, paid: timesMoney(saving.monthly, months) };
}

/** What all seats of a person have cost since the last day: the longest time, the price a month, the sum. Null without a priced seat, and when currencies differ. */
export function personLateness(context: Context, person: PersonView): Lateness | null {
  const all = person.links.flatMap((link) =>
    (link.account?.licences ?? []).map((licence) => seatLateness(context, person, { system: link.system, licence })),
  );
  const known = all.filter((one) => one !== null);
  const monthly = sumMoney(known.map((one) => one.monthly));
  const paid = sumMoney(known.map((one) => one.paid));
  return monthly === null || paid === null ? null : { months: Math.max(...known.map((one) => one.months)), monthly, paid };
}

/** The sum of two amounts that are known to be of one currency; the currency of the first. */
export function plus(a: Money, b: Money): Money {
  const { minor, currency } = parseMoney(a);
  return formatMoney({ minor: minor + parseMoney(b).minor, currency });
}
