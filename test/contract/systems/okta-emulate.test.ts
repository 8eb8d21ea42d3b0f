/** Okta as others wrote it (emulate): users, groups, apps and lifecycle; what it lacks is answered in front of it. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { openOktaReader, openOktaWriter } from '../../../reconciler/systems/okta/index.ts';
import type { ForeignId } from '../../../schemas/primitives.ts';
import { System } from '../../../schemas/system.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { areInstalled, type Running, startService } from '../forge/servers.ts';
import { AT } from './reader-suite.ts';

const SEED = `tokens:
  token-of-ours: { login: testuser@okta.local, scopes: [] }
okta:
  users:
    - { okta_id: 00uself, login: testuser@okta.local }
    - { okta_id: 00u1, login: per@exempel.example }
    - { okta_id: 00u2, login: ada@exempel.example }
    - { okta_id: 00u3, login: bo@exempel.example, status: DEPROVISIONED }
  groups:
    - { okta_id: 00gvpn, name: vpn }
  apps:
    - { okta_id: 0oa1, name: slack }
  group_memberships:
    - { group_okta_id: 00gvpn, user_okta_id: 00u1 }
    - { group_okta_id: 00gvpn, user_okta_id: 00u2 }
  app_assignments:
    - { app_okta_id: 0oa1, user_okta_id: 00u1 }
`;

test('the counterparts are installed (node test/counterparts/install.ts), or this is no CI', () => {
  expect(areInstalled || process.env['CI'] !== 'true', 'CI needs test/counterparts: run node test/counterparts/install.ts').toBe(true);
});

/** What the emulator lacks: the org's own page, rules, administrators, groups of an app, one assignment, the end of sessions. */
async function answerHere(name: string, ask: (path: string) => Promise<Response>): Promise<{ status: number; body?: unknown } | null> {
  if (name === 'GET /.well-known/okta-organization') return { status: 200, body: { id: '00oemulate' } };
  if (/^GET .*\/(rules|roles)$|^GET .*\/apps\/[^/]+\/groups$/u.test(name)) return { status: 200, body: [] };
  if (name === 'GET /api/v1/iam/assignees/users') return { status: 200, body: { value: [], _links: {} } };
  if (/^DELETE .*\/sessions$/u.test(name)) return { status: 204 };
  const [, app, user] = /^GET \/api\/v1\/apps\/([^/]+)\/users\/([^/]+)$/u.exec(name) ?? [];
  if (app === undefined) return null;
  const people = (await (await ask(`/api/v1/apps/${app}/users`)).json()) as readonly { id: string }[];
  const found = people.find((one) => one.id === user);
  return found === undefined ? { status: 404, body: { errorCode: 'E0000007' } } : { status: 200, body: found };
}

async function handle(emulate: Running, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, search, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const headers = { authorization: request.headers.authorization ?? '', accept: 'application/json', 'content-type': 'application/json' };
  const method = request.method ?? 'GET';
  const here = await answerHere(`${method} ${pathname}`, (path) => fetch(`${emulate.address}${path}`, { headers }));
  if (here !== null) {
    response.writeHead(here.status, { 'content-type': 'application/json' }).end(here.body === undefined ? '' : JSON.stringify(here.body));
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  // Its way to assign an app is an older one.
  const isAssignment = method === 'POST' && /\/apps\/[^/]+\/users$/u.test(pathname);
  const path = isAssignment ? `${pathname}/${(JSON.parse(body) as { id: string }).id}` : pathname;
  const answer = await fetch(`${emulate.address}${path}${search}`, {
    method: isAssignment ? 'PUT' : method,
    headers,
    ...(body === '' || isAssignment ? {} : { body }),
  });
  const text = await answer.text();
  // It lists deactivated users too, which Okta does only when it is asked for them.
  const isList = method === 'GET' && pathname === '/api/v1/users' && !searchParams.has('filter');
  const rows = isList
    ? JSON.stringify((JSON.parse(text) as { status: string }[]).filter(({ status }) => status !== 'DEPROVISIONED'))
    : text;
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(rows);
}

describe.runIf(areInstalled)('an org as emulate@0.12.2 plays it', () => {
  let emulate: Running;
  let front: Server;
  let ports: { reader: ReturnType<typeof openOktaReader>; writer: ReturnType<typeof openOktaWriter> };
  const id = (user: string) => user as ForeignId;
  const PATIENT = 20_000;

  beforeAll(async () => {
    emulate = await startService('okta', SEED);
    front = createServer((request, response) => void handle(emulate, request, response));
    await new Promise<void>((ready) => front.listen(0, '127.0.0.1', ready));
    const system = System.parse({
      kind: 'okta',
      id: 'okta',
      mode: 'enforce',
      tenant: '00oemulate',
      holds: ['accounts'],
      address: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
      credential: { read: 'okta', write: 'okta' },
      apps: [{ id: '0oa1', licence: 'SLACK' }],
    });
    if (system.kind !== 'okta') throw new Error('another kind');
    const runtime = { credential: () => 'token-of-ours', clock: fakeClock(AT) };
    ports = { reader: openOktaReader(system, runtime), writer: openOktaWriter(system, runtime) };
  }, 60_000);

  afterAll(async () => {
    front?.closeAllConnections();
    await new Promise((closed) => front.close(closed));
    await emulate?.stop();
  });

  it('is read whole, and one by one the same', async () => {
    const { accounts, problems, ended } = await ports.reader.read(AT);

    expect([problems, ended]).toEqual([[], true]);
    const shown = new Map(accounts.map((one) => [one.id as string, one]));
    expect(shown.get('00u1')).toMatchObject({
      login: 'per@exempel.example',
      enabled: true,
      groups: ['vpn'],
      licences: [{ id: 'SLACK', viaGroup: null }],
    });
    expect(shown.get('00u3')).toMatchObject({ enabled: false, groups: [] });
    expect(await ports.reader.readAccount(id('00u1'))).toMatchObject({ enabled: true, groups: ['vpn'], licences: [{ id: 'SLACK' }] });
    expect(await ports.reader.readAccount(id('00u9'))).toBeNull();
  });

  it('suspends, ends sessions, takes group and app off, and puts everything back', async () => {
    const before = await ports.reader.read(AT);
    const lists = (kind: 'groups' | 'licences', remove: string[], add: string[]) => ({ kind, account: id('00u1'), remove, add }) as never;

    for (const write of [
      { kind: 'disable', account: id('00u1') },
      { kind: 'sessions', account: id('00u1') },
    ] as const)
      await ports.writer.write(write, PATIENT);
    await ports.writer.write(lists('groups', ['vpn'], []), PATIENT);
    await ports.writer.write(lists('licences', ['SLACK'], []), PATIENT);
    const taken = await ports.reader.readAccount(id('00u1'));
    await ports.writer.write({ kind: 'enable', account: id('00u1') }, PATIENT);
    await ports.writer.write(lists('groups', [], ['vpn']), PATIENT);
    await ports.writer.write(lists('licences', [], ['SLACK']), PATIENT);

    expect(taken).toMatchObject({ enabled: false, groups: [], licences: [] });
    expect((await ports.reader.read(AT)).digest).toBe(before.digest);
  });
});
