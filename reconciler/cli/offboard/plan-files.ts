/** What a plan of a leaving comes to say: a new one, or edits of the one that is open. */
import type { Device } from '../../../schemas/device.ts';
import type { Employee } from '../../../schemas/employee.ts';
import type { Disposition, Offboarding } from '../../../schemas/offboarding.ts';
import type { Day, Money } from '../../../schemas/primitives.ts';
import { canonicalJson } from '../../canonical.ts';
import type { Desired } from '../../model/desired.ts';
import type { Edit, EditValue } from '../../model/proposal.ts';
import { optionsFor } from '../../plan/device-options.ts';
import type { Leaver } from '../../plan/disposition-rules.ts';
import { companyOfUnit } from '../../plan/input.ts';
import { differingKeys } from '../change/differing.ts';
import type { DeviceWish, OffboardWish } from './wish.ts';

/** The person's plan as it stands: the one that is open for the present last day, and the name for a further one. */
export interface PlanPlace {
  readonly open: { readonly stem: string; readonly doc: Offboarding } | null;
  readonly fresh: string;
}

/** Finds the plan to edit, or the file name of a new one. */
export function planPlace(desired: Desired, employee: Employee): PlanPlace {
  const own = [...desired.offboardings].filter(([, doc]) => doc.employee === employee.id);
  const open = own.find(([, doc]) => doc.closed === undefined && doc.spell === employee.lastDay);
  let fresh: string = employee.id;
  for (let number = 2; desired.offboardings.has(fresh); number += 1) fresh = `${employee.id}.${number}`;
  return { open: open === undefined ? null : { stem: open[0], doc: open[1] }, fresh };
}

/** What a form has been told of a leaving so far. */
export interface Told {
  readonly lastDay: Day | undefined;
  /** Left out: what the plan says. */
  readonly endedBy?: OffboardWish['endedBy'];
}

/** The leaver, as far as devices depend on it, with another last day and ending than the files may have. */
export function leaverOf(desired: Desired, employee: Employee, { lastDay, endedBy = null }: Told): Leaver {
  const known = desired.employees.get(employee.id) ?? employee;
  const place = planPlace(desired, known).open;
  const ends = lastDay === known.lastDay ? place?.doc.ends : undefined;
  const plan = place ?? (lastDay === undefined ? null : { stem: known.id, doc: { employee: known.id, kind: 'planned', spell: lastDay } });
  return {
    employee: lastDay === undefined ? employee : { ...employee, lastDay },
    plan: plan === null || endedBy === null ? plan : { ...plan, doc: { ...plan.doc, endedBy } },
    company: companyOfUnit(desired, employee.unit),
    deviceDay: ends?.devices ?? lastDay ?? null,
    phoneDay: ends?.phone ?? ends?.devices ?? lastDay ?? null,
  };
}

/** An amount with its currency: the one that was said, else that of the person's company. */
export function withCurrency(desired: Desired, employee: Employee, amount: string): Money {
  if (/ [A-Z]{3}$/u.test(amount)) return amount as Money;
  const company = companyOfUnit(desired, employee.unit) ?? desired.organisation.companies[0];
  return `${amount} ${company?.currency ?? 'SEK'}` as Money;
}

/** What happens without a yes in time: back to the lessor where too little of the lease is left for anybody else, else released. */
export function usualElse(desired: Desired, about: { leaver: Leaver; device: Device; today: Day }): 'release' | 'return-to-lessor' {
  const { leaver, device, today } = about;
  const back = optionsFor({ desired, today }, leaver, device).find((one) => one.kind === 'return-to-lessor');
  return back?.isSuggested === true ? 'return-to-lessor' : 'release';
}

/** Everything that writing a plan needs. */
export interface PlanWriting {
  readonly desired: Desired;
  readonly employee: Employee;
  readonly today: Day;
}

/** What the plan says of a device, with another day to answer, where the wish is an offer of the same price: the answer and the consent stand. */
function sameOffer(present: Disposition | undefined, price: Money, answerBy: Day): { readonly [key: string]: EditValue } | null {
  if (present?.disposition !== 'buyout' || present.offer?.price !== price || present.offer.vat !== 'included') return null;
  return { ...present, offer: { ...present.offer, answerBy } };
}

/** What a wish is written as; `present` is what the plan says of the device now. */
function dispositionOf(
  { desired, employee, today }: PlanWriting,
  wish: DeviceWish,
  { lastDay, present }: { lastDay: Day; present: Disposition | undefined },
): { readonly [key: string]: EditValue } {
  const { disposition, to, offer, hold, tag } = wish;
  if (to !== null) return { disposition, to };
  if (hold !== null) return { disposition, until: hold.until, matter: hold.matter };
  const device = desired.devices.get(tag);
  if (offer === null || device === undefined) return { disposition };
  const price = withCurrency(desired, employee, offer.price);
  const same = sameOffer(present, price, offer.answerBy);
  if (same !== null) return same;
  const leaver = leaverOf(desired, employee, { lastDay });
  const otherwise = usualElse(desired, { leaver, device, today });
  return { disposition, offer: { price, vat: 'included', sent: today, answerBy: offer.answerBy, else: otherwise } };
}

/** True when the plan says the same already, or more of the same. */
function isSaid(present: Disposition | undefined, wish: DeviceWish, value: EditValue): boolean {
  if (present === undefined) return false;
  const isBare = wish.to === null && wish.offer === null && wish.hold === null;
  if (isBare) return present.disposition === wish.disposition;
  const { note: _, ...rest } = present;
  return [rest, present].some((one) => canonicalJson(one) === canonicalJson(value));
}

function dispositionsOf(writing: PlanWriting, wish: OffboardWish, doc: Pick<Offboarding, 'devices'> = {}) {
  const { lastDay } = wish;
  return Object.fromEntries(
    wish.devices.map((one) => [one.tag, dispositionOf(writing, one, { lastDay, present: doc.devices?.[one.tag] })]),
  );
}

/** Edits for devices about which the wish says something else than the plan; an offer of the same price keeps all else that is said of it. */
function deviceEdits(doc: Offboarding, writing: PlanWriting, wish: OffboardWish): readonly Edit[] {
  const values = dispositionsOf(writing, wish, doc);
  if (doc.devices === undefined) return wish.devices.length === 0 ? [] : [{ op: 'setKey', path: [], key: 'devices', value: values }];
  const { devices } = doc;
  return wish.devices.flatMap((one): readonly Edit[] => {
    const { tag, offer } = one;
    const [present, value] = [devices[tag], values[tag] ?? {}];
    if (isSaid(present, one, value)) return [];
    const isSame =
      offer !== null && sameOffer(present, withCurrency(writing.desired, writing.employee, offer.price), offer.answerBy) !== null;
    if (isSame && present !== undefined) return differingKeys(['devices', tag], present, value);
    return [{ op: 'setKey', path: ['devices'], key: tag, value }];
  });
}

function noticeOf(wish: OffboardWish): EditValue | null {
  if (wish.noEmail === null) return null;
  return wish.noEmail === 'unsaid' ? { buyoutQuestion: false } : { buyoutQuestion: false, because: wish.noEmail };
}

/** A whole new plan. */
export function newPlan(writing: PlanWriting, wish: OffboardWish): { readonly [key: string]: EditValue } {
  const notify = noticeOf(wish);
  return {
    employee: wish.employee,
    kind: wish.isImmediate ? 'immediate' : 'planned',
    ...(wish.endedBy === null ? {} : { endedBy: wish.endedBy }),
    spell: wish.lastDay,
    ...(notify === null ? {} : { notify }),
    ...(wish.successor === null ? {} : { successor: wish.successor }),
    ...(wish.devices.length === 0 ? {} : { devices: dispositionsOf(writing, wish) }),
  };
}

/** Edits of a plan that is there, but for its days. What is said already is not said again. */
export function planEdits(doc: Offboarding, writing: PlanWriting, wish: OffboardWish): readonly Edit[] {
  const edits: Edit[] = [];
  const set = (key: string, value: EditValue) => edits.push({ op: 'setKey', path: [], key, value });
  if (wish.isImmediate && doc.kind !== 'immediate') set('kind', 'immediate');
  if (wish.endedBy !== null && doc.endedBy !== wish.endedBy) set('endedBy', wish.endedBy);
  const notify = noticeOf(wish);
  // Said again without its reason, the reason stands.
  const isKnown = wish.noEmail === 'unsaid' && doc.notify?.buyoutQuestion === false;
  if (notify !== null && !isKnown && canonicalJson(notify) !== canonicalJson(doc.notify ?? null)) set('notify', notify);
  if (wish.successor !== null && doc.successor !== wish.successor) set('successor', wish.successor);
  return [...edits, ...deviceEdits(doc, writing, wish)];
}
