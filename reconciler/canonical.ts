/** JSON in one form only: keys sorted by code unit, no white space (RFC 8785 for strings, booleans, null and integers). Pure. */
import type { Digest } from '../schemas/primitives.ts';

/** A function from text to its SHA-256 in hex; given to pure code as an argument. */
export type Hash = (text: string) => Digest;

/** Order of texts by code unit: the same on every machine and in every language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** The canonical text of a value. Undefined properties are left out; numbers must be safe integers. Throws on anything else. */
export function canonicalJson(value: unknown): string {
  const parts: string[] = [];
  write(value, parts);
  return parts.join('');
}

function write(value: unknown, parts: string[]): void {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') parts.push(JSON.stringify(value));
  else if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new TypeError('canonical JSON holds safe integers only');
    parts.push(String(value));
  } else if (Array.isArray(value)) {
    parts.push('[');
    for (let index = 0; index < value.length; index += 1) {
      if (index > 0) parts.push(',');
      write(value[index] ?? null, parts);
    }
    parts.push(']');
  } else if (typeof value === 'object') writeRecord(value as Readonly<Record<string, unknown>>, parts);
  else throw new TypeError(`canonical JSON cannot hold a ${typeof value}`);
}

function writeRecord(record: Readonly<Record<string, unknown>>, parts: string[]): void {
  const keys = Object.keys(record);
  const isInOrder = keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') < key);
  // The long lists of a plan, paths and ids, are texts in order: what the engine writes is the canonical form already.
  if (isInOrder && keys.every((key) => typeof record[key] === 'string')) {
    parts.push(JSON.stringify(record));
    return;
  }
  if (!isInOrder) keys.sort(compareText);
  let separator = '{';
  for (const key of keys) {
    const item = record[key];
    if (item === undefined) continue;
    parts.push(separator, JSON.stringify(key), ':');
    write(item, parts);
    separator = ',';
  }
  parts.push(separator === '{' ? '{}' : '}');
}
