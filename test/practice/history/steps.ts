/** What a step of the practice company's history is made of: dated edits of files that can be undone as well as done. */

/** Who writes: the invented people whose commits make the history. */
export type Author = 'hr' | 'it' | 'finance' | 'board' | 'south';

/** Text that stood in a file before a step, and what stands there after it; each occurs once. */
export interface Swap {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** A file that a step adds; what it holds follows from the final tree and the later edits. */
export interface Creation {
  readonly file: string;
  readonly created: true;
}

export type StepEdit = Swap | Creation;

/** One dated change of the repository. */
export interface Step {
  /** `2026-10-02 09:40`, in Stockholm. */
  readonly at: string;
  readonly author: Author;
  readonly subject: string;
  /** Ids of the people it is about, for the trailers. */
  readonly people: readonly string[];
  /**
   * - `commit`: straight onto the default branch.
   * - `merge`: a branch of one commit, merged.
   * - `pull`: the night opened it, under a key that begins with `pull`; the edits are what its merge is expected to bring.
   * - `open`: a branch that nobody has merged yet; the default branch does not change.
   */
  readonly how: 'commit' | 'merge' | 'pull' | 'open';
  readonly branch?: string;
  readonly edits: readonly StepEdit[];
}

/** Path of an employee's file. */
export const person = (id: string): string => `state/employees/${id}.yaml`;

/** Path of an offboarding plan. */
export const plan = (id: string): string => `state/offboardings/${id}.yaml`;

/** Path of a device's file. */
export const device = (id: string): string => `state/devices/${id}.yaml`;

/** A text replaced by another. */
export function swap(file: string, before: string, after: string): Swap {
  return { file, before, after };
}

/** A text put right behind another. */
export function insert(file: string, anchor: string, text: string): Swap {
  return { file, before: anchor, after: `${anchor}${text}` };
}

/** A new file. */
export function create(file: string): Creation {
  return { file, created: true };
}
