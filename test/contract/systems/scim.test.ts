/** The suites, run on SCIM: its adapter against a service made from the facts about the protocol, as a standard one and as others speak. */
import { afterEach, expect } from 'vitest';
import { openReader, openWriter } from '../../../reconciler/systems/registry.ts';
import type { ForeignId } from '../../../schemas/primitives.ts';
import { System } from '../../../schemas/system.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { type Row, type Settings, scimGroup, scimUser, scimWorld } from '../../fakes/scim/world.ts';
import { type FakeScim, startScim } from '../../fakes/scim.ts';
import type { AccountDesk, AccountSubject } from './account-desk.ts';
import { accountSuite } from './account-suite.ts';
import { readerSuite, WORLD } from './reader-suite.ts';
import { writerSuite } from './writer-suite.ts';

const started: FakeScim[] = [];
afterEach(async () => {
  const ended = started.splice(0);
  await Promise.all(ended.map((one) => one.stop()));
  expect(ended.flatMap((one) => one.violations)).toEqual([]);
});

const ANCHOR = 'g-anchor';

const shownGroups = ['sales', 'vpn'];

function users(): Row[] {
  return WORLD.accounts.map((one) =>
    scimUser(one.id, {
      userName: one.login,
      active: one.enabled,
      roles: one.roles.map((value) => ({ value, type: 'role' })),
      entitlements: one.licences.map((value) => ({ value, display: `Plan ${value}`, type: 'licence' })),
      ...(one.email === null ? {} : { emails: [{ value: 'other@exempel.example' }, { value: one.email, primary: true }] }),
    }),
  );
}

function groups(): Row[] {
  const members = (name: string) => WORLD.accounts.filter((one) => (one.groups as readonly string[]).includes(name)).map((one) => one.id);
  return [...shownGroups.map((name) => scimGroup(`g-${name}`, name, members(name))), scimGroup(ANCHOR, 'anchor', [])];
}

interface Opened extends AccountDesk {
  readonly service: FakeScim;
}

interface Wish {
  readonly settings?: Partial<Settings>;
  readonly more?: Readonly<Record<string, unknown>>;
  readonly as?: 'own' | undefined;
}

async function open({ settings = {}, more = {}, as }: Wish = {}): Promise<Opened> {
  const clock = fakeClock();
  const service = await startScim(scimWorld(users(), groups(), { mostPerPage: 2, me: 'u-own', ...settings }));
  if (as === 'own') service.world.settings.me = 'a-2';
  service.date = () => new Date(Date.parse(clock.now())).toUTCString();
  started.push(service);
  const { host, pathname } = new URL(service.address);
  const system = System.parse({
    kind: 'scim',
    id: 'saas',
    mode: 'enforce',
    tenant: `${host}${pathname}#Groups/${ANCHOR}`,
    holds: ['accounts'],
    address: service.address,
    credential: { read: 'scim-read', write: 'scim-write' },
    requestsPerMinute: 60_000,
    ...more,
  });
  const runtime = { exports: null, credential: () => 'secret-token', clock };
  const writer = await openWriter(system, runtime);
  if (writer === null) throw new Error('it can be written');
  const { users: rows, groups: lists, trouble } = service.world;
  const edit = async (id: string, change: Readonly<Record<string, unknown>>) => {
    rows.set(id, { ...rows.get(id), ...change } as Row);
    service.world.versions.set(id, 77);
  };
  return {
    service,
    system,
    clock,
    writer,
    reader: await openReader(system, runtime),
    own: 'a-2' as ForeignId,
    hand: {
      rename: (id, userName) => edit(id, { userName }),
      vanish: async (id) => void rows.delete(id),
      switchOff: (id) => edit(id, { active: false }),
      async join(id, group) {
        const row = lists.get(`g-${group}`);
        if (row !== undefined) row['members'] = [...(row['members'] as unknown[]), { value: id }];
        service.world.versions.set(`g-${group}`, 78);
      },
      async twin(id) {
        rows.set('a-twin', { ...(rows.get(id) as Row), id: 'a-twin', userName: 'twin' });
        return 'a-twin';
      },
      inherit: async () => {
        throw new Error('SCIM has no such thing');
      },
    },
    trouble: {
      breakOff: async () => void (trouble.loses = true),
      blind: async () => void (trouble.blind = true),
      otherTenant: async () => void lists.delete(ANCHOR),
      limit: async (sort, seconds) => {
        expect(seconds).toBe(7);
        service.fail({ of: sort === 'read' ? /^GET \/Users$/u : /^(PATCH|PUT) /u, how: '429' });
      },
      stale: async (readings) => service.stale(readings),
      loseAnswer: async () => service.fail({ of: service.world.settings.patch.length > 0 ? /^PATCH /u : /^PUT /u, how: 'lost-answer' }),
      forbid: async () => service.fail({ of: /^(PATCH|PUT) /u, how: '403', times: 99 }),
    },
  };
}

/** The port is another one each time; the suites know the tenant by one name. */
async function named(opening: Promise<Opened>): Promise<Opened> {
  const opened = await opening;
  const { reader, system } = opened;
  const read: typeof reader.read = async (at) => {
    const reading = await reader.read(at);
    return { ...reading, tenant: reading.tenant === system.tenant ? WORLD.tenant : reading.tenant };
  };
  return { ...opened, reader: { ...reader, read } };
}

readerSuite({
  name: 'scim',
  absent: 'a-9',
  provides: ['existence', 'status', 'groups', 'roles', 'licences'],
  world: { tenant: WORLD.tenant, accounts: WORLD.accounts.map((one) => ({ ...one, lastUse: null })), assets: [] },
  open: async () => (await named(open())).reader,
  openBroken: async () => {
    const { service, reader } = await open();
    service.tokens.clear();
    return reader;
  },
});

writerSuite({
  name: 'scim',
  refuses: ['sessions', 'check-in', 'check-out'],
  open: () => named(open()),
});

const LACKS: AccountSubject['lacks'] = {
  inherited: 'SCIM does not say which entitlements a group gives',
  sessions: 'SCIM has no call that ends a session',
};

const suiteFor = (name: string, settings: Partial<Settings>, about: { more?: Wish['more']; lacks?: AccountSubject['lacks'] } = {}) =>
  accountSuite({
    name,
    open: (as) => open({ settings, as, ...(about.more === undefined ? {} : { more: about.more }) }),
    lacks: { ...LACKS, ...about.lacks },
  });

suiteFor('scim', {});

suiteFor('scim by cursor, with versions, without totals', { paging: 'cursor', etag: true, withoutTotal: true });

suiteFor(
  'scim that knows no PATCH, tells nothing of itself, and writes truth as text',
  { patch: [], refusal: 501, undiscovered: true, active: 'text', answers204: true },
  { lacks: { licences: 'without its schema nobody knows whether entitlements can be written' } },
);

suiteFor('scim as Entra expects it', { patch: ['text', 'member-value', 'add'], filter: 'none' }, { more: { dialect: 'entra' } });

suiteFor(
  'scim as GitHub speaks it',
  { patch: ['object', 'member-value', 'add'], filter: 'blind', entitlements: 'absent', plainJson: true },
  { more: { dialect: 'github-emu' }, lacks: { licences: 'GitHub keeps no entitlements in its users' } },
);
