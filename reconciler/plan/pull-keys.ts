/** Names of the reconciler's pull requests: stable from night to night. Pure. */
import type { Day, EmployeeId } from '../../schemas/primitives.ts';
import type { Purpose } from '../model/proposal.ts';
import type { PersonView } from './input.ts';

/** `<purpose>/<employee>-<last day>`; a person without a last day has their bare id. */
export function pullKey(purpose: Purpose, person: PersonView): string {
  return keyFor(purpose, person.id, person.employee.lastDay);
}

/** `<purpose>/<employee>-<day>`. */
export function keyFor(purpose: Purpose, person: EmployeeId, day: Day | undefined): string {
  return `${purpose}/${person}${day === undefined ? '' : `-${day}`}`;
}
