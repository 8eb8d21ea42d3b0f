/** What the rules of findings are given, and the one form their findings have before policy says how loud each is. Pure. */
import type { Device } from '../../schemas/device.ts';
import { type Kind, places } from '../../schemas/places.ts';
import type { Day, EmployeeId, Money, Period, SystemId } from '../../schemas/primitives.ts';
import type { FindingCode } from '../../schemas/vocabulary.ts';
import { addPeriod } from '../calendar.ts';
import type { Change, Reason } from '../model/change.ts';
import type { Desired } from '../model/desired.ts';
import type { Finding, FindingSubject } from '../model/finding.ts';
import type { Held } from '../model/plan.ts';
import type { Indices } from './indices.ts';
import type { Context, PersonView } from './input.ts';
import { pathOf } from './input.ts';
import type { FindingValue } from './text-keys.ts';

/** What every rule is given. */
export interface Scope {
  readonly context: Context;
  readonly today: Day;
  readonly indices: Indices;
  /** Changes made tonight by `<kind>:<system>/<account>`. */
  readonly changes: ReadonlyMap<string, Change>;
  /** Changes held tonight, likewise. */
  readonly held: ReadonlyMap<string, Held>;
  /** Groups and licences taken off tonight, by `<kind>:<system>/<account>/<entitlement>`. */
  readonly taken: ReadonlySet<string>;
}

interface DraftOf<C extends FindingCode> {
  readonly code: C;
  /** What the finding is about, as the second part of its key. */
  readonly about: string;
  /** What is null or undefined is left out. */
  readonly subject: { readonly [K in keyof FindingSubject]?: FindingSubject[K] | null | undefined };
  /** What is null or undefined becomes the empty string. */
  readonly values: Readonly<Record<FindingValue<C>, string | null | undefined>>;
  /** A person; or the usual desk, in whose place policy may name another. Null: the desk that policy tells, if any. */
  readonly who?: string | null;
  /** True when `who` is the desk that was given the work: then policy names no other. */
  readonly isGiven?: true;
  readonly day?: Day | null;
  readonly cost?: Finding['cost'];
  readonly because: Reason;
}

/** A finding before policy has its say: every value its sentence needs, checked by the compiler. */
export type Draft = { [C in FindingCode]: DraftOf<C> }[FindingCode];

/** A rule: all findings of one family. */
export type Rule = (scope: Scope) => Iterable<Draft>;

/** A reason that points into a file. Kinds with one fixed file need no id. */
export function reasonAt(desired: Desired, rule: string, at: { kind: Kind; id?: string; pointer?: string }): Reason {
  const { path } = places[at.kind];
  const file = at.id === undefined ? path : pathOf(desired, path, at.id);
  return { rule, file, pointer: at.pointer ?? '', line: 0 };
}

/** `desk:<id>` when the organisation has that desk, else null. */
export function deskOf(desired: Desired, id: string | undefined): string | null {
  return Object.keys(desired.organisation.desks ?? {}).some((desk) => desk === id) ? `desk:${id}` : null;
}

/** The desk that owns a system, else the one usual for the matter. */
export function deskOfSystem(desired: Desired, system: SystemId, usual = 'it'): string | null {
  return deskOf(desired, desired.systems.get(system)?.desk ?? usual);
}

/** Who answers for something about a person: HR's desk when the plan is silent or there is no manager, else the manager. */
export function managerOf(desired: Desired, person: PersonView | undefined): string | null {
  if (person === undefined || person.plan?.doc.silent === true) return deskOf(desired, 'hr');
  return person.manager ?? deskOf(desired, 'hr');
}

/** The person whose device it is, or who is to hand it back. */
export function personOf(device: Device): EmployeeId | null {
  return typeof device.holder === 'string' ? device.holder : (device.awaitedFrom ?? null);
}

/** The day moved by the finding's threshold, or by a usual one when policy names none. */
export function threshold(scope: Scope, code: FindingCode, usual: string): (day: Day, sign: 1 | -1) => Day {
  const period = scope.context.input.desired.policy.drift[code].after ?? (usual as Period);
  return (day, sign) => addPeriod(day, period, sign);
}

/** Money per month from a day on. */
export function monthly(amount: Money | null, from: Day | null = null): Finding['cost'] {
  return amount === null ? null : { monthly: amount, once: null, from };
}
