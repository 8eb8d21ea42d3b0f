/** The suites of readers, writers and accounts, run on Entra: its adapter against a tenant made from the facts about Microsoft Graph. */
import { assigned, type FakeSku, fakeGroup, fakeUser, fakeWorld, guid, TENANT } from '../../fakes/entra/world.ts';
import { endTenants, type Opened, open } from '../../unit/systems/entra/tenant.ts';
import type { AccountDesk } from './account-desk.ts';
import { accountSuite } from './account-suite.ts';
import { readerSuite, WORLD } from './reader-suite.ts';
import { writerSuite } from './writer-suite.ts';

endTenants();

const GROUPS = ['sales', 'vpn'] as const;
const SKUS = ['E3', 'VISIO', 'INHERITED'] as const;

/** `a-1` of the world is user 1 of the tenant. */
function idOf(id: string): string {
  return guid('user', Number(id.replace('a-', '')));
}

function numbersIn(kind: 'groups' | 'roles', name: string): number[] {
  return WORLD.accounts.filter((one) => (one[kind] as readonly string[]).includes(name)).map((one) => Number(one.id.slice(2)));
}

const sku = (part: string, index: number): FakeSku => ({ id: guid('sku', index + 1), part, bought: 10, appliesTo: 'User' });

function signInOn(day: string) {
  const instant = `${day}T08:15:00Z`;
  return { lastSignInDateTime: instant, lastSuccessfulSignInDateTime: instant };
}

function world() {
  const users = WORLD.accounts.map((one) =>
    fakeUser(Number(one.id.slice(2)), {
      login: one.login,
      mail: one.email,
      enabled: one.enabled,
      // Of each seat somebody had switched a part off.
      licences: one.licences.map((part) => assigned(SKUS.indexOf(part) + 1, null, { off: [guid('plan', 7)] })),
      signIns: one.lastUse === 'never' ? undefined : signInOn(one.lastUse),
    }),
  );
  const groups = GROUPS.map((name, index) => fakeGroup(index + 1, numbersIn('groups', name)));
  const roles = ['user', 'admin'].map((name, index) => ({
    id: guid('role', index + 1),
    name,
    privileged: false,
    members: new Set(numbersIn('roles', name).map((one) => guid('user', one))),
  }));
  return fakeWorld({ users, groups, roles, skus: SKUS.map(sku) });
}

const MORE = { groups: GROUPS.map((name, index) => ({ name, id: guid('group', index + 1) })), pageSize: 2 };
const shownTenant = (opened: Opened) => {
  const { reader } = opened;
  const read = async (at: Parameters<typeof reader.read>[0]) => {
    const reading = await reader.read(at);
    return { ...reading, tenant: reading.tenant === TENANT ? WORLD.tenant : reading.tenant };
  };
  return { ...opened, reader: { ...reader, read } };
};

readerSuite({
  name: 'entra',
  absent: guid('user', 9),
  provides: ['existence', 'status', 'groups', 'roles', 'licences', 'lastUse'],
  hidesLastUse: true,
  world: {
    tenant: WORLD.tenant,
    accounts: WORLD.accounts.map((one) => ({
      ...one,
      id: idOf(one.id),
      roles: [...one.roles].sort(),
      lastUse: one.lastUse === 'never' ? null : one.lastUse,
    })),
    assets: [],
  },
  open: async () => shownTenant(await open(world(), MORE)).reader,
  openBroken: async () => {
    const opened = await open(world(), MORE);
    opened.credentials.set('entra-read', 'a secret that was withdrawn');
    return opened.reader;
  },
});

writerSuite({
  name: 'entra',
  id: idOf,
  refuses: ['check-in', 'check-out'],
  open: async () => open(world(), MORE),
});

/** Calls that change an account or a group. */
const CHANGES = /^(PATCH|DELETE) |^POST \/(users|groups)\//u;

async function openDesk(more: Readonly<Record<string, unknown>> = {}): Promise<AccountDesk> {
  const opened = await open(world(), { ...MORE, ...more });
  const { tenant, system, clock, reader, writer } = opened;
  // All has been read once: what the suite sees by changes is what came after.
  if (more['reads'] === 'changes') await opened.another().read(clock.now());
  const { users, groups, settings } = tenant.world;
  const groupId = (name: string) => guid('group', GROUPS.indexOf(name as (typeof GROUPS)[number]) + 1);
  return {
    system,
    reader,
    writer,
    clock,
    hand: {
      rename: async (id, login) => void Object.assign(users.get(id) ?? {}, { login: `${login}@exempel.example` }),
      vanish: async (id) => void users.delete(id),
      switchOff: async (id) => void Object.assign(users.get(id) ?? {}, { enabled: false }),
      join: async (id, group) => void groups.get(groupId(group))?.members.add(id),
      async twin(id) {
        const twin = fakeUser(8, { mail: users.get(id)?.mail ?? null });
        users.set(twin.id, twin);
        return twin.id;
      },
      async inherit(id, licence, group) {
        groups.get(groupId(group))?.members.add(id);
        users.get(id)?.licences.push({ ...assigned(SKUS.indexOf(licence as (typeof SKUS)[number]) + 1), group: groupId(group) });
      },
    },
    trouble: {
      async breakOff() {
        settings.pageTrouble = 'lost';
        settings.delta.trouble = 'no-link';
      },
      async blind() {
        for (const map of [users, groups, tenant.world.roles]) map.clear();
      },
      otherTenant: async () => void (settings.answersAs = guid('tenant', 2)),
      limit: async (sort) => tenant.fail({ of: sort === 'read' ? /^GET \/users$/u : CHANGES, how: 'throttled' }),
      stale: async (readings) => void (settings.staleReads = readings),
      loseAnswer: async () => tenant.fail({ of: CHANGES, how: 'lost-answer' }),
      forbid: async () => tenant.fail({ of: CHANGES, how: 'forbidden', times: 99 }),
    },
  };
}

const LACKS = { own: 'an application has no account among the users' };

accountSuite({ name: 'entra', id: idOf, open: () => openDesk(), lacks: LACKS });

accountSuite({ name: 'entra, by changes', id: idOf, open: () => openDesk({ reads: 'changes' }), lacks: LACKS });
