/** What may stand in no file, whatever its kind: personal identity numbers; and what is worth a second look: names in mixed scripts. */

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
