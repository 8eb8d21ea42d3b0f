/** The suites, run on Google Workspace: its adapter against a counterpart made from the facts about its interfaces. */
import { afterEach, expect } from 'vitest';
import type { Account } from '../../../reconciler/model/observed.ts';
import type { SystemReader, SystemWriter } from '../../../reconciler/ports.ts';
import { RIGHTS } from '../../../reconciler/systems/google/rights.ts';
import { openReader, openWriter, type Runtime } from '../../../reconciler/systems/registry.ts';
import type { Entitlement, ForeignId } from '../../../schemas/primitives.ts';
import { System } from '../../../schemas/system.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { keyFile, PUBLIC_KEY } from '../../fakes/google/tokens.ts';
import { type FakeGoogleWorld, fakeGoogleWorld, fakeGroup, fakeUser, idFor } from '../../fakes/google/world.ts';
import { type FakeGoogle, startGoogle } from '../../fakes/google.ts';
import type { AccountDesk } from './account-desk.ts';
import { accountSuite } from './account-suite.ts';
import { readerSuite, WORLD } from './reader-suite.ts';
import { writerSuite } from './writer-suite.ts';

const started: FakeGoogle[] = [];
afterEach(async () => {
  const ended = started.splice(0);
  await Promise.all(ended.map((one) => one.stop()));
  expect(ended.flatMap((one) => one.violations)).toEqual([]);
});

const SERVICE = 'lastday@exempel.iam.example';
const PRODUCT = 'Google-Apps';

/** `a-1` of the world is the user of the number 1. */
function idOf(id: string): string {
  return idFor(Number(id.replace('a-', '')));
}

/** Groups are addresses there, and licences stand below their product. */
function entitlementOf(name: string): string {
  return /^[A-Z0-9]+$/u.test(name) ? `${PRODUCT}/${name}` : `${name}@exempel.example`;
}

function nameOf(entitlement: Entitlement): Entitlement {
  return entitlement.replace(`${PRODUCT}/`, '').replace('@exempel.example', '') as Entitlement;
}

function world(): FakeGoogleWorld {
  const users = WORLD.accounts.map((one) =>
    fakeUser(Number(one.id.replace('a-', '')), {
      primaryEmail: `${one.login}@exempel.example`,
      suspended: !one.enabled,
      isDelegatedAdmin: one.roles.length > 1,
      lastLoginTime: `${one.lastUse === 'never' ? '1970-01-01' : one.lastUse}T00:00:00.000Z`,
    }),
  );
  const groups = ['sales', 'vpn'].map((name) => {
    const members = WORLD.accounts.filter((one) => (one.groups as readonly string[]).includes(name));
    return fakeGroup(`g-${name}`, `${name}@exempel.example`, Object.fromEntries(members.map(({ id }) => [idOf(id), 'MEMBER'])));
  });
  const licences = WORLD.accounts.flatMap(({ id, licences: held }) => held.map((skuId) => ({ productId: PRODUCT, skuId, user: idOf(id) })));
  const made = fakeGoogleWorld({ users, groups, licences });
  made.customer = WORLD.tenant;
  for (const user of made.users.values()) user.customerId = WORLD.tenant;
  const scopes = new Set(Object.values(RIGHTS).map(({ scope }) => scope));
  made.serviceAccounts.set(SERVICE, { publicKey: PUBLIC_KEY, scopes });
  return made;
}

interface Started {
  readonly google: FakeGoogle;
  readonly system: System;
  readonly runtime: Runtime;
  readonly reader: SystemReader;
  readonly writer: SystemWriter;
}

async function start(credential: string | null, more: Readonly<Record<string, unknown>> = {}): Promise<Started> {
  const google = await startGoogle(world());
  started.push(google);
  const system = System.parse({
    kind: 'google',
    id: 'workspace',
    mode: 'enforce',
    tenant: WORLD.tenant,
    holds: ['accounts'],
    credential: { read: 'google', write: 'google' },
    address: google.address,
    products: [PRODUCT],
    pageSize: 1,
    showSessions: true,
    ...more,
  });
  const runtime = { exports: null, credential: () => credential, clock: fakeClock() };
  const writer = await openWriter(system, runtime);
  if (writer === null) throw new Error('Google Workspace can be written');
  return { google, system, runtime, reader: await openReader(system, runtime), writer };
}

/** The same adapter, with groups and licences under the names of the world. */
async function openNamed(): Promise<{ reader: SystemReader; writer: SystemWriter }> {
  const { reader, writer } = await start(keyFile(SERVICE));
  const named = (account: Account): Account => ({
    ...account,
    groups: account.groups?.map(nameOf) ?? null,
    licences: account.licences?.map((one) => ({ ...one, id: nameOf(one.id) })) ?? null,
  });
  const theirs = (list: readonly Entitlement[]) => list.map((one) => entitlementOf(one) as Entitlement);
  return {
    reader: {
      ...reader,
      async read(at) {
        const reading = await reader.read(at);
        return { ...reading, accounts: reading.accounts.map(named) };
      },
      async readAccount(id) {
        const account = await reader.readAccount(id);
        return account === null ? null : named(account);
      },
    },
    writer: {
      ...writer,
      write: (write, timeout) =>
        writer.write('add' in write ? { ...write, add: theirs(write.add), remove: theirs(write.remove) } : write, timeout),
    },
  };
}

readerSuite({
  name: 'google',
  absent: idOf('a-9'),
  provides: ['existence', 'status', 'groups', 'roles', 'licences', 'lastUse'],
  world: {
    tenant: WORLD.tenant,
    // As the list has them: by address.
    accounts: WORLD.accounts.map((one) => ({
      ...one,
      id: idOf(one.id),
      login: `${one.login}@exempel.example`,
      email: `${one.login}@exempel.example`,
      roles: one.roles.length > 1 ? ['delegated-admin'] : [],
    })),
    assets: [],
  },
  open: async () => (await openNamed()).reader,
  openBroken: async () => (await start(null)).reader,
});

writerSuite({ name: 'google', id: idOf, refuses: ['check-in', 'check-out'], open: openNamed });

async function openDesk(as?: 'own'): Promise<AccountDesk> {
  const own = as === 'own' ? { actsAs: { write: `${WORLD.accounts[0].login}@exempel.example` } } : {};
  const { google, system, runtime, reader, writer } = await start(keyFile(SERVICE), own);
  const { users, groups } = google.world;
  const edit = async (id: string, change: Partial<ReturnType<typeof fakeUser>>) => void Object.assign(users.get(id) ?? {}, change);
  return {
    system,
    reader,
    writer,
    clock: runtime.clock,
    ...(as === 'own' ? { own: idOf('a-1') as ForeignId } : {}),
    hand: {
      rename: (id, login) => edit(id, { primaryEmail: `${login}@exempel.example`, aliases: [users.get(id)?.primaryEmail ?? ''] }),
      vanish: (id) => edit(id, { deletionTime: '2027-01-03T00:00:00.000Z' }),
      switchOff: (id) => edit(id, { suspended: true }),
      join: async (id, group) => void groups.get(`g-${group}`)?.members.set(id, { role: 'MEMBER', type: 'USER' }),
      twin: async (id) => id,
      inherit: async () => {},
    },
    trouble: {
      breakOff: async () => google.fail({ of: /GET .*\/v1\/users$/u, how: 'cut', nth: 2, times: 99 }),
      blind: async () => void (google.world.settings.hidesEverything = true),
      async otherTenant() {
        google.world.customer = 'C0elsewhere';
        for (const user of users.values()) user.customerId = 'C0elsewhere';
      },
      limit: async (sort, after) => google.fail({ of: sort === 'read' ? /^GET /u : /^PATCH /u, how: 'user-rate', after }),
      stale: async (readings) => google.lag(readings),
      loseAnswer: async () => google.fail({ of: /^PATCH /u, how: 'lost-answer' }),
      forbid: async () => google.fail({ of: /^(PATCH|PUT|POST|DELETE) \/(admin|apps)\//u, how: 'forbidden', times: 99 }),
    },
  };
}

accountSuite({
  name: 'google',
  id: idOf,
  entitlement: entitlementOf,
  lacks: {
    twin: 'an address is one account there and no other',
    inherited: 'licences come by organisational unit and never by group',
  },
  open: openDesk,
});
