/** What becomes of a device when its holder leaves: the plan, else policy, else ownership; and what is allowed. Pure. */
import type { Device } from '../../schemas/device.ts';
import type { Hold } from '../../schemas/exception.ts';
import type { Disposition } from '../../schemas/offboarding.ts';
import type { Day, EmployeeId } from '../../schemas/primitives.ts';
import type { DispositionKind } from '../../schemas/vocabulary.ts';
import { addDays, addPeriod } from '../calendar.ts';
import type { Reason } from '../model/change.ts';
import { type Offer, offerRefusal, type Settlement, sellerOf, settlementOf, type ValueGap, valueGap } from './buyout-guards.ts';
import { buyoutRefusal, defaultRule, type Leaver, ownershipRefusal, type PlainKind } from './disposition-rules.ts';
import { holdOn, indicesOf, todayOf } from './indices.ts';
import type { Context, PersonView } from './input.ts';
import { reasonAt } from './scope.ts';
import type { Refusal } from './text-keys.ts';

/** The terms on which somebody buys a device. */
export interface Terms extends Pick<Offer, 'price' | 'vat' | 'answerBy'> {
  readonly settlement: Settlement;
  /** How far the price is from the market value; null when it is not, or that is not known. */
  readonly gap: ValueGap | null;
  readonly state: OfferState;
}

interface Wish {
  readonly person: PersonView;
  readonly device: Device;
  readonly wish: Disposition;
}

/** How the offer of a buyout stands: still to be answered, answered, or not answered in time (a late yes too). */
export type OfferState = 'open' | 'yes' | 'no' | 'late';

/** What is to happen to a device. */
export type Outcome =
  | { readonly kind: Exclude<DispositionKind, 'buyout' | 'transfer' | 'hold'> }
  | { readonly kind: 'buyout'; readonly terms: Terms }
  | { readonly kind: 'transfer'; readonly to: EmployeeId }
  | { readonly kind: 'hold'; readonly matter: string; readonly until: Day | null };

/** How the decision on a device came about. */
export interface Grounds {
  readonly by: 'plan' | 'policy' | 'ownership' | 'hold';
  /** The plan says something of this device, followed or not. */
  readonly isWritten: boolean;
  /** The plan's short remark for those who carry it out. */
  readonly note: string | null;
  /** The written wish and why it was not followed. */
  readonly refused: { readonly wanted: DispositionKind; readonly why: Refusal } | null;
  /** How a buyout's offer stands; null when the plan says no such thing, or it is refused. */
  readonly offer: { readonly state: OfferState; readonly answerBy: Day } | null;
  readonly hold: Hold | null;
  readonly because: Reason;
}

/** The decision on one device. */
export type Decision = Outcome & Grounds;

/** How an offer stands on a day. */
export function offerState(offer: Offer, today: Day): OfferState {
  if (offer.answer === 'no') return 'no';
  if (offer.answer === 'yes') return offer.answered !== undefined && offer.answered > offer.answerBy ? 'late' : 'yes';
  return today > offer.answerBy ? 'late' : 'open';
}

function transferRefusal(context: Context, to: EmployeeId, device: Device): Refusal | null {
  const { desired } = context.input;
  const receiver = context.people.get(to);
  if (receiver === undefined || receiver.status === 'left') return 'no-such-person';
  if (device.ownership !== 'leased' || device.lease === undefined) return null;
  const lessee = desired.leases.get(device.lease)?.company;
  return receiver.company?.id === lessee ? null : 'other-lessee';
}

interface Basis extends Pick<Grounds, 'by' | 'because'> {
  readonly kind: PlainKind;
}

/** What happens without a plan, and the line that says so. */
export function defaultFor(context: Context, person: PersonView, device: Device): Basis {
  const { desired } = context.input;
  const { kind, index } = defaultRule(desired, person, device);
  if (index >= 0) {
    const because = reasonAt(desired, 'disposition-policy', { kind: 'device-rules', pointer: `/defaults/${index}` });
    return { kind, by: 'policy', because };
  }
  return {
    kind,
    by: 'ownership',
    because: reasonAt(desired, 'disposition-ownership', { kind: 'device', id: device.id, pointer: '/ownership' }),
  };
}

/** The fallback of a wish that is not followed: what the offer names, where ownership allows it, else the default. */
function fallback(context: Context, { person, device, wish }: Wish): PlainKind {
  const named = wish.disposition === 'buyout' ? wish.offer?.else : undefined;
  if (named !== undefined && ownershipRefusal(named, device) === null) return named;
  return defaultFor(context, person, device).kind;
}

/** What is wished, or why it is not allowed, or how its offer ended. */
function follow(context: Context, { person, device, wish }: Wish): Outcome | Refusal | NonNullable<Grounds['offer']> {
  const byOwnership = ownershipRefusal(wish.disposition, device);
  if (byOwnership !== null) return byOwnership;
  switch (wish.disposition) {
    case 'transfer':
      return transferRefusal(context, wish.to, device) ?? { kind: 'transfer', to: wish.to };
    case 'hold':
      return { kind: 'hold', matter: wish.matter, until: wish.until };
    case 'buyout': {
      const { offer } = wish;
      if (offer === undefined) return 'no-offer';
      const { desired } = context.input;
      const seller = sellerOf(desired, person, device);
      const why = buyoutRefusal(desired, person, device) ?? offerRefusal(desired, offer, seller);
      if (why !== null) return why;
      const today = todayOf(context, person);
      const state = offerState(offer, today);
      const { price, vat, answerBy } = offer;
      const settlement = settlementOf(desired, person, { wish, today });
      const terms = { price, vat, answerBy, state, settlement, gap: valueGap(offer, seller) };
      return state === 'yes' || state === 'open' ? { kind: 'buyout', terms } : { state, answerBy };
    }
    case 'release':
    case 'return-to-lessor':
    case 'return-to-owner':
    case 'lost':
    case 'destroy':
    case 'keep':
      return { kind: wish.disposition };
  }
}

function byPlan(context: Context, person: PersonView, device: Device): Decision | null {
  const wish = person.plan?.doc.devices?.[device.id];
  if (person.plan === null || wish === undefined) return null;
  const about = { person, device, wish };
  const because = reasonAt(context.input.desired, 'disposition-plan', {
    kind: 'offboarding',
    id: person.plan.stem,
    pointer: `/devices/${device.id}`,
  });
  const grounds = { by: 'plan', isWritten: true, note: wish.note ?? null, refused: null, offer: null, hold: null, because } as const;
  const found = follow(context, about);
  if (typeof found === 'string') return { ...grounds, kind: fallback(context, about), refused: { wanted: wish.disposition, why: found } };
  if ('state' in found) return { ...grounds, kind: fallback(context, about), offer: found };
  const offer = found.kind === 'buyout' ? { state: found.terms.state, answerBy: found.terms.answerBy } : null;
  return { ...grounds, ...found, offer };
}

/** The decision on a device of a person, as the files stand today. A hold comes before everything but a loss and property of the person. */
export function decide(context: Context, person: PersonView, device: Device): Decision {
  const none = { isWritten: false, note: null, refused: null, offer: null, hold: null } as const;
  const decision: Decision = byPlan(context, person, device) ?? { ...none, ...defaultFor(context, person, device) };
  const hold = holdOn(context, device, person.id);
  if (hold === null || decision.kind === 'lost' || decision.kind === 'keep') return decision;
  const { isWritten, note, refused, offer } = decision;
  const because = reasonAt(context.input.desired, 'hold', { kind: 'hold', id: hold.id, pointer: '/subject' });
  return { kind: 'hold', matter: hold.matter, until: hold.until ?? null, by: 'hold', isWritten, note, refused, offer, hold, because };
}

/** Days after the last day on which devices of somebody whose plan is silent are first asked for, by HR. */
const SILENT_DAYS = 30;

/** The day from which the device leaves the person's hands; null without a last day. A silent plan waits thirty days. */
export function deviceDayOf(person: Leaver, device: Device): Day | null {
  const day = device.type === 'phone' ? person.phoneDay : person.deviceDay;
  const { lastDay } = person.employee;
  if (day === null || person.plan?.doc.silent !== true || lastDay === undefined) return day;
  const later = addDays(lastDay, SILENT_DAYS);
  return later > day ? later : day;
}

/** True when an exception in force postpones the device's release or sale. */
export function isPostponed(context: Context, about: { person: PersonView; device: Device; change: 'release' | 'sale' }): boolean {
  const exceptions = indicesOf(context).exceptions();
  const found = [...(exceptions.get(`employee:${about.person.id}`) ?? []), ...(exceptions.get(`device:${about.device.id}`) ?? [])];
  return found.some((exception) => exception.change === about.change);
}

/** A decision that somebody must take: by when, and the day from which it is too late. */
export interface DecisionDay {
  readonly dueDay: Day;
  readonly deviceDay: Day;
}

/** When to decide about a device that is a person's to hand back; null where nobody is asked, or the plan says already what becomes of it. */
export function decisionDayOf(context: Context, person: PersonView, device: Device): DecisionDay | null {
  const { decideTypes, decisionDeadline } = context.input.desired.policy.devices;
  const deviceDay = deviceDayOf(person, device);
  const isChoice = device.ownership === 'owned' || device.ownership === 'leased';
  const isNamed = device.holder === person.id && (device.status === 'in-use' || device.status === 'repair');
  if (deviceDay === null || !isChoice || !isNamed || !decideTypes.includes(device.type)) return null;
  const isWritten = person.plan?.doc.devices?.[device.id] !== undefined;
  return isWritten ? null : { dueDay: addPeriod(deviceDay, decisionDeadline, -1), deviceDay };
}
