/** Limits over everything that is to go tonight: who is held by which, the stops, and the figures. Pure. */
import type { EmployeeId, Id, SystemId } from '../../../schemas/primitives.ts';
import type { GuardrailClass } from '../../../schemas/vocabulary.ts';
import { compareText } from '../../canonical.ts';
import type { Removal } from '../../model/memory.ts';
import type { LimitUse, Stop } from '../../model/plan.ts';
import type { Draft } from '../draft.ts';
import type { Ground } from '../ground.ts';
import { comparePeople } from '../order.ts';
import { limitAhead } from './ahead.ts';
import { type BaseOf, makeBases } from './base.ts';
import { type Allowance, allow, type Counted, type Spent } from './budget.ts';
import { CLASSES, runWindow, unitLimit, type Window, windowsOf } from './limits.ts';
import { causeOf, countedIn, digestSet, findOverride } from './overrides.ts';

/** What the limits say: the class by which a change is held, the stops, and each limit with its figure. */
export interface Verdicts {
  readonly held: ReadonlyMap<Draft, GuardrailClass>;
  readonly stops: readonly Stop[];
  readonly limits: readonly LimitUse[];
}

interface Room {
  readonly ground: Ground;
  readonly baseOf: BaseOf;
  readonly held: Map<Draft, GuardrailClass>;
  readonly overridden: Set<Draft>;
  readonly stops: Stop[];
  readonly limits: LimitUse[];
}

/** Changes of one class that a limit looks at together. */
interface Batch {
  readonly class: GuardrailClass;
  readonly system: SystemId | 'all';
  readonly drafts: readonly Draft[];
  /** What is counted; people unless told. */
  readonly of?: 'devices';
  /** The part of the company that it is limited to, as figures name it. */
  readonly unit?: string;
}

/** What a draft counts as. */
function countedOf({ change }: Draft): Counted | null {
  return 'asset' in change ? change.tag : change.person;
}

/** The people of some drafts, once each, in the order in which a limit takes them. */
function peopleOf(ground: Ground, drafts: readonly Draft[]): EmployeeId[] {
  const views = new Map(
    drafts
      .map((draft) => draft.view)
      .filter((view) => view !== null)
      .map((view) => [view.id, view]),
  );
  return [...views.values()].sort((a, b) => comparePeople(ground, a, b)).map((view) => view.id);
}

/** Whom or what a limit takes, in its order: devices as they stand in the plan. */
function inOrder(ground: Ground, { drafts, of }: Batch): readonly Counted[] {
  return of === 'devices' ? [...new Set(drafts.map(countedOf))].filter((one) => one !== null) : peopleOf(ground, drafts);
}

function setOf(removals: readonly Removal[]): ReadonlySet<Counted> {
  return new Set(removals.map(countedIn).filter((one) => one !== null));
}

/** Who counts in the windows already. Work handed to a desk is not limited, and so counts for nobody. */
function spentIn(ground: Ground, batch: Batch, windows: readonly Window[]): Spent[] {
  const isOurs = (system: SystemId) => (ground.systems.get(system)?.desk ?? null) === null;
  const own = ground.input.memory.removals.filter(
    (one) => one.class === batch.class && (batch.system === 'all' ? isOurs(one.system) : one.system === batch.system),
  );
  const isDevice = (one: Removal): boolean => countedIn(one) !== one.person;
  const counting = own.filter((one) => isDevice(one) === (batch.of === 'devices'));
  return windows.map((window) => {
    const gone = counting.filter((one) => one.at > window.since);
    return { window, used: setOf(gone), begun: setOf(gone.filter((one) => one.undone !== true)) };
  });
}

function nameOf(batch: Batch, window: Window): string {
  return [
    batch.class,
    ...(batch.system === 'all' ? [] : [batch.system]),
    ...(batch.of === undefined ? [] : [batch.of]),
    ...(batch.unit === undefined ? [] : [batch.unit]),
    ...(window.name === 'run' ? [] : [window.name]),
  ].join('/');
}

/** The figures of a batch: the run always where it is asked for, longer windows once somebody counts in them. */
function noteLimits(room: Room, batch: Batch, of: { people: readonly Counted[]; spent: readonly Spent[]; isQuiet: boolean }): void {
  for (const { window, used, begun } of of.spent) {
    const value = new Set([...used, ...of.people]).size;
    if (value === 0 && (of.isQuiet || window.name !== 'run')) continue;
    const verdict = value > window.limit && of.people.some((one) => !begun.has(one)) ? 'stopped' : 'within';
    room.limits.push({ name: nameOf(batch, window), value, limit: window.limit, verdict });
  }
}

function stop(room: Room, batch: Batch, of: { people: readonly Counted[]; allowance: Allowance; by: Window }): void {
  const { goes, held } = of.allowance;
  const causes = new Set(batch.drafts.map(({ change }) => causeOf(change.id)));
  const about = { class: batch.class, system: batch.system, people: of.people, held, causes };
  const override = findOverride(room.ground, about);
  const waiting = new Set<Counted | null>(held);
  const drafts = batch.drafts.filter((draft) => waiting.has(countedOf(draft)));
  if (override !== null) {
    room.limits.push({ name: `override:${override.id}`, value: held.length, limit: held.length, verdict: 'within' });
    for (const draft of drafts) room.overridden.add(draft);
    return;
  }
  for (const draft of drafts) room.held.set(draft, batch.class);
  room.stops.push({
    class: batch.class,
    system: batch.system,
    window: of.by.name,
    due: of.people.length,
    limit: of.by.limit,
    went: goes.length,
    held: [...held].sort(compareText),
    digest: digestSet(room.ground.input.hash, about),
  });
}

/** How many of our devices an inventory shows. */
function devicesIn({ input }: Ground, system: SystemId | 'all'): number {
  const shown = new Set(input.observed.get(system as SystemId)?.reading.assets.map(({ id }) => id));
  const named = [...input.desired.devices.values()].filter(({ inventory }) => inventory?.system === system);
  return named.filter(({ inventory }) => shown.has(String(inventory?.id))).length;
}

/** Holds what is above the limits of one class in one system, or over all. */
function limitBatch(room: Room, batch: Batch): void {
  const { ground } = room;
  const question = {
    class: batch.class,
    system: batch.system,
    base: batch.of === 'devices' ? devicesIn(ground, batch.system) : room.baseOf(batch.system),
    asOf: ground.input.asOf,
  };
  const windows = windowsOf(ground.effective.limits, question);
  const people = inOrder(ground, batch);
  const spent = spentIn(ground, batch, windows);
  noteLimits(room, batch, { people, spent, isQuiet: batch.system !== 'all' && batch.class !== 'known' });
  const allowance = allow(people, spent);
  if (allowance.by !== null) stop(room, batch, { people, allowance, by: allowance.by });
}

/** Holds what is above the share of one unit that clean-ups may touch in one run. */
function limitUnits(room: Room, drafts: readonly Draft[], members: ReadonlyMap<Id | undefined, number>): void {
  const { ground } = room;
  const units = new Map<Id | undefined, Draft[]>();
  for (const draft of drafts) {
    const unit = draft.view?.employee.unit;
    units.set(unit, [...(units.get(unit) ?? []), draft]);
  }
  for (const [unit, own] of units) {
    const batch: Batch = { class: 'cleanup', system: 'all', drafts: own, unit: `unit:${unit ?? '-'}` };
    const people = peopleOf(ground, own);
    const limit = unitLimit(ground.effective.limits, members.get(unit) ?? 0);
    const ofUnit = (those: ReadonlySet<Counted>) => new Set([...those].filter((id) => isMember(ground, id as EmployeeId, unit)));
    const spent = spentIn(ground, batch, [runWindow(ground.input.asOf, limit)]).map(({ window, used, begun }) => ({
      window,
      used: ofUnit(used),
      begun: ofUnit(begun),
    }));
    noteLimits(room, batch, { people, spent, isQuiet: false });
    const allowance = allow(people, spent);
    if (allowance.by !== null) stop(room, batch, { people, allowance, by: allowance.by });
  }
}

function isMember(ground: Ground, person: EmployeeId, unit: Id | undefined): boolean {
  const view = ground.context.people.get(person);
  return view !== undefined && view.employee.unit === unit;
}

/** True for what no wider limit holds, and no override of one has let go. */
function isToBeAsked({ held, overridden }: Room, draft: Draft): boolean {
  return !held.has(draft) && !overridden.has(draft);
}

/** Asks every limit about the changes that nothing else holds back. Work for desks and sessions are not asked about: people are counted by what ends. */
export function applyLimits(ground: Ground, drafts: readonly Draft[]): Verdicts {
  const room: Room = { ground, baseOf: makeBases(ground), held: new Map(), overridden: new Set(), stops: [], limits: [] };
  const all = drafts.filter((one) => one.system.desk === null && one.change.kind !== 'sessions');
  const counted = all.filter(({ change }) => !('asset' in change));
  for (const name of CLASSES) {
    const own = counted.filter((one) => one.change.class === name);
    if (name === 'cleanup') limitUnits(room, own, countMembers(ground));
    limitBatch(room, { class: name, system: 'all', drafts: own });
    for (const system of ground.systems.values()) {
      if (system.desk !== null || system.mode !== 'enforce') continue;
      const here = own.filter((one) => one.system === system && isToBeAsked(room, one));
      limitBatch(room, { class: name, system: system.id, drafts: here });
    }
  }
  for (const system of ground.systems.values()) {
    const own = all.filter(({ change }) => 'asset' in change && change.class === 'cleanup' && change.system === system.id);
    if (own.length > 0) limitBatch(room, { class: 'cleanup', system: system.id, drafts: own, of: 'devices' });
  }
  for (const [draft, name] of limitAhead(ground, counted, room.baseOf)) room.held.set(draft, name);
  return room;
}

function countMembers(ground: Ground): ReadonlyMap<Id | undefined, number> {
  const members = new Map<Id | undefined, number>();
  for (const { employee, status } of ground.context.people.values()) {
    if (status === 'active' || status === 'leaving') members.set(employee.unit, (members.get(employee.unit) ?? 0) + 1);
  }
  return members;
}
