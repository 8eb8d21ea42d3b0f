/** Small companies with everything real but the world: git in temporary folders, two practice systems, one supplier's export, quiet nights behind them. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scaffold } from '../../reconciler/scaffold/scaffold.ts';
import { type Files, git, makeRepository, temporaryFolder, writeUnder } from '../fakes/repository.ts';
import { type Mini, runMini } from './mini-night.ts';

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

/** The systems of every company: the identity provider, a second practice system, a supplier's export. */
export const SYSTEMS = ['ad', 'chat', 'vpn'] as const;

/** A company to order. People are `e-1`…, with accounts `ad-1`, `chat-1`, `vpn-1`… */
export interface CompanyWish {
  readonly people: number;
  /** Lines of the employee's file that somebody has of their own. */
  readonly lines?: (index: number) => string;
  /** Who has an account with the supplier; everybody when left out. */
  readonly hasVpn?: (index: number) => boolean;
  /** More files of the repository, or other ones. */
  readonly files?: Files;
  /** Puts more beside its systems before the first night. */
  readonly prepare?: (mini: Mini) => void;
  /** Nights that are over, `2026-12-27`: at 02:00. */
  readonly nights: readonly string[];
}

/** The employee's file of one person. */
export function employeeFile(index: number, lines = '', usesVpn = true): string {
  const accounts = [
    `  - {system: ad, id: ad-${index}, login: user${index}, grants: [sales]}`,
    `  - {system: chat, id: chat-${index}, login: user${index}}`,
    ...(usesVpn ? [`  - {system: vpn, id: vpn-${index}, login: user${index}}`] : []),
  ];
  return `id: e-${index}\nperson: {name: Person ${index} Påhitt}\nkind: employee\nunit: office\nfirstDay: 2024-01-01\n${lines}accounts:\n${accounts.join('\n')}\n`;
}

/** A practice system's file. */
export function practiceFile(id: string, more = ''): string {
  return `id: ${id}\nkind: practice\nmode: enforce\ntenant: mini-${id}\nholds: [accounts]\ndesk: it\nworld: ${id}.json\n${more}`;
}

const VPN =
  'id: vpn\nkind: csv\nmode: enforce\ntenant: mini-vpn\nholds: [accounts]\ndesk: it\nmaxAge: P90D\ntables:\n  - {holds: accounts, file: vpn.csv, columns: {id: id, login: login, enabled: on}, freshness: {column: exported}}\n';

function numbersOf(wish: CompanyWish): number[] {
  return Array.from({ length: wish.people }, (_, index) => index + 1);
}

function hasVpn(wish: CompanyWish, index: number): boolean {
  return wish.hasVpn?.(index) ?? true;
}

function stateFiles(wish: CompanyWish): Files {
  const scaffolded = [...scaffold(ANSWERS, new Map())].filter(([path]) => /^(state|policies)\//u.test(path));
  const people = numbersOf(wish).map((index) => [
    `state/employees/e-${index}.yaml`,
    employeeFile(index, wish.lines?.(index), hasVpn(wish, index)),
  ]);
  const systems = {
    'policies/systems/ad.yaml': practiceFile('ad', 'identityProvider: true\n'),
    'policies/systems/chat.yaml': practiceFile('chat'),
    'policies/systems/vpn.yaml': VPN,
  };
  return { ...Object.fromEntries(scaffolded), ...Object.fromEntries(people), ...systems, ...wish.files };
}

/** An account of a practice system, as its file has it. */
export interface WorldAccount {
  readonly id: string;
  readonly login: string;
  readonly enabled: boolean | null;
  readonly groups: readonly string[];
  readonly roles: readonly string[];
  readonly sessions: number;
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

/** A practice system's file as a value. */
export interface World {
  readonly tenant: string;
  readonly accounts: readonly WorldAccount[];
  readonly faults?: Readonly<Record<string, unknown>>;
}

/** What a practice system holds. */
export function readWorld(mini: Mini, system: string): World {
  return JSON.parse(readFileSync(join(mini.exports, `${system}.json`), 'utf8')) as World;
}

/** Puts a practice system into another state. */
export function writeWorld(mini: Mini, system: string, world: unknown): void {
  writeFileSync(join(mini.exports, `${system}.json`), `${JSON.stringify(world, null, 1)}\n`);
}

/** Changes one account by hand, as somebody in the directory would. */
export function editAccount(mini: Mini, system: string, id: string, edit: Partial<WorldAccount>): void {
  const world = readWorld(mini, system);
  writeWorld(mini, system, { ...world, accounts: world.accounts.map((one) => (one.id === id ? { ...one, ...edit } : one)) });
}

/** Ids of accounts whose sign-in is off. */
export function disabledIn(mini: Mini, system: string): readonly string[] {
  return readWorld(mini, system)
    .accounts.filter((one) => one.enabled === false)
    .map((one) => one.id);
}

/** The supplier's export of a day: who has an account, and of whom it is off. */
export function vpnExport(day: string, people: readonly number[], off: readonly number[] = []): string {
  const rows = people.map((index) => `vpn-${index},user${index},${off.includes(index) ? 'no' : 'yes'},${day}`);
  return `id,login,on,exported\n${rows.join('\n')}\n`;
}

/** Puts another export in the place of the supplier's. */
export function writeVpn(mini: Mini, text: string | Uint8Array): void {
  writeFileSync(join(mini.exports, 'vpn.csv'), text);
}

/** Commits files on the default branch and pushes them; null deletes a file. */
export function commitFiles(mini: Mini, files: Files, about: { readonly at: string; readonly branch?: string }): string {
  git(mini.root, ['fetch', '--quiet', 'origin', 'main']);
  git(mini.root, ['reset', '--quiet', '--hard', 'FETCH_HEAD']);
  for (const [path, content] of Object.entries(files)) {
    if (content === null) git(mini.root, ['rm', '--quiet', '--force', path]);
    else writeUnder(mini.root, path, content);
  }
  git(mini.root, ['add', '--all']);
  git(mini.root, ['-c', 'user.name=Test Author', '-c', 'user.email=author@exempel.example', 'commit', '--quiet', '-m', 'Change files'], {
    GIT_AUTHOR_DATE: about.at,
    GIT_COMMITTER_DATE: about.at,
  });
  git(mini.root, ['push', '--quiet', mini.remote, `HEAD:refs/heads/${about.branch ?? 'main'}`]);
  return git(mini.root, ['rev-parse', 'HEAD']);
}

/** The company before its first night. */
export function beginCompany(wish: CompanyWish): Mini {
  const begun = wish.nights[0] ?? '2026-12-27';
  const repository = makeRepository(stateFiles(wish), { at: `${begun}T00:00:00Z`, message: 'Begin' });
  const mini = { folder: repository.folder, root: repository.root, remote: repository.remote, exports: join(repository.folder, 'exports') };
  mkdirSync(mini.exports, { recursive: true });
  const numbers = numbersOf(wish);
  for (const system of ['ad', 'chat']) {
    writeWorld(mini, system, { tenant: `mini-${system}`, accounts: numbers.map((index) => account(system, index)) });
  }
  const insured = numbers.filter((index) => hasVpn(wish, index));
  writeVpn(mini, vpnExport(begun, insured));
  return mini;
}

/** The company with its nights behind it. */
export async function makeCompany(wish: CompanyWish): Promise<Mini> {
  const mini = beginCompany(wish);
  wish.prepare?.(mini);
  for (const day of wish.nights) await runMini(mini, `${day}T02:00`);
  return mini;
}

/** The company on the eve of its busy night: three leavers, one of whom holds a device; small enough to be killed often. */
export function makeMini(): Promise<Mini> {
  return makeCompany({
    people: 12,
    lines: (index) => (index <= 3 ? 'lastDay: 2026-12-31\n' : ''),
    hasVpn: (index) => index === 1 || index > 6,
    files: {
      'state/devices/LT-0001.yaml': 'id: LT-0001\ntype: laptop\nstatus: in-use\nholder: e-2\nownership: owned\ncompany: se\n',
    },
    nights: ['2026-12-27', '2026-12-28', '2026-12-29', '2026-12-30'],
  });
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
