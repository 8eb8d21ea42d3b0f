/** Diagnostics as GitHub workflow commands, which show them beside the changed lines. Pure. */
import { escapeAnnotation, escapeAnnotationProperty } from '../escape/annotation.ts';
import { makeVisible } from '../escape/visible.ts';
import type { Diagnostic } from '../model/diagnostic.ts';

/** Controls written out; line ends stay, for the escaper of annotations keeps those apart. */
function visible(path: string): string {
  return path.split('\n').map(makeVisible).join('\n');
}

function annotation({ severity, code, message, hint, file, line, column }: Diagnostic): string {
  const place = line === 0 ? [] : [`line=${line}`, `col=${column}`];
  const properties = [`file=${escapeAnnotationProperty(visible(file))}`, ...place, `title=${escapeAnnotationProperty(code)}`].join(',');
  return `::${severity} ${properties}::${escapeAnnotation(makeVisible(hint === undefined ? message : `${message} ${hint}`))}\n`;
}

/** One line per diagnostic. Nothing in a file can begin another command. */
export function diagnosticsAnnotations(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map((one) => annotation(one)).join('');
}
