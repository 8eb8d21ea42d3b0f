/** What may stand in no file, whatever its kind: personal identity numbers; and what is worth a second look: names in mixed scripts. */

import type { Kind } from '../../schemas/places.ts';
import { prepare, spanOf } from './locate.ts';
import { personalNumbers } from './personal-numbers.ts';
import { pointerOf, type TextProblem, warningAt } from './problem.ts';

const LATIN = /\p{Script=Latin}/u;
const LOOKALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\uff01-\uff5e]/u;

/** Personal identity numbers in the text of a file, comments included. */
export function personalNumberProblems(text: string): readonly TextProblem[] {
  return personalNumbers(text).map(({ start }) => ({
    severity: 'error',
    code: 'personal-number',
    message: 'A personal identity number stands here; it is not shown.',
    hint: 'Remove it. It is in the history as well: ask who keeps the repository to take it out there.',
    pointer: '',
    offset: start,
  }));
}

/** Where numbers stand that a maker or an operator gave, by kind of file: `*` is any item of a list. */
const GIVEN: Readonly<Partial<Record<Kind, readonly (readonly string[])[]>>> = {
  device: [['serial'], ['number', 'value'], ['certificates', '*', 'serial']],
};

/** Nothing but letters and digits, as labels have it; a person's number with its sign, or in a sentence, is a person's anywhere. */
const LABEL = /^\+?[0-9A-Za-z]+$/u;

function pointersOf(value: unknown, path: readonly string[], pointer = ''): readonly string[] {
  const [first, ...rest] = path;
  if (first === undefined) return typeof value === 'string' && LABEL.test(value) ? [pointer] : [];
  if (typeof value !== 'object' || value === null) return [];
  const found = Object.entries(value).filter(([key]) => first === '*' || key === first);
  return found.flatMap(([key, item]) => pointersOf(item, rest, pointer + pointerOf(key)));
}

/** Of what was found in the text of a document whose shape is right: what is a person's, and not by its place a number of a thing. */
export function withoutGiven(
  found: readonly TextProblem[],
  document: { readonly kind: Kind; readonly text: string; readonly value: unknown },
): readonly TextProblem[] {
  const paths = GIVEN[document.kind];
  if (found.length === 0 || paths === undefined) return found;
  const located = prepare(document.text);
  const spans = paths.flatMap((path) => pointersOf(document.value, path)).map((pointer) => spanOf(located, pointer));
  return found.filter(({ offset = -1 }) => !spans.some(({ start, end }) => start <= offset && offset < end));
}

function wordProblem(text: string, pointer: string): TextProblem | null {
  const isMixed = text.split(/[\s@._-]+/u).some((word) => LATIN.test(word) && LOOKALIKE.test(word));
  if (isMixed) {
    const message = 'A word mixes letters of alphabets that look alike, such as Latin and Cyrillic.';
    return warningAt(pointer, 'mixed-script', { message, hint: 'Type the word anew; look at who wrote it.' });
  }
  if (text !== text.normalize('NFC')) {
    const message = 'This text is written with combining characters and will not equal the same text typed elsewhere.';
    return warningAt(pointer, 'not-normalised', { message, hint: 'Type it anew.' });
  }
  return null;
}

/** Words of a document that look like others. Only texts beyond ASCII are looked at. */
export function lookalikeProblems(value: unknown, pointer = ''): readonly TextProblem[] {
  if (typeof value === 'string') {
    const problem = wordProblem(value, pointer);
    return problem === null ? [] : [problem];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => lookalikeProblems(item, pointer + pointerOf(key)));
}
