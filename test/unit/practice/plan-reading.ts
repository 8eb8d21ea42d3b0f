/** Short readings of a plan, for the tests of the practice nights. */
import type { Finding } from '../../../reconciler/model/finding.ts';
import type { Plan } from '../../../reconciler/model/plan.ts';

/** Changes of a plan as `kind person system`, without sessions, which go with every sign-in that ends. */
export function changes(plan: Plan, pick: (one: Plan['changes'][number]) => boolean = () => true): string[] {
  return plan.changes.filter((one) => one.kind !== 'sessions' && pick(one)).map((one) => `${one.kind} ${one.person ?? ''} ${one.system}`);
}

/** The findings of one code. */
export function findings(plan: Plan, code: Finding['code']): Finding[] {
  return plan.findings.filter((one) => one.code === code);
}

/** What findings cost a month, in whole crowns. */
export function monthly(found: readonly Finding[]): number {
  return found.reduce((sum, one) => sum + Number(one.cost?.monthly?.replace(' SEK', '') ?? 0), 0);
}

/** What is paid a month for seats that nobody uses and seats of people who left. */
export function staleSum(plan: Plan): number {
  return monthly([...findings(plan, 'stale-licence'), ...findings(plan, 'leaver-licence')]);
}

/** The people whom changes of one class are about. */
export function peopleOf(plan: Plan, kind: Plan['changes'][number]['class']): string[] {
  return [...new Set(plan.changes.filter((one) => one.class === kind).map((one) => one.person ?? ''))].toSorted();
}
