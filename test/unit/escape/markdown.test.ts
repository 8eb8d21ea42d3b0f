/** Nothing that data holds becomes anything but text in Markdown, on any forge. */

import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { codeSpan, escapeMarkdown } from '../../../reconciler/escape/markdown.ts';
import { makeVisible } from '../../../reconciler/escape/visible.ts';
import { nasty } from './nasty.ts';

/** What a reader sees: backslash escapes and character references undone, as CommonMark does. */
function rendered(markdown: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>' };
  return markdown.replaceAll(
    /\\([!-/:-@[-`{-~])|&#(\d+);|&(amp|lt|gt);/gu,
    (_whole, escaped?: string, code?: string, name?: string) =>
      escaped ?? (code === undefined ? (named[name ?? ''] ?? '') : String.fromCodePoint(Number(code))),
  );
}

/** What stays of the Markdown when everything escaped is taken out: only this can build structure. */
function structure(markdown: string): string {
  return markdown.replaceAll(/\\[!-/:-@[-`{-~]|&(#\d+|amp|lt|gt);/gu, '');
}

/** What forges look for in rendered text. */
const AFTER_RENDERING: readonly (readonly [string, RegExp])[] = [
  ['mention', /(^|[^\p{L}\p{N}_`])@[\p{L}\p{N}_-]/u],
  ['issue reference', /(^|[^\p{L}\p{N}_])#\d/u],
  ['reference of the kind GH-1', /\bGH-\d/iu],
  ['reference to another repository', /[\w-]+\/[\w.-]+[#@!]\w/u],
  ['merge request', /(^|[\s(])!\d/u],
  ['address with a scheme', /[a-z][a-z0-9+.-]*:\/\//iu],
  ['address that begins with www', /www\./iu],
  ['e-mail address', /[\w.+-]@[\w-]/u],
  ['short code of a picture', /:[\w+-]+:/u],
];

it('lets nothing through that builds structure', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const markdown = escapeMarkdown(text);
      expect(structure(markdown)).not.toMatch(/[\\`*_[\]<>|~#$&]/u);
      expect(markdown).not.toMatch(/[\r\n\t\u2028\u2029\u0085]/u);
      expect(markdown).not.toMatch(/^(\s|[-+=/]|\d{1,9}[.)])/u);
    }),
    { numRuns: 2000 },
  );
});

it.each(AFTER_RENDERING)('lets no %s through', (_name, pattern) => {
  fc.assert(
    fc.property(nasty, (text) => {
      expect(rendered(escapeMarkdown(text))).not.toMatch(pattern);
    }),
    { numRuns: 500 },
  );
});

it('shows the text that was given, on one line, with what is hidden written out', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const shown = rendered(escapeMarkdown(text)).replaceAll('\u2060', '');
      expect(shown).toBe(makeVisible(text.replaceAll(/[\s\u0085]+/gu, ' ').trim()));
    }),
    { numRuns: 1000 },
  );
});

it.each([
  ['@everyone', '@\u2060everyone'],
  ['# Heading', '\\# Heading'],
  ['- [x] done', '\\- \\[x\\] done'],
  ['1. first', '1\\. first'],
  ['/close', '&#47;close'],
  ['| a | b |', '&#124; a &#124; b &#124;'],
  ['<!-- lastday:plan -->', '&lt;!-- lastday:plan --&gt;'],
  ['![x](y)', '!\\[x\\](y)'],
  ['```sh', '&#96;&#96;&#96;sh'],
  ['Anna\nPerson: e-1', 'Anna Person: e-1'],
  ['LT-0044 awaited, 16:00', 'LT-0044 awaited, 16:00'],
  ['Låtsas Gruppen', 'Låtsas Gruppen'],
  ['abc\u202Edef', 'abc&#92;u{202e}def'],
  ['', ''],
])('writes %j as %j', (text, markdown) => {
  expect(escapeMarkdown(text)).toBe(markdown);
});

it('gives a code span that nothing can end', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const span = codeSpan(text);
      expect(span === '' || /^`[^`|<>\r\n]+`$/u.test(span)).toBe(true);
    }),
  );
});

it('keeps an id in a code span as it is', () => {
  expect(codeSpan('0d9a6c1e-5b7f-4c56@x')).toBe('`0d9a6c1e-5b7f-4c56@x`');
});
