/** A large state repository and its systems, the same for the same day: people, devices, and six systems with their accounts and assets. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What was made; absolute paths. */
export interface Large {
  readonly root: string;
  readonly exports: string;
  readonly people: number;
  readonly devices: number;
  readonly accounts: number;
}

const DAY = 86_400_000;
/** Systems with an account of everybody; the last of them is read from an export. The sixth system, `inventory`, holds the devices. */
const ACCOUNTS_IN = ['ad', 'm365', 'crm', 'chat', 'wiki'] as const;
const LICENCES: Readonly<Record<string, string>> = { m365: 'SPE_E3', crm: 'CRM' };
const UNITS = 40;

type Days = (offset: number) => string;

/** Days counted from the one that the company is made for. */
function daysFrom(today: Date): Days {
  const start = Date.parse(`${today.toISOString().slice(0, 10)}T00:00:00Z`);
  return (offset) => new Date(start + offset * DAY).toISOString().slice(0, 10);
}

/** A small generator of numbers: the same seed, the same company. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function idOf(index: number): string {
  return `e-${String(index).padStart(5, '0')}`;
}

function tagOf(index: number): string {
  return `LT-${String(index).padStart(5, '0')}`;
}

/** One in a hundred left within the last three days, seven will leave within four months. */
function lastDayOf(chance: number, random: (below: number) => number, day: Days): string {
  if (chance === 0) return `lastDay: ${day(-1 - random(3))}\n`;
  return chance < 8 ? `lastDay: ${day(1 + random(120))}\n` : '';
}

function employeeFile(index: number, random: (below: number) => number, day: Days): string {
  const accounts = ACCOUNTS_IN.map((system) => {
    const licences = LICENCES[system] === undefined ? '' : `, licences: [${LICENCES[system]}]`;
    return `  - {system: ${system}, id: ${system}-${index}, login: user${index}, grants: [staff, unit-${index % UNITS}]${licences}}\n`;
  });
  return [
    '# yaml-language-server: $schema=../../schemas/json/employee.schema.json\n',
    `id: ${idOf(index)}\nperson: {name: Person ${index} Invented, email: person${index}@large.example}\nkind: employee\n`,
    `unit: u-${index % UNITS}\nfirstDay: ${day(-2000 + random(1900))}\n`,
    index < UNITS ? '' : lastDayOf(random(100), random, day),
    `accounts:\n${accounts.join('')}`,
  ].join('');
}

function deviceFile(index: number, people: number, day: Days): string {
  return [
    '# yaml-language-server: $schema=../../schemas/json/device.schema.json\n',
    `id: ${tagOf(index)}\ntype: ${index % 3 === 2 ? 'phone' : 'laptop'}\nmodel: Examplebook ${index % 9}\nserial: SN${100_000 + index}\n`,
    `status: in-use\nholder: ${idOf(index % people)}\nownership: owned\ncompany: se\nreceived: ${day(-400)}\n`,
  ].join('');
}

function systemFile(system: string): string {
  const head = `id: ${system}\nmode: enforce\ntenant: large-${system}\ndesk: it\nholds: [${system === 'inventory' ? 'assets' : 'accounts'}]\n`;
  const licence = LICENCES[system];
  const price = licence === undefined ? '' : `licences:\n  - {id: ${licence}, price: 389.00 SEK, per: month}\n`;
  if (system !== 'wiki') return `${head}${price}kind: practice\nworld: ${system}.json\npageSize: 1000\n`;
  const columns = 'columns: {id: id, login: login, enabled: enabled, groups: groups, lastUse: last}';
  return `${head}kind: csv\ntables:\n  - {holds: accounts, file: wiki.csv, ${columns}, listSeparator: semicolon, freshness: {file: modified}}\n`;
}

function ruleFiles(): [string, string][] {
  const units = Array.from(
    { length: UNITS },
    (_, unit) => `  - {id: u-${unit}, name: Unit ${unit}, company: se, manager: ${idOf(unit)}}\n`,
  );
  const organisation = [
    'name: Large Example\ntimeZone: Europe/Stockholm\nlocale: en\n',
    'companies:\n  - {id: se, name: Large Example AB, country: SE, currency: SEK}\n',
    `units:\n${units.join('')}desks:\n  it: {name: IT}\n`,
  ];
  return [
    ['state/organisation.yaml', organisation.join('')],
    ['policies/access.yaml', 'cutOff: "16:00"\n'],
    ['policies/guardrails.yaml', 'limits:\n  surprise: {count: 3, percent: 1}\n'],
    ...[...ACCOUNTS_IN, 'inventory'].map((system): [string, string] => [`policies/systems/${system}.yaml`, systemFile(system)]),
  ];
}

function worldOf(system: string, people: number, day: Days): string {
  const licence = LICENCES[system];
  const accounts = Array.from({ length: people }, (_, index) => ({
    id: `${system}-${index}`,
    login: `user${index}`,
    email: null,
    enabled: true,
    groups: ['staff', `unit-${index % UNITS}`],
    roles: [],
    licences: licence === undefined ? [] : [{ id: licence, viaGroup: null, assignedOn: null }],
    sessions: 1,
    lastUse: day(-(index % 30)),
    createdOn: day(-1900),
  }));
  const seats = licence === undefined ? [] : [{ licence, bought: people + 100 }];
  return JSON.stringify({ tenant: `large-${system}`, accounts, seats });
}

function inventoryOf(devices: number, people: number): string {
  const assets = Array.from({ length: devices }, (_, index) => ({
    id: index + 1,
    tag: tagOf(index),
    serial: `SN${100_000 + index}`,
    holder: `user${index % people}`,
    status: 'deployed',
  }));
  return JSON.stringify({ tenant: 'large-inventory', assets });
}

function exportOf(people: number, day: Days): string {
  const rows = Array.from(
    { length: people },
    (_, index) => `wiki-${index},user${index},yes,staff;unit-${index % UNITS},${day(-(index % 30))}\n`,
  );
  return `id,login,enabled,groups,last\n${rows.join('')}`;
}

function dataOf(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

type Files = readonly (readonly [path: string, text: string])[];

/** One commit with everything, and a second that edits fifty devices. */
function commitAll(root: string, commits: readonly { readonly name: string; readonly files: Files; readonly at: number }[]): void {
  const stream = commits.map(({ name, files, at }) => {
    const entries = files.map(([path, text]) => `M 100644 inline ${path}\n${dataOf(text)}`);
    return `commit refs/heads/main\ncommitter Bench <bench@large.example> ${at} +0000\n${dataOf(name)}${entries.join('')}\n`;
  });
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', root]);
  execFileSync('git', ['-C', root, 'fast-import', '--quiet'], { input: stream.join('') });
  execFileSync('git', ['-C', root, 'reset', '--quiet', '--hard', 'main']);
}

/** Makes the company below a folder, which is emptied. */
export function generate(folder: string, people = 3600, today = new Date()): Large {
  rmSync(folder, { recursive: true, force: true });
  const root = join(folder, 'people');
  const exports = join(folder, 'exports');
  mkdirSync(exports, { recursive: true });
  const day = daysFrom(today);
  const random = numbers(20_270_104);
  const devices = Math.floor(people * 1.5);
  const employeeFiles = Array.from(
    { length: people },
    (_, index) => [`state/employees/${idOf(index)}.yaml`, employeeFile(index, random, day)] as const,
  );
  const deviceFiles = Array.from(
    { length: devices },
    (_, index) => [`state/devices/${tagOf(index)}.yaml`, deviceFile(index, people, day)] as const,
  );
  const edited = deviceFiles.slice(0, 50).map(([path, text]) => [path, `${text}location: {country: SE}\n`] as const);
  const at = Date.parse(`${day(-1)}T08:00:00Z`) / 1000;
  commitAll(root, [
    { name: 'Everything', files: [...ruleFiles(), ...employeeFiles, ...deviceFiles], at },
    { name: 'Where fifty devices are', files: edited, at: at + 3600 },
  ]);
  for (const system of ACCOUNTS_IN.slice(0, -1)) writeFileSync(join(exports, `${system}.json`), worldOf(system, people, day));
  writeFileSync(join(exports, 'wiki.csv'), exportOf(people, day));
  writeFileSync(join(exports, 'inventory.json'), inventoryOf(devices, people));
  return { root, exports, people, devices, accounts: people * ACCOUNTS_IN.length };
}
