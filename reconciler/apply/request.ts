/** What apply is given, and what it answers. */
import type { EmployeeId, Entitlement, SystemId } from '../../schemas/primitives.ts';
import type { Change, ChangeId } from '../model/change.ts';
import type { JournalRecord } from '../model/journal.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import type { Clock, Sealer, SystemReader, SystemWriter } from '../ports.ts';
import type { Particulars, Target } from './target.ts';

/** The lock and the journal of this run, as far as apply needs them. */
export interface ApplyLog {
  readonly run: string;
  append(records: readonly JournalRecord[]): Promise<'ok' | 'fenced' | 'failed'>;
  /** True while the remote's journal head is still the one this run pushed. */
  stillOurs(): Promise<boolean>;
  /** Extends the lease when five minutes have passed. */
  heartbeat(): Promise<unknown>;
  /** Milliseconds of lease left, by the larger of wall and monotonic time. */
  remaining(): number;
}

/** What has just been read of targets, by `targetKey`. */
export type FreshTargets = ReadonlyMap<string, Target>;

/** Everything apply is given. Writers that are not there are how a dry run looks. */
export interface ApplyRequest {
  readonly plan: Plan;
  /** Changes that failed in an earlier run: they are tried after all others. */
  readonly failed: ReadonlySet<ChangeId>;
  readonly log: ApplyLog;
  readonly clock: Clock;
  readonly sealer: Sealer;
  readonly reader: (system: SystemId) => Promise<SystemReader>;
  readonly writer: (system: SystemId) => Promise<SystemWriter | null>;
  /** Plans one person (null: nobody's accounts) again from the default branch as it is now, with the true clock and these readings. Throws Fault when the branch cannot be asked for. */
  readonly replan: (person: EmployeeId | null, fresh: FreshTargets) => Promise<Pick<Plan, 'changes' | 'held'>>;
  /** Asks the default branch: true while it stands where the last `replan` found it. Throws Fault. */
  readonly isCurrent: () => Promise<boolean>;
  /** Entitlements that the files declare for the change's account. */
  readonly declared: (change: Change) => ReadonlySet<Entitlement>;
  /** What the writes of a change need that no plan says: names of containers are for nobody's log. */
  readonly particulars: (change: Change) => Particulars;
  readonly stopping: () => boolean;
  readonly report?: (line: string) => void;
}

/** Why apply ended before its plan did; null when it did not. */
export type ApplyEnd = 'fenced' | 'journal' | 'signal' | 'lease' | 'remote' | null;

/** What became of every change that was begun. `unrecorded` are effects the journal does not know yet. */
export interface ApplyResult {
  readonly outcomes: readonly Outcome[];
  readonly unrecorded: readonly Outcome[];
  readonly end: ApplyEnd;
  readonly bugs: readonly { readonly person: EmployeeId | null; readonly error: unknown }[];
}
