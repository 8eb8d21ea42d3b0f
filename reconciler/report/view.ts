/** What every report is made from: the plan, what became of it, and who reads it. */
import type { EmployeeId, Id, Locale } from '../../schemas/primitives.ts';
import type { Correlation } from '../model/correlation.ts';
import type { Desired } from '../model/desired.ts';
import type { DeskItem } from '../model/desk-record.ts';
import type { Memory } from '../model/memory.ts';
import type { NoticeOutcome } from '../model/notice.ts';
import type { Outcome, PullOutcome } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';

/** What is known of the journal: verified up to its head; not there yet; there, but not verified in this run; not to be trusted. */
export type JournalState = 'verified' | 'none' | 'unverified' | 'broken';

/** A night, or a plan, ready to be told. Reports never compute what is due: that stands in the plan. */
export interface ReportView {
  readonly plan: Plan;
  /** What became of the plan's changes; empty before apply. */
  readonly outcomes: readonly Outcome[];
  readonly pulls: readonly PullOutcome[];
  /** What became of the plan's mail; absent before apply. */
  readonly notices?: readonly NoticeOutcome[];
  readonly desired: Desired;
  readonly memory: Memory | null;
  /** What desks were given and how they did it, oldest first. */
  readonly deskRecord: readonly DeskItem[];
  /** For logins; null when there are no readings. */
  readonly correlation: Correlation | null;
  readonly locale: Locale;
  /** True shows logins beside ids; never of a protected identity. Only for a person at a terminal. */
  readonly names: boolean;
  readonly exit: number;
  /** Every exit code that applies. */
  readonly exits: readonly number[];
  readonly run: string | null;
  readonly journal: JournalState;
}

/** Who a status report is cut for. */
export type Reader = 'all' | 'hr' | 'cfo' | 'auditor' | 'leaver' | { readonly manager: EmployeeId } | { readonly supplier: Id };
