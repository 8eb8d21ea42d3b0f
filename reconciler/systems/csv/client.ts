/** Reads one export file: bytes, encoding, table, records, and how old it is. */
import type { Instant } from '../../../schemas/primitives.ts';
import type { CsvTable } from '../../../schemas/system.ts';
import { type ExportFolder, Fault } from '../../ports.ts';
import { findColumn, parseTable, type Table } from '../../tables/csv.ts';
import { parseInstant } from '../../tables/dates.ts';
import { decode } from '../../tables/encoding.ts';
import { type Records, toRecords } from './wire.ts';

/** One table as it was read: its records, whether the file was whole, and when it was true. */
export interface ReadTable extends Records {
  readonly ended: boolean;
  readonly freshAt: Instant | null;
}

const NOTHING: ReadTable = { accounts: [], assets: [], people: [], provides: [], problems: [], ended: false, freshAt: null };

/** The one date that every row of the column shows; several different days mean that several exports were joined. */
function freshByColumn(table: CsvTable, parsed: Table, heading: string): { freshAt: Instant | null; problems: readonly string[] } {
  const at = findColumn(parsed.headings, heading);
  if (at === null) return { freshAt: null, problems: [`there is no one column "${heading}" (freshness)`] };
  const instants = parsed.rows.map((row) => parseInstant(row.cells[at] ?? '', table.dates ?? 'ymd'));
  const known = instants.filter((instant) => instant !== null).toSorted();
  const [oldest] = known;
  if (oldest === undefined || known.length < instants.length)
    return { freshAt: null, problems: ['a row does not say when it was exported'] };
  const days = new Set(known.map((instant) => instant.slice(0, 10)));
  return { freshAt: oldest, problems: days.size > 1 ? ['rows of exports of several days are in one file'] : [] };
}

async function freshBySideFile(table: CsvTable, side: string, exports: ExportFolder): Promise<Instant | null> {
  const folder = table.file.includes('/') ? table.file.slice(0, table.file.lastIndexOf('/') + 1) : '';
  const { bytes } = await exports.read(`${folder}${side}`);
  const decoded = decode(bytes, 'auto');
  if ('fault' in decoded) return null;
  const [first = ''] = decoded.text.split(/\r\n|\r|\n/u);
  return parseInstant(first, table.dates ?? 'ymd');
}

/** When the table was true, by the one way that the system file names. A file changed after `at` counts as of `at`. */
async function freshnessOf(
  table: CsvTable,
  parsed: Table,
  about: { readonly exports: ExportFolder; readonly modified: Instant; readonly at: Instant },
): Promise<{ freshAt: Instant | null; problems: readonly string[] }> {
  const { column, sideFile } = table.freshness;
  if (column !== undefined) return freshByColumn(table, parsed, column);
  if (sideFile !== undefined) {
    const freshAt = await freshBySideFile(table, sideFile, about.exports);
    return { freshAt, problems: freshAt === null ? [`${sideFile} does not begin with the instant of the export`] : [] };
  }
  return { freshAt: about.modified < about.at ? about.modified : about.at, problems: [] };
}

/** Reads one table. Never throws a Fault: what failed stands in `problems`, each beginning with the file's name. */
export async function readTable(table: CsvTable, exports: ExportFolder, at: Instant): Promise<ReadTable> {
  const named = (problems: readonly string[]) => problems.map((problem) => `${table.file}: ${problem}`);
  try {
    const file = await exports.read(table.file);
    const decoded = decode(file.bytes, table.encoding ?? 'auto');
    if ('fault' in decoded) return { ...NOTHING, problems: named([decoded.fault]) };
    const parsed = parseTable(decoded.text, table.delimiter ?? 'auto');
    const records = toRecords(table, parsed);
    const fresh = await freshnessOf(table, parsed, { exports, modified: file.modified, at });
    const problems = [...new Set([...parsed.problems, ...(parsed.headings.length === 0 ? [] : [...records.problems, ...fresh.problems])])];
    return { ...records, problems: named(problems), ended: parsed.ended, freshAt: fresh.freshAt };
  } catch (error) {
    if (error instanceof Fault) return { ...NOTHING, problems: [error.message] };
    throw error;
  }
}
