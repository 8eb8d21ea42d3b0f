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
import { type Target, targetKey } from './target.ts';

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

/** What a line is about and asks for; not how late it is, what it costs, or where its reason stands. */
function gistOf(change: Change): string {
  const { id, person, system, kind, by, before, after, precondition } = change;
  return canonicalJson({ id, person, system, kind, by, before, after, precondition, target: targetKey(change) });
}

/** The lines of the fresh plan that the given ones allow: as fresh as they are, for what is written and recorded never comes from a plan file. The others are settled as superseded. */
export function keepPlanned(run: UnderWay, changes: readonly Change[], fresh: Pick<Plan, 'changes' | 'held'>): readonly Change[] {
  const allowed = new Map(changes.map((change) => [change.id, gistOf(change)]));
  const kept = fresh.changes.filter((change) => allowed.get(change.id) === gistOf(change));
  const keptIds = new Set(kept.map((change) => change.id));
  for (const change of changes) if (!keptIds.has(change.id)) settle(run, change, { outcome: 'superseded', detail: whyNot(fresh, change) });
  return kept;
}

function whyNot({ changes, held }: Pick<Plan, 'changes' | 'held'>, { id }: Change): string {
  if (changes.some((change) => change.id === id)) return 'precondition';
  const by = held.find(({ change }) => change.id === id)?.by;
  if (by === undefined) return 'not-planned-again';
  return by === 'freeze' ? 'frozen' : 'held';
}
