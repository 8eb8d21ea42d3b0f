/** GitHub as others wrote it (emulate) behind the official description (prism); what it lacks is answered from the state that it has. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Running, startEmulate, startPrism } from '../forge/servers.ts';

const O = '/orgs/{org}';

/** Every path that the adapter may ask for; anything else is a violation of the description. */
export const PATHS = [
  O,
  `${O}/members`,
  `${O}/memberships/{username}`,
  `${O}/outside_collaborators`,
  `${O}/invitations`,
  `${O}/teams`,
  `${O}/teams/{team_slug}/members`,
  `${O}/teams/{team_slug}/memberships/{username}`,
  `${O}/copilot/billing/seats`,
  `${O}/copilot/billing/selected_users`,
  `${O}/members/{username}/copilot`,
  '/user',
  '/user/{account_id}',
];

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly link: string | null;
}

interface Row {
  readonly id: number;
  readonly login: string;
}

/** A GitHub that runs. */
export interface GithubDesk {
  readonly address: string;
  /** What was asked for that the official description does not allow. */
  readonly violations: readonly string[];
  /** Asks the state itself, as its administrator. */
  ask(method: string, path: string, body?: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

const TOKEN = 'token-of-ours';

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** Answers what the emulator lacks. `seats` are people with a Copilot seat. */
async function answerHere(
  ask: GithubDesk['ask'],
  path: string,
  sent: { readonly method: string; readonly body: string; readonly seats: Map<string, string | null> },
): Promise<Answer | null> {
  const ok = (body: unknown): Answer => ({ status: 200, body, link: null });
  const seat = (login: string, id: number) => ({
    assignee: { login, id },
    assigning_team: null,
    created_at: '2026-03-01T00:00:00Z',
    pending_cancellation_date: sent.seats.get(login) ?? null,
  });
  const users = async () => (await ask('GET', '/users?per_page=100')) as readonly Row[];
  if (/\/(outside_collaborators|invitations)$/u.test(path)) return ok([]);
  if (sent.method === 'DELETE' && /^\/orgs\/[^/]+\/memberships\//u.test(path)) {
    await ask('DELETE', path.replace('/memberships/', '/members/'));
    return { status: 204, body: undefined, link: null };
  }
  if (path.startsWith('/user/')) {
    const found = (await users()).find(({ id }) => id === Number(path.slice('/user/'.length)));
    return found === undefined ? { status: 404, body: { message: 'Not Found' }, link: null } : ok(found);
  }
  if (path.endsWith('/selected_users')) {
    const { selected_usernames: names } = JSON.parse(sent.body) as { selected_usernames: string[] };
    for (const name of names) sent.seats.set(name, '2027-01-31');
    return ok({ seats_cancelled: names.length });
  }
  const people = (await users()).filter(({ login }) => sent.seats.has(login));
  if (path.endsWith('/billing/seats')) return ok({ total_seats: people.length, seats: people.map(({ login, id }) => seat(login, id)) });
  const [, login = ''] = /\/members\/([^/]+)\/copilot$/u.exec(path) ?? [];
  const one = people.find((person) => person.login === login);
  if (login !== '') return one === undefined ? { status: 404, body: {}, link: null } : ok(seat(one.login, one.id));
  if (path !== '/graphql') return null;
  const { variables } = JSON.parse(sent.body) as { variables: { logins: string[] } };
  const teams = (await ask('GET', '/orgs/latsas/teams?per_page=100')) as readonly { id: number; slug: string }[];
  const nodes: unknown[] = [];
  for (const { id, slug } of teams) {
    const members = (await ask('GET', `/orgs/latsas/teams/${slug}/members?per_page=100`)) as readonly Row[];
    if (members.some((row) => row.login === variables.logins[0])) nodes.push({ databaseId: id, slug, ancestors: { nodes: [] } });
  }
  return ok({ data: { organization: { teams: { pageInfo: { hasNextPage: false, endCursor: null }, nodes } } } });
}

interface Upstream {
  readonly emulate: Running;
  readonly prism: Running;
  readonly own: () => string;
  readonly ask: GithubDesk['ask'];
  readonly seats: Map<string, string | null>;
  readonly violations: string[];
}

/** Asks through prism, which says what the request has that the description does not know. */
async function forward(upstream: Upstream, request: IncomingMessage, body: string): Promise<Answer> {
  const headers: Record<string, string> = { accept: 'application/json', authorization: request.headers.authorization ?? '' };
  if (body !== '') headers['content-type'] = 'application/json';
  const answer = await fetch(`${upstream.prism.address}${request.url}`, {
    method: request.method ?? 'GET',
    headers,
    ...(body === '' ? {} : { body }),
  });
  const rows = JSON.parse(answer.headers.get('sl-violations') ?? '[]') as readonly { location: readonly string[]; message: string }[];
  const wrong = rows.filter((row) => row.location[0] === 'request');
  upstream.violations.push(...wrong.map((row) => `${request.method} ${request.url}: ${row.location.join('.')} ${row.message}`));
  const text = await answer.text();
  // The emulator names itself in its links; GitHub names the address that was asked.
  const link = answer.headers.get('link')?.replaceAll(upstream.emulate.address, upstream.own()) ?? null;
  return { status: answer.status, body: text === '' ? undefined : (JSON.parse(text) as unknown), link };
}

async function handle(upstream: Upstream, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await textOf(request);
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const sent = { method: request.method ?? 'GET', body, seats: upstream.seats };
  // What is answered here is checked by the description too, but for GraphQL, which has none.
  const through = pathname === '/graphql' ? null : await forward(upstream, request, body);
  const answer = (await answerHere(upstream.ask, pathname, sent)) ?? through;
  response.writeHead(answer?.status ?? 404, { 'content-type': 'application/json', ...(answer?.link ? { link: answer.link } : {}) });
  response.end(answer?.body === undefined ? '' : JSON.stringify(answer.body));
}

/** Starts the three on free ports. */
export async function startDesk(people: readonly string[], seats: readonly string[]): Promise<GithubDesk> {
  const emulate = await startEmulate([], people);
  const prism = await startPrism(emulate.address, PATHS);
  const violations: string[] = [];
  let own = '';
  const ask: GithubDesk['ask'] = async (method, path, body) => {
    const headers = { authorization: `token ${TOKEN}`, accept: 'application/json', 'content-type': 'application/json' };
    const answer = await fetch(`${emulate.address}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return text === '' ? null : (JSON.parse(text) as unknown);
  };
  const upstream: Upstream = { emulate, prism, own: () => own, ask, seats: new Map(seats.map((login) => [login, null])), violations };
  const server: Server = createServer((request, response) => {
    handle(upstream, request, response).catch((error: unknown) => {
      violations.push(String(error));
      response.destroy();
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address: own,
    violations,
    ask,
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await prism.stop();
      await emulate.stop();
    },
  };
}
