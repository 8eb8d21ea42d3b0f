/** Safeguards as they count tonight: the stricter of now and of a completed run that is twelve hours old. Pure. */
import type { Exception, Hold } from '../../schemas/exception.ts';
import type { Day, Period, SystemId } from '../../schemas/primitives.ts';
import type { System } from '../../schemas/system.ts';
import type { Limits, Policy, ResolvedLimit } from '../model/policy.ts';
import type { PlanInput } from './input.ts';

/** What counts tonight. Lists are those of both; a date that ends something counts only when both say so. */
export interface Effective {
  readonly limits: Limits;
  readonly freeze: Policy['freeze'];
  readonly protected: Policy['protected'];
  readonly administrators: Policy['administrators'];
  readonly approvers: Policy['approvers'];
  readonly service: Policy['service'];
  readonly shared: Policy['shared'];
  readonly guest: Policy['guest'];
  /** Periods of the ladder, of now and of then: a rung is due when it is due by all of them. */
  readonly ladders: readonly { readonly groups: Period; readonly licences: Period }[];
  /** Holds and exceptions in force today by either, under `employee:<id>` and `account:<system>/<id>`. */
  readonly holds: ReadonlyMap<string, readonly Hold[]>;
  readonly exceptions: ReadonlyMap<string, readonly Exception[]>;
}

/** The smaller of two multiples, where null is without limit. */
function lower(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}

function stricter(a: ResolvedLimit, b: ResolvedLimit): ResolvedLimit {
  return {
    count: Math.min(a.count, b.count),
    percent: Math.min(a.percent, b.percent),
    week: lower(a.week, b.week),
    month: lower(a.month, b.month),
  };
}

function stricterLimits(a: Limits, b: Limits): Limits {
  return {
    known: { percent: Math.min(a.known.percent, b.known.percent) },
    fresh: stricter(a.fresh, b.fresh),
    surprise: stricter(a.surprise, b.surprise),
    immediate: { count: Math.min(a.immediate.count, b.immediate.count), week: Math.min(a.immediate.week, b.immediate.week) },
    cleanup: {
      ...stricter(a.cleanup, b.cleanup),
      unitPercent: Math.min(a.cleanup.unitPercent, b.cleanup.unitPercent),
      unitCount: Math.min(a.cleanup.unitCount, b.cleanup.unitCount),
    },
    enable: stricter(a.enable, b.enable),
    massEdit: a.massEdit,
  };
}

function keysOf(subject: Hold['subject']): string[] {
  const { employee, account } = subject;
  return [
    ...(employee === undefined ? [] : [`employee:${employee}`]),
    ...(account === undefined ? [] : [`account:${account.system}/${account.id}`]),
  ];
}

function isInForce(file: Hold | Exception, today: Day): boolean {
  return file.from <= today && (file.until === undefined || today <= file.until);
}

function bySubject<T extends Hold | Exception>(files: Iterable<T>, today: Day): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const file of files) {
    if (!isInForce(file, today)) continue;
    for (const key of keysOf(file.subject)) found.set(key, [...(found.get(key) ?? []), file]);
  }
  return found;
}

/** The safeguards of tonight. */
export function effectiveOf(input: PlanInput, today: Day): Effective {
  const now = input.desired;
  const then = input.earlier ?? now;
  const both = then.policy === now.policy ? [now.policy] : [now.policy, then.policy];
  const holds = then.holds === now.holds ? [now.holds] : [now.holds, then.holds];
  const exceptions = then.exceptions === now.exceptions ? [now.exceptions] : [now.exceptions, then.exceptions];
  return {
    limits: stricterLimits(now.policy.limits, then.policy.limits),
    freeze: input.frozen ? 'everything' : now.policy.freeze,
    protected: both.flatMap((policy) => policy.protected),
    administrators: both.flatMap((policy) => policy.administrators),
    approvers: both.flatMap((policy) => policy.approvers),
    service: both.flatMap((policy) => policy.service),
    shared: both.flatMap((policy) => policy.shared),
    guest: both.flatMap((policy) => policy.guest),
    ladders: both.map((policy) => policy.access.ladder),
    holds: bySubject(
      holds.flatMap((files) => [...files.values()]),
      today,
    ),
    exceptions: bySubject(
      exceptions.flatMap((files) => [...files.values()]),
      today,
    ),
  };
}

/** How far a system may be changed tonight: enforced only when it was so twelve hours ago already. */
export function modeOf(input: PlanInput, system: System): System['mode'] {
  const then = input.earlier === null ? system.mode : input.earlier.systems.get(system.id)?.mode;
  return system.mode === 'enforce' && then !== 'enforce' ? 'observe' : system.mode;
}

/** Whether a system's own last days follow the files: only where they did so twelve hours ago already. */
export function keepsEndDays(input: PlanInput, system: SystemId): boolean {
  const now = input.desired.systems.get(system);
  const then = input.earlier === null ? now : input.earlier.systems.get(system);
  return now?.endDay === 'keep' && then?.endDay === 'keep';
}

/** Whether an account may be ended where that deletes it: only where it might twelve hours ago already. */
export function allowsDeletion(input: PlanInput, system: SystemId): boolean {
  const now = input.desired.systems.get(system);
  const then = input.earlier === null ? now : input.earlier.systems.get(system);
  return now?.allowDeletion === true && then?.allowDeletion === true;
}

/** What the files alone decide in a system: only what they decided twelve hours ago already. */
export function isAuthoritative(input: PlanInput, system: SystemId, what: 'grants' | 'licences'): boolean {
  const now = input.desired.systems.get(system)?.authoritative ?? [];
  const then = input.earlier === null ? now : (input.earlier.systems.get(system)?.authoritative ?? []);
  return now.includes(what) && then.includes(what);
}
