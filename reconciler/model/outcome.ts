/** What became of changes and pull requests. */
import type { EmployeeId, Instant, SystemId } from '../../schemas/primitives.ts';
import type { Rung } from '../../schemas/vocabulary.ts';
import type { ChangeClass, ChangeId } from './change.ts';

/** How a change ended. */
export type OutcomeKind = 'verified' | 'already-so' | 'handed-over' | 'skipped' | 'superseded' | 'failed' | 'unverifiable';

/** What became of one change. */
export interface Outcome {
  readonly change: ChangeId;
  readonly kind: Rung;
  readonly person: EmployeeId | null;
  readonly system: SystemId;
  readonly account: string;
  readonly class: ChangeClass;
  readonly outcome: OutcomeKind;
  /** Code of the reason: `precondition`, `not-planned-again`, `held`, `frozen`, `fault`, `mismatch`, `lease`, `fenced`, `pilot-stopped`, `dependency` …; null when there is nothing to say. */
  readonly detail: string | null;
  readonly at: Instant;
}

/** What became of one pull request. */
export interface PullOutcome {
  readonly key: string;
  readonly outcome: 'opened' | 'updated' | 'untouched' | 'withdrawn' | 'refused' | 'limited' | 'left-alone' | 'failed';
  readonly address: string | null;
  readonly detail: string | null;
  /** What it says, as one digest, where it was compared or written; the journal keeps it to know a refusal again. */
  readonly fingerprint?: string;
}
