/** A tenant of Entra on 127.0.0.1, stateful, made from the facts about Microsoft Graph: what they do not name it refuses and remembers. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Clock } from '../../reconciler/ports.ts';
import { type Given, refusal } from './entra/answers.ts';
import { type FakeClient, login, tokenFor } from './entra/login.ts';
import { ROUTES } from './entra/routes.ts';
import type { FakeWorld } from './entra/world.ts';

/** How a call goes wrong.
 * - `throttled`, `throttled-silently`: 429 with and without Retry-After, nothing happened.
 * - `busy`: 503 with Retry-After. `broken`: 500. Nothing happened.
 * - `forbidden`, `unauthorised`, `conflict`, `gone`: 403, 401, 409, 404.
 * - `lost-request`, `lost-answer`: the connection ends without an answer, before or after it happened.
 * - `reset`: the connection ends in the middle of the answer.
 * - `silent`: nothing happened, and the answer is success (writes).
 * - `page`: 200 with a page of HTML. `redirect`: to another origin. `cut`: JSON that breaks off. `bomb`: a small packed answer of 48 MiB.
 * - `odd`: JSON of another form. `missing`: no answer in the batch.
 */
export type How =
  | 'throttled'
  | 'throttled-silently'
  | 'busy'
  | 'broken'
  | 'forbidden'
  | 'unauthorised'
  | 'conflict'
  | 'gone'
  | 'lost-request'
  | 'lost-answer'
  | 'reset'
  | 'silent'
  | 'page'
  | 'redirect'
  | 'cut'
  | 'bomb'
  | 'odd'
  | 'missing';

/** A failure to come: of calls whose `METHOD /path` matches (`batch GET /path` inside of a batch), from the n-th on for a number of calls. */
export interface Failure {
  readonly of: RegExp;
  readonly how: How;
  readonly nth?: number;
  readonly times?: number;
}

/** A call as it was seen. */
export interface Seen {
  readonly name: string;
  readonly query: string;
  readonly body: unknown;
}

/** A tenant that runs. */
export interface FakeEntra {
  readonly address: string;
  readonly world: FakeWorld;
  readonly clients: Map<string, FakeClient>;
  /** Every call, in order; those inside of a batch as `batch GET /path`. */
  readonly calls: readonly Seen[];
  /** Calls that no fact names: a test ends with none. */
  readonly violations: readonly string[];
  fail(failure: Failure): void;
  /** Called before a call is answered: the place where somebody else changes something. */
  before: (name: string) => void;
  /** Withdraws every token that was given. */
  withdrawTokens(): void;
  stop(): Promise<void>;
}

const STATUS: Readonly<Partial<Record<How, readonly [status: number, code: string]>>> = {
  throttled: [429, 'TooManyRequests'],
  'throttled-silently': [429, 'TooManyRequests'],
  busy: [503, 'ServiceUnavailable'],
  broken: [500, 'InternalServerError'],
  forbidden: [403, 'Authorization_RequestDenied'],
  unauthorised: [401, 'InvalidAuthenticationToken'],
  conflict: [409, 'Directory_ConcurrencyViolation'],
  gone: [404, 'Request_ResourceNotFound'],
};

const RETRY_AFTER = { 'retry-after': '7' };
const PAGE = '<!DOCTYPE html><html><body><form action="/login"></form></body></html>';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u;

function sendJson(response: ServerResponse, status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(value === undefined ? '' : JSON.stringify(value));
}

function sendWrong(response: ServerResponse, how: How): void {
  const [status, code] = STATUS[how] ?? [0, ''];
  if (status !== 0) {
    const headers = how === 'throttled' || how === 'busy' ? RETRY_AFTER : {};
    return sendJson(response, status, refusal(code), headers);
  }
  if (how === 'page') response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
  else if (how === 'redirect') response.writeHead(302, { location: 'http://127.0.0.2:9/login' }).end();
  else if (how === 'cut') response.writeHead(200, { 'content-type': 'application/json' }).end('{"value":[{"id":"aaaa');
  else if (how === 'bomb') {
    const packed = gzipSync(Buffer.alloc(48 * 1024 * 1024, ' '));
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(packed);
  } else if (how === 'odd') sendJson(response, 200, [{ ok: true }]);
  else if (how === 'reset') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
    response.write('{"value":[');
    setTimeout(() => response.destroy(), 5);
  } else response.destroy();
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

interface Inner {
  readonly id: string;
  readonly method: string;
  readonly url: string;
}

class Tenant {
  readonly calls: Seen[] = [];
  readonly violations: string[] = [];
  readonly clients = new Map<string, FakeClient>();
  readonly tokens = new Map<string, { readonly client: FakeClient; readonly until: number }>();
  readonly failures: (Failure & { seen: number })[] = [];
  before: FakeEntra['before'] = () => {};
  address = '';
  private given = 0;
  readonly world: FakeWorld;
  private readonly clock: Clock;

  constructor(world: FakeWorld, clock: Clock) {
    this.world = world;
    this.clock = clock;
  }

  private howFor(name: string): How | null {
    for (const one of this.failures.filter((each) => each.of.test(name))) {
      one.seen += 1;
      const first = one.nth ?? 1;
      if (one.seen >= first && one.seen < first + (one.times ?? 1)) return one.how;
    }
    return null;
  }

  /** One request of Graph, alone or inside of a batch. */
  private route(
    asked: { method: string; target: string; body: unknown; headers: IncomingMessage['headers'] },
    roles: readonly string[],
  ): Given {
    const { method, target, body, headers } = asked;
    const url = new URL(`http://127.0.0.1${target}`);
    const name = `${method} ${url.pathname}`;
    const route = ROUTES.find((one) => one.method === method && one.path.test(url.pathname));
    const odd = (violation: string): Given => ({ status: 400, body: refusal('BadRequest'), violation });
    if (route === undefined) return odd(name);
    const unknown = [...url.searchParams.keys()].filter((word) => !route.words.includes(word));
    if (unknown.length > 0) return odd(`${name} with ${unknown.join(', ')}`);
    if (!route.rights.some((one) => roles.includes(one))) return { status: 403, body: refusal('Authorization_RequestDenied') };
    const ids = (route.path.exec(url.pathname) ?? []).slice(1);
    const base = `${this.address}/v1.0`;
    return route.answer(this.world, { method, path: url.pathname, query: url.searchParams, body, ids, headers, base });
  }

  private batch(body: unknown, headers: IncomingMessage['headers'], roles: readonly string[]): Given {
    const { requests = [] } = body as { requests?: Inner[] };
    const isWell =
      requests.length > 0 &&
      requests.length <= 20 &&
      new Set(requests.map((one) => one.id)).size === requests.length &&
      requests.every((one) => one.method === 'GET' && one.url.startsWith('/') && !one.url.startsWith('/v1.0'));
    if (!isWell) return { status: 400, body: refusal('BadRequest'), violation: `a batch of ${requests.length}` };
    const responses = requests.flatMap(({ id, method, url }): object[] => {
      const name = `batch ${method} ${url.replace(/\?.*$/u, '')}`;
      this.calls.push({ name, query: url.replace(/^[^?]*\??/u, ''), body: null });
      this.before(name);
      const how = this.howFor(name);
      if (how === 'missing') return [];
      const [status, code] = (how === null ? undefined : STATUS[how]) ?? [0, ''];
      if (status !== 0) return [{ id, status, headers: how === 'throttled' ? { 'Retry-After': '11' } : {}, body: refusal(code) }];
      const given = this.note(this.route({ method, target: url, body: undefined, headers }, roles));
      return [{ id, status: given.status, headers: { 'Content-Type': 'application/json' }, body: given.body }];
    });
    // They come in any order.
    return { status: 200, body: { responses: responses.toReversed() } };
  }

  private note(given: Given): Given {
    if (given.violation !== undefined) this.violations.push(given.violation);
    return given;
  }

  private login(url: URL, text: string, type: string | undefined): Given {
    const tenant = /^\/([^/]+)\/oauth2\/v2\.0\/token$/u.exec(url.pathname)?.[1] ?? '';
    if (type !== 'application/x-www-form-urlencoded') return { status: 400, body: {}, violation: 'a token without a form' };
    const form = new URLSearchParams(text);
    const answer = login(this.world, this.clients, { tenant, form, scope: `${this.address}/.default` });
    if (answer.violation !== null) return { ...answer, violation: answer.violation };
    if (answer.client === null) return { status: answer.status, body: answer.body };
    this.given += 1;
    const token = tokenFor(this.world, answer.client, this.given);
    const seconds = this.world.settings.tokenLife;
    this.tokens.set(token, { client: answer.client, until: this.clock.elapsed() + seconds * 1000 });
    return { status: 200, body: { token_type: 'Bearer', expires_in: seconds, ext_expires_in: seconds, access_token: token } };
  }

  private graph(request: IncomingMessage, url: URL, text: string): Given {
    const { headers } = request;
    const token = this.tokens.get((headers.authorization ?? '').replace(/^Bearer /u, ''));
    if (token === undefined || token.until <= this.clock.elapsed()) return { status: 401, body: refusal('InvalidAuthenticationToken') };
    if (!UUID.test(String(headers['client-request-id']))) return { status: 400, body: {}, violation: 'a call without client-request-id' };
    if (text !== '' && headers['content-type'] !== 'application/json')
      return { status: 400, body: {}, violation: 'a body that is no JSON' };
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const target = `${url.pathname.replace(/^\/v1\.0/u, '')}${url.search}`;
    const { roles } = token.client;
    if (target === '/$batch') return this.batch(body, headers, roles);
    return this.route({ method: request.method ?? '', target, body, headers }, roles);
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const name = `${request.method} ${url.pathname.replace(/^\/v1\.0/u, '')}`;
    const text = await textOf(request);
    const isLogin = !url.pathname.startsWith('/v1.0/');
    this.calls.push({ name: isLogin ? 'POST token' : name, query: url.search, body: isLogin || text === '' ? null : JSON.parse(text) });
    this.before(name);
    const how = this.howFor(isLogin ? 'POST token' : name);
    if (how === 'silent') return sendJson(response, 200, { value: true });
    if (how !== null && how !== 'lost-answer') return sendWrong(response, how);
    const given = this.note(isLogin ? this.login(url, text, request.headers['content-type']) : this.graph(request, url, text));
    if (how === 'lost-answer') return sendWrong(response, how);
    sendJson(response, given.status, given.body);
  }
}

/** Starts a tenant on a free port of 127.0.0.1; it gives tokens too. They run out by the clock that is given. */
export async function startEntra(world: FakeWorld, clock: Clock): Promise<FakeEntra> {
  const tenant = new Tenant(world, clock);
  const server = createServer((request, response) => {
    tenant.handle(request, response).catch((error: unknown) => {
      tenant.violations.push(String(error));
      response.destroy();
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  tenant.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address: tenant.address,
    world,
    clients: tenant.clients,
    calls: tenant.calls,
    violations: tenant.violations,
    fail: (one) => void tenant.failures.push({ ...one, seen: 0 }),
    get before() {
      return tenant.before;
    },
    set before(action) {
      tenant.before = action;
    },
    withdrawTokens: () => tenant.tokens.clear(),
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
