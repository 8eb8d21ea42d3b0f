/** What earlier runs left in the journal, folded into plain data. */
import type { CommitId, Day, Digest, EmployeeId, Entitlement, ForeignId, Instant, SystemId } from '../../schemas/primitives.ts';
import type { GuardrailClass, Rung } from '../../schemas/vocabulary.ts';
import type { ChangeId } from './change.ts';
import type { NoticeId, PastNotice } from './notice.ts';
import type { Attribute } from './observed.ts';
import type { OutcomeKind } from './outcome.ts';

/** A run as later runs remember it. Completed: it ended with its close record, was about everybody, and accounts for every system that is not off, read or not. */
export interface PastRun {
  readonly run: string;
  readonly commit: CommitId;
  readonly asOf: Instant;
  readonly endedAt: Instant | null;
  readonly completed: boolean;
}

/** Counts of one system's reading in one completed run. */
export interface GoodReading {
  readonly run: string;
  readonly at: Instant;
  readonly tenant: string;
  readonly count: number;
  /** Accounts that were declared in the files and seen enabled. */
  readonly declaredEnabled: number;
  /** Records with a known (non-null) value, per attribute; for `status`, `enabled` holds those enabled. */
  readonly known: Readonly<Partial<Record<Attribute, number>>>;
  readonly enabled: number;
  readonly complete: readonly Attribute[];
  readonly digest: Digest;
  readonly freshAt: Instant | null;
  /** Ids seen; kept for the newest good reading only, else empty. */
  readonly ids: readonly ForeignId[];
}

/** A cut-off as completed runs have published it without change, up to and including the newest completed run. */
export interface Published {
  readonly person: EmployeeId;
  readonly cause: string;
  readonly cutOff: Instant;
  /** End of the first completed run that published this very cut-off, unbroken since. */
  readonly since: Instant;
}

/** A removal that counts against the rolling limits: an intent not released. Without a person, of a device: its tag stands in the change. */
export interface Removal {
  readonly person: EmployeeId | null;
  readonly system: SystemId;
  readonly class: GuardrailClass | 'list' | 'rung' | 'inventory';
  readonly at: Instant;
  readonly change: ChangeId;
  /** A later run found it undone, and cannot tell whether it ever was done: it counts, and may be done again where there is room. */
  readonly undone?: true;
}

/** A change that one of our runs carried out and saw. */
export interface VerifiedChange {
  readonly change: ChangeId;
  readonly person: EmployeeId | null;
  readonly system: SystemId;
  readonly account: ForeignId;
  readonly kind: Rung;
  readonly cause: string;
  readonly at: Instant;
  readonly run: string;
  /** The open part of the capture: `enabled`, `groups`, `licences` as read right before; null when nothing was captured. */
  readonly before: Readonly<Record<string, unknown>> | null;
  /** The sealed part: key name and base64 bytes of JSON with the same properties. */
  readonly sealed: { readonly key: string; readonly bytes: string } | null;
  /** Groups or seats that it left as they were, as its intent says; absent for changes of something else. */
  readonly left?: readonly Entitlement[];
  /** The status that an inventory record was given, in the word of the files; absent for every other change. */
  readonly status?: string;
  /** The last day of the automatic reply that was set, null for one that was ended; absent for every other change. */
  readonly replyUntil?: Day | null;
}

/** Work handed to a desk and not yet seen done. */
export interface HandedOver {
  readonly change: ChangeId;
  readonly person: EmployeeId | null;
  readonly system: SystemId;
  readonly account: ForeignId;
  readonly kind: Rung;
  /** The state it should lead to, as its intent says. */
  readonly after: Readonly<Record<string, unknown>>;
  readonly at: Instant;
  readonly run: string;
}

/** Something that a desk was given in the last 400 days, and how it ended. */
export interface DeskWork extends Pick<HandedOver, 'change' | 'person' | 'system' | 'account' | 'kind' | 'at'> {
  /** The newest reading since that did not show it done; null while there is none. */
  readonly seenUndone: Instant | null;
  /** Done by the reading of that instant, or no longer asked for; null while it is open. */
  readonly end: { readonly as: 'done' | 'withdrawn'; readonly at: Instant } | null;
}

/** A change an earlier run announced and never reported on (killed, fenced), or wrote and could not see: its target is read before anything else. */
export interface OpenIntent {
  readonly change: ChangeId;
  readonly run: string;
  readonly at: Instant;
  readonly person: EmployeeId | null;
  readonly system: SystemId;
  readonly account: ForeignId;
  readonly kind: Rung;
  /** The state it should lead to. */
  readonly after: Readonly<Record<string, unknown>>;
  /** What is remembered of it once it is found done, but for the time at which it is. */
  readonly done: VerifiedChange;
}

/** Everything remembered. `first` only while no genesis is pinned and no journal is there. */
export interface Memory {
  readonly kind: 'recalled' | 'first';
  readonly head: CommitId | null;
  readonly genesis: CommitId | null;
  /** Digest of the last record, the `prev` of the next one; 64 zeros for the first. */
  readonly lastDigest: Digest;
  readonly lastAt: Instant | null;
  readonly runs: readonly PastRun[];
  /** Per system, oldest first, of the last 35 days; the newest carries its ids. */
  readonly goodReadings: ReadonlyMap<SystemId, readonly GoodReading[]>;
  /** Different days with a complete reading under the present tenant pin, ever. */
  readonly readingDays: ReadonlyMap<string, readonly Day[]>;
  readonly published: ReadonlyMap<string, Published>;
  readonly removals: readonly Removal[];
  /** Per change id; never done again. */
  readonly verified: ReadonlyMap<ChangeId, VerifiedChange>;
  readonly handedOver: ReadonlyMap<ChangeId, HandedOver>;
  /** Oldest first. */
  readonly deskWork: readonly DeskWork[];
  readonly openIntents: readonly OpenIntent[];
  /** Changes whose last attempt of the past 30 days failed, and that came to nothing else since. */
  readonly failed: ReadonlySet<ChangeId>;
  /** Keys of pull requests that a person closed: key to fingerprint and instant. */
  readonly refused: ReadonlyMap<string, { readonly fingerprint: string; readonly at: Instant }>;
  /** Changes that an undo put back: not taken again unless the files changed. */
  readonly undone: ReadonlySet<ChangeId>;
  /** Digests of held sets that an override has let go, with what of it is still to do. */
  readonly spentOverrides: ReadonlySet<Digest>;
  /** Account ids as the last completed run saw them recorded: `<employee>/<system>` to id. */
  readonly knownIds: ReadonlyMap<string, ForeignId>;
  /** Employees the last completed run knew; a file that vanished is an error, not an order. */
  readonly knownEmployees: ReadonlySet<EmployeeId>;
  /** Accounts that were already wrong when a system was switched to removing, per system. */
  readonly baseline: ReadonlyMap<SystemId, ReadonlySet<ForeignId>>;
  /** The tenant that each of these was taken of; nothing where the journal no longer tells. */
  readonly baselineTenants: ReadonlyMap<SystemId, string>;
  /** Mail that was announced, and what became of it; what was put off is not here. */
  readonly notices: ReadonlyMap<NoticeId, PastNotice>;
  /** Plan ids that an apply has finished. */
  readonly finishedPlans: ReadonlySet<Digest>;
}

/** The last thing known of a change, for status and explain. */
export interface LastOutcome {
  readonly change: ChangeId;
  readonly outcome: OutcomeKind;
  readonly at: Instant;
  readonly run: string;
}
