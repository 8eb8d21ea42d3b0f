/** Names of the reconciler's pull requests: stable from night to night. Pure. */
import type { Day, EmployeeId } from '../../schemas/primitives.ts';
import type { Purpose } from '../../schemas/vocabulary.ts';

/** `<purpose>/<employee>-<day>`; the day is the last day of the employment, or what else the pull request is about. */
export function keyFor(purpose: Purpose, person: EmployeeId, day: Day): string {
  return `${purpose}/${person}-${day}`;
}
