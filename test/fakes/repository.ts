/** Throw-away git repositories below the system's temporary folder: a bare remote, a clone of it, commits at given dates. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import type { CommitId } from '../../schemas/primitives.ts';
import { quietGit } from './quiet-git.ts';

export { quietGit } from './quiet-git.ts';

/** Files of a commit by path; null deletes. */
export type Files = Readonly<Record<string, string | Uint8Array | null>>;

/** How a test commit is made. */
export interface CommitOptions {
  readonly at?: string;
  readonly message?: string;
  readonly author?: { readonly name: string; readonly email: string };
  /** False leaves the commit in the clone; else it is pushed to the remote's same branch. */
  readonly push?: boolean;
}

/** A bare remote and one clone of it. */
export interface TestRepository {
  /** Holds everything; removed after the tests of the file. */
  readonly folder: string;
  /** Path of the bare repository. */
  readonly remote: string;
  /** Work tree of the clone. */
  readonly root: string;
  /** `.git` of the clone. */
  readonly gitDir: string;
  /** Runs git in the clone and returns what it printed, trimmed; throws when it fails. */
  readonly git: (...args: readonly string[]) => string;
  /** Runs git in the bare remote. */
  readonly remoteGit: (...args: readonly string[]) => string;
  /** Writes files in the work tree, commits them on the current branch and pushes. */
  commit(files: Files, options?: CommitOptions): CommitId;
  /** Makes another clone that has fetched nothing yet; returns its root. */
  emptyClone(name: string): string;
  /** Makes another clone of the remote; returns its root. */
  clone(name: string, ...options: readonly string[]): string;
}

const author = { name: 'Practice Author', email: 'author@latsas.example' };
const made: string[] = [];

/** Runs git in a folder and returns what it printed, trimmed; throws when it fails. */
export function git(folder: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}): string {
  const done = spawnSync('git', ['-C', folder, ...args], { env: { ...quietGit, ...environment }, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`git ${args.join(' ')}: ${done.stderr}`);
  return done.stdout.trim();
}

/** A fresh folder that is removed after the tests of the file. */
export function temporaryFolder(name = 'lastday'): string {
  const folder = mkdtempSync(join(tmpdir(), `${name}-test-`));
  made.push(folder);
  return folder;
}

/** Writes one file, with its folders. */
export function writeUnder(root: string, path: string, content: string | Uint8Array): void {
  const full = join(root, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
}

function commitIn(root: string, files: Files, options: CommitOptions): CommitId {
  for (const [path, content] of Object.entries(files)) {
    if (content === null) rmSync(join(root, path), { force: true });
    else writeUnder(root, path, content);
  }
  const by = options.author ?? author;
  const date = `${Date.parse(options.at ?? '2026-12-01T08:00:00Z') / 1000} +0000`;
  git(root, ['add', '--all']);
  git(root, ['commit', '--quiet', '--allow-empty', '--no-verify', '-m', options.message ?? 'Change files'], {
    GIT_AUTHOR_NAME: by.name,
    GIT_AUTHOR_EMAIL: by.email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: by.name,
    GIT_COMMITTER_EMAIL: by.email,
    GIT_COMMITTER_DATE: date,
  });
  if (options.push !== false) git(root, ['push', '--quiet', 'origin', 'HEAD']);
  return git(root, ['rev-parse', 'HEAD']) as CommitId;
}

/** The few files that make a repository: quicker than asking git for them. */
function makeGitDir(gitDir: string, config: string): void {
  for (const part of ['objects', 'refs/heads', 'hooks']) mkdirSync(join(gitDir, part), { recursive: true });
  writeFileSync(join(gitDir, 'HEAD'), 'ref: refs/heads/main\n');
  writeFileSync(join(gitDir, 'config'), config);
}

function cloneConfig(remote: string): string {
  return `[core]\n\trepositoryformatversion = 0\n\tbare = false\n[remote "origin"]\n\turl = ${remote}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n`;
}

/** A bare remote with branch `main` and a clone; with files, one first commit is made and pushed. */
export function makeRepository(files?: Files, options: CommitOptions = {}): TestRepository {
  const folder = temporaryFolder();
  const remote = join(folder, 'remote.git');
  const root = join(folder, 'clone');
  makeGitDir(remote, '[core]\n\trepositoryformatversion = 0\n\tbare = true\n');
  makeGitDir(join(root, '.git'), cloneConfig(remote));
  if (files !== undefined) commitIn(root, files, options);
  return {
    folder,
    remote,
    root,
    gitDir: join(root, '.git'),
    git: (...args) => git(root, args),
    remoteGit: (...args) => git(remote, args),
    commit: (more, how = {}) => commitIn(root, more, how),
    emptyClone(name) {
      const other = join(folder, name);
      makeGitDir(join(other, '.git'), cloneConfig(remote));
      return other;
    },
    clone(name, ...how) {
      const other = join(folder, name);
      git(folder, ['clone', '--quiet', ...how, `file://${remote}`, other]);
      git(other, ['remote', 'set-url', 'origin', remote]);
      return other;
    },
  };
}

afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});
