/** A problem before its place in the text is known: what rules report, so that the hot path carries no positions. */

/** What is wrong, and where in the document. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  /** Kebab-case code, stable. */
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly file: string;
  /** Another file that the problem is about as much as this one. */
  readonly other?: string;
  /** JSON pointer; empty for the whole file. */
  readonly pointer: string;
  /** Whether the key or the value of that pointer is to blame. Default: value. */
  readonly at?: 'key' | 'value';
  /** Offset in the text (UTF-16 units), when the parser knows better than a pointer. */
  readonly offset?: number;
}

/** A problem in one text, before it is known which file that is. */
export type TextProblem = Omit<Problem, 'file'>;

/** An error at a pointer. */
export function errorAt(pointer: string, code: string, text: { message: string; hint?: string | undefined }): TextProblem {
  const hint = text.hint === undefined ? {} : { hint: text.hint };
  return { severity: 'error', code, message: text.message, ...hint, pointer };
}

/** A warning at a pointer. */
export function warningAt(pointer: string, code: string, text: { message: string; hint?: string | undefined }): TextProblem {
  return { ...errorAt(pointer, code, text), severity: 'warning' };
}

/** The problem, said of one file. */
export function inFile(file: string, problem: TextProblem): Problem {
  return { ...problem, file };
}

/** A pointer made of keys and indexes (RFC 6901). */
export function pointerOf(...path: readonly (string | number)[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The keys and indexes of a pointer. */
export function partsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}
