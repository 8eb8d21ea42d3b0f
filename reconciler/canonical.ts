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
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new TypeError('canonical JSON holds safe integers only');
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError(`canonical JSON cannot hold a ${typeof value}`);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => compareText(a, b));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
}
