/** Text in columns, by code points. */

/** Columns of every text report. */
export const WIDTH = 80;

const NARROW = /[\p{M}\u200C\u200D]/gu;
const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/gu;

/** Columns that a text takes: one per code point, none for marks and joiners, two for wide letters. */
export function widthOf(text: string): number {
  const shown = text.replaceAll(NARROW, '');
  return Array.from(shown).length + (shown.match(WIDE)?.length ?? 0);
}

/** The text with spaces up to the width; a longer text stays whole. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** The text with spaces in front up to the width. */
export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text;
}

/** The text, cut with `…` when it is wider. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let result = '';
  for (const character of text) {
    if (widthOf(result + character) > width - 1) break;
    result += character;
  }
  return `${result}…`;
}

/** Words, not parted inside an amount (`1 800.00 SEK`) or a number. */
function wordsOf(text: string): string[] {
  return text.split(/(?<!\d) +| +(?!\d{3}\b)/u).filter((word) => word !== '');
}

/** The text in lines of at most this width; a longer word is parted. Never empty. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of wordsOf(text)) {
    let rest = word;
    const joined = line === '' ? rest : `${line} ${rest}`;
    if (widthOf(joined) <= width) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    while (widthOf(rest) > width) {
      const part = Array.from(rest).slice(0, width).join('');
      lines.push(part);
      rest = rest.slice(part.length);
    }
    line = rest;
  }
  return [...lines, line];
}

/** `1 run`, `2 runs`: for output that is English in every language. */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
