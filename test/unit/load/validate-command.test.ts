/** `lastday validate` and `lastday schema` on real folders and repositories. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run as schema } from '../../../reconciler/cli/schema.ts';
import { run as validate } from '../../../reconciler/cli/validate.ts';
import { testContext } from '../../fakes/process-world.ts';
import { edited, type Overrides, WORLD } from './world.ts';

const ANNA = 'state/employees/e-1042.yaml';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lastday-validate-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(files: Overrides): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    if (text === null) rmSync(join(folder, path));
    else writeFileSync(join(folder, path), text);
  }
}

function git(...words: string[]): string {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@exempel.example'];
  return execFileSync('git', ['-C', folder, ...identity, ...words], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null' },
  }).trim();
}

function commit(files: Overrides): string {
  write(files);
  git('add', '-A');
  git('commit', '-q', '-m', 'change');
  return git('rev-parse', 'HEAD');
}

async function validated(options: Record<string, string | boolean> = {}, words: string[] = []) {
  const context = testContext({ folder, exports: folder, json: options['json'] === true });
  const exit = await validate(context, { words, options });
  return { exit, text: context.printed() };
}

describe('a folder without git', () => {
  it('is checked all the same', async () => {
    write(WORLD);

    expect(await validated()).toEqual({ exit: 0, text: 'Everything is valid.\n' });
  });

  it('ends 8 with every error', async () => {
    write({ ...WORLD, ...edited(ANNA, 'manager: e-1012', 'manager: e-1') });

    const { exit, text } = await validated();

    expect(exit).toBe(8);
    expect(text).toContain('state/employees/e-1042.yaml:7:10  error unknown-employee');
    expect(text).toContain('1 error in 1 file.');
  });

  it('cannot be compared', async () => {
    write(WORLD);

    await expect(validated({ base: 'main' })).rejects.toThrow('--base and --commit need a git repository');
  });

  it('ends 0 with warnings', async () => {
    write({ ...WORLD, ...edited('state/exceptions/ex-1.yaml', 'owner: e-1012', 'owner: e-1042') });

    expect((await validated()).exit).toBe(0);
  });
});

describe('a repository', () => {
  beforeEach(() => {
    git('init', '-q', '-b', 'main');
  });

  it('shows the work tree, or a commit', async () => {
    const first = commit(WORLD);
    write(edited(ANNA, 'kind: employee', 'kind: employe'));

    expect((await validated()).exit).toBe(8);
    expect((await validated({ commit: first })).exit).toBe(0);
    expect((await validated({ commit: 'HEAD' })).exit).toBe(0);
  });

  it('gives the same a second time, from the cache, and says so nowhere', async () => {
    const head = commit({ ...WORLD, ...edited(ANNA, 'manager: e-1012', 'manager: e-1') });

    const first = await validated({ commit: head });
    const second = await validated({ commit: head });

    expect(second).toEqual(first);
    expect(readdirSync(join(folder, '.git'))).toContain('lastday-parse-cache');
  });

  it('writes nothing with --no-cache', async () => {
    commit(WORLD);
    const before = readdirSync(join(folder, '.git')).toSorted();

    await validated({ cache: false });

    expect(readdirSync(join(folder, '.git')).toSorted()).toEqual(before);
  });

  it('compares with a base, in the work tree and between commits', async () => {
    const base = commit(WORLD);
    const head = commit({ 'state/employees/x-2001.yaml': null });

    const tree = await validated({ base });
    const commits = await validated({ base, commit: head });

    for (const { exit, text } of [tree, commits]) {
      expect(exit).toBe(8);
      expect(text).toContain('employee-deleted');
    }
  });

  it('names a base that is not there', async () => {
    commit(WORLD);

    await expect(validated({ base: 'nowhere' })).rejects.toThrow('there is no commit "nowhere" here');
  });

  it('shows only the files that were named', async () => {
    commit({ ...WORLD, ...edited(ANNA, 'manager: e-1012', 'manager: e-1'), 'state/devices/LT-1.yaml': 'x\n' });

    const one = await validated({}, ['state/devices/LT-1.yaml']);
    const folders = await validated({}, ['state/employees']);
    const none = await validated({}, ['state/leases']);

    expect(one.text).toContain('1 error in 1 file');
    expect(folders.text).toContain('unknown-employee');
    expect(folders.text).not.toContain('LT-1');
    expect(none).toEqual({ exit: 0, text: 'Everything is valid.\n' });
  });

  it.each([
    ['json', '"formatVersion": "1.0"'],
    ['sarif', '"version": "2.1.0"'],
    ['github', '::error file=state/employees/e-1042.yaml,line=7,col=10'],
  ])('speaks %s', async (format, expected) => {
    commit({ ...WORLD, ...edited(ANNA, 'manager: e-1012', 'manager: e-1') });

    const { exit, text } = await validated({ format });

    expect(exit).toBe(8);
    expect(text).toContain(expected);
  });

  it('refuses another format', async () => {
    await expect(validated({ format: 'xml' })).rejects.toThrow('--format');
  });
});

describe('schema', () => {
  async function shown(...words: string[]): Promise<string> {
    const context = testContext({ folder, exports: folder });
    await schema(context, { words, options: {} });
    return context.printed();
  }

  it('lists the kinds and where their files lie', async () => {
    expect(await shown()).toContain('offboarding-tasks  policies/offboarding.yaml\n');
  });

  it('prints one', async () => {
    expect(JSON.parse(await shown('employee'))).toMatchObject({ title: 'state/employees/*.yaml' });
  });

  it.each(['employe', 'toString', '__proto__'])('refuses %s', async (kind) => {
    await expect(shown(kind)).rejects.toThrow(`there is no kind "${kind}"`);
  });
});
