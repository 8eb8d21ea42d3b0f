/** What the checker sees of a world: each write with what was there before and after, each reading beside the truth, each process with its end. */
import type { ParseCache } from '../../reconciler/load/cache.ts';
import type { Located } from '../../reconciler/load/locate.ts';
import type { Account, Asset, Reading } from '../../reconciler/model/observed.ts';
import type { Write } from '../../reconciler/ports.ts';
import type { ParsedRun } from '../../reconciler/record/chain.ts';
import type { CommitId } from '../../schemas/primitives.ts';
import type { MemoryGit } from '../fakes/memory-git.ts';
import { type ChainView, startChain } from './chain.ts';
import type { Ended } from './night.ts';
import type { Process } from './ports.ts';

/** A write at the moment at which it is carried out. */
export interface WriteSeen {
  readonly process: Process;
  readonly system: string;
  readonly write: Write;
  /** Milliseconds of the process's clock. */
  readonly at: number;
  /** The default branch at that instant; where it was asked by the very call before, as it answered. */
  readonly head: CommitId;
  readonly account: Account | null;
  /** The account as the process last read it. */
  readonly read: Account | null;
  readonly asset: Asset | null;
  /** The run that holds the lock, as the journal at the remote says. */
  readonly run: string | null;
  /** The change that it belongs to, by that run's intents at the remote. */
  readonly change: string | null;
  /** The account after it; null before that is known. */
  after: Account | null;
}

/** A reading as it was given, and what there was to read. */
export interface ReadingSeen {
  readonly system: string;
  readonly reading: Reading;
  readonly truth: ReadonlyMap<string, Account>;
  readonly isSpoilt: boolean;
}

/** A process that has ended. */
export interface ProcessSeen {
  readonly process: Process;
  readonly kind: 'night' | 'undo';
  readonly startedAt: number;
  readonly endedAt: number;
  readonly ended: Ended;
  readonly writes: readonly WriteSeen[];
  readonly readings: readonly ReadingSeen[];
  /** True when nothing went wrong around it: no fault, no spoilt reading, nothing merged meanwhile. */
  readonly isClean: boolean;
  /** The default branch when it began, and when it ended. */
  readonly from: CommitId;
  readonly to: CommitId;
  /** For an undo: of which run, and whose. */
  readonly undo: { readonly of: string; readonly person: string } | null;
  /** An account as it was when the process began. */
  readonly before: (system: string, id: string) => Account | null;
}

/** Everything seen of one world. */
export interface Watch {
  readonly git: MemoryGit;
  readonly cache: ParseCache;
  /** Files of the journal that were checked on an earlier night. */
  readonly checked: Map<string, ParsedRun>;
  /** Texts of files in which lines were looked for. */
  readonly located: Map<string, Located>;
  readonly chain: ChainView;
  readonly writes: WriteSeen[];
  readonly processes: ProcessSeen[];
  /** The systems that there are. */
  readonly systems: () => readonly string[];
  /** An account as it is, whoever asks. */
  readonly truth: (system: string, id: string) => Account | null;
  /** When somebody last changed a sign-in by hand, by `<system>/<account>`. */
  readonly byHand: Map<string, number>;
  /** Sign-ins that are due and planned, since when; those held by limits, for how many nights. */
  readonly late: Map<string, number>;
  readonly waiting: Map<string, number>;
  /** Ends that a limit held as surprises, by account and cut-off: when the night that published them ended. */
  readonly stopped: Map<string, number>;
  /** The process that first wrote under each run's lock. */
  readonly holders: Map<string, Process>;
  /** Words that nothing may print: names, addresses, sign-in names, secrets. */
  readonly secrets: Set<string>;
  /** Commits whose messages have been read already. */
  readonly scanned: Set<string>;
  /** What broke, beginning with its invariant. */
  readonly troubles: string[];
}

/** A watch over a world in which nothing has happened. */
export function startWatch(of: Pick<Watch, 'git' | 'cache' | 'truth' | 'systems'>): Watch {
  const maps = {
    byHand: new Map(),
    checked: new Map(),
    located: new Map(),
    holders: new Map(),
    late: new Map(),
    waiting: new Map(),
    stopped: new Map(),
  };
  return { ...of, ...maps, chain: startChain(), writes: [], processes: [], secrets: new Set(), scanned: new Set(), troubles: [] };
}
