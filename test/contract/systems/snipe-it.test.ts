/** The two suites, run on Snipe-IT: its adapter against an instance made from the facts about its interface. */
import { afterEach, expect } from 'vitest';
import type { Runtime } from '../../../reconciler/systems/registry.ts';
import { openReader, openWriter } from '../../../reconciler/systems/registry.ts';
import { System } from '../../../schemas/system.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { fakeLicence, fakeWorld } from '../../fakes/snipe-it/world.ts';
import { ALL_RIGHTS, type FakeSnipeIt, startSnipeIt, tokenFor } from '../../fakes/snipe-it.ts';
import { readerSuite, WORLD } from './reader-suite.ts';
import { writerSuite } from './writer-suite.ts';

const started: FakeSnipeIt[] = [];
afterEach(async () => {
  const ended = started.splice(0);
  await Promise.all(ended.map((one) => one.stop()));
  expect(ended.flatMap((one) => one.violations)).toEqual([]);
});

const SERVICE_USER = 90;

/** `a-1` of the world is user 1 of the instance. */
function idOf(id: string): string {
  return id.replace('a-', '');
}

function world() {
  const users = WORLD.accounts.map((one) => ({
    id: Number(idOf(one.id)),
    username: one.login,
    email: one.email,
    activated: one.enabled,
    groups: one.roles,
    lastLogin: one.lastUse === 'never' ? null : `${one.lastUse} 08:15:00`,
  }));
  const hardware = [
    { id: 311, tag: 'LT-0001', serial: 'PF1', assigned: { type: 'user' as const, id: 1 } },
    { id: 312, tag: 'LT-0002', serial: null },
  ];
  const licences = [fakeLicence(1, 'E3', { held: [1, 2, 3, null] }), fakeLicence(2, 'VISIO', { held: [3, null] })];
  return fakeWorld({ users, hardware, licences });
}

async function start(token: string): Promise<{ system: System; runtime: Runtime; tenant: string }> {
  const clock = fakeClock();
  const instance = await startSnipeIt(world(), clock);
  started.push(instance);
  instance.tokens.set(tokenFor(SERVICE_USER), { user: SERVICE_USER, rights: ALL_RIGHTS });
  const tenant = `${new URL(instance.address).host}#${SERVICE_USER}`;
  const system = System.parse({
    kind: 'snipe-it',
    id: 'inventory',
    mode: 'enforce',
    tenant,
    holds: ['accounts', 'assets'],
    address: instance.address,
    credential: { read: 'snipe', write: 'snipe' },
    statusLabels: [
      { means: 'available', id: 2, name: 'Ready to Deploy' },
      { means: 'received', id: 7, name: 'Returned & to wipe' },
    ],
  });
  return { system, runtime: { exports: null, credential: () => token, clock }, tenant };
}

async function open() {
  const { system, runtime, tenant } = await start(tokenFor(SERVICE_USER));
  const writer = await openWriter(system, runtime);
  if (writer === null) throw new Error('Snipe-IT can be written');
  const reader = await openReader(system, runtime);
  // The port is another one each time; the suite knows the tenant by one name.
  const read = async (at: Parameters<typeof reader.read>[0]) => {
    const reading = await reader.read(at);
    return { ...reading, tenant: reading.tenant === tenant ? WORLD.tenant : reading.tenant };
  };
  return { reader: { ...reader, read }, writer };
}

readerSuite({
  name: 'snipe-it',
  absent: '9',
  provides: ['existence', 'status', 'roles', 'licences', 'lastUse', 'holder'],
  world: {
    tenant: WORLD.tenant,
    accounts: WORLD.accounts.map((one) => ({
      ...one,
      id: idOf(one.id),
      groups: null,
      lastUse: one.lastUse === 'never' ? null : one.lastUse,
    })),
    assets: [
      { ...WORLD.assets[0], status: 'in-use' },
      { ...WORLD.assets[1], status: 'available' },
    ],
  },
  open: async () => (await open()).reader,
  openBroken: async () => {
    const { system, runtime } = await start('a token that was withdrawn');
    return openReader(system, runtime);
  },
});

writerSuite({ name: 'snipe-it', id: idOf, refuses: ['groups', 'sessions'], status: 'received', otherStatus: 'available', open });
