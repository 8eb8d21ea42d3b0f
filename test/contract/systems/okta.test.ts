/** The suites, run on Okta: its adapter against an org made from the facts about its interface. */
import type { ForeignId } from '../../../schemas/primitives.ts';
import { type FakeOkta, fakeOkta, oktaUser, problem } from '../../fakes/okta/world.ts';
import { addApp, addGroup, endOrgs, type Opened, open } from '../../unit/systems/okta/org.ts';
import type { AccountDesk } from './account-desk.ts';
import { accountSuite } from './account-suite.ts';
import { readerSuite, WORLD } from './reader-suite.ts';
import { writerSuite } from './writer-suite.ts';

endOrgs();

const idOf = (id: string) => `00u${id.replace('a-', '')}`;

function world(): FakeOkta {
  const org = fakeOkta(
    WORLD.accounts.map((one) =>
      oktaUser(idOf(one.id), {
        login: one.login,
        email: one.email ?? `${one.login}@exempel.example`,
        status: one.enabled ? 'ACTIVE' : 'SUSPENDED',
        lastLogin: one.lastUse === 'never' ? null : `${one.lastUse}T08:00:00.000Z`,
      }),
    ),
  );
  org.users.delete('00uself');
  org.users.set('00uself', oktaUser('00uself', { login: 'lastday@exempel.example' }));
  addGroup(org, 'sales', ['00u1', '00u2', '00u3']);
  addGroup(org, 'vpn', ['00u1']);
  addApp(org, '0oaE3', { people: ['00u1', '00u2', '00u3'] });
  addApp(org, '0oaVISIO', { people: ['00u3'] });
  addApp(org, '0oaINHERITED', {});
  return org;
}

const apps = ['E3', 'VISIO', 'INHERITED'].map((licence) => ({ id: `0oa${licence}`, licence }));

/** The administrator whose token it is stands in every list; the suites know a world of three. */
function withoutSelf(opened: Opened): Opened {
  const { reader } = opened;
  const read: typeof reader.read = async (at) => {
    const reading = await reader.read(at);
    return { ...reading, accounts: reading.accounts.filter((one) => one.id !== '00uself') };
  };
  return { ...opened, reader: { ...reader, read } };
}

async function start(more: Readonly<Record<string, unknown>> = {}): Promise<Opened> {
  const opened = await open(world(), { apps, pageSize: 2, ...more });
  // All has been read once: what the suite sees by changes is what came after.
  if (more['reads'] === 'changes') await opened.another().read(opened.clock.now());
  return withoutSelf(opened);
}

readerSuite({
  name: 'okta',
  absent: '00u9',
  provides: ['existence', 'status', 'groups', 'roles', 'licences', 'lastUse'],
  world: {
    tenant: '00oexempel',
    accounts: WORLD.accounts.map((one) => ({ ...one, id: idOf(one.id), email: one.email ?? `${one.login}@exempel.example`, roles: [] })),
    assets: [],
  },
  open: async () => (await start()).reader,
  openBroken: async () => {
    const { okta, reader } = await start();
    okta.fail({ of: /./u, how: 'page', times: 99 });
    return reader;
  },
});

writerSuite({ name: 'okta', id: idOf, refuses: ['check-in', 'check-out'], hidesSessions: true, open: () => start() });

async function desk(more: Readonly<Record<string, unknown>> = {}): Promise<AccountDesk> {
  const opened = await start(more);
  const { org, okta } = opened;
  const group = (name: string) => [...org.groups.values()].find((one) => one.name === name);
  return {
    system: opened.system,
    reader: opened.reader,
    writer: opened.writer,
    clock: opened.clock,
    own: '00uself' as ForeignId,
    hand: {
      rename: async (id, login) => void Object.assign(org.users.get(id) ?? {}, { login }),
      vanish: async (id) => {
        org.users.delete(id);
        for (const one of [...org.groups.values(), ...org.apps.values()]) one.people.delete(id);
      },
      switchOff: async (id) => void Object.assign(org.users.get(id) ?? {}, { status: 'SUSPENDED' }),
      join: async (id, name) => void group(name)?.people.add(id),
      twin: async (id) => {
        org.users.set('00utwin', oktaUser('00utwin', { login: 'twin', email: org.users.get(id)?.email ?? '' }));
        return '00utwin';
      },
      inherit: async (id, licence, name) => {
        const through = group(name);
        through?.people.add(id);
        org.apps.get(`0oa${licence}`)?.groups.add(through?.id ?? '');
      },
    },
    trouble: {
      breakOff: async () => okta.fail({ of: /^GET \/api\/v1\/users$/u, nth: 2, times: 99, how: 'cut' }),
      blind: async () => void (org.isBlind = true),
      otherTenant: async () => void (org.id = '00oanother'),
      limit: async (sort, seconds) => void (org.limit = { sort, seconds }),
      stale: async (left) => void (org.stale = { left, users: new Map([...org.users].map(([id, user]) => [id, { ...user }])) }),
      loseAnswer: async () => void (org.losesAnswer = true),
      forbid: async () =>
        okta.fail({ of: /^(POST|PUT|DELETE) \/api/u, times: 99, how: problem(403, 'E0000006', 'You do not have permission') }),
    },
  };
}

accountSuite({ name: 'okta', id: idOf, open: () => desk() });
accountSuite({ name: 'okta, by changes', id: idOf, open: () => desk({ reads: 'changes' }) });
