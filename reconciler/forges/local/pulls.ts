/** Pull requests of a plain git remote: what its branches, tags and the default branch's history say. */
import type { CommitId } from '../../../schemas/primitives.ts';
import type { CommitInfo, ObjectReader, PullRequest, Remote } from '../../ports.ts';
import { Fault } from '../../ports.ts';

/** What a plain git remote needs to be a forge. */
export interface LocalOptions {
  readonly remote: Remote;
  readonly objects: ObjectReader;
  /** The default branch, `main` or `refs/heads/main`. */
  readonly branch: string;
}

/** Branches of ours. */
export const HEADS = 'refs/heads/lastday/';
/** Tags of closed ones. */
export const CLOSED = 'refs/tags/lastday/closed/';

/** How many commits of the default branch are looked through for merges whose branch is gone. */
const LOOK_BACK = 1000;

/** The default branch's full name. */
export function mainRef(options: LocalOptions): string {
  return options.branch.startsWith('refs/') ? options.branch : `refs/heads/${options.branch}`;
}

/** A commit with its full message. */
export interface Described extends CommitInfo {
  readonly message: string;
}

/** One commit with its message. */
export async function describe(objects: ObjectReader, commit: CommitId): Promise<Described> {
  const [info] = await objects.history({ from: commit, since: null, limit: 1 });
  if (info === undefined) throw new Fault('a commit of the remote cannot be read', { where: 'local forge', operation: 'list' });
  return { ...info, message: await objects.message(commit) };
}

/** The message without its subject and trailers. */
function bodyOf(message: string, trailers: Readonly<Record<string, string>>): string {
  const paragraphs = message.trimEnd().split('\n\n').slice(1);
  const kept = Object.keys(trailers).length === 0 ? paragraphs : paragraphs.slice(0, -1);
  return kept.length === 0 ? '' : `${kept.join('\n\n')}\n`;
}

/** A pull request as the message of a branch's tip says it. */
export function pullOf(
  key: string,
  tip: Described,
  about: Pick<PullRequest, 'state' | 'closedBy'> & { head: CommitId | null },
): PullRequest {
  return {
    key,
    branch: `lastday/${key}`,
    head: about.head,
    state: about.state,
    title: tip.subject,
    body: bodyOf(tip.message, tip.trailers),
    fingerprint: tip.trailers['Fingerprint'] ?? null,
    address: `lastday/${key}`,
    number: null,
    openedAt: tip.at,
    mergedAt: null,
    closedBy: about.closedBy,
    labels: [],
  };
}

/** Everything at the remote that concerns pull requests, with its objects here. */
export interface Refs {
  readonly main: CommitId;
  readonly heads: ReadonlyMap<string, CommitId>;
  readonly closed: ReadonlyMap<string, CommitId>;
}

function below(refs: ReadonlyMap<string, CommitId>, prefix: string): [string, CommitId][] {
  return [...refs]
    .filter(([name]) => name.startsWith(prefix) && name.slice(prefix.length).includes('/'))
    .map(([name, commit]) => [name.slice(prefix.length), commit]);
}

/** Asks the remote and fetches what it names. Throws Fault. */
export async function readRefs(options: LocalOptions): Promise<Refs> {
  const { remote } = options;
  const name = mainRef(options);
  const refs = await remote.list('lastday/');
  const heads = new Map(below(refs, HEADS));
  const closed = new Map(below(refs, CLOSED));
  const main = await remote.ask(name);
  if (main.state === 'unknown') throw main.fault;
  if (main.state === 'absent') throw new Fault(`the remote has no ${name}`, { where: 'local forge', operation: 'list', refused: true });
  await remote.fetch([name, ...[...heads.keys()].map((key) => HEADS + key), ...[...closed.keys()].map((key) => CLOSED + key)]);
  return { main: main.commit, heads, closed };
}

/** Blob ids of paths at a commit; null where there is no such file. */
export async function blobsAt(objects: ObjectReader, commit: CommitId, paths: readonly string[]): Promise<(string | null)[]> {
  const ids: (string | null)[] = [];
  for (const path of paths) ids.push((await objects.tree(commit, path)).find((entry) => entry.path === path)?.id ?? null);
  return ids;
}

/** True when a later commit of the default branch left every file as the tip has it: squashed or rebased, the branch left behind. */
async function hasLanded(objects: ObjectReader, tip: Described, main: CommitId): Promise<boolean> {
  if (tip.parent === null || tip.paths.length === 0 || !(await objects.isAncestor(tip.parent, main))) return false;
  const since = await objects.history({ from: main, since: tip.parent, under: tip.paths, limit: 50 });
  if (since.length === 0) return false;
  const wanted = await blobsAt(objects, tip.id, tip.paths);
  for (const commit of since) {
    const there = await blobsAt(objects, commit.id, tip.paths);
    if (there.every((id, index) => id === wanted[index])) return true;
  }
  return false;
}

/** The newest commit of a branch that says what it proposes: a person may have put commits of their own on top. */
async function spokesman(objects: ObjectReader, key: string, tip: Described): Promise<Described> {
  if (tip.trailers['Pull'] === key) return tip;
  const commits = await objects.history({ from: tip.id, since: null, limit: 20 });
  const ours = commits.find((commit) => commit.trailers['Pull'] === key && commit.trailers['Content'] !== undefined);
  return ours === undefined ? tip : describe(objects, ours.id);
}

async function openOrMerged(objects: ObjectReader, refs: Refs, [key, head]: readonly [string, CommitId]): Promise<PullRequest> {
  const tip = await describe(objects, head);
  if ((await objects.isAncestor(head, refs.main)) || (await hasLanded(objects, tip, refs.main))) {
    return pullOf(key, tip, { state: 'merged', closedBy: null, head });
  }
  const tag = refs.closed.get(key);
  const closing = tag === undefined ? null : await describe(objects, tag);
  const speaker = await spokesman(objects, key, tip);
  if (closing?.parent !== head) return pullOf(key, speaker, { state: 'open', closedBy: null, head });
  return pullOf(key, speaker, { state: 'closed', closedBy: closedBy(closing), head });
}

function closedBy(closing: Described): 'us' | 'person' {
  return closing.trailers['Closed-By'] === 'us' ? 'us' : 'person';
}

const BY_HAND = /^Merge (?:remote-tracking )?branch '(?:[^'/]+\/)?lastday\/([^']+\/[^']+)'/u;

/** Merges that the default branch remembers: our own commit or a merge with our trailers, or a merge of our branch by hand. Without their bodies. */
async function mergedBefore(objects: ObjectReader, main: CommitId): Promise<{ pull: PullRequest; at: string }[]> {
  const found: { pull: PullRequest; at: string }[] = [];
  for (const commit of await objects.history({ from: main, since: null, limit: LOOK_BACK })) {
    const byHand = BY_HAND.exec(commit.subject)?.[1];
    const key = commit.trailers['Pull'] ?? byHand;
    if (key === undefined) continue;
    const merged = commit.trailers['Pull'] === undefined ? await objects.resolve(`${commit.id}^2`) : null;
    const tip =
      merged === null ? { ...commit, subject: commit.subject.replace(/^Merge: /u, ''), message: '' } : await describe(objects, merged);
    found.push({ pull: pullOf(key, tip, { state: 'merged', closedBy: null, head: null }), at: commit.at });
  }
  return found;
}

/** All pull requests: open ones first, then the rest, newest first. */
export async function listPulls(options: LocalOptions): Promise<PullRequest[]> {
  const { objects } = options;
  const refs = await readRefs(options);
  const rows: { pull: PullRequest; at: string }[] = [];
  for (const branch of refs.heads) {
    const pull = await openOrMerged(objects, refs, branch);
    rows.push({ pull, at: pull.openedAt ?? '' });
  }
  for (const [key, tag] of refs.closed) {
    const closing = await describe(objects, tag);
    const tip = closing.parent === null ? closing : await describe(objects, closing.parent);
    rows.push({ pull: pullOf(key, tip, { state: 'closed', closedBy: closedBy(closing), head: null }), at: closing.at });
  }
  rows.push(...(await mergedBefore(objects, refs.main)));
  const rank = ({ pull, at }: { pull: PullRequest; at: string }): string => (pull.state === 'open' ? `9 ${at}` : `0 ${at}`);
  return rows.sort((a, b) => (rank(a) < rank(b) ? 1 : -1)).map(({ pull }) => pull);
}
