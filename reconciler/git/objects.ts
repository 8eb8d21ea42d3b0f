/** Reads objects of a repository at given commits, shut in from configuration, hooks, replaced objects and the network. */
import type { CommitId } from '../../schemas/primitives.ts';
import type { CommitInfo, HistoryReader, ObjectReader, TreeDifference, TreeEntry } from '../ports.ts';
import { Fault } from '../ports.ts';
import { BatchParser } from './batch.ts';
import { localArguments, shutIn } from './environment.ts';
import { LOG_ARGUMENTS, parseDifferences, parseLog, toInfo } from './log.ts';
import { isRevision, isTreePath, objectId } from './names.ts';
import { isShallow } from './repository.ts';
import type { Environment, GitAnswer } from './spawn.ts';
import { runGit, shorten, startGit, withoutSecrets } from './spawn.ts';

/** A blob larger than this many bytes comes cut off right above it: no file of ours is that large. */
export const LARGEST_BLOB = 64 * 1024 * 1024;

/** Settings of a reader. */
export interface ObjectOptions {
  /** Of the process: only PATH and the temporary folder are taken from it. */
  readonly environment?: Environment;
  /** Bytes of a blob above which it is cut off; `LARGEST_BLOB` unless told. */
  readonly largest?: number;
}

/** A repository's objects; `close` ends what is still under way. */
export type GitObjects = HistoryReader & { close(): Promise<void> };

interface Repository {
  readonly gitDir: string;
  readonly environment: Environment;
  readonly largest: number;
  readonly running: Set<{ kill(): void }>;
}

/** Opens the objects of a git directory. Nothing is started before something is asked. */
export function openObjects(gitDir: string, options: ObjectOptions = {}): GitObjects {
  const repository: Repository = {
    gitDir,
    environment: shutIn(options.environment),
    largest: options.largest ?? LARGEST_BLOB,
    running: new Set(),
  };
  return {
    resolve: (revision) => resolve(repository, revision),
    tree: (commit, under) => readTree(repository, commit, under),
    differences: (from, to) => readDifferences(repository, from, to),
    blobs: (ids, each) => readBlobs(repository, ids, each),
    isAncestor: (ancestor, of) => isAncestor(repository, ancestor, of),
    history: (query) => readHistory(repository, query),
    message: (commit) => readMessage(repository, commit),
    walk: (head) => walk(repository, head),
    close() {
      for (const child of repository.running) child.kill();
      return Promise.resolve();
    },
  };
}

function run(repository: Repository, args: readonly string[]): Promise<GitAnswer> {
  return runGit({ args: [...localArguments(repository.gitDir), ...args], environment: repository.environment });
}

async function must(repository: Repository, operation: string, args: readonly string[]): Promise<Buffer> {
  const answer = await run(repository, args);
  if (answer.code === 0) return answer.stdout;
  throw new Fault(`git could not ${operation}: ${shorten(answer.stderr)}`, { where: 'git', operation });
}

async function resolve(repository: Repository, revision: string): Promise<CommitId | null> {
  if (!isRevision(revision)) {
    throw new Fault(`${JSON.stringify(revision.slice(0, 80))} is not a revision`, { where: 'git', operation: 'resolve', refused: true });
  }
  const answer = await run(repository, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  const text = answer.stdout.toString('utf8').trim();
  return answer.code === 0 && text !== '' ? objectId(text) : null;
}

async function readTree(repository: Repository, commit: CommitId, under?: string): Promise<readonly TreeEntry[]> {
  if (under !== undefined && !isTreePath(under)) {
    throw new Fault(`${JSON.stringify(under.slice(0, 80))} is not a path in a commit`, {
      where: 'git',
      operation: 'read tree',
      refused: true,
    });
  }
  const paths = under === undefined ? [] : ['--', under];
  const bytes = await must(repository, 'read tree', ['ls-tree', '-r', '-z', '--full-tree', objectId(commit), ...paths]);
  const text = bytes.toString('utf8');
  const entries: TreeEntry[] = [];
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\0', at);
    const tab = text.indexOf('\t', at);
    if (end < 0 || tab < 0) throw new Fault('the answer of git ls-tree could not be read', { where: 'git', operation: 'read tree' });
    // Nearly every entry is an ordinary file: for those no words are cut out.
    const isPlain = text.startsWith(PLAIN, at);
    const [mode = '', type = ''] = isPlain ? PLAIN_WORDS : text.slice(at, tab).split(' ');
    entries.push({ path: text.slice(tab + 1, end), mode, type, id: text.slice(text.lastIndexOf(' ', tab) + 1, tab) });
    at = end + 1;
  }
  return entries;
}

const PLAIN = '100644 blob ';
const PLAIN_WORDS = PLAIN.split(' ');

async function readDifferences(repository: Repository, from: CommitId, to: CommitId): Promise<readonly TreeDifference[]> {
  const options = ['-r', '-z', '--no-renames', '--no-ext-diff', '--no-textconv', '--ignore-submodules=none', '--full-index'];
  const bytes = await must(repository, 'compare two commits', ['diff-tree', ...options, objectId(from), objectId(to)]);
  return parseDifferences(bytes.toString('utf8'));
}

function readBlobs(repository: Repository, ids: readonly string[], each: Parameters<ObjectReader['blobs']>[1]): Promise<void> {
  if (ids.length === 0) return Promise.resolve();
  const wanted = ids.map(objectId);
  return new Promise((done, fail) => {
    const args = [...localArguments(repository.gitDir), 'cat-file', '--batch', '--buffer'];
    const child = startGit({ args, environment: repository.environment });
    repository.running.add(child);
    let next = 0;
    let fault: unknown = null;
    let said = '';
    const parser = new BatchParser(repository.largest, (header, bytes) => {
      const id = wanted[next];
      next += 1;
      if (header.id !== id || header.type !== 'blob') throw failure(`the object ${id} is a ${header.type}, not a file`);
      each(header.id, bytes);
    });
    child.stdout.on('data', (bytes: Buffer) => {
      try {
        if (fault === null) parser.push(bytes);
      } catch (error) {
        fault = error;
        child.kill();
      }
    });
    child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString('utf8')));
    child.on('error', (cause) => (fault ??= new Fault('git could not be started', { where: 'git', operation: 'start', cause })));
    child.on('close', () => {
      repository.running.delete(child);
      if (fault === null && (next < wanted.length || !parser.isDone()))
        fault = failure(`git ended early: ${shorten(withoutSecrets(said))}`);
      if (fault === null) done();
      else fail(fault instanceof Error ? fault : failure('objects could not be read'));
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(`${wanted.join('\n')}\n`);
  });
}

function failure(text: string): Fault {
  return new Fault(text, { where: 'git', operation: 'read objects' });
}

async function isAncestor(repository: Repository, ancestor: CommitId, of: CommitId): Promise<boolean> {
  const answer = await run(repository, ['merge-base', '--is-ancestor', objectId(ancestor), objectId(of)]);
  if (answer.code === 0) return true;
  // A shallow clone says "no" where it only does not know.
  if (await isShallow(repository.gitDir)) throw shallow();
  if (answer.code === 1) return false;
  throw new Fault(`git could not compare two commits: ${shorten(answer.stderr)}`, { where: 'git', operation: 'compare' });
}

function shallow(): Fault {
  return new Fault('this clone is shallow and lacks the history; fetch all of it (git fetch --unshallow)', {
    where: 'git',
    operation: 'history',
  });
}

async function readHistory(repository: Repository, query: Parameters<ObjectReader['history']>[0]): Promise<readonly CommitInfo[]> {
  const range = query.since === null ? [] : [`^${objectId(query.since)}`];
  const limit = query.limit === undefined ? [] : [`--max-count=${Math.trunc(query.limit)}`];
  const paths = query.under === undefined ? [] : ['--', ...query.under];
  const args = ['log', '--first-parent', ...LOG_ARGUMENTS, ...limit, objectId(query.from), ...range, ...paths];
  const commits = parseLog((await must(repository, 'read history', args)).toString('utf8'));
  // At the edge of a shallow clone a commit looks like the first one, and every file like a new one.
  if (commits.some((commit) => commit.parents.length === 0) && (await isShallow(repository.gitDir))) throw shallow();
  return commits.map(toInfo);
}

async function readMessage(repository: Repository, commit: CommitId): Promise<string> {
  const bytes = await must(repository, 'read a commit', ['cat-file', 'commit', objectId(commit)]);
  const text = bytes.toString('utf8');
  return text.slice(text.indexOf('\n\n') + 2);
}

async function walk(repository: Repository, head: CommitId): ReturnType<HistoryReader['walk']> {
  if (await isShallow(repository.gitDir)) throw shallow();
  const args = ['log', '--topo-order', '--reverse', ...LOG_ARGUMENTS, objectId(head)];
  return parseLog((await must(repository, 'read history', args)).toString('utf8'));
}
