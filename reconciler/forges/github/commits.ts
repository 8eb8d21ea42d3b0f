/** Commits that GitHub makes itself, through its git data interface: signed by GitHub when the token is an app's. */
import { z } from 'zod';
import type { CommitId } from '../../../schemas/primitives.ts';
import type { ForgeCommit, PushResult } from '../../ports.ts';
import { Fault } from '../../ports.ts';
import type { Client } from './client.ts';

const WireObject = z.object({ sha: z.string() });
const WireCommit = z.object({ sha: z.string(), tree: z.object({ sha: z.string() }) });

/** The tree of the base with the files changed; GitHub is sent these files only. */
async function makeTree(client: Client, { base, files }: ForgeCommit): Promise<string> {
  const { tree } = await client.call('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', { commit_sha: base }, WireCommit);
  const rows = [...files].map(([path, text]) => ({
    path,
    mode: '100644',
    type: 'blob',
    ...(text === null ? { sha: null } : { content: text }),
  }));
  return (await client.call('POST /repos/{owner}/{repo}/git/trees', { base_tree: tree.sha, tree: rows }, WireObject)).sha;
}

/** Moves the branch forward and nothing else: a branch that somebody wrote on meanwhile is no ancestor, and GitHub refuses. */
async function moveBranch(client: Client, { branch, expected }: ForgeCommit, sha: string): Promise<PushResult> {
  try {
    if (expected === null) await client.call('POST /repos/{owner}/{repo}/git/refs', { ref: `refs/heads/${branch}`, sha }, z.unknown());
    else await client.call('PATCH /repos/{owner}/{repo}/git/refs/{ref}', { ref: `heads/${branch}`, sha, force: false }, z.unknown());
    return { state: 'pushed' };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return error.refused ? { state: 'rejected', text: error.message } : { state: 'unknown', fault: error };
  }
}

/**
 * Makes the commit and moves the branch there. Neither author nor committer is said: only then GitHub signs it. Where the branch has a
 * head that the base does not hold, that head is the second parent, so that the move is plain and a commit of somebody else is never lost.
 */
export async function makeCommit(client: Client, commit: ForgeCommit): Promise<{ readonly commit: CommitId; readonly result: PushResult }> {
  const { base, expected, isMerged, message } = commit;
  const tree = await makeTree(client, commit);
  const parents = expected === null || isMerged ? [base] : [base, expected];
  const { sha } = await client.call('POST /repos/{owner}/{repo}/git/commits', { message, tree, parents }, WireObject);
  return { commit: sha as CommitId, result: await moveBranch(client, commit, sha) };
}
