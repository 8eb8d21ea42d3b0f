/** Seats that our runs freed lately, and what that saves a month at today's prices. Pure. */
import type { Day, Money } from '../../schemas/primitives.ts';
import { addDays, dayOf } from '../calendar.ts';
import { todayOf } from './facts.ts';
import { parseAmount, sumMoney, writeAmount } from './money.ts';
import type { ReportView } from './view.ts';

/** For how many days back freed seats are counted. */
const DAYS = 30;

/** Freed seats of one licence. */
export interface FreedSeats {
  readonly system: string;
  readonly licence: string;
  readonly count: number;
  /** Null without a price. */
  readonly monthly: Money | null;
  /** From when it is saved; null for now. */
  readonly from: Day | null;
}

/** What one seat costs a month, a yearly price floored to a twelfth; and from when not having it saves that: the day after a term that still runs. */
function priceOf(
  view: ReportView,
  system: string,
  licence: string,
): { readonly minor: bigint; readonly currency: string; readonly from: Day | null } | null {
  const price = view.desired.systems.get(system as never)?.licences?.find((one) => one.id === licence);
  const amount = parseAmount(price?.price ?? '');
  if (price === undefined || amount === null) return null;
  const until = price.commitment?.until;
  const from = until !== undefined && until >= todayOf(view) ? addDays(until, 1) : null;
  return { ...amount, minor: price.per === 'month' ? amount.minor : amount.minor / 12n, from };
}

/** What is held now, by `<system>/<account>`: a seat that somebody was given again is not saved. */
function heldNow(view: ReportView): ReadonlyMap<string, ReadonlySet<string>> {
  const links = view.correlation?.links ?? [];
  return new Map(
    links.flatMap(({ system, account }) =>
      account === null ? [] : [[`${system}/${account.id}`, new Set<string>((account.licences ?? []).map((one) => one.id))] as const],
    ),
  );
}

/** Seats freed and verified in the last thirty days, by system and licence. Counts what the runs captured in the open: declared seats. */
export function freedSeats(view: ReportView): readonly FreedSeats[] {
  const since = addDays(todayOf(view), -DAYS);
  const held = heldNow(view);
  const counts = new Map<string, { system: string; licence: string; count: number }>();
  for (const one of view.memory?.verified.values() ?? []) {
    if (one.kind !== 'licences' || dayOf(one.at, view.plan.zone) < since) continue;
    const before = one.before?.['licences'];
    for (const licence of Array.isArray(before) ? before.map(String) : []) {
      if (held.get(`${one.system}/${one.account}`)?.has(licence) === true) continue;
      const key = `${one.system}\u0000${licence}`;
      const found = counts.get(key) ?? { system: one.system, licence, count: 0 };
      found.count += 1;
      counts.set(key, found);
    }
  }
  return [...counts.values()].map(({ system, licence, count }) => {
    const price = priceOf(view, system, licence);
    const monthly = price === null ? null : writeAmount({ minor: price.minor * BigInt(count), currency: price.currency });
    return { system, licence, count, monthly, from: price?.from ?? null };
  });
}

/** What freed seats save a month from now, per currency; those of a term that still runs save nothing yet. */
export function savedMonthly(freed: readonly FreedSeats[]): readonly Money[] {
  return sumMoney(freed.map((one) => (one.from === null ? one.monthly : null)));
}
