/** A branch of ours: whether every commit on it is ours, and making and pushing the one commit it holds. */
import type { CommitId, Digest } from '../../../schemas/primitives.ts';
import type { Proposal } from '../../model/proposal.ts';
import { contentOf } from '../fingerprint.ts';
import { commitMessage, type Origin } from '../pull-text.ts';
import { mergesCleanly } from './clean-merge.ts';
import { type EditedFile, kindAt, readPaths } from './edited-files.ts';
import { AUTHOR, type Ground, type ProposeRequest, refOf } from './request.ts';

/** What a branch turned out to be: not there, already in the base, one commit of ours exactly as we made it, or touched by somebody else. */
export type Branch =
  | { readonly state: 'absent' | 'merged' | 'foreign'; readonly head: CommitId | null }
  | { readonly state: 'ours'; readonly head: CommitId; readonly parent: CommitId; readonly fingerprint: string };

/** Looks at the branch of a key. Ours: one commit on top of the default branch with our author and trailers, whose message and files are those we wrote. */
export async function inspect(ground: Ground, key: string): Promise<Branch> {
  const head = ground.heads.get(key) ?? null;
  const { reader, base, hash } = ground.request;
  if (head === null) return { state: 'absent', head };
  if (await reader.isAncestor(head, base)) return { state: 'merged', head };
  const [info] = await reader.history({ from: head, since: null, limit: 1 });
  const parent = info?.parent ?? null;
  if (info === undefined || parent === null || info.author !== `${AUTHOR.name} <${AUTHOR.email}>`) return { state: 'foreign', head };
  if (info.trailers['Pull'] !== key || !(await reader.isAncestor(parent, base))) return { state: 'foreign', head };
  const content = contentOf(await reader.message(head), await readPaths(reader, head, info.paths), hash);
  if (info.trailers['Content'] !== content) return { state: 'foreign', head };
  return { state: 'ours', head, parent, fingerprint: info.trailers['Fingerprint'] ?? '' };
}

/** True when the branch is ours, says what the proposal says, and still merges into the base. */
export async function isFresh(ground: Ground, proposal: Proposal, about: { branch: Branch; fingerprint: Digest }): Promise<boolean> {
  const { branch } = about;
  if (branch.state !== 'ours' || branch.fingerprint !== about.fingerprint) return false;
  const { reader, base } = ground.request;
  if (branch.parent === base) return true;
  const paths = proposal.files.map(({ file }) => file);
  const [old, now] = [await readPaths(reader, branch.parent, paths), await readPaths(reader, base, paths)];
  return proposal.files.every(({ file, edits }) => {
    const [before, after, kind] = [old.get(file) ?? null, now.get(file) ?? null, kindAt(file)];
    return before !== null && after !== null && kind !== null && mergesCleanly({ old: before, now: after }, edits, kind);
  });
}

/** What a commit is made of. */
export interface CommitParts {
  readonly files: ReadonlyMap<string, EditedFile>;
  readonly origin: Origin;
  readonly fingerprint: Digest;
  /** The pull request's text, where the forge has no other place for it. */
  readonly body: string | null;
  /** The head that the branch is expected to have; null for none. */
  readonly expected: CommitId | null;
}

function makeCommit(request: ProposeRequest, proposal: Proposal, parts: CommitParts): Promise<CommitId> {
  const changed = [...parts.files].filter(([, file]) => file.text !== file.old);
  const files = new Map(changed.map(([path, file]) => [path, file.text]));
  const message = commitMessage(proposal, parts.origin, { fingerprint: parts.fingerprint, body: parts.body });
  const full = `${message}Content: ${contentOf(message, files, request.hash)}\n`;
  return request.remote.commit({ parent: request.base, files, message: full, author: AUTHOR, at: request.now });
}

/** Makes the commit on the base and pushes it with a lease; null when the branch has it, else why not. A lost answer is asked for. */
export async function pushCommit(request: ProposeRequest, proposal: Proposal, parts: CommitParts): Promise<string | null> {
  const commit = await makeCommit(request, proposal, parts);
  const ref = refOf(proposal.key);
  const result = await request.remote.push(commit, ref, { expected: parts.expected });
  if (result.state === 'pushed') return null;
  const there = await request.remote.ask(ref);
  if (there.state === 'present' && there.commit === commit) return null;
  return result.state === 'rejected' && there.state !== 'unknown' ? 'push-rejected' : 'push-unknown';
}
