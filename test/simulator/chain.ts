/** The journal as its bytes say, read without the product's code: each line's digest is that of its own bytes, and it follows the line before. */
import { hash } from 'node:crypto';
import type { Chained } from '../../reconciler/model/journal.ts';
import type { MemoryGit } from '../fakes/memory-git.ts';
import { JOURNAL } from './ports.ts';

/** A run as its file shows it so far. */
export interface RunFile {
  readonly run: string;
  text: string;
  readonly records: Chained[];
}

/** The journal as far as it was read. `runs` in the order of the chain. */
export interface ChainView {
  head: string | null;
  last: string;
  readonly runs: RunFile[];
  /** Everything that does not hold. */
  readonly wrong: string[];
}

/** A journal that nobody has written yet. */
export function startChain(): ChainView {
  return { head: null, last: '0'.repeat(64), runs: [], wrong: [] };
}

function take(view: ChainView, file: RunFile, added: string): void {
  for (const line of added.split('\n').slice(0, -1)) {
    const digest = line.slice('{"digest":"'.length, '{"digest":"'.length + 64);
    const rest = line.slice('{"digest":"'.length + 66);
    if (hash('sha256', rest) !== digest) view.wrong.push(`${file.run}: a digest is not that of its line`);
    if (!rest.startsWith(`"prev":"${view.last}",`)) view.wrong.push(`${file.run}: a line does not follow the one before`);
    view.last = digest;
    file.records.push(JSON.parse(line) as Chained);
  }
  file.text += added;
}

function readFile(view: ChainView, path: string, text: string): void {
  const run = path.replace(/^.*\/|\.ndjson$/gu, '');
  const known = view.runs.find((one) => one.run === run) ?? null;
  if (known !== null && known.text === text) return;
  if (known !== null && !text.startsWith(known.text)) view.wrong.push(`${run}: what was written has been changed`);
  const file = known ?? { run, text: '', records: [] };
  if (known === null) view.runs.push(file);
  take(view, file, text.slice(file.text.length));
}

/** Reads what is new on the journal's branch: commit by commit, as it came. */
export function readOn(view: ChainView, git: MemoryGit): void {
  const head = git.refs.get(JOURNAL) ?? null;
  if (head === view.head) return;
  const added = [];
  for (let at: string | null = head; at !== null && at !== view.head; ) {
    const commit = git.describe(at as never);
    added.push(commit);
    at = commit.parent;
    if (at === null && view.head !== null) view.wrong.push('the branch does not go on from where it stood');
  }
  for (const commit of added.reverse()) {
    if (commit.paths.length !== 1) view.wrong.push('a commit does not change one file');
    for (const path of commit.paths) readFile(view, path, git.read(commit.id, path) ?? '');
    if (commit.trailers['Digest'] !== view.last) view.wrong.push('a commit does not name the digest of its last record');
  }
  view.head = head;
}

/** All records of a kind, with their run. */
export function recordsOf<T extends Chained['type']>(view: ChainView, type: T): Extract<Chained, { type: T }>[] {
  return view.runs.flatMap(({ records }) => records.filter((record): record is Extract<Chained, { type: T }> => record.type === type));
}
