/** A commit at the head of a branch of ours: pushed by git with a lease, or made by the forge itself. */
import type { CommitId, Instant } from '../../../schemas/primitives.ts';
import type { Forge, PushResult, Remote } from '../../ports.ts';
import { branchOf, refOf } from './request.ts';

/** What the branch shall hold. */
export interface BranchWish {
  readonly key: string;
  readonly base: CommitId;
  readonly files: ReadonlyMap<string, string>;
  readonly message: string;
  readonly author: { readonly name: string; readonly email: string };
  /** Who commits, where that is another than the author. */
  readonly committer?: { readonly name: string; readonly email: string };
  readonly at: Instant;
  /** The head that the branch is expected to have; null for none. */
  readonly expected: CommitId | null;
  /** True when the base holds that head already. */
  readonly isMerged: boolean;
}

async function put(
  world: { readonly remote: Remote; readonly forge: Forge },
  wish: BranchWish,
): Promise<{ commit: CommitId; result: PushResult }> {
  const { remote, forge } = world;
  const { key, base, files, message, author, committer, at, expected, isMerged } = wish;
  if (forge.commit !== undefined) return forge.commit({ branch: branchOf(key), base, expected, isMerged, files, message });
  const commit = await remote.commit({ parent: base, files, message, author, ...(committer === undefined ? {} : { committer }), at });
  return { commit, result: await remote.push(commit, refOf(key), { expected }) };
}

/** Puts the commit there. A lost answer is asked for: `unknown` is left only where the remote cannot say either. */
export async function putBranch(world: { readonly remote: Remote; readonly forge: Forge }, wish: BranchWish): Promise<PushResult> {
  const { commit, result } = await put(world, wish);
  if (result.state === 'pushed') return result;
  const there = await world.remote.ask(refOf(wish.key));
  if (there.state === 'present' && there.commit === commit) return { state: 'pushed' };
  return result.state === 'rejected' && there.state === 'unknown' ? { state: 'unknown', fault: there.fault } : result;
}
