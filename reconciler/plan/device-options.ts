/** What can become of a device of somebody who leaves: every disposition, what it costs and by when it binds. Pure. */
import type { Device } from '../../schemas/device.ts';
import type { Disposition } from '../../schemas/offboarding.ts';
import type { Day, Id, Money } from '../../schemas/primitives.ts';
import type { DispositionKind } from '../../schemas/vocabulary.ts';
import { addPeriod } from '../calendar.ts';
import type { Desired } from '../model/desired.ts';
import { offerRefusal, sellerOf } from './buyout-guards.ts';
import { plus, sumMoney, timesMoney } from './costs.ts';
import { isOutOfManagement, isUnlocked, isWiped } from './device-facts.ts';
import { buyoutRefusal, defaultRule, type Leaver, ownershipRefusal } from './disposition-rules.ts';
import { deviceDayOf } from './dispositions.ts';
import { type Share, shareOf } from './early-end.ts';
import { breakCostOf, cheapestEnd, type LeaseTerms, rentAfter, type Taxed, termsOf, viewTerms, withVat } from './lease-sums.ts';
import type { LeaseView } from './leases.ts';
import type { Refusal } from './text-keys.ts';

/** What choices are made from: the files, with what a form has been told already, and the day of choosing. */
export interface Choosing {
  readonly desired: Desired;
  readonly today: Day;
}

/** One part of what a disposition costs the company, without tax: rent for so many months, the fee for a break, the lessor's price. */
export interface CostPart {
  readonly what: 'rent-left' | 'break-fee' | 'lessor-price';
  readonly amount: Money;
  /** Months of rent in it; null for other parts. */
  readonly months: number | null;
}

/** What a disposition needs before it is complete (`to`, `until`, `matter`, `offer`, `lessor-price`), and what must be done for it, in order. */
export type Need =
  | 'to'
  | 'until'
  | 'matter'
  | 'offer'
  | 'lessor-price'
  | 'finance'
  | 'acquire'
  | 'save-private'
  | 'wipe'
  | 'purge'
  | 'unlock'
  | 'management'
  | 'consent';

/** One disposition of a device. Amounts are in whole minor units of one currency and never negative. */
export interface DeviceOption {
  readonly kind: DispositionKind;
  /** Why it is not allowed; null when it is. Its sentence is `refusal.<why>`. */
  readonly refused: Refusal | null;
  /** What happens when nobody decides. */
  readonly isDefault: boolean;
  /** What the open plan says now. */
  readonly isChosen: boolean;
  /** What too little lease left makes the better choice; at most one is. */
  readonly isSuggested: boolean;
  /** Parts of the cost in the order to show them; none when it costs nothing, is refused, or currencies differ. */
  readonly parts: readonly CostPart[];
  /** The parts added up, with tax, and with what of it the company bears; null without parts. */
  readonly cost: Taxed | null;
  /** Who bears `cost.netCost`; null without parts. By policy an early end falls on the person above a budget: it is asked for, never deducted without consent. */
  readonly share: Share | null;
  /** What goes on to be paid each month after the device day beside the parts, and until when at least; null when nothing does. */
  readonly monthly: { readonly amount: Money; readonly until: Day | null } | null;
  /** The first day on which ending the lease costs least, and what is paid until then, without tax; null where no lease is ended. */
  readonly cheapest: { readonly on: Day; readonly net: Money } | null;
  /** Last day to choose it so that it comes true as shown; null when nothing hangs on a day. */
  readonly bindsOn: Day | null;
  /** The lessee, when only its people may have it next. */
  readonly lessee: Id | null;
  readonly needs: readonly Need[];
}

const KINDS: readonly DispositionKind[] = [
  'release',
  'transfer',
  'buyout',
  'return-to-lessor',
  'return-to-owner',
  'hold',
  'lost',
  'destroy',
  'keep',
];

interface About extends Choosing {
  readonly leaver: Leaver;
  readonly device: Device;
  readonly wish: Disposition | null;
  /** Day after which rent counts: the device day, or today when that is later or there is none. */
  readonly after: Day;
  readonly leased: { readonly terms: LeaseTerms; readonly view: LeaseView } | null;
}

/** The lease as it stands when the device leaves the person's hands; notice can still be given today for a term that lasts until then. */
function leasedOn(desired: Desired, device: Device, { today, after }: { today: Day; after: Day }): About['leased'] {
  const terms = termsOf(desired, device);
  if (terms === null) return null;
  const now = viewTerms(terms, today);
  return { terms, view: now.owedUntil >= after ? now : viewTerms(terms, after) };
}

/** True when a hold in force today preserves the device, or all of the person's. */
function isHeld({ desired, today, leaver, device }: About): boolean {
  return [...desired.holds.values()].some(
    ({ subject, from, until }) =>
      from <= today && (until === undefined || today <= until) && (subject.device === device.id || subject.employee === leaver.employee.id),
  );
}

function refusalOf(about: About, kind: DispositionKind): Refusal | null {
  const { desired, leaver, device, wish } = about;
  const refused = ownershipRefusal(kind, device);
  if (refused !== null || kind === 'hold' || kind === 'lost' || kind === 'keep') return refused;
  if (isHeld(about)) return 'under-hold';
  if (kind !== 'buyout') return null;
  const offer = wish?.disposition === 'buyout' ? wish.offer : undefined;
  return (
    buyoutRefusal(desired, leaver, device) ?? (offer === undefined ? null : offerRefusal(desired, offer, sellerOf(desired, leaver, device)))
  );
}

/** The lessor's price for a device on a day: a quote that stands, else the residual value that the company answers for; and until when. */
function lessorPrice({ lease, guaranteed }: LeaseTerms, day: Day): { readonly price: Money; readonly until: Day | null } | null {
  const { quote } = lease;
  if (quote !== undefined && (quote.until === undefined || quote.until >= day)) return { price: quote.price, until: quote.until ?? null };
  return guaranteed === null ? null : { price: guaranteed, until: null };
}

function partsOf({ leased, after }: About, kind: DispositionKind): CostPart[] {
  if (leased === null || (kind !== 'buyout' && kind !== 'return-to-lessor')) return [];
  const { terms, view } = leased;
  if (kind === 'return-to-lessor') {
    const { months, amount } = rentAfter(terms, after, view.owedUntil);
    return months === 0 ? [] : [{ what: 'rent-left', amount, months }];
  }
  const broken = breakCostOf(terms, after);
  const asked = lessorPrice(terms, after);
  const parts: CostPart[] = [];
  if (broken !== null) {
    parts.push({ what: 'rent-left', amount: broken.rentLeft, months: broken.months });
    parts.push({ what: 'break-fee', amount: broken.breakFee, months: null });
  }
  if (asked !== null) parts.push({ what: 'lessor-price', amount: asked.price, months: null });
  return parts;
}

function monthlyOf({ leased, after }: About, kind: DispositionKind): DeviceOption['monthly'] {
  if (leased === null) return null;
  const { terms, view } = leased;
  if (view.state === 'ended') return { amount: terms.late, until: null };
  const isInParts = kind === 'return-to-lessor' || (kind === 'buyout' && breakCostOf(terms, after) !== null);
  return isInParts ? null : { amount: terms.rent, until: view.owedUntil };
}

function cheapestOf({ leased, after }: About, kind: DispositionKind): DeviceOption['cheapest'] {
  if (leased === null || (kind !== 'buyout' && kind !== 'return-to-lessor')) return null;
  const best = cheapestEnd(leased.terms, after);
  return best === null ? null : { on: best.on, net: best.net };
}

function bindsOn({ leased, after, wish }: About, kind: DispositionKind): Day | null {
  if (kind === 'return-to-lessor') return leased?.view.bindsOn ?? null;
  if (kind !== 'buyout') return null;
  const answer = wish?.disposition === 'buyout' ? (wish.offer?.answerBy ?? null) : null;
  const quoted = leased === null ? null : (lessorPrice(leased.terms, after)?.until ?? null);
  return answer !== null && quoted !== null && quoted < answer ? quoted : (answer ?? quoted);
}

function saleNeeds({ leased, after, wish, device }: About): Need[] {
  const needs: Need[] = [];
  const buyout = wish?.disposition === 'buyout' ? wish : null;
  if (buyout?.offer === undefined) needs.push('offer');
  if (leased !== null) {
    if (lessorPrice(leased.terms, after) === null) needs.push('lessor-price');
    if (breakCostOf(leased.terms, after) !== null) needs.push('finance');
    needs.push('acquire');
  }
  needs.push('save-private');
  if (!isWiped(device, true)) needs.push('purge');
  if (!isUnlocked(device)) needs.push('unlock');
  if (!isOutOfManagement(device)) needs.push('management');
  if (buyout?.consent === undefined && buyout?.settle !== 'invoice' && buyout?.settle !== 'card') needs.push('consent');
  return needs;
}

function needsOf(about: About, kind: DispositionKind): Need[] {
  const { device } = about;
  const unlock: Need[] = isUnlocked(device) ? [] : ['unlock'];
  switch (kind) {
    case 'buyout':
      return saleNeeds(about);
    case 'release':
      return [...(isWiped(device) ? [] : (['wipe'] as const)), ...unlock];
    case 'transfer':
      return ['to', ...(isWiped(device) ? [] : (['wipe'] as const)), ...unlock];
    case 'return-to-lessor':
      return [...(isWiped(device, true) ? [] : (['purge'] as const)), ...unlock];
    case 'hold':
      return ['until', 'matter'];
    case 'return-to-owner':
    case 'lost':
    case 'destroy':
    case 'keep':
      return [];
  }
}

/** True when too little of the lease is left for the device to go to somebody else. */
function isShort({ desired, leased, after }: About): boolean {
  if (leased === null) return false;
  const { state, termEnd } = leased.view;
  return state !== 'running' || addPeriod(after, desired.policy.devices.minimumLeaseLeft) > termEnd;
}

/** What the parts cost, and who bears it. Shared is only what the early end costs: the lessor's price comes back with the sale, and a missed notice is nobody's leaving. */
function costOf({ desired, leaver, leased }: About, parts: readonly CostPart[]): { readonly cost: Taxed; readonly share: Share } | null {
  const net = sumMoney(parts.map((part) => part.amount));
  if (net === null || leased === null) return null;
  const { terms, view } = leased;
  const cost = withVat(net, terms.vat);
  const early = sumMoney(parts.filter(({ what }) => what !== 'lessor-price' && view.state === 'running').map((part) => part.amount));
  const person = early === null ? timesMoney(net, 0) : shareOf(desired, leaver, withVat(early, terms.vat).netCost).person;
  return { cost, share: { company: plus(cost.netCost, timesMoney(person, -1)), person } };
}

function optionOf(about: About, kind: DispositionKind): DeviceOption {
  const { desired, leaver, device, wish, leased } = about;
  const refused = refusalOf(about, kind);
  const isAllowed = refused === null;
  const parts = isAllowed ? partsOf(about, kind) : [];
  const sums = costOf(about, parts);
  return {
    kind,
    refused,
    isDefault: defaultRule(desired, leaver, device).kind === kind,
    isChosen: wish?.disposition === kind,
    isSuggested: isAllowed && kind === 'return-to-lessor' && isShort(about),
    parts: sums === null ? [] : parts,
    cost: sums?.cost ?? null,
    share: sums?.share ?? null,
    monthly: isAllowed ? monthlyOf(about, kind) : null,
    cheapest: isAllowed ? cheapestOf(about, kind) : null,
    bindsOn: isAllowed ? bindsOn(about, kind) : null,
    lessee: isAllowed && kind === 'transfer' ? (leased?.terms.lease.company ?? null) : null,
    needs: isAllowed ? needsOf(about, kind) : [],
  };
}

/**
 * Every disposition of a device of somebody who leaves, allowed or not, in one fixed order: what it costs, who bears that, and by when it binds.
 * `leaver` is a `PersonView`, or what a form has been told so far; without a device day everything counts from today.
 * What the open plan says of the device (an offer, a consent) counts; whether a transfer's receiver may have it is `lessee`.
 */
export function optionsFor(choosing: Choosing, leaver: Leaver, device: Device): readonly DeviceOption[] {
  const { desired, today } = choosing;
  const day = deviceDayOf(leaver, device);
  const after = day !== null && day > today ? day : today;
  const wish = leaver.plan?.doc.devices?.[device.id] ?? null;
  const about: About = { desired, today, leaver, device, wish, after, leased: leasedOn(desired, device, { today, after }) };
  return KINDS.map((kind) => optionOf(about, kind));
}
