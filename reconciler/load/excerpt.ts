/** The source line with a caret under what is wrong; left out where the line is personal. */
import { escapeTerminal } from '../escape/terminal.ts';
import { type Located, positionAt, type Span } from './locate.ts';
import { personalNumbers } from './personal-numbers.ts';

/** Longest part of a line that is shown, in characters. */
const WIDEST = 100;

const PERSONAL = /(^|[\s{,[-])(person|name|email|login)["']?\s*:/u;

function lineAt(located: Located, line: number): string {
  const start = located.lines.lineStarts[line - 1] ?? 0;
  const stop = located.text.indexOf('\n', start);
  return located.text.slice(start, stop < 0 ? undefined : stop).replace(/\r$/u, '');
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** True when the line, or what it hangs under, holds a name, an address or a login. */
function isPersonal(located: Located, line: number): boolean {
  let indent = Number.POSITIVE_INFINITY;
  for (let number = line; number >= 1 && indent > 0; number -= 1) {
    const text = lineAt(located, number);
    if (text.trim() === '' || indentOf(text) >= indent) continue;
    if (PERSONAL.test(text)) return true;
    indent = indentOf(text);
  }
  return false;
}

/** Whether lines of this file may hold somebody's name, address or login. */
export function holdsPeople(path: string): boolean {
  return path.startsWith('state/employees/') || path === 'policies/guardrails.yaml' || path === 'state/organisation.yaml';
}

/** Two lines, ready to print: the numbered source line, and a caret line. Undefined when the line must not be echoed. */
export function excerptOf(path: string, located: Located, span: Span): string | undefined {
  const { line, column } = positionAt(located, span.start);
  const source = lineAt(located, line);
  if (source.trim() === '' || personalNumbers(source).length > 0) return undefined;
  if (holdsPeople(path) && isPersonal(located, line)) return undefined;
  const from = Math.max(0, column - 1 - (WIDEST - 40));
  const before = escapeTerminal(source.slice(from, column - 1)).replaceAll('\\t', ' ');
  const marked = escapeTerminal(source.slice(column - 1, column - 1 + Math.max(1, span.end - span.start))).replaceAll('\\t', ' ');
  const after = escapeTerminal(source.slice(column - 1 + Math.max(1, span.end - span.start), from + WIDEST)).replaceAll('\\t', ' ');
  const margin = `${String(line).padStart(5)} | `;
  const carets = '^'.repeat(Math.max(1, Math.min(Array.from(marked).length, WIDEST)));
  return `${margin}${before}${marked.slice(0, WIDEST)}${after}\n${' '.repeat(6)}| ${' '.repeat(Array.from(before).length)}${carets}`;
}
