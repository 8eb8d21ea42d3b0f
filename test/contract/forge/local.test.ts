/** The local forge against a real bare repository. */
import { describe, expect, test } from 'vitest';
import { openLocal } from '../../../reconciler/forges/local/index.ts';
import { openObjects } from '../../../reconciler/git/objects.ts';
import { openRemote } from '../../../reconciler/git/remote.ts';
import { Fault, type PullDraft, type Remote } from '../../../reconciler/ports.ts';
import type { CommitId } from '../../../schemas/primitives.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { makeRepository, quietGit } from '../../fakes/repository.ts';
import { describeForge, draftOf, type Harness } from './suite.ts';

const PERSON = { name: 'Practice Person', email: 'person@latsas.example' };

async function makeLocal() {
  const repository = makeRepository({ 'state/devices/LT-0001.yaml': 'id: LT-0001\nstatus: in-use\n# end\n' });
  const clock = fakeClock();
  const objects = openObjects(repository.gitDir);
  const remote = await openRemote({ gitDir: repository.gitDir, environment: quietGit });
  const forge = openLocal({ remote, objects, branch: 'refs/heads/main', clock });
  async function push(draft: PullDraft): Promise<CommitId> {
    clock.advance(1000);
    const ref = `refs/heads/${draft.branch}`;
    const main = await remote.ask('refs/heads/main');
    const there = await remote.ask(ref);
    const message = `${draft.title}\n\n${draft.body}\nPull: ${draft.key}\nFingerprint: ${draft.fingerprint}\n`;
    const files = new Map([['state/devices/LT-0001.yaml', `id: LT-0001\nstatus: ${draft.fingerprint}\n# end\n`]]);
    const parent = main.state === 'present' ? main.commit : null;
    const commit = await remote.commit({ parent, files, message, author: PERSON, at: clock.now() });
    await remote.push(commit, ref, { expected: there.state === 'present' ? there.commit : null });
    return commit;
  }
  return { repository, clock, objects, remote, forge, push };
}

async function makeHarness(): Promise<Harness> {
  const local = await makeLocal();
  return {
    forge: local.forge,
    async push(draft) {
      await local.push(draft);
    },
    async end(key, how) {
      local.clock.advance(1000);
      if (how === 'merged') await local.forge.accept(key, PERSON);
      else await local.forge.refuse(key, PERSON, 'not wanted now');
    },
    touch: null,
    say: null,
    pushForeign() {
      local.repository.git('push', '--quiet', 'origin', 'HEAD:refs/heads/somebody/else');
      return Promise.resolve();
    },
    comments: () => Promise.resolve(null),
    boards: () => Promise.resolve(null),
  };
}

describeForge('the local forge', makeHarness);

describe('however a branch comes into the default branch, it counts as merged', () => {
  const key = 'release/e-0001-2026-12-31';

  test.each([
    ['a merge by hand', ['merge', '--quiet', '--no-ff', '--no-edit', 'lastday/release/e-0001-2026-12-31']],
    ['a fast-forward', ['merge', '--quiet', '--ff-only', 'lastday/release/e-0001-2026-12-31']],
  ])('%s, the branch deleted', async (_name, merge) => {
    const { repository, forge, push } = await makeLocal();
    await push(draftOf(key));
    repository.git('fetch', '--quiet', 'origin', `lastday/${key}:lastday/${key}`);
    repository.git('-c', 'user.name=P', '-c', 'user.email=p@latsas.example', ...merge);
    repository.git('push', '--quiet', 'origin', 'main', `:lastday/${key}`);

    const pulls = await forge.list();

    expect(pulls).toMatchObject([{ key, state: 'merged', fingerprint: 'a'.repeat(64) }]);
  });

  test('a squash under another message, the branch left behind', async () => {
    const { repository, forge, push } = await makeLocal();
    await push(draftOf(key));
    repository.git('fetch', '--quiet', 'origin', `lastday/${key}:lastday/${key}`);
    repository.git('merge', '--quiet', '--squash', `lastday/${key}`);
    repository.commit({}, { message: 'All of it' });
    repository.commit({ 'state/devices/LT-0001.yaml': 'id: LT-0001\nstatus: received\n' }, { message: 'And on' });

    const pulls = await forge.list();

    expect(pulls).toMatchObject([{ key, state: 'merged' }]);
  });

  test('a rebase onto another commit, the branch deleted', async () => {
    const { repository, forge, push } = await makeLocal();
    await push(draftOf(key));
    repository.commit({ 'state/devices/LT-0002.yaml': 'id: LT-0002\n' });
    repository.git('fetch', '--quiet', 'origin', `lastday/${key}:lastday/${key}`);
    repository.git('-c', 'user.name=P', '-c', 'user.email=p@latsas.example', 'cherry-pick', `lastday/${key}`);
    repository.git('push', '--quiet', 'origin', 'main', `:lastday/${key}`);

    const pulls = await forge.list();

    expect(pulls).toMatchObject([{ key, state: 'merged', fingerprint: 'a'.repeat(64) }]);
  });
});

describe('merging', () => {
  const key = 'release/e-0001-2026-12-31';

  test('makes a merge commit with both parents and the trailers, and takes the branch away', async () => {
    const { repository, forge, push } = await makeLocal();
    const head = await push(draftOf(key));
    const main = repository.remoteGit('rev-parse', 'main');

    const merge = await forge.accept(key, PERSON);

    expect(repository.remoteGit('rev-parse', 'main')).toBe(merge);
    expect(repository.remoteGit('log', '-1', '--format=%P %an %s', merge)).toBe(
      `${main} ${head} Practice Person Merge: Release devices: ${key}`,
    );
    expect(repository.remoteGit('log', '-1', '--format=%(trailers:key=Pull,valueonly)', merge)).toBe(key);
    expect(repository.remoteGit('show', `main:state/devices/LT-0001.yaml`)).toContain('a'.repeat(64));
    expect(repository.remoteGit('branch', '--list', 'lastday/*')).toBe('');
  });

  test('joins it with what changed elsewhere in the same file', async () => {
    const { repository, forge, push } = await makeLocal();
    await push(draftOf(key));
    repository.commit({ 'state/devices/LT-0001.yaml': 'id: LT-0001\nstatus: in-use\n# end\nserial: S1\n' });

    await forge.accept(key, PERSON);

    expect(repository.remoteGit('show', 'main:state/devices/LT-0001.yaml')).toBe(
      `id: LT-0001\nstatus: ${'a'.repeat(64)}\n# end\nserial: S1`,
    );
  });

  test('refuses a conflict and leaves everything as it was', async () => {
    const { repository, forge, push } = await makeLocal();
    const head = await push(draftOf(key));
    const main = repository.commit({ 'state/devices/LT-0001.yaml': 'id: LT-0001\nstatus: lost\n# end\n' });

    const merging = forge.accept(key, PERSON);

    await expect(merging).rejects.toMatchObject({ name: 'Fault', refused: true });
    expect(repository.remoteGit('rev-parse', 'main', `lastday/${key}`)).toBe(`${main}\n${head}`);
  });
});

describe('merging by the machine', () => {
  const key = 'release/e-0001-2026-12-31';

  async function ready() {
    const local = await makeLocal();
    const head = await local.push(draftOf(key));
    return { ...local, head, pull: (await local.forge.list())[0]! };
  }

  test('bears our name, and takes the branch away', async () => {
    const { repository, forge, pull, head } = await ready();

    expect(await forge.merge?.(pull, head)).toEqual({ state: 'merged' });
    expect(repository.remoteGit('log', '-1', '--format=%an %s', 'main')).toBe(`lastday Merge: Release devices: ${key}`);
    expect(repository.remoteGit('branch', '--list', 'lastday/*')).toBe('');
  });

  test('leaves a conflict to a person', async () => {
    const { repository, forge, pull, head } = await ready();
    const main = repository.commit({ 'state/devices/LT-0001.yaml': 'id: LT-0001\nstatus: lost\n# end\n' });

    expect(await forge.merge?.(pull, head)).toEqual({ state: 'left', why: 'conflict' });
    expect(repository.remoteGit('rev-parse', 'main', `lastday/${key}`)).toBe(`${main}\n${head}`);
  });

  test('leaves a protected branch alone', async () => {
    const { repository, forge, pull, head, remote } = await ready();
    const main = repository.remoteGit('rev-parse', 'main');
    const guarded: Remote = {
      ...remote,
      push: (commit, ref, lease) =>
        ref === 'refs/heads/main' ? Promise.resolve({ state: 'rejected', text: 'protected branch' }) : remote.push(commit, ref, lease),
    };
    const shut = openLocal({ remote: guarded, objects: openObjects(repository.gitDir), branch: 'main', clock: fakeClock() });

    expect(await shut.merge?.(pull, head)).toEqual({ state: 'left', why: 'protected' });
    expect(repository.remoteGit('rev-parse', 'main', `lastday/${key}`)).toBe(`${main}\n${head}`);
    expect((await forge.list())[0]?.state).toBe('open');
  });

  test('is merged although somebody wrote on the branch right after: their commit stays', async () => {
    const { repository, pull, head, remote } = await ready();
    const theirs = await remote.commit({
      parent: head,
      files: new Map([['x.yaml', 'x']]),
      message: 'Mine',
      author: PERSON,
      at: pull.openedAt!,
    });
    const racing: Remote = {
      ...remote,
      async remove(ref, expected) {
        await remote.push(theirs, ref);
        return remote.remove(ref, expected);
      },
    };
    const raced = openLocal({ remote: racing, objects: openObjects(repository.gitDir), branch: 'main', clock: fakeClock() });

    expect(await raced.merge?.(pull, head)).toEqual({ state: 'merged' });
    expect(repository.remoteGit('rev-parse', `lastday/${key}`)).toBe(theirs);
  });

  test.each(['ask', 'push'] as const)('is not known where the remote does not answer (%s)', async (silent) => {
    const { repository, pull, head, remote } = await ready();
    const fault = new Fault('no answer', { where: 'remote', operation: silent });
    const unknown = () => Promise.resolve({ state: 'unknown' as const, fault });
    const objects = openObjects(repository.gitDir);
    const dumb = openLocal({ remote: { ...remote, [silent]: unknown }, objects, branch: 'main', clock: fakeClock() });

    await expect(dumb.merge?.(pull, head)).rejects.toBe(fault);
  });
});

describe('closing', () => {
  const key = 'release/e-0001-2026-12-31';

  test('leaves a tag with the reason, and the branch goes', async () => {
    const { repository, forge, push } = await makeLocal();
    const head = await push(draftOf(key));

    await forge.refuse(key, PERSON, 'still\nneeded');

    expect(repository.remoteGit('log', '-1', '--format=%P|%an|%b', `lastday/closed/${key}`)).toBe(
      `${head}|Practice Person|still needed\n\nPull: ${key}\nClosed-By: person\nFingerprint: ${'a'.repeat(64)}`,
    );
    expect(repository.remoteGit('branch', '--list', 'lastday/*')).toBe('');
  });

  test('is finished after a crash between tag and branch', async () => {
    const { repository, forge, push } = await makeLocal();
    const head = await push(draftOf(key));
    const pull = (await forge.list())[0]!;
    await forge.close(pull, 'No longer due.');
    repository.remoteGit('update-ref', `refs/heads/lastday/${key}`, head);
    const tag = repository.remoteGit('rev-parse', `lastday/closed/${key}`);

    const between = await forge.list();
    await forge.close(pull, 'No longer due.');

    expect(between[0]).toMatchObject({ state: 'closed', closedBy: 'us' });
    expect(repository.remoteGit('rev-parse', `lastday/closed/${key}`)).toBe(tag);
    expect(repository.remoteGit('branch', '--list', 'lastday/*')).toBe('');
  });
});
