/** Pull requests that merge themselves: approved in the plan, older than half a day, untouched by people, on the very files that were planned from. */
import type { CommitId } from '../../../schemas/primitives.ts';
import { minutesBetween } from '../../calendar.ts';
import type { PullOutcome } from '../../model/outcome.ts';
import type { Proposal } from '../../model/proposal.ts';
import { Fault, type MergeStop, type PullRequest } from '../../ports.ts';
import { type Branch, inspect } from './branch.ts';
import { type Ground, outcomeOf } from './request.ts';

/** How long its last change must have stood, so that people can see it and stop it: half a day. */
const SEEN_MINUTES = 12 * 60;

/** The default branch as this run left it: what was planned from, and on top of it nothing but what merged itself tonight. */
interface Main {
  /** Null once anything else came: then nothing more is merged tonight. */
  head: CommitId | null;
  readonly written: Set<string>;
}

/** An open pull request of ours whose branch is exactly what this run would push. */
interface Candidate {
  readonly proposal: Proposal;
  readonly pull: PullRequest;
  readonly branch: Extract<Branch, { readonly state: 'ours' }>;
}

async function headNow({ request }: Ground): Promise<CommitId | null> {
  if (request.branch === undefined) return null;
  const there = await request.remote.ask(request.branch);
  return there.state === 'present' ? there.commit : null;
}

/** The head after our own merge: one step from before, of these files. Anything else is somebody's, and is planned from first: null. */
async function oneStep(ground: Ground, since: CommitId | null, paths: readonly string[]): Promise<CommitId | null> {
  const { remote, reader, branch } = ground.request;
  const head = await headNow(ground);
  if (head === null || since === null || branch === undefined) return null;
  await remote.fetch([branch]);
  if (!(await reader.isAncestor(since, head))) return null;
  const steps = await reader.history({ from: head, since, limit: 2 });
  const changed = (await reader.differences(since, head)).map(({ path }) => path);
  return steps.length === 1 && changed.every((path) => paths.includes(path)) ? head : null;
}

/** Follows the default branch over our own merge. That it cannot be asked is no fault of a merge that was made. */
async function follow(ground: Ground, main: Main, paths: readonly string[]): Promise<void> {
  for (const path of paths) main.written.add(path);
  try {
    main.head = await oneStep(ground, main.head, paths);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    main.head = null;
  }
}

/** Why it waits by what is known here, before the forge is asked; null when nothing speaks against it. */
async function whyWaits(ground: Ground, { proposal, branch }: Candidate, main: Main): Promise<MergeStop | null> {
  if (minutesBetween(branch.at, ground.request.now) < SEEN_MINUTES) return 'new';
  const isOverlap = proposal.files.some(({ file }) => main.written.has(file));
  const isMoved = main.head === null || isOverlap || (await headNow(ground)) !== main.head;
  return isMoved ? 'moved' : null;
}

async function mergeOne(ground: Ground, candidate: Candidate, main: Main): Promise<PullOutcome> {
  const { proposal, pull, branch } = candidate;
  const { forge } = ground.request;
  const { key } = proposal;
  const about = { address: pull.address, fingerprint: branch.fingerprint };
  const left = (why: MergeStop): PullOutcome => outcomeOf(key, 'untouched', { address: pull.address, detail: `waits-${why}` });
  const why = await whyWaits(ground, candidate, main);
  if (why !== null || forge.merge === undefined) return left(why ?? 'unknown');
  const result = await forge.merge(pull, branch.head);
  if (result.state === 'left') return left(result.why);
  await follow(
    ground,
    main,
    proposal.files.map(({ file }) => file),
  );
  return outcomeOf(key, 'merged', about);
}

/** Those that this run found as they should be; what it wrote itself tonight is too new. */
async function candidates(ground: Ground, outcomes: readonly PullOutcome[]): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for (const proposal of ground.request.proposals) {
    const { key, approved } = proposal;
    const outcome = outcomes.find((one) => one.key === key);
    if (approved === undefined || proposal.purpose !== 'release' || outcome?.outcome !== 'untouched' || outcome.detail !== null) continue;
    const [pull, branch] = [ground.pulls.get(key), await inspect(ground, key)];
    if (pull?.state !== 'open' || branch.state !== 'ours' || branch.approved !== approved || pull.head !== branch.head) continue;
    found.push({ proposal, pull, branch });
  }
  return found;
}

/**
 * Merges what may merge itself, after everything else of the night: nothing that was planned from the old files is written after them.
 * `attempt` turns a fault into the outcome of that one pull request.
 */
export async function mergeApproved(
  ground: Ground,
  outcomes: readonly PullOutcome[],
  attempt: (key: string, act: () => Promise<PullOutcome>) => Promise<PullOutcome>,
): Promise<readonly PullOutcome[]> {
  const main: Main = { head: ground.request.base, written: new Set() };
  const ended = new Map<string, PullOutcome>();
  for (const candidate of await candidates(ground, outcomes)) {
    if ((await ground.request.mayGoOn?.()) === false) break;
    const { key } = candidate.proposal;
    ended.set(key, await attempt(key, () => mergeOne(ground, candidate, main)));
  }
  return outcomes.map((one) => ended.get(one.key) ?? one);
}
