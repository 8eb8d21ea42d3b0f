/** Rows of devices -> devices, and people of holders whom nobody knows yet, where that is asked for. Pure. */
import type { Device, Holder } from '../../schemas/device.ts';
import type { Employee } from '../../schemas/employee.ts';
import { AssetTag, type EmployeeId, ForeignId, type Id, Login, ShortText } from '../../schemas/primitives.ts';
import type { DeviceType } from '../../schemas/vocabulary.ts';
import type { Row } from '../tables/csv.ts';
import { parseDay } from '../tables/dates.ts';
import { parseMoney } from '../tables/money.ts';
import { type ImportTable, type Making, nextEmployeeId, reading, slug } from './ground.ts';
import type { AssetColumns } from './mapping.ts';
import { addAccountLine, nameFrom, personFrom, remember } from './people.ts';
import { type RowNotes, rowNotes } from './report.ts';

const TYPES: readonly (readonly [DeviceType, RegExp])[] = [
  ['tablet', /\b(ipad|tablet|surface go|galaxy tab)/iu],
  ['phone', /\b(iphone|phone|smartphone|handset|mobile|galaxy [as]\d|pixel)/iu],
  ['monitor', /\b(monitor|display|screen)/iu],
  ['desktop', /\b(desktop|imac|mac ?mini|mac ?studio|optiplex|workstation|tower)/iu],
  ['laptop', /\b(laptop|notebook|macbook|thinkpad|elitebook|probook|latitude|xps|chromebook|surface)/iu],
  ['smartcard', /\b(smart ?card)/iu],
  ['badge', /\b(badge|access card)/iu],
  ['key', /\b(key|yubikey)\b/iu],
  ['accessory', /\b(dock|keyboard|mouse|headset|adapter|charger|cable|webcam)/iu],
];

/** What a device is, from the words of its model and then of its category; `other` when nothing is known. */
export function guessType(model: string, category: string): DeviceType {
  for (const text of [model, category]) {
    const found = TYPES.find(([, words]) => words.test(text));
    if (found !== undefined) return found[0];
  }
  return 'other';
}

interface Draft {
  readonly row: Row;
  readonly cell: (heading: string | undefined) => string;
  readonly said: RowNotes;
  readonly columns: AssetColumns;
  readonly making: Making;
}

/** Slugs of places; two names with one slug become two places. */
class Places {
  private readonly names = new Map<string, string>();
  slugOf(name: string): Id {
    const base = slug(name);
    for (let number = 1; ; number += 1) {
      const id = (number === 1 ? base : `${base.slice(0, 58)}-${number}`) as Id;
      const taken = this.names.get(id);
      if (taken !== undefined && taken !== name.toLowerCase()) continue;
      this.names.set(id, name.toLowerCase());
      return id;
    }
  }
}

function createHolder(draft: Draft, login: string): EmployeeId {
  const { cell, columns, making, said } = draft;
  const name = nameFrom([cell(columns.holderFirstName), cell(columns.holderLastName)]);
  const id = nextEmployeeId(making);
  const employee: Employee = {
    id,
    person: personFrom(name, { email: cell(columns.holderEmail), column: columns.holderEmail }, said),
    kind: 'employee',
    accounts: [{ system: making.systems.assets, login: Login.parse(login) }],
  };
  remember(making, { id, isNew: true, employee }, login);
  said.note('holder-created', columns.holder);
  return id;
}

/** The person a device is checked out to; undefined when nobody knows them. */
function personHolder(draft: Draft, login: string): EmployeeId | undefined {
  const { cell, columns, making } = draft;
  const known = making.byLogin.get(login.toLowerCase());
  if (known !== undefined) return known;
  const email = cell(columns.holderEmail).toLowerCase();
  const byEmail = email === '' ? undefined : making.byEmail.get(email);
  const somebody = byEmail === undefined ? undefined : making.people.get(byEmail);
  if (somebody !== undefined && Login.safeParse(login).success) {
    addAccountLine(making, somebody, { system: making.systems.assets, login: Login.parse(login) });
    making.byLogin.set(login.toLowerCase(), somebody.id);
    return somebody.id;
  }
  if (!making.request.createHolders || !Login.safeParse(login).success) return undefined;
  return createHolder(draft, login);
}

/** Who has the device: a person, a place, nobody; undefined when it is somebody unknown. */
function holderOf(draft: Draft, places: Places): Holder | undefined {
  const { cell, columns, said } = draft;
  const login = cell(columns.holder);
  if (login !== '') return personHolder(draft, login);
  const type = cell(columns.holderType).toLowerCase();
  const place = cell(columns.place);
  if (place !== '' && type !== 'asset') return { place: places.slugOf(place) };
  if (type === 'asset') said.note('checked-out-to-device', columns.holderType);
  return null;
}

/** Status by what the inventory calls it; only words that need no further proof are taken over. */
function statusOf(word: string, holder: Holder): Pick<Device, 'status' | 'holder'> {
  if (/archiv|retired|dispos|scrap/iu.test(word)) return { status: 'retired', holder: null };
  return { status: holder === null ? 'available' : 'in-use', holder };
}

function detailsOf(draft: Draft): Partial<Pick<Device, 'model' | 'serial' | 'purchased' | 'cost'>> {
  const { cell, columns, said, making } = draft;
  const model = cell(columns.model).replaceAll(/\s+/gu, ' ');
  if (model !== '' && !ShortText.safeParse(model).success) said.note('text-too-long', columns.model);
  const serial = cell(columns.serial);
  const bought = cell(columns.purchased);
  const purchased = bought === '' ? null : parseDay(bought, making.request.mapping.dates);
  if (bought !== '' && purchased === null) said.note('day-not-read', columns.purchased);
  const paid = cell(columns.cost);
  const cost = paid === '' ? null : parseMoney(paid, making.request.beginning.currency);
  if (paid !== '' && cost === null) said.note('cost-not-read', columns.cost);
  const serialId = ForeignId.safeParse(serial);
  const isTwin = serialId.success && making.devices.some((device) => device.serial?.toLowerCase() === serial.toLowerCase());
  if (isTwin) said.note('duplicate-serial', columns.serial);
  return {
    ...(ShortText.safeParse(model).success ? { model } : {}),
    ...(serialId.success && !isTwin ? { serial: serialId.data } : {}),
    ...(purchased === null ? {} : { purchased }),
    ...(cost === null ? {} : { cost }),
  };
}

function takeRow(draft: Draft, seen: Set<string>, places: Places): AssetTag | null {
  const { cell, columns, said, making } = draft;
  const text = cell(columns.tag);
  const tag = AssetTag.safeParse(text);
  if (text === '') said.note('no-tag', columns.tag);
  else if (!tag.success) said.note('tag-not-allowed', columns.tag);
  else if (seen.has(text.toLowerCase())) said.note('duplicate-tag', columns.tag);
  if (!tag.success || said.notes.length > 0) return null;
  seen.add(text.toLowerCase());
  const holder = holderOf(draft, places);
  if (making.request.existing.devices.has(tag.data)) {
    said.note('already-there');
    return tag.data;
  }
  if (holder === undefined) {
    said.note('holder-unknown', columns.holder);
    return null;
  }
  making.devices.push({
    id: tag.data,
    type: guessType(cell(columns.model), cell(columns.category)),
    ...statusOf(cell(columns.status), holder),
    ownership: 'owned',
    company: making.company,
    inventory: { system: making.systems.assets, id: ForeignId.parse(text) },
    ...detailsOf(draft),
  });
  return tag.data;
}

/** Takes a table of devices. */
export function takeDevices({ table }: ImportTable, columns: AssetColumns, making: Making): void {
  const read = reading(table);
  const seen = new Set<string>();
  const places = new Places();
  for (const row of table.rows) {
    const draft = { row, cell: (heading: string | undefined) => read(row, heading), said: rowNotes(), columns, making };
    const record = takeRow(draft, seen, places);
    making.rows.push({ table: 'assets', line: row.line, outcome: record === null ? 'not-used' : 'used', record, notes: draft.said.notes });
  }
}
