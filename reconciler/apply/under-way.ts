/** What apply keeps while it is under way, and how an outcome gets there. */
import type { EmployeeId } from '../../schemas/primitives.ts';
import { canonicalJson } from '../canonical.ts';
import type { Change } from '../model/change.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import type { Health } from './health.ts';
import type { Portion } from './portions.ts';
import { outcomeOf } from './records.ts';
import type { ApplyEnd, ApplyRequest } from './request.ts';
import type { Target } from './target.ts';

/** Apply under way. `pending` are outcomes that the journal does not know yet. */
export interface UnderWay {
  readonly request: ApplyRequest;
  readonly health: Health;
  readonly outcomes: Outcome[];
  readonly pending: Outcome[];
  readonly bugs: { person: EmployeeId | null; error: unknown }[];
  end: ApplyEnd;
}

/** A portion whose targets were read and which was planned again. */
export interface Prepared extends Portion {
  readonly targets: Map<string, Target>;
}

/** Notes what became of a change. */
export function settle(run: UnderWay, change: Change, result: { outcome: Outcome['outcome']; detail: string | null }): Outcome {
  const outcome = outcomeOf(change, result, run.request.clock.now());
  run.outcomes.push(outcome);
  run.pending.push(outcome);
  run.health.note(change.system, outcome.outcome, outcome.detail);
  return outcome;
}

/** Two lines ask for the same when id, aim and ground agree; a changed precondition means that the world moved. */
function isSameChange(a: Change, b: Change): boolean {
  return (
    a.id === b.id && canonicalJson([a.before, a.after, a.precondition, a.by]) === canonicalJson([b.before, b.after, b.precondition, b.by])
  );
}

/** Those of the changes that the fresh plan asks for as well; the rest is settled as superseded. */
export function keepPlanned(run: UnderWay, changes: readonly Change[], fresh: Pick<Plan, 'changes'>): readonly Change[] {
  const again = new Map(fresh.changes.map((change) => [change.id, change]));
  return changes.filter((change) => {
    const twin = again.get(change.id);
    if (twin !== undefined && isSameChange(change, twin)) return true;
    settle(run, change, { outcome: 'superseded', detail: twin === undefined ? 'not-planned-again' : 'precondition' });
    return false;
  });
}
