/** Merging at GitHub: only what GitHub calls clean and nobody spoke against; never forced, never twice. */
import { describe, expect, test } from 'vitest';
import type { PullRequest } from '../../../reconciler/ports.ts';
import { ask, clock, OURS, openForge, PERSON, proxy, pushed, REPOSITORY, useGitHub } from './github-desk.ts';
import { areInstalled } from './servers.ts';

async function opened(): Promise<PullRequest> {
  return openForge().open(await pushed());
}

function merge(pull: PullRequest) {
  return openForge().merge?.(pull, pull.head!);
}

/** Answers for the pull request itself, with these fields, each once; the last one for good. */
async function show(pull: PullRequest, ...changes: readonly Record<string, unknown>[]): Promise<void> {
  const path = `${REPOSITORY}/pulls/${pull.number}`;
  const body = (await ask(OURS, 'GET', path)) as Record<string, unknown>;
  let shown = 0;
  proxy.interfere = (seen) => {
    if (seen.method !== 'GET' || seen.path !== path) return null;
    const change = changes[Math.min(shown, changes.length - 1)];
    shown += 1;
    return { status: 200, body: { ...body, ...change } };
  };
}

const isPut = (seen: { method: string }) => seen.method === 'PUT';

describe.runIf(areInstalled)('a merge at GitHub as emulate@0.12.2 plays it, behind the official description', () => {
  useGitHub();

  test('names the head that was looked at', async () => {
    const pull = await opened();

    expect(await merge(pull)).toEqual({ state: 'merged' });
    expect(proxy.seen.findLast(isPut)?.body).toEqual({ sha: pull.head, merge_method: 'merge' });
  });

  test.each([
    ['dirty', 'conflict'],
    ['unstable', 'checks'],
    ['blocked', 'protected'],
    ['behind', 'protected'],
    ['draft', 'draft'],
    ['a_new_word', 'unknown'],
  ])('is left where GitHub says %s: %s', async (mergeable_state, why) => {
    const pull = await opened();
    await show(pull, { mergeable_state });
    const before = proxy.seen.length;

    expect(await merge(pull)).toEqual({ state: 'left', why });
    expect(proxy.seen.slice(before).some(isPut)).toBe(false);
  });

  test.each([
    ['it is marked as a draft', { draft: true }, 'draft'],
    ['it waits for another branch', { base: { ref: 'trunk' } }, 'moved'],
    ['somebody took our mark out of its text', { body: 'Mine.' }, 'moved'],
    ['its head moved', { head: { ref: 'lastday/x/y', sha: 'f'.repeat(40) } }, 'moved'],
  ])('is left where %s', async (_name, change, why) => {
    const pull = await opened();
    await show(pull, change);

    expect(await merge(pull)).toEqual({ state: 'left', why });
  });

  test('waits a little where GitHub has not worked it out yet', async () => {
    const pull = await opened();
    await show(pull, { mergeable_state: 'unknown' }, { mergeable_state: 'unknown' }, { mergeable_state: 'clean' });

    expect(await merge(pull)).toEqual({ state: 'merged' });
    expect(clock.sleeps.filter((pause) => pause === 2000)).toHaveLength(2);
  });

  test('and leaves it where that takes too long', async () => {
    const pull = await opened();
    await show(pull, { mergeable_state: 'unknown' });

    expect(await merge(pull)).toEqual({ state: 'left', why: 'unknown' });
    expect(clock.sleeps.filter((pause) => pause === 2000)).toHaveLength(3);
  });

  test.each([
    ['asks for changes', ['REQUEST_CHANGES'], { state: 'left', why: 'review' }],
    ['only comments', ['COMMENT'], { state: 'left', why: 'review' }],
    ['asks for changes and approves', ['REQUEST_CHANGES', 'APPROVE'], { state: 'merged' }],
    ['approves and asks for changes', ['APPROVE', 'REQUEST_CHANGES'], { state: 'left', why: 'review' }],
  ])('where a person %s in a review', async (_name, events, wanted) => {
    const pull = await opened();
    for (const event of events) await ask(PERSON, 'POST', `${REPOSITORY}/pulls/${pull.number}/reviews`, { event, body: 'x' });

    expect(await merge(pull)).toEqual(wanted);
  });

  test.each([
    ['a bot', { login: 'checks[bot]', type: 'Bot' }, { state: 'merged' }],
    ['somebody whose account is gone', null, { state: 'left', why: 'comment' }],
  ])('a comment of %s', async (_name, user, wanted) => {
    const pull = await opened();
    proxy.interfere = (seen) => (seen.path.endsWith('/comments') ? { status: 200, body: [{ body: 'All is well.', user }] } : null);

    expect(await merge(pull)).toEqual(wanted);
  });

  test.each([
    ['squashes', { allow_merge_commit: false, allow_squash_merge: true }, 'squash'],
    ['rebases', { allow_merge_commit: false, allow_squash_merge: false }, 'rebase'],
    ['merges where it does not say', {}, 'merge'],
  ])('%s where the repository allows nothing else', async (_name, body, method) => {
    const pull = await opened();
    proxy.interfere = (seen) => (seen.method === 'GET' && seen.path === REPOSITORY ? { status: 200, body } : null);

    expect(await merge(pull)).toEqual({ state: 'merged' });
    expect(proxy.seen.findLast(isPut)?.body).toMatchObject({ merge_method: method });
    expect((await openForge().list()).find((one) => one.key === pull.key)).toMatchObject({ state: 'merged' });
  });

  test.each([
    ['a rule protects it', 405, 'Repository rule violations found'],
    ['the head was changed', 409, 'Head branch was modified. Review and try the merge again.'],
    ['the token may not', 403, 'Resource not accessible by integration'],
    ['it is refused otherwise', 422, 'Required status check is expected'],
  ])('is left to a person where %s (%i)', async (_name, status, message) => {
    const pull = await opened();
    proxy.interfere = (seen) => (isPut(seen) ? { status, body: { message } } : null);
    const before = proxy.seen.length;

    expect(await merge(pull)).toEqual({ state: 'left', why: status === 403 ? 'rights' : 'protected' });
    expect(proxy.seen.slice(before).filter(isPut)).toHaveLength(1);
    expect((await openForge().read(pull)).state).toBe('open');
  });

  test('a lost answer is looked up: merged is merged', async () => {
    const pull = await opened();
    let times = 1;
    proxy.interfere = (seen) => (isPut(seen) && times-- > 0 ? { lost: true } : null);

    expect(await merge(pull)).toEqual({ state: 'merged' });
  });

  test('a forge that breaks each time is a fault, and nothing is merged', async () => {
    const pull = await opened();
    proxy.interfere = (seen) => (isPut(seen) ? { status: 502, body: null } : null);

    await expect(merge(pull)).rejects.toMatchObject({ name: 'Fault', refused: false });
    expect((await openForge().read(pull)).state).toBe('open');
  });

  test('a page of a proxy is no merge', async () => {
    const pull = await opened();
    proxy.interfere = (seen) => (isPut(seen) ? { status: 200, body: '<html>Sign in</html>' } : null);

    await expect(merge(pull)).rejects.toMatchObject({ name: 'Fault', refused: false });
  });
});
