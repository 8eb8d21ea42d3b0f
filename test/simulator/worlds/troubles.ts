/** What befalls the calls of one process. */
import type { Around, Trouble } from '../ports.ts';

/** Calls whose name begins with `call` fail so, from the n-th on (from 1), for a number of times. */
export interface FaultPlan {
  readonly call: string;
  readonly nth: number;
  readonly times: number;
  readonly how: Trouble;
}

/** What befalls each call, by these plans. */
export function troubleOf(plans: readonly FaultPlan[]): Around['trouble'] {
  const counts = plans.map(() => 0);
  return (name): Trouble | null => {
    let found: Trouble | null = null;
    for (const [index, plan] of plans.entries()) {
      if (!name.startsWith(plan.call)) continue;
      const count = (counts[index] ?? 0) + 1;
      counts[index] = count;
      if (count >= plan.nth && count < plan.nth + plan.times) found ??= plan.how;
    }
    return found;
  };
}
