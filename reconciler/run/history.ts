/** Whether the default branch still holds what earlier runs went by: who rewrites it could take back what was approved, and nobody would see. */
import { Stop } from '../cli/context.ts';
import { Fault } from '../ports.ts';
import type { Ground } from './ground.ts';

/**
 * Refuses a default branch that lacks the commit of the last run. Ends in exit 8, before anything is written. Throws Fault when git cannot tell, and one
 * of operation `moved` when the branch has gone on since it was asked for: then another run may have gone by a newer commit.
 */
export async function refuseRewritten(ground: Pick<Ground, 'objects' | 'memory' | 'head' | 'branch' | 'remote'>): Promise<void> {
  const { objects, memory, head, branch, remote } = ground;
  const last = memory.runs.at(-1);
  if (last === undefined || last.commit === head) return;
  // A commit that is not here at all, though everything was fetched, is no ancestor of anything.
  const isHere = (await objects.resolve(last.commit)) !== null;
  if (isHere && (await objects.isAncestor(last.commit, head))) return;
  const now = await remote?.ask(branch);
  if (now?.state === 'present' && now.commit !== head)
    throw new Fault('the default branch moved while it was read', { where: 'git', operation: 'moved', retryable: true });
  const short = last.commit.slice(0, 12);
  throw new Stop(
    8,
    `${branch.replace('refs/heads/', '')} no longer holds ${short}, which run ${last.run} went by: its history was rewritten.`,
    `Nothing was written. Put the branch back; or, where it was meant, merge the old history into the new one: git merge -s ours --allow-unrelated-histories ${short}`,
  );
}
