/** Bytes -> text, or the reason why they cannot be text that everybody sees the same way. */
import { errorAt, type TextProblem } from './problem.ts';

/** Largest file that is read, in bytes. */
export const LARGEST = 1024 * 1024;

/** Most lines, commas and brackets that are read. What a parser needs grows with them, not with letters. */
const MOST_SIGNS = 50_000;

/** True for a text with so many lines, commas, brackets and dashes that no record is written so. */
export function isTooDense(text: string): boolean {
  if (text.length < MOST_SIGNS) return false;
  let signs = 0;
  for (const _sign of text.matchAll(/[\n,[\]{}]|[-?:] /gu)) {
    signs += 1;
    if (signs > MOST_SIGNS) return true;
  }
  return false;
}

/** Controls (tab, LF and CR LF apart), bidi controls, separators and invisible characters, lone surrogates. */
const UNSEEN = /[[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]--[\t\n\r]]|\r(?!\n)/v;
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** What is wrong with the characters of a text, or null. `subject` begins the sentence. */
export function unseenCharacter(text: string, subject: string): { code: string; message: string; hint: string; offset: number } | null {
  const found = UNSEEN.exec(text);
  if (found === null) return null;
  const character = found[0];
  const offset = found.index;
  if (character === '\r') {
    const message = `${subject} has a carriage return without a line feed.`;
    return { code: 'bare-carriage-return', message, hint: 'Save it with line ends LF or CR LF.', offset };
  }
  if (BIDI.test(character)) {
    const message = `${subject} holds ${nameOf(character)}, which changes the direction of the text around it.`;
    return { code: 'bidi-control', message, hint: 'Delete that character; names in Arabic or Hebrew do not need it.', offset };
  }
  const message = `${subject} holds ${nameOf(character)}, which nobody can see.`;
  return { code: 'control-character', message, hint: 'Delete that character, or type the words anew.', offset };
}

function wrongEncoding(bytes: Uint8Array): TextProblem {
  const isWide = bytes.length > 1 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff));
  const message = isWide ? 'The file is UTF-16, not UTF-8.' : 'The file is not UTF-8.';
  return errorAt('', 'not-utf-8', { message, hint: 'Save it as UTF-8 without a byte order mark.' });
}

/** The text of a file, or the one reason why it is not read. */
export function decode(bytes: Uint8Array): { readonly text: string } | { readonly problem: TextProblem } {
  if (bytes.length > LARGEST) {
    const message = `The file has ${bytes.length} bytes; more than ${LARGEST} are not read.`;
    return { problem: errorAt('', 'file-too-large', { message, hint: 'One file holds one record.' }) };
  }
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return { problem: wrongEncoding(bytes) };
  }
  const problem = textProblem(text);
  return problem === null ? { text } : { problem };
}

/** The one reason why a text is not parsed, or null. */
export function textProblem(text: string): TextProblem | null {
  if (isTooDense(text)) {
    const message = `The file has more than ${MOST_SIGNS} lines, items and brackets; so many are not read.`;
    return errorAt('', 'file-too-large', { message, hint: 'One file holds one record.' });
  }
  if (text.startsWith('\ufeff')) {
    return errorAt('', 'byte-order-mark', {
      message: 'The file begins with a byte order mark.',
      hint: 'Save it as UTF-8 without a byte order mark.',
    });
  }
  const unseen = unseenCharacter(text, 'The file');
  if (unseen !== null) return { severity: 'error', ...unseen, pointer: '' };
  if (text.length > 0 && !text.endsWith('\n')) {
    const message = 'The last line does not end with a line break; the file may have been cut off.';
    return {
      ...errorAt('', 'truncated', { message, hint: 'Look whether the end is missing, then add a line break.' }),
      offset: text.length - 1,
    };
  }
  return null;
}
