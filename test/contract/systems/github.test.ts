/** GitHub's organisations: the suites on our counterpart, and both ports on one that others wrote, behind the official description. */
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { openGithubReader, openGithubWriter } from '../../../reconciler/systems/github/index.ts';
import type { ForeignId } from '../../../schemas/primitives.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { accept, fakeOrganisation, leave } from '../../fakes/github-org/world.ts';
import { addSeat, addTeam, endOrganisations, type Opened, open, systemAt } from '../../unit/systems/github/organisation.ts';
import { areInstalled } from '../forge/servers.ts';
import type { AccountDesk } from './account-desk.ts';
import { accountSuite } from './account-suite.ts';
import { type GithubDesk, startDesk } from './github-desk.ts';
import { AT, readerSuite, WORLD } from './reader-suite.ts';
import { writerSuite } from './writer-suite.ts';

endOrganisations();

const LOGINS = WORLD.accounts.map((one) => one.login);
const worldId = (id: string) => id.replace('a-', '');

/** GitHub sells one licence here: the world's VISIO. Everybody's E3 is nothing of it. */
const entitlement = (name: string) => (name === 'E3' ? null : name === 'VISIO' || name === 'INHERITED' ? 'copilot' : name);

/** The token's own user stands in every list; the suites know a world of three. */
function withoutSelf(opened: Opened): Opened {
  const { reader } = opened;
  const read: typeof reader.read = async (at) => {
    const reading = await reader.read(at);
    return { ...reading, accounts: reading.accounts.filter((one) => one.id !== '90000') };
  };
  return { ...opened, reader: { ...reader, read } };
}

/** The world of the suites: `testada` was removed before, and GitHub still knows what they had. */
async function start(): Promise<Opened> {
  const org = fakeOrganisation(LOGINS);
  addTeam(org, 'sales', { people: [1, 2, 3] });
  addTeam(org, 'vpn', { people: [1] });
  addSeat(org, 3, { lastActivity: null, created: '2026-12-30T08:00:00Z' });
  for (const [index, user] of [1, 1, 3].entries()) org.authorisations.push({ id: 10 + index, user });
  org.identities.push(...WORLD.accounts.map((one, index) => ({ user: index + 1, nameId: one.email })));
  leave(org, 2);
  return withoutSelf(await open(org, { pageSize: 2 }));
}

async function openDesk(): Promise<AccountDesk> {
  const opened = await start();
  const { org, github } = opened;
  const teamNamed = (name: string) => [...org.teams.values()].find(({ slug }) => slug === name);
  return {
    system: opened.system,
    reader: opened.reader,
    writer: opened.writer,
    clock: opened.clock,
    own: '90000' as ForeignId,
    hand: {
      rename: async (id, login) => void Object.assign(org.users.get(Number(id)) ?? {}, { login }),
      vanish: async (id) => {
        leave(org, Number(id));
        org.users.delete(Number(id));
      },
      switchOff: async (id) => leave(org, Number(id)),
      join: async (id, name) => void teamNamed(name)?.people.set(Number(id), 'member'),
      twin: async (id) => {
        org.users.set(7, { id: 7, login: 'twin' });
        org.members.set(7, 'member');
        org.identities.push({ user: 7, nameId: org.identities.find(({ user }) => user === Number(id))?.nameId ?? null });
        return '7';
      },
      inherit: async (id, _, name) => {
        teamNamed(name)?.people.set(Number(id), 'member');
        addSeat(org, Number(id), { team: name });
      },
      accept: async (id) => accept(org, Number(id)),
    },
    trouble: {
      breakOff: async () => github.fail({ of: /\/members$/u, nth: 2, times: 99, how: 'cut' }),
      blind: async () => void (org.isBlind = true),
      otherTenant: async () => void (org.id = 4712),
      limit: async (sort, seconds) => {
        const body = { message: 'You have exceeded a secondary rate limit.' };
        const headers = { 'retry-after': String(seconds) };
        github.fail({ of: sort === 'read' ? /^GET/u : /^(POST|PUT|DELETE) \/orgs/u, how: { status: 403, body, headers } });
      },
      stale: async (left) => void (org.stale = { left, members: new Map(org.members) }),
      loseAnswer: async () => void (org.losesAnswer = true),
      async forbid() {
        const body = { message: 'Resource not accessible by integration' };
        github.fail({ of: /^(POST|PUT|DELETE) \/orgs/u, times: 99, how: { status: 403, body } });
      },
    },
  };
}

writerSuite({ name: 'github', id: worldId, entitlement, removes: true, refuses: ['check-in', 'check-out'], open: start });

accountSuite({ name: 'github', id: worldId, entitlement, removes: true, open: openDesk });

/** The world of the reader suite, where the one who is disabled elsewhere is an owner here. */
async function openCounterpart(token: string) {
  const org = fakeOrganisation(LOGINS);
  org.members.set(2, 'admin');
  addTeam(org, 'sales', { people: [1, 2, 3] });
  addTeam(org, 'vpn', { people: [1] });
  for (const user of [1, 2]) addSeat(org, user, { lastActivity: user === 1 ? '2026-12-30T08:00:00Z' : null });
  return withoutSelf(await open(org, { saml: false }, token)).reader;
}

readerSuite({
  name: 'github',
  absent: '12345',
  provides: ['existence', 'status', 'groups', 'roles', 'licences', 'lastUse'],
  world: {
    tenant: '4711',
    accounts: [
      {
        id: '1',
        login: 'testper',
        email: null,
        enabled: true,
        groups: ['sales', 'vpn'],
        roles: ['member'],
        licences: ['copilot'],
        lastUse: '2026-12-30',
      },
      {
        id: '2',
        login: 'testada',
        email: null,
        enabled: true,
        groups: ['sales'],
        roles: ['admin'],
        licences: ['copilot'],
        lastUse: '2026-10-06',
      },
      { id: '3', login: 'testbo', email: null, enabled: true, groups: ['sales'], roles: ['member'], licences: [], lastUse: null },
    ] as never,
    assets: [],
  },
  open: () => openCounterpart('ghp_practice'),
  openBroken: () => openCounterpart('a token that was withdrawn'),
});

test('the counterparts are installed (node test/counterparts/install.ts), or this is no CI', () => {
  expect(areInstalled || process.env['CI'] !== 'true', 'CI needs test/counterparts: run node test/counterparts/install.ts').toBe(true);
});

describe.runIf(areInstalled)('an organisation as emulate@0.12.2 plays it, behind the official description', () => {
  const people = Array.from({ length: 7 }, (_, index) => `person-${index + 1}`);
  let desk: GithubDesk;
  let ports: { reader: ReturnType<typeof openGithubReader>; writer: ReturnType<typeof openGithubWriter> };
  let ids: ReadonlyMap<string, string>;
  const idOf = (login: string) => (ids.get(login) ?? '') as ForeignId;
  const PATIENT = 20_000;

  beforeAll(async () => {
    desk = await startDesk(people, ['person-1', 'person-2']);
    const { id } = (await desk.ask('GET', '/orgs/latsas')) as { id: number };
    const team = (await desk.ask('POST', '/orgs/latsas/teams', { name: 'vpn', privacy: 'closed' })) as { slug: string };
    for (const login of ['person-1', 'person-2', 'person-3'])
      await desk.ask('PUT', `/orgs/latsas/teams/${team.slug}/memberships/${login}`, { role: 'member' });
    const system = systemAt(desk.address, { saml: false, organisation: 'latsas', tenant: String(id), pageSize: 3 });
    const runtime = { credential: () => 'token-of-ours', clock: fakeClock(AT) };
    ports = { reader: openGithubReader(system, runtime), writer: openGithubWriter(system, runtime) };
    const { accounts } = await ports.reader.read(AT);
    ids = new Map(accounts.map((one) => [one.login ?? '', one.id]));
  }, 120_000);

  afterAll(async () => {
    await desk?.stop();
    expect(desk?.violations).toEqual([]);
  });

  it('is read whole, page by page', async () => {
    const reading = await ports.reader.read(AT);

    expect(reading).toMatchObject({ ended: true, problems: [] });
    expect(reading.accounts.map((one) => one.login ?? '').toSorted()).toEqual(['lastday-bot', ...people, 'practice-person']);
    const first = reading.accounts.find((one) => one.login === 'person-1');
    expect(first).toMatchObject({ enabled: true, roles: ['member'], licences: [{ id: 'copilot', viaGroup: null }] });
    expect(first?.groups).toContain('vpn');
    expect(await ports.reader.readAccount(idOf('person-1'))).toMatchObject({ enabled: true, groups: first?.groups, roles: ['member'] });
  });

  it('lets a team be left and entered, and a seat be cancelled', async () => {
    const write = { account: idOf('person-2'), remove: ['vpn'], add: [] } as never;
    await ports.writer.write({ ...(write as object), kind: 'groups' } as never, PATIENT);
    await ports.writer.write({ kind: 'licences', account: idOf('person-2'), remove: ['copilot'] as never, add: [] }, PATIENT);
    const without = await ports.reader.readAccount(idOf('person-2'));
    await ports.writer.write({ kind: 'groups', account: idOf('person-2'), remove: [], add: ['vpn'] as never }, PATIENT);

    expect([without?.groups?.includes('vpn' as never), without?.licences]).toEqual([false, []]);
    expect((await ports.reader.readAccount(idOf('person-2')))?.groups).toContain('vpn');
  });

  it('removes a member, once and again, and nobody else', async () => {
    const before = await ports.reader.read(AT);

    await ports.writer.write({ kind: 'disable', account: idOf('person-3') }, PATIENT);
    await ports.writer.write({ kind: 'disable', account: idOf('person-3') }, PATIENT);

    expect(await ports.reader.readAccount(idOf('person-3'))).toBeNull();
    expect((await ports.reader.read(AT)).accounts).toEqual(before.accounts.filter((one) => one.id !== idOf('person-3')));
  });

  it('does not touch the own user, and refuses who does not exist', async () => {
    for (const id of [idOf('lastday-bot'), '999999' as ForeignId]) {
      await expect(ports.writer.write({ kind: 'disable', account: id }, PATIENT)).rejects.toMatchObject({ refused: true });
    }
  });
});
