/** What a fault in the answers of an outside system is: one twist of an answer that was right. */
import { type Passing, respond, type Whole } from './ways.ts';

/** How the pages of a kind's main list look. */
export interface Shape {
  /** Name of the property with the rows; null when the answer is the list itself. */
  readonly rows: string | null;
  /** Name of the property with the number of all records; null where none is told. */
  readonly total: string | null;
  /** Properties, one below the other behind a slash, that name the next page. The header `Link` does so where there are none. */
  readonly next: readonly string[];
  /** A row with the id of somebody else. */
  readonly elsewhere: (row: Row) => Row;
  /** The id of a row. */
  readonly id: (row: Row) => string;
  /** The answer as another tenant gives it, the same where an answer does not say whose it is; null where no answer ever says. */
  readonly otherTenant: ((whole: Whole, path: string) => Whole) | null;
}

/** A record of a list. */
export type Row = Record<string, unknown>;

/** One fault. */
export interface ReadingFault {
  readonly name: string;
  /** `answer`: any answer can have it. `list`, `total`: only the pages of a list (with a total). `tenant`: it is of all answers together. */
  readonly of: 'answer' | 'list' | 'tenant' | 'total';
  /** True when it may pass: nothing is lost by it, or no more than two records, from which nobody concludes anything. */
  readonly isHarmless?: boolean;
  /** True for what takes time: it is tried in lists, targets and writes alone. */
  readonly isSlow?: boolean;
  /** True when the request has no effect either: it was refused or never arrived. */
  readonly isRefusal?: boolean;
  readonly twist: (passing: Passing, shape: Shape, kept: Map<string, Whole>) => Promise<Response>;
}

/** The request goes through, and its answer is changed. */
export function changed(change: (whole: Whole, shape: Shape, passing: Passing) => Whole): ReadingFault['twist'] {
  return async (passing, shape) => respond(change(await passing.forward(), shape, passing));
}

/** People, or devices, that every counterpart of the table holds. */
export const TOTAL = 8;
