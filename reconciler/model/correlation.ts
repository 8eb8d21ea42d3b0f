/** Which account belongs to whom, and how sure that is. */
import type { AccountLine, Employee } from '../../schemas/employee.ts';
import type { EmployeeId, ForeignId, SystemId } from '../../schemas/primitives.ts';
import type { Account } from './observed.ts';

/**
 * How a declared account line meets the reading.
 * - `linked`: by its recorded id, and nothing contradicts.
 * - `login-only`: no id recorded; exactly one account matches by login in a reading complete in existence.
 * - `fresh-id`: the recorded id is newer than the last completed run and the person's file is not new: as `disputed` until a completed run saw it.
 * - `disputed`: declared by two people, another id than the last completed run saw, or the id is one account's and the login another's.
 * - `missing`: the reading is complete in existence and shows no such account.
 * - `unknown`: the reading cannot tell, or several accounts match.
 */
export type Situation = 'linked' | 'login-only' | 'fresh-id' | 'disputed' | 'missing' | 'unknown';

/** One account line of one person, met with the reading of its system. */
export interface Link {
  readonly person: EmployeeId;
  readonly employee: Employee;
  readonly system: SystemId;
  readonly line: AccountLine;
  /** Index of the line in the employee's `accounts`, for pointers. */
  readonly index: number;
  readonly situation: Situation;
  readonly account: Account | null;
}

/** Somebody whom an account may belong to, by resemblance, and how sure that is of a hundred. */
export interface Likely {
  readonly person: EmployeeId;
  readonly score: number;
}

/** An account that no line declares. Shared, service and protected accounts, and guests that somebody answers for, are not orphans. */
export interface Stranger {
  readonly system: SystemId;
  readonly id: ForeignId;
  readonly account: Account;
  readonly as: 'orphan' | 'shared' | 'service' | 'guest' | 'protected';
  /** Candidates by exact login or e-mail: people without a line in this system. */
  readonly candidates: readonly EmployeeId[];
  /** Without a candidate: guesses by name and sign-in name, the surest first; for a person to judge, never acted on. */
  readonly likely?: readonly Likely[];
}

/** The join of files and readings. */
export interface Correlation {
  /** In the order of people and of their lines. */
  readonly links: readonly Link[];
  readonly strangers: readonly Stranger[];
}
