/** Git in memory: objects, a remote with refs, and a tap on every call, for tests that crash or fail anywhere. */
import { hash } from 'node:crypto';
import { parseTrailers } from '../../reconciler/git/log.ts';
import type { CommitInfo, CommitStep, HistoryReader, NewCommit, PushResult, Remote, TreeEntry } from '../../reconciler/ports.ts';
import { Fault } from '../../reconciler/ports.ts';
import type { CommitId, Instant } from '../../schemas/primitives.ts';

interface Stored {
  readonly parents: readonly CommitId[];
  /** Paths that differ from the first parent, sorted, with the blob then and now. */
  readonly delta: readonly (readonly [path: string, before: string | null, after: string | null])[];
  readonly message: string;
  readonly author: string;
  readonly at: Instant;
  readonly subject: string;
  readonly trailers: Readonly<Record<string, string>>;
}

/** Trees of so many commits are kept; the others are made again from the nearest of them. */
const KEPT_TREES = 12;

/** Called before and after every call that reaches the outside; may throw to stop it there. */
export type Tap = (operation: string, when: 'before' | 'after') => void;

/** The objects and the remote of one repository. */
export interface MemoryGit {
  readonly reader: HistoryReader & { close(): Promise<void> };
  readonly remote: Remote;
  /** Refs at the remote; tests may change them. */
  readonly refs: Map<string, CommitId>;
  /** Set by tests: sees every call of the remote. */
  tap: Tap;
  /** Commits files on a branch of the remote, as somebody would. */
  commit(
    files: Readonly<Record<string, string | null>>,
    how?: { branch?: string; message?: string; author?: string; onto?: CommitId; at?: Instant },
  ): CommitId;
  /** The message of a commit. */
  messageAt(commit: CommitId): string;
  /** Text of a file at a commit; null when it is not there. */
  read(commit: CommitId, path: string): string | null;
  /** Paths of all files at a commit. */
  list(commit: CommitId): readonly string[];
  /** A commit as it was made. */
  describe(commit: CommitId): CommitInfo;
}

function sha(text: string): string {
  return hash('sha1', text);
}

class Store {
  readonly commits = new Map<CommitId, Stored>();
  readonly blobs = new Map<string, Uint8Array>();
  private readonly trees = new Map<CommitId, ReadonlyMap<string, string>>();

  add(commit: NewCommit): CommitId {
    const before = commit.parent === null ? new Map<string, string>() : this.files(commit.parent);
    const files = new Map(before);
    for (const [path, content] of commit.files) {
      if (content === null) files.delete(path);
      else files.set(path, this.blob(typeof content === 'string' ? content : Buffer.from(content).toString('utf8')));
    }
    const delta = [...commit.files.keys()]
      .filter((path) => before.get(path) !== files.get(path))
      .sort()
      .map((path) => [path, before.get(path) ?? null, files.get(path) ?? null] as const);
    const parents = [commit.parent, commit.merged].filter((one) => one !== null && one !== undefined);
    const author = `${commit.author.name} <${commit.author.email}>`;
    const message = commit.message.endsWith('\n') ? commit.message : `${commit.message}\n`;
    const id = sha(JSON.stringify([parents, delta, message, author, commit.at])) as CommitId;
    const subject = message.split('\n')[0] ?? '';
    this.commits.set(id, { parents, delta, message, author, at: commit.at, subject, trailers: parseTrailers(message) });
    this.keep(id, files);
    return id;
  }

  blob(text: string): string {
    const id = sha(text);
    if (!this.blobs.has(id)) this.blobs.set(id, Buffer.from(text, 'utf8'));
    return id;
  }

  get(id: CommitId): Stored {
    const found = this.commits.get(id);
    if (found === undefined) throw new Error(`no commit ${id}`);
    return found;
  }

  /** Blobs by path at a commit. */
  files(id: CommitId): ReadonlyMap<string, string> {
    const open: CommitId[] = [];
    let at: CommitId | undefined = id;
    while (at !== undefined && !this.trees.has(at)) {
      open.push(at);
      [at] = this.get(at).parents;
    }
    const known = at === undefined ? new Map<string, string>() : (this.trees.get(at) ?? new Map<string, string>());
    if (open.length === 0) return known;
    const files = new Map(known);
    for (const commit of open.reverse()) {
      for (const [path, , after] of this.get(commit).delta) {
        if (after === null) files.delete(path);
        else files.set(path, after);
      }
    }
    this.keep(id, files);
    return files;
  }

  private keep(id: CommitId, files: ReadonlyMap<string, string>): void {
    this.trees.delete(id);
    this.trees.set(id, files);
    const [oldest] = this.trees.keys();
    if (this.trees.size > KEPT_TREES && oldest !== undefined) this.trees.delete(oldest);
  }

  isAncestor(ancestor: CommitId, of: CommitId): boolean {
    const open = [of];
    const seen = new Set<CommitId>();
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (id === ancestor) return true;
      if (seen.has(id)) continue;
      seen.add(id);
      open.push(...this.get(id).parents.toReversed());
    }
    return false;
  }

  info(id: CommitId): CommitInfo {
    const { parents, author, at, subject, trailers, delta } = this.get(id);
    return { id, parent: parents[0] ?? null, author, at, subject, trailers, paths: delta.map(([path]) => path) };
  }

  /** Ancestors and the commit itself, parents first. */
  walk(head: CommitId): CommitStep[] {
    const done = new Set<CommitId>();
    const order: CommitId[] = [];
    const open: { readonly id: CommitId; readonly isSeen: boolean }[] = [{ id: head, isSeen: false }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (done.has(next.id)) continue;
      if (next.isSeen) {
        done.add(next.id);
        order.push(next.id);
        continue;
      }
      open.push({ id: next.id, isSeen: true });
      for (const parent of this.get(next.id).parents.toReversed()) open.push({ id: parent, isSeen: false });
    }
    return order.map((id) => this.step(id));
  }

  private step(id: CommitId): CommitStep {
    const { parents, at, subject, trailers, delta } = this.get(id);
    const files = delta.map(([path, before, after]) => ({ path, before: side(before), after: side(after) }));
    return { id, parents, at, subject, trailers, files };
  }
}

function side(id: string | null | undefined) {
  return id === null || id === undefined ? null : { mode: '100644', id };
}

function makeReader(store: Store): MemoryGit['reader'] {
  return {
    resolve(revision) {
      if (store.commits.has(revision as CommitId)) return Promise.resolve(revision as CommitId);
      const second = /^([0-9a-f]{40})\^2$/u.exec(revision)?.[1] as CommitId | undefined;
      return Promise.resolve(second === undefined ? null : (store.get(second).parents[1] ?? null));
    },
    tree(commit, under) {
      const entries = [...store.files(commit)].filter(([path]) => under === undefined || path === under || path.startsWith(`${under}/`));
      return Promise.resolve(entries.map(([path, id]): TreeEntry => ({ path, id, mode: '100644', type: 'blob' })));
    },
    find(commit, paths) {
      const files = store.files(commit);
      const found = paths.flatMap((path): readonly TreeEntry[] => {
        const id = files.get(path);
        return id === undefined ? [] : [{ path, id, mode: '100644', type: 'blob' }];
      });
      return Promise.resolve(found);
    },
    differences(from, to) {
      const was = store.files(from);
      const is = store.files(to);
      const paths = [...new Set([...was.keys(), ...is.keys()])].filter((path) => was.get(path) !== is.get(path));
      return Promise.resolve(paths.sort().map((path) => ({ path, before: side(was.get(path)), after: side(is.get(path)) })));
    },
    blobs(ids, each) {
      for (const id of ids) each(id, store.blobs.get(id) ?? new Uint8Array());
      return Promise.resolve();
    },
    isAncestor: (ancestor, of) => Promise.resolve(store.isAncestor(ancestor, of)),
    history({ from, since, under, limit }) {
      const found: CommitInfo[] = [];
      const known = since === null ? new Set<CommitId>() : new Set(store.walk(since).map((step) => step.id));
      for (let id: CommitId | undefined = from; id !== undefined; id = store.get(id).parents[0]) {
        if (known.has(id)) break;
        const info = store.info(id);
        const isAsked = under === undefined || info.paths.some((path) => under.some((one) => path === one || path.startsWith(`${one}/`)));
        if (isAsked) found.push(info);
        if (limit !== undefined && found.length >= limit) break;
      }
      return Promise.resolve(found);
    },
    message: (commit) => Promise.resolve(store.get(commit).message),
    walk: (head) => Promise.resolve(store.walk(head)),
    close: () => Promise.resolve(),
  };
}

function pushTo(
  store: Store,
  refs: Map<string, CommitId>,
  push: { commit: CommitId | null; ref: string; lease: { expected: CommitId | null } | undefined },
): PushResult {
  const there = refs.get(push.ref) ?? null;
  if (there === push.commit) return { state: 'pushed' };
  if (push.lease !== undefined && push.lease.expected !== there) return { state: 'rejected', text: 'stale info' };
  if (push.commit === null) {
    refs.delete(push.ref);
    return { state: 'pushed' };
  }
  if (push.lease === undefined && there !== null && !store.isAncestor(there, push.commit))
    return { state: 'rejected', text: 'non-fast-forward' };
  refs.set(push.ref, push.commit);
  return { state: 'pushed' };
}

/** An empty repository with `refs/heads/main` still to come. */
export function memoryGit(): MemoryGit {
  const store = new Store();
  const refs = new Map<string, CommitId>();
  let clock = Date.parse('2026-12-01T08:00:00Z');
  async function tapped<T>(operation: string, act: () => T): Promise<T> {
    await Promise.resolve();
    git.tap(operation, 'before');
    const result = act();
    git.tap(operation, 'after');
    return result;
  }
  const remote: Remote = {
    address: 'memory:state',
    ask: (ref) =>
      tapped('ask', () => {
        const commit = refs.get(ref);
        return commit === undefined ? { state: 'absent' as const } : { state: 'present' as const, commit };
      }),
    list: (prefix) =>
      tapped('list', () => {
        const prefixes = prefix.startsWith('refs/') ? [prefix] : [`refs/heads/${prefix}`, `refs/tags/${prefix}`];
        return new Map([...refs].filter(([name]) => prefixes.some((one) => name.startsWith(one))));
      }),
    fetch: (names) =>
      tapped('fetch', () => {
        for (const name of names)
          if (!name.endsWith('/*') && !refs.has(name)) throw new Fault('no such ref', { where: 'remote', operation: 'fetch' });
      }),
    commit: (commit) => tapped('commit', () => store.add(commit)),
    push: (commit, ref, lease) => tapped('push', () => pushTo(store, refs, { commit, ref, lease })),
    remove: (ref, expected) => tapped('remove', () => pushTo(store, refs, { commit: null, ref, lease: { expected } })),
  };
  const git: MemoryGit = {
    reader: makeReader(store),
    remote,
    refs,
    tap: () => undefined,
    commit(files, how = {}) {
      const ref = `refs/heads/${how.branch ?? 'main'}`;
      const parent = how.onto ?? refs.get(ref) ?? null;
      const [, name = '', email = ''] = /^(.*) <(.*)>$/u.exec(how.author ?? 'Practice Author <author@latsas.example>') ?? [];
      clock += 60_000;
      const at = how.at ?? (`${new Date(clock).toISOString().slice(0, 19)}Z` as Instant);
      const id = store.add({
        parent,
        files: new Map(Object.entries(files)),
        message: how.message ?? 'Change files',
        author: { name, email },
        at,
      });
      refs.set(ref, id);
      return id;
    },
    messageAt: (commit) => store.get(commit).message,
    list: (commit) => [...store.files(commit).keys()],
    describe: (commit) => store.info(commit),
    read(commit, path) {
      const bytes = store.blobs.get(store.files(commit).get(path) ?? '');
      return bytes === undefined ? null : Buffer.from(bytes).toString('utf8');
    },
  };
  return git;
}
