import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openObjects } from '../../../reconciler/git/objects.ts';
import type { CommitId } from '../../../schemas/primitives.ts';
import { git, makeRepository, quietGit } from '../../fakes/repository.ts';

const missing = 'f'.repeat(40) as CommitId;

async function read(objects: ReturnType<typeof openObjects>, ids: readonly string[]): Promise<Uint8Array[]> {
  const got: Uint8Array[] = [];
  await objects.blobs(ids, (_id, bytes) => got.push(Uint8Array.from(bytes)));
  return got;
}

describe('objects at a commit', () => {
  it('are read by path and id, binary safe, in the order asked', async () => {
    const binary = Uint8Array.from({ length: 70_000 }, (_, n) => n % 256);
    const repository = makeRepository({ 'state/b.bin': binary, 'state/a.yaml': 'a: 1\n', empty: '' });
    const objects = openObjects(repository.gitDir, { environment: quietGit });
    const head = (await objects.resolve('main'))!;

    const tree = await objects.tree(head);
    const under = await objects.tree(head, 'state');
    const ids = [...tree.map((entry) => entry.id), tree[0]!.id].reverse();
    const got = await read(objects, ids);

    expect(tree.map((entry) => [entry.path, entry.mode, entry.type])).toEqual([
      ['empty', '100644', 'blob'],
      ['state/a.yaml', '100644', 'blob'],
      ['state/b.bin', '100644', 'blob'],
    ]);
    expect(under.map((entry) => entry.path)).toEqual(['state/a.yaml', 'state/b.bin']);
    expect(got.map((bytes) => bytes.length)).toEqual([0, 70_000, 5, 0]);
    expect(got[1]).toEqual(binary);
  });

  it('are the ones of the commit, whatever the work tree says', async () => {
    const repository = makeRepository({ 'state/a.yaml': 'committed' });
    writeFileSync(join(repository.root, 'state/a.yaml'), 'edited');
    const objects = openObjects(repository.gitDir);

    const tree = await objects.tree((await objects.resolve('HEAD'))!);
    const [bytes] = await read(objects, [tree[0]!.id]);

    expect(Buffer.from(bytes!).toString()).toBe('committed');
  });

  it('show a symbolic link as a link and give its text, never what it points at', async () => {
    const repository = makeRepository();
    mkdirSync(join(repository.root, 'state'));
    symlinkSync('/etc/passwd', join(repository.root, 'state/link.yaml'));
    const head = repository.commit({});
    const objects = openObjects(repository.gitDir);

    const [entry] = await objects.tree(head);
    const [bytes] = await read(objects, [entry!.id]);

    expect(entry).toMatchObject({ path: 'state/link.yaml', mode: '120000' });
    expect(Buffer.from(bytes!).toString()).toBe('/etc/passwd');
  });

  it('are not those that replace refs put in their place', async () => {
    const repository = makeRepository({ 'state/a.yaml': 'true' });
    const honest = repository.git('rev-parse', 'HEAD:state/a.yaml');
    writeFileSync(join(repository.folder, 'forged'), 'forged');
    const forged = repository.git('hash-object', '-w', join(repository.folder, 'forged'));
    repository.git('replace', honest, forged);
    const objects = openObjects(repository.gitDir);

    const [bytes] = await read(objects, [honest]);

    expect(Buffer.from(bytes!).toString()).toBe('true');
  });

  it('are cut off above the largest size, with memory for no more', async () => {
    const repository = makeRepository({ big: new Uint8Array(300_000) });
    const objects = openObjects(repository.gitDir, { largest: 1000 });
    const [entry] = await objects.tree((await objects.resolve('HEAD'))!);

    const [bytes] = await read(objects, [entry!.id]);

    expect(bytes).toHaveLength(1001);
  });

  it('end in a fault when one is missing, is no file, or a callback throws', async () => {
    const repository = makeRepository({ a: '1' });
    const objects = openObjects(repository.gitDir);
    const head = (await objects.resolve('HEAD'))!;
    const [entry] = await objects.tree(head);

    await expect(read(objects, [missing])).rejects.toThrow(/lacks the object/u);
    await expect(read(objects, [head])).rejects.toThrow(/not a file/u);
    await expect(objects.tree(missing)).rejects.toThrow(/could not read tree/u);
    await expect(
      objects.blobs([entry!.id], () => {
        throw new TypeError('mine');
      }),
    ).rejects.toThrow('mine');
  });

  it('of two commits are compared: what was there and what is, with modes', async () => {
    const repository = makeRepository({ 'state/a.yaml': '1', 'state/gone.yaml': '2', same: '3', 'state/wörd two.yaml': '4' });
    const objects = openObjects(repository.gitDir);
    const from = (await objects.resolve('HEAD'))!;
    const to = repository.commit({ 'state/a.yaml': '1x', 'state/gone.yaml': null, 'state/new.yaml': '2', 'state/wörd two.yaml': '5' });
    const idOf = (commit: CommitId, path: string) => ({ mode: '100644', id: repository.git('rev-parse', `${commit}:${path}`) });

    const found = await objects.differences(from, to);

    expect(found).toEqual([
      { path: 'state/a.yaml', before: idOf(from, 'state/a.yaml'), after: idOf(to, 'state/a.yaml') },
      { path: 'state/gone.yaml', before: idOf(from, 'state/gone.yaml'), after: null },
      { path: 'state/new.yaml', before: null, after: idOf(to, 'state/new.yaml') },
      { path: 'state/wörd two.yaml', before: idOf(from, 'state/wörd two.yaml'), after: idOf(to, 'state/wörd two.yaml') },
    ]);
    expect(await objects.differences(to, to)).toEqual([]);
    await expect(objects.differences(from, missing)).rejects.toThrow(/could not read tree/u);
  });

  it('are not named by options, ranges or paths', async () => {
    const { gitDir, folder } = makeRepository({ a: '1' });
    const objects = openObjects(gitDir);

    for (const bad of [`--output=${folder}/x`, '-h', 'HEAD:a', 'HEAD..HEAD', ''])
      await expect(objects.resolve(bad)).rejects.toThrow(/not a revision/u);
    await expect(objects.tree((await objects.resolve('HEAD'))!, '../x')).rejects.toThrow(/not a path/u);
    expect(await objects.resolve('nowhere')).toBeNull();
    expect(existsSync(join(folder, 'x'))).toBe(false);
  });
});

describe('a repository that wants to run something', () => {
  it('runs nothing: hooks, fsmonitor, pager, external diff, text conversion, filters, aliases', async () => {
    const repository = makeRepository({ 'state/a.yaml': '1', '.gitattributes': '*.yaml diff=evil filter=evil\n' });
    const mark = join(repository.folder, 'ran');
    const program = join(repository.folder, 'evil.sh');
    writeFileSync(program, `#!/bin/sh\necho ran >> ${mark}\ncat\n`, { mode: 0o755 });
    const evil = {
      'core.fsmonitor': program,
      'core.pager': program,
      'diff.external': program,
      'diff.evil.textconv': program,
      'filter.evil.smudge': program,
      'alias.ls-tree': `!${program}`,
      'core.hooksPath': repository.folder,
      'core.sshCommand': program,
    };
    for (const [key, value] of Object.entries(evil)) repository.git('config', key, value);
    const objects = openObjects(repository.gitDir);

    const head = (await objects.resolve('HEAD'))!;
    const tree = await objects.tree(head);
    await read(
      objects,
      tree.map((entry) => entry.id),
    );
    await objects.history({ from: head, since: null });
    await objects.walk(head);
    await objects.message(head);

    expect(existsSync(mark)).toBe(false);
  });

  it('a bare repository committed inside is never taken for the repository', async () => {
    const repository = makeRepository({ 'state/a.yaml': '1' });
    const mark = join(repository.folder, 'ran');
    const inside = join(repository.root, 'state/inner');
    git(repository.folder, ['init', '-q', '--bare', inside]);
    git(inside, ['config', 'core.bare', 'false']);
    git(inside, ['config', 'core.worktree', '.']);
    git(inside, ['config', 'core.fsmonitor', `touch ${mark}`]);
    repository.commit({});
    const objects = openObjects(repository.gitDir);

    const tree = await objects.tree((await objects.resolve('HEAD'))!);
    await read(
      objects,
      tree.map((entry) => entry.id),
    );

    expect(tree.some((entry) => entry.path === 'state/inner/config')).toBe(true);
    expect(existsSync(mark)).toBe(false);
  });

  it('fetches nothing in passing from a partial clone', async () => {
    const repository = makeRepository({ a: 'content' });
    repository.remoteGit('config', 'uploadpack.allowFilter', 'true');
    const partial = join(repository.folder, 'partial');
    git(repository.folder, ['clone', '-q', '--no-checkout', '--filter=blob:none', `file://${repository.remote}`, partial]);
    const objects = openObjects(join(partial, '.git'));
    const [entry] = await objects.tree((await objects.resolve('HEAD'))!);

    await expect(read(objects, [entry!.id])).rejects.toThrow();
  });
});

describe('ancestors', () => {
  it('are told apart from strangers', async () => {
    const repository = makeRepository({ a: '1' });
    const first = repository.commit({ a: '2' });
    const second = repository.commit({ a: '3' });
    const objects = openObjects(repository.gitDir);

    expect(await objects.isAncestor(first, second)).toBe(true);
    expect(await objects.isAncestor(first, first)).toBe(true);
    expect(await objects.isAncestor(second, first)).toBe(false);
    await expect(objects.isAncestor(missing, first)).rejects.toThrow(/could not compare/u);
  });

  it('are never denied by a shallow clone, which cannot know', async () => {
    const repository = makeRepository({ a: '1' });
    const first = repository.commit({ a: '2' });
    repository.commit({ a: '3' });
    const second = repository.commit({ a: '4' });
    const shallow = repository.clone('shallow', '--depth', '1');
    git(shallow, ['fetch', '-q', '--depth', '1', `file://${repository.remote}`, first]);
    const objects = openObjects(join(shallow, '.git'));

    await expect(objects.isAncestor(first, second)).rejects.toThrow(/shallow/u);
    await expect(objects.walk(second)).rejects.toThrow(/shallow/u);
    await expect(objects.history({ from: second, since: null })).rejects.toThrow(/shallow/u);
  });
});
