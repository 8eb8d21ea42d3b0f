/** Calls to Google's interfaces as one identity: each with the token of its right, lists read to their end, refusals told from limits. */
import { z } from 'zod';
import type { Instant } from '../../../schemas/primitives.ts';
import type { System } from '../../../schemas/system.ts';
import { instantOf } from '../../calendar.ts';
import { type Clock, Fault } from '../../ports.ts';
import { type Answer, type Http, type HttpRequest, openHttp } from '../http/client.ts';
import { pageCounter } from '../http/pages.ts';
import { type Identity, openIdentity } from './identity.ts';
import { faultOf, reasonOf, throttleOf } from './refusal.ts';
import { HOSTS, type Host, RIGHTS, type Right } from './rights.ts';

/** A system of kind `google`. */
export type GoogleSystem = Extract<System, { kind: 'google' }>;

/** What the runner gives. */
export interface GoogleRuntime {
  readonly credential: (name: string) => string | null;
  readonly clock: Clock;
}

/** One call, and the right that it takes. */
export interface Call extends Pick<HttpRequest, 'operation' | 'path' | 'query' | 'body' | 'until'> {
  readonly right: Right;
  readonly method?: HttpRequest['method'];
}

/** A list: which property of a page holds its rows, and what a page says of itself, so that no other answer is taken for an empty one. */
export interface ListCall extends Call {
  readonly rows: 'users' | 'groups' | 'members' | 'items' | 'usageReports';
  readonly kind: string;
}

/** All rows of a list that came to its end. */
export interface Listed {
  readonly rows: readonly unknown[];
  readonly pages: number;
}

/** Calls as one identity. All throw Fault. */
export interface Client {
  readonly identity: Identity;
  /** The body of an answer; null when Google says that there is no such record. An empty answer is `{}`. */
  ask(call: Call): Promise<unknown>;
  /** One record; null when Google says that it does not exist. */
  one<T extends z.ZodType>(call: Call, wire: T): Promise<z.infer<T> | null>;
  /** Every page of a list. */
  list(call: ListCall): Promise<Listed>;
  /** What time the last answer said that it is; null when none did. */
  time(): Instant | null;
}

/** How often a list is begun again whose page token Google does not take any more. */
const ATTEMPTS = 3;

const Page = z.object({ kind: z.string(), nextPageToken: z.string().optional() });

interface State {
  readonly system: GoogleSystem;
  readonly clock: Clock;
  readonly identity: Identity;
  readonly hosts: Readonly<Record<Host, Http>>;
  time: Instant | null;
}

function openHosts(system: GoogleSystem, clock: Clock): Readonly<Record<Host, Http>> {
  const open = (host: Host) =>
    openHttp({
      where: system.id,
      address: system.address ?? HOSTS[host],
      clock,
      headers: {},
      throttle: throttleOf,
      perMinute: system.requestsPerMinute ?? 1200,
    });
  return { admin: open('admin'), licensing: open('licensing') };
}

function about(state: State, operation: string) {
  return { where: state.system.id, operation, credential: state.identity.credential };
}

function unexpected(state: State, operation: string): Fault {
  return new Fault("Google's answer is not what it should be", { where: state.system.id, operation });
}

/** A token that Google does not take is asked for anew, once: nothing can have happened with it. */
async function exchange(state: State, call: Call): Promise<Answer> {
  const { right, method = 'GET', ...request } = call;
  for (let tried = 1; ; tried += 1) {
    const bearer = await state.identity.token(right, call.until ?? state.clock.elapsed() + 90_000);
    const headers = { authorization: `Bearer ${bearer.value}` };
    const answer = await state.hosts[RIGHTS[right].host].send({ ...request, method, headers });
    const told = Date.parse(answer.headers.get('date') ?? '');
    if (!Number.isNaN(told)) state.time = instantOf(told);
    if (answer.status !== 401 || tried === 2) return answer;
    bearer.drop();
  }
}

function isSuccess({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

async function ask(state: State, call: Call): Promise<unknown> {
  const answer = await exchange(state, call);
  if (isSuccess(answer)) return answer.body ?? {};
  // A 404 of something that stands in front says nothing about a record.
  if (answer.status === 404 && reasonOf(answer.body) !== null) return null;
  throw faultOf(answer, about(state, call.operation));
}

/** All pages once; null when Google does not take a page token that it gave. */
async function pass(state: State, { rows, kind, ...call }: ListCall): Promise<Listed | null> {
  const all: unknown[] = [];
  const given = new Set<string>();
  const countPage = pageCounter(about(state, call.operation));
  let pages = 0;
  let pageToken: string | undefined;
  for (;;) {
    countPage();
    const answer = await exchange(state, { ...call, query: { ...call.query, ...(pageToken === undefined ? {} : { pageToken }) } });
    const isTokenOld = answer.status === 400 && pageToken !== undefined && reasonOf(answer.body) === 'invalid';
    if (isTokenOld) return null;
    if (!isSuccess(answer)) throw faultOf(answer, about(state, call.operation));
    const page = Page.safeParse(answer.body);
    if (!page.success || page.data.kind !== kind) throw unexpected(state, call.operation);
    pages += 1;
    const found: unknown = (answer.body as Readonly<Record<string, unknown>>)[rows] ?? [];
    if (!Array.isArray(found)) throw unexpected(state, call.operation);
    all.push(...(found as readonly unknown[]));
    pageToken = page.data.nextPageToken || undefined;
    if (pageToken === undefined) return { rows: all, pages };
    if (given.has(pageToken)) throw new Fault('the list came to a page that it had given before', about(state, call.operation));
    given.add(pageToken);
  }
}

async function list(state: State, call: ListCall): Promise<Listed> {
  for (let tried = 1; tried <= ATTEMPTS; tried += 1) {
    const listed = await pass(state, call);
    if (listed !== null) return listed;
  }
  throw new Fault('Google does not take the page tokens that it gives', about(state, call.operation));
}

/** Opens a client as one of the two identities. Throws Fault when there is no credential that can be used. */
export function openClient(system: GoogleSystem, runtime: GoogleRuntime, use: 'read' | 'write'): Client {
  const { clock } = runtime;
  const state: State = { system, clock, identity: openIdentity(system, runtime, use), hosts: openHosts(system, clock), time: null };
  return {
    identity: state.identity,
    ask: (call) => ask(state, call),
    list: (call) => list(state, call),
    async one(call, wire) {
      const body = await ask(state, call);
      if (body === null) return null;
      const parsed = wire.safeParse(body);
      if (!parsed.success) throw unexpected(state, call.operation);
      return parsed.data;
    },
    time: () => state.time,
  };
}
