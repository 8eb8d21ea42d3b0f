/** How a desk or supplier has done what it was given, piece by piece. */
import type { Day, ForeignId, Id, SystemId } from '../../schemas/primitives.ts';

/** One piece of work. `late` and `overdue` are against the agreed hours; `withdrawn` was no longer asked for before it was seen done. */
export interface DeskItem {
  /** The desk that does the work of the system by the files as they are. */
  readonly desk: Id;
  readonly system: SystemId;
  readonly account: ForeignId;
  /** The day on which it was handed over. */
  readonly on: Day;
  readonly state: 'on-time' | 'late' | 'open' | 'overdue' | 'withdrawn';
  /** Days after the agreed time at which it was seen done, or until today; 0 where it is not late. */
  readonly days: number;
}
