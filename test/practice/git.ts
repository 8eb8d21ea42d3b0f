/** The git plumbing under the practice company's history: commits with given dates and authors, made without a work tree. */
import { spawnSync } from 'node:child_process';

/** Environment in which no configuration of the machine plays a part. */
function shutIn(): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: '/nonexistent',
    LC_ALL: 'C.UTF-8',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
  };
}

/** Runs git and returns what it printed. Throws with its complaint when it fails. */
export function git(folder: string, args: readonly string[], options: { input?: string; env?: Record<string, string> } = {}): string {
  const ran = spawnSync('git', ['-C', folder, ...args], {
    env: { ...shutIn(), ...options.env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    ...(options.input === undefined ? {} : { input: options.input }),
  });
  if (ran.status !== 0) throw new Error(`git ${args[0] ?? ''} failed in ${folder}: ${ran.stderr}${ran.error?.message ?? ''}`);
  return ran.stdout;
}

/** Somebody's name and address, and when. `seconds` since 1970, `zone` as git writes it. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly seconds: number;
  readonly zone: string;
}

/** One commit for a fast-import stream. */
export interface ImportedCommit {
  readonly ref: string;
  /** What a new branch leaves; null goes on with the branch as the stream or the repository has it. */
  readonly from: string | null;
  readonly merge?: string;
  readonly by: Signature;
  readonly message: string;
  /** Texts by path, or blobs that are there already; null deletes. */
  readonly files: ReadonlyMap<string, string | { readonly blob: string } | null>;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

function entry([path, content]: readonly [string, string | { readonly blob: string } | null]): string {
  if (content === null) return `D ${path}\n`;
  return typeof content === 'string' ? `M 100644 inline ${path}\n${data(content)}` : `M 100644 ${content.blob} ${path}\n`;
}

/** The stream that makes one commit. */
export function importStream(commit: ImportedCommit): string {
  const who = `${commit.by.name} <${commit.by.email}> ${commit.by.seconds} ${commit.by.zone}`;
  return [
    `commit ${commit.ref}\n`,
    `author ${who}\ncommitter ${who}\n`,
    data(commit.message),
    commit.from === null ? '' : `from ${commit.from}\n`,
    commit.merge === undefined ? '' : `merge ${commit.merge}\n`,
    ...[...commit.files].map(entry),
    '\n',
  ].join('');
}

/** Makes the commits of a stream; with `goesOn` they follow upon what `main` is now. */
export function importCommits(gitDir: string, stream: string, goesOn = true): void {
  if (stream === '') return;
  const start = goesOn ? 'reset refs/heads/main\nfrom refs/heads/main^0\n\n' : '';
  git(gitDir, ['fast-import', '--quiet', '--done', '--date-format=raw'], { input: `${start}${stream}done\n` });
}

/** Branches below a prefix that are not part of `main`, name to commit. */
export function unmergedBranches(gitDir: string, prefix: string): Map<string, string> {
  const lines = git(gitDir, ['for-each-ref', '--no-merged=refs/heads/main', '--format=%(refname) %(objectname)', prefix]).split('\n');
  return new Map(lines.filter((line) => line !== '').map((line) => line.split(' ') as [string, string]));
}

/** What a branch changed since it left `main`: blob by path, null for what it deleted. */
export function changesOfBranch(gitDir: string, commit: string): Map<string, { readonly blob: string } | null> {
  const base = git(gitDir, ['merge-base', 'refs/heads/main', commit]).trim();
  const cells = git(gitDir, ['diff-tree', '-r', '-z', '--no-renames', base, commit]).split('\0');
  const changes = new Map<string, { readonly blob: string } | null>();
  for (let at = 0; at + 1 < cells.length; at += 2) {
    const [, , , blob = '', status] = (cells[at] ?? '').split(' ');
    changes.set(cells[at + 1] ?? '', status === 'D' ? null : { blob });
  }
  return changes;
}

/** The state and policy files at the tip of `main`. */
export function filesAtMain(gitDir: string): Map<string, string> {
  const names = git(gitDir, ['ls-tree', '-r', '--name-only', '-z', 'refs/heads/main', 'state', 'policies']);
  const paths = names.split('\0').filter((path) => path.endsWith('.yaml'));
  const files = new Map<string, string>();
  for (const path of paths) files.set(path, '');
  const batch = spawnSync('git', ['-C', gitDir, 'cat-file', '--batch'], {
    env: shutIn(),
    input: paths.map((path) => `refs/heads/main:${path}\n`).join(''),
    maxBuffer: 64 * 1024 * 1024,
  });
  let at = 0;
  for (const path of paths) {
    const end = batch.stdout.indexOf(10, at);
    const size = Number(batch.stdout.subarray(at, end).toString().split(' ')[2]);
    files.set(path, batch.stdout.subarray(end + 1, end + 1 + size).toString('utf8'));
    at = end + 1 + size + 1;
  }
  return files;
}
