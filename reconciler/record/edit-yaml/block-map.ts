/** Adding and deleting entries of block maps. Pure. */
import type { YAMLMap } from 'yaml';
import type { KeyOrder } from '../../../schemas/order.ts';
import type { EditValue } from '../../model/proposal.ts';
import { insertLines, lineEndOf, lineStart, nextLine, skipDeeperComments, startOfCommentsAbove, withoutLineEnd } from './lines.ts';
import { entriesOf, type Part, type Refusal } from './places.ts';
import type { Splice } from './splices.ts';
import { orderBelow, writeEntry } from './write-value.ts';

/** What is put into a map. */
export interface NewEntry {
  readonly key: string;
  readonly value: EditValue;
  /** How many levels stand for parents that were absent: those are written as blocks. */
  readonly blocks: number;
}

/** What an edit knows of the file. */
export interface Surroundings {
  readonly text: string;
  /** Spaces per level. */
  readonly step: number;
}

/** The last entry that precedes the key in the schema; of an unknown key, the last of all. */
function predecessor(entries: readonly Part[], key: string, order: KeyOrder | null): Part | undefined {
  const names = [...(order?.keys?.keys() ?? [])];
  const rank = names.indexOf(key);
  if (rank < 0) return entries.at(-1);
  return entries.findLast((entry) => {
    const other = names.indexOf(String(entry.key));
    return other >= 0 && other < rank;
  });
}

/** The column of a part, which is the indent of its collection. */
export function columnOf(text: string, part: Part): number {
  return part.start - lineStart(text, part.start);
}

/** True when the line has only spaces before the part: not the first key after a dash. */
function ownsLine(text: string, part: Part): boolean {
  return text.slice(lineStart(text, part.start), part.start).trim() === '';
}

/** Puts a new key in: below the nearest key that the schema names before it, indented as the rest of its map. */
export function addToBlockMap(around: Surroundings, map: YAMLMap, entry: NewEntry & { readonly order: KeyOrder | null }): Splice[] {
  const { text, step } = around;
  const entries = entriesOf(map);
  const first = entries[0] as Part;
  const indent = columnOf(text, first);
  const lines = writeEntry(entry.key, entry.value, { order: orderBelow(entry.order, entry.key), step, blocks: entry.blocks, indent });
  const before = predecessor(entries, entry.key, entry.order);
  if (before !== undefined) return [insertLines(text, skipDeeperComments(text, nextLine(text, before.end), indent), lines)];
  if (ownsLine(text, first)) {
    return [insertLines(text, startOfCommentsAbove(text, lineStart(text, first.start), { from: 0, indent }), lines)];
  }
  const joined = lines.join(lineEndOf(text)).trimStart();
  return [{ start: first.start, end: first.start, text: joined + lineEndOf(text) + ' '.repeat(indent) }];
}

/** Takes the first key after a dash away; the next key, or the comments above it, move up. */
function deleteAfterDash(text: string, entry: Part, next: Part): Splice[] {
  const end = nextLine(text, entry.end);
  if (end === lineStart(text, next.start)) return [{ start: entry.start, end: next.start, text: '' }];
  const dashEnd = text.slice(0, entry.start).trimEnd().length;
  return [{ start: dashEnd, end: withoutLineEnd(text, end), text: '' }];
}

/** Deletes the lines of a key that is there, with the comment lines right above it. The only key of a map is not deleted. */
export function deleteFromBlockMap(text: string, map: YAMLMap, key: string): Splice[] | Refusal {
  const entries = entriesOf(map);
  const index = entries.findIndex((entry) => entry.key === key);
  const entry = entries[index] as Part;
  if (entries.length === 1) return { refused: `${key} is the only key of its map` };
  if (!ownsLine(text, entry)) return deleteAfterDash(text, entry, entries[index + 1] as Part);
  const above = entries[index - 1];
  const from = above === undefined ? 0 : nextLine(text, above.end);
  const start = startOfCommentsAbove(text, lineStart(text, entry.start), { from, indent: columnOf(text, entry) });
  return [{ start, end: nextLine(text, entry.end), text: '' }];
}
