/** Merging at GitLab: only what GitLab calls mergeable, with the head that was looked at, a pipeline that passed, and nobody against it. */
import type { CommitId } from '../../../schemas/primitives.ts';
import type { MergeResult, MergeStop, PullRequest } from '../../ports.ts';
import { isDraft } from '../rest/body.ts';
import { isPersons, mergeWith, objectionIn } from '../rest/objections.ts';
import { type Desk, one, toPull } from './merges.ts';
import { WireMergeNow, WireNote } from './wire.ts';

/** By `detailed_merge_status`; what is not named is for a person to look at. */
const STATES: ReadonlyMap<string, MergeStop | null> = new Map([
  ['mergeable', null],
  ['conflict', 'conflict'],
  ['broken_status', 'conflict'],
  ['need_rebase', 'conflict'],
  ['ci_must_pass', 'checks'],
  ['ci_still_running', 'checks'],
  ['external_status_checks', 'checks'],
  ['status_checks_must_pass', 'checks'],
  ['draft_status', 'draft'],
  ['discussions_not_resolved', 'comment'],
  ['requested_changes', 'review'],
  ['unchecked', 'unknown'],
  ['checking', 'unknown'],
  ['preparing', 'unknown'],
  ['approvals_syncing', 'unknown'],
]);

/** Servers before 15.6 have the old word only. */
const OLD: ReadonlyMap<string, MergeStop | null> = new Map([
  ['can_be_merged', null],
  ['cannot_be_merged', 'conflict'],
]);

/** Ends of a pipeline that are no objection; without a pipeline there is none. */
const PASSED = new Set(['success', 'skipped']);

/** Names of the users that tokens of projects and groups act as. */
const BOT = /^(?:project|group)_\d+_bot(?:_|$)/u;

function stateOf(wire: WireMergeNow): MergeStop | null {
  const { detailed_merge_status: detailed, merge_status: old, head_pipeline: pipeline } = wire;
  const isOld = detailed === null || detailed === undefined;
  const state = isOld ? OLD.get(old ?? '') : STATES.get(detailed);
  if (state === undefined) return isOld ? 'unknown' : 'protected';
  const hasPassed = pipeline === null || pipeline === undefined || PASSED.has(pipeline.status);
  return state ?? (hasPassed ? null : 'checks');
}

async function isSpokenAgainst(desk: Desk, pull: PullRequest): Promise<boolean> {
  const me = await desk.me();
  const notes = await desk.client.all(`${one(desk, pull)}/notes`, { per_page: 100 }, { wire: WireNote, most: 10, by: 'link' });
  const people = notes.filter((note) => note.system !== true).map(({ author }) => author?.username ?? null);
  return people.some((user) => isPersons({ user, isBot: BOT.test(user ?? '') }, me));
}

/** Merges a merge request of ours, or says why a person must. */
export function mergeMerge(desk: Desk, pull: PullRequest, head: CommitId): Promise<MergeResult> {
  const path = one(desk, pull);
  const now = () => desk.client.call({ method: 'GET', path }, WireMergeNow);
  return mergeWith({
    isMerged: async () => (await now()).state === 'merged',
    async look() {
      const wire = await now();
      const why = objectionIn(toPull(desk, wire), { head, isDraft: wire.draft === true || isDraft(wire.title) }) ?? stateOf(wire);
      return why ?? ((await isSpokenAgainst(desk, pull)) ? 'comment' : null);
    },
    merge: () => desk.client.call({ method: 'PUT', path: `${path}/merge`, body: { sha: head } }, WireMergeNow),
    pause: (milliseconds) => desk.client.pause(milliseconds),
  });
}
