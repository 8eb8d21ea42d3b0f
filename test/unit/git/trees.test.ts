/** Trees are read as git itself lists and compares them. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openObjects } from '../../../reconciler/git/objects.ts';
import { parseTree } from '../../../reconciler/git/tree-object.ts';
import type { CommitId } from '../../../schemas/primitives.ts';
import { quietGit } from '../../fakes/repository.ts';

const scratch = mkdtempSync(join(tmpdir(), 'lastday-trees-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let count = 0;
function makeBare(format: 'sha1' | 'sha256') {
  const folder = join(scratch, String((count += 1)));
  execFileSync('git', ['init', '--quiet', '--bare', `--object-format=${format}`, folder], { env: quietGit });
  const git = (args: readonly string[], input = '') =>
    execFileSync('git', ['--git-dir', folder, ...args], { env: quietGit, input, encoding: 'utf8' });
  const blob = git(['hash-object', '-w', '--stdin'], 'x').trim();
  const other = git(['hash-object', '-w', '--stdin'], 'y').trim();
  return { folder, git, blob, other };
}

type Repository = ReturnType<typeof makeBare>;
/** What lies at each path: mode and which of two contents. */
type Files = Readonly<Record<string, readonly [mode: string, isOther: boolean]>>;

/** A path wins over one that would have to be a folder for it. */
function commitOf({ git, blob, other }: Repository, files: Files): CommitId {
  const index = join(scratch, `index-${(count += 1)}`);
  const env = { ...quietGit, GIT_INDEX_FILE: index };
  const paths = Object.keys(files).filter((path) => !Object.keys(files).some((longer) => longer.startsWith(`${path}/`)));
  const lines = paths.map((path) => {
    const [mode, isOther] = files[path]!;
    return `${mode} ${isOther ? other : blob}\t${path}\0`;
  });
  const gitDir = git(['rev-parse', '--absolute-git-dir']).trim();
  execFileSync('git', ['--git-dir', gitDir, 'update-index', '-z', '--index-info'], { env, input: lines.join('') });
  const tree = execFileSync('git', ['--git-dir', gitDir, 'write-tree', '--missing-ok'], { env, encoding: 'utf8' }).trim();
  return git(['-c', 'user.name=Test', '-c', 'user.email=test@exempel.example', 'commit-tree', '-m', 'x', tree]).trim() as CommitId;
}

function listed({ git }: Repository, commit: CommitId, ...under: readonly string[]) {
  const lines = git(['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...under]).split('\0');
  return lines.filter(Boolean).map((line) => {
    const [mode, type, id, path] = line.split(/[ \t]/u);
    return { path, mode, type, id };
  });
}

function compared({ git }: Repository, from: CommitId, to: CommitId) {
  const words = git(['diff-tree', '-r', '-z', '--no-renames', '--full-index', from, to]).split('\0');
  const found = [];
  for (let at = 0; at + 1 < words.length; at += 2) {
    const [before = '', after, was = '', is = ''] = words[at]!.slice(1).split(' ');
    const side = (mode: string | undefined, id: string) => (mode === '000000' ? null : { mode, id });
    found.push({ path: words[at + 1]!, before: side(before, was), after: side(after, is) });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

const name = fc.constantFrom('a', 'a.b', 'a-b', 'ab', 'åäö', 'x', '100644', '日本');
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
const content = fc.tuple(fc.constantFrom('100644', '100755', '120000', '160000'), fc.boolean());
const files = fc.dictionary(path, content, { maxKeys: 25 });
/** A second tree that is the first with some paths changed. */
const trees = fc.tuple(files, files).map(([first, more]) => [first, { ...first, ...more }] as const);

describe.each(['sha1', 'sha256'] as const)('trees of a repository with %s', (format) => {
  it('are listed, searched and compared as git does it', async () => {
    const repository = makeBare(format);
    const objects = openObjects(repository.folder, { environment: quietGit });

    await fc.assert(
      fc.asyncProperty(trees, path, async ([first, second], asked) => {
        const [from, to] = [commitOf(repository, first), commitOf(repository, second)];
        const all = listed(repository, to);
        const paths = [...new Set([asked, ...Object.keys(first), ...Object.keys(second)])];

        expect(await objects.tree(to)).toEqual(all);
        expect(await objects.tree(to, asked)).toEqual(listed(repository, to, asked));
        expect(await objects.differences(from, to)).toEqual(compared(repository, from, to));
        expect(await objects.differences(to, from)).toEqual(compared(repository, to, from));
        const found = await objects.find(to, paths);
        expect(new Set(found)).toEqual(new Set(all.filter((entry) => paths.includes(entry.path!))));
      }),
      { numRuns: 25 },
    );
    await objects.close();
  }, 60_000);
});

describe('a tree object', () => {
  const id = Buffer.alloc(20, 1);

  it('shows old modes as git shows them', () => {
    const bytes = Buffer.concat([Buffer.from('100664 a\0'), id, Buffer.from('100775 b\0'), id]);

    expect(parseTree({ bytes, width: 20 }, 'f/').map(({ path: at, mode }) => [at, mode])).toEqual([
      ['f/a', '100644'],
      ['f/b', '100755'],
    ]);
  });

  it.each(['100644 a', '100644 a\0short', 'nonsense'])('is refused when it is damaged: %j', (text) => {
    expect(() => parseTree({ bytes: Buffer.from(text), width: 20 }, '')).toThrow(/could not read tree/u);
  });
});

it('keeps reading after objects that are not there, and starts anew after it was closed', async () => {
  const repository = makeBare('sha1');
  const commit = commitOf(repository, { a: ['100644', false] });
  const objects = openObjects(repository.folder, { environment: quietGit });
  const missing = 'f'.repeat(40);

  const [failed, read] = await Promise.allSettled([
    objects.blobs([missing, repository.blob], () => undefined),
    objects.blobs([repository.blob], () => undefined),
  ]);
  await objects.close();

  expect([failed.status, read.status]).toEqual(['rejected', 'fulfilled']);
  expect(await objects.resolve(commit)).toBe(commit);
  await objects.close();
});

it('tells who waits when reading is ended', async () => {
  const repository = makeBare('sha1');
  const objects = openObjects(repository.folder, { environment: quietGit });

  const waiting = objects.blobs([repository.blob], () => undefined);
  await objects.close();

  await expect(waiting).rejects.toThrow(/reading was ended/u);
});
