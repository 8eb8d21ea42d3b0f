/** Rows of an export -> the model. Nothing is guessed: a word or date that is not understood is unknown. Pure. */
import { AssetTag, type Day, Entitlement, ForeignId } from '../../../schemas/primitives.ts';
import type { CsvTable } from '../../../schemas/system.ts';
import type { Account, Asset, Attribute, SourcePerson } from '../../model/observed.ts';
import { findColumn, type Row, type Table } from '../../tables/csv.ts';
import { type DateOrder, parseDay } from '../../tables/dates.ts';
import { parseBoolean, parseList } from '../../tables/words.ts';

/** Names of the columns a table may have. */
export type ColumnName = keyof CsvTable['columns'];

/** Where each named column stands; absent where the export has no such column. */
export type Positions = ReadonlyMap<ColumnName, number>;

/** The records of one table, and what it can tell. */
export interface Records {
  readonly accounts: readonly Account[];
  readonly assets: readonly Asset[];
  readonly people: readonly SourcePerson[];
  readonly provides: readonly Attribute[];
  readonly problems: readonly string[];
}

const ATTRIBUTES: Readonly<Record<CsvTable['holds'], Readonly<Partial<Record<ColumnName, Attribute>>>>> = {
  accounts: { enabled: 'status', groups: 'groups', roles: 'roles', licences: 'licences', lastUse: 'lastUse' },
  assets: { status: 'status', holder: 'holder' },
  people: { firstDay: 'dates', lastDay: 'dates' },
};

/** Finds the columns; one that the system file names and the export does not have (or has twice) is a problem. */
export function locateColumns(table: CsvTable, headings: readonly string[]): { positions: Positions; problems: readonly string[] } {
  const positions = new Map<ColumnName, number>();
  const problems: string[] = [];
  for (const [name, heading] of Object.entries(table.columns) as [ColumnName, string][]) {
    const position = findColumn(headings, heading);
    if (position === null) problems.push(`there is no one column "${heading}" (${name})`);
    else positions.set(name, position);
  }
  return { positions, problems };
}

/** The cells of one row by column; null where the export has no such column, '' where the cell is empty. */
type Cells = (name: ColumnName) => string | null;

function listOf(cells: Cells, name: 'groups' | 'roles' | 'licences', table: CsvTable): readonly Entitlement[] | null {
  const text = cells(name);
  if (text === null) return null;
  const values = parseList(text, table.listSeparator ?? 'comma').map((value) => Entitlement.safeParse(value));
  return values.every((value) => value.success) ? values.map((value) => value.data) : null;
}

function dayOrNever(text: string | null, order: DateOrder): Day | 'never' | null {
  if (text === null) return null;
  return /^(never|aldrig|nie|ei koskaan)$/iu.test(text) ? 'never' : parseDay(text, order);
}

function toAccount(id: ForeignId, cells: Cells, table: CsvTable): Account {
  const enabled = cells('enabled');
  const words = { yes: table.enabledWhen, no: table.disabledWhen };
  return {
    id,
    login: cells('login') || null,
    email: cells('email') || null,
    enabled: enabled === null ? null : parseBoolean(enabled, words),
    groups: listOf(cells, 'groups', table),
    roles: listOf(cells, 'roles', table),
    licences: listOf(cells, 'licences', table)?.map((licence) => ({ id: licence, viaGroup: null, assignedOn: null })) ?? null,
    lastUse: dayOrNever(cells('lastUse'), table.dates ?? 'ymd'),
    createdOn: null,
  };
}

function toAsset(id: ForeignId, cells: Cells, order: DateOrder): Asset {
  const seen = dayOrNever(cells('lastUse'), order);
  const tag = AssetTag.safeParse(cells('tag'));
  return {
    id,
    tag: tag.success ? tag.data : null,
    serial: cells('serial') || null,
    holder: cells('holder'),
    status: cells('status') || null,
    ...(seen === null || seen === 'never' ? {} : { lastSeen: seen }),
  };
}

function toPerson(id: ForeignId, cells: Cells, order: DateOrder): SourcePerson {
  const day = (name: 'firstDay' | 'lastDay') => parseDay(cells(name) ?? '', order);
  return { id, login: cells('login') || null, firstDay: day('firstDay'), lastDay: day('lastDay'), unit: cells('unit') || null };
}

/** So many devices of which nobody has one are an export that lost the column; fewer may all be back in the store. */
const MANY_DEVICES = 20;

/** A list column in which no row has anything is a column that could not be read, not a system in which nobody is in any group. */
function blankColumns(rows: readonly Row[], positions: Positions): ReadonlySet<ColumnName> {
  const lists = ['groups', 'roles', 'licences', 'lastUse'] as const;
  const names = rows.length >= MANY_DEVICES ? ([...lists, 'holder'] as const) : lists;
  return new Set(
    names.filter((name) => {
      const at = positions.get(name);
      return at !== undefined && rows.every((row) => row.cells[at] === '');
    }),
  );
}

/** The records of a parsed table. A row without an id that can be one is a problem. */
export function toRecords(table: CsvTable, parsed: Table): Records {
  const { positions, problems: missing } = locateColumns(table, parsed.headings);
  const problems = [...missing];
  const accounts: Account[] = [];
  const assets: Asset[] = [];
  const people: SourcePerson[] = [];
  const blank = blankColumns(parsed.rows, positions);
  for (const row of positions.has('id') ? parsed.rows : []) {
    const cells: Cells = (name) => {
      const at = positions.get(name);
      return at === undefined || blank.has(name) ? null : (row.cells[at] ?? null);
    };
    const id = ForeignId.safeParse(cells('id'));
    if (!id.success) problems.push(`the row at line ${row.line} has no id`);
    else if (table.holds === 'accounts') accounts.push(toAccount(id.data, cells, table));
    else if (table.holds === 'assets') assets.push(toAsset(id.data, cells, table.dates ?? 'ymd'));
    else people.push(toPerson(id.data, cells, table.dates ?? 'ymd'));
  }
  const attributes = ATTRIBUTES[table.holds];
  const provided = [...positions.keys()].flatMap((name) => (blank.has(name) ? [] : (attributes[name] ?? [])));
  const provides: Attribute[] = positions.has('id') ? [...new Set<Attribute>(['existence', ...provided])] : [];
  return { accounts, assets, people, provides, problems };
}
