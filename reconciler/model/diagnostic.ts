/** What is wrong with a file, for its author: a value, collected, never thrown. */

/** A problem in a file. Line and column count from 1; 0 means the whole file. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  /** Kebab-case code, stable: scripts and documentation refer to it. */
  readonly code: string;
  /** One sentence: what is wrong. Never echoes a personal identity number. */
  readonly message: string;
  /** The next step, or a "did you mean". */
  readonly hint?: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The source line and a caret line, ready to print; absent when the text must not be echoed. */
  readonly excerpt?: string;
  /** JSON pointer into the document, when known. */
  readonly pointer?: string;
}

/** Where in the files a value stands; data for explaining, never for steering. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
