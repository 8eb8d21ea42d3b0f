/** A branch of ours: whether every commit on it is ours, and making and pushing the one commit it holds. */
import type { CommitId, Digest, Instant } from '../../../schemas/primitives.ts';
import type { Proposal } from '../../model/proposal.ts';
import { editYaml } from '../edit-yaml.ts';
import { contentOf } from '../fingerprint.ts';
import { commitMessage, type Origin } from '../pull-text.ts';
import { mergesCleanly } from './clean-merge.ts';
import { type EditedFile, kindAt, readPaths } from './edited-files.ts';
import { ownCommit } from './own-commit.ts';
import { putBranch } from './put-branch.ts';
import { AUTHOR, type Ground, type ProposeRequest } from './request.ts';

/** What a branch turned out to be: not there, already in the base, one commit of ours exactly as we made it, or touched by somebody else. */
export type Branch =
  | { readonly state: 'absent' | 'merged' | 'foreign'; readonly head: CommitId | null }
  | {
      readonly state: 'ours';
      readonly head: CommitId;
      readonly parent: CommitId;
      readonly fingerprint: string;
      /** Digest of the dispositions that were approved when it was made; null for one that may not merge itself. */
      readonly approved: string | null;
      readonly at: Instant;
      readonly paths: readonly string[];
    };

/** Looks at the branch of a key. Ours: one commit on top of the default branch with our trailers, whose message and files are those we wrote, whoever the forge says made it. */
export async function inspect(ground: Ground, key: string): Promise<Branch> {
  const head = ground.heads.get(key) ?? null;
  const { reader, base, hash } = ground.request;
  if (head === null) return { state: 'absent', head };
  if (await reader.isAncestor(head, base)) return { state: 'merged', head };
  const info = await ownCommit({ reader, hash }, { key, head, base });
  if (info === null) return { state: 'foreign', head };
  const { Fingerprint: fingerprint = '', Approved: approved = null } = info.trailers;
  return { state: 'ours', head, parent: info.parent, fingerprint, approved, at: info.at, paths: info.paths };
}

/** What the proposal makes of a file; null when it cannot. */
function editedText(old: string | null, path: string, proposal: Proposal): string | null {
  let text = old;
  for (const { file, edits } of proposal.files) {
    const kind = kindAt(file);
    if (file !== path || text === null || kind === null) continue;
    const edited = editYaml(text, edits, kind);
    text = 'refused' in edited ? null : edited.text;
  }
  return text;
}

/** True when the branch is ours, holds what the proposal makes of the files below it and nothing else, was approved as it is now, and still merges into the base. */
export async function isFresh(ground: Ground, proposal: Proposal, about: { branch: Branch; fingerprint: Digest }): Promise<boolean> {
  const { branch } = about;
  if (branch.state !== 'ours' || branch.fingerprint !== about.fingerprint) return false;
  if (branch.approved !== (proposal.approved ?? null)) return false;
  const { reader, base } = ground.request;
  const paths = [...new Set([...proposal.files.map(({ file }) => file), ...branch.paths])];
  const [old, there] = [await readPaths(reader, branch.parent, paths), await readPaths(reader, branch.head, paths)];
  if (!paths.every((path) => there.get(path) === editedText(old.get(path) ?? null, path, proposal))) return false;
  if (branch.parent === base) return true;
  const now = await readPaths(reader, base, paths);
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
  /** The branch as it was looked at. */
  readonly branch: Branch;
}

/** Puts the commit on the base into the branch; null when the branch has it, else why not. */
export async function pushCommit(request: ProposeRequest, proposal: Proposal, parts: CommitParts): Promise<string | null> {
  const changed = [...parts.files].filter(([, file]) => file.text !== file.old);
  const files = new Map(changed.map(([path, file]) => [path, file.text]));
  const { origin, fingerprint, body, branch } = parts;
  const text = commitMessage(proposal, origin, { fingerprint, body });
  const message = `${text}Content: ${contentOf(text, files, request.hash)}\n`;
  const { key } = proposal;
  const state = { expected: branch.head, isMerged: branch.state === 'merged' };
  const result = await putBranch(request, { key, base: request.base, files, message, author: AUTHOR, at: request.now, ...state });
  return result.state === 'pushed' ? null : `push-${result.state}`;
}
