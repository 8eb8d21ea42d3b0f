/** The plan: a plain value that says everything that would be done, proposed, held or only said, and why. */
import type { AssetTag, CommitId, Day, Digest, EmployeeId, ForeignId, Instant, SystemId, Zone } from '../../schemas/primitives.ts';
import type { GuardrailClass, Rung } from '../../schemas/vocabulary.ts';
import type { Change } from './change.ts';
import type { Finding } from './finding.ts';
import type { Notice } from './notice.ts';
import type { Attribute } from './observed.ts';
import type { Proposal } from './proposal.ts';

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
  | 'last-approver'
  | 'unapproved'
  | 'baseline'
  | 'not-restored'
  | 'deletes'
  | 'mailbox'
  | 'bug';

/** A change that is due, or will be, and is not made tonight; `due` in the future is shown with its day. */
export interface Held {
  readonly change: Change;
  readonly by: HeldBy;
  readonly until: Day | null;
  /** Text key of what releases it: `next-night`, `override`, `hold-ends`, `merge-confirmation`, `switch-to-enforce`, `repair-file`, `three-readings`, `complete-reading`, `cleanup-list`, `other-administrator`, `thaw`, `two-approvers`, `undo-again`, `mend-bug`, `on-its-day`, `allow-deletion`, `mailbox-settled`, `mailbox-parked`, `mailbox-undeclared`, `files-moved`, `last-day-by-hand`. */
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
  /** People; of a clean-up in an inventory, tags of devices. */
  readonly held: readonly (EmployeeId | AssetTag)[];
  /** SHA-256 over class, system and those held, sorted; an override names it. */
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
  /** 1.1 has notices. */
  readonly formatVersion: '1.0' | '1.1';
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
  /** Mail to people and desks that is due, sent tonight or held; absent in plans of format 1.0. */
  readonly notices?: readonly Notice[];
}
