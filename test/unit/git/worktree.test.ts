import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openObjects } from '../../../reconciler/git/objects.ts';
import { readWorktree } from '../../../reconciler/git/worktree.ts';
import { makeRepository, temporaryFolder, writeUnder } from '../../fakes/repository.ts';

describe('files of a work tree', () => {
  it('are those that a commit of it would hold', async () => {
    const repository = makeRepository({ 'state/employees/e-1.yaml': 'id: e-1\n', 'policies/access.yaml': '', 'docs/x.md': 'x' });
    const objects = openObjects(repository.gitDir);
    const committed = (await objects.tree((await objects.resolve('HEAD'))!)).filter((entry) => !entry.path.startsWith('docs/'));

    const files = await readWorktree(repository.root);

    expect(files.map(({ path, mode, id }) => ({ path, mode, type: 'blob', id }))).toEqual(committed);
  });

  it('are links as links, and what is not committed yet', async () => {
    const root = temporaryFolder();
    writeUnder(root, 'state/new.yaml', 'new');
    mkdirSync(join(root, 'policies'));
    symlinkSync('/etc/passwd', join(root, 'policies/link.yaml'));
    symlinkSync('/etc', join(root, 'policies/folder'));

    const files = await readWorktree(root);

    expect(files.map((file) => [file.path, file.mode, Buffer.from(file.bytes).toString()])).toEqual([
      ['policies/folder', '120000', '/etc'],
      ['policies/link.yaml', '120000', '/etc/passwd'],
      ['state/new.yaml', '100644', 'new'],
    ]);
  });

  it('are none where the folders are not there', async () => {
    expect(await readWorktree(temporaryFolder())).toEqual([]);
  });
});
