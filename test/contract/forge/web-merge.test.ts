/** Merging at GitLab and Gitea: only what they call mergeable and nobody spoke against; never forced, never twice. */
import { describe, expect, test } from 'vitest';
import { openGitea } from '../../../reconciler/forges/gitea/index.ts';
import { openGitLab } from '../../../reconciler/forges/gitlab/index.ts';
import { GITEA_TOKENS, startGitea } from '../../fakes/gitea.ts';
import { GITLAB_TOKENS, startGitLab } from '../../fakes/gitlab.ts';
import type { KeptPull } from '../../fakes/web-forge.ts';
import { type Counterpart, useCounterpart } from './web-desk.ts';

const at = (server: { readonly address: string }, path: string) => ({
  remote: { address: `${new URL(server.address).origin}/${path}.git` },
  repository: null,
  address: null,
  branch: 'main',
});

const GITLAB: Counterpart<Awaited<ReturnType<typeof startGitLab>>> = {
  start: startGitLab,
  open: (server, clock) => openGitLab({ ...at(server, 'latsas/hr/people'), clock, token: GITLAB_TOKENS.ours }),
  addLabel: () => undefined,
};
const GITEA: Counterpart<Awaited<ReturnType<typeof startGitea>>> = {
  start: startGitea,
  open: (server, clock) => openGitea({ ...at(server, 'latsas/people'), clock, token: GITEA_TOKENS.ours }),
  addLabel: () => undefined,
};

/** What is the same at both. */
function describeMerge<S extends Awaited<ReturnType<typeof startGitLab>> | Awaited<ReturnType<typeof startGitea>>>(
  name: string,
  counterpart: Counterpart<S>,
) {
  const desk = useCounterpart(counterpart);
  const kept = (): KeptPull => desk.server().store.pulls.at(-1)!;
  const isMerge = (asked: { path: string; method: string }) => asked.method !== 'GET' && asked.path.endsWith('/merge');
  const opened = async () => {
    const pull = await desk.open().open(desk.draft());
    return { pull, merge: () => desk.open().merge?.(pull, pull.head!) };
  };

  test.each(['[Draft] ', 'WIP: '])(`${name} leaves what is marked as a draft with "%s"`, async (mark) => {
    const { merge } = await opened();
    kept().title = mark + kept().title;

    expect(await merge()).toEqual({ state: 'left', why: 'draft' });
  });

  test(`${name} leaves what waits for another branch`, async () => {
    const { merge } = await opened();
    kept().target = 'trunk';

    expect(await merge()).toEqual({ state: 'left', why: 'moved' });
  });

  test.each([
    [403, 'rights'],
    [405, 'protected'],
    [409, 'protected'],
  ] as const)(`${name} refuses with %i: left to a person, and not asked again`, async (status, why) => {
    const { pull, merge } = await opened();
    desk.server().interfere = (asked) => (isMerge(asked) ? { status, body: { message: 'no' } } : null);
    const before = desk.server().seen.length;

    expect(await merge()).toEqual({ state: 'left', why });
    expect(desk.server().seen.slice(before).filter(isMerge)).toHaveLength(1);
    expect((await desk.open().read(pull)).state).toBe('open');
  });

  test(`${name}: a lost answer is looked up`, async () => {
    const { merge } = await opened();
    let times = 1;
    desk.server().interfere = (asked) => (isMerge(asked) && times-- > 0 ? { lost: true } : null);

    expect(await merge()).toEqual({ state: 'merged' });
    expect(desk.server().store.merges.filter((source) => source === kept().source)).toHaveLength(1);
  });

  test.each([{ status: 502 }, { status: 200, text: '<html>Sign in</html>' }])(`${name}: %o is no merge`, async (answer) => {
    const { pull, merge } = await opened();
    desk.server().interfere = (asked) => (isMerge(asked) ? answer : null);

    await expect(merge()).rejects.toMatchObject({ name: 'Fault', refused: false });
    expect((await desk.open().read(pull)).state).toBe('open');
  });

  return { ...desk, kept, opened };
}

describe('a merge at GitLab', () => {
  const { server, clock, kept, opened } = describeMerge('GitLab', GITLAB);

  test.each([
    ['conflict', 'conflict'],
    ['need_rebase', 'conflict'],
    ['ci_must_pass', 'checks'],
    ['ci_still_running', 'checks'],
    ['not_approved', 'protected'],
    ['requested_changes', 'review'],
    ['discussions_not_resolved', 'comment'],
    ['draft_status', 'draft'],
    ['a_new_word', 'protected'],
    ['checking', 'unknown'],
  ])('is left where GitLab says %s: %s', async (detailed_merge_status, why) => {
    const { merge } = await opened();
    kept().more = { detailed_merge_status };

    expect(await merge()).toEqual({ state: 'left', why });
    expect(clock().sleeps).toEqual(why === 'unknown' ? [2000, 2000, 2000] : []);
  });

  test.each([
    ['success', { state: 'merged' }],
    ['skipped', { state: 'merged' }],
    ['running', { state: 'left', why: 'checks' }],
    ['failed', { state: 'left', why: 'checks' }],
    ['manual', { state: 'left', why: 'checks' }],
  ])('with a pipeline that is %s, which nobody requires', async (status, wanted) => {
    const { merge } = await opened();
    kept().more = { head_pipeline: { id: 1, status } };

    expect(await merge()).toEqual(wanted);
  });

  test.each([
    ['can_be_merged', { state: 'merged' }],
    ['cannot_be_merged', { state: 'left', why: 'conflict' }],
    ['unchecked', { state: 'left', why: 'unknown' }],
  ])('at an old server that only knows %s', async (merge_status, wanted) => {
    const { merge } = await opened();
    kept().more = { detailed_merge_status: null, merge_status };

    expect(await merge()).toEqual(wanted);
  });

  test.each([
    ['the forge itself', 'GitLab', { state: 'merged' }],
    ['the token of another project', 'project_9_bot_0a1b2c', { state: 'merged' }],
    ['a person who is named like one', 'project_9_botanist', { state: 'left', why: 'comment' }],
  ])('a note of %s', async (_name, user, wanted) => {
    const { pull, merge } = await opened();
    server().store.comments.set(pull.number!, [{ user, body: 'assigned to somebody' }]);

    expect(await merge()).toEqual(wanted);
  });

  test('is left where GitLab says 401 to a token that may do all else', async () => {
    const { merge } = await opened();
    server().interfere = (asked) => (asked.path.endsWith('/merge') ? { status: 401, body: { message: '401 Unauthorized' } } : null);

    expect(await merge()).toEqual({ state: 'left', why: 'rights' });
  });
});

describe('a merge at Gitea', () => {
  const { server, clock, kept, opened } = describeMerge('Gitea', GITEA);

  test('is left where it conflicts, or the server has not worked it out', async () => {
    const { merge } = await opened();
    kept().more = { mergeable: false };

    expect(await merge()).toEqual({ state: 'left', why: 'unknown' });
    expect(clock().sleeps).toEqual([2000, 2000, 2000]);
  });

  test.each([
    ['passed', { state: 'success', statuses: [{ id: 1 }] }, { state: 'merged' }],
    ['are none', { state: 'pending', statuses: [] }, { state: 'merged' }],
    ['run', { state: 'pending', statuses: [{ id: 1 }] }, { state: 'left', why: 'checks' }],
    ['failed', { state: 'failure', statuses: [{ id: 1 }] }, { state: 'left', why: 'checks' }],
    ['warn', { state: 'warning', statuses: [{ id: 1 }] }, { state: 'left', why: 'checks' }],
  ])('where checks %s', async (_name, checks, wanted) => {
    const { merge } = await opened();
    server().checks = checks;

    expect(await merge()).toEqual(wanted);
    server().checks = { state: '', statuses: null };
  });

  test.each([
    ['asks for changes', ['REQUEST_CHANGES'], { state: 'left', why: 'review' }],
    ['asks for changes and approves', ['REQUEST_CHANGES', 'APPROVED'], { state: 'merged' }],
    ['is only asked', ['REQUEST_REVIEW'], { state: 'merged' }],
    ['comments', ['COMMENT'], { state: 'left', why: 'review' }],
  ])('where a person %s in a review', async (_name, states, wanted) => {
    const { merge } = await opened();
    kept().reviews = states.map((state) => ({ user: 'practice-person', state }));

    expect(await merge()).toEqual(wanted);
  });

  test('in the way that the repository allows', async () => {
    server().style = 'squash';
    const { merge } = await opened();

    expect(await merge()).toEqual({ state: 'merged' });
    server().style = 'merge';
  });
});
