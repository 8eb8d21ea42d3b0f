/** What payroll settles with somebody who leaves, device by device: the price of a sale, the benefit of a price below value, the share of a lease that ends early. Pure. */
import type { Device } from '../../schemas/device.ts';
import type { Disposition, Offboarding } from '../../schemas/offboarding.ts';
import type { AssetTag, Money } from '../../schemas/primitives.ts';
import { compareText } from '../canonical.ts';
import { grossPrice, type Settlement, sellerOf, settlementOf } from './buyout-guards.ts';
import { parseMoney } from './costs.ts';
import { optionsFor } from './device-options.ts';
import { type Decision, decide, deviceDayOf } from './dispositions.ts';
import { todayOf } from './indices.ts';
import type { Context, PersonView } from './input.ts';

/** One sum. `price` and `early-end` are the person's to pay; `benefit` is told to the tax authority, and nobody pays it. Amounts are above zero, and with tax. */
export type SettlementLine = Settlement & {
  readonly device: AssetTag;
  readonly what: 'price' | 'early-end' | 'benefit';
  readonly amount: Money;
};

const NOBODY_PAYS: Settlement = { by: null, consent: null, lacksConsent: false, closedOn: null, closes: null };

function isSum(amount: Money): boolean {
  return parseMoney(amount).minor > 0n;
}

/** The sums of a sale that is agreed. */
function ofSale({ input }: Context, person: PersonView, { device, decision }: { device: Device; decision: Decision }): SettlementLine[] {
  if (decision.kind !== 'buyout' || decision.terms.state !== 'yes') return [];
  const { terms } = decision;
  const rate = sellerOf(input.desired, person, device)?.vat?.rate ?? 0;
  const price: SettlementLine = {
    device: device.id,
    what: 'price',
    amount: grossPrice(terms, { rate, deductible: 100 }),
    ...terms.settlement,
  };
  const isBenefit = terms.gap?.side === 'below';
  return isBenefit ? [price, { device: device.id, what: 'benefit', amount: terms.gap.difference, ...NOBODY_PAYS }] : [price];
}

/** The person's share of ending the lease, as of the device day: it does not change while nobody has settled it. */
function ofEarlyEnd(context: Context, person: PersonView, at: { device: Device; kind: Disposition['disposition'] }): SettlementLine[] {
  const { desired } = context.input;
  const { device, kind } = at;
  const [day, now] = [deviceDayOf(person, device), todayOf(context, person)];
  const today = day !== null && day < now ? day : now;
  const amount = optionsFor({ desired, today }, person, device).find((option) => option.kind === kind)?.share?.person;
  if (amount === undefined || !isSum(amount)) return [];
  const { settle = 'final-pay', consent } = person.plan?.doc.earlyEnd?.[device.id] ?? {};
  const wish = { settle, ...(consent === undefined ? {} : { consent }) };
  return [{ device: device.id, what: 'early-end', amount, ...settlementOf(desired, person, { wish, today: now }) }];
}

/** What is settled about one device. */
export function settlementsFor(context: Context, person: PersonView, device: Device): readonly SettlementLine[] {
  if (person.employee.lastDay === undefined) return [];
  const decision = decide(context, person, device);
  return [
    ...ofSale(context, person, { device, decision }),
    ...(device.acquired === undefined ? ofEarlyEnd(context, person, { device, kind: decision.kind }) : []),
  ];
}

/** All devices of a leaving: those that the person has or is awaited from, and those that the plan names. */
function devicesOf({ input }: Context, person: PersonView, plan: Offboarding | undefined): readonly Device[] {
  const named = Object.keys(plan?.devices ?? {}).map((tag) => input.desired.devices.get(tag as AssetTag));
  const all = [...person.devices, ...named.filter((device) => device !== undefined)];
  return [...new Set(all)].toSorted((a, b) => compareText(a.id, b.id));
}

/**
 * Every sum that payroll settles with the person, by tag. `by: 'final-pay'` with a `consent` is to be deducted; without one it is only asked for
 * (`lacksConsent`), and may not be deducted; `by: 'invoice'` is to be invoiced, also where `closedOn` says that a consent did not come in time.
 */
export function settlementsOf(context: Context, person: PersonView): readonly SettlementLine[] {
  return devicesOf(context, person, person.plan?.doc).flatMap((device) => settlementsFor(context, person, device));
}
