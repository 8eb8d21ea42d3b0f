/** Text from files and systems -> one line that a terminal only prints, and that a log of GitHub Actions takes no command from. */
import { makeVisible } from './visible.ts';

/** How a command of a workflow begins: `::name` at the start of a line, which wrapping may make of any place; `##[name` anywhere. */
const COMMAND = /:(?=:[a-z])|##(?=\[)/giu;

/** The text on one line, with control, escape, bidi and invisible characters written out (`\u{1b}`), so that nothing in it moves the cursor, colours, hides or reorders. */
export function escapeTerminal(text: string): string {
  return makeVisible(text).replaceAll(COMMAND, '$& ');
}

/** The lines of a text, each escaped; those after the first are indented, so that none of them looks like one of ours. */
export function escapeLines(text: string): string {
  return text.split('\n').map(escapeTerminal).join('\n  ');
}

/** What no output of ours holds: controls but line ends and tabs, and what changes the direction of text. */
const NEVER = /[^\P{Cc}\n\t\r]|[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]|\r(?!\n)/gu;

/** What follows the escape of a colour. */
const COLOUR = /^\[[0-9;]{0,12}m/u;

/** All of an output, once more before it leaves the process: whatever was not escaped where it should have been, shows. JSON stays the same JSON. */
export function lastLook(text: string): string {
  return text.replaceAll(NEVER, (character, at: number) => {
    if (character === '\u001B' && COLOUR.test(text.slice(at + 1, at + 16))) return character;
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
