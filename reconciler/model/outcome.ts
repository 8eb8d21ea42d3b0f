/** What became of changes and pull requests. */
import type { EmployeeId, Instant, SystemId } from '../../schemas/primitives.ts';
import type { Rung } from '../../schemas/vocabulary.ts';
import type { ChangeClass, ChangeId } from './change.ts';

/**
 * How a change ended. `accepted`: the other side answered that it did it, and has no way to show that it did, now or later; it is done with,
 * and nothing claims that it was seen.
 */
export type OutcomeKind = 'verified' | 'accepted' | 'already-so' | 'handed-over' | 'skipped' | 'superseded' | 'failed' | 'unverifiable';

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
  readonly outcome: 'opened' | 'updated' | 'untouched' | 'merged' | 'withdrawn' | 'refused' | 'limited' | 'left-alone' | 'failed';
  readonly address: string | null;
  /** A code; `waits-<why>` for one that may merge itself and was not merged tonight. */
  readonly detail: string | null;
  /** What it says, as one digest, where it was compared or written; the journal keeps it to know a refusal again. */
  readonly fingerprint?: string;
}

/**
 * Why a pull request was not merged by the machine: it is new, no longer open, its head or the default branch is another by now, it is
 * marked as a draft, a person put a label on it, said something, or asked for changes; it conflicts; checks have not passed; the branch
 * is protected; the token may not; or the forge does not know yet.
 */
export type MergeStop =
  | 'new'
  | 'ended'
  | 'moved'
  | 'draft'
  | 'label'
  | 'comment'
  | 'review'
  | 'conflict'
  | 'checks'
  | 'protected'
  | 'rights'
  | 'unknown';

/** Merged, or left to a person. */
export type MergeResult = { readonly state: 'merged' } | { readonly state: 'left'; readonly why: MergeStop };
