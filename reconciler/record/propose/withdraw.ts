/** Pull requests that nothing proposes any more: closed with a word, where their sources were read in full. */
import type { PullOutcome } from '../../model/outcome.ts';
import type { PullRequest } from '../../ports.ts';
import { pullWords } from '../../texts/pulls.ts';
import { inspect } from './branch.ts';
import { type Ground, isAsked, outcomeOf, refOf } from './request.ts';

/** What the nightly itself proposes; pull requests that a person's command opened are never withdrawn. */
const NIGHTLY: ReadonlySet<string> = new Set(['release', 'sale', 'receive', 'lost', 'source', 'ids', 'close', 'pin']);

/** Keys that are not proposed any more and may be taken back: of open pull requests, and of branches left over by a run that ended early. */
export function vanished(ground: Ground): string[] {
  const { proposals, withdrawable = new Set<string>() } = ground.request;
  const proposed = new Set(proposals.map((proposal) => proposal.key));
  const isOurs = (key: string): boolean => {
    const pull = ground.pulls.get(key);
    return pull === undefined || pull.state === 'open' || (pull.closedBy === 'us' && ground.heads.has(key));
  };
  const keys = new Set([...ground.pulls.keys(), ...ground.heads.keys()].filter(isOurs));
  return [...keys].sort().filter((key) => {
    const purpose = key.slice(0, key.indexOf('/'));
    if (proposed.has(key) || !NIGHTLY.has(purpose) || isAsked(key)) return false;
    return withdrawable === 'all' || withdrawable.has(key) || withdrawable.has(purpose);
  });
}

/** Null when somebody else merged or closed it since it was listed: what people decide is not marked as ours. */
async function closePull(ground: Ground, pull: PullRequest): Promise<PullOutcome | null> {
  const { forge, desired } = ground.request;
  if ((await forge.read(pull)).state !== 'open') return null;
  await forge.close(pull, pullWords(desired.organisation.locale, 'comment.withdrawn'));
  return outcomeOf(pull.key, 'withdrawn', { address: pull.address });
}

/** Takes one back: the pull request is closed, then its branch goes. Null where only a branch of ours without a pull request was left over, or one that is no matter of ours. */
export async function withdraw(ground: Ground, key: string): Promise<PullOutcome | null> {
  const { forge, desired, remote } = ground.request;
  const newest = ground.pulls.get(key) ?? null;
  const pull = newest?.state === 'open' ? newest : null;
  const branch = await inspect(ground, key);
  if (branch.state === 'foreign') {
    if (pull === null) return null;
    await forge.comment(pull, pullWords(desired.organisation.locale, 'comment.left-alone-withdrawn'));
    return outcomeOf(key, 'left-alone', { address: pull.address, detail: 'commits-of-others' });
  }
  const outcome = pull === null ? null : await closePull(ground, pull);
  if (pull !== null && outcome === null) return null;
  const there = await remote.ask(refOf(key));
  if (branch.state === 'ours' && there.state === 'present' && there.commit === branch.head) await remote.remove(refOf(key), branch.head);
  return outcome;
}
