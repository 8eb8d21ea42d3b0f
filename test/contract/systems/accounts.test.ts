/** The account suite, run on the fake and on practice worlds: what tests rely on is what adapters do. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openReader, openWriter } from '../../../reconciler/systems/registry.ts';
import type { Entitlement, ForeignId } from '../../../schemas/primitives.ts';
import { System } from '../../../schemas/system.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { fakeSystem } from '../../fakes/system.ts';
import type { AccountDesk } from './account-desk.ts';
import { accountSuite } from './account-suite.ts';
import { WORLD } from './reader-suite.ts';

const folders: string[] = [];
afterAll(async () => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

const practice = System.parse({
  kind: 'practice',
  id: 'ad',
  mode: 'enforce',
  tenant: WORLD.tenant,
  holds: ['accounts'],
  world: 'ad.json',
  pageSize: 2,
});

async function openFake(): Promise<AccountDesk> {
  const fake = fakeSystem({ tenant: WORLD.tenant, accounts: WORLD.accounts });
  const clock = fakeClock();
  const edit = async (id: string, change: Parameters<typeof fake.edit>[1]) => fake.edit(id, change);
  const groupsOf = (id: string) => fake.accounts.get(id)?.groups ?? [];
  return {
    system: practice,
    reader: fake,
    writer: fake,
    clock,
    hand: {
      rename: (id, login) => edit(id, { login }),
      vanish: async (id) => void fake.accounts.delete(id),
      switchOff: (id) => edit(id, { enabled: false }),
      join: (id, group) => edit(id, { groups: [...groupsOf(id), group as Entitlement] }),
      async twin(id) {
        const one = fake.accounts.get(id);
        if (one !== undefined) fake.accounts.set('a-twin', { ...one, id: 'a-twin' as ForeignId, login: 'twin' });
        return 'a-twin';
      },
      inherit: (id, licence, group) =>
        edit(id, {
          licences: [
            ...(fake.accounts.get(id)?.licences ?? []),
            { id: licence as Entitlement, viaGroup: group as Entitlement, assignedOn: null },
          ],
        }),
    },
    trouble: {
      breakOff: async () => void (fake.spoil = { truncateAt: 1 }),
      blind: async () => void (fake.spoil = { empty: true }),
      otherTenant: async () => void (fake.spoil = { tenant: 'somebody-else' }),
      limit: async (_, seconds) => fake.fail({ operation: 'write', how: 'busy', after: seconds * 1000 }),
      stale: async (readings) => void (fake.staleReads = readings),
      loseAnswer: async () => fake.fail({ operation: 'write', how: 'lost-answer' }),
      forbid: async () => fake.fail({ operation: 'write', how: 'no-right', times: 99 }),
    },
  };
}

interface PracticeRow {
  id: string;
  groups: string[];
  [key: string]: unknown;
}

interface PracticeFile {
  tenant: string;
  accounts: PracticeRow[];
  faults?: Record<string, unknown>;
}

async function openPractice(): Promise<AccountDesk> {
  const folder = await mkdtemp(join(tmpdir(), 'lastday-accounts-'));
  folders.push(folder);
  const file = join(folder, 'ad.json');
  const accounts = WORLD.accounts.map((one) => ({ ...one, licences: one.licences.map((id) => ({ id })), sessions: 2 }));
  await writeFile(file, JSON.stringify({ tenant: WORLD.tenant, accounts }));
  const clock = fakeClock();
  const runtime = { exports: folder, credential: () => null, clock };
  const writer = await openWriter(practice, runtime);
  if (writer === null) throw new Error('a practice system can be written');

  async function edit(change: (world: PracticeFile) => void): Promise<void> {
    const world = JSON.parse(await readFile(file, 'utf8')) as PracticeFile;
    change(world);
    await writeFile(file, JSON.stringify(world));
  }
  const one = (id: string, change: (row: PracticeRow) => void) =>
    edit((world) => world.accounts.filter((row) => row.id === id).forEach(change));
  const fault = (faults: Record<string, unknown>) => edit((world) => void (world.faults = faults));
  const never = async () => {
    throw new Error('a file has no such trouble');
  };
  return {
    system: practice,
    reader: await openReader(practice, runtime),
    writer,
    clock,
    hand: {
      rename: (id, login) => one(id, (row) => void (row['login'] = login)),
      vanish: (id) => edit((world) => void (world.accounts = world.accounts.filter((row) => row.id !== id))),
      switchOff: (id) => one(id, (row) => void (row['enabled'] = false)),
      join: (id, group) => one(id, (row) => void row.groups.push(group)),
      async twin(id) {
        await edit((world) =>
          world.accounts.push(...world.accounts.filter((row) => row.id === id).map((row) => ({ ...row, id: 'a-twin', login: 'twin' }))),
        );
        return 'a-twin';
      },
      inherit: (id, licence, group) => one(id, (row) => void (row['licences'] as unknown[]).push({ id: licence, viaGroup: group })),
    },
    trouble: {
      breakOff: () => fault({ stopAfterPage: 1 }),
      blind: () => edit((world) => void (world.accounts = [])),
      otherTenant: () => edit((world) => void (world.tenant = 'somebody-else')),
      limit: never,
      stale: never,
      loseAnswer: () => fault({ loseAnswers: ['a-1'] }),
      forbid: never,
    },
  };
}

accountSuite({
  name: 'the fake',
  open: openFake,
  lacks: {
    'limit-read': 'the fake refuses a reading where a client of the network would wait',
    own: 'the fake is written to by nobody who has an account in it',
  },
});

accountSuite({
  name: 'practice',
  open: openPractice,
  lacks: {
    'limit-read': 'a file may be read as often as somebody likes',
    'limit-write': 'a file may be written as often as somebody likes',
    own: 'nobody has an account in a file that is written to',
    stale: 'a file shows what was written to it at once',
    right: 'whoever may write the file may write all of it',
  },
});
