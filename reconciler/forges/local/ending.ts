/** How a pull request of a plain git remote ends: closed with a tag that says why, or merged by a commit on the default branch. */
import type { CommitId, Instant } from '../../../schemas/primitives.ts';
import type { MergeResult, PullRequest, PushResult, Remote } from '../../ports.ts';
import { Fault } from '../../ports.ts';
import { mergeLines } from './merge-lines.ts';
import { blobsAt, CLOSED, type Described, describe, HEADS, type LocalOptions, mainRef } from './pulls.ts';

/** Who ends it, when, and why. */
export interface Ending {
  readonly by: 'us' | 'person';
  readonly author: { readonly name: string; readonly email: string };
  readonly at: Instant;
  /** Why it is closed; a sentence. */
  readonly reason: string;
}

function refuse(text: string, operation: string): Fault {
  return new Fault(text, { where: 'local forge', operation, refused: true });
}

/** Throws unless the remote has it; a lost answer is asked for. */
async function settle(
  remote: Remote,
  result: PushResult,
  about: { ref: string; wanted: CommitId | null; operation: string },
): Promise<void> {
  if (result.state === 'pushed') return;
  const there = await remote.ask(about.ref);
  if (there.state === 'unknown') throw there.fault;
  if ((there.state === 'present' ? there.commit : null) === about.wanted) return;
  if (result.state === 'unknown') throw result.fault;
  throw refuse(`the remote refused ${about.ref}: it moved, or a rule protects it; look at it and try again`, about.operation);
}

async function removeBranch(remote: Remote, key: string, head: CommitId): Promise<void> {
  const ref = HEADS + key;
  await settle(remote, await remote.remove(ref, head), { ref, wanted: null, operation: 'remove branch' });
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}

/** Tags the pull request as closed, then deletes its branch. May be repeated after a crash between the two. */
export async function closePull(options: LocalOptions, pull: PullRequest, ending: Ending): Promise<void> {
  const { remote, objects } = options;
  const there = await remote.ask(HEADS + pull.key);
  if (there.state === 'unknown') throw there.fault;
  if (there.state === 'absent') return;
  const head = there.commit;
  const ref = CLOSED + pull.key;
  await remote.fetch([HEADS + pull.key]);
  const tag = (await remote.list(ref)).get(ref) ?? null;
  if (tag !== null) await remote.fetch([ref]);
  const isTagged = tag !== null && (await describe(objects, tag)).parent === head;
  if (!isTagged) {
    const tip = await describe(objects, head);
    const trailers = [`Pull: ${pull.key}`, `Closed-By: ${ending.by}`, `Fingerprint: ${tip.trailers['Fingerprint'] ?? 'none'}`];
    const message = `Close: ${tip.subject}\n\n${oneLine(ending.reason)}\n\n${trailers.join('\n')}\n`;
    const closing = await remote.commit({ parent: head, files: new Map(), message, author: ending.author, at: ending.at });
    await settle(remote, await remote.push(closing, ref, { expected: tag }), { ref, wanted: closing, operation: 'close' });
  }
  await removeBranch(remote, pull.key, head);
}

/** The commits of a branch that the default branch does not have, newest first, and the commit below them. */
async function ownCommits(options: LocalOptions, head: CommitId, main: CommitId): Promise<{ base: CommitId; paths: string[] }> {
  const paths = new Set<string>();
  for (const commit of await options.objects.history({ from: head, since: null, limit: 200 })) {
    if (await options.objects.isAncestor(commit.id, main)) return { base: commit.id, paths: [...paths] };
    for (const path of commit.paths) paths.add(path);
  }
  throw refuse('the branch and the default branch have no commit in common', 'merge');
}

async function readBlobs(options: LocalOptions, ids: readonly (string | null)[]): Promise<(string | null)[]> {
  const texts = new Map<string, string>();
  const wanted = ids.filter((id) => id !== null);
  await options.objects.blobs([...new Set(wanted)], (id, bytes) => texts.set(id, Buffer.from(bytes).toString('latin1')));
  return ids.map((id) => (id === null ? null : (texts.get(id) ?? null)));
}

/** The operation of a conflict, by which it is told from other refusals. */
const JOIN = 'join files';

/** The files of the merge by path: what the branch changed, joined with what the default branch changed since. Throws Fault on a conflict. */
async function mergedFiles(options: LocalOptions, head: CommitId, main: CommitId): Promise<Map<string, Uint8Array | null>> {
  const { base, paths } = await ownCommits(options, head, main);
  const at = async (commit: CommitId): Promise<(string | null)[]> => readBlobs(options, await blobsAt(options.objects, commit, paths));
  const [old, ours, theirs] = [await at(base), await at(head), await at(main)];
  const files = new Map<string, Uint8Array | null>();
  for (const [index, path] of paths.entries()) {
    const [was, branch, now] = [old[index] ?? null, ours[index] ?? null, theirs[index] ?? null];
    if (branch === now || branch === was) continue;
    const both = was !== null && branch !== null && now !== null ? mergeLines(was, branch, now) : null;
    const text = now === was ? branch : both;
    if (text === null && now !== was) {
      throw refuse(`${path} changed on the default branch too; the next run makes this pull request anew`, JOIN);
    }
    files.set(path, text === null ? null : Buffer.from(text, 'latin1'));
  }
  return files;
}

const CARRIED = ['Person', 'System', 'Run', 'Rule', 'Journal', 'Pull', 'Fingerprint'] as const;

function mergeMessage(key: string, tip: Described): string {
  const trailers = CARRIED.map((name) => [name, name === 'Pull' ? key : tip.trailers[name]] as const);
  const lines = trailers.filter(([, value]) => value !== undefined).map(([name, value]) => `${name}: ${value}`);
  return `Merge: ${tip.subject}\n\n${lines.join('\n')}\n`;
}

/** One head of a branch, and who merges it when. */
type Merging = Omit<Ending, 'reason' | 'by'> & { readonly head: CommitId };

/** Merges exactly this head, then deletes the branch if it still is there. */
async function mergeHead(options: LocalOptions, key: string, merging: Merging): Promise<CommitId> {
  const { remote, objects } = options;
  const { head, author, at } = merging;
  const ref = mainRef(options);
  const main = await remote.ask(ref);
  if (main.state === 'unknown') throw main.fault;
  if (main.state === 'absent') throw refuse(`the remote has no ${ref}`, 'merge');
  await remote.fetch([ref, HEADS + key]);
  let merge = main.commit;
  if (!(await objects.isAncestor(head, main.commit))) {
    const files = await mergedFiles(options, head, main.commit);
    const message = mergeMessage(key, await describe(objects, head));
    merge = await remote.commit({ parent: main.commit, merged: head, files, message, author, at });
    await settle(remote, await remote.push(merge, ref), { ref, wanted: merge, operation: 'merge' });
  }
  await removeBranch(remote, key, head);
  return merge;
}

/** Merges into the default branch with a merge commit that carries the trailers, then deletes the branch. Returns that commit. */
export async function mergePull(options: LocalOptions, pull: PullRequest, ending: Omit<Ending, 'reason' | 'by'>): Promise<CommitId> {
  const branch = await options.remote.ask(HEADS + pull.key);
  if (branch.state === 'unknown') throw branch.fault;
  if (branch.state === 'absent') throw refuse(`there is no open pull request ${pull.key}`, 'merge');
  return mergeHead(options, pull.key, { ...ending, head: branch.commit });
}

/** True when the default branch holds the commit. */
async function isIn(options: LocalOptions, head: CommitId): Promise<boolean> {
  const main = await options.remote.ask(mainRef(options));
  if (main.state !== 'present') return false;
  await options.remote.fetch([mainRef(options)]);
  return options.objects.isAncestor(head, main.commit);
}

/** The same by the machine, for the head that it has looked at and no other. What people wrote meanwhile, a conflict or a protected branch leaves it to a person. */
export async function mergeOurs(options: LocalOptions, pull: PullRequest, merging: Merging): Promise<MergeResult> {
  const there = await options.remote.ask(HEADS + pull.key);
  if (there.state === 'unknown') throw there.fault;
  if (there.state === 'absent') return { state: 'left', why: 'ended' };
  if (there.commit !== merging.head) return { state: 'left', why: 'moved' };
  try {
    await mergeHead(options, pull.key, merging);
    return { state: 'merged' };
  } catch (error) {
    if (!(error instanceof Fault) || !error.refused) throw error;
    if (error.operation === JOIN) return { state: 'left', why: 'conflict' };
    // Only the branch could not be deleted: somebody wrote on it after the merge.
    return (await isIn(options, merging.head)) ? { state: 'merged' } : { state: 'left', why: 'protected' };
  }
}
