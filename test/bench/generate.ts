/** A large state repository and its systems, the same every time: people, devices, plans, six systems with their accounts. */
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
const START = Date.parse('2027-01-04T00:00:00Z');
const SYSTEMS = ['ad', 'm365', 'crm', 'chat', 'wiki', 'vpn'] as const;

function day(offset: number): string {
  return new Date(START + offset * DAY).toISOString().slice(0, 10);
}

/** A small generator of numbers: the same seed, the same company. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

function employeeFile(index: number, random: (below: number) => number): string {
  const id = `e-${String(index).padStart(5, '0')}`;
  const leaves = random(100) < 8;
  const lastDay = leaves ? `lastDay: ${day(random(120) + 1)}\n` : '';
  const accounts = SYSTEMS.slice(0, 5).map((system) => {
    const licences = system === 'm365' ? ', licences: [SPE_E3]' : system === 'crm' ? ', licences: [CRM]' : '';
    return `  - {system: ${system}, id: ${system}-${index}, login: user${index}, grants: [staff, unit-${index % 40}]${licences}}`;
  });
  return `# yaml-language-server: $schema=../../schemas/json/employee.schema.json\nid: ${id}\nperson: {name: Person ${index} Invented, email: person${index}@large.example}\nkind: employee\nunit: u-${index % 40}\nfirstDay: ${day(-2000 + random(1900))}\n${lastDay}accounts:\n${accounts.join('\n')}\n`;
}

function deviceFile(index: number, people: number): string {
  const tag = `LT-${String(index).padStart(5, '0')}`;
  return `# yaml-language-server: $schema=../../schemas/json/device.schema.json\nid: ${tag}\ntype: ${index % 3 === 2 ? 'phone' : 'laptop'}\nmodel: Examplebook ${index % 9}\nserial: SN${100_000 + index}\nstatus: in-use\nholder: e-${String(index % people).padStart(5, '0')}\nownership: owned\ncompany: se\nreceived: ${day(-400)}\n`;
}

function policyFiles(): [string, string][] {
  const files: [string, string][] = [
    [
      'state/organisation.yaml',
      `name: Large Example\ntimeZone: Europe/Stockholm\nlocale: en\ncompanies:\n  - {id: se, name: Large Example AB, country: SE, currency: SEK}\nunits:\n${Array.from({ length: 40 }, (_, unit) => `  - {id: u-${unit}, name: Unit ${unit}, company: se, manager: e-${String(unit).padStart(5, '0')}}`).join('\n')}\ndesks:\n  it: {name: IT}\n`,
    ],
    ['policies/access.yaml', 'cutOff: "16:00"\n'],
    ['policies/guardrails.yaml', 'limits:\n  surprise: {count: 3, percent: 1}\n'],
  ];
  for (const system of SYSTEMS) {
    const head = `id: ${system}\nmode: enforce\ntenant: large-${system}\nholds: [accounts]\ndesk: it\n`;
    const price = system === 'm365' ? 'licences:\n  - {id: SPE_E3, price: 389.00 SEK, per: month}\n' : '';
    const kind =
      system === 'wiki'
        ? `kind: csv\ntables:\n  - {holds: accounts, file: wiki.csv, columns: {id: id, login: login, enabled: enabled, groups: groups, lastUse: last}, listSeparator: semicolon, freshness: {sideFile: wiki.stamp}}\n`
        : `kind: practice\nworld: ${system}.json\npageSize: 1000\n`;
    files.push([`policies/systems/${system}.yaml`, `${head}${price}${kind}`]);
  }
  return files;
}

function writeWorlds(folder: string, people: number): number {
  let accounts = 0;
  for (const system of SYSTEMS.slice(0, 5)) {
    const rows = Array.from({ length: people }, (_, index) => ({
      id: `${system}-${index}`,
      login: `user${index}`,
      email: null,
      enabled: true,
      groups: ['staff', `unit-${index % 40}`],
      roles: [],
      licences: system === 'm365' ? [{ id: 'SPE_E3', viaGroup: null, assignedOn: null }] : [],
      sessions: 1,
      lastUse: day(-(index % 30)),
      createdOn: '2022-01-01',
    }));
    accounts += rows.length;
    if (system === 'wiki') {
      const lines = rows.map((row) => `${row.id},${row.login},yes,${row.groups.join(';')},${row.lastUse}`);
      writeFileSync(join(folder, 'wiki.csv'), `id,login,enabled,groups,last\n${lines.join('\n')}\n`);
      writeFileSync(join(folder, 'wiki.stamp'), '2027-01-04T00:30:00Z\n');
    } else writeFileSync(join(folder, `${system}.json`), JSON.stringify({ tenant: `large-${system}`, accounts: rows }));
  }
  writeFileSync(join(folder, 'vpn.json'), JSON.stringify({ tenant: 'large-vpn', accounts: [] }));
  return accounts;
}

function dataOf(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

/** One commit with everything, and a second that edits fifty devices. */
function commitAll(root: string, files: readonly (readonly [string, string])[], edited: readonly (readonly [string, string])[]): void {
  const commit = (name: string, list: readonly (readonly [string, string])[], seconds: number) =>
    `commit refs/heads/main\ncommitter Bench <bench@large.example> ${seconds} +0000\n${dataOf(name)}${list.map(([path, text]) => `M 100644 inline ${path}\n${dataOf(text)}`).join('')}\n`;
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', root]);
  execFileSync('git', ['-C', root, 'fast-import', '--quiet'], {
    input: `${commit('all', files, 1_798_800_000)}${commit('fifty', edited, 1_798_900_000)}`,
  });
  execFileSync('git', ['-C', root, 'checkout', '--quiet', 'main']);
}

/** Makes the company below a folder, which is emptied. */
export function generate(folder: string, people = 3600): Large {
  rmSync(folder, { recursive: true, force: true });
  const root = join(folder, 'people');
  const exports = join(folder, 'exports');
  mkdirSync(exports, { recursive: true });
  const random = numbers(20_270_104);
  const devices = Math.floor(people * 1.5);
  const files: [string, string][] = policyFiles();
  for (let index = 0; index < people; index += 1)
    files.push([`state/employees/e-${String(index).padStart(5, '0')}.yaml`, employeeFile(index, random)]);
  for (let index = 0; index < devices; index += 1)
    files.push([`state/devices/LT-${String(index).padStart(5, '0')}.yaml`, deviceFile(index, people)]);
  const edited = files
    .filter(([path]) => path.startsWith('state/devices/'))
    .slice(0, 50)
    .map(([path, text]) => [path, `${text}location: {country: SE}\n`] as const);
  commitAll(root, files, edited);
  const accounts = writeWorlds(exports, people);
  return { root, exports, people, devices, accounts };
}
