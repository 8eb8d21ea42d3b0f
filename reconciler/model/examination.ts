/** What a credential of ours may really do in a system, for `doctor`. */
import type { Instant } from '../../schemas/primitives.ts';

/** One right that a credential has, lacks, or has and should not have. */
export interface RightFound {
  /** As the system names it: `User.Read.All`, `write userAccountControl`. */
  readonly right: string;
  readonly verdict: 'has' | 'lacks' | 'too-much';
  /** What it is needed for, or why it is too much: a sentence without names of people. */
  readonly text: string;
}

/** What a look at a system's own account of us brought. */
export interface Examination {
  readonly rights: readonly RightFound[];
  /** What time it is there; null when it does not say. */
  readonly time: Instant | null;
}
