/** Our own sentence for everything the YAML parser may complain of; never a library's words. */
import type { ErrorCode } from 'yaml';
import type { TextProblem } from './problem.ts';

interface Sentence {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

function syntax(message: string, hint: string): Sentence {
  return { code: 'yaml-syntax', message, hint };
}

const ANCHORS = { code: 'yaml-anchor', message: 'Anchors (`&name`) and aliases (`*name`) are not allowed.', hint: 'Write the value out.' };
const TAGS = {
  code: 'yaml-tag',
  message: 'Tags (`!name`) are not allowed.',
  hint: 'Remove the tag; put quotes around text that begins with `!`.',
};

const SENTENCES: Readonly<Record<ErrorCode, Sentence>> = {
  ALIAS_PROPS: ANCHORS,
  BAD_ALIAS: ANCHORS,
  MULTIPLE_ANCHORS: ANCHORS,
  MULTIPLE_TAGS: TAGS,
  TAG_RESOLVE_FAILED: TAGS,
  BAD_COLLECTION_TYPE: TAGS,
  BAD_PROP_ORDER: TAGS,
  BAD_DIRECTIVE: {
    code: 'yaml-directive',
    message: 'Directives (`%…`) are not allowed.',
    hint: 'Remove the line; every file is YAML 1.2.',
  },
  MULTIPLE_DOCS: {
    code: 'yaml-documents',
    message: 'The file holds more than one document.',
    hint: 'Keep one; remove the line `---` and what follows.',
  },
  DUPLICATE_KEY: { code: 'duplicate-key', message: 'This key stands twice in the same map.', hint: 'Keep one of the two.' },
  NON_STRING_KEY: syntax('A key must be a plain word.', 'Write `key: value`.'),
  BAD_INDENT: syntax('The indent of this line fits no line above.', 'Line it up with the lines it belongs to.'),
  BAD_DQ_ESCAPE: syntax('This is no escape that a double-quoted text can hold.', 'Write `\\\\` for a backslash, or use single quotes.'),
  BAD_SCALAR_START: syntax('A value cannot begin with this character.', 'Put quotes around the value.'),
  BLOCK_AS_IMPLICIT_KEY: syntax(
    'There is more than one `key: value` on this line.',
    'Write each on its own line, or put quotes around a value with `: ` in it.',
  ),
  BLOCK_IN_FLOW: syntax('A list or map with indents stands inside brackets.', 'Write all of it in brackets, or all of it with indents.'),
  IMPOSSIBLE: syntax('This line cannot be read.', 'Write `key: value`.'),
  KEY_OVER_1024_CHARS: syntax('A key is longer than 1,024 characters.', 'A colon may be missing, or stand too late.'),
  MISSING_CHAR: syntax(
    'Something is missing here: a colon with a space, a closing quote, bracket or comma, or a line break.',
    'Look at this line and the one above.',
  ),
  MULTILINE_IMPLICIT_KEY: syntax('A key must stand on one line.', 'A colon may be missing on the line above.'),
  RESOURCE_EXHAUSTION: {
    code: 'too-deep',
    message: 'Lists and maps are nested too deeply.',
    hint: 'No record needs more than a few levels.',
  },
  TAB_AS_INDENT: syntax('The line is indented with a tab.', 'Use spaces.'),
  UNEXPECTED_TOKEN: syntax(
    'This cannot stand here.',
    'Put quotes around text with special characters; look for an unclosed quote or bracket above.',
  ),
};

/** The problem for an error or warning of the parser. */
export function yamlProblem(code: ErrorCode, offset: number): TextProblem {
  return { severity: 'error', ...(SENTENCES[code] ?? SENTENCES.IMPOSSIBLE), pointer: '', offset };
}
