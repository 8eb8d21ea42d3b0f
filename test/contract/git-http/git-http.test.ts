/** Lock, journal and remote over real smart HTTP. */
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openObjects } from '../../../reconciler/git/objects.ts';
import { openRemote } from '../../../reconciler/git/remote.ts';
import { JOURNAL_REF } from '../../../reconciler/record/journal-places.ts';
import { STILL, takeLock } from '../../../reconciler/record/lock.ts';
import { verifyJournal } from '../../../reconciler/record/verify.ts';
import type { CommitId } from '../../../schemas/primitives.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { type GitHttpServer, PROTECTING_HOOK, serveGit } from '../../fakes/git-http.ts';
import { claimDraft, close, intent, type JournalLab, journalHead, mustLock, nonceOf, sha256 } from '../../fakes/journal.ts';
import { makeRepository, quietGit, type TestRepository } from '../../fakes/repository.ts';

const running: GitHttpServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});

async function served(hook: string | null = null): Promise<{ repository: TestRepository; server: GitHttpServer }> {
  const repository = makeRepository();
  const server = await serveGit(repository.remote, hook);
  running.push(server);
  repository.git('remote', 'set-url', 'origin', server.address());
  return { repository, server };
}

async function labAt(repository: TestRepository, root = repository.root, address?: string): Promise<JournalLab> {
  const gitDir = join(root, '.git');
  const remote = await openRemote({ gitDir, environment: quietGit, ...(address === undefined ? {} : { address }) });
  return { repository, clock: fakeClock(), hash: sha256, reader: openObjects(gitDir), remote };
}

const draft = (parent: CommitId | null, content: string) => ({
  parent,
  files: new Map([['f', content]]),
  message: content,
  author: { name: 'lastday', email: 'lastday@latsas.example' },
  at: fakeClock().now(),
});

describe('a remote over HTTP', () => {
  it('is asked, pushed to and fetched from with the credentials of its address', async () => {
    const { repository } = await served();
    const { remote, reader } = await labAt(repository);
    const other = await labAt(repository, repository.emptyClone('other'), remote.address);
    const one = await remote.commit(draft(null, 'one'));

    expect(await remote.ask('x')).toEqual({ state: 'absent' });
    expect(await remote.push(one, 'x')).toEqual({ state: 'pushed' });
    expect(await remote.ask('x')).toEqual({ state: 'present', commit: one });
    await other.remote.fetch(['x']);

    expect(await other.reader.message(one)).toBe('one\n');
    expect(await reader.resolve('origin/x')).toBe(one);
  });

  it('J7, X5: is unknown, not absent, with a wrong password or when it is down', async () => {
    const { repository, server } = await served();
    const { remote } = await labAt(repository);
    const stranger = await labAt(repository, repository.root, server.address('stranger'));
    const one = await remote.commit(draft(null, 'one'));

    const refused = await stranger.remote.ask('x');
    server.down(true);
    const down = await remote.ask('x');
    const pushed = await remote.push(one, 'x');

    expect([refused.state, down.state, pushed.state]).toEqual(['unknown', 'unknown', 'unknown']);
    expect(JSON.stringify([refused, down, pushed].map((one_) => ('fault' in one_ ? one_.fault.message : '')))).not.toMatch(
      /secret|wrong@/u,
    );
  });

  it('refuses non-fast-forwards and stale leases', async () => {
    const { repository } = await served();
    const { remote } = await labAt(repository);
    const one = await remote.commit(draft(null, 'one'));
    const two = await remote.commit(draft(one, 'two'));
    const rival = await remote.commit(draft(one, 'rival'));
    await remote.push(two, 'x');

    expect(await remote.push(rival, 'x')).toMatchObject({ state: 'rejected' });
    expect(await remote.push(rival, 'x', { expected: one })).toMatchObject({ state: 'rejected' });
    expect(await remote.push(rival, 'x', { expected: two })).toEqual({ state: 'pushed' });
    expect(await remote.remove('x', two)).toMatchObject({ state: 'rejected' });
    expect(await remote.remove('x', rival)).toEqual({ state: 'pushed' });
  });

  it('shows the rule of a protecting hook, which guards the journal against force and deletion', async () => {
    const { repository } = await served(PROTECTING_HOOK);
    const lab = await labAt(repository);
    const run = await mustLock(lab);
    const other = await lab.remote.commit(draft(null, 'other'));

    expect(await lab.remote.push(other, 'main')).toEqual({
      state: 'rejected',
      text: '[remote rejected] (pre-receive hook declined) | main is protected',
    });
    expect(await lab.remote.push(other, JOURNAL_REF, { expected: run.head() })).toMatchObject({
      state: 'rejected',
      text: expect.stringContaining('may not be rewritten'),
    });
    expect(await lab.remote.remove(JOURNAL_REF, run.head())).toMatchObject({
      state: 'rejected',
      text: expect.stringContaining('may not be deleted'),
    });
    expect(await run.close(close(run.run))).toBe('ok');
  });

  it('X6: deepens a clone as CI makes it, so that no ancestor is denied', async () => {
    const { repository, server } = await served();
    repository.git('remote', 'set-url', 'origin', repository.remote);
    const first = repository.commit({ a: '1' });
    for (const content of ['2', '3', '4']) repository.commit({ a: content });
    const lab = await labAt(repository, repository.root, server.address());
    const run = await mustLock(lab);
    await run.close(close(run.run));
    // Cloned by path: git run to its end would keep this process, which is also the server, from answering.
    const shallow = repository.clone('shallow', '--depth', '1', '--single-branch');
    const ci = await labAt(repository, shallow, server.address());
    const head = (await ci.reader.resolve('HEAD'))!;
    await expect(ci.reader.isAncestor(first, head)).rejects.toThrow();

    await ci.remote.fetch(['refs/heads/main', JOURNAL_REF]);

    expect(await ci.reader.isAncestor(first, head)).toBe(true);
    expect(await verifyJournal({ ...ci, head: run.head(), genesis: null, anchors: [] })).toMatchObject({ ok: true });
  });

  it('X7: is refused when a second push address stands beside it', async () => {
    const { repository } = await served();
    repository.git('config', '--add', 'remote.origin.pushurl', 'https://b.latsas.example/x.git');

    await expect(labAt(repository)).rejects.toThrow(/pushed to another address/u);
  });
});

describe('the lock over HTTP', () => {
  it('is held by one of two who race, whose nonce the remote shows', async () => {
    const { repository, server } = await served();
    const labs = await Promise.all(['a', 'b'].map((name) => labAt(repository, repository.emptyClone(name), server.address())));

    const results = await Promise.all(
      labs.map((lab, n) => takeLock({ ...lab, nonce: nonceOf(String(n)), claim: claimDraft, on: null, wait: false })),
    );

    const held = results.filter((result) => result.state === 'held');
    expect(held).toHaveLength(1);
    expect(held[0]?.state === 'held' && held[0].run.head()).toBe(await journalHead(labs[0]!.remote));
    expect(results.filter((result) => result.state === 'locked')).toHaveLength(1);
  });

  it('is lost to a rival who pushes while our push is on its way', async () => {
    const { repository, server } = await served();
    const lab = await labAt(repository);
    const rival = await labAt(repository, repository.emptyClone('rival'), server.address());
    server.beforePush(async () => {
      await mustLock(rival, nonceOf('9'));
    });

    const result = await takeLock({ ...lab, nonce: nonceOf('1'), claim: claimDraft, on: null, wait: false });

    expect(result).toMatchObject({ state: 'locked', holder: '20270104T010000Z-99999999' });
  });

  it.each([
    ['carried out, its answer lost', ['lost'], 1],
    ['carried out, its answer cut', ['cut'], 1],
    ['lost on the way', ['never'], 2],
    ['lost on the way, then its answer', ['never', 'cut'], 2],
  ] as const)('X4: is ours when the push was %s', async (_name, fates, pushes) => {
    const { repository, server } = await served();
    const lab = await labAt(repository);
    server.fates(...fates);

    const run = await mustLock(lab);
    server.fates(...fates);
    const appended = await run.append([intent(run.run, 'e-1001')]);

    expect(appended).toBe('ok');
    expect(server.pushes()).toBeGreaterThanOrEqual(pushes * 2);
    expect(repository.remoteGit('rev-list', '--count', 'lastday/journal')).toBe('2');
    expect(await verifyJournal({ ...lab, head: run.head(), genesis: null, anchors: [] })).toEqual({ ok: true, runs: 1, records: 2 });
  });

  it('X9: is stolen from a paused holder, whose every later append is rejected by the remote itself', async () => {
    const { repository, server } = await served(PROTECTING_HOOK);
    const paused = await labAt(repository);
    const holder = await mustLock(paused);
    const thief = await labAt(repository, repository.emptyClone('thief'), server.address());

    const stolen = await takeLock({ ...thief, nonce: nonceOf('2'), claim: claimDraft, on: holder.head() });
    const late = [await holder.append([intent(holder.run, 'e-1001')]), await holder.heartbeat()];

    expect(stolen.state).toBe('held');
    expect(thief.clock.elapsed()).toBe(STILL);
    expect(late).toEqual(['fenced', 'fenced']);
    expect(await holder.stillOurs()).toBe(false);
    expect(stolen.state === 'held' && (await stolen.run.stillOurs())).toBe(true);
  });

  it('is not given while the remote is down, and nothing is concluded from that', async () => {
    const { repository, server } = await served();
    const lab = await labAt(repository);
    const run = await mustLock(lab);
    server.down(true);

    expect(await takeLock({ ...lab, nonce: nonceOf('2'), claim: claimDraft, on: run.head() })).toMatchObject({
      state: 'failed',
      fault: { retryable: true },
    });
    expect(await run.append([intent(run.run, 'e-1')])).toBe('failed');
    expect(await run.stillOurs()).toBe(false);
    server.down(false);
    expect(await run.stillOurs()).toBe(true);
    expect(await run.append([intent(run.run, 'e-1')])).toBe('ok');
  });
});
