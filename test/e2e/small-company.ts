/** A company of four at a fresh `lastday init --example`, with one practice directory, three quiet nights behind it and one leaver. */
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Called, lastday, type Shell } from '../fakes/command-line.ts';
import { git, makeRepository, temporaryFolder, writeUnder } from '../fakes/repository.ts';

/** The last day of e-0002; their access ends as it is over. */
export const LAST_DAY = '2027-01-08';

/** The morning after: what is due is due, and nothing has been done yet. */
export const MORNING = '2027-01-09T01:00:00Z';

/** A clone with its remote and export folder. */
export interface Company {
  readonly folder: string;
  readonly root: string;
  readonly remote: string;
  readonly exports: string;
  /** A shell in the clone, at an instant. */
  shell(at?: string): Shell;
  git(...args: readonly string[]): string;
  remoteGit(...args: readonly string[]): string;
  /** Writes files of the work tree, commits and pushes them. */
  commit(files: Readonly<Record<string, string>>, at?: string): string;
  /** Another company that begins where this one stands. */
  fork(): Company;
}

const AD = `kind: practice
id: ad
mode: enforce
tenant: exempel-ad
holds: [accounts]
identityProvider: true
desk: it
licences:
  - {id: OFFICE, name: Office, price: 100.00 SEK, per: month}
world: ad.json
`;

function person(id: string, more = ''): string {
  return `id: ${id}
person: {name: Påhittad Person ${id.slice(-1)}}
kind: employee
unit: office
firstDay: 2024-02-01
${more}accounts:
  - {system: ad, id: a-${id.slice(2)}, login: login${id.slice(-1)}, grants: [staff], licences: [OFFICE]}
`;
}

function account(id: string, more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  const licences = [{ id: 'OFFICE', viaGroup: null, assignedOn: '2024-02-01' }];
  const usual = {
    login: `login${id.slice(-1)}`,
    enabled: true,
    groups: ['staff'],
    roles: [],
    licences,
    sessions: 1,
    lastUse: '2027-01-04',
  };
  return { id: `a-${id.slice(2)}`, ...usual, ...more };
}

const WORLD = {
  tenant: 'exempel-ad',
  accounts: [
    account('e-0001'),
    account('e-0002', { groups: ['staff', 'extra'] }),
    account('e-0003', { lastUse: '2026-06-01' }),
    account('e-0004'),
  ],
};

const DEVICE = 'type: laptop\nmodel: Exempelbok 14\nstatus: in-use\nholder: e-0002\nownership: owned\ncompany: se\n';

function open(folder: string): Company {
  const root = join(folder, 'clone');
  const remote = join(folder, 'remote.git');
  return {
    folder,
    root,
    remote,
    exports: join(folder, 'exports'),
    shell: (at = MORNING) => ({ folder: root, at }),
    git: (...args) => git(root, args),
    remoteGit: (...args) => git(remote, args),
    commit(files, at = '2027-01-05T09:00:00Z') {
      for (const [path, text] of Object.entries(files)) writeUnder(root, path, text);
      git(root, ['add', '--all']);
      git(root, ['-c', 'user.name=Test Author', '-c', 'user.email=author@exempel.example', 'commit', '--quiet', '-m', 'Change files'], {
        GIT_AUTHOR_DATE: at,
        GIT_COMMITTER_DATE: at,
      });
      git(root, ['push', '--quiet', 'origin', 'HEAD:main']);
      return git(root, ['rev-parse', 'HEAD']);
    },
    fork() {
      const other = temporaryFolder('lastday-fork');
      cpSync(folder, other, { recursive: true });
      git(join(other, 'clone'), ['remote', 'set-url', 'origin', join(other, 'remote.git')]);
      return open(other);
    },
  };
}

/** The company as `init --example` and its first commits leave it; nothing has been read yet. */
export async function beginCompany(): Promise<Company> {
  const { folder } = makeRepository();
  const company = open(folder);
  mkdirSync(company.exports);
  const started = await lastday(company.shell('2027-01-05T08:00:00Z'), 'init', '--yes', '--example', '--name', 'Exempel AB');
  if (started.exit !== 0) throw new Error(started.err);
  writeUnder(company.exports, 'ad.json', `${JSON.stringify(WORLD, null, 2)}\n`);
  company.commit({
    'policies/systems/ad.yaml': AD,
    'state/employees/e-0001.yaml': person('e-0001'),
    'state/employees/e-0002.yaml': person('e-0002', `lastDay: ${LAST_DAY}\n`),
    'state/employees/e-0003.yaml': person('e-0003'),
    'state/employees/e-0004.yaml': person('e-0004', 'manager: e-0001\n'),
    'state/devices/LT-0002.yaml': `id: LT-0002\n${DEVICE}`,
  });
  return company;
}

/** The company after three nights in which nothing was due: the directory may be changed from now on. */
export async function settledCompany(): Promise<Company> {
  const company = await beginCompany();
  for (const night of ['2027-01-06T02:00', '2027-01-07T02:00', '2027-01-08T02:00']) {
    const called = await lastday(company.shell(), 'reconcile', '--on', night);
    if (called.exit !== 0) throw new Error(`${night}: exit ${called.exit}\n${called.out}${called.err}`);
  }
  return company;
}

/** What the directory says of one account. */
export function accountIn(of: Company, id: string): { enabled: boolean; sessions: number; licences: unknown[] } {
  const world = JSON.parse(readFileSync(join(of.exports, 'ad.json'), 'utf8')) as { accounts: { id: string }[] };
  return world.accounts.find((one) => one.id === id) as never;
}

/** Lines of what people read that are wider than a terminal of 80 columns. */
export function tooWide({ out }: Called): string[] {
  return out.split('\n').filter((line) => Array.from(line).length > 80);
}
