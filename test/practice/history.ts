/** The dated story of the practice company, derived backwards from the files at the root of this repository. */
import { readdirSync, readFileSync } from 'node:fs';
import { autumn } from './history/autumn.ts';
import { december } from './history/december.ts';
import { newYear } from './history/new-year.ts';
import type { Step, StepEdit } from './history/steps.ts';

/** Texts of files by path. */
export type Files = ReadonlyMap<string, string>;

/** A step with what it makes of each file it touches. */
export interface Told {
  readonly step: Step;
  readonly files: Files;
}

/** The story: how the files were before it, and what each step makes of them. */
export interface Story {
  readonly first: Files;
  readonly steps: readonly Told[];
}

/** When the files were first put into the repository, in Stockholm. */
export const BEGINNING = '2026-09-27 19:30';

/** The nights before the night that is shown, in this order; each at 02:00 in Stockholm. */
export const NIGHTS_BEFORE = [
  '2026-09-28',
  '2026-09-29',
  '2026-09-30',
  '2026-10-01',
  '2026-10-08',
  '2026-10-15',
  '2026-11-01',
  '2026-11-30',
  '2026-12-07',
  '2026-12-14',
  '2026-12-19',
  '2026-12-21',
  '2026-12-26',
  '2026-12-28',
  '2026-12-29',
  '2026-12-31',
  '2027-01-01',
  '2027-01-02',
  '2027-01-03',
] as const;

/** The night that is shown. */
export const THE_NIGHT = '2027-01-04';

/** The morning after it, for a test. */
export const THE_NIGHT_AFTER = '2027-01-05';

/** All steps, in the order of their dates. */
export const steps: readonly Step[] = [...autumn, ...december, ...newYear];

/** The practice company's files as they stand at the root of this repository. */
export function filesOfRoot(root = new URL('../../', import.meta.url)): Files {
  const paths = ['state', 'policies'].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  );
  const files = paths.filter((path) => path.endsWith('.yaml')).toSorted();
  return new Map(files.map((path) => [path, readFileSync(new URL(path, root), 'utf8')]));
}

function replaceOnce(text: string, change: { from: string; to: string; where: string }): string {
  const at = text.indexOf(change.from);
  if (at === -1 || text.includes(change.from, at + 1)) {
    throw new Error(`${change.where}: stands there ${at === -1 ? 'nowhere' : 'more than once'}: ${JSON.stringify(change.from)}`);
  }
  return text.slice(0, at) + change.to + text.slice(at + change.from.length);
}

function textOf(files: Files, edit: StepEdit, step: Step): string {
  const text = files.get(edit.file);
  if (text === undefined) throw new Error(`${step.at} ${edit.file}: no such file`);
  return text;
}

/** Takes one step back: `files` is changed to what stood before it. */
function undo(files: Map<string, string>, step: Step): void {
  for (const edit of step.edits.toReversed()) {
    const text = textOf(files, edit, step);
    if ('created' in edit) files.delete(edit.file);
    else files.set(edit.file, replaceOnce(text, { from: edit.after, to: edit.before, where: `${step.at} ${edit.file}` }));
  }
}

/** What a branch that nobody merged makes of the files. */
function aside(files: Files, step: Step): Files {
  const result = new Map<string, string>();
  for (const edit of step.edits) {
    if ('created' in edit) throw new Error(`${step.at} ${edit.file}: a new file on a branch that is left open has no text`);
    const text = result.get(edit.file) ?? textOf(files, edit, step);
    result.set(edit.file, replaceOnce(text, { from: edit.before, to: edit.after, where: `${step.at} ${edit.file}` }));
  }
  return result;
}

/** The story whose end is `last`: every step undone, the last one first. */
export function tellStory(last: Files): Story {
  const files = new Map(last);
  const told: Told[] = [];
  for (const step of steps.toReversed()) {
    if (step.how === 'open') {
      told.push({ step, files: aside(files, step) });
      continue;
    }
    const paths = [...new Set(step.edits.map((edit) => edit.file))];
    told.push({ step, files: new Map(paths.map((path) => [path, files.get(path) ?? ''])) });
    undo(files, step);
  }
  return { first: files, steps: told.toReversed() };
}
