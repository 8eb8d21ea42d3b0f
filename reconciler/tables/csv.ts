/** Text of a table with separated values -> headings and rows, and whether the table is whole. Pure. */
import { CsvError, parse } from 'csv-parse/sync';

/** What separates cells. */
export type Delimiter = 'auto' | 'comma' | 'semicolon' | 'tab' | 'pipe';

/** One row: its cells as they stand, without surrounding space, and the number of its first line in the file. */
export interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

/** A table. `problems` are sentences without any cell's content. */
export interface Table {
  readonly headings: readonly string[];
  readonly rows: readonly Row[];
  /** False when the file breaks off in the middle of a quoted cell or of its last record. A missing last line end is common and means nothing. */
  readonly ended: boolean;
  readonly problems: readonly string[];
}

const CHARACTERS: Readonly<Record<Exclude<Delimiter, 'auto'>, string>> = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' };

/** Characters of the longest row that is read: no export has a longer one, and a file without line ends would be one row. */
const LONGEST_ROW = 128 * 1024;

/** Most cells that are read: rows of nothing but separators would take more memory than there is. */
const MOST_CELLS = 5_000_000;

class TooManyCells extends Error {}

/** The first records of a text without what stands in quotes: what is left is separators and plain cells. */
function firstRecords(text: string, most: number): string[] {
  const records: string[] = [];
  let record = '';
  let isQuoted = false;
  for (let at = 0; at < Math.min(text.length, 2 * LONGEST_ROW) && records.length < most; at += 1) {
    const character = text[at] ?? '';
    if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character !== '\n' && character !== '\r') record += character;
    else if (record !== '') {
      records.push(record);
      record = '';
    }
  }
  if (record !== '' && records.length < most) records.push(record);
  return records;
}

/** The separator that the heading line has most of, as often in the row after it if one has; a comma when there is none. */
export function guessDelimiter(text: string): string {
  const [heading = '', row = heading] = firstRecords(text, 2);
  let best = ',';
  let most = 0;
  for (const character of Object.values(CHARACTERS)) {
    const count = heading.split(character).length - 1;
    const isSteady = row.split(character).length - 1 === count;
    const weight = isSteady ? count * 1000 : count;
    if (weight > most) {
      best = character;
      most = weight;
    }
  }
  return best;
}

/** True when the text is a web page: a sign-in page or an error page that was saved in the place of an export. */
export function isWebPage(text: string): boolean {
  return /^\s*(<!doctype\s+html|<html|<head|<body|<\?xml[^>]*>\s*<(!doctype\s+)?html)/iu.test(text);
}

const BROKEN: Readonly<Record<string, string>> = {
  CSV_MAX_RECORD_SIZE: `a row is longer than ${LONGEST_ROW} characters`,
  CELLS: `there are more than ${MOST_CELLS} cells`,
};

function hasLongLine(text: string): boolean {
  return text.length > LONGEST_ROW && text.split(/[\r\n]/u).some((line) => line.length > LONGEST_ROW);
}

interface Parsed {
  readonly cells: readonly string[];
  /** Number of the record's last line. */
  readonly last: number;
}

function parseRecords(text: string, delimiter: string): { records: Parsed[]; broken: string | null } {
  const records: Parsed[] = [];
  let twice = 0;
  let cells = 0;
  if (hasLongLine(text)) return { records, broken: 'CSV_MAX_RECORD_SIZE' };
  try {
    parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: LONGEST_ROW,
      record_delimiter: ['\r\n', '\n', '\r'],
      on_record: (record: readonly string[], { lines }: { readonly lines: number }) => {
        // The parser counts a CRLF inside quotes as two lines.
        cells += record.length;
        if (cells > MOST_CELLS) throw new TooManyCells();
        for (const cell of record) twice += cell.split('\r\n').length - 1;
        records.push({ cells: record.map((cell) => cell.trim()), last: lines - twice });
        return null;
      },
    });
    return { records, broken: null };
  } catch (error) {
    if (error instanceof CsvError) return { records, broken: error.code };
    if (error instanceof TooManyCells) return { records: [], broken: 'CELLS' };
    throw error;
  }
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell === '');
}

/** The cells as wide as the heading; null when there are too few or too many. */
function fitted(cells: readonly string[], width: number): readonly string[] | null {
  if (cells.length === width) return cells;
  return cells.length > width && isBlank(cells.slice(width)) ? cells.slice(0, width) : null;
}

const NOTHING: Table = { headings: [], rows: [], ended: false, problems: [] };

/**
 * Reads a table. Line ends may be CR, LF or CRLF, cells may hold line breaks inside quotes, a first line `sep=;` names the separator.
 * A row that is narrower or wider than the heading is a problem and is left out; as the last one of the file it means that the file breaks off.
 */
export function parseTable(text: string, wanted: Delimiter): Table {
  if (text.trim() === '') return { ...NOTHING, problems: ['the file is empty'] };
  if (isWebPage(text)) return { ...NOTHING, problems: ['the file is a web page (a sign-in page perhaps), not a table'] };
  const named = /^sep=(.)\r?\n?/iu.exec(text);
  const body = named === null ? text : text.slice(named[0].length);
  const delimiter = named?.[1] ?? (wanted === 'auto' ? guessDelimiter(body) : CHARACTERS[wanted]);
  const { records, broken } = parseRecords(body, delimiter);
  const [first, ...rest] = records;
  if (first === undefined) return { ...NOTHING, problems: [BROKEN[broken ?? ''] ?? 'the file has no heading line'] };
  const headings = first.cells;
  const rows: Row[] = [];
  const problems: string[] = broken === null ? [] : [BROKEN[broken] ?? 'the table breaks off inside a quoted cell'];
  let ended = broken === null;
  const skipped = named === null ? 0 : 1;
  let last = first.last;
  for (const [index, record] of rest.entries()) {
    const line = last + 1 + skipped;
    last = record.last;
    if (isBlank(record.cells)) continue;
    const cells = fitted(record.cells, headings.length);
    const width = record.cells.length;
    if (cells !== null) rows.push({ cells, line });
    else if (index === rest.length - 1 && width < headings.length) ended = false;
    else problems.push(`the row at line ${line} has ${width} cells; the heading has ${headings.length}`);
  }
  return { headings, rows, ended, problems };
}

/** The position of a column by its heading: exactly as written, else regardless of case. Null when there is none, or more than one. */
export function findColumn(headings: readonly string[], wanted: string): number | null {
  const name = wanted.trim();
  const exact = headings.flatMap((heading, index) => (heading === name ? [index] : []));
  const lower = name.toLowerCase();
  const found = exact.length > 0 ? exact : headings.flatMap((heading, index) => (heading.toLowerCase() === lower ? [index] : []));
  return found.length === 1 ? (found[0] ?? null) : null;
}
