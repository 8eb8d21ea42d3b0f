/** A Snipe-IT instance on 127.0.0.1, stateful, made from the facts about its interface: what they do not name it refuses and remembers. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Clock } from '../../reconciler/ports.ts';
import { type Call, failure, ROUTES, type Route } from './snipe-it/routes.ts';
import type { FakeWorld } from './snipe-it/world.ts';

/** How a call goes wrong.
 * - `throttled`: 429 with Retry-After, nothing happened.
 * - `broken`: 500, nothing happened.
 * - `forbidden`: 403 whose message is a number.
 * - `lost-request`, `lost-answer`: the connection ends without an answer, before or after it happened.
 * - `silent`: nothing happened, and the answer is success (writes).
 * - `sign-in-page`: 200 with a page of HTML.
 * - `redirect`: to another origin.
 * - `cut`: JSON that breaks off.
 * - `bomb`: a small packed answer of 48 MiB.
 * - `odd`: JSON that is neither list nor record nor envelope.
 */
export type How =
  | 'throttled'
  | 'broken'
  | 'forbidden'
  | 'lost-request'
  | 'lost-answer'
  | 'silent'
  | 'sign-in-page'
  | 'redirect'
  | 'cut'
  | 'bomb'
  | 'odd';

/** A failure to come: of calls whose `METHOD /path` matches, from the n-th on for a number of calls. */
export interface Failure {
  readonly of: RegExp;
  readonly how: How;
  readonly nth?: number;
  readonly times?: number;
}

/** A call as it was seen. */
export interface Seen {
  readonly name: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Whose token, and what that user may do. */
export interface FakeToken {
  readonly user: number;
  readonly rights: readonly string[];
}

/** Rights of a user that may do all that is needed. */
export const ALL_RIGHTS = [
  'assets.view',
  'users.view',
  'licenses.view',
  'assets.checkin',
  'assets.checkout',
  'assets.edit',
  'licenses.checkout',
  'users.edit',
];

/** An instance that runs. */
export interface FakeSnipeIt {
  readonly address: string;
  readonly world: FakeWorld;
  readonly tokens: Map<string, FakeToken>;
  /** Every call, in order. */
  readonly calls: readonly Seen[];
  /** Calls that no fact names: a test ends with none. */
  readonly violations: readonly string[];
  fail(failure: Failure): void;
  /** Called before a call is answered: the place where somebody else changes something. */
  before: (name: string, query: Readonly<Record<string, string>>) => void;
  stop(): Promise<void>;
}

/** A token as an instance hands it out: a JWT, or without the user in it. */
export function tokenFor(user: number | null): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return [part({ typ: 'JWT', alg: 'RS256' }), part(user === null ? { aud: '1' } : { aud: '1', sub: String(user) }), 'c2lnbmF0dXJl'].join(
    '.',
  );
}

async function bodyOf(request: IncomingMessage): Promise<Readonly<Record<string, unknown>> | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  if (text === '') return {};
  if (request.headers['content-type'] !== 'application/json') return null;
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return null;
  }
}

function sendJson(response: ServerResponse, status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
}

const PAGE = '<!DOCTYPE html><html><body><form action="/login"></form></body></html>';

function sendWrong(response: ServerResponse, how: How): void {
  switch (how) {
    case 'throttled':
      return sendJson(response, 429, { status: 'error', messages: 'Too many requests', payload: null }, { 'retry-after': '7' });
    case 'broken':
      return sendJson(response, 500, failure('Server Error'));
    case 'forbidden':
      return sendJson(response, 403, failure(403));
    case 'sign-in-page':
      response.writeHead(200, { 'content-type': 'text/html; charset=UTF-8' }).end(PAGE);
      return;
    case 'redirect':
      response.writeHead(302, { location: 'http://127.0.0.2:9/login' }).end();
      return;
    case 'cut':
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"total":3,"rows":[{"id":1');
      return;
    case 'bomb':
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
        .end(gzipSync(Buffer.alloc(48 * 1024 * 1024, ' ')));
      return;
    case 'odd':
      return sendJson(response, 200, [{ ok: true }]);
    case 'lost-request':
    case 'lost-answer':
    case 'silent':
      response.destroy();
  }
}

class Instance {
  readonly calls: Seen[] = [];
  readonly violations: string[] = [];
  readonly tokens = new Map<string, FakeToken>();
  before: FakeSnipeIt['before'] = () => {};
  readonly failures: (Failure & { seen: number })[] = [];
  private minute: { readonly from: number; count: number } = { from: 0, count: 0 };

  readonly world: FakeWorld;
  private readonly clock: Clock;

  constructor(world: FakeWorld, clock: Clock) {
    this.world = world;
    this.clock = clock;
  }

  /** A window of a minute that begins with its first call. */
  private isThrottled(): boolean {
    const now = this.clock.elapsed();
    if (now - this.minute.from >= 60_000) this.minute = { from: now, count: 0 };
    this.minute.count += 1;
    return this.minute.count > this.world.settings.perMinute;
  }

  private howFor(name: string): How | null {
    for (const one of this.failures.filter((each) => each.of.test(name))) {
      one.seen += 1;
      const first = one.nth ?? 1;
      if (one.seen >= first && one.seen < first + (one.times ?? 1)) return one.how;
    }
    return null;
  }

  private routeOf(method: string, path: string): Route | null {
    return ROUTES.find((route) => route.method === method && route.path.test(path)) ?? null;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const path = url.pathname.replace(/^\/api\/v1/u, '');
    const name = `${request.method} ${path}`;
    const query = Object.fromEntries(url.searchParams);
    const body = await bodyOf(request);
    this.calls.push({ name, query, body: body ?? {} });
    this.before(name, query);
    const how = this.howFor(name);
    if (how !== null && how !== 'lost-answer' && how !== 'silent') return sendWrong(response, how);
    if (request.headers.accept !== 'application/json') return this.refuse(response, `${name} without Accept`, 'redirect');
    const token = this.tokens.get((request.headers.authorization ?? '').replace(/^Bearer /u, ''));
    if (token === undefined) return sendJson(response, 401, { error: 'Unauthorized or unauthenticated.' });
    if (this.isThrottled()) return sendWrong(response, 'throttled');
    const route = url.pathname.startsWith('/api/v1/') ? this.routeOf(request.method ?? '', path) : null;
    if (route === null) return this.refuse(response, name, 404);
    if (body === null) return this.refuse(response, `${name} with a body that is no JSON`, 422);
    const unknown = [...Object.keys(query), ...Object.keys(body)].filter((word) => !route.words.includes(word));
    if (unknown.length > 0) return this.refuse(response, `${name} with ${unknown.join(', ')}`, 422);
    if (route.right !== null && !token.rights.includes(route.right)) return sendWrong(response, 'forbidden');
    const ids = (route.path.exec(path) ?? []).slice(1).map(Number);
    const call: Call = { method: request.method ?? '', path, query, body, ids, self: token.user };
    if (how === 'silent') return sendJson(response, 200, { status: 'success', messages: 'Done.', payload: null });
    const answer = route.answer(this.world, call);
    if (how === 'lost-answer') return sendWrong(response, how);
    return sendJson(response, 200, answer);
  }

  /** Calls that are not in the facts are refused, and a test can see them. */
  private refuse(response: ServerResponse, what: string, how: 'redirect' | 404 | 422): void {
    this.violations.push(what);
    if (how === 'redirect') sendWrong(response, how);
    else sendJson(response, how, failure(how));
  }
}

/** Starts an instance on a free port of 127.0.0.1. Its throttle counts by the clock that the reader waits by. */
export async function startSnipeIt(world: FakeWorld, clock: Clock): Promise<FakeSnipeIt> {
  const instance = new Instance(world, clock);
  const server = createServer((request, response) => {
    instance.handle(request, response).catch((error: unknown) => {
      instance.violations.push(String(error));
      response.destroy();
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    world,
    tokens: instance.tokens,
    calls: instance.calls,
    violations: instance.violations,
    fail: (one) => void instance.failures.push({ ...one, seen: 0 }),
    get before() {
      return instance.before;
    },
    set before(action) {
      instance.before = action;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
