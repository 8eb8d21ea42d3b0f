/** What the core needs of the world. Implemented by systems/, forges/, git/ and main; faked in test/fakes. */
import type { CommitId, ForeignId, Instant, SystemId } from '../schemas/primitives.ts';
import type { Examination } from './model/examination.ts';
import type { Account, Asset, Reading } from './model/observed.ts';
import type { FaultMeaning, MergeResult } from './model/outcome.ts';
import type { Write } from './model/write.ts';

export type { EarlierReadings } from './model/earlier.ts';
export type { Mail, Mailer } from './model/mail.ts';
export type { FaultMeaning, MergeResult, MergeStop } from './model/outcome.ts';
export type { Write } from './model/write.ts';

/** Time. `elapsed` is monotonic milliseconds; waiting goes through `sleep` so that tests need not wait. */
export interface Clock {
  now(): Instant;
  elapsed(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** A failure of an outside system, a forge or a remote, or of what a credential comes from; born only in systems/, forges/, git/ and main. Its message names no person. */
export class Fault extends Error {
  readonly where: string;
  readonly operation: string;
  readonly retryable: boolean;
  /** After how many milliseconds the other side asked to be called again. */
  readonly retryAfter: number | null;
  /** False when the call may have taken effect although no answer came. */
  readonly refused: boolean;
  readonly meaning: FaultMeaning | null;
  constructor(text: string, about: { where: string; operation: string; cause?: unknown } & Partial<Omit<Fault, keyof Error>>) {
    super(text, about.cause === undefined ? {} : { cause: about.cause });
    this.name = 'Fault';
    this.where = about.where;
    this.operation = about.operation;
    this.retryable = about.retryable ?? false;
    this.retryAfter = about.retryAfter ?? null;
    this.refused = about.refused ?? false;
    this.meaning = about.meaning ?? null;
  }
}

/** Something that cannot happen did; ends in exit 70 or holds one person. */
export class Bug extends Error {
  constructor(text: string) {
    super(text);
    this.name = 'Bug';
  }
}

/** Throws a Bug when the condition does not hold. */
export function invariant(condition: unknown, text: string): asserts condition {
  if (!condition) throw new Bug(text);
}

/** Reads one system. Never throws for a bad answer: what failed stands in the reading's `problems`. */
export interface SystemReader {
  readonly system: SystemId;
  read(at: Instant): Promise<Reading>;
  /** One account as it is right now; null when the system says that it does not exist. Throws Fault. */
  readAccount(id: ForeignId): Promise<Account | null>;
  /** One inventory record as it is right now. Throws Fault. */
  readAsset(id: string): Promise<Asset | null>;
  /** What the credential for reading may really do, and the time there; for `doctor`. Absent where nothing can be told. Throws Fault. */
  examine?(): Promise<Examination>;
}

/** Changes one system. Throws Fault; a Fault that is not `refused` leaves the outcome unknown. */
export interface SystemWriter {
  readonly system: SystemId;
  /** `timeout` in milliseconds is always shorter than what is left of the lock's lease. */
  write(write: Write, timeout: number): Promise<void>;
  /** What the credential for writing may really do; for `doctor`. Changes nothing. Throws Fault. */
  examine?(): Promise<Examination>;
}

/** Files below the export folder that the runner names, and nothing outside of it. Every call throws Fault. */
export interface ExportFolder {
  /** A file, whole. `stamp` changes whenever the file is replaced or written to. */
  read(file: string): Promise<{ readonly bytes: Uint8Array; readonly modified: Instant; readonly stamp: string }>;
  /** The stamp of a file as it is now, without reading it. */
  stamp(file: string): Promise<string>;
  /** Puts a new file in the place of one that is there, in one step. */
  replace(file: string, text: string): Promise<void>;
}

/** A file in a commit. */
export interface TreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly type: string;
  readonly id: string;
}

/** Objects of a git repository at given commits, read shut in from its configuration. */
export interface ObjectReader {
  /** The commit a revision names, or null when there is none. Refuses revisions that begin with a dash. */
  resolve(revision: string): Promise<CommitId | null>;
  /** Everything below the commit (or below a path), in git's order. */
  tree(commit: CommitId, under?: string): Promise<readonly TreeEntry[]>;
  /** Those of these paths at which a file lies; reads only the folders on the way. */
  find(commit: CommitId, paths: readonly string[]): Promise<readonly TreeEntry[]>;
  /** Files that differ between two commits, by path; folders that are the same are not looked into. */
  differences(from: CommitId, to: CommitId): Promise<readonly TreeDifference[]>;
  /** Contents by blob id; calls back in the order asked. */
  blobs(ids: readonly string[], each: (id: string, bytes: Uint8Array) => void): Promise<void>;
  /** True when `ancestor` is `of` or an ancestor of it. Throws Fault on a shallow history that cannot tell. */
  isAncestor(ancestor: CommitId, of: CommitId): Promise<boolean>;
  /** First-parent history, newest first, after `since` (exclusive), with the paths each commit changed. */
  history(query: {
    readonly from: CommitId;
    readonly since: CommitId | null;
    readonly under?: readonly string[];
    readonly limit?: number;
  }): Promise<readonly CommitInfo[]>;
  /** The message of a commit. */
  message(commit: CommitId): Promise<string>;
}

/** A file as one commit has it and as another does; null where it is not there. */
export interface TreeDifference {
  readonly path: string;
  readonly before: { readonly mode: string; readonly id: string } | null;
  readonly after: { readonly mode: string; readonly id: string } | null;
}

/** A commit of the first-parent line. */
export interface CommitInfo {
  readonly id: CommitId;
  readonly parent: CommitId | null;
  readonly author: string;
  readonly at: Instant;
  readonly subject: string;
  readonly trailers: Readonly<Record<string, string>>;
  readonly paths: readonly string[];
}

/** One commit of a whole history and every file it changed against its first parent. */
export interface CommitStep {
  readonly id: CommitId;
  readonly parents: readonly CommitId[];
  readonly at: Instant;
  readonly subject: string;
  readonly trailers: Readonly<Record<string, string>>;
  readonly files: readonly TreeDifference[];
}

/** Also reads a whole history, for those who check every commit of it. */
export interface HistoryReader extends ObjectReader {
  /** Every ancestor of the commit and itself, parents first, from one `git log`. Throws Fault on a shallow history. */
  walk(head: CommitId): Promise<readonly CommitStep[]>;
}

/** What asking a remote for one branch can bring: there, certainly not there, or could not ask. */
export type RemoteRef =
  | { readonly state: 'present'; readonly commit: CommitId }
  | { readonly state: 'absent' }
  | { readonly state: 'unknown'; readonly fault: Fault };

/** How a push ended. `unknown` means that only asking the remote again can tell. */
export type PushResult =
  | { readonly state: 'pushed' }
  | { readonly state: 'rejected'; readonly text: string }
  | { readonly state: 'unknown'; readonly fault: Fault };

/** A commit to be made without a work tree: files by path (null deletes), on top of a parent. */
export interface NewCommit {
  readonly parent: CommitId | null;
  /** A second parent: the commit that this one merges. */
  readonly merged?: CommitId;
  readonly files: ReadonlyMap<string, Uint8Array | string | null>;
  readonly message: string;
  readonly author: { readonly name: string; readonly email: string };
  /** Who made the commit for the author; left out, the author. */
  readonly committer?: { readonly name: string; readonly email: string };
  readonly at: Instant;
}

/** Writes commits and speaks with the one canonical remote. Every push is plain fast-forward unless a lease is given. */
export interface Remote {
  /** The address that locks and journal use; fetch and push address are one and the same. */
  readonly address: string;
  ask(ref: string): Promise<RemoteRef>;
  /** Branches and tags below a prefix, name to commit. */
  list(prefix: string): Promise<ReadonlyMap<string, CommitId>>;
  /** Brings the full history of the given refs here (`refs/heads/lastday/*`: all below); shallow clones are deepened. Throws Fault. */
  fetch(refs: readonly string[]): Promise<void>;
  commit(commit: NewCommit): Promise<CommitId>;
  /** Fast-forward push. With `lease` (the commit expected there, null for none) the branch may be rewritten or made. */
  push(commit: CommitId, ref: string, lease?: { readonly expected: CommitId | null }): Promise<PushResult>;
  /** Deletes a ref that still is at `expected`. */
  remove(ref: string, expected: CommitId): Promise<PushResult>;
}

/** A pull request as a forge shows it. `key` is `<purpose>/<id>`, from the branch `lastday/<key>`. */
export interface PullRequest {
  readonly key: string;
  readonly branch: string;
  readonly head: CommitId | null;
  readonly state: 'open' | 'merged' | 'closed';
  readonly title: string;
  readonly body: string;
  readonly fingerprint: string | null;
  readonly address: string;
  readonly number: number | null;
  readonly openedAt: Instant | null;
  /** When it was merged; null for others, and where the forge does not say. */
  readonly mergedAt: Instant | null;
  /** For closed ones: by us (withdrawn) or by a person. */
  readonly closedBy: 'us' | 'person' | null;
  readonly labels: readonly string[];
}

/** What a pull request should look like. The branch has been pushed before. */
export interface PullDraft {
  readonly key: string;
  readonly branch: string;
  readonly title: string;
  readonly body: string;
  readonly fingerprint: string;
  readonly labels: readonly string[];
  readonly reviewers: readonly string[];
  readonly teams: readonly string[];
}

/** A commit that the forge makes itself: on the base, with these files changed (null deletes), at the head of a branch of ours. */
export interface ForgeCommit {
  readonly branch: string;
  readonly base: CommitId;
  /** The head that the branch is expected to have; null for none. */
  readonly expected: CommitId | null;
  /** True when the base holds that head already. */
  readonly isMerged: boolean;
  readonly files: ReadonlyMap<string, string | null>;
  readonly message: string;
}

/** The homes that pull requests may have. */
export type ForgeKind = 'local' | 'github' | 'gitlab' | 'gitea';

/** The home of pull requests. Throws Fault. Every call may be repeated: it finds what is already there by key. */
export interface Forge {
  readonly kind: ForgeKind;
  /** All pull requests of ours, open and closed, newest per key first. */
  list(): Promise<readonly PullRequest[]>;
  /** One pull request as it is right now: people tick boxes and merge while a run works. */
  read(pull: PullRequest): Promise<PullRequest>;
  open(draft: PullDraft): Promise<PullRequest>;
  update(pull: PullRequest, draft: PullDraft): Promise<PullRequest>;
  close(pull: PullRequest, comment: string): Promise<void>;
  comment(pull: PullRequest, text: string): Promise<void>;
  /** Puts a label of ours on that says what state it is in; nothing where the forge has no labels, or it is there. */
  mark(pull: PullRequest, label: string): Promise<void>;
  /** The board: one issue edited in place; returns its address, or null where the forge has none. */
  board(title: string, body: string): Promise<string | null>;
  /** Makes a commit, with the forge's signature, and puts an unmoved branch there; absent where git pushes. Throws Fault when nothing was done to the branch. */
  commit?(commit: ForgeCommit): Promise<{ readonly commit: CommitId; readonly result: PushResult }>;
  /**
   * Merges an open pull request of ours whose head is this one, when neither the forge nor a person has anything against it. Asks for no
   * exception and forces nothing. Merged already is merged. Throws Fault when it is not known what became of it.
   */
  merge?(pull: PullRequest, head: CommitId): Promise<MergeResult>;
  /** What the token may really do, and which branches are protected, as far as the forge tells; for `doctor`. Changes nothing. Throws Fault. */
  examine?(): Promise<Examination>;
  /** True where checks of what we open wait until a person lets them run. Throws Fault. */
  checksWait?(): Promise<boolean>;
  /** What time it is there: a witness for our own clock. Absent where a forge has no clock; null when it does not answer. */
  time?(): Promise<Instant | null>;
}

/** Seals what is personal in a capture under the month's key; null when the runner has no such key. */
export interface Sealer {
  seal(month: string, bytes: Uint8Array): { readonly key: string; readonly bytes: string } | null;
  open(key: string, bytes: string): Uint8Array | null;
}
