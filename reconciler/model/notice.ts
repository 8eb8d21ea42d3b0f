/** Mail to people and desks: one message to one recipient, sent once, never repeated by the machine. */
import type { AssetTag, Day, Digest, EmployeeId, Instant } from '../../schemas/primitives.ts';
import type { Reason } from './change.ts';

/** What a message is for; closed list. */
export type NoticeKind = 'return-note' | 'settlement' | 'decision-due' | 'buyout-question';

/** `<kind>/<person>/<what it is about>`; single-use: what was announced once is sent again only when a person asks for it. */
export type NoticeId = string & { readonly __noticeId: never };

/**
 * Why a message is not sent tonight: mail is only observed; everything is frozen; the person's files are broken; the recipient has no address;
 * or more is due than may leave in one night.
 */
export type NoticeHold = 'observe' | 'freeze' | 'invalid' | 'no-address' | 'limit';

/** One message, as data. It holds no name and no address: those are looked up when it is sent. */
export interface Notice {
  readonly id: NoticeId;
  readonly kind: NoticeKind;
  /** Whom it is about. */
  readonly person: EmployeeId;
  readonly device: AssetTag | null;
  /** `person:<id>` or `desk:<id>`. */
  readonly to: string;
  /** Values for its sentences: ids, days, numbers, amounts, words of ours. What does not apply is the empty string. */
  readonly values: Readonly<Record<string, string>>;
  /** One per device, where it is about several. */
  readonly rows: readonly Readonly<Record<string, string>>[];
  /** Digest of what it says, and to whom; a message whose content changed before it was sent is not the one that was planned. */
  readonly content: Digest;
  /** The day since which it is due. */
  readonly dueDay: Day;
  readonly because: Reason;
  readonly held: NoticeHold | null;
}

/**
 * How it ended: the mail server took it; it refused for good; nobody knows; it was put off, and is tried again the next night; or nobody asks
 * for it any more.
 */
export type NoticeOutcomeKind = 'accepted' | 'failed' | 'unverifiable' | 'skipped' | 'superseded';

/** What became of one message. */
export interface NoticeOutcome {
  readonly notice: NoticeId;
  readonly kind: NoticeKind;
  readonly person: EmployeeId;
  readonly to: string;
  readonly outcome: NoticeOutcomeKind;
  /** `refused`, `put-off`, `unreachable`, `answer-lost`, `not-planned-again`, `lease`, `time`, `signal`, `bug`; null when there is nothing to say. */
  readonly detail: string | null;
  readonly at: Instant;
}

/** A message that was announced, and the last that is known of it. */
export interface PastNotice {
  readonly id: NoticeId;
  readonly kind: NoticeKind;
  readonly person: EmployeeId;
  readonly to: string;
  readonly content: Digest;
  /** `unverifiable` also while no outcome was written: the run died with it. */
  readonly state: 'accepted' | 'failed' | 'unverifiable';
  readonly at: Instant;
  readonly run: string;
}
