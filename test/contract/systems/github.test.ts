/** GitHub's organisations: the reader suite on our counterpart, and both ports on one that others wrote, behind the official description. */
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest';
import { openGithubReader, openGithubWriter } from '../../../reconciler/systems/github/index.ts';
import type { ForeignId } from '../../../schemas/primitives.ts';
import { System } from '../../../schemas/system.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { fakeOrganisation } from '../../fakes/github-org/world.ts';
import { startGithub } from '../../fakes/github-org.ts';
import type { JsonServer } from '../../fakes/json-server.ts';
import { areInstalled } from '../forge/servers.ts';
import { type GithubDesk, startDesk } from './github-desk.ts';
import { AT, readerSuite } from './reader-suite.ts';

const started: JsonServer[] = [];
afterEach(async () => {
  const ended = started.splice(0);
  await Promise.all(ended.map((one) => one.stop()));
  expect(ended.flatMap((one) => one.violations)).toEqual([]);
});

function systemAt(address: string, more: Readonly<Record<string, unknown>>) {
  const system = System.parse({
    kind: 'github',
    id: 'github',
    mode: 'enforce',
    tenant: '4711',
    holds: ['accounts'],
    organisation: 'exempel',
    address,
    credential: { read: 'github', write: 'github' },
    copilot: true,
    ...more,
  });
  if (system.kind !== 'github') throw new Error('another kind');
  return system;
}

async function openCounterpart(token: string) {
  const org = fakeOrganisation(['testper', 'testada', 'testbo']);
  org.members.delete(90_000);
  org.members.set(2, 'admin');
  const team = (id: number, slug: string, people: readonly number[]) =>
    org.teams.set(id, { id, slug, parent: null, people: new Map(people.map((user) => [user, 'member' as const])) });
  team(70, 'sales', [1, 2, 3]);
  team(71, 'vpn', [1]);
  for (const user of [1, 2])
    org.seats.push({
      user,
      team: null,
      created: '2026-03-01T00:00:00Z',
      lastActivity: user === 1 ? '2026-12-30T08:00:00Z' : null,
      cancelled: null,
    });
  const github = await startGithub(org);
  started.push(github);
  return openGithubReader(systemAt(github.address, {}), { credential: () => token, clock: fakeClock(AT) });
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
    const system = systemAt(desk.address, { organisation: 'latsas', tenant: String(id), pageSize: 3 });
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

    expect(await ports.reader.readAccount(idOf('person-3'))).toMatchObject({ enabled: false, groups: [], roles: [] });
    expect((await ports.reader.read(AT)).accounts).toEqual(before.accounts.filter((one) => one.id !== idOf('person-3')));
  });

  it('does not touch the own user, and refuses who does not exist', async () => {
    for (const id of [idOf('lastday-bot'), '999999' as ForeignId]) {
      await expect(ports.writer.write({ kind: 'disable', account: id }, PATIENT)).rejects.toMatchObject({ refused: true });
    }
  });
});
