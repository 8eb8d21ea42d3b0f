/** Nothing in a state repository, nor in the `.git` around it, makes anything run. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { git, quietGit } from '../fakes/repository.ts';
import { beginCompany, commitFiles } from '../faults/mini.ts';
import type { Mini } from '../faults/mini-night.ts';
import { hostileFiles, poison } from './hostile-repository.ts';

const MAIN = join(import.meta.dirname, '../../reconciler/main.ts');
const DAY = '2026-12-30T02:00';

let mini: Mini;
let marks = '';

/** The real command line, standing in the hostile folder. */
function run(...words: readonly string[]) {
  const done = spawnSync(process.execPath, [MAIN, ...words], {
    cwd: mini.root,
    env: { ...quietGit, LASTDAY_EXPORTS: mini.exports, GIT_AUTHOR_NAME: 'Test', GIT_AUTHOR_EMAIL: 'test@exempel.example' },
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { exit: done.status, out: done.stdout, err: done.stderr };
}

beforeAll(() => {
  mini = beginCompany({ people: 2, nights: [] });
  marks = join(mini.folder, 'marks');
  mkdirSync(marks);
  commitFiles(mini, hostileFiles(marks), { at: '2026-12-29T12:00:00Z' });
  git(mini.root, ['fetch', '--quiet', '--no-recurse-submodules', 'origin']);
  poison(mini.root, marks);
}, 120_000);

describe('a repository that wants code to run', () => {
  it.each([
    ['validate', ['validate']],
    ['validate of a change', ['validate', '--base', 'HEAD~1', '--commit', 'HEAD']],
    ['plan from files', ['plan', '--offline', '--base', 'HEAD~1']],
    ['plan', ['plan', '--on', DAY]],
    ['reconcile', ['reconcile', '--on', DAY]],
    ['audit verify', ['audit', 'verify']],
  ])('gets nothing run by %s', (_name, words) => {
    const { exit, err } = run(...words);

    // 9: by that clock the readings are of another day.
    expect([[0, 9], err]).toEqual([expect.arrayContaining([exit]), expect.not.stringContaining('bug')]);
    expect(readdirSync(marks)).toEqual([]);
  });

  it('would have had its way with a git that is not shut in', () => {
    writeFileSync(join(mini.root, 'state/new.txt'), 'x');
    spawnSync('git', ['add', '--all'], { cwd: mini.root, env: quietGit });
    spawnSync('git', ['log', '-p', '-1'], { cwd: mini.root, env: quietGit });

    expect(existsSync(join(marks, 'fsmonitor'))).toBe(true);
    expect(readdirSync(marks).length).toBeGreaterThan(1);
  });
});
