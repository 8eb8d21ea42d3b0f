/** Values as YAML text: plain where that is safe, quoted where YAML would read something else, short maps in one line. Pure. */
import type { KeyOrder } from '../../../schemas/order.ts';
import type { EditValue } from '../../model/proposal.ts';

const WIDTH = 100;

/** Letters, digits and harmless signs; nothing that could be an indicator, a comment or a key. */
const PLAIN = /^[\p{L}\p{N}/_.+][\p{L}\p{M}\p{N} /_.+@()=%;-]*$/u;
/** What YAML 1.2 reads as something other than text, and numbers as older readers write them. */
const OTHER =
  /^(null|true|false|[-+]?[0-9][0-9_]*(\.[0-9_]*)?(e[-+]?[0-9]+)?|[-+]?\.([0-9][0-9_]*(e[-+]?[0-9]+)?|inf|nan)|0o[0-7]+|0x[0-9a-f]+|0b[01]+|[-+.]+)$/iu;
/** Signs that an editor does not show, or that turn the direction of writing. */
const HIDDEN = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

function isPlain(text: string): boolean {
  return PLAIN.test(text) && !OTHER.test(text) && !text.endsWith(' ');
}

function escapeHidden(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** One value in one line that reads back as exactly this value. Days and ids stay plain. */
export function writeScalar(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return String(value);
  return isPlain(value) ? value : JSON.stringify(value).replaceAll(HIDDEN, escapeHidden);
}

/** A map's entries in the order of the schema; keys it does not know keep their place at the end. */
export function inOrder(value: { readonly [key: string]: EditValue }, order: KeyOrder | null): [string, EditValue][] {
  const entries = Object.entries(value);
  const names = [...(order?.keys?.keys() ?? [])];
  const rank = (key: string): number => {
    const index = names.indexOf(key);
    return index < 0 ? names.length : index;
  };
  return entries.sort(([a], [b]) => rank(a) - rank(b));
}

/** The order that holds below a key. */
export function orderBelow(order: KeyOrder | null, key: string | number): KeyOrder | null {
  return (typeof key === 'string' ? order?.keys?.get(key) : null) ?? order?.each ?? null;
}

/** The value in flow style, in one line. */
export function writeFlow(value: EditValue, order: KeyOrder | null): string {
  if (value === null || typeof value !== 'object') return writeScalar(value);
  if (isList(value)) return `[${value.map((item) => writeFlow(item, orderBelow(order, 0))).join(', ')}]`;
  const entries = inOrder(value, order);
  return `{${entries.map(([key, item]) => `${writeScalar(key)}: ${writeFlow(item, orderBelow(order, key))}`).join(', ')}}`;
}

/** A list or map. */
export type Collection = readonly EditValue[] | { readonly [key: string]: EditValue };

/** True for a list. */
export function isList(value: EditValue): value is readonly EditValue[] {
  return Array.isArray(value);
}

/** True when the value may stand in one line: an empty list or map, or a short one whose parts are plain values or lists of them. */
function fitsOneLine(value: Collection, room: number, order: KeyOrder | null): boolean {
  const parts: readonly EditValue[] = isList(value) ? value : Object.values(value);
  const isFlat = parts.every(
    (part) => part === null || typeof part !== 'object' || (isList(part) && !isList(value) && part.every(isScalar)),
  );
  return isFlat && writeFlow(value, order).length <= room;
}

/** True for a value that is neither list nor map. */
export function isScalar(value: EditValue): value is string | number | boolean | null {
  return value === null || typeof value !== 'object';
}

/** How lines of a block are written: the order of keys below this place, and the step of each level in spaces. */
export interface BlockStyle {
  readonly order: KeyOrder | null;
  readonly step: number;
  /** How many levels from here on are written as blocks, however short they are. */
  readonly blocks?: number;
}

/** `key: value` as lines without line ends, at an indent. */
export function writeEntry(key: string, value: EditValue, style: BlockStyle & { readonly indent: number }): string[] {
  const head = `${' '.repeat(style.indent)}${writeScalar(key)}:`;
  const { blocks = 0 } = style;
  const room = WIDTH - head.length - 1;
  if (isScalar(value) || isEmpty(value) || (blocks === 0 && fitsOneLine(value, room, style.order))) {
    return [`${head} ${writeFlow(value, style.order)}`];
  }
  return [head, ...writeBlock(value, { ...style, blocks: Math.max(0, blocks - 1), indent: style.indent + style.step })];
}

/** True for a list or map without content, which has no block form. */
export function isEmpty(value: Collection): boolean {
  return Object.keys(value).length === 0;
}

/** A list or map as lines without line ends, at an indent. */
export function writeBlock(value: Collection, style: BlockStyle & { readonly indent: number }): string[] {
  if (isList(value)) return value.flatMap((item) => writeItem(item, style));
  return inOrder(value, style.order).flatMap(([key, item]) => writeEntry(key, item, { ...style, order: orderBelow(style.order, key) }));
}

/** `- value` as lines without line ends, at the indent of the dash; `style.order` is that of the list. */
export function writeItem(item: EditValue, style: BlockStyle & { readonly indent: number }): string[] {
  const dash = `${' '.repeat(style.indent)}- `;
  const order = orderBelow(style.order, 0);
  if (isScalar(item) || isEmpty(item) || fitsOneLine(item, WIDTH - dash.length, order)) return [dash + writeFlow(item, order)];
  const [first = '', ...rest] = writeBlock(item, { order, step: style.step, indent: style.indent + 2 });
  return [dash + first.trimStart(), ...rest];
}
