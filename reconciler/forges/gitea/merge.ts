/** Merging at Gitea and Forgejo: only what the server calls mergeable, with the head that was looked at, checks that passed, and nobody against it. */
import { z } from 'zod';
import type { CommitId } from '../../../schemas/primitives.ts';
import type { MergeResult, MergeStop, PullRequest } from '../../ports.ts';
import { isDraft } from '../rest/body.ts';
import { isObjected, isPersons, mergeWith, objectionIn } from '../rest/objections.ts';
import { WireComment } from '../rest/wire.ts';
import { type Desk, PAGE } from './desk.ts';
import { one, toPull } from './pulls.ts';
import { WirePullNow, WireReview, WireStatus, WireStyles } from './wire.ts';

/** Reviews that are no objection; the last is only the question. */
const CONSENT = new Set(['APPROVED', 'PENDING', 'REQUEST_REVIEW']);

async function spokenAgainst(desk: Desk, pull: PullRequest): Promise<MergeStop | null> {
  const me = await desk.me();
  const path = `${desk.path}/issues/${pull.number}/comments`;
  const said = (await desk.client.call({ method: 'GET', path }, z.array(WireComment).nullable())) ?? [];
  if (said.some(({ user }) => isPersons({ user: user?.login ?? null, isBot: false }, me))) return 'comment';
  const reviews = await desk.client.all(`${one(desk, pull)}/reviews`, { limit: PAGE }, { wire: WireReview, most: 10, by: 'number' });
  const judged = reviews.map(({ user, state, dismissed }) => ({
    user: user?.login ?? null,
    isBot: false,
    isConsent: dismissed === true || CONSENT.has(state),
  }));
  return isObjected(judged, me) ? 'review' : null;
}

/** True when every check of the head passed, or there is none. */
async function hasPassed(desk: Desk, head: CommitId): Promise<boolean> {
  const { state, statuses } = await desk.client.call({ method: 'GET', path: `${desk.path}/commits/${head}/status` }, WireStatus);
  return (statuses ?? []).length === 0 || state === 'success';
}

/** The way of merging that the repository allows: a merge commit before all others. */
async function styleOf(desk: Desk): Promise<string> {
  const allowed = await desk.client.call({ method: 'GET', path: desk.path }, WireStyles);
  return allowed.allow_merge_commits === false ? (allowed.default_merge_style ?? 'squash') : 'merge';
}

/** Merges a pull request of ours, or says why a person must. */
export function mergePull(desk: Desk, pull: PullRequest, head: CommitId): Promise<MergeResult> {
  const path = one(desk, pull);
  const now = () => desk.client.call({ method: 'GET', path }, WirePullNow);
  return mergeWith({
    isMerged: async () => (await now()).merged === true,
    async look() {
      const wire = await now();
      const objection = objectionIn(toPull(desk, wire), { head, isDraft: wire.draft === true || isDraft(wire.title) });
      if (objection !== null) return objection;
      // False is also said while the server still works it out.
      if (wire.mergeable !== true) return 'unknown';
      return (await hasPassed(desk, head)) ? spokenAgainst(desk, pull) : 'checks';
    },
    async merge() {
      const body = { Do: await styleOf(desk), head_commit_id: head };
      await desk.client.call({ method: 'POST', path: `${path}/merge`, body }, z.unknown());
    },
    pause: (milliseconds) => desk.client.pause(milliseconds),
  });
}
