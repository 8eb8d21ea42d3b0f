/** The page of the documentation that the tests of faults write: each column is compared with what the tests found, and written on demand. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

const PAGE = join(import.meta.dirname, '../../../docs/faults.md');

/** Set by `npm run faults`: the page takes what the tests found. */
export const WRITES = process.env['LASTDAY_WRITE_FAULTS'] === 'true';

interface Table {
  readonly before: string;
  readonly rows: string[][];
  readonly after: string;
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

function tableIn(page: string, name: string): Table {
  const mark = `<!-- table: ${name} -->\n`;
  const at = page.indexOf(mark);
  if (at < 0) throw new Error(`docs/faults.md has no table "${name}"`);
  const from = at + mark.length;
  const lines = page.slice(from).split('\n');
  const end = lines.findIndex((line) => !line.startsWith('|'));
  const own = lines.slice(0, end);
  return {
    before: page.slice(0, from),
    rows: own.filter((_, index) => index !== 1).map(cellsOf),
    after: lines.slice(end).join('\n'),
  };
}

function textOf({ before, rows, after }: Table): string {
  const [head = [], ...rest] = rows;
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return `${before}${[line(head), line(head.map(() => '---')), ...rest.map(line)].join('\n')}\n${after}`;
}

/** The column as the page has it: cells by the name of their row. */
function columnIn(table: Table, column: string): Map<string, string> {
  const index = table.rows[0]?.indexOf(column) ?? -1;
  return new Map(index < 0 ? [] : table.rows.slice(1).map((cells) => [cells[0] ?? '', cells[index] ?? '']));
}

function put(table: Table, column: string, found: ReadonlyMap<string, string>): Table {
  const head = table.rows[0] ?? [''];
  const columns = head.includes(column) ? head : [head[0] ?? '', ...[...head.slice(1), column].sort()];
  const old = new Map(table.rows.slice(1).map((cells) => [cells[0] ?? '', cells]));
  const rows = [...found].map(([name, cell]) => {
    const before = old.get(name);
    return [name, ...columns.slice(1).map((one) => (one === column ? cell : (before?.[head.indexOf(one)] ?? '')))];
  });
  return { ...table, rows: [columns, ...rows] };
}

/** Fails unless the page says of this column what the tests found, row by row. `some`: only these rows were tried. */
export function expectColumn(name: string, column: string, found: ReadonlyMap<string, string>, tried: 'all' | 'some' = 'all'): void {
  const page = readFileSync(PAGE, 'utf8');
  const table = tableIn(page, name);
  if (WRITES) {
    writeFileSync(PAGE, textOf(put(table, column, found)));
    return;
  }
  const said = [...columnIn(table, column)].filter(([row]) => tried === 'all' || found.has(row));
  expect(Object.fromEntries(said), 'docs/faults.md is not what the tests found: npm run faults').toEqual(Object.fromEntries(found));
}
