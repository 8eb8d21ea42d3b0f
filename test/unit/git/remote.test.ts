import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openObjects } from '../../../reconciler/git/objects.ts';
import { openRemote } from '../../../reconciler/git/remote.ts';
import type { CommitId, Instant } from '../../../schemas/primitives.ts';
import { git, makeRepository, quietGit, type TestRepository } from '../../fakes/repository.ts';

const open = (repository: TestRepository) => openRemote({ gitDir: repository.gitDir, environment: quietGit });

function draft(parent: CommitId | null, content: string) {
  const author = { name: 'lastday', email: 'lastday@latsas.example' };
  return { parent, files: new Map([['f', content]]), message: content, author, at: '2027-01-04T01:00:00Z' as Instant };
}

describe('asking the remote', () => {
  it('tells there, not there and not to be asked apart', async () => {
    const repository = makeRepository({ a: '1' });
    const remote = await open(repository);
    const gone = await openRemote({ gitDir: repository.gitDir, address: join(repository.folder, 'gone.git'), environment: quietGit });
    const head = repository.git('rev-parse', 'HEAD');

    expect(await remote.ask('refs/heads/main')).toEqual({ state: 'present', commit: head });
    expect(await remote.ask('lastday/journal')).toEqual({ state: 'absent' });
    expect(await gone.ask('refs/heads/main')).toMatchObject({ state: 'unknown', fault: { retryable: true } });
    await expect(gone.list('refs/heads/')).rejects.toThrow(/did not answer/u);
  });

  it('does not take a branch for another that ends alike', async () => {
    const repository = makeRepository({ a: '1' });
    repository.git('push', '-q', 'origin', 'HEAD:refs/heads/refs/heads/lastday/journal');
    const remote = await open(repository);

    expect(await remote.ask('refs/heads/lastday/journal')).toEqual({ state: 'absent' });
  });

  it('lists branches and tags, annotated tags as their commits', async () => {
    const repository = makeRepository({ a: '1' });
    const head = repository.git('rev-parse', 'HEAD');
    repository.git('-c', 'user.name=t', '-c', 'user.email=t@latsas.example', 'tag', '-a', '-m', 't', 'lastday/closed/x');
    repository.git('push', '-q', 'origin', 'HEAD:refs/heads/lastday/ids/x', 'HEAD:refs/heads/other', 'lastday/closed/x');
    const remote = await open(repository);

    expect(Object.fromEntries(await remote.list('lastday/'))).toEqual({
      'refs/heads/lastday/ids/x': head,
      'refs/tags/lastday/closed/x': head,
    });
    expect([...(await remote.list('refs/heads/')).keys()].sort()).toEqual([
      'refs/heads/lastday/ids/x',
      'refs/heads/main',
      'refs/heads/other',
    ]);
    expect(await remote.defaultBranch()).toBe('refs/heads/main');
  });
});

describe('pushing', () => {
  it('is fast-forward only, and with a lease only from the commit that was named', async () => {
    const repository = makeRepository({ a: '1' });
    const remote = await open(repository);
    const one = await remote.commit(draft(null, 'one'));
    const two = await remote.commit(draft(one, 'two'));
    const rival = await remote.commit(draft(one, 'rival'));

    expect(await remote.push(one, 'x')).toEqual({ state: 'pushed' });
    expect(await remote.push(two, 'x')).toEqual({ state: 'pushed' });
    expect(await remote.push(two, 'x')).toEqual({ state: 'pushed' });
    expect(await remote.push(rival, 'x')).toMatchObject({ state: 'rejected' });
    expect(await remote.push(rival, 'x', { expected: one })).toMatchObject({ state: 'rejected' });
    expect(await remote.push(rival, 'x', { expected: null })).toMatchObject({ state: 'rejected' });
    expect(await remote.ask('x')).toEqual({ state: 'present', commit: two });
    expect(await remote.push(rival, 'x', { expected: two })).toEqual({ state: 'pushed' });
    expect(await remote.push(rival, 'y', { expected: two })).toMatchObject({ state: 'rejected' });
    expect(await remote.push(rival, 'y', { expected: null })).toEqual({ state: 'pushed' });
    expect(await remote.remove('y', two)).toMatchObject({ state: 'rejected' });
    expect(await remote.remove('y', rival)).toEqual({ state: 'pushed' });
    expect(await remote.ask('y')).toEqual({ state: 'absent' });
  });

  it('is not made welcome by a fetch in the background', async () => {
    const repository = makeRepository({ a: '1' });
    const remote = await open(repository);
    const one = await remote.commit(draft(null, 'one'));
    const thief = await remote.commit(draft(one, 'thief'));
    const late = await remote.commit(draft(one, 'late'));
    await remote.push(one, 'x');
    await remote.push(thief, 'x');

    await remote.fetch(['x']);
    const result = await remote.push(late, 'x', { expected: one });

    expect(result).toMatchObject({ state: 'rejected' });
    expect(await remote.ask('x')).toEqual({ state: 'present', commit: thief });
  });

  it('runs no hook of the clone, follows no tags, and moves the tracking branch along', async () => {
    const repository = makeRepository({ a: '1' });
    const mark = join(repository.folder, 'ran');
    writeFileSync(join(repository.gitDir, 'hooks', 'pre-push'), `#!/bin/sh\ntouch ${mark}\nexit 1\n`, { mode: 0o755 });
    repository.git('config', 'push.followTags', 'true');
    const remote = await open(repository);
    const one = await remote.commit(draft(null, 'one'));
    repository.git('-c', 'user.name=t', '-c', 'user.email=t@latsas.example', 'tag', '-a', '-m', 't', 'v1', one);

    await remote.push(one, 'x');

    expect(existsSync(mark)).toBe(false);
    expect((await remote.list('refs/tags/')).size).toBe(0);
    expect(repository.git('rev-parse', 'refs/remotes/origin/x')).toBe(one);
    await remote.remove('x', one);
    expect(repository.git('for-each-ref', 'refs/remotes/origin/x')).toBe('');
  });

  it('is unknown when the remote is not there, and names no password', async () => {
    const repository = makeRepository({ a: '1' });
    const remote = await openRemote({ gitDir: repository.gitDir, address: 'http://bot:hunter2@127.0.0.1:9/x.git', environment: quietGit });
    const one = await remote.commit(draft(null, 'one'));

    const result = await remote.push(one, 'x');

    expect(result.state).toBe('unknown');
    expect(JSON.stringify(result) + (result.state === 'unknown' ? result.fault.message : '')).not.toContain('hunter2');
  });

  it('and every other call refuses names that are options', async () => {
    const remote = await open(makeRepository({ a: '1' }));
    const one = await remote.commit(draft(null, 'one'));

    await expect(remote.ask('--upload-pack=touch x')).rejects.toThrow(/not a name/u);
    await expect(remote.fetch(['--upload-pack=touch x'])).rejects.toThrow(/not a name/u);
    expect(() => remote.push(one, '--mirror')).toThrow(/not a name/u);
    expect(() => remote.push('--all' as CommitId, 'x')).toThrow(/not an object id/u);
  });
});

describe('fetching', () => {
  it('deepens a shallow clone so that ancestors can be told', async () => {
    const repository = makeRepository({ a: '1' });
    const first = repository.commit({ a: '2' });
    const last = repository.commit({ a: '3' });
    const shallow = repository.clone('shallow', '--depth', '1');
    const gitDir = join(shallow, '.git');
    const remote = await openRemote({ gitDir, environment: quietGit });
    const objects = openObjects(gitDir);
    await expect(objects.isAncestor(first, last)).rejects.toThrow();

    await remote.fetch(['refs/heads/main']);

    expect(await objects.isAncestor(first, last)).toBe(true);
  });

  it('brings branches and tags below a prefix, and faults on one that is not there', async () => {
    const repository = makeRepository({ a: '1' });
    repository.git('push', '-q', 'origin', 'HEAD:refs/heads/lastday/ids/x', 'HEAD:refs/tags/lastday/closed/y');
    const other = repository.clone('other', '--single-branch', '--no-tags');
    const remote = await openRemote({ gitDir: join(other, '.git'), environment: quietGit });

    await remote.fetch(['main', 'refs/heads/lastday/*', 'refs/tags/lastday/*']);

    expect(git(other, ['for-each-ref', '--format=%(refname)', 'refs/remotes/origin/lastday', 'refs/tags'])).toBe(
      'refs/remotes/origin/lastday/ids/x\nrefs/tags/lastday/closed/y',
    );
    await expect(remote.fetch(['nowhere'])).rejects.toThrow(/did not answer \(fetch\)/u);
  });
});

describe('the one canonical address', () => {
  it.each([
    ['two addresses', ['config', '--add', 'remote.origin.url', 'https://b.latsas.example/x.git'], /several addresses/u],
    ['two push addresses', ['config', '--add', 'remote.origin.pushurl', 'https://b.latsas.example/x.git'], /pushed to another address/u],
    ['a rewriting rule', ['config', 'url.https://b.latsas.example/.insteadOf', '/'], /insteadOf/u],
    ['a rewriting rule for pushes', ['config', 'url.https://b.latsas.example/.pushInsteadOf', '/'], /insteadOf/u],
    ['no remote', ['remote', 'remove', 'origin'], /there is no remote origin/u],
    ['a program as transport', ['remote', 'set-url', 'origin', 'ext::sh -c touch% x'], /not one that git may be given/u],
    ['an option', ['config', 'remote.origin.url', '--upload-pack=x'], /not one that git may be given/u],
  ])('refuses %s', async (_name, change, message) => {
    const repository = makeRepository({ a: '1' });
    repository.git(...change);

    await expect(open(repository)).rejects.toThrow(message);
  });

  it('takes a push address that is the same, and a rule that is about others', async () => {
    const repository = makeRepository({ a: '1' });
    repository.git('config', 'remote.origin.pushurl', repository.remote);
    repository.git('config', 'url.git@b.latsas.example:.insteadOf', 'https://b.latsas.example/');

    const remote = await open(repository);

    expect(remote.address).toBe(repository.remote);
  });

  it('is the one that the files give, above that of the remote', async () => {
    const repository = makeRepository({ a: '1' });

    const remote = await openRemote({ gitDir: repository.gitDir, address: 'https://git.latsas.example/people.git', environment: quietGit });

    expect(remote.address).toBe('https://git.latsas.example/people.git');
  });

  it('counts from the work tree when it is relative', async () => {
    const repository = makeRepository({ a: '1' });
    repository.git('remote', 'set-url', 'origin', '../remote.git');

    const remote = await open(repository);

    expect(await remote.ask('main')).toMatchObject({ state: 'present' });
  });

  it('is not that of another repository the environment points at', async () => {
    const repository = makeRepository({ a: '1' });
    const other = makeRepository({ b: '1' });

    const remote = await openRemote({
      gitDir: repository.gitDir,
      environment: { ...quietGit, GIT_DIR: other.gitDir, GIT_INDEX_FILE: '/nowhere' },
    });

    expect(remote.address).toBe(repository.remote);
  });
});
