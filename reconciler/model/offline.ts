/** What a change of the files would do, as far as files alone can tell. */
import type { EmployeeId, Instant, Money, SystemId } from '../../schemas/primitives.ts';
import type { LimitUse } from './plan.ts';

/** One end of access that the change sets, moves or withdraws. `cause` without a day where the day itself moves: `spell`, `assignment:<id>`, `leave:<from>`. */
export interface OfflineEnd {
  readonly person: EmployeeId;
  readonly cause: string;
  readonly before: Instant | null;
  readonly after: Instant | null;
  readonly moved: 'set' | 'earlier' | 'later' | 'withdrawn';
  /** True when it would be due as soon as it is merged. */
  readonly isDue: boolean;
  /** True for an immediate plan, which has no instant of its own: `after` is then null. */
  readonly isImmediate: boolean;
  readonly systems: readonly SystemId[];
  /** What the person's declared seats cost per month; null without prices, or with several currencies. */
  readonly monthly: Money | null;
}

/** What a change of the files would do. */
export interface Offline {
  readonly asOf: Instant;
  readonly ends: readonly OfflineEnd[];
  /** Limits that what is due at once would meet; bases are people with declared accounts. */
  readonly limits: readonly LimitUse[];
  /** Cut-offs set or moved earlier, and how many one change may with one approver. */
  readonly massEdit: { readonly value: number; readonly limit: number; readonly needsTwo: boolean };
}
