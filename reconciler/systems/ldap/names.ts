/** Distinguished names (RFC 4514): read, compared, built. A name is never put together from text that was not read or escaped here. Pure. */

/** One `type=value` of a name, with the value as it is meant. A value that stands as `#hex` is kept in that form. */
interface Part {
  readonly type: string;
  readonly value: string;
}

/** A name, from the entry up to the root; several parts in one step where the entry has such a name. */
export type Name = readonly (readonly Part[])[];

const HEX = /^[0-9a-fA-F]{2}/u;

/** Reads the value that begins at `from`: what it means, where it ends, and whether it was quoted or escaped to its end. */
function readValue(text: string, from: number): { readonly value: string; readonly end: number } | null {
  const bytes: number[] = [];
  let keep = 0;
  let at = from;
  while (text[at] === ' ') at += 1;
  const isQuoted = text[at] === '"';
  if (isQuoted) at += 1;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (isQuoted ? character === '"' : ',+;'.includes(character)) break;
    if (character === '\\') {
      const hex = HEX.exec(text.slice(at + 1));
      if (hex === null && at + 1 >= text.length) return null;
      if (hex === null) bytes.push(...Buffer.from(text[at + 1] ?? ''));
      else bytes.push(Number.parseInt(hex[0], 16));
      at += hex === null ? 2 : 3;
      keep = bytes.length;
      continue;
    }
    const point = String.fromCodePoint(text.codePointAt(at) ?? 0);
    bytes.push(...Buffer.from(point));
    at += point.length;
    if (isQuoted || point !== ' ') keep = bytes.length;
  }
  if (isQuoted) {
    if (text[at] !== '"') return null;
    at += 1;
    while (text[at] === ' ') at += 1;
  }
  return { value: Buffer.from(bytes.slice(0, keep)).toString(), end: at };
}

/** The parts of a name; null for a text that is none. */
export function parseName(text: string): Name | null {
  const name: Part[][] = [];
  let step: Part[] = [];
  let at = 0;
  for (;;) {
    const [whole = '', type = ''] = /^ *([A-Za-z][A-Za-z0-9-]*|[0-9]+(?:\.[0-9]+)*) *=/u.exec(text.slice(at)) ?? [];
    if (whole === '') return null;
    const read = readValue(text, at + whole.length);
    if (read === null || read.value === '') return null;
    step.push({ type, value: read.value });
    at = read.end;
    if (text[at] === '+') {
      at += 1;
      continue;
    }
    name.push(step);
    step = [];
    if (at >= text.length) return name;
    if (text[at] !== ',' && text[at] !== ';') return null;
    at += 1;
  }
}

/** A value as it stands in a name: everything that has a meaning there is escaped. */
export function escapeValue(value: string): string {
  let text = '';
  for (const character of value) {
    const code = character.charCodeAt(0);
    if (code < 0x20 || code === 0x7f) text += `\\${code.toString(16).padStart(2, '0')}`;
    else text += '\\",+;<>=#'.includes(character) ? `\\${character}` : character;
  }
  const withEnd = text.endsWith(' ') ? `${text.slice(0, -1)}\\ ` : text;
  return withEnd.startsWith(' ') ? `\\${withEnd}` : withEnd;
}

/** The text of a name. */
export function formatName(name: Name): string {
  return name.map((step) => step.map(({ type, value }) => `${type}=${escapeValue(value)}`).join('+')).join(',');
}

/** Spaces count once and case not at all, as directories compare the names of people and containers. */
function comparable({ type, value }: Part): string {
  const folded = value.normalize('NFKC').toLowerCase().replaceAll(/ +/gu, ' ').trim();
  return `${type.toLowerCase()}=${escapeValue(folded)}`;
}

/** A text that is the same for every spelling of one name. */
function keyOfName(name: Name): string {
  return name.map((step) => step.map(comparable).sort().join('+')).join(',');
}

/** A text that is the same for every spelling of one name; for what is no name, the text itself. */
export function keyOf(text: string): string {
  const name = parseName(text);
  return name === null ? text : keyOfName(name);
}

/** The name of the container; null at the root, and for what is no name. */
export function parentOf(text: string): string | null {
  const name = parseName(text);
  return name === null || name.length < 2 ? null : formatName(name.slice(1));
}

/** Type and value of an entry's own part; null when it has several, or the text is no name. */
export function ownPart(text: string): Part | null {
  const [step, ...more] = parseName(text) ?? [];
  return step === undefined || more.length === 0 || step.length !== 1 ? null : (step[0] ?? null);
}

/** An entry's own part as text, escaped. */
export function formatPart({ type, value }: Part): string {
  return `${type}=${escapeValue(value)}`;
}

/** True when an entry is the base, or lies below it. */
export function isWithin(text: string, base: string): boolean {
  const [name, above] = [parseName(text), parseName(base)];
  if (name === null || above === null || name.length < above.length) return false;
  return keyOfName(name.slice(name.length - above.length)) === keyOfName(above);
}

/** Bases without those that lie below another one: nothing is to be read twice. */
export function outermost(bases: readonly string[]): readonly string[] {
  const distinct = [...new Map(bases.map((base) => [keyOf(base), base])).values()];
  return distinct.filter((base) => !distinct.some((other) => other !== base && isWithin(base, other)));
}
