/** The records of the journal: NDJSON lines that can never change their form. See the safety rules for the chain. */
import type { CommitId, Day, Digest, EmployeeId, ForeignId, Instant, SystemId } from '../../schemas/primitives.ts';
import type { Rung } from '../../schemas/vocabulary.ts';
import type { ChangeClass, ChangeId } from './change.ts';
import type { NoticeId, NoticeKind, NoticeOutcomeKind } from './notice.ts';
import type { Attribute } from './observed.ts';
import type { OutcomeKind } from './outcome.ts';
import type { ForecastLine, Stop } from './plan.ts';

/** The first record of a run: who took the lock, on what ground. */
export interface ClaimRecord {
  readonly type: 'claim';
  readonly journal: 1;
  readonly run: string;
  readonly attempt: number;
  /** 32 hex digits; decides who won the lock. */
  readonly nonce: string;
  readonly kind: 'reconcile' | 'apply' | 'undo' | 'pulls' | 'resend';
  readonly home: string | null;
  readonly commit: CommitId;
  readonly versions: Readonly<Record<string, string>>;
  readonly policy: Digest;
  readonly plan: Digest | null;
  readonly asOf: Instant;
  readonly at: Instant;
  readonly only: EmployeeId | null;
  readonly readings: readonly ReadingRecord[];
}

/** One system's reading, in numbers; ids of accounts only when the reading was complete in existence. */
export interface ReadingRecord {
  readonly system: SystemId;
  readonly tenant: string | null;
  readonly count: number;
  readonly declaredEnabled: number;
  readonly enabled: number;
  readonly known: Readonly<Partial<Record<Attribute, number>>>;
  readonly complete: readonly Attribute[];
  readonly digest: Digest;
  readonly freshAt: Instant | null;
  readonly readAt: Instant;
  readonly isNew: boolean;
  /** Ids that came and went against the previous reading record of this system with ids, so that the set can be rebuilt. */
  readonly came: readonly ForeignId[];
  readonly went: readonly ForeignId[];
}

/** The lock is still held. */
export interface HeartbeatRecord {
  readonly type: 'heartbeat';
  readonly run: string;
  readonly at: Instant;
}

/**
 * What a change's target held right before. In the open: whether it was enabled, and entitlements that the files declare
 * (they stand in this repository anyway). Sealed: everything else. `complete` is false when something was left out for want of a key.
 */
export interface Capture {
  readonly open: Readonly<Record<string, unknown>>;
  readonly sealed: { readonly key: string; readonly bytes: string } | null;
  readonly complete: boolean;
}

/** Written and pushed before the first write of its batch. */
export interface IntentRecord {
  readonly type: 'intent';
  readonly run: string;
  readonly at: Instant;
  readonly change: ChangeId;
  readonly kind: Rung;
  readonly person: EmployeeId | null;
  readonly spell: Day | null;
  readonly cause: string;
  readonly system: SystemId;
  readonly account: string;
  readonly class: ChangeClass;
  readonly after: Readonly<Record<string, unknown>>;
  readonly because: { readonly rule: string; readonly file: string; readonly pointer: string };
  readonly approval: 'unverified' | 'verified';
  readonly capture: Capture;
}

/** How a change ended; also of pull requests, whose change is `pull/<key>` and whose kind is null. */
export interface OutcomeRecord {
  readonly type: 'outcome';
  readonly run: string;
  readonly at: Instant;
  readonly change: string;
  readonly kind: Rung | null;
  readonly person: EmployeeId | null;
  readonly system: SystemId | null;
  readonly account: string | null;
  readonly outcome: OutcomeKind | 'opened' | 'updated' | 'merged' | 'withdrawn' | 'refused';
  readonly detail: string | null;
  /** For pull requests: the fingerprint. */
  readonly fingerprint: string | null;
}

/** What this run publishes: from it the classes of later runs follow. */
export interface ForecastRecord {
  readonly type: 'forecast';
  readonly run: string;
  readonly at: Instant;
  readonly entries: readonly ForecastLine[];
  readonly stops: readonly Stop[];
  readonly baselines: readonly { readonly system: SystemId; readonly accounts: readonly ForeignId[] }[];
  /** Recorded account ids and people that came, changed or went against the previous forecast record. */
  readonly ids: { readonly set: Readonly<Record<string, ForeignId>>; readonly gone: readonly string[] };
  readonly people: { readonly came: readonly EmployeeId[]; readonly went: readonly EmployeeId[] };
  readonly overrides: readonly Digest[];
}

/** What a fenced run did after it had lost the lock; appended later, by itself or its successor. */
export interface LateRecord {
  readonly type: 'late';
  readonly run: string;
  readonly at: Instant;
  readonly of: string;
  readonly change: string;
  readonly outcome: OutcomeKind;
  readonly detail: string | null;
}

/** Written and pushed before a message is handed to the mail server. Names whom by id; no address stands here. */
export interface NoticeIntentRecord {
  readonly type: 'notice-intent';
  readonly run: string;
  readonly at: Instant;
  readonly notice: NoticeId;
  readonly kind: NoticeKind;
  readonly person: EmployeeId;
  /** `person:<id>` or `desk:<id>`. */
  readonly to: string;
  /** Digest of what it says. */
  readonly content: Digest;
  readonly because: { readonly rule: string; readonly file: string; readonly pointer: string };
}

/** What became of a message. Without it nobody knows. */
export interface NoticeOutcomeRecord {
  readonly type: 'notice-outcome';
  readonly run: string;
  readonly at: Instant;
  readonly notice: NoticeId;
  readonly person: EmployeeId;
  readonly outcome: NoticeOutcomeKind;
  readonly detail: string | null;
}

/** The end of a run. Without it the run was not completed. */
export interface CloseRecord {
  readonly type: 'close';
  readonly run: string;
  readonly at: Instant;
  readonly exit: number;
  readonly exits: readonly number[];
  readonly unread: readonly { readonly system: SystemId; readonly why: string }[];
  readonly counts: Readonly<Record<string, number>>;
  readonly only: EmployeeId | null;
  readonly plan: Digest | null;
}

/** A record without its chain fields. */
export type JournalRecord =
  | ClaimRecord
  | HeartbeatRecord
  | IntentRecord
  | OutcomeRecord
  | ForecastRecord
  | LateRecord
  | NoticeIntentRecord
  | NoticeOutcomeRecord
  | CloseRecord;

/** A record as it lies in the journal: with the digest of its own bytes and of the record before. */
export type Chained<R extends JournalRecord = JournalRecord> = R & { readonly prev: Digest; readonly digest: Digest };
