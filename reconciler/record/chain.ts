/** The chain of records: each line carries the digest of its own bytes and of the line before. */
import type { Digest } from '../../schemas/primitives.ts';
import type { Hash } from '../canonical.ts';
import { canonicalJson } from '../canonical.ts';
import type { Chained, JournalRecord } from '../model/journal.ts';
import { shapeFault } from './journal-shape.ts';

/** A run's records, or the first line that does not hold. Lines count from 1. */
export type ParsedRun = { readonly records: Chained[]; readonly last: Digest } | { readonly fault: string; readonly line: number };

const LINE = /^\{"digest":"(?<digest>[0-9a-f]{64})",(?<rest>"prev":"(?<prev>[0-9a-f]{64})",.*\})$/su;

/** Bytes as text; null when they are not UTF-8. A byte order mark stays, so that no byte is lost on the way. */
export function decodeRun(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The lines of records that follow a digest, each with its LF, and the digest of the last (`prev` when there is none). */
export function chainRecords(prev: Digest, records: readonly JournalRecord[], hash: Hash): { text: string; last: Digest } {
  let text = '';
  let last = prev;
  for (const record of records) {
    const rest = restOf(last, record);
    last = hash(rest);
    text += `{"digest":"${last}",${rest}\n`;
  }
  return { text, last };
}

/** The bytes that a record's digest is taken of: `prev` first, then the record in canonical form. */
function restOf(prev: string, record: object): string {
  return `"prev":"${prev}",${canonicalJson(record).slice(1)}`;
}

/**
 * The records of a file, or of what was added to one, that follow `prev`. Every byte counts: a line is taken only when writing its record again gives the same line.
 * With `prev` null the first line names what it follows, and only the links inside are checked.
 */
export function parseRun(text: string, prev: Digest | null, hash: Hash): ParsedRun {
  if (!text.endsWith('\n'))
    return { fault: text === '' ? 'there is no record' : 'the last line has no end', line: text.split('\n').length };
  const lines = text.slice(0, -1).split('\n');
  const records: Chained[] = [];
  let last = prev;
  for (const [index, line] of lines.entries()) {
    const parsed = parseLine(line, last, hash);
    if (typeof parsed === 'string') return { fault: parsed, line: index + 1 };
    records.push(parsed);
    last = parsed.digest;
  }
  const end = records.at(-1)?.digest;
  return end === undefined ? { fault: 'there is no record', line: 1 } : { records, last: end };
}

/** The record of one line, or what is wrong with it. */
function parseLine(line: string, prev: Digest | null, hash: Hash): Chained | string {
  const parts = LINE.exec(line)?.groups;
  const rest = parts?.['rest'] ?? '';
  if (parts === undefined) return 'the line is not a record';
  if (hash(rest) !== parts['digest']) return 'the digest is not that of the line';
  if (prev !== null && parts['prev'] !== prev) return 'the line does not follow the one before';
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(line) as Record<string, unknown>;
  } catch {
    return 'the line is not JSON';
  }
  const { digest: _digest, prev: before, ...record } = value;
  try {
    if (restOf(String(before), record) !== rest) return 'the line is not in the one form that records have';
  } catch {
    return 'the line holds what no record may hold';
  }
  return shapeFault(record) ?? (value as unknown as Chained);
}
