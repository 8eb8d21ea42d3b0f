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
  /** Code of the reason: `precondition`, `not-planned-again`, `held`, `frozen`, `fault`, `refused`, `no-right`, `mismatch`, `lease`, `fenced`, `pilot-stopped`, `dependency` …; null when there is nothing to say. */
  readonly detail: string | null;
  readonly at: Instant;
}

/**
 * What a failure of a write means beyond itself, as the code that its outcome tells: who writes has not the right to do it; others than the
 * target were taken along, and all of them were put back (`others-put-back`), or not all (`others-lost`); others went in the same moment,
 * perhaps by somebody else's hand (`others-left`); the target was moved, and something still knows it by its old name (`old-name`).
 */
export type FaultMeaning = 'no-right' | 'others-put-back' | 'others-lost' | 'others-left' | 'old-name';

/** Codes of outcomes after which somebody has to look, done or not: something else became of it than what was asked. */
export const TO_LOOK_AT: ReadonlySet<string> = new Set<FaultMeaning>(['others-put-back', 'others-lost', 'others-left', 'old-name']);

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
