/** One thing to do in one outside system, why, and what must be true for it. */
import type { AssetTag, Day, Digest, EmployeeId, Entitlement, ForeignId, Id, Instant, Money, SystemId } from '../../schemas/primitives.ts';
import type { GuardrailClass, Rung } from '../../schemas/vocabulary.ts';
import type { SwitchedOff } from './observed.ts';

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
  /** Where ending a sign-in hides the account, or deletes it for good: what becomes of it, or what had become of it. */
  readonly gone?: 'hidden' | 'deleted';
  readonly sessions?: 'ended';
  readonly groups?: readonly Entitlement[];
  readonly licences?: readonly Entitlement[];
  /** Parts of seats that are put back which stay switched off in them. */
  readonly switchedOff?: SwitchedOff;
  /** The last day that the system itself keeps; null for none. */
  readonly endDay?: Day | null;
  /** Where the account lies: with those of leavers, or where it lay before we moved it. Its name stands in no plan. */
  readonly place?: 'leavers' | 'earlier';
  /** Automatic replies, and the day through which they are sent; null for none. */
  readonly reply?: { readonly until: Day } | null;
  /** Who gets the files, and their account in the system; null where the files name none. */
  readonly files?: { readonly to: EmployeeId; readonly account: ForeignId | null };
  /** What a desk makes of the mailbox: when it closes, and who may read it until then. */
  readonly mailbox?: { readonly until: Day; readonly delegate: 'never' | 'with-consent' | 'allowed'; readonly to: EmployeeId | null };
}

/** What an inventory record looks like before or after a change. */
export interface AssetState {
  readonly holder?: string;
  readonly status?: string;
  /** The inventory's own word for that status, where it is another one. */
  readonly shown?: string;
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
  /** `spell:<last day>`, `spell:<last day>:<day or none>:<n>` (a mailbox whose day moved), `assignment:<id>:<to>`, `leave:<from>` (either with `:mailbox` for the seats that carry one), `cleanup:<id>`, `device:<day>`, `device:<day or undated>:<n>`, `return:<day>`, `undo:<run>`, `last-day:<day or none>:<n>`. */
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
  readonly kind: Exclude<Rung, 'check-in' | 'check-out' | 'status'>;
  readonly account: ForeignId;
  readonly before: AccountState;
  readonly after: AccountState;
}

/** A change of an inventory record, following a merged change of a device's file. */
export interface AssetChange extends ChangeBase {
  readonly kind: 'check-in' | 'check-out' | 'status';
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
