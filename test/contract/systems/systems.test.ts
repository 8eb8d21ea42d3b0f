/** The two suites, run on the fake, on practice worlds and on exports: what tests rely on is what adapters do. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { SystemReader, SystemWriter } from '../../../reconciler/ports.ts';
import { openReader, openWriter } from '../../../reconciler/systems/registry.ts';
import { System } from '../../../schemas/system.ts';
import { fakeSystem } from '../../fakes/system.ts';
import { AT, readerSuite, WORLD } from './reader-suite.ts';
import { writerSuite } from './writer-suite.ts';

const folders: string[] = [];
afterAll(async () => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

const clock = { now: () => AT, elapsed: () => 0, sleep: async () => {} };
const credential = () => null;

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lastday-systems-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

const practice = System.parse({
  kind: 'practice',
  id: 'ad',
  mode: 'enforce',
  tenant: WORLD.tenant,
  holds: ['accounts', 'assets'],
  world: 'ad.json',
  pageSize: 2,
});

function worldFile(): string {
  const accounts = WORLD.accounts.map((one) => ({ ...one, licences: one.licences.map((id) => ({ id })), sessions: 2 }));
  return JSON.stringify({ tenant: WORLD.tenant, accounts, assets: WORLD.assets });
}

async function openPractice(files: Readonly<Record<string, string>>): Promise<{ reader: SystemReader; writer: SystemWriter }> {
  const runtime = { exports: await folderWith(files), credential, clock };
  const writer = await openWriter(practice, runtime);
  if (writer === null) throw new Error('a practice system can be written');
  return { reader: await openReader(practice, runtime), writer };
}

const columns = {
  id: 'Id',
  login: 'Login',
  email: 'Mail',
  enabled: 'On',
  groups: 'Groups',
  roles: 'Roles',
  licences: 'Licences',
  lastUse: 'Last',
};
const exported = System.parse({
  kind: 'csv',
  id: 'vpn',
  mode: 'enforce',
  tenant: WORLD.tenant,
  holds: ['accounts', 'assets'],
  tables: [
    { holds: 'accounts', file: 'accounts.csv', columns, listSeparator: 'pipe', freshness: { file: 'modified' } },
    {
      holds: 'assets',
      file: 'assets.csv',
      columns: { id: 'Nr', tag: 'Tag', serial: 'Serial', holder: 'User', status: 'Status' },
      freshness: { file: 'modified' },
    },
  ],
});

function exports(): Readonly<Record<string, string>> {
  const accounts = WORLD.accounts.map((one) =>
    [
      one.id,
      one.login,
      one.email ?? '',
      one.enabled ? 'yes' : 'no',
      one.groups.join('|'),
      one.roles.join('|'),
      one.licences.join('|'),
      one.lastUse,
    ].join(';'),
  );
  const assets = WORLD.assets.map((one) => [one.id, one.tag, one.serial ?? '', one.holder, one.status].join(','));
  return {
    'accounts.csv': ['Id;Login;Mail;On;Groups;Roles;Licences;Last', ...accounts, ''].join('\r\n'),
    'assets.csv': ['Nr,Tag,Serial,User,Status', ...assets, ''].join('\n'),
  };
}

const fake = () =>
  fakeSystem({
    tenant: WORLD.tenant,
    accounts: WORLD.accounts,
    assets: WORLD.assets,
    provides: ['existence', 'status', 'groups', 'roles', 'licences', 'lastUse', 'holder'],
  });

readerSuite({
  name: 'the fake',
  open: async () => fake(),
  openBroken: async () => {
    const broken = fake();
    for (const operation of ['read', 'readAccount', 'readAsset'] as const) broken.fail({ operation, how: 'refused' });
    return broken;
  },
});
readerSuite({
  name: 'practice',
  open: async () => (await openPractice({ 'ad.json': worldFile() })).reader,
  openBroken: async () => (await openPractice({ 'ad.json': '{"tenant": ' })).reader,
});
readerSuite({
  name: 'csv',
  open: async () => openReader(exported, { exports: await folderWith(exports()), credential, clock }),
  openBroken: async () => openReader(exported, { exports: await folderWith({}), credential, clock }),
});

writerSuite({
  name: 'the fake',
  open: async () => {
    const both = fake();
    return { reader: both, writer: both };
  },
});
writerSuite({ name: 'practice', open: () => openPractice({ 'ad.json': worldFile() }) });
