/** What a system can be told to change. */
import type { Day, Entitlement, ForeignId } from '../../schemas/primitives.ts';
import type { SwitchedOff } from './observed.ts';

/**
 * One thing to write. `groups` and `licences` say exactly what to take off or put back. `version` is that of the record which the change
 * was decided on: a system that has versions refuses the write when the record has another one by now.
 */
export type Write =
  | { readonly kind: 'disable' | 'enable' | 'sessions'; readonly account: ForeignId }
  | { readonly kind: 'groups'; readonly account: ForeignId; readonly remove: readonly Entitlement[]; readonly add: readonly Entitlement[] }
  | {
      readonly kind: 'licences';
      readonly account: ForeignId;
      readonly remove: readonly Entitlement[];
      readonly add: readonly Entitlement[];
      /** Parts that stay switched off in what is given. Systems without parts take no notice. */
      readonly switchedOff?: SwitchedOff;
    }
  /**
   * The last day as the system keeps it of a user; null takes it off. Access ends no sooner than at the end of that day, in UTC or in the
   * organisation's zone, whichever the system counts its days in.
   */
  | { readonly kind: 'end-day'; readonly account: ForeignId; readonly day: Day | null }
  /** Automatic replies with this text until the end of a day; null ends them. */
  | { readonly kind: 'mailbox'; readonly account: ForeignId; readonly reply: { readonly text: string; readonly until: Day } | null }
  /** Moves the account into a container (an organisational unit), as `Account.place` names it. */
  | { readonly kind: 'place'; readonly account: ForeignId; readonly to: string }
  | { readonly kind: 'check-in'; readonly asset: string; readonly status: string; readonly version?: string }
  | { readonly kind: 'check-out'; readonly asset: string; readonly holder: string; readonly version?: string }
  /** The status alone, of a device that nobody has there; refused where somebody has it. */
  | { readonly kind: 'status'; readonly asset: string; readonly status: string; readonly version?: string };
