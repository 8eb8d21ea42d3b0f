/** Problems -> diagnostics: placed, with an excerpt, sorted, and clean of personal identity numbers. */
import type { Diagnostic } from '../model/diagnostic.ts';
import { excerptOf } from './excerpt.ts';
import { type Located, positionAt, prepare, spanOf } from './locate.ts';
import { withoutPersonalNumbers } from './personal-numbers.ts';
import { errorAt, inFile, type Problem } from './problem.ts';

/** Most problems of one file that are shown: to place one takes a walk through its text. */
const MOST = 100;

/** The text of a file, or null when it cannot be shown (not read, or no text). */
export type TextOf = (path: string) => string | null;

function placed(problem: Problem, located: Located | null): Pick<Diagnostic, 'line' | 'column' | 'excerpt'> {
  const isWhole = problem.pointer === '' && problem.offset === undefined;
  if (located === null || isWhole) return { line: 0, column: 0 };
  const pointed = problem.pointer === '' ? null : spanOf(located, problem.pointer, problem.at);
  const offset = problem.offset ?? pointed?.start ?? 0;
  const where = pointed?.start === offset ? pointed : { start: offset, end: offset + 1 };
  const excerpt = excerptOf(problem.file, located, where);
  return { ...positionAt(located, where.start), ...(excerpt === undefined ? {} : { excerpt }) };
}

function diagnosticOf(problem: Problem, located: Located | null): Diagnostic {
  const { severity, code, hint, pointer } = problem;
  return {
    severity,
    code,
    message: withoutPersonalNumbers(problem.message),
    ...(hint === undefined ? {} : { hint: withoutPersonalNumbers(hint) }),
    file: withoutPersonalNumbers(problem.file),
    ...placed(problem, located),
    ...(pointer === '' ? {} : { pointer: withoutPersonalNumbers(pointer) }),
  };
}

function compare(a: Diagnostic, b: Diagnostic): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

/** As many as are shown, errors before warnings, and how many more there are. */
function shownOf(file: string, group: readonly Problem[]): readonly Problem[] {
  if (group.length <= MOST) return group;
  const isError = ({ severity }: Problem) => severity === 'error';
  const shown = [...group.filter(isError), ...group.filter((one) => !isError(one))].slice(0, MOST);
  const message = `This file has ${group.length - MOST} more problems, which are not shown.`;
  const more = inFile(file, errorAt('', 'more-problems', { message, hint: 'Mend these first.' }));
  return [...shown, { ...more, severity: group.some(isError) ? 'error' : 'warning' }];
}

/** All problems as diagnostics, sorted by file, line and column; what came first stays first at one place. Of one file at most a hundred. */
export function diagnose(problems: readonly Problem[], textOf: TextOf): readonly Diagnostic[] {
  const byFile = new Map<string, Problem[]>();
  for (const problem of problems) {
    const group = byFile.get(problem.file);
    if (group === undefined) byFile.set(problem.file, [problem]);
    else group.push(problem);
  }
  const diagnostics: Diagnostic[] = [];
  for (const [file, group] of byFile) {
    const text = textOf(file);
    const located = text === null ? null : prepare(text);
    for (const problem of shownOf(file, group)) diagnostics.push(diagnosticOf(problem, located));
  }
  return diagnostics.toSorted(compare);
}
