/** Everything the plan is made from, and the view of people that all rules share. Pure. */
import type { Device } from '../../schemas/device.ts';
import type { Employee } from '../../schemas/employee.ts';
import type { Offboarding } from '../../schemas/offboarding.ts';
import type { Company } from '../../schemas/organisation.ts';
import type { CommitId, Day, EmployeeId, Id, Instant, SystemId, Zone } from '../../schemas/primitives.ts';
import { addDays, dayOf, instantAt } from '../calendar.ts';
import type { Hash } from '../canonical.ts';
import type { Correlation, Link } from '../model/correlation.ts';
import type { Desired } from '../model/desired.ts';
import type { Memory } from '../model/memory.ts';
import type { Attribute, Observed } from '../model/observed.ts';

/** A change to the files by which its author let the machine do less to the author: a later end, a hold, an exception, a protection. */
export interface Loosening {
  readonly person: EmployeeId;
  /** `last-day`, `hold`, `exception`, `protected`, `zone` … */
  readonly what: string;
  readonly file: string;
  readonly pointer: string;
  readonly commit: CommitId;
}

/** Somebody by whose account a schedule of ours lives. */
export interface ScheduleKeeper {
  /** The workflow, by its path in the repository. */
  readonly file: string;
  readonly person: EmployeeId;
}

/** What `plan` is given. */
export interface PlanInput {
  readonly desired: Desired;
  /** Policies, systems, holds and exceptions as a completed run of twelve hours ago or more saw them; null before there was one. What loosens counts only when it stands here too. */
  readonly earlier: Pick<Desired, 'policy' | 'systems' | 'holds' | 'exceptions'> | null;
  readonly observed: Observed;
  readonly correlation: Correlation;
  readonly memory: Memory;
  readonly asOf: Instant;
  /** People whose cut-off one change to the repository set or moved earlier together with more others than the mass-edit limit allows. */
  readonly massEdited: ReadonlyMap<EmployeeId, CommitId>;
  /** Where the history of the files was looked through: changes by their own subject. */
  readonly loosened?: readonly Loosening[];
  /** Where the forge ends a schedule with the account of whoever wrote it: those people. */
  readonly keepers?: readonly ScheduleKeeper[];
  /** A file FREEZE or a branch `lastday/freeze` exists. */
  readonly frozen: boolean;
  readonly only: EmployeeId | null;
  readonly simulated: boolean;
  /** Whoever plans has no key for what is personal: undo will know of what is taken only what the files declare. */
  readonly withoutKey?: boolean;
  readonly base: CommitId;
  readonly inputs: Readonly<Record<string, string>>;
  readonly policyTree: string;
  readonly tool: string;
  readonly hash: Hash;
}

/** Where a person is in their working life, derived, never written. */
export type PersonStatus = 'upcoming' | 'active' | 'leaving' | 'left' | 'closed';

/** One person with everything that follows from their files on the day of the plan. */
export interface PersonView {
  readonly id: EmployeeId;
  readonly employee: Employee;
  readonly status: PersonStatus;
  readonly zone: Zone;
  /** The open plan, or null. */
  readonly plan: { readonly stem: string; readonly doc: Offboarding } | null;
  /** True when the open plan is `immediate`: a plan of another spell is not open, and what it did is never done again. */
  readonly immediate: boolean;
  readonly accessDay: Day | null;
  /** The instant access ends: null without a last day. For an immediate plan the instant of the plan. */
  readonly cutOff: Instant | null;
  readonly deviceDay: Day | null;
  readonly phoneDay: Day | null;
  /** `spell:<last day>`; null without a last day. */
  readonly cause: string | null;
  readonly company: Company | null;
  /** The manager who answers today: the person's own, else the unit's acting or regular one. */
  readonly manager: EmployeeId | null;
  readonly devices: readonly Device[];
  readonly links: readonly Link[];
}

/** The input, with the views that several rules need, computed once. */
export interface Context {
  readonly input: PlanInput;
  /** Today in the organisation's zone. */
  readonly today: Day;
  readonly people: ReadonlyMap<EmployeeId, PersonView>;
  /** People of whom no view could be made, and what was thrown: a bug that holds them, and nobody else. */
  readonly bugs: ReadonlyMap<EmployeeId, unknown>;
}

/** Path of a record's file. */
export function pathOf(desired: Desired, folder: string, id: string): string {
  if (desired.organisation.shardFolders !== true) return `${folder}/${id}.yaml`;
  const shard = id
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/gu, '')
    .slice(-2);
  return `${folder}/${shard}/${id}.yaml`;
}

/** The plan that belongs to the present spell and is not closed. */
function openPlan(plans: Belongings['plans'], employee: Employee): PersonView['plan'] {
  return plans.find(({ doc }) => doc.closed === undefined && doc.spell === employee.lastDay) ?? null;
}

function statusOf(employee: Employee, plan: PersonView['plan'], today: Day): PersonStatus {
  if (employee.firstDay !== undefined && today < employee.firstDay) return 'upcoming';
  if (employee.lastDay === undefined) return 'active';
  if (today > employee.lastDay) return 'left';
  return plan !== null || employee.lastDay <= addDays(today, 30) ? 'leaving' : 'active';
}

/** Who manages a unit on a day: the acting manager while acting, else the manager. */
export function managerOfUnit(desired: Desired, unit: Id | undefined, day: Day): EmployeeId | null {
  const found = desired.organisation.units.find((one) => one.id === unit);
  if (found === undefined) return null;
  const acting = found.acting;
  if (acting !== undefined && acting.from <= day && day <= acting.to) return acting.who;
  return found.manager ?? null;
}

/** The company a unit belongs to. */
export function companyOfUnit(desired: Desired, unit: Id | undefined): Company | null {
  const found = desired.organisation.units.find((one) => one.id === unit);
  return desired.organisation.companies.find((one) => one.id === found?.company) ?? null;
}

function earliest(...days: readonly (Day | undefined)[]): Day | null {
  const given = days.filter((day) => day !== undefined);
  return given.length === 0 ? null : given.reduce((a, b) => (a < b ? a : b));
}

/** What belongs to one person, found beforehand so that nobody is searched for twice. */
export interface Belongings {
  readonly devices: readonly Device[];
  readonly links: readonly Link[];
  readonly plans: readonly NonNullable<PersonView['plan']>[];
  /** Since when our first end of sign-in is verified, by `<person>/<cause>`: from then on an immediate plan has its instant. */
  readonly endedSince: ReadonlyMap<string, Instant>;
}

/** One person's view on the instant of the plan. */
export function viewPerson(input: PlanInput, employee: Employee, belongings: Belongings): PersonView {
  const { desired, asOf } = input;
  const zone = employee.timeZone ?? desired.organisation.timeZone;
  const today = dayOf(asOf, zone);
  const plan = openPlan(belongings.plans, employee);
  const cause = employee.lastDay === undefined ? null : `spell:${employee.lastDay}`;
  const immediate = plan?.doc.kind === 'immediate';
  const since = belongings.endedSince.get(`${employee.id}/${cause}`) ?? asOf;
  const ends = plan?.doc.ends;
  const accessDay = earliest(ends?.access, employee.lastWorkingDay, employee.lastDay);
  const regular = accessDay === null ? null : instantAt(accessDay, desired.policy.access.cutOff, zone);
  return {
    id: employee.id,
    employee,
    status: statusOf(employee, plan, today),
    zone,
    plan,
    immediate,
    accessDay,
    cutOff: immediate && regular !== null && regular > since ? since : regular,
    deviceDay: ends?.devices ?? employee.lastDay ?? null,
    phoneDay: ends?.phone ?? ends?.devices ?? employee.lastDay ?? null,
    cause,
    company: companyOfUnit(desired, employee.unit),
    manager: employee.manager ?? managerOfUnit(desired, employee.unit, today),
    devices: belongings.devices,
    links: belongings.links,
  };
}

function groupBy<T, K>(items: Iterable<T>, key: (item: T) => K | null): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const name = key(item);
    if (name === null) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}

/** All people's views. Devices are those a person holds or is awaited from. */
export function makeContext(input: PlanInput): Context {
  const { desired } = input;
  const devices = groupBy(desired.devices.values(), (device) =>
    typeof device.holder === 'string' ? device.holder : (device.awaitedFrom ?? null),
  );
  const links = groupBy(input.correlation.links, (link) => link.person);
  const plans = groupBy(
    [...desired.offboardings].map(([stem, doc]) => ({ stem, doc })),
    (plan) => plan.doc.employee,
  );
  const endedSince = new Map<string, Instant>();
  for (const one of input.memory.verified.values()) {
    const key = `${one.person}/${one.cause}`;
    if (one.kind === 'disable' && one.at < (endedSince.get(key) ?? '9')) endedSince.set(key, one.at);
  }
  const people = new Map<EmployeeId, PersonView>();
  const bugs = new Map<EmployeeId, unknown>();
  for (const [id, employee] of desired.employees) {
    const belongings = { devices: devices.get(id) ?? [], links: links.get(id) ?? [], plans: plans.get(id) ?? [], endedSince };
    try {
      people.set(id, viewPerson(input, employee, belongings));
    } catch (error) {
      bugs.set(id, error);
    }
  }
  return { input, today: dayOf(input.asOf, desired.organisation.timeZone), people, bugs };
}

/** True when the snapshot of the system is complete in every one of these attributes. */
export function isComplete(input: PlanInput, system: SystemId, ...attributes: readonly Attribute[]): boolean {
  const snapshot = input.observed.get(system);
  return snapshot !== undefined && attributes.every((attribute) => snapshot.complete.has(attribute));
}
