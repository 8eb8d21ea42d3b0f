/** Whether the head of a branch is the one commit that we put there, and nothing of anybody else. */
import type { CommitId } from '../../../schemas/primitives.ts';
import type { Hash } from '../../canonical.ts';
import type { CommitInfo, ObjectReader } from '../../ports.ts';
import { contentOf } from '../fingerprint.ts';
import { readPaths } from './edited-files.ts';

/** A commit of ours on top of the default branch. */
export type OwnCommit = CommitInfo & { readonly parent: CommitId };

/** The head, when it is one commit on top of the base's history whose message and files are those we wrote, whoever the forge says made it; else null. */
export async function ownCommit(
  { reader, hash }: { readonly reader: ObjectReader; readonly hash: Hash },
  { key, head, base }: { readonly key: string; readonly head: CommitId; readonly base: CommitId },
): Promise<OwnCommit | null> {
  const [info] = await reader.history({ from: head, since: null, limit: 1 });
  const parent = info?.parent ?? null;
  if (info === undefined || parent === null) return null;
  if (info.trailers['Pull'] !== key || !(await reader.isAncestor(parent, base))) return null;
  const content = contentOf(await reader.message(head), await readPaths(reader, head, info.paths), hash);
  return info.trailers['Content'] === content ? { ...info, parent } : null;
}
