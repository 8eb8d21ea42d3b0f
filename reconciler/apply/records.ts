/** Changes and outcomes in the form the journal keeps. Pure. */
import type { Instant } from '../../schemas/primitives.ts';
import type { AssetState, Change } from '../model/change.ts';
import type { Capture, IntentRecord, LateRecord, OutcomeRecord } from '../model/journal.ts';
import type { Outcome } from '../model/outcome.ts';
import type { StepResult } from './write-one.ts';

/** The account or inventory id a change is about. */
export function accountOf(change: Change): string {
  return 'asset' in change ? change.asset : change.account;
}

/** A holder is a sign-in name: personal, so it is in no record. */
function withoutHolder({ status, shown }: AssetState): Readonly<Record<string, string>> {
  return { ...(status === undefined ? {} : { status }), ...(shown === undefined ? {} : { shown }) };
}

/** The intent of a change, with what its target holds now. */
export function intentOf(change: Change, capture: Capture, about: { run: string; at: Instant }): IntentRecord {
  const { rule, file, pointer } = change.because;
  return {
    type: 'intent',
    run: about.run,
    at: about.at,
    change: change.id,
    kind: change.kind,
    person: change.person,
    spell: change.spell,
    cause: change.cause,
    system: change.system,
    account: accountOf(change),
    class: change.class,
    after: 'asset' in change ? withoutHolder(change.after) : { ...change.after },
    because: { rule, file, pointer },
    approval: 'unverified',
    capture,
  };
}

/** The outcome of a change. */
export function outcomeOf(change: Change, result: Pick<StepResult, 'outcome' | 'detail'>, at: Instant): Outcome {
  const { id, kind, person, system } = change;
  return {
    change: id,
    kind,
    person,
    system,
    account: accountOf(change),
    class: change.class,
    outcome: result.outcome,
    detail: result.detail,
    at,
  };
}

/** An outcome as a record. */
export function outcomeRecord(outcome: Outcome, run: string): OutcomeRecord {
  const { at, change, kind, person, system, account, detail } = outcome;
  return { type: 'outcome', run, at, change, kind, person, system, account, outcome: outcome.outcome, detail, fingerprint: null };
}

/** An outcome that could only be written after the lock was lost. */
export function lateRecord(outcome: Outcome, of: string, run: string): LateRecord {
  return { type: 'late', run, at: outcome.at, of, change: outcome.change, outcome: outcome.outcome, detail: outcome.detail };
}
