/** What becomes of a device when its holder leaves: the plan, else policy, else ownership; and what is allowed. Pure. */
import type { Device } from '../../schemas/device.ts';
import type { Hold } from '../../schemas/exception.ts';
import type { Disposition } from '../../schemas/offboarding.ts';
import { places } from '../../schemas/places.ts';
import type { Day } from '../../schemas/primitives.ts';
import type { DispositionKind, Ownership } from '../../schemas/vocabulary.ts';
import { addDays, addPeriod } from '../calendar.ts';
import type { Reason } from '../model/change.ts';
import { holdOn, indicesOf, todayOf } from './indices.ts';
import type { Context, PersonView } from './input.ts';
import { companyOfUnit, pathOf } from './input.ts';
import type { Refusal } from './text-keys.ts';

type Offer = NonNullable<Extract<Disposition, { disposition: 'buyout' }>['offer']>;

/** How the offer of a buyout stands: still to be answered, answered, or not answered in time (a late yes too). */
export type OfferState = 'open' | 'yes' | 'no' | 'late';

/** The decision on one device. */
export interface Decision {
  readonly kind: DispositionKind;
  readonly by: 'plan' | 'policy' | 'ownership' | 'hold';
  /** What the plan says of the device, followed or not. */
  readonly written: Disposition | null;
  /** The written wish and why it was not followed. */
  readonly refused: { readonly wanted: DispositionKind; readonly why: Refusal } | null;
  /** Null unless the plan says buyout. */
  readonly offer: OfferState | null;
  readonly hold: Hold | null;
  readonly because: Reason;
}

const TOKENS: ReadonlySet<Device['type']> = new Set(['smartcard', 'key', 'badge', 'accessory', 'other']);

const OF_OWNERSHIP: Readonly<Record<Ownership, DispositionKind>> = {
  owned: 'release',
  leased: 'release',
  'third-party': 'return-to-owner',
  personal: 'keep',
};

/** How an offer stands on a day. */
export function offerState(offer: Offer, today: Day): OfferState {
  if (offer.answer === 'no') return 'no';
  if (offer.answer === 'yes') return offer.answered !== undefined && offer.answered > offer.answerBy ? 'late' : 'yes';
  return today > offer.answerBy ? 'late' : 'open';
}

/** Why policy lets this person not buy this device; null when it may be bought. Without rules everybody may. */
function buyoutRefusal(context: Context, person: PersonView, device: Device): Refusal | null {
  const rules = context.input.desired.policy.devices.buyout;
  if (rules === null) return null;
  const { kind, firstDay, lastDay } = person.employee;
  if (rules.kinds?.includes(kind) === false) return 'kind';
  if (rules.types?.includes(device.type) === false) return 'type';
  if (rules.endedBy?.includes(person.plan?.doc.endedBy ?? 'unstated') === false) return 'ended-by';
  if (rules.minimumTenure === undefined) return null;
  if (firstDay === undefined || lastDay === undefined) return 'tenure';
  return addPeriod(firstDay, rules.minimumTenure) <= addDays(lastDay, 1) ? null : 'tenure';
}

function transferRefusal(context: Context, wish: Disposition & { disposition: 'transfer' }, device: Device): Refusal | null {
  const { desired } = context.input;
  const receiver = context.people.get(wish.to);
  if (receiver === undefined || receiver.status === 'left') return 'no-such-person';
  if (device.ownership !== 'leased' || device.lease === undefined) return null;
  const lessee = desired.leases.get(device.lease)?.company;
  return companyOfUnit(desired, receiver.employee.unit)?.id === lessee ? null : 'other-lessee';
}

/** Why ownership forbids the wish, whatever else is true; null when it does not. */
function ownershipRefusal(kind: DispositionKind, device: Device): Refusal | null {
  if (kind === 'hold' || kind === 'lost') return null;
  if (device.ownership === 'personal') return kind === 'keep' ? null : 'personal';
  if (kind === 'keep') return 'not-personal';
  if (device.ownership === 'third-party') return kind === 'return-to-owner' ? null : 'third-party';
  if (kind === 'return-to-owner') return 'not-third-party';
  if (kind === 'return-to-lessor') return device.ownership === 'leased' ? null : 'not-leased';
  return kind === 'destroy' && !TOKENS.has(device.type) ? 'not-a-token' : null;
}

function refusalOf(context: Context, about: { person: PersonView; device: Device; wish: Disposition }): Refusal | null {
  const { person, device, wish } = about;
  const byOwnership = ownershipRefusal(wish.disposition, device);
  if (byOwnership !== null) return byOwnership;
  if (wish.disposition === 'transfer') return transferRefusal(context, wish, device);
  if (wish.disposition === 'buyout') return wish.offer === undefined ? 'no-offer' : buyoutRefusal(context, person, device);
  return null;
}

type Basis = Pick<Decision, 'kind' | 'by' | 'because'>;

/** What happens without a plan: the first default of policy that fits and is allowed, else what ownership says. */
export function defaultFor(context: Context, person: PersonView, device: Device): Basis {
  const index = context.input.desired.policy.devices.defaults.findIndex(
    (rule) =>
      rule.kinds?.includes(person.employee.kind) !== false &&
      rule.types?.includes(device.type) !== false &&
      rule.ownership?.includes(device.ownership) !== false &&
      ownershipRefusal(rule.disposition, device) === null,
  );
  const rule = context.input.desired.policy.devices.defaults[index];
  if (rule !== undefined) {
    const file = places['device-rules'].path;
    return { kind: rule.disposition, by: 'policy', because: { rule: 'disposition-policy', file, pointer: `/defaults/${index}`, line: 0 } };
  }
  const file = pathOf(context.input.desired, places.device.path, device.id);
  const kind = OF_OWNERSHIP[device.ownership];
  return { kind, by: 'ownership', because: { rule: 'disposition-ownership', file, pointer: '/ownership', line: 0 } };
}

/** The fallback of a refused wish or of an offer without a yes: what the offer says, where ownership allows it, else the default. */
function fallback(context: Context, about: { person: PersonView; device: Device; wish: Disposition }): DispositionKind {
  const { person, device, wish } = about;
  const named = wish.disposition === 'buyout' ? wish.offer?.else : undefined;
  if (named !== undefined && ownershipRefusal(named, device) === null) return named;
  return defaultFor(context, person, device).kind;
}

function byPlan(context: Context, person: PersonView, device: Device): Decision | null {
  const wish = person.plan?.doc.devices?.[device.id];
  if (person.plan === null || wish === undefined) return null;
  const about = { person, device, wish };
  const file = pathOf(context.input.desired, places.offboarding.path, person.plan.stem);
  const because: Reason = { rule: 'disposition-plan', file, pointer: `/devices/${device.id}`, line: 0 };
  const base = { by: 'plan', written: wish, refused: null, offer: null, hold: null, because } as const;
  const why = refusalOf(context, about);
  if (why !== null) return { ...base, kind: fallback(context, about), refused: { wanted: wish.disposition, why } };
  if (wish.disposition !== 'buyout' || wish.offer === undefined) return { ...base, kind: wish.disposition };
  const offer = offerState(wish.offer, todayOf(context, person));
  return { ...base, offer, kind: offer === 'yes' || offer === 'open' ? 'buyout' : fallback(context, about) };
}

/** The decision on a device of a person, as the files stand today. A hold comes before everything but a loss, a destruction already decided, and property of the person. */
export function decide(context: Context, person: PersonView, device: Device): Decision {
  const none = { written: null, refused: null, offer: null, hold: null } as const;
  const decision: Decision = byPlan(context, person, device) ?? { ...none, ...defaultFor(context, person, device) };
  const hold = holdOn(context, device, person.id);
  if (hold === null || decision.kind === 'lost' || decision.kind === 'keep') return decision;
  const file = pathOf(context.input.desired, places.hold.path, hold.id);
  return { ...decision, kind: 'hold', by: 'hold', hold, because: { rule: 'hold', file, pointer: '/subject', line: 0 } };
}

/** Days after the last day on which devices of somebody whose plan is silent are first asked for, by HR. */
const SILENT_DAYS = 30;

/** The day from which the device leaves the person's hands; null without a last day. A silent plan waits thirty days. */
export function deviceDayOf(person: PersonView, device: Device): Day | null {
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
