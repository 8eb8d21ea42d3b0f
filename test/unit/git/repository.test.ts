import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultBranch, findRepository, initRepository, whoIs, workFolder } from '../../../reconciler/git/repository.ts';
import { git, makeRepository, temporaryFolder } from '../../fakes/repository.ts';

describe('finding the repository of a folder', () => {
  it('goes up to the nearest one, and past a bare repository on the way', async () => {
    const repository = makeRepository({ 'state/employees/e-1.yaml': '1' });
    const inner = join(repository.root, 'state/inner');
    git(repository.folder, ['init', '-q', '--bare', inner]);
    const expected = { root: repository.root, gitDir: repository.gitDir };

    expect(await findRepository(join(repository.root, 'state/employees'))).toEqual(expected);
    expect(await findRepository(inner)).toEqual(expected);
    expect(await findRepository(repository.root)).toEqual(expected);
    expect(await findRepository(temporaryFolder())).toBeNull();
  });

  it('follows the file of a linked work tree', async () => {
    const repository = makeRepository({ a: '1' });
    const linked = join(repository.folder, 'linked');
    repository.git('worktree', 'add', '-q', '--detach', linked);

    const found = await findRepository(linked);

    expect(found).toEqual({ root: linked, gitDir: join(repository.gitDir, 'worktrees/linked') });
  });

  it('does not take an empty folder named .git for one', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, '.git'));
    writeFileSync(join(folder, '.git', 'config'), '[core]\n\tfsmonitor = touch /tmp/never\n');

    expect(await findRepository(folder)).toBeNull();
  });
});

describe('making a repository', () => {
  it('begins with the branch given and takes nothing from templates', async () => {
    const folder = join(temporaryFolder(), 'new');

    const made = await initRepository(folder, { branch: 'trunk' });

    expect(made).toEqual({ root: folder, gitDir: join(folder, '.git') });
    expect(git(folder, ['symbolic-ref', 'HEAD'])).toBe('refs/heads/trunk');
    expect(await findRepository(folder)).toEqual(made);
    await expect(initRepository(folder, { branch: '-x' })).rejects.toThrow(/not a name for a branch/u);
  });

  it('can be bare', async () => {
    const folder = join(temporaryFolder(), 'bare.git');

    await initRepository(folder, { bare: true });

    expect(git(folder, ['rev-parse', '--is-bare-repository'])).toBe('true');
  });
});

describe('who somebody is to git', () => {
  const unknown = { HOME: '/nowhere', GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };

  it('is said by the environment, else by configuration; else nobody knows', async () => {
    const { gitDir } = await initRepository(join(temporaryFolder(), 'new'));

    expect(await whoIs(gitDir, { environment: unknown })).toBeNull();
    git(gitDir, ['config', 'user.name', 'Petra Påhittad']);
    expect(await whoIs(gitDir, { environment: unknown })).toBeNull();
    git(gitDir, ['config', 'user.email', 'petra@exempel.example']);
    expect(await whoIs(gitDir, { environment: unknown })).toEqual({ name: 'Petra Påhittad', email: 'petra@exempel.example' });
    expect(await whoIs(gitDir, { environment: { ...unknown, GIT_AUTHOR_NAME: 'Bo Påhitt' } })).toEqual({
      name: 'Bo Påhitt',
      email: 'petra@exempel.example',
    });
  });
});

describe('the default branch', () => {
  it('is what the remote said when it was cloned', async () => {
    const repository = makeRepository({ a: '1' });
    repository.git('push', '-q', 'origin', 'HEAD:refs/heads/trunk');
    repository.remoteGit('symbolic-ref', 'HEAD', 'refs/heads/trunk');
    const clone = repository.clone('other');

    expect(await defaultBranch(join(clone, '.git'))).toBe('refs/heads/trunk');
  });

  it('is else main or master of the remote, else the branch checked out, else nothing', async () => {
    const repository = makeRepository({ a: '1' });
    expect(await defaultBranch(repository.gitDir)).toBe('refs/heads/main');
    repository.git('checkout', '-q', '-b', 'topic');
    expect(await defaultBranch(repository.gitDir)).toBe('refs/heads/main');
    repository.git('remote', 'remove', 'origin');
    expect(await defaultBranch(repository.gitDir)).toBe('refs/heads/topic');
    repository.git('checkout', '-q', '--detach');
    expect(await defaultBranch(repository.gitDir)).toBeNull();
  });
});

describe('the folder git runs in', () => {
  it.each([
    ['/a/b/.git', '/a/b'],
    ['/a/b.git', '/a/b.git'],
  ])('%s -> %s', (gitDir, folder) => {
    expect(workFolder(gitDir)).toBe(folder);
  });
});
