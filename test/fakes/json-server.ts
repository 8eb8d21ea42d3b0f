/** A counterpart over HTTP on 127.0.0.1: answers only what its routes name, remembers everything else as a violation, fails on demand. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An answer. A text is sent as it is, anything else as JSON. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A call as it came in. `path` is decoded part by part in `parts`, as the route's pattern catches them. */
export interface Call {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly parts: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: IncomingMessage['headers'];
}

/** One thing that can be asked for: the words that its query and body may have, and what it does. */
export interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly query?: readonly string[];
  readonly body?: readonly string[];
  readonly answer: (call: Call) => Reply;
}

/** How a call goes wrong: a ready answer, or one of these.
 * - `lost-request`, `lost-answer`: the connection ends without an answer, before or after it happened.
 * - `page`: 200 with a page of HTML.
 * - `redirect`: to another origin.
 * - `cut`: JSON that breaks off. `torn`: the connection breaks in the middle of the body.
 * - `odd`: JSON of another form.
 */
export type How = Reply | 'lost-request' | 'lost-answer' | 'page' | 'redirect' | 'cut' | 'torn' | 'odd';

/** A failure to come: of calls whose `METHOD /path` matches, from the n-th on for a number of calls. */
export interface Failure {
  readonly of: RegExp;
  readonly how: How;
  readonly nth?: number;
  readonly times?: number;
}

/** What a counterpart is made of. */
export interface Manner {
  readonly routes: readonly Route[];
  /** An answer to who may not come in; null for who may. */
  readonly guard: (call: Call) => Reply | null;
  /** Sent with every answer. */
  readonly headers?: () => Readonly<Record<string, string>>;
  /** What it answers to a request that no fact names. */
  readonly unknown: (status: 404 | 422) => Reply;
}

/** A counterpart that runs. */
export interface JsonServer {
  readonly address: string;
  readonly calls: readonly Call[];
  /** Calls that no fact names: a test ends with none. */
  readonly violations: readonly string[];
  fail(failure: Failure): void;
  /** Called before a call is answered: the place where somebody else changes something. */
  before: (call: Call) => void;
  /** Calls that change something, by name. */
  changes(): readonly string[];
  stop(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<Readonly<Record<string, unknown>> | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  if (text === '') return {};
  try {
    if ((request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded'))
      return Object.fromEntries(new URLSearchParams(text));
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function send(response: ServerResponse, { status, body, headers = {} }: Reply, more: Readonly<Record<string, string>>): void {
  const isText = typeof body === 'string';
  response.writeHead(status, {
    ...(body === undefined ? {} : { 'content-type': isText ? 'text/html' : 'application/json' }),
    ...more,
    ...headers,
  });
  response.end(body === undefined ? '' : isText ? body : JSON.stringify(body));
}

function sendWrong(response: ServerResponse, how: Exclude<How, Reply>): void {
  switch (how) {
    case 'page':
      return send(response, { status: 200, body: '<html><title>Sign in</title></html>' }, {});
    case 'redirect':
      return send(response, { status: 302, headers: { location: 'http://127.0.0.2:9/' } }, {});
    case 'cut':
      response.writeHead(200, { 'content-type': 'application/json' }).end('[{"id":1');
      return;
    case 'torn':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('[{"id":1', () => response.destroy());
      return;
    case 'odd':
      return send(response, { status: 200, body: { odd: [1, 2] } }, {});
    case 'lost-request':
    case 'lost-answer':
      response.destroy();
  }
}

class Counterpart {
  readonly calls: Call[] = [];
  readonly violations: string[] = [];
  readonly failures: (Failure & { seen: number })[] = [];
  before: (call: Call) => void = () => {};
  private readonly manner: Manner;

  constructor(manner: Manner) {
    this.manner = manner;
  }

  private howFor(name: string): How | null {
    for (const one of this.failures.filter((each) => each.of.test(name))) {
      one.seen += 1;
      const first = one.nth ?? 1;
      if (one.seen >= first && one.seen < first + (one.times ?? 1)) return one.how;
    }
    return null;
  }

  private judge(call: Call, route: Route | undefined, body: unknown): string | null {
    if (route === undefined) return `${call.name} is not known`;
    if (body === null) return `${call.name} with a body that is no JSON record`;
    const query = Object.keys(call.query).filter((word) => !(route.query ?? []).includes(word));
    const words = Object.keys(call.body).filter((word) => !(route.body ?? []).includes(word));
    return query.length + words.length === 0 ? null : `${call.name} with ${[...query, ...words].join(', ')}`;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const method = request.method ?? '';
    const body = await bodyOf(request);
    const route = this.manner.routes.find((one) => one.method === method && one.path.test(url.pathname));
    const parts = (route?.path.exec(url.pathname) ?? []).slice(1).map((part) => decodeURIComponent(part ?? ''));
    const query = Object.fromEntries(url.searchParams);
    const call: Call = {
      name: `${method} ${url.pathname}`,
      method,
      path: url.pathname,
      parts,
      query,
      body: body ?? {},
      headers: request.headers,
    };
    this.calls.push(call);
    this.before(call);
    const how = this.howFor(call.name);
    const more = this.manner.headers?.() ?? {};
    if (typeof how === 'string' && how !== 'lost-answer') return sendWrong(response, how);
    if (how !== null && typeof how === 'object') return send(response, how, more);
    const refused = this.manner.guard(call);
    if (refused !== null) return send(response, refused, more);
    const wrong = this.judge(call, route, body);
    if (wrong !== null) {
      this.violations.push(wrong);
      return send(response, this.manner.unknown(route === undefined ? 404 : 422), more);
    }
    const answer = route?.answer(call) ?? this.manner.unknown(404);
    if (how === 'lost-answer') return sendWrong(response, how);
    send(response, answer, more);
  }
}

/** Starts a counterpart on a free port of 127.0.0.1. */
export async function startJsonServer(make: (address: string) => Manner): Promise<JsonServer> {
  let counterpart: Counterpart | null = null;
  const server = createServer((request, response) => {
    counterpart?.handle(request, response).catch((error: unknown) => {
      counterpart?.violations.push(String(error));
      response.destroy();
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const running = new Counterpart(make(address));
  counterpart = running;
  return {
    address,
    calls: running.calls,
    violations: running.violations,
    fail: (failure) => void running.failures.push({ ...failure, seen: 0 }),
    get before() {
      return running.before;
    },
    set before(action) {
      running.before = action;
    },
    changes: () => running.calls.filter(({ method, path }) => method !== 'GET' && !path.endsWith('graphql')).map(({ name }) => name),
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
