/** What outside systems hold, as read tonight, and how far each reading may be trusted. */
import type { DeviceStatus } from '../../schemas/device.ts';
import type { AssetTag, Day, Digest, Entitlement, ForeignId, Instant, SystemId } from '../../schemas/primitives.ts';

/** What a reading may be complete in. `holder` is of assets, `dates` of people. */
export type Attribute = 'existence' | 'status' | 'groups' | 'roles' | 'licences' | 'lastUse' | 'holder' | 'dates';

/** A paid seat held by an account; `viaGroup` when it is inherited from a group and cannot be taken off directly. */
export interface HeldLicence {
  readonly id: Entitlement;
  readonly viaGroup: Entitlement | null;
  readonly assignedOn: Day | null;
  /** Parts of it that are switched off for the account, by the system's own ids; null where it does not tell. Absent: all are on, or there are none. */
  readonly switchedOff?: readonly string[] | null;
}

/** Parts that are switched off, by licence. */
export type SwitchedOff = Readonly<Record<string, readonly string[]>>;

/** Kinds of write; what each does stands at `Write` in ports.ts. */
export type Ability =
  | 'disable'
  | 'enable'
  | 'sessions'
  | 'mailbox'
  | 'groups'
  | 'licences'
  | 'place'
  | 'end-day'
  | 'check-in'
  | 'check-out'
  | 'status';

/** What a system can be asked to do, and what becomes of an account there that is disabled. */
export interface Abilities {
  /** What its adapter can carry out as the system is set up; a change of any other kind could only fail. */
  readonly writes: readonly Ability[];
  /**
   * What a disabled account is there: still listed (`disabled`), no longer listed but there to be enabled again (`hidden`), or gone for
   * good (`deleted`).
   */
  readonly disabled: 'disabled' | 'hidden' | 'deleted';
  /** Where accounts of leavers are moved to (an organisational unit); null when they stay where they are. */
  readonly leaversPlace: string | null;
  /**
   * `answered`: the call that ends sessions has ended them when it is answered, and no reading ever shows how many there are. Absent: a
   * reading tells, or nobody does.
   */
  readonly sessions?: 'answered';
  /** `moved`: a last day that the system keeps can be set and moved, and no call takes it off. Absent: it can be taken off too. */
  readonly lastDays?: 'moved';
}

/** An account as its system shows it. Null is unknown, never "no" or "never". */
export interface Account {
  readonly id: ForeignId;
  /** Personal: never written to journal, log or branch name. */
  readonly login: string | null;
  /** Personal. */
  readonly email: string | null;
  readonly enabled: boolean | null;
  readonly groups: readonly Entitlement[] | null;
  readonly roles: readonly Entitlement[] | null;
  readonly licences: readonly HeldLicence[] | null;
  readonly lastUse: Day | 'never' | null;
  readonly createdOn: Day | null;
  /** Open sessions and tokens; null or absent where the system does not show them. */
  readonly sessions?: number | null;
  /** Personal: the name that the system shows; for `import` and for people who look for a candidate. */
  readonly name?: string | null;
  /** True for accounts that the system itself calls those of guests. */
  readonly guest?: boolean;
  /** The container that the account lies in (an organisational unit); absent where a system has none. Never written to a log. */
  readonly place?: string | null;
  /** The last day that the system itself keeps of the account; null for none, absent where it keeps no such day. */
  readonly endDay?: Day | null;
  /** What cannot be done to this account here, though it can to others: another system owns it, or it has no such thing. Absent: all that the system can. */
  readonly cannot?: readonly Ability[];
  /** The last day of automatic replies that the account sends; null for none, absent where the system does not show them. */
  readonly replyUntil?: Day | null;
}

/** A device as the inventory shows it. `holder` is a sign-in name; '' means checked in, null unknown. */
export interface Asset {
  readonly id: string;
  readonly tag: AssetTag | null;
  readonly serial: string | null;
  readonly holder: string | null;
  readonly status: string | null;
  /** True when a place or another device has it; `holder` is then null. Absent where the system does not know such a thing. */
  readonly isElsewhere?: boolean;
  /** What the system calls this state of the record (an ETag), when it was read by itself; absent where a system has no such thing. */
  readonly version?: string;
  /** The day it was last seen in use; absent or null where the system does not tell. */
  readonly lastSeen?: Day | null;
}

/** A person as the HR source shows them. */
export interface SourcePerson {
  readonly id: string;
  readonly login: string | null;
  readonly firstDay: Day | null;
  readonly lastDay: Day | null;
  readonly unit: string | null;
}

/** Seats bought of one licence, as the system says. */
export interface Seats {
  readonly licence: Entitlement;
  readonly bought: number;
}

/** What a reader brought home, before anybody judged it. */
export interface Reading {
  readonly system: SystemId;
  /** The tenant that answered; null when it does not say. */
  readonly tenant: string | null;
  readonly readAt: Instant;
  /** When the content was true: now for a live system, the export's time for an export; null when unknown. */
  readonly freshAt: Instant | null;
  /** The number of records the system claims to have, when it says. */
  readonly total: number | null;
  /** True when the last page said that it is the last, or the file has its end. */
  readonly ended: boolean;
  readonly pages: number;
  readonly accounts: readonly Account[];
  readonly assets: readonly Asset[];
  readonly people: readonly SourcePerson[];
  readonly seats: readonly Seats[];
  /** Attributes that this reader can deliver at all. */
  readonly provides: readonly Attribute[];
  /** Absent: every kind of write is tried, and a disabled account stays listed. */
  readonly abilities?: Abilities;
  /**
   * What an inventory shows of a device that was given a status of the files; a status without a word there is not written. Absent: its
   * words are its own, and no status is followed.
   */
  readonly statuses?: Readonly<Partial<Record<DeviceStatus, string>>>;
  /** Records or pages that could not be parsed, refusals, faults: each a sentence without names. */
  readonly problems: readonly string[];
  /** What could not be read of one attribute, where the others stand: each a sentence without names. Absent: nothing. */
  readonly gaps?: readonly { readonly attribute: Attribute; readonly message: string }[];
  /** SHA-256 over the canonical content (ids and attributes, sorted): the same content, the same digest. */
  readonly digest: Digest;
}

/** Why a reading is not complete in some attribute. */
export interface Doubt {
  readonly attribute: Attribute | 'all';
  readonly code:
    | 'fault'
    | 'not-ended'
    | 'total-differs'
    | 'duplicate-id'
    | 'wrong-tenant'
    | 'canary'
    | 'stale'
    | 'went-back'
    | 'absences'
    | 'shrunk'
    | 'grown'
    | 'empty'
    | 'share-of-null'
    | 'share-of-enabled'
    | 'first-reading'
    | 'not-provided';
  /** A sentence with numbers, without names. */
  readonly message: string;
}

/** A judged reading. Absence may be concluded only from an attribute in `complete`. */
export interface Snapshot {
  readonly reading: Reading;
  readonly complete: ReadonlySet<Attribute>;
  readonly doubts: readonly Doubt[];
  /** False for an export seen in an earlier run: complete perhaps, but it verifies nothing new. */
  readonly isNew: boolean;
  /** Whether this reading is the third or later complete one on different days under its tenant pin (always true for csv). */
  readonly mayRemove: boolean;
  readonly byId: ReadonlyMap<ForeignId, Account>;
  readonly byTag: ReadonlyMap<string, Asset>;
}

/** All snapshots of one run. A system that is `off` is absent. */
export type Observed = ReadonlyMap<SystemId, Snapshot>;
