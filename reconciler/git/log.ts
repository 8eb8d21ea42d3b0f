/** Reads the answer of `git log --raw -z`: commits with their messages and the files each of them changed. */
import { instantOf } from '../calendar.ts';
import type { CommitInfo, CommitStep, TreeDifference } from '../ports.ts';
import { Fault } from '../ports.ts';
import { objectId } from './names.ts';

/** Asks for exactly what `parseLog` reads. Mail maps, notes, renames and signatures of the machine's configuration stay out. */
export const LOG_ARGUMENTS: readonly string[] = [
  '--raw',
  '-z',
  '--no-abbrev',
  '--no-renames',
  '--no-ext-diff',
  '--no-textconv',
  '--ignore-submodules=none',
  '--root',
  '--diff-merges=first-parent',
  '--no-show-signature',
  '--no-notes',
  '--no-color',
  '--encoding=UTF-8',
  '--format=commit %H%x00%P%x00%an <%ae>%x00%ct%x00%B%x00',
];

/** A commit as `git log` prints it. */
export interface LoggedCommit extends CommitStep {
  readonly author: string;
}

/** Everything in the answer, in its order. Throws Fault when the answer is not what was asked for. */
export function parseLog(answer: string): LoggedCommit[] {
  const tokens = answer.split('\0');
  const commits: LoggedCommit[] = [];
  let at = 0;
  while (at < tokens.length && tokens[at] !== '' && tokens[at] !== '\n') {
    const [start, parents, author, seconds, message] = tokens.slice(at, at + 5);
    if (start === undefined || message === undefined || !/^\n?commit /u.test(start)) throw unreadable();
    at += 5;
    const files: CommitStep['files'][number][] = [];
    // A raw line begins with a colon, a commit with a letter: neither can be taken for the other.
    if (tokens[at] === '') at += 1;
    while (/^\n?:/u.test(tokens[at] ?? '')) {
      files.push(parseRaw(tokens[at] ?? '', tokens[at + 1] ?? ''));
      at += 2;
    }
    commits.push({
      id: objectId(start.replace(/^\n?commit /u, '')),
      parents: (parents ?? '').split(' ').filter(Boolean).map(objectId),
      author: author ?? '',
      at: instantOf(Number(seconds) * 1000),
      subject: message.split('\n')[0] ?? '',
      trailers: parseTrailers(message),
      files,
    });
  }
  return commits;
}

function parseRaw(line: string, path: string): TreeDifference {
  const found = /^\n?:(?<m1>[0-7]{6}) (?<m2>[0-7]{6}) (?<i1>[0-9a-f]+) (?<i2>[0-9a-f]+) [A-Z]/u.exec(line)?.groups;
  if (found === undefined || path === '') throw unreadable();
  const side = (mode = '', id = '') => (mode === '000000' ? null : { mode, id });
  return { path, before: side(found['m1'], found['i1']), after: side(found['m2'], found['i2']) };
}

/** The commit as the first-parent line shows it. */
export function toInfo(commit: LoggedCommit): CommitInfo {
  return {
    id: commit.id,
    parent: commit.parents[0] ?? null,
    author: commit.author,
    at: commit.at,
    subject: commit.subject,
    trailers: commit.trailers,
    paths: commit.files.map((file) => file.path),
  };
}

/** The `Key: value` lines of the message's last paragraph, when all of it is such lines and it is not the first. The last of a key counts. */
export function parseTrailers(message: string): Record<string, string> {
  const paragraphs = message.trimEnd().split(/\n[ \t]*\n/u);
  if (paragraphs.length < 2) return {};
  const trailers: [string, string][] = [];
  for (const line of (paragraphs.at(-1) ?? '').split('\n')) {
    const found = /^(?<key>[A-Za-z][A-Za-z0-9-]*): (?<value>.*)$/u.exec(line)?.groups;
    if (found === undefined) return {};
    trailers.push([found['key'] ?? '', (found['value'] ?? '').trim()]);
  }
  return Object.fromEntries(trailers);
}

function unreadable(): Fault {
  return new Fault('the answer of git log could not be read', { where: 'git', operation: 'log' });
}
