/** What became of every row of an import: used, used but for something, or not used, each with its reasons. Pure. */

/** Why something of a row, or the whole row, was not used. Stable words; scripts refer to them. */
export type RowReason =
  | 'no-login'
  | 'duplicate-login'
  | 'login-not-allowed'
  | 'no-name'
  | 'email-not-read'
  | 'word-not-understood'
  | 'day-not-read'
  | 'end-before-start'
  | 'manager-is-self'
  | 'manager-unknown'
  | 'manager-ambiguous'
  | 'manager-circle'
  | 'already-there'
  | 'last-day-differs'
  | 'no-tag'
  | 'tag-not-allowed'
  | 'duplicate-tag'
  | 'duplicate-serial'
  | 'text-too-long'
  | 'cost-not-read'
  | 'holder-unknown'
  | 'holder-created'
  | 'checked-out-to-device'
  | 'no-licence-id'
  | 'duplicate-licence'
  | 'seats-not-read'
  | 'licence-holder-unknown'
  | 'too-many-licences'
  | 'no-system';

/** A reason and the heading it is about; null when it is about the row. */
export interface RowNote {
  readonly reason: RowReason;
  readonly column: string | null;
}

/** One row. `record` is the employee, device or licence it became or belongs to. `line` counts from 1 in the file. */
export interface RowReport {
  readonly table: 'people' | 'assets' | 'licences';
  readonly line: number;
  readonly outcome: 'used' | 'not-used';
  readonly record: string | null;
  readonly notes: readonly RowNote[];
}

/** Everything an import has to say. `unused` lists columns that no field takes, with the number of rows that had something there. */
export interface ImportReport {
  readonly rows: readonly RowReport[];
  /** Problems of whole tables: sentences without names. Nothing was taken from such a table. */
  readonly problems: readonly { readonly table: string; readonly text: string }[];
  readonly unused: readonly { readonly table: string; readonly column: string; readonly rows: number }[];
  readonly counts: { readonly employees: number; readonly holders: number; readonly devices: number; readonly licences: number };
}

/** Collects what is said of one row. */
export interface RowNotes {
  readonly notes: RowNote[];
  note(reason: RowReason, column?: string): void;
}

/** An empty collection for one row. */
export function rowNotes(): RowNotes {
  const notes: RowNote[] = [];
  return {
    notes,
    note: (reason, column) => {
      notes.push({ reason, column: column ?? null });
    },
  };
}
