/** Proposals -> branches and pull requests, through any forge: opened, updated in place, left alone, withdrawn, merged where policy lets them. */
import type { CommitId } from '../../schemas/primitives.ts';
import type { PullOutcome } from '../model/outcome.ts';
import type { Proposal } from '../model/proposal.ts';
import { Fault, type PullRequest } from '../ports.ts';
import { mergeApproved } from './propose/merge.ts';
import { type Budget, bring } from './propose/one.ts';
import { type Ground, outcomeOf, type ProposeRequest, refOf } from './propose/request.ts';
import { withTicked } from './propose/ticked.ts';
import { vanished, withdraw } from './propose/withdraw.ts';

export { AUTHOR, type ProposeRequest } from './propose/request.ts';

const HEADS = 'refs/heads/lastday/';

/** Urgent ones first, then by day and key, so that limits let through what is due first. */
function inOrder(proposals: readonly Proposal[]): Proposal[] {
  const rank = (proposal: Proposal): string => `${proposal.urgent ? 0 : 1} ${proposal.day} ${proposal.key}`;
  return [...proposals].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

/** The newest of each key; an open one before closed ones. */
function newestByKey(pulls: readonly PullRequest[]): Map<string, PullRequest> {
  const newest = new Map<string, PullRequest>();
  for (const pull of pulls) {
    const known = newest.get(pull.key);
    if (known === undefined || (known.state !== 'open' && pull.state === 'open')) newest.set(pull.key, pull);
  }
  return newest;
}

/** Asks forge and remote once, and brings the objects of our branches here. */
async function look(request: ProposeRequest): Promise<Ground> {
  const pulls = newestByKey(await request.forge.list());
  const heads = new Map<string, CommitId>();
  for (const [ref, commit] of await request.remote.list(HEADS)) {
    const key = ref.slice(HEADS.length);
    if (key.includes('/')) heads.set(key, commit);
  }
  await request.remote.fetch([...heads.keys()].map(refOf));
  const files = new Map<string, string>();
  for (const entry of await request.reader.tree(request.base)) if (entry.type === 'blob') files.set(entry.path, entry.id);
  return { request: { ...request, proposals: withTicked(request, pulls) }, pulls, heads, files };
}

/** The fault's sentence without what the forge itself said: that may name somebody. */
function ownWords(fault: Fault): string {
  return fault.message.replace(/(refused what was sent).*$/su, '$1');
}

/** A fault of one pull request fails that one; the others go on. */
async function guarded<T extends PullOutcome | null>(key: string, act: () => Promise<T>): Promise<T | PullOutcome> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Fault)
      return outcomeOf(key, 'failed', { detail: `fault: ${error.where}: ${error.operation}: ${ownWords(error)}` });
    throw error;
  }
}

async function bringAll(ground: Ground, report: (outcome: PullOutcome | null) => void): Promise<void> {
  const { proposals, mayGoOn = () => Promise.resolve(true) } = ground.request;
  const isOpen = [...ground.pulls.values()].filter((pull) => pull.state === 'open');
  const budget: Budget = { open: isOpen.length, opened: 0 };
  for (const proposal of inOrder(proposals)) {
    if (!(await mayGoOn())) return;
    report(await guarded(proposal.key, () => bring(ground, proposal, budget)));
  }
  for (const key of vanished(ground)) {
    if (!(await mayGoOn())) return;
    report(await guarded(key, () => withdraw(ground, key)));
  }
}

/** Whether pull requests must say so; a forge that does not tell keeps nothing back. */
async function doChecksWait({ forge, checksWait, proposals }: ProposeRequest): Promise<boolean> {
  if (checksWait !== undefined || proposals.length === 0) return checksWait === true;
  try {
    return (await forge.checksWait?.()) ?? false;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}

/**
 * Brings the proposals to the forge and says what became of each. Every step may be interrupted and repeated: what is there is
 * looked up by key before anything is made. Never throws a Fault; when remote or forge cannot be asked at all, all have failed.
 */
export async function propose(request: ProposeRequest): Promise<PullOutcome[]> {
  let outcomes: readonly PullOutcome[] = [];
  const ended = await guarded('', async () => {
    const ground = await look({ ...request, checksWait: await doChecksWait(request) });
    await bringAll(ground, (outcome) => {
      if (outcome !== null) outcomes = [...outcomes, outcome];
    });
    outcomes = await mergeApproved(ground, outcomes, guarded);
    return null;
  });
  if (ended === null) return [...outcomes];
  return inOrder(request.proposals).map((proposal) => ({ ...ended, key: proposal.key }));
}
