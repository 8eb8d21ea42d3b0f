/** Limits as whole numbers of people: per class, per system, for one run, seven days and thirty days. Pure. */
import type { Instant, SystemId } from '../../../schemas/primitives.ts';
import type { GuardrailClass } from '../../../schemas/vocabulary.ts';
import type { Stop } from '../../model/plan.ts';
import type { Limits, ResolvedLimit } from '../../model/policy.ts';
import { hoursBack } from './base.ts';

/** A span of time and how many people may go in it. Removals after `since` count. */
export interface Window {
  readonly name: Stop['window'];
  readonly since: Instant;
  readonly limit: number;
}

/** The classes, in the order in which they are looked at. */
export const CLASSES: readonly GuardrailClass[] = ['immediate', 'known', 'fresh', 'surprise', 'enable', 'cleanup'];

/** Running again the same night must not let more through: half a day is one run. */
const RUN_HOURS = 12;
const WEEK_HOURS = 7 * 24;
const MONTH_HOURS = 30 * 24;

function share(base: number, percent: number): number {
  return Math.floor((base * percent) / 100);
}

/** The larger of count and share; nobody when the base is not known. */
function perRun(limit: ResolvedLimit, base: number | null): number {
  return base === null ? 0 : Math.max(limit.count, share(base, limit.percent));
}

/** Half of a system, but not nobody of a system with one account: else it would never be done. */
function ofKnown(percent: number, base: number | null): number {
  return base === null || percent === 0 ? 0 : Math.max(1, share(base, percent));
}

/** The window of one run alone. */
export function runWindow(asOf: Instant, limit: number): Window {
  return { name: 'run', since: hoursBack(asOf, RUN_HOURS), limit };
}

function spans(asOf: Instant, limit: number, more: { week: number | null; month: number | null }): Window[] {
  const windows: Window[] = [runWindow(asOf, limit)];
  if (more.week !== null) windows.push({ name: 'week', since: hoursBack(asOf, WEEK_HOURS), limit: more.week });
  if (more.month !== null) windows.push({ name: 'month', since: hoursBack(asOf, MONTH_HOURS), limit: more.month });
  return windows;
}

function multiples(limit: ResolvedLimit, run: number): { week: number | null; month: number | null } {
  return { week: limit.week === null ? null : limit.week * run, month: limit.month === null ? null : limit.month * run };
}

/** What a limit is asked for. */
export interface LimitQuestion {
  readonly class: GuardrailClass;
  readonly system: SystemId | 'all';
  readonly base: number | null;
  readonly asOf: Instant;
}

/** The windows of a class; none where the class is not limited there (`known` and clean-ups per system only, `immediate` over all only). */
export function windowsOf(limits: Limits, { class: name, system, base, asOf }: LimitQuestion): readonly Window[] {
  const isAll = system === 'all';
  switch (name) {
    case 'known':
      return isAll ? [] : spans(asOf, ofKnown(limits.known.percent, base), { week: null, month: null });
    case 'immediate': {
      const run = base === null ? 0 : limits.immediate.count;
      return isAll ? spans(asOf, run, { week: limits.immediate.week, month: null }) : [];
    }
    case 'cleanup':
      if (isAll) return [];
      break;
    case 'fresh':
    case 'surprise':
    case 'enable':
      break;
  }
  // Giving back is no harm that a base must be proven for: where all are off, the count alone counts.
  const run = perRun(limits[name], name === 'enable' ? (base ?? 0) : base);
  return spans(asOf, run, multiples(limits[name], run));
}

/** How many people of one unit a clean-up may touch in one run. */
export function unitLimit(limits: Limits, members: number): number {
  return Math.max(limits.cleanup.unitCount, share(members, limits.cleanup.unitPercent));
}
