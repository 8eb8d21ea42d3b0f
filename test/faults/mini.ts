/** A mini company with one busy night: three leavers, a supplier's export, one device; small enough to be killed often. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scaffold } from '../../reconciler/scaffold/scaffold.ts';
import { git, makeRepository, temporaryFolder } from '../fakes/repository.ts';
import { type Mini, runMini } from './mini-night.ts';

const PEOPLE = 12;
const ANSWERS = {
  name: 'Mini Exempel',
  zone: 'Europe/Stockholm',
  locale: 'en',
  country: 'SE',
  currency: 'SEK',
  team: '@exempel',
  isExample: false,
  version: '0.1.0',
} as const;

function employee(index: number): string {
  const leaves = index <= 3 ? 'lastDay: 2026-12-31\n' : '';
  const vpn = index === 1 || index > 6 ? `\n  - {system: vpn, id: vpn-${index}, login: user${index}}` : '';
  return `id: e-${index}\nperson: {name: Person ${index} Påhitt}\nkind: employee\nunit: office\nfirstDay: 2024-01-01\n${leaves}accounts:\n  - {system: ad, id: ad-${index}, login: user${index}, grants: [sales]}\n  - {system: chat, id: chat-${index}, login: user${index}}${vpn}\n`;
}

function stateFiles(): Record<string, string> {
  const files: Record<string, string> = Object.fromEntries(
    [...scaffold(ANSWERS, new Map())].filter(([path]) => /^(state|policies)\//u.test(path)),
  );
  for (let index = 1; index <= PEOPLE; index += 1) files[`state/employees/e-${index}.yaml`] = employee(index);
  files['state/devices/LT-0001.yaml'] = 'id: LT-0001\ntype: laptop\nstatus: in-use\nholder: e-2\nownership: owned\ncompany: se\n';
  const practice = (id: string, more = '') =>
    `id: ${id}\nkind: practice\nmode: enforce\ntenant: mini-${id}\nholds: [accounts]\ndesk: it\nworld: ${id}.json\n${more}`;
  files['policies/systems/ad.yaml'] = practice('ad', 'identityProvider: true\n');
  files['policies/systems/chat.yaml'] = practice('chat');
  files['policies/systems/vpn.yaml'] =
    'id: vpn\nkind: csv\nmode: enforce\ntenant: mini-vpn\nholds: [accounts]\ndesk: it\nmaxAge: P90D\ntables:\n  - {holds: accounts, file: vpn.csv, columns: {id: id, login: login, enabled: on}, freshness: {column: exported}}\n';
  return files;
}

function account(system: string, index: number) {
  return {
    id: `${system}-${index}`,
    login: `user${index}`,
    email: null,
    enabled: true,
    groups: ['sales'],
    roles: [],
    licences: [],
    sessions: 2,
    lastUse: '2026-12-20',
    createdOn: '2024-01-01',
  };
}

function writeWorlds(exports: string): void {
  mkdirSync(exports, { recursive: true });
  for (const system of ['ad', 'chat']) {
    const accounts = Array.from({ length: PEOPLE }, (_, index) => account(system, index + 1));
    writeFileSync(join(exports, `${system}.json`), `${JSON.stringify({ tenant: `mini-${system}`, accounts }, null, 1)}\n`);
  }
  const rows = [1, 7, 8, 9, 10, 11, 12].map((index) => `vpn-${index},user${index},yes,2026-12-27`);
  writeFileSync(join(exports, 'vpn.csv'), `id,login,on,exported\n${rows.join('\n')}\n`);
}

/** The company on the eve of its busy night, with the nights that its limits ask for behind it. */
export async function makeMini(): Promise<Mini> {
  const repository = makeRepository(stateFiles(), { at: '2026-12-26T08:00:00Z', message: 'Begin' });
  const mini = { folder: repository.folder, root: repository.root, remote: repository.remote, exports: join(repository.folder, 'exports') };
  writeWorlds(mini.exports);
  for (const day of ['2026-12-27', '2026-12-28', '2026-12-29', '2026-12-31']) await runMini(mini, `${day}T02:00`);
  return mini;
}

/** A copy that can be run on its own. */
export function copyMini(mini: Mini): Mini {
  const folder = temporaryFolder('lastday-mini');
  cpSync(mini.folder, folder, { recursive: true });
  const copy = { folder, root: join(folder, 'clone'), remote: join(folder, 'remote.git'), exports: join(folder, 'exports') };
  git(copy.root, ['remote', 'set-url', 'origin', copy.remote]);
  return copy;
}

/** Everything outside the journal that a night leaves behind: the systems, and the branches with their trees. A temporary file of a killed write is none of it. */
export function worldOf(mini: Mini): Readonly<Record<string, string>> {
  const world: Record<string, string> = {};
  for (const name of readdirSync(mini.exports))
    if (/^[a-z]+\.(json|csv)$/u.test(name)) world[name] = readFileSync(join(mini.exports, name), 'utf8');
  const refs = git(mini.remote, ['for-each-ref', '--format=%(refname) %(tree)', 'refs/heads']).split('\n');
  for (const ref of refs) {
    const [name = '', tree = ''] = ref.split(' ');
    if (name !== 'refs/heads/lastday/journal') world[name] = tree;
  }
  return world;
}
