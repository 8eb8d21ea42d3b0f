/** The plan: a plain value that says everything that would be done, proposed, held or only said, and why. */
import type {
  AssetTag,
  CommitId,
  Day,
  Digest,
  EmployeeId,
  Entitlement,
  ForeignId,
  Id,
  Instant,
  Money,
  SystemId,
  Zone,
} from '../../schemas/primitives.ts';
import type { FindingCode, GuardrailClass, Rung, Severity } from '../../schemas/vocabulary.ts';
import type { Attribute } from './observed.ts';

/** `<rung>/<employee or tag>/<cause>/<system>/<account or inventory id>`; single-use: once verified it is never done again. */
export type ChangeId = string & { readonly __changeId: never };

/** Why a line stands in the plan: a rule and the place in the files that it follows from. Data; it explains and never steers. */
export interface Reason {
  /** Kebab-case name of the rule: `cut-off`, `ladder-groups`, `assignment-ended`, `leave-park`, `rehire` … */
  readonly rule: string;
  readonly file: string;
  /** JSON pointer into that file. */
  readonly pointer: string;
  /** Added after planning by `load/locate`; 0 until then. */
  readonly line: number;
}

/** What happens when an effect's outcome is unknown: read and repeat, look up by key, never repeat, or repeat always. */
export type Effect = 'set' | 'keyed' | 'once' | 'alarm';

/** Why a change is allowed to be made tonight; `list`, `rung` and `inventory` use no budget. */
export type ChangeClass = GuardrailClass | 'list' | 'rung' | 'inventory';

/** What an account looks like before or after a change: only the attributes the change is about, opaque ids only. */
export interface AccountState {
  readonly enabled?: boolean;
  readonly sessions?: 'ended';
  readonly groups?: readonly Entitlement[];
  readonly licences?: readonly Entitlement[];
}

/** What an inventory record looks like before or after a change. */
export interface AssetState {
  readonly holder?: string;
  readonly status?: string;
}

/** What must still be true of the target right before the write; anything else skips the change. */
export interface Precondition {
  readonly id: ForeignId;
  readonly enabled: boolean | null;
  /** SHA-256 over groups, roles and licences as planned from; null when those are not part of the change. */
  readonly holds: Digest | null;
}

interface ChangeBase {
  readonly id: ChangeId;
  /** Null for clean-up lists of accounts that belong to nobody. */
  readonly person: EmployeeId | null;
  /** Last day of the employment it belongs to; null without one. */
  readonly spell: Day | null;
  /** `spell:<last day>`, `assignment:<id>:<to>`, `leave:<from>`, `cleanup:<id>`, `device:<day>`, `return:<day>`, `undo:<run>`. */
  readonly cause: string;
  readonly system: SystemId;
  readonly class: ChangeClass;
  readonly effect: Effect;
  readonly because: Reason;
  readonly precondition: Precondition | null;
  readonly reversible: 'yes' | 'partly' | 'until' | 'no';
  readonly dependsOn: readonly ChangeId[];
  /** The reconciler writes it; or a desk is asked to, because the system cannot be written. */
  readonly by: 'reconciler' | { readonly desk: Id };
  /** What is saved per month, and from when; null when no money is involved. */
  readonly cost: Saving | null;
  /** The instant since which it is due. */
  readonly due: Instant;
  /** Days late, 0 when on time. */
  readonly late: number;
}

/** A change of an account. `sessions` ends sessions and tokens; `groups` and `licences` take away what `before` minus `after` says. */
export interface AccountChange extends ChangeBase {
  readonly kind: Exclude<Rung, 'check-in' | 'check-out'>;
  readonly account: ForeignId;
  readonly before: AccountState;
  readonly after: AccountState;
}

/** A change of an inventory record, following a merged change of a device's file. */
export interface AssetChange extends ChangeBase {
  readonly kind: 'check-in' | 'check-out';
  readonly asset: string;
  readonly tag: AssetTag;
  readonly before: AssetState;
  readonly after: AssetState;
}

/** One thing to do in one outside system. */
export type Change = AccountChange | AssetChange;

/** Money saved or spent per month from a day on; `from` null means at once. */
export interface Saving {
  readonly monthly: Money;
  readonly from: Day | null;
}

/** One edit of a file, as data; see `record/edit-yaml`. A path element is a key or a list index. */
export type Edit =
  | { readonly op: 'setScalar'; readonly path: readonly (string | number)[]; readonly value: string | number | boolean | null }
  | { readonly op: 'setKey'; readonly path: readonly (string | number)[]; readonly key: string; readonly value: EditValue }
  | { readonly op: 'deleteKey'; readonly path: readonly (string | number)[]; readonly key: string }
  | { readonly op: 'appendItem'; readonly path: readonly (string | number)[]; readonly value: EditValue };

/** A value that an edit may write. */
export type EditValue = string | number | boolean | null | readonly EditValue[] | { readonly [key: string]: EditValue };

/** All edits of one file. */
export interface FileEdits {
  readonly file: string;
  readonly edits: readonly Edit[];
}

/** What a pull request by the reconciler is for; closed list. */
export type Purpose =
  | 'release'
  | 'sale'
  | 'receive'
  | 'source'
  | 'ids'
  | 'close'
  | 'pin'
  | 'licences'
  | 'cleanup'
  | 'offboard'
  | 'extend'
  | 'cancel';

/** A line of a proposal's table: what happens to one device or field. */
export interface ProposalLine {
  readonly tag: AssetTag | null;
  /** Text key for report and pull request: `release-awaited`, `release-available`, `sale-pending`, `return-to-lessor`, `return-to-owner`, `transfer`, `hold`, `lost`, `destroy`, `record-id`, `source-date`, `close-plan`, `pin-genesis`, `strike-licence`. */
  readonly text: string;
  readonly values: Readonly<Record<string, string>>;
  /** Text keys of remarks, with their values: `lease-notice`, `return-suggested`, `loaner-until-repaired`, `note` … */
  readonly remarks: readonly { readonly text: string; readonly values: Readonly<Record<string, string>> }[];
  readonly because: Reason;
}

/** An edit to files that a person must merge. Key: `<purpose>/<employee or system>-<spell or day>`; the branch is `lastday/<key>`. */
export interface Proposal {
  readonly key: string;
  readonly purpose: Purpose;
  readonly person: EmployeeId | null;
  readonly system: SystemId | null;
  readonly day: Day;
  /** A device day that is today or past: never limited. */
  readonly urgent: boolean;
  readonly silent: boolean;
  readonly files: readonly FileEdits[];
  readonly lines: readonly ProposalLine[];
  /** Text keys of the checklist per device: `return`, `wipe`, `unlock`, `remove-management`, `pay` … */
  readonly checklist: readonly { readonly tag: AssetTag; readonly items: readonly { readonly text: string; readonly done: boolean }[] }[];
  readonly because: Reason;
}

/** What a finding is about. */
export interface FindingSubject {
  readonly employee?: EmployeeId;
  readonly device?: AssetTag;
  readonly lease?: Id;
  readonly unit?: Id;
  readonly system?: SystemId;
  readonly account?: ForeignId;
  readonly entitlement?: Entitlement;
  readonly exception?: Id;
}

/** Drift without an automatic answer. Key: `<code>/<subject>`; stable from night to night. */
export interface Finding {
  readonly key: string;
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly subject: FindingSubject;
  /** Values for the sentence, by name; ids, days, numbers, amounts; never a name, login or free text. */
  readonly values: Readonly<Record<string, string>>;
  /** Who must act: an employee, or `desk:<id>`; null when nobody in particular. */
  readonly who: string | null;
  /** The day it began or is due; null when it has none. */
  readonly day: Day | null;
  readonly cost: { readonly monthly: Money | null; readonly once: Money | null; readonly from: Day | null } | null;
  readonly because: Reason;
}

/** What stopped a change. */
export type HeldBy =
  | `guardrail:${GuardrailClass}`
  | `hold:${string}`
  | `exception:${string}`
  | `incomplete:${string}`
  | `invalid:${string}`
  | `after:${string}`
  | 'observe'
  | 'freeze'
  | 'undone'
  | 'protected'
  | 'shared'
  | 'disputed'
  | 'last-admin'
  | 'unapproved'
  | 'baseline'
  | 'bug';

/** A change that is due, or will be, and is not made tonight; `due` in the future is shown with its day. */
export interface Held {
  readonly change: Change;
  readonly by: HeldBy;
  readonly until: Day | null;
  /** Text key of what releases it: `next-night`, `override`, `hold-ends`, `merge-confirmation`, `switch-to-enforce`, `repair-file`, `three-readings`, `complete-reading`, `cleanup-list`, `other-administrator`, `thaw`, `two-approvers`, `undo-again`, `mend-bug`. */
  readonly releasedBy: string;
}

/** One stop of a guardrail and the exact set it held. */
export interface Stop {
  readonly class: GuardrailClass;
  readonly system: SystemId | 'all';
  readonly window: 'run' | 'week' | 'month';
  readonly due: number;
  readonly limit: number;
  readonly went: number;
  readonly held: readonly EmployeeId[];
  /** SHA-256 over class, system and the held people, sorted; an override names it. */
  readonly digest: Digest;
}

/** A limit as it was applied. */
export interface LimitUse {
  readonly name: string;
  readonly value: number;
  readonly limit: number;
  readonly verdict: 'within' | 'stopped';
}

/** One system's reading, in numbers. */
export interface SourceLine {
  readonly system: SystemId;
  readonly counts: Readonly<Partial<Record<Attribute | 'accounts' | 'assets' | 'people' | 'enabled' | 'declaredEnabled', number>>>;
  readonly expected: number | null;
  readonly complete: readonly Attribute[];
  readonly doubts: readonly { readonly attribute: string; readonly code: string; readonly message: string }[];
  readonly digest: Digest;
  readonly tenant: string | null;
  readonly readAt: Instant;
  readonly freshAt: Instant | null;
  readonly isNew: boolean;
}

/** A cut-off that lies ahead within 90 days, or behind and not done. */
export interface ForecastLine {
  readonly person: EmployeeId;
  readonly cause: string;
  readonly cutOff: Instant;
  readonly systems: readonly SystemId[];
}

/** A rung or device day ahead, for people; not part of the promise that classes rest on. */
export interface Upcoming {
  readonly day: Day;
  readonly kind: Rung | 'device-day' | 'lease-notice' | 'review' | 'decision';
  readonly person: EmployeeId | null;
  readonly subject: string;
  readonly system: SystemId | null;
}

/** The plan file's body. `id` is the SHA-256 of the canonical JSON of everything else. */
export interface Plan {
  readonly formatVersion: '1.0';
  readonly id: Digest;
  readonly asOf: Instant;
  /** Made with `--on`: apply refuses it. */
  readonly simulated: boolean;
  readonly zone: Zone;
  readonly base: CommitId;
  readonly inputs: Readonly<Record<string, string>>;
  readonly policyTree: string;
  readonly expiresAt: Instant;
  readonly tool: string;
  readonly only: EmployeeId | null;
  readonly sources: readonly SourceLine[];
  readonly limits: readonly LimitUse[];
  readonly changes: readonly Change[];
  readonly proposals: readonly Proposal[];
  readonly findings: readonly Finding[];
  readonly held: readonly Held[];
  readonly stops: readonly Stop[];
  readonly forecast: readonly ForecastLine[];
  readonly upcoming: readonly Upcoming[];
  /** Accounts wrong at the moment a system may first remove, per system; published once by the run that switches it on. */
  readonly baselines: readonly { readonly system: SystemId; readonly accounts: readonly ForeignId[] }[];
  /** Recorded account ids as this run sees them: `<employee>/<system>` to id. */
  readonly knownIds: Readonly<Record<string, ForeignId>>;
}

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
  /** Code of the reason: `precondition`, `not-in-fresh-plan`, `fault`, `mismatch`, `deadline`, `fenced`, `pilot-stopped`, `dependency`, `frozen` …; null when there is nothing to say. */
  readonly detail: string | null;
  readonly at: Instant;
}

/** What became of one pull request. */
export interface PullOutcome {
  readonly key: string;
  readonly outcome: 'opened' | 'updated' | 'untouched' | 'withdrawn' | 'refused' | 'limited' | 'left-alone' | 'failed';
  readonly address: string | null;
  readonly detail: string | null;
}
