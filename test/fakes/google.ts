/** Google's hosts on 127.0.0.1 as one, stateful, made from the facts about their interfaces: what those do not name is refused and remembered. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { directoryRoutes } from './google/directory.ts';
import { type Failure, sendJson, sendWrong } from './google/failures.ts';
import { masked } from './google/fields.ts';
import { groupRoutes } from './google/groups.ts';
import { licensingRoutes } from './google/licensing.ts';
import { otherRoutes } from './google/other.ts';
import { type Answer, type Call, failure, type Route } from './google/routes.ts';
import { answerToken, type GivenToken } from './google/tokens.ts';
import type { FakeGoogleWorld, FakeUser } from './google/world.ts';

export type { Failure } from './google/failures.ts';

/** A call as it was seen. */
export interface Seen {
  readonly name: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  /** Who was acted as, once the token was known. */
  subject: string | null;
}

/** Google, as far as it runs here. */
export interface FakeGoogle {
  readonly address: string;
  readonly world: FakeGoogleWorld;
  /** Every call but those for tokens, in order. */
  readonly calls: readonly Seen[];
  /** Scopes of tokens that were asked for, in order. */
  readonly tokensAsked: readonly string[];
  /** Scopes of tokens that were not given, in order. */
  readonly tokensRefused: readonly string[];
  /** Calls that no fact names: a test ends with none. */
  readonly violations: readonly string[];
  fail(failure: Failure): void;
  /** So many readings of a single user show it as it is now, whatever is changed meanwhile. */
  lag(readings: number): void;
  /** Withdraws every token. */
  withdraw(): void;
  /** Moves the clock that tokens and page tokens end by. */
  advance(milliseconds: number): void;
  /** Called before a call is answered: the place where somebody else changes something. */
  before: (name: string, query: Readonly<Record<string, string>>) => void;
  stop(): Promise<void>;
}

const ROUTES: readonly Route[] = [...directoryRoutes, ...groupRoutes, ...licensingRoutes, ...otherRoutes];
const SCOPES = 'https://www.googleapis.com/auth/';
const THREE_DAYS = 3 * 24 * 3_600_000;

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function bodyOf(request: IncomingMessage, text: string): Readonly<Record<string, unknown>> | null {
  if (text === '') return {};
  if (request.headers['content-type'] !== 'application/json') return null;
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return null;
  }
}

interface Cut {
  readonly rows: readonly unknown[];
  readonly next: number | null;
}

class Google {
  readonly calls: Seen[] = [];
  readonly tokensAsked: string[] = [];
  readonly tokensRefused: string[] = [];
  readonly violations: string[] = [];
  readonly failures: (Failure & { seen: number })[] = [];
  readonly given = new Map<string, GivenToken>();
  before: FakeGoogle['before'] = () => {};
  address = '';
  readonly world: FakeGoogleWorld;
  private readonly pages = new Map<string, { readonly from: number; readonly at: number }>();
  private stale: { readonly users: ReadonlyMap<string, FakeUser>; left: number } | null = null;

  constructor(world: FakeGoogleWorld) {
    this.world = world;
  }

  lag(readings: number): void {
    this.stale = { users: new Map(structuredClone([...this.world.users])), left: readings };
  }

  private failureFor(name: string): Failure | null {
    for (const one of this.failures.filter((each) => each.of.test(name))) {
      one.seen += 1;
      const first = one.nth ?? 1;
      if (one.seen >= first && one.seen < first + (one.times ?? 1)) return one;
    }
    return null;
  }

  private answerToken(request: IncomingMessage, response: ServerResponse, text: string): void {
    const form = new URLSearchParams(request.headers['content-type'] === 'application/x-www-form-urlencoded' ? text : '');
    const { now } = this.world.settings;
    const { status, body, given, violation, undelegated } = answerToken(this.world, form, { audience: `${this.address}/token`, now });
    if (violation !== undefined) this.violations.push(violation);
    if (undelegated !== undefined) this.tokensRefused.push(undelegated.replace(SCOPES, ''));
    if (given === undefined) return sendJson(response, status, body);
    this.tokensAsked.push(...given.scopes.map((one) => one.replace(SCOPES, '')));
    const token = `ya29.fake-${this.given.size + 1}`;
    this.given.set(token, given);
    return sendJson(response, status, { ...(body as object), access_token: token });
  }

  /** The rows of one page, and where the next begins. */
  private cut(all: readonly unknown[], at: { readonly from: number; readonly size: number; readonly how: string | null }): Cut {
    const { size, how } = at;
    const from = how === 'twice' ? Math.max(0, at.from - size) : how === 'skip' ? at.from + size : at.from;
    if (how === 'empty') return { rows: [], next: null };
    if (how === 'short') return { rows: all.slice(from, from + Math.ceil(size / 2)), next: null };
    return { rows: all.slice(from, from + size), next: from + size < all.length ? from + size : null };
  }

  private paged(
    route: Required<Pick<Route, 'paged'>>,
    all: readonly unknown[],
    at: { query: Call['query']; how: string | null; name: string },
  ): Answer {
    const { rows: property, most, kind } = route.paged;
    const { maxResults, pageToken } = at.query;
    const wanted = Number(maxResults);
    if (!(wanted >= 1 && wanted <= most)) return failure(400, 'invalid', `${at.name} with pages of ${maxResults}`);
    const begun = pageToken === undefined ? { from: 0, at: this.world.settings.now } : this.pages.get(`${at.name} ${pageToken}`);
    if (begun === undefined || this.world.settings.now - begun.at > THREE_DAYS) return failure(400, 'invalid');
    const size = Math.min(wanted, this.world.settings.maxResults);
    const { rows, next } = this.cut(all, { from: begun.from, size, how: at.how });
    const token = at.how === 'again' ? pageToken : next === null ? undefined : `page-${next}-${this.pages.size}`;
    if (token !== undefined && at.how !== 'again') this.pages.set(`${at.name} ${token}`, { from: next ?? 0, at: this.world.settings.now });
    // An empty list has no property for its rows.
    const body = {
      kind,
      etag: '"e"',
      ...(rows.length === 0 ? {} : { [property]: rows }),
      ...(token === undefined ? {} : { nextPageToken: token }),
    };
    return { status: 200, body };
  }

  private carryOut(route: Route, call: Call, at: { readonly name: string; readonly how: string | null }): Answer {
    const isSingle = call.method === 'GET' && /\/users\/[0-9]+$/u.test(at.name) && this.stale !== null;
    if (isSingle && this.stale !== null && this.stale.left > 0) {
      this.stale.left -= 1;
      return route.answer({ ...this.world, users: new Map(this.stale.users) }, call);
    }
    const answer = route.answer(this.world, call);
    if (route.paged === undefined || answer.status !== 200) return answer;
    return this.paged({ paged: route.paged }, answer.body as readonly unknown[], { query: call.query, how: at.how, name: at.name });
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.address);
    const name = `${request.method} ${url.pathname}`;
    const query = Object.fromEntries(url.searchParams);
    const text = await textOf(request);
    const wrong = this.failureFor(name);
    const isAboutRows = wrong !== null && ['lost-answer', 'silent', 'empty', 'again', 'twice', 'skip', 'short'].includes(wrong.how);
    if (name === 'POST /token') return wrong === null ? this.answerToken(request, response, text) : sendWrong(response, wrong);
    const body = bodyOf(request, text);
    const seen: Seen = { name, query, body: body ?? {}, subject: null };
    this.calls.push(seen);
    this.before(name, query);
    if (wrong !== null && !isAboutRows) return sendWrong(response, wrong);
    const token = this.given.get((request.headers.authorization ?? '').replace(/^Bearer /u, ''));
    if (token === undefined || token.ends <= this.world.settings.now) return sendJson(response, 401, failure(401, 'authError').body);
    seen.subject = token.subject;
    const route = ROUTES.find((one) => one.method === request.method && one.path.test(url.pathname));
    if (route === undefined) return this.refuse(response, failure(404, 'notFound', name));
    if (body === null) return this.refuse(response, failure(400, 'parseError', `${name} with a body that is no JSON`));
    const unknown = [...Object.keys(query), ...Object.keys(body)].filter((word) => !route.words.includes(word));
    if (unknown.length > 0) return this.refuse(response, failure(400, 'badRequest', `${name} with ${unknown.join(', ')}`));
    if (!route.scopes.some((scope) => token.scopes.includes(`${SCOPES}${scope}`)))
      return this.refuse(response, failure(403, 'insufficientPermissions', `${name} with ${token.scopes.join(' ')}`));
    const parts = (route.path.exec(url.pathname) ?? []).slice(1);
    const call: Call = { method: request.method ?? '', query, body, parts, subject: token.subject, now: this.world.settings.now };
    if (wrong?.how === 'silent') return this.answerSilently(response, route, { call, url });
    const answer = this.carryOut(route, call, { name, how: wrong?.how ?? null });
    if (answer.violation !== undefined) this.violations.push(answer.violation);
    if (wrong?.how === 'lost-answer') return sendWrong(response, wrong);
    return sendJson(response, answer.status, answer.body === null ? null : masked(answer.body, query['fields']));
  }

  /** The answer that a change of something that may not be changed gets: the record as it is. */
  private answerSilently(response: ServerResponse, route: Route, at: { readonly call: Call; readonly url: URL }): void {
    const reading = ROUTES.find((one) => one.method === 'GET' && one.path.test(at.url.pathname));
    const answer = (reading ?? route).answer(this.world, { ...at.call, method: 'GET' });
    sendJson(response, answer.status, answer.body);
  }

  /** Calls that are not in the facts are refused, and a test can see them. */
  private refuse(response: ServerResponse, { status, body, violation }: Answer): void {
    this.violations.push(violation ?? 'a call that no fact names');
    sendJson(response, status, body);
  }
}

/** Starts it on a free port of 127.0.0.1. */
export async function startGoogle(world: FakeGoogleWorld): Promise<FakeGoogle> {
  const google = new Google(world);
  const server = createServer((request, response) => {
    google.handle(request, response).catch((error: unknown) => {
      google.violations.push(String(error));
      response.destroy();
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  google.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address: google.address,
    world,
    calls: google.calls,
    tokensAsked: google.tokensAsked,
    tokensRefused: google.tokensRefused,
    violations: google.violations,
    fail: (one) => void google.failures.push({ ...one, seen: 0 }),
    lag: (readings) => google.lag(readings),
    withdraw: () => google.given.clear(),
    advance: (milliseconds) => void (world.settings.now += milliseconds),
    get before() {
      return google.before;
    },
    set before(action) {
      google.before = action;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
