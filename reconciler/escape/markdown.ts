/** Text from files and systems -> Markdown that shows it and does nothing else, in running text, headings, lists and table cells. */
import { makeVisible } from './visible.ts';

/** An invisible joiner: forges look for mentions and references after rendering, so that no escape of Markdown stops them. */
const JOINER = '\u2060';

/** Characters that build structure. Entities never do (CommonMark 2.5), also not in table cells. */
const STRUCTURE: Readonly<Record<string, string>> = {
  '\\': '&#92;',
  '`': '&#96;',
  '|': '&#124;',
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '*': '\\*',
  _: '\\_',
  '[': '\\[',
  ']': '\\]',
  '~': '\\~',
  '#': '\\#',
  $: '\\$',
};

/** One line, nothing hidden, no space at the ends. White space of every kind becomes one space. */
function flatten(text: string): string {
  return makeVisible(text.replaceAll(/[\s\u0085]+/gu, ' ').trim());
}

/** Puts a joiner where a forge would make a mention, a reference, a link or a picture. */
function disarm(text: string): string {
  return text
    .replaceAll(/@(?=[\p{L}\p{N}_.-])|[#!~%&$](?=[\p{L}\p{N}_"'])/gu, `$&${JOINER}`)
    .replaceAll(/(?<=\bGH-)(?=\d)/giu, JOINER)
    .replaceAll(/:(?=\/\/)/gu, `:${JOINER}`)
    .replaceAll(/:(?=[\w+-]+:)/gu, `:${JOINER}`)
    .replaceAll(/(?<=www)(?=\.)/giu, JOINER);
}

/** What begins a list, a rule, a heading line or a forge's command only at the start of a line. */
function disarmStart(text: string): string {
  if (/^[-+=]/u.test(text)) return `\\${text}`;
  if (text.startsWith('/')) return `&#47;${text.slice(1)}`;
  return text.replace(/^(\d{1,9})([.)])/u, '$1\\$2');
}

/**
 * The text as Markdown on one line. No mention, reference to an issue or pull request, link, address that links itself, picture,
 * HTML, table border, code fence, checkbox, comment, list, heading or command can come out of it. What a reader sees is the text,
 * with hidden characters written out.
 */
export function escapeMarkdown(text: string): string {
  const escaped = disarm(flatten(text)).replaceAll(/[\\`|<>&*_[\]~#$]/gu, (character) => STRUCTURE[character] ?? character);
  return disarmStart(escaped);
}

/** The text as a code span, for ids that people copy: no joiners in it. Back-ticks, table borders and the signs of comments become their look-alikes, because a span in a table cell cannot hold them. */
export function codeSpan(text: string): string {
  const flat = flatten(text).replaceAll('`', "'").replaceAll('|', '¦').replaceAll('<', '‹').replaceAll('>', '›');
  return flat === '' ? '' : `\`${flat}\``;
}
