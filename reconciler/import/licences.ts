/** Rows of licences -> the price list of the system that has the accounts. Pure. */
import { Entitlement, ShortText } from '../../schemas/primitives.ts';
import type { LicencePrice } from '../../schemas/system.ts';
import type { Edit, EditValue } from '../model/proposal.ts';
import type { Row } from '../tables/csv.ts';
import { parseDay } from '../tables/dates.ts';
import { parseMoney } from '../tables/money.ts';
import { parseBoolean } from '../tables/words.ts';
import { type ImportTable, type Making, reading } from './ground.ts';
import type { LicenceColumns } from './mapping.ts';
import { type RowNotes, rowNotes } from './report.ts';

/** A system file holds at most that many prices. */
const MOST = 200;

interface Draft {
  readonly row: Row;
  readonly cell: (heading: string | undefined) => string;
  readonly said: RowNotes;
  readonly columns: LicenceColumns;
  readonly making: Making;
}

function seatsOf({ cell, columns, said }: Draft): number | null {
  const text = cell(columns.seats);
  if (/^\d{1,7}$/u.test(text)) return Number(text);
  if (text !== '') said.note('seats-not-read', columns.seats);
  return null;
}

function noteOddities({ cell, columns, said, making }: Draft): void {
  for (const flag of columns.flags ?? []) {
    const word = cell(flag);
    if (word !== '' && parseBoolean(word) === null) said.note('word-not-understood', flag);
  }
  const login = cell(columns.login);
  if (login !== '' && !making.byLogin.has(login.toLowerCase())) said.note('licence-holder-unknown', columns.login);
}

function priceOf(draft: Draft, id: Entitlement): LicencePrice | null {
  const { cell, columns, said, making } = draft;
  const price = parseMoney(cell(columns.cost), making.request.beginning.currency);
  if (price === null) {
    said.note('cost-not-read', columns.cost);
    return null;
  }
  const name = cell(columns.name).replaceAll(/\s+/gu, ' ');
  const seats = seatsOf(draft);
  const end = cell(columns.until);
  const until = end === '' ? null : parseDay(end, making.request.mapping.dates);
  if (end !== '' && until === null) said.note('day-not-read', columns.until);
  const short = name.slice(0, 200);
  if (short !== name) said.note('text-too-long', columns.name);
  return {
    id,
    ...(ShortText.safeParse(short).success ? { name: short } : {}),
    price,
    per: making.request.mapping.per,
    ...(seats === null ? {} : { seats }),
    ...(until === null || seats === null ? {} : { commitment: { until, quantity: seats } }),
  };
}

/** True when the system that has the accounts stands already in the repository; its prices are then added by edits. */
function isKnownSystem(making: Making): boolean {
  return making.request.existing.systems.has(making.systems.accounts);
}

/** Adds a price to the system file that is there. */
function editPrice(making: Making, price: LicencePrice): void {
  const system = making.request.existing.systems.get(making.systems.accounts);
  const value: EditValue = Object.fromEntries(Object.entries(price));
  const file = `policies/systems/${making.systems.accounts}.yaml`;
  const isFirst = system?.licences === undefined && making.prices.length === 0;
  const edit: Edit = isFirst
    ? { op: 'setKey', path: [], key: 'licences', value: [value] }
    : { op: 'appendItem', path: ['licences'], value };
  making.edits.push({ file, edits: [edit] });
}

function takeRow(draft: Draft): string | null {
  const { cell, columns, said, making } = draft;
  const id = Entitlement.safeParse(cell(columns.id));
  const known = making.request.existing.systems.get(making.systems.accounts)?.licences ?? [];
  if (id.success && known.some((one) => one.id === id.data)) {
    said.note('already-there');
    return id.data;
  }
  if (making.request.people === null && !isKnownSystem(making)) said.note('no-system');
  else if (!id.success) said.note('no-licence-id', columns.id);
  else if (making.prices.some((one) => one.id === id.data)) said.note('duplicate-licence', columns.id);
  else if (known.length + making.prices.length >= MOST) said.note('too-many-licences');
  if (!id.success || said.notes.length > 0) return null;
  const price = priceOf(draft, id.data);
  if (price === null) return null;
  noteOddities(draft);
  if (isKnownSystem(making)) editPrice(making, price);
  making.prices.push(price);
  return id.data;
}

/** Takes a table of licences. */
export function takeLicences({ table }: ImportTable, columns: LicenceColumns, making: Making): void {
  const read = reading(table);
  for (const row of table.rows) {
    const draft = { row, cell: (heading: string | undefined) => read(row, heading), said: rowNotes(), columns, making };
    const record = takeRow(draft);
    making.rows.push({
      table: 'licences',
      line: row.line,
      outcome: record === null ? 'not-used' : 'used',
      record,
      notes: draft.said.notes,
    });
  }
}
