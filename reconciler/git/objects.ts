/** Reads objects of a repository at given commits, shut in from configuration, hooks, replaced objects and the network. */
import type { CommitId } from '../../schemas/primitives.ts';
import type { CommitInfo, HistoryReader, ObjectReader, TreeEntry } from '../ports.ts';
import { Fault } from '../ports.ts';
import { localArguments, shutIn } from './environment.ts';
import { LOG_ARGUMENTS, parseLog, toInfo } from './log.ts';
import { isRevision, isTreePath, objectId } from './names.ts';
import { type OpenBatch, openBatch, type Place, type Take } from './open-batch.ts';
import { isShallow } from './repository.ts';
import type { Environment, GitAnswer } from './spawn.ts';
import { runGit, shorten } from './spawn.ts';
import { openTrees, type Trees } from './trees.ts';

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

interface Repository extends Place {
  readonly running: Set<OpenBatch>;
  readonly batch: OpenBatch;
  readonly trees: Trees;
}

/** Opens the objects of a git directory. Nothing is started before something is asked. */
export function openObjects(gitDir: string, options: ObjectOptions = {}): GitObjects {
  const place: Place = { gitDir, environment: shutIn(options.environment), largest: options.largest ?? LARGEST_BLOB };
  const batch = openBatch(place);
  const repository: Repository = { ...place, running: new Set(), batch, trees: openTrees(batch) };
  return {
    resolve: (revision) => resolve(repository, revision),
    tree: (commit, under) => readTree(repository, commit, under),
    find: async (commit, paths) => repository.trees.find(`${objectId(commit)}^{tree}`, paths),
    differences: async (from, to) => repository.trees.compare(`${objectId(from)}^{tree}`, `${objectId(to)}^{tree}`),
    blobs: (ids, each) => readBlobs(repository, ids, each),
    isAncestor: (ancestor, of) => isAncestor(repository, ancestor, of),
    history: (query) => readHistory(repository, query),
    message: (commit) => readMessage(repository, commit),
    walk: (head) => walk(repository, head),
    close() {
      for (const long of repository.running) long.close();
      repository.batch.close();
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
  let found: CommitId | null = null;
  await repository.batch.ask([`${revision}^{commit}`], (header) => (found = header === null ? null : objectId(header.id)));
  return found;
}

async function readTree(repository: Repository, commit: CommitId, under?: string): Promise<readonly TreeEntry[]> {
  if (under !== undefined && !isTreePath(under)) {
    throw new Fault(`${JSON.stringify(under.slice(0, 80))} is not a path in a commit`, {
      where: 'git',
      operation: 'read tree',
      refused: true,
    });
  }
  return repository.trees.list(`${objectId(commit)}^{tree}`, under);
}

/** Above this many, the answers come faster from a process of their own, which need not flush after each. */
const FEW = 1000;

function readBlobs(repository: Repository, ids: readonly string[], each: Parameters<ObjectReader['blobs']>[1]): Promise<void> {
  const wanted = ids.map(objectId);
  let next = 0;
  const take: Take = (header, bytes) => {
    const id = wanted[next] ?? '';
    next += 1;
    if (header === null) throw failure(`the repository lacks the object ${id}; fetch its whole history`);
    if (header.id !== id || header.type !== 'blob') throw failure(`the object ${id} is a ${header.type}, not a file`);
    each(header.id, bytes);
  };
  return wanted.length > FEW ? readMany(repository, wanted, take) : repository.batch.ask(wanted, take);
}

function readMany(repository: Repository, wanted: readonly string[], take: Take): Promise<void> {
  const batch = openBatch(repository, 'once');
  repository.running.add(batch);
  return batch.ask(wanted, take).finally(() => {
    repository.running.delete(batch);
    batch.close();
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
  let text = '';
  await repository.batch.ask([objectId(commit)], (header, bytes) => {
    if (header?.type !== 'commit') throw failure(`the repository lacks the commit ${commit}; fetch its whole history`);
    text = Buffer.from(bytes).toString('utf8');
  });
  return text.slice(text.indexOf('\n\n') + 2);
}

async function walk(repository: Repository, head: CommitId): ReturnType<HistoryReader['walk']> {
  if (await isShallow(repository.gitDir)) throw shallow();
  const args = ['log', '--topo-order', '--reverse', ...LOG_ARGUMENTS, objectId(head)];
  return parseLog((await must(repository, 'read history', args)).toString('utf8'));
}
