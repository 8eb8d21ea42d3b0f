/** Whether edits made on an old base still merge cleanly after the base has moved: by lines, as git does, with one unchanged line between. Pure. */

import type { Kind } from '../../../schemas/places.ts';
import type { Edit } from '../../model/proposal.ts';
import { editYaml } from '../edit-yaml.ts';

/** Lines from `from` up to `to` (exclusive) of the old text. */
interface Lines {
  readonly from: number;
  readonly to: number;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length - 1;
}

/** The lines between the first and the last difference of two texts. */
function changedLines(old: string, now: string): Lines {
  const a = old.split('\n');
  const b = now.split('\n');
  let from = 0;
  while (from < a.length && from < b.length && a[from] === b[from]) from += 1;
  let tail = 0;
  while (tail < a.length - from && tail < b.length - from && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  return { from, to: a.length - tail };
}

function isApart(ours: Lines, theirs: Lines): boolean {
  return ours.to < theirs.from || theirs.to < ours.from;
}

/** True when our edits of the old text and what happened to it since do not touch. */
export function mergesCleanly(file: { readonly old: string; readonly now: string }, edits: readonly Edit[], kind: Kind): boolean {
  if (file.old === file.now) return true;
  const edited = editYaml(file.old, edits, kind);
  if ('refused' in edited) return false;
  const theirs = changedLines(file.old, file.now);
  return edited.ranges.every((range) => isApart({ from: lineOf(file.old, range.start), to: lineOf(file.old, range.end) + 1 }, theirs));
}
