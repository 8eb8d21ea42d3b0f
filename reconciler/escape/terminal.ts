/** Text from files and systems -> one line that a terminal only prints. */
import { makeVisible } from './visible.ts';

/** The text on one line, with control, escape, bidi and invisible characters written out (`\u{1b}`), so that nothing in it moves the cursor, colours, hides or reorders. */
export function escapeTerminal(text: string): string {
  return makeVisible(text);
}
