/** A page of text that grows line by line: every cell is escaped for terminals, wrapped at 80 columns, then coloured. */
import { escapeTerminal } from '../escape/terminal.ts';
import { pad, WIDTH, widthOf, wrap } from './layout.ts';

/** How kinds of text look; identity without colours. */
export interface Style {
  readonly heading: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly quiet: (text: string) => string;
}

function same(text: string): string {
  return text;
}

/** No colours. */
export const plainStyle: Style = { heading: same, good: same, bad: same, quiet: same };

function sgr(code: number): (text: string) => string {
  return (text) => (text === '' ? '' : `\u001B[${code}m${text}\u001B[0m`);
}

/** Colours for a terminal. The caller obeys NO_COLOR. */
export const terminalStyle: Style = { heading: sgr(1), good: sgr(32), bad: sgr(31), quiet: sgr(2) };

/** One cell of a row: text, perhaps with a look. */
export type Cell = string | { readonly text: string; readonly as: keyof Style };

/** A page being written. */
export interface Page {
  /** A paragraph, wrapped; `indent` counts columns. */
  line(text: string, indent?: number): void;
  heading(text: string): void;
  /** Cells in columns of the given widths; the last cell takes the rest and wraps below itself. */
  row(widths: readonly number[], cells: readonly Cell[]): void;
  blank(): void;
  /** The page so far, without a blank end, closed by a newline; empty when nothing was written. */
  text(): string;
}

function textOf(cell: Cell): string {
  return escapeTerminal(typeof cell === 'string' ? cell : cell.text);
}

/** The cells before the last, padded; at least one space after each. */
function prefixOf(widths: readonly number[], cells: readonly Cell[], style: Style): { shown: string; width: number } {
  let shown = '';
  let width = 0;
  let owed = 0;
  for (const [index, cell] of cells.slice(0, -1).entries()) {
    const content = textOf(cell);
    const wanted = Math.max(1, (widths[index] ?? 0) - owed);
    const padded = widthOf(content) < wanted ? pad(content, wanted) : `${content} `;
    owed = Math.max(0, widthOf(padded) - wanted);
    const look = typeof cell === 'string' ? same : style[cell.as];
    shown += look(content) + padded.slice(content.length);
    width += widthOf(padded);
  }
  return { shown, width };
}

/** An empty page. */
export function makePage(style: Style = plainStyle): Page {
  const lines: string[] = [];
  function row(widths: readonly number[], cells: readonly Cell[]): void {
    const last = cells.at(-1) ?? '';
    const look = typeof last === 'string' ? same : style[last.as];
    const prefix = prefixOf(widths, cells, style);
    const isNarrow = WIDTH - prefix.width < 24;
    const indent = isNarrow ? 8 : prefix.width;
    const content = textOf(last);
    if (isNarrow && widthOf(content) > WIDTH - prefix.width) {
      lines.push(prefix.shown.trimEnd());
      for (const part of wrap(content, WIDTH - indent)) lines.push(' '.repeat(indent) + look(part));
      return;
    }
    const [first = '', ...rest] = wrap(content, WIDTH - prefix.width);
    lines.push((prefix.shown + look(first)).trimEnd());
    for (const part of rest) lines.push(' '.repeat(indent) + look(part));
  }
  return {
    row,
    line: (text, indent = 0) => row([indent], [' '.repeat(Math.max(0, indent - 1)), text].slice(indent === 0 ? 1 : 0)),
    heading: (text) => row([], [{ text, as: 'heading' }]),
    blank: () => {
      if (lines.length > 0 && lines.at(-1) !== '') lines.push('');
    },
    text: () => {
      const whole = lines.join('\n').trimEnd();
      return whole === '' ? '' : `${whole}\n`;
    },
  };
}
