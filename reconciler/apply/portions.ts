/** A plan's changes, person by person and in batches: what is announced and carried out together. Pure. */
import type { EmployeeId } from '../../schemas/primitives.ts';
import type { Change, ChangeId } from '../model/change.ts';
import type { Plan } from '../model/plan.ts';
import { accountOf } from './records.ts';
import { targetKey } from './target.ts';

/** At most this many accounts' intents are pushed at once, so that at most as many effects are ever unrecorded. */
const BATCH = 20;

/** One person's changes, still to be planned again. */
export interface Portion {
  readonly person: EmployeeId | null;
  readonly changes: readonly Change[];
}

/**
 * The changes by person, in the plan's order; accounts of nobody each stand for themselves. Portions with a change that failed the last
 * time go last: three that a system refuses for good stop it for this run, and must not do so every night before the others were tried.
 */
export function portionsOf(plan: Pick<Plan, 'changes'>, failed: ReadonlySet<ChangeId>): readonly Portion[] {
  const found = new Map<string, { person: EmployeeId | null; changes: Change[] }>();
  for (const change of plan.changes) {
    const key = change.person ?? `list/${change.system}/${accountOf(change)}`;
    const portion = found.get(key);
    if (portion === undefined) found.set(key, { person: change.person, changes: [change] });
    else portion.changes.push(change);
  }
  const hasFailed = ({ changes }: Portion) => changes.some(({ id }) => failed.has(id));
  return [...found.values()].toSorted((a, b) => Number(hasFailed(a)) - Number(hasFailed(b)));
}

/** The first batch is one person, the pilot; later ones fill up to the number of accounts that one push of intents covers. */
export function* batchesOf(all: readonly Portion[]): Generator<readonly Portion[]> {
  let batch: Portion[] = [];
  let accounts = 0;
  let isPilot = true;
  for (const portion of all) {
    const count = new Set(portion.changes.map(targetKey)).size;
    if (batch.length > 0 && (isPilot || accounts + count > BATCH)) {
      yield batch;
      [batch, accounts, isPilot] = [[], 0, false];
    }
    batch.push(portion);
    accounts += count;
  }
  if (batch.length > 0) yield batch;
}
