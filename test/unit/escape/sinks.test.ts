/** One escaper per sink: what comes out cannot command a terminal, a spreadsheet, a workflow or an address. */
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeAnnotation, escapeAnnotationProperty } from '../../../reconciler/escape/annotation.ts';
import { csvLine, escapeCsv } from '../../../reconciler/escape/csv.ts';
import { escapeTerminal } from '../../../reconciler/escape/terminal.ts';
import { withoutCredentials } from '../../../reconciler/escape/url.ts';
import { nasty } from './nasty.ts';

describe('terminal', () => {
  it('prints only what can be seen', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(escapeTerminal(text)).not.toMatch(
          /\p{Cc}|\p{Cs}|[\u200E\u200F\u202A-\u202E\u2060-\u206F\u2028\u2029\uFEFF]|[\u{E0000}-\u{E007F}]/u,
        );
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['\u001B[31mred', '\\u{1b}[31mred'],
    ['a\nb', 'a\\nb'],
    ['gnirts\u202E', 'gnirts\\u{202e}'],
    ['Åsa – 100 %', 'Åsa – 100 %'],
    ['👩‍💻', '👩‍💻'],
  ])('writes %j as %j', (text, shown) => {
    expect(escapeTerminal(text)).toBe(shown);
  });
});

describe('csv', () => {
  it('gives each cell back, with an apostrophe before what a spreadsheet would calculate', () => {
    fc.assert(
      fc.property(
        fc.array(
          nasty.map((text) => text.toWellFormed()),
          { minLength: 2, maxLength: 4 },
        ),
        (cells) => {
          const [row = []] = parse(csvLine(cells), { relax_column_count: true, record_delimiter: '\r\n', bom: false });
          expect(row.map((cell, index) => (cell === `'${cells[index]}` ? cells[index] : cell))).toEqual(cells);
          for (const cell of row) expect(cell).not.toMatch(/^[\s\p{Cf}]*([=+@\uFF1D\uFF0B\uFF0D\uFF20\u2212]|-(?![0-9]+([.,][0-9]+)?$))/u);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    ['=SUM(A1)', `"'=SUM(A1)"`],
    ['-5.00', '-5.00'],
    ['-2+3', `"'-2+3"`],
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['', ''],
  ])('writes %j as %j', (text, cell) => {
    expect(escapeCsv(text)).toBe(cell);
  });
});

describe('annotation', () => {
  function unescape(text: string): string {
    return text.replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%');
  }

  it('keeps a message on its line and gives it back', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const escaped = escapeAnnotation(text);
        expect(escaped).not.toMatch(/[\r\n]/u);
        expect(escaped.replaceAll(/%(25|0D|0A)/gu, '')).not.toContain('%');
      }),
    );
  });

  it('keeps a property a property', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const escaped = escapeAnnotationProperty(text);
        expect(escaped).not.toMatch(/[\r\n:,]/u);
        expect(unescape(escaped)).toBe(text);
      }),
    );
  });
});

describe('url', () => {
  it.each([
    ['https://user:geheim@git.example/people.git', 'https://git.example/people.git'],
    ['https://x-token:abc%40d@git.example:8443/p?token=s#f', 'https://git.example:8443/p'],
    ['https://a:b@c@git.example/p', 'https://git.example/p'],
    ['ssh://git@git.example/p.git', 'ssh://git.example/p.git'],
    ['git@git.example:people/state.git', 'git.example:people/state.git'],
    ['/srv/git/people.git', '/srv/git/people.git'],
    ['file:///srv/git/people.git', 'file:///srv/git/people.git'],
    ['../remote.git', '../remote.git'],
    ['pw@odd thing', 'an address that is not shown'],
  ])('shows %s as %s', (address, shown) => {
    expect(withoutCredentials(address)).toBe(shown);
  });

  it('never shows what stands before an @ in the host part', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const shown = withoutCredentials(`https://geheim${text.replaceAll(/[/?#]/gu, '')}@git.example/x`);
        expect(shown).toBe('https://git.example/x');
      }),
    );
  });
});
