/** Heads of the journal that the default branch names: each merged commit of ours proves what the journal held. */
import type { CommitId } from '../../schemas/primitives.ts';
import type { HistoryReader } from '../ports.ts';

/** Trailer in which commits of the reconciler name the journal's head. */
export const JOURNAL_TRAILER = 'Journal';

/** All heads that commits reachable from a default branch name, each once. Throws Fault on a shallow history. */
export async function readAnchors(reader: HistoryReader, head: CommitId): Promise<CommitId[]> {
  const commits = await reader.walk(head);
  const named = commits.map((commit) => commit.trailers[JOURNAL_TRAILER] ?? '');
  return [...new Set(named.filter((id) => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u.test(id)))] as CommitId[];
}
