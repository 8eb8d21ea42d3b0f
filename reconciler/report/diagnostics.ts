/** Diagnostics as text for a terminal or a log: place, sentence, source line with a caret, next step. Pure. */
import { escapeTerminal } from '../escape/terminal.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { counted } from './layout.ts';

/** `file:line:column`, as editors and terminals open it. */
export function placeOf({ file, line, column }: Diagnostic): string {
  return escapeTerminal(line === 0 ? file : `${file}:${line}:${column}`);
}

function linesOf(diagnostic: Diagnostic): string[] {
  const { severity, code, message, excerpt, hint } = diagnostic;
  const lines = [`${placeOf(diagnostic)}  ${severity} ${code}`, `  ${escapeTerminal(message)}`];
  if (excerpt !== undefined) lines.push(...excerpt.split('\n').map((line) => escapeTerminal(line)));
  if (hint !== undefined) lines.push(`  ${escapeTerminal(hint)}`);
  return lines;
}

/** `2 errors and 1 warning in 3 files`. */
export function diagnosticCounts(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((one) => one.severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const files = new Set(diagnostics.map((one) => one.file)).size;
  const parts = [errors > 0 ? [counted(errors, 'error')] : [], warnings > 0 ? [counted(warnings, 'warning')] : []].flat();
  return `${parts.join(' and ')} in ${counted(files, 'file')}`;
}

/** All diagnostics, one block each, and a last line that counts them. Empty when there are none. */
export function diagnosticsText(diagnostics: readonly Diagnostic[]): string {
  if (diagnostics.length === 0) return '';
  return `${diagnostics.map((one) => `${linesOf(one).join('\n')}\n`).join('\n')}\n${diagnosticCounts(diagnostics)}.\n`;
}
