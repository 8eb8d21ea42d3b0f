import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeCommit } from '../../../reconciler/git/make-commit.ts';
import type { NewCommit } from '../../../reconciler/ports.ts';
import type { CommitId, Instant } from '../../../schemas/primitives.ts';
import { makeRepository, quietGit } from '../../fakes/repository.ts';

const author = { name: 'lastday', email: 'lastday@latsas.example' };

function draft(
  parent: CommitId | null,
  files: Readonly<Record<string, string | Uint8Array | null>>,
  message = 'Subject\n\nRun: 1\n',
): NewCommit {
  return { parent, files: new Map(Object.entries(files)), message, author, at: '2027-01-04T01:00:00Z' as Instant };
}

describe('a commit without a work tree', () => {
  it('holds exactly the bytes, message, author and date it was given', async () => {
    const { gitDir, git } = makeRepository();
    const bytes = Uint8Array.from([0, 13, 10, 255, 10]);

    const id = await makeCommit(gitDir, draft(null, { 'runs/a.ndjson': bytes, 'å "q"\\ \t': 'ö\r\n' }), quietGit);

    expect(git('cat-file', 'commit', id)).toContain('author lastday <lastday@latsas.example> 1799024400 +0000');
    expect(git('log', '-1', '--format=%B', id)).toBe('Subject\n\nRun: 1');
    expect(git('ls-tree', '-r', '-z', '--name-only', id).split('\0').filter(Boolean)).toEqual(['runs/a.ndjson', 'å "q"\\ \t']);
    expect(git('cat-file', '-s', `${id}:runs/a.ndjson`)).toBe('5');
    expect(git('fsck', '--strict', '--no-dangling')).toBe('');
  });

  it('names who made it apart from who asked for it', async () => {
    const { gitDir, git } = makeRepository();

    const id = await makeCommit(
      gitDir,
      { ...draft(null, { a: '1' }), committer: { name: 'Robot', email: 'robot@latsas.example' } },
      quietGit,
    );

    expect(git('log', '-1', '--format=%an %ae|%cn %ce|%at %ct', id)).toBe(
      'lastday lastday@latsas.example|Robot robot@latsas.example|1799024400 1799024400',
    );
  });

  it('has the same id for the same content, and leaves no ref, index or crash report', async () => {
    const { gitDir, git } = makeRepository();

    const one = await makeCommit(gitDir, draft(null, { a: '1' }), quietGit);
    const two = await makeCommit(gitDir, draft(null, { a: '1' }), quietGit);
    const other = await makeCommit(gitDir, draft(null, { a: '1' }, 'Other'), quietGit);

    expect(two).toBe(one);
    expect(other).not.toBe(one);
    expect(git('for-each-ref')).toBe('');
    expect(readdirSync(gitDir).filter((name) => /index|crash|scratch/u.test(name))).toEqual([]);
  });

  it('changes, adds and deletes on top of its parent and touches nothing else', async () => {
    const repository = makeRepository({ 'keep/x': 'x', 'go/y': 'y', 'edit/z': 'old' });
    writeFileSync(join(repository.root, 'keep/x'), 'edited in the work tree');
    const parent = repository.git('rev-parse', 'HEAD') as CommitId;

    const id = await makeCommit(
      repository.gitDir,
      draft(parent, { 'go/y': null, 'edit/z': 'new', 'add/w': 'w', 'never/there': null }),
      quietGit,
    );

    expect(repository.git('diff', '--name-status', '--no-renames', parent, id).split('\n').sort()).toEqual([
      'A\tadd/w',
      'D\tgo/y',
      'M\tedit/z',
    ]);
    expect(repository.git('rev-parse', `${id}^`)).toBe(parent);
    expect(repository.git('status', '--porcelain')).toBe('M keep/x');
  });

  it('runs no hook', async () => {
    const repository = makeRepository({ a: '1' });
    const mark = join(repository.folder, 'ran');
    for (const hook of ['pre-commit', 'post-commit', 'reference-transaction']) {
      writeFileSync(join(repository.gitDir, 'hooks', hook), `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
    }

    await makeCommit(repository.gitDir, draft(null, { a: '1' }), quietGit);

    expect(existsSync(mark)).toBe(false);
  });

  it.each(['../up', '.git/config', '/root', 'a\nb'])('refuses the path %j', async (path) => {
    const { gitDir } = makeRepository();

    await expect(makeCommit(gitDir, draft(null, { [path]: 'x' }), quietGit)).rejects.toThrow(/not a path/u);
  });

  it('refuses a parent that is not there, and cannot be led astray by author or message', async () => {
    const { gitDir, git } = makeRepository();
    const hostile: NewCommit = {
      ...draft(null, { a: '1' }),
      author: { name: 'x <y>\nfrom', email: 'a>\ncommitter b' },
      message: 'data 3\nfrom 0\nM 100644 inline x',
    };

    const id = await makeCommit(gitDir, hostile, quietGit);

    expect(git('log', '-1', '--format=%an|%ae|%P', id)).toBe('x yfrom|acommitter b|');
    await expect(makeCommit(gitDir, draft('1'.repeat(40) as CommitId, { a: '1' }), quietGit)).rejects.toThrow(/could not make a commit/u);
    expect(readdirSync(gitDir).filter((name) => name.includes('crash'))).toEqual([]);
  });
});
