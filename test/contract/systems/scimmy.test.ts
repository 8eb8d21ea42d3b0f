/** The suites, run on SCIM's adapter against a protocol layer that others wrote, and what that one does in its own way. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReader, openWriter } from '../../../reconciler/systems/registry.ts';
import type { ForeignId } from '../../../schemas/primitives.ts';
import { System } from '../../../schemas/system.ts';
import { INSTALL, isScimmyInstalled, type Kept, type Scimmy, startScimmy, TOKEN } from '../../counterparts/scimmy.ts';
import { fakeClock } from '../../fakes/clock.ts';
import type { AccountDesk } from './account-desk.ts';
import { accountSuite } from './account-suite.ts';
import { AT, readerSuite, WORLD } from './reader-suite.ts';
import { writerSuite } from './writer-suite.ts';

const CORE = 'urn:ietf:params:scim:schemas:core:2.0';
const META = { created: '2024-02-01T08:00:00.000Z', lastModified: '2024-02-01T08:00:00.000Z' };

let service: Scimmy;

function user(id: string, more: object): Kept {
  return { schemas: [`${CORE}:User`], id, active: true, meta: { resourceType: 'User', ...META }, ...more };
}

function group(name: string, members: readonly string[]): Kept {
  const held = members.map((value) => ({ value, type: 'User' }));
  return { schemas: [`${CORE}:Group`], id: `g-${name}`, displayName: name, members: held, meta: { resourceType: 'Group', ...META } };
}

/** The world of the suites, anew. */
function fill(): void {
  const { users, groups, trouble } = service;
  users.clear();
  groups.clear();
  Object.assign(trouble, { blind: false, losesFrom: null });
  for (const { id, login, email, enabled, roles, licences } of WORLD.accounts) {
    const values = (list: readonly string[]) => list.map((value) => ({ value }));
    const emails = email === null ? {} : { emails: [{ value: email, type: 'work', primary: true }] };
    users.set(id, user(id, { userName: login, active: enabled, roles: values(roles), entitlements: values(licences), ...emails }));
  }
  const members = (name: string) => WORLD.accounts.filter((one) => (one.groups as readonly string[]).includes(name)).map((one) => one.id);
  for (const one of [group('sales', members('sales')), group('vpn', members('vpn')), group('anchor', [])]) groups.set(one.id, one);
}

async function open(more: Readonly<Record<string, unknown>> = {}): Promise<AccountDesk> {
  fill();
  const { users, groups, trouble } = service;
  const clock = fakeClock(AT);
  const { host, pathname } = new URL(service.address);
  const system = System.parse({
    kind: 'scim',
    id: 'saas',
    mode: 'enforce',
    tenant: `${host}${pathname}#Groups/g-anchor`,
    holds: ['accounts'],
    address: service.address,
    credential: { read: 'saas-read', write: 'saas-write' },
    requestsPerMinute: 60_000,
    ...more,
  });
  const runtime = { exports: null, credential: () => TOKEN, clock };
  const writer = await openWriter(system, runtime);
  if (writer === null) throw new Error('it can be written');
  const never = async () => {
    throw new Error('it has no such trouble');
  };
  const edit = async (map: Map<string, Kept>, id: string, change: object) => void map.set(id, { ...(map.get(id) as Kept), ...change });
  return {
    system,
    clock,
    writer,
    reader: await openReader(system, runtime),
    hand: {
      rename: (id, userName) => edit(users, id, { userName }),
      vanish: async (id) => void users.delete(id),
      switchOff: (id) => edit(users, id, { active: false }),
      async join(id, name) {
        const members = (groups.get(`g-${name}`)?.['members'] ?? []) as readonly object[];
        await edit(groups, `g-${name}`, { members: [...members, { value: id }] });
      },
      async twin(id) {
        await edit(users, 'a-twin', { ...users.get(id), id: 'a-twin', userName: 'twin' });
        return 'a-twin';
      },
      inherit: never,
    },
    trouble: {
      async breakOff() {
        for (let index = 0; index < 40; index += 1) users.set(`z-${index}`, user(`z-${index}`, { userName: `z${index}` }));
        trouble.losesFrom = 20;
      },
      blind: async () => void (trouble.blind = true),
      otherTenant: async () => void groups.delete('g-anchor'),
      limit: never,
      stale: never,
      loseAnswer: never,
      forbid: never,
    },
  };
}

/** The port is another one each time; the suites know the tenant by one name. */
async function named(): Promise<AccountDesk> {
  const desk = await open();
  const read: typeof desk.reader.read = async (at) => {
    const reading = await desk.reader.read(at);
    return { ...reading, tenant: reading.tenant === desk.system.tenant ? WORLD.tenant : reading.tenant };
  };
  return { ...desk, reader: { ...desk.reader, read } };
}

it('scimmy is installed, or this is no CI', () => {
  expect(isScimmyInstalled || process.env['CI'] !== 'true', `CI needs it: ${INSTALL}`).toBe(true);
});

describe.runIf(isScimmyInstalled)('scimmy, a real protocol layer', () => {
  beforeAll(async () => {
    service = await startScimmy([], []);
  });
  afterAll(() => service?.stop());

  readerSuite({
    name: 'scimmy',
    absent: 'a-9',
    provides: ['existence', 'status', 'groups', 'roles', 'licences'],
    world: { tenant: WORLD.tenant, accounts: WORLD.accounts.map((one) => ({ ...one, lastUse: null })), assets: [] },
    open: async () => (await named()).reader,
    openBroken: async () => (await open({ address: `${service.address}/elsewhere` })).reader,
  });

  writerSuite({ name: 'scimmy', refuses: ['sessions', 'check-in', 'check-out'], open: named });

  accountSuite({
    name: 'scimmy',
    open: () => open(),
    lacks: {
      inherited: 'SCIM does not say which entitlements a group gives',
      sessions: 'SCIM has no call that ends a session',
      own: 'its tokens belong to nobody among the users',
      'limit-read': 'the protocol layer has no limit of requests; the service of ours has',
      'limit-write': 'the protocol layer has no limit of requests; the service of ours has',
      stale: 'its store shows a write at once; the service of ours does not',
      'lost-answer': 'it answers whatever it was asked; the service of ours does not',
      right: 'its token may do all there is; the service of ours has one that may not',
    },
  });

  it('gives 20 in a page whatever is asked for, and is read to the end', async () => {
    const { reader } = await open({ pageSize: 500 });
    for (let index = 0; index < 52; index += 1) service.users.set(`z-${index}`, user(`z-${index}`, { userName: `z${index}` }));
    const before = service.requests.length;

    const reading = await reader.read(AT);

    expect(reading).toMatchObject({ total: 55, ended: true, problems: [] });
    expect(service.requests.slice(before).filter((one) => one === 'GET /Users')).toHaveLength(3);
  });

  it('refuses "False" as Entra sends it, and takes the next form', async () => {
    const { reader, writer } = await open({ dialect: 'entra' });
    const before = service.requests.length;

    await writer.write({ kind: 'disable', account: 'a-1' as ForeignId }, 10_000);

    expect(service.requests.slice(before).filter((one) => one.startsWith('PATCH'))).toEqual(['PATCH /Users/a-1', 'PATCH /Users/a-1']);
    expect((await reader.readAccount('a-1' as ForeignId))?.enabled).toBe(false);
  });

  it('takes If-Match for nothing, so that none is sent', async () => {
    const { host, pathname } = new URL(service.address);
    await open();
    const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/scim+json', 'if-match': 'W/"wrong"' };
    const Operations = [{ op: 'replace', path: 'active', value: false }];
    const body = JSON.stringify({ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations });

    const { status } = await fetch(`http://${host}${pathname}/Users/a-1`, { method: 'PATCH', headers, body });
    const config = await (await fetch(`${service.address}/ServiceProviderConfig`, { headers })).json();

    expect([status, config]).toEqual([200, expect.objectContaining({ etag: expect.objectContaining({ supported: false }) })]);
  });
});
