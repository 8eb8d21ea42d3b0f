/** What a directory answers: entries with their values as bytes, whatever case and options the attribute came with. */
import type { SearchEntry } from 'ldapts';

/** The part of an attribute's values that came: `end` is null when these are the last ones. */
export interface Range {
  readonly start: number;
  readonly end: number | null;
}

/** The values of one attribute. */
interface Held {
  readonly values: readonly Buffer[];
  readonly range: Range | null;
}

/** One entry. Attributes are asked for in small letters. */
export interface Entry {
  readonly dn: string;
  readonly attributes: ReadonlyMap<string, Held>;
}

/** `member;range=0-1499` -> member, 0, 1499. Other options (a language, `binary`) make it another attribute. */
function read(type: string): { readonly name: string; readonly range: Range | null } {
  const [whole, name, start, end] = /^([^;]+);range=([0-9]{1,9})-([0-9]{1,9}|\*)$/iu.exec(type) ?? [];
  if (whole === undefined || name === undefined) return { name: type.toLowerCase(), range: null };
  return { name: name.toLowerCase(), range: { start: Number(start), end: end === '*' ? null : Number(end) } };
}

/** An entry as it came. Where an attribute came whole and as an empty list beside its first part, the part counts. */
export function entryOf(message: SearchEntry): Entry {
  const attributes = new Map<string, Held>();
  for (const attribute of message.attributes) {
    const { name, range } = read(attribute.type);
    const values = attribute.parsedBuffers;
    if (range === null && attributes.has(name) && values.length === 0) continue;
    attributes.set(name, { values, range });
  }
  return { dn: message.name, attributes };
}

/** Values as bytes; none where the entry has no such attribute or does not show it. */
export function bytesOf(entry: Entry, attribute: string): readonly Buffer[] {
  return entry.attributes.get(attribute)?.values ?? [];
}

/** Values as texts. */
export function textsOf(entry: Entry, attribute: string): readonly string[] {
  return bytesOf(entry, attribute).map((value) => value.toString());
}

/** The only value, or the first; null for none and for an empty one. */
export function textOf(entry: Entry, attribute: string): string | null {
  const [first = ''] = textsOf(entry, attribute);
  return first === '' ? null : first;
}

/** The range of an attribute that came in part; null when it came whole. */
export function rangeOf(entry: Entry, attribute: string): Range | null {
  return entry.attributes.get(attribute)?.range ?? null;
}
