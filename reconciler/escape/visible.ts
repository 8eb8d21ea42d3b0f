/** Makes characters visible that a reader cannot see but a terminal or browser obeys. */

/** Controls, escapes, line and paragraph separators, bidi marks, invisible fillers, tags, noncharacters and lone surrogates. Joiners inside words (U+200C, U+200D) are letters of some languages and stay. */
const HIDDEN =
  /\p{Cc}|\p{Cs}|\u00AD|\u034F|\u061C|[\u115F\u1160]|[\u17B4\u17B5]|[\u180B-\u180F]|[\u200B\u200E\u200F]|[\u2028-\u202E]|[\u2060-\u206F]|\u3164|\uFEFF|\uFFA0|[\uFFF0-\uFFFB\uFFFE\uFFFF]|[\u{E0000}-\u{E0FFF}]/gu;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function nameOf(character: string): string {
  const named = NAMED[character];
  if (named !== undefined) return named;
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** The text with every hidden character written out, such as `\u{1b}`; what is visible stays as it is. */
export function makeVisible(text: string): string {
  return text.replace(HIDDEN, nameOf);
}
