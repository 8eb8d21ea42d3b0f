/** Crowds that stay and crowds that leave, for the limits. Everybody is invented. */
import type { Employee } from '../../../../schemas/employee.ts';
import type { Instant } from '../../../../schemas/primitives.ts';
import { at, person, published } from '../world.ts';

/** Long enough ago to be known. */
export const SINCE_8_DAYS = '2026-12-27T00:00:00Z' as Instant;
/** Published the night before: fresh. */
export const SINCE_13_HOURS = '2027-01-03T12:00:00Z' as Instant;
/** The last day of everybody here who leaves. */
export const DAY = '2027-01-03';
/** The cause of their changes. */
export const CAUSE = `spell:${DAY}`;

/** People who stay. */
export function staff(count: number, prefix = 's'): Employee[] {
  return Array.from({ length: count }, (_, n) => person(`${prefix}-${String(n).padStart(3, '0')}`));
}

/** People who left on that day. */
export function leavers(count: number, extra: Partial<Parameters<typeof person>[1]> = {}, prefix = 'e'): Employee[] {
  return Array.from({ length: count }, (_, n) => person(`${prefix}-${String(n).padStart(3, '0')}`, { lastDay: DAY, ...extra }));
}

/** A memory in which their cut-offs have been published since then. */
export function publishedSince(people: readonly Employee[], since: Instant) {
  return published(...people.map((one) => ({ person: one.id, cause: CAUSE, cutOff: at(DAY), since })));
}
