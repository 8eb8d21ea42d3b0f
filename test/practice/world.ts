/** The practice company's systems: their world files and exports, and how they change between the nights. */
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { addDays, instantAt, millisecondsOf } from '../../reconciler/calendar.ts';
import type { Device } from '../../schemas/device.ts';
import type { Employee } from '../../schemas/employee.ts';
import type { Day, Instant, TimeOfDay, Zone } from '../../schemas/primitives.ts';
import type { Files } from './history.ts';
import { EXTRA_ACCOUNTS, LAST_SEEN, LEFT_LAST_WINTER, SEATS } from './world-facts.ts';

/** An account of a world file. */
export interface WorldAccount {
  readonly id: string;
  readonly login: string;
  readonly email: string | null;
  enabled: boolean;
  groups: string[];
  readonly roles: readonly string[];
  licences: { readonly id: string; readonly viaGroup: null; readonly assignedOn: string }[];
  sessions: number;
  lastUse: string;
  readonly createdOn: string;
}

/** A device of the inventory's world file. */
export interface WorldAsset {
  readonly id: string;
  readonly tag: string;
  readonly serial: string;
  holder: string;
  status: string;
}

interface WorldFile {
  readonly tenant: string;
  accounts?: WorldAccount[];
  seats?: readonly { readonly licence: string; readonly bought: number }[];
  assets?: WorldAsset[];
}

/** A change that people make in a system by hand. */
export interface ByHand {
  /** `2026-10-02 10:00`, in Stockholm. */
  readonly at: string;
  readonly system: 'ad' | 'm365' | 'crm' | 'inventory';
  readonly id: string;
  readonly set: Partial<Pick<WorldAccount, 'enabled' | 'groups' | 'sessions'>> & Partial<Pick<WorldAsset, 'holder' | 'status'>>;
  /** Takes all paid seats off. */
  readonly freesSeats?: true;
}

const STOCKHOLM = 'Europe/Stockholm' as Zone;
const DIRECTORIES = ['ad', 'm365', 'crm'] as const;

/** The instant of a local `2026-10-02 10:00` in Stockholm. */
export function stockholm(text: string): Instant {
  return instantAt(text.slice(0, 10) as Day, text.slice(11) as TimeOfDay, STOCKHOLM);
}

/** Documents by their text: most files are the same from night to night. */
const parsed = new Map<string, unknown>();

function documents<T>(files: Files, folder: string): T[] {
  const texts = [...files].filter(([path]) => path.startsWith(folder)).map(([, text]) => text);
  for (const text of texts) if (!parsed.has(text)) parsed.set(text, parse(text));
  return texts.map((text) => parsed.get(text) as T);
}

/** Everybody in the files. */
export function peopleOf(files: Files): Employee[] {
  return documents<Employee>(files, 'state/employees/');
}

/** Every device in the files. */
export function devicesOf(files: Files): Device[] {
  return documents<Device>(files, 'state/devices/');
}

function loginsOf(files: Files): Map<string, string> {
  const logins = new Map<string, string>();
  for (const one of peopleOf(files)) {
    const login = one.accounts?.find((line) => line.system === 'ad')?.login;
    if (login !== undefined) logins.set(one.id, login);
  }
  return logins;
}

/** The last day somebody was seen using an account, on the evening before a night: one to four days ago, and for some long ago. */
function lastUse(id: string, day: Day): Day {
  const recent = addDays(day, -1 - (Number(id.replaceAll(/\D/gu, '')) % 4));
  const seen = LAST_SEEN[id];
  return seen !== undefined && seen < recent ? (seen as Day) : recent;
}

function newAccount(one: Employee, line: NonNullable<Employee['accounts']>[number], day: Day): WorldAccount {
  const id = line.id ?? '';
  const isGone = LEFT_LAST_WINTER.has(one.id);
  const extra = (one.assignments ?? []).flatMap((assignment) => assignment.grants?.[line.system] ?? []);
  return {
    id,
    login: line.login ?? '',
    email: one.person === 'withheld' ? null : (one.person.email ?? null),
    enabled: !isGone,
    groups: isGone ? [] : [...(line.grants ?? []), ...extra],
    roles: id === 'ad-1017' ? ['Domain Admins'] : [],
    licences: (line.licences ?? []).map((licence) => ({ id: licence, viaGroup: null, assignedOn: one.firstDay ?? day })),
    sessions: isGone ? 0 : 1 + (Number(id.replaceAll(/\D/gu, '')) % 3),
    lastUse: isGone ? '2026-01-30' : lastUse(id, day),
    createdOn: one.periods?.[0]?.from ?? one.firstDay ?? day,
  };
}

function newAsset(one: Device, logins: ReadonlyMap<string, string>): WorldAsset {
  const holder = typeof one.holder === 'string' ? (logins.get(one.holder) ?? '') : '';
  return { id: String(one.inventory?.id ?? one.id), tag: one.id, serial: one.serial ?? '', holder, status: one.status };
}

function writeText(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function readWorld(folder: string, system: string): WorldFile {
  return JSON.parse(readFileSync(join(folder, `${system}.json`), 'utf8')) as WorldFile;
}

function writeWorld(folder: string, system: string, world: WorldFile): void {
  writeText(join(folder, `${system}.json`), `${JSON.stringify(world, null, 2)}\n`);
}

/** Writes the world files as the systems were when the repository began. */
export function createWorlds(folder: string, files: Files, day: Day): void {
  const people = peopleOf(files);
  for (const system of DIRECTORIES) {
    const own = people.flatMap((one) =>
      (one.accounts ?? []).filter((line) => line.system === system).map((line) => newAccount(one, line, day)),
    );
    const seats = SEATS[system];
    const accounts = [...own, ...EXTRA_ACCOUNTS.filter((extra) => extra.system === system).map((extra) => extra.account(day))];
    writeWorld(folder, system, { tenant: `latsas-${system}`, accounts, ...(seats === undefined ? {} : { seats }) });
  }
  const logins = loginsOf(files);
  const assets = devicesOf(files).map((one) => newAsset(one, logins));
  // Nobody has a file for this one; it only stands in the inventory.
  assets.push({ id: '999', tag: 'LT-0999', serial: 'LATSAS-LT-0999', holder: logins.get('e-1002') ?? '', status: 'in-use' });
  writeWorld(folder, 'inventory', { tenant: 'latsas-inventory', assets });
}

/** Gives accounts to people whose files are new, as the service desk does when they begin. */
export function provision(folder: string, created: Files, day: Day): void {
  const people = peopleOf(created).filter((one) => (one.accounts ?? []).length > 0);
  if (people.length === 0) return;
  for (const system of DIRECTORIES) {
    const world = readWorld(folder, system);
    const lines = people.flatMap((one) => (one.accounts ?? []).filter((line) => line.system === system).map((line) => ({ one, line })));
    world.accounts?.push(...lines.map(({ one, line }) => newAccount(one, line, day)));
    writeWorld(folder, system, world);
  }
}

/** Makes a change by hand in one system. */
export function changeByHand(folder: string, change: ByHand): void {
  const world = readWorld(folder, change.system);
  const record = [...(world.accounts ?? []), ...(world.assets ?? [])].find((one) => one.id === change.id);
  if (record === undefined) throw new Error(`${change.at} ${change.system} ${change.id}: no such record in the world file`);
  Object.assign(record, change.set);
  if (change.freesSeats === true && 'licences' in record) record.licences = [];
  writeWorld(folder, change.system, world);
}

/** Everybody who still can has used their accounts meanwhile. */
function refreshUse(folder: string, day: Day): void {
  for (const system of DIRECTORIES) {
    const world = readWorld(folder, system);
    for (const account of world.accounts ?? []) if (account.enabled) account.lastUse = lastUse(account.id, day);
    writeWorld(folder, system, world);
  }
}

function rows(lines: readonly (readonly string[])[], end: string): string {
  return lines.map((cells) => cells.join(';') + end).join('');
}

function writeHr(folder: string, files: Files, at: Instant): void {
  const lines = peopleOf(files).map((one) => [one.source?.id ?? one.id, one.firstDay ?? '', one.lastDay ?? '', one.unit ?? '', at]);
  writeText(join(folder, 'hr/people.csv'), rows([['Anställningsnr', 'Första dag', 'Sista dag', 'Enhet', 'Uttag'], ...lines], '\n'));
}

function writeCards(folder: string, files: Files, at: Instant): void {
  const logins = loginsOf(files);
  const cards = devicesOf(files).filter((one) => one.type === 'smartcard');
  const lines = cards.map((one) => [
    one.id,
    one.serial ?? '',
    one.status,
    typeof one.holder === 'string' ? (logins.get(one.holder) ?? '') : '',
  ]);
  const path = join(folder, 'cards/cards.csv');
  writeText(path, rows([['Kort', 'Serienummer', 'Status', 'Innehavare'], ...lines], '\n'));
  const seconds = millisecondsOf(at) / 1000;
  utimesSync(path, seconds, seconds);
}

/** The supplier's export of the VPN: what it knew on that day. It has not ended anybody's account so far. */
export function writeVpn(folder: string, files: Files, at: Instant): void {
  const day = at.slice(0, 10) as Day;
  const lines = peopleOf(files).flatMap((one) =>
    (one.accounts ?? [])
      .filter((line) => line.system === 'vpn')
      .map((line) => [line.id ?? '', line.login ?? '', 'ja', lastUse(line.id ?? '', day)]),
  );
  const text = rows([['Konto', 'Användare', 'Aktiv', 'Senast använd'], ...lines], '\r\n');
  writeText(join(folder, 'vpn/accounts.csv'), Buffer.from(text, 'latin1'));
  writeText(join(folder, 'vpn/export.stamp'), `${at}\n`);
}

/** Brings everything that is exported every evening to the evening before a night. */
export function eveningBefore(folder: string, files: Files, night: Instant): void {
  const at = new Date(millisecondsOf(night) - 2 * 3_600_000).toISOString().replace('.000Z', 'Z') as Instant;
  refreshUse(folder, night.slice(0, 10) as Day);
  writeHr(folder, files, at);
  writeCards(folder, files, at);
}
