/** Tables of separated values as the world writes them. */
import { array, assert, constantFrom, property, string, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findColumn, guessDelimiter, isWebPage, parseTable } from '../../../reconciler/tables/csv.ts';

function cells(text: string): (readonly string[])[] {
  return parseTable(text, 'auto').rows.map((row) => row.cells);
}

describe('line ends', () => {
  it.each(['\n', '\r\n', '\r'])('%j', (end) => {
    const table = parseTable(['id,name', '1,Alfa', '2,"two', 'lines"', '3,Gamma', ''].join(end), 'auto');

    expect(table).toMatchObject({ headings: ['id', 'name'], ended: true, problems: [] });
    expect(table.rows.map((row) => row.cells[0])).toEqual(['1', '2', '3']);
    expect(table.rows[1]?.cells[1]).toBe(`two${end}lines`);
    expect(table.rows.map((row) => row.line)).toEqual([2, 3, 5]);
  });

  it('may be mixed, and the last one may be missing', () => {
    const table = parseTable('id,name\r\n1,Alfa\n2,Beta', 'auto');

    expect(table.rows.map((row) => row.cells)).toEqual([
      ['1', 'Alfa'],
      ['2', 'Beta'],
    ]);
    expect(table.ended).toBe(true);
  });
});

describe('separators', () => {
  it.each([
    ['id,name\n1,Alfa\n', ','],
    ['id;name, first\n1;Alfa\n', ';'],
    ['id\tname\n1\tAlfa\n', '\t'],
    ['id|name\n1|Alfa\n', '|'],
    ['"a,b,c";id\n1;2\n', ';'],
    ['id\n1\n', ','],
  ])('of %j is %j', (text, expected) => {
    expect(guessDelimiter(text)).toBe(expected);
  });

  it('may be told, and may be named by the first line', () => {
    expect(parseTable('a,b;c\n1,2;3\n', 'semicolon').headings).toEqual(['a,b', 'c']);
    const named = parseTable('sep=;\r\na,b;c\r\n1,2;3\r\n', 'auto');
    expect(named.headings).toEqual(['a,b', 'c']);
    expect(named.rows[0]?.line).toBe(3);
  });
});

describe('cells', () => {
  it('keep quotes inside, doubled or not, and lose surrounding space', () => {
    expect(cells('id,model\n1,"Book 13"""\n2,Book 13"\n3,  x  \n')).toEqual([
      ['1', 'Book 13"'],
      ['2', 'Book 13"'],
      ['3', 'x'],
    ]);
  });

  it('beyond the heading count as nothing when they are empty', () => {
    expect(parseTable('id,name\n1,Alfa,,\n', 'auto')).toMatchObject({ rows: [{ cells: ['1', 'Alfa'] }], problems: [] });
  });

  it('of blank rows are skipped', () => {
    expect(cells('id,name\n\n1,Alfa\n,\n2,Beta\n')).toHaveLength(2);
  });
});

describe('a file that is not whole', () => {
  it.each([
    ['breaks off inside the last row', 'id,name,unit\n1,Alfa,x\n2,Be', false, 1],
    ['breaks off inside a quoted cell', 'id,name\n1,Alfa\n2,"Be', false, 1],
    ['has a row that is too narrow', 'id,name,unit\n1,Alfa\n2,Beta,x\n', true, 1],
    ['has a row that is too wide', 'id,name\n1,Alfa,x\n2,Beta\n', true, 1],
  ])('%s', (_, text, ended, rows) => {
    const table = parseTable(text, 'auto');

    expect(table.ended).toBe(ended);
    expect(table.rows).toHaveLength(rows);
    if (ended) expect(table.problems).toHaveLength(1);
  });

  it.each([
    ['is empty', ' \n', 'the file is empty'],
    ['has only an end of line behind its first line', 'sep=;\n', 'the file has no heading line'],
    ['is a sign-in page', '\n<!DOCTYPE html><html><body>Sign in</body>', 'the file is a web page (a sign-in page perhaps), not a table'],
  ])('%s', (_, text, problem) => {
    expect(parseTable(text, 'auto')).toEqual({ headings: [], rows: [], ended: false, problems: [problem] });
  });

  it.each(['<html>', '<HTML lang="sv">', '<?xml version="1.0"?><!DOCTYPE html>', '<body>'])('%s is a web page', (text) => {
    expect(isWebPage(text)).toBe(true);
  });

  it('names no cell in its problems', () => {
    const { problems } = parseTable('id,name\n1,Hemligson,x\n', 'auto');

    expect(problems.join(' ')).not.toContain('Hemligson');
  });

  it('is seen at every place where it may be cut, but for the end of a row or of the last cell', () => {
    const text = 'id,name,unit\n1,Alfa,north\n2,"Be, ta",south\n3,Gamma,west\n';
    const whole = parseTable(text, 'auto').rows.length;

    for (let at = text.indexOf('3,Gamma') + 1; at <= text.indexOf(',west'); at += 1) {
      const cut = parseTable(text.slice(0, at), 'auto');
      expect([at, cut.ended, cut.rows.length]).toEqual([at, false, whole - 1]);
    }
  });
});

describe('columns', () => {
  it.each([
    ['Email', 1],
    ['e-mail', null],
    ['username', 0],
    ['Twice', null],
    ['lower', 4],
    [' Username ', 0],
  ])('%j is at %s', (wanted, expected) => {
    expect(findColumn(['Username', 'Email', 'Twice', 'Twice', 'lower', 'LOWER'], wanted)).toBe(expected);
  });
});

describe('any table', () => {
  it('that is written with quotes is read as it was', () => {
    const cell = string({ maxLength: 12 }).map((text) => text.trim());
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;

    assert(
      property(
        array(tuple(cell, cell, cell), { maxLength: 8 }),
        constantFrom('\n', '\r\n', '\r'),
        constantFrom(',', ';', '\t', '|'),
        (rows, end, separator) => {
          const lines = [['a', 'b', 'c'], ...rows].map((row) => row.map(quote).join(separator));
          const table = parseTable(lines.join(end) + end, 'auto');
          expect(table.rows.map((row) => row.cells)).toEqual(rows.filter((row) => row.some((one) => one !== '')));
        },
      ),
    );
  });
});
