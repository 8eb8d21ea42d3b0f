/** Commits of a few kilobytes that stand for more files than memory holds: refused before they are read. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openObjects } from '../../../reconciler/git/objects.ts';
import { runGit } from '../../../reconciler/git/spawn.ts';
import { loadCommit } from '../../../reconciler/load/load-commit.ts';
import { Fault } from '../../../reconciler/ports.ts';
import type { CommitId } from '../../../schemas/primitives.ts';
import { quietGit, temporaryFolder } from '../../fakes/repository.ts';

const folder = join(temporaryFolder('lastday-huge'), 'bare.git');
execFileSync('git', ['init', '--quiet', '--bare', folder], { env: quietGit });

function git(args: readonly string[], input = ''): string {
  const by = ['-c', 'user.name=Test', '-c', 'user.email=test@exempel.example'];
  return execFileSync('git', ['--git-dir', folder, ...by, ...args], { env: quietGit, input, encoding: 'utf8' }).trim();
}

/** The same folder ten times in a folder, and so on: ten to the power of `levels` files. */
function ofMany(levels: number, times: number): string {
  const file = git(['hash-object', '-w', '--stdin'], 'x');
  let tree = git(['mktree'], Array.from({ length: times }, (_, index) => `100644 blob ${file}\tf${index}.yaml\n`).join(''));
  for (let level = 1; level < levels; level += 1) {
    tree = git(['mktree'], Array.from({ length: times }, (_, index) => `040000 tree ${tree}\td${index}\n`).join(''));
  }
  return git(['mktree'], `040000 tree ${tree}\tstate\n`);
}

function commitOf(tree: string, ...parents: readonly string[]): CommitId {
  return git(['commit-tree', '-m', 'x', ...parents.flatMap((one) => ['-p', one]), tree]) as CommitId;
}

const wide = commitOf(ofMany(7, 10));
const deep = commitOf(ofMany(80, 1));
const empty = commitOf(git(['mktree']));

describe.each([
  ['ten million files', wide, /holds more than 200000 files and folders/u],
  ['eighty folders within each other', deep, /lie more than 64 deep/u],
])('a commit of %s', (_name, commit, words) => {
  it.each([
    ['listed', () => openObjects(folder).tree(commit)],
    ['listed in part', () => openObjects(folder).tree(commit, 'state')],
    ['compared', () => openObjects(folder).differences(empty, commit)],
    ['loaded', () => loadCommit(openObjects(folder), commit)],
  ])('is refused when it is %s', async (_how, ask) => {
    const error: unknown = await ask().catch((one: unknown) => one);

    expect(error).toBeInstanceOf(Fault);
    expect((error as Fault).message).toMatch(words);
    expect(process.memoryUsage().rss).toBeLessThan(512 * 1024 * 1024);
  });
});

it('gives up an answer that is too long to be held', async () => {
  const call = { args: ['--git-dir', folder, 'ls-tree', '-r', wide], environment: quietGit, largest: 100_000 };

  await expect(runGit(call)).rejects.toThrow('git answered more than 100000 bytes');
  await expect(runGit({ ...call, args: ['--git-dir', folder, 'ls-tree', wide] })).resolves.toMatchObject({ code: 0 });
});
