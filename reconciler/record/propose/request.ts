/** What `propose` is given, and the outcome it hands back for each pull request. */
import type { CommitId, Digest, EmployeeId, Instant } from '../../../schemas/primitives.ts';
import type { Hash } from '../../canonical.ts';
import type { Desired } from '../../model/desired.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Memory } from '../../model/memory.ts';
import type { PullOutcome } from '../../model/outcome.ts';
import type { Proposal } from '../../model/proposal.ts';
import type { Forge, ObjectReader, PullRequest, Remote } from '../../ports.ts';
import { JOURNAL_AUTHOR } from '../journal-places.ts';

/** The author of every commit that the reconciler makes on a branch of its own. */
export const AUTHOR = JOURNAL_AUTHOR;

/** Everything that bringing proposals to the forge needs. */
export interface ProposeRequest {
  readonly proposals: readonly Proposal[];
  /** Head of the default branch that was planned from. */
  readonly base: CommitId;
  /** Full name of the default branch; left out, nobody is asked whether it has moved on. */
  readonly branch?: string;
  readonly reader: ObjectReader;
  readonly remote: Remote;
  readonly forge: Forge;
  readonly desired: Desired;
  readonly memory: Pick<Memory, 'refused'>;
  /** The one person whom the run is about; left out or null, everybody. */
  readonly only?: EmployeeId | null;
  /** What is wrong with a file of this path and text. */
  readonly check: (path: string, text: string) => readonly Diagnostic[];
  readonly journalHead: CommitId | null;
  readonly run: string;
  readonly plan: Digest;
  readonly now: Instant;
  readonly hash: Hash;
  /** Which pull requests may be withdrawn when nothing proposes them any more: keys or purposes whose sources were read in full. None unless told. */
  readonly withdrawable?: ReadonlySet<string> | 'all';
  /** True where checks of what is opened wait until a person lets them run; asked of the forge unless told. */
  readonly checksWait?: boolean;
  /** Asked before every pull request; false ends the work (lock lost, interrupted). */
  readonly mayGoOn?: () => Promise<boolean>;
}

/** What stands at the remote and the forge, asked once. */
export interface Ground {
  readonly request: ProposeRequest;
  /** Newest pull request per key; an open one comes first. */
  readonly pulls: ReadonlyMap<string, PullRequest>;
  /** Heads of our branches by key. */
  readonly heads: ReadonlyMap<string, CommitId>;
  /** Blob ids of the base by path. */
  readonly files: ReadonlyMap<string, string>;
}

/** One pull request's outcome. */
export function outcomeOf(
  key: string,
  outcome: PullOutcome['outcome'],
  about: { readonly address?: string | null; readonly detail?: string; readonly fingerprint?: string } = {},
): PullOutcome {
  const { address = null, detail = null, fingerprint } = about;
  return { key, outcome, address, detail, ...(fingerprint === undefined ? {} : { fingerprint }) };
}

/** The key of a pull request that a person asked for, of a purpose that the nightly has too. */
export function askedKey(purpose: 'release' | 'receive', what: string): string {
  return `${purpose}/${what}-asked`;
}

/** True for such a key: the nightly neither updates nor withdraws it. */
export function isAsked(key: string): boolean {
  return key.endsWith('-asked');
}

/** The branch of a key. */
export function branchOf(key: string): string {
  return `lastday/${key}`;
}

/** The full name of a key's branch. */
export function refOf(key: string): string {
  return `refs/heads/${branchOf(key)}`;
}
