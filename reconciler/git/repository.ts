/** Finds and makes repositories by looking at files, so that nothing of a repository is run before it is known to be the one meant. */
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Fault } from '../ports.ts';
import { asUser, localArguments, shutIn } from './environment.ts';
import { isRefName } from './names.ts';
import type { Environment } from './spawn.ts';
import { runGit, shorten } from './spawn.ts';

/** The repository a folder lies in: the nearest one above with a `.git`. Null without one. A bare repository inside a work tree is never taken for it. */
export async function findRepository(folder: string): Promise<{ root: string; gitDir: string } | null> {
  for (let root = resolve(folder); ; root = dirname(root)) {
    const gitDir = await gitDirOf(root);
    if (gitDir !== null) return { root, gitDir };
    if (dirname(root) === root) return null;
  }
}

async function gitDirOf(root: string): Promise<string | null> {
  const place = join(root, '.git');
  const found = await stat(place).catch(() => null);
  if (found === null) return null;
  if (found.isDirectory()) return (await isGitDir(place)) ? place : null;
  // A linked work tree or submodule: a file that names the place.
  const named = /^gitdir: (?<path>.+)$/mu.exec(await readFile(place, 'utf8').catch(() => ''))?.groups?.['path'];
  return named === undefined ? null : resolve(root, named.trim());
}

async function isGitDir(place: string): Promise<boolean> {
  return (await stat(join(place, 'HEAD')).catch(() => null)) !== null;
}

/** True for a clone whose history was cut off: what it does not have, it cannot deny. */
export async function isShallow(gitDir: string): Promise<boolean> {
  const common = await readFile(join(gitDir, 'commondir'), 'utf8').catch(() => '.');
  const cut = await stat(join(resolve(gitDir, common.trim()), 'shallow')).catch(() => null);
  return cut !== null && cut.size > 0;
}

/** The folder in which git is run for a git directory: relative addresses of remotes count from there. */
export function workFolder(gitDir: string): string {
  const full = resolve(gitDir);
  return basename(full) === '.git' ? dirname(full) : full;
}

/** Makes an empty repository with its first branch, without anything from templates or configuration of the machine. Returns its place. Throws Fault. */
export async function initRepository(
  folder: string,
  options: { readonly branch?: string; readonly bare?: boolean; readonly environment?: Environment } = {},
): Promise<{ root: string; gitDir: string }> {
  const branch = options.branch ?? 'main';
  if (!isRefName(`refs/heads/${branch}`))
    throw new Fault('that is not a name for a branch', { where: 'git', operation: 'init', refused: true });
  const kind = options.bare === true ? ['--bare'] : [];
  const args = ['init', '--quiet', '--template=', `--initial-branch=${branch}`, ...kind, '--', resolve(folder)];
  const answer = await runGit({ args, environment: shutIn(options.environment) });
  if (answer.code !== 0) throw new Fault(`git could not make a repository: ${shorten(answer.stderr)}`, { where: 'git', operation: 'init' });
  return { root: resolve(folder), gitDir: options.bare === true ? resolve(folder) : join(resolve(folder), '.git') };
}

/** Who somebody is to git here: their environment, else the repository's or their own configuration. Null when git does not know. */
export async function whoIs(
  gitDir: string,
  options: { readonly environment?: Environment } = {},
): Promise<{ readonly name: string; readonly email: string } | null> {
  const environment = asUser(options.environment);
  const ask = async (variable: string, key: string) => {
    const given = environment[variable];
    if (given !== undefined && given !== '') return given;
    const answer = await runGit({ args: [...localArguments(gitDir), 'config', '--get', key], environment });
    return answer.code === 0 ? answer.stdout.toString('utf8').trim() : '';
  };
  const name = await ask('GIT_AUTHOR_NAME', 'user.name');
  const email = await ask('GIT_AUTHOR_EMAIL', 'user.email');
  return name === '' || email === '' ? null : { name, email };
}

/** Full name of the default branch as far as this clone knows: what the remote's HEAD named when it was cloned, else `main` or `master` of the remote, else the branch checked out. Null when there is none. */
export async function defaultBranch(
  gitDir: string,
  options: { readonly name?: string; readonly environment?: Environment } = {},
): Promise<string | null> {
  const name = options.name ?? 'origin';
  const ask = async (...args: readonly string[]) => {
    const answer = await runGit({ args: [...localArguments(gitDir), ...args], environment: shutIn(options.environment) });
    return answer.code === 0 ? answer.stdout.toString('utf8').trim() : '';
  };
  const named = await ask('symbolic-ref', '--quiet', `refs/remotes/${name}/HEAD`);
  if (named !== '') return named.replace(`refs/remotes/${name}/`, 'refs/heads/');
  const known = await ask('for-each-ref', '--format=%(refname)', `refs/remotes/${name}/main`, `refs/remotes/${name}/master`);
  const [first] = known.split('\n').filter(Boolean).sort();
  if (first !== undefined) return first.replace(`refs/remotes/${name}/`, 'refs/heads/');
  const current = await ask('symbolic-ref', '--quiet', 'HEAD');
  return current === '' ? null : current;
}
