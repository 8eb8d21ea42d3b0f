/** Merging at GitHub: only what is clean by GitHub's own account, with the head that was looked at, and with nobody against it. */
import type { CommitId } from '../../../schemas/primitives.ts';
import type { MergeResult, MergeStop, PullRequest } from '../../ports.ts';
import { isObjected, isPersons, mergeWith, objectionIn } from '../rest/objections.ts';
import { WireComment } from '../rest/wire.ts';
import { type Desk, toPull } from './pulls.ts';
import { WireMerged, WirePullNow, WireReview, WireStyles } from './wire.ts';

/** By `mergeable_state`; what is not named is not known. */
const STATES: ReadonlyMap<string, MergeStop | null> = new Map([
  ['clean', null],
  ['has_hooks', null],
  ['dirty', 'conflict'],
  ['unstable', 'checks'],
  ['blocked', 'protected'],
  ['behind', 'protected'],
  ['draft', 'draft'],
]);

const CONSENT = new Set(['APPROVED', 'DISMISSED', 'PENDING']);

async function isSpokenAgainst(desk: Desk, number: number): Promise<MergeStop | null> {
  const me = await desk.me();
  const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
  const said = await desk.client.all(route, { issue_number: number }, { wire: WireComment, pages: 10 });
  const of = (user: WireComment['user']) => ({ user: user?.login ?? null, isBot: user?.type === 'Bot' });
  if (said.some((one) => isPersons(of(one.user), me))) return 'comment';
  const reviews = await desk.client.all(
    'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews',
    { pull_number: number },
    { wire: WireReview, pages: 10 },
  );
  const judged = reviews.map((one) => ({ ...of(one.user), isConsent: CONSENT.has(one.state) }));
  return isObjected(judged, me) ? 'review' : null;
}

/** The way of merging that the repository allows: a merge commit before all others. */
async function styleOf(desk: Desk): Promise<'merge' | 'squash' | 'rebase'> {
  const allowed = await desk.client.call('GET /repos/{owner}/{repo}', {}, WireStyles);
  if (allowed.allow_merge_commit !== false) return 'merge';
  return allowed.allow_squash_merge === false ? 'rebase' : 'squash';
}

/** Merges a pull request of ours, or says why a person must. */
export function mergePull(desk: Desk, pull: PullRequest, head: CommitId): Promise<MergeResult> {
  const number = pull.number ?? 0;
  const values = { pull_number: number };
  const now = () => desk.client.call('GET /repos/{owner}/{repo}/pulls/{pull_number}', values, WirePullNow);
  return mergeWith({
    async isMerged() {
      return toPull(desk, await now()).state === 'merged';
    },
    async look() {
      const wire = await now();
      const objection = objectionIn(toPull(desk, wire), { head, isDraft: wire.draft === true });
      const state = STATES.get(wire.mergeable_state ?? '');
      return objection ?? (state === undefined ? 'unknown' : (state ?? isSpokenAgainst(desk, number)));
    },
    async merge() {
      const merge_method = await styleOf(desk);
      await desk.client.call('PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge', { ...values, sha: head, merge_method }, WireMerged);
    },
    pause: (milliseconds) => desk.client.pause(milliseconds),
  });
}
