/** How many cut-offs one change to the repository may set or move earlier with one approver. Pure. */
import type { Employee } from '../../schemas/employee.ts';
import type { Instant } from '../../schemas/primitives.ts';
import type { Desired } from '../model/desired.ts';
import { cutOffsOf } from './cutoff.ts';

/** People who would count in a base: with an account, and not past their cut-off. */
export function countHere(desired: Desired, asOf: Instant): number {
  const cutOffs = cutOffsOf(desired);
  const isHere = (one: Employee) => (one.accounts?.length ?? 0) > 0 && (cutOffs.get(one.id) ?? '9') > asOf;
  return [...desired.employees.values()].filter(isHere).length;
}

/** A number of people, or a share of the base where that is more. */
export function share(base: number, limit: { readonly count: number; readonly percent: number }): number {
  return Math.max(limit.count, Math.floor((base * limit.percent) / 100));
}

/** What one approver may move: the stricter of these limits, and of the fewest people by any of these files, so that no change raises its own. */
export function massEditLimit(policies: readonly Pick<Desired, 'policy'>[], files: readonly Desired[], asOf: Instant): number {
  const limits = policies.map((one) => one.policy.limits.massEdit);
  const count = Math.min(...limits.map((one) => one.count));
  const percent = Math.min(...limits.map((one) => one.percent));
  return share(Math.min(...files.map((one) => countHere(one, asOf))), { count, percent });
}
