/** Speaks with the REST interface of GitLab or Gitea: waits when asked to, repeats what may be repeated, reads pages, follows no address to another host. */
import type { z } from 'zod';
import type { Instant } from '../../../schemas/primitives.ts';
import { instantOf } from '../../calendar.ts';
import type { Clock } from '../../ports.ts';
import { Fault } from '../../ports.ts';
import { boundedText, TooLarge } from './bounded.ts';
import { type Failure, faultOf, waitFor, wordsOf } from './failure.ts';

/** Where and as whom. */
export interface RestOptions {
  readonly where: 'gitlab' | 'gitea';
  /** The forge's name in sentences. */
  readonly name: string;
  /** The project's path, in sentences. */
  readonly project: string;
  /** Address of the API, without a slash at the end. */
  readonly address: string;
  /** Holds the token. */
  readonly headers: Readonly<Record<string, string>>;
  readonly clock: Clock;
}

/** Values of a query; what is null is left out. */
type Query = Readonly<Record<string, string | number | boolean | null>>;

/** One call. The path begins with a slash. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Query;
  readonly body?: unknown;
  /** Refusals that say "not yet" and may be asked again, by status and words. */
  readonly passing?: readonly { readonly status: number; readonly words: RegExp }[];
}

/** Calls to one forge. Every call throws Fault. */
export interface RestClient {
  readonly project: string;
  call<T extends z.ZodType>(call: Call, wire: T): Promise<z.infer<T>>;
  /** Every page of a list, at most `most`. */
  all<T extends z.ZodType>(path: string, query: Query, list: Pages<T>): Promise<z.infer<T>[]>;
  /** Waits within the budget of all waiting; false when that is spent. */
  pause(milliseconds: number): Promise<boolean>;
  /** What time it is there, from the Date header of an answer; null when none came. */
  time(path: string): Promise<Instant | null>;
}

/** How a list is read: by the address of the next page, or by number until a page is empty. */
export interface Pages<T extends z.ZodType> {
  readonly wire: T;
  readonly most: number;
  readonly by: 'link' | 'number';
}

/** Milliseconds spent waiting in all, so that a run does not outlive its lock. */
const BUDGET = 300_000;
const ATTEMPTS = 5;
const TIMEOUT = 30_000;

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The JSON of it; undefined where there is none. */
  readonly data: unknown;
  /** True for what is there and is no JSON: the page of a proxy, or half an answer. */
  readonly isNonsense: boolean;
}

interface State {
  readonly options: RestOptions;
  waited: number;
}

function addressOf(options: RestOptions, { path, query = {} }: Call): string {
  const values = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== null) values.set(name, String(value));
  const search = values.toString();
  return `${options.address}${path}${search === '' ? '' : `?${search}`}`;
}

function parseJson(text: string): Pick<Answer, 'data' | 'isNonsense'> {
  try {
    return { data: text === '' ? undefined : (JSON.parse(text) as unknown), isNonsense: false };
  } catch {
    return { data: undefined, isNonsense: true };
  }
}

/** An answer of any status, or status 0 for none. A redirect is an answer: the token goes nowhere else. Throws Fault for one that is too large. */
async function attempt(options: RestOptions, { method, body }: Pick<Call, 'method' | 'body'>, address: string): Promise<Answer> {
  const headers = { accept: 'application/json', 'user-agent': 'lastday', ...options.headers };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  try {
    const answer = await fetch(address, {
      method,
      headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT),
      ...sent,
    });
    return { status: answer.status, headers: answer.headers, ...parseJson(await boundedText(answer)) };
  } catch (error) {
    if (error instanceof TooLarge) throw new Fault(`${options.name}: ${error.message}`, { where: options.where, operation: method });
    return { status: 0, headers: new Headers(), data: undefined, isNonsense: false };
  }
}

async function pause(state: State, milliseconds: number): Promise<boolean> {
  if (state.waited + milliseconds > BUDGET) return false;
  state.waited += milliseconds;
  await state.options.clock.sleep(milliseconds);
  return true;
}

/** Milliseconds until the same may be asked again; null when it may not. What may have taken effect unseen is not repeated. */
function patience(call: Call, failure: Failure, about: { readonly tried: number; readonly limit: number | null }): number | null {
  if (about.limit !== null) return about.limit;
  const isPassing = (call.passing ?? []).some((one) => one.status === failure.status && one.words.test(wordsOf(failure.data)));
  const isBroken = (failure.status === 0 || failure.status >= 500) && call.method !== 'POST';
  return isPassing || isBroken ? 1000 * 2 ** about.tried : null;
}

function nonsense(options: RestOptions, operation: string, place = ''): Fault {
  const text = `${options.name}'s answer is not what it should be${place === '' ? '' : ` (${place})`}`;
  return new Fault(text, { where: options.where, operation });
}

/** An answer that says it worked, unless somebody else gave it: a page to sign in at is no empty list. */
function sensible(options: RestOptions, call: Call, answer: Answer): Answer {
  if (answer.isNonsense) throw nonsense(options, `${call.method} ${call.path}`);
  return answer;
}

async function exchange(state: State, call: Call, address: string): Promise<Answer> {
  const { options } = state;
  for (let tried = 0; ; tried += 1) {
    const answer = await attempt(options, call, address);
    if (answer.status >= 200 && answer.status < 300) return sensible(options, call, answer);
    const failure: Failure = { operation: `${call.method} ${call.path}`, ...answer };
    const limit = waitFor(failure, { now: Date.parse(options.clock.now()), attempt: tried });
    const wait = patience(call, failure, { tried, limit });
    if (wait === null || tried + 1 >= ATTEMPTS || !(await pause(state, wait))) throw faultOf(failure, options, limit);
  }
}

function parse<T extends z.ZodType>(options: RestOptions, wire: T, about: { data: unknown; operation: string }): z.infer<T> {
  const parsed = wire.safeParse(about.data);
  if (parsed.success) return parsed.data;
  throw nonsense(options, about.operation, parsed.error.issues[0]?.path.join('.'));
}

/** The address of the next page; only one at the same host and scheme is followed, for the token goes with it. */
function nextOf(options: RestOptions, answer: Answer, path: string): string | null {
  const links = (answer.headers.get('link') ?? '').split(',');
  const next = links.map((link) => /<([^>]+)>\s*;.*rel="?next"?/u.exec(link)?.[1]).find((one) => one !== undefined);
  if (next === undefined) return null;
  const url = URL.canParse(next, options.address) ? new URL(next, options.address) : null;
  if (url?.origin === new URL(options.address).origin) return url.href;
  const text = `${options.name} names another host for its next page; set its external address, or LASTDAY_FORGE_URL to the one it names`;
  throw new Fault(text, { where: options.where, operation: `GET ${path}`, refused: true });
}

/** Every call, with what is remembered between calls. */
export function openRest(options: RestOptions): RestClient {
  const state: State = { options, waited: 0 };
  const read = <T extends z.ZodType>(wire: T, data: unknown, operation: string) => parse(options, wire, { data, operation });
  return {
    project: options.project,
    async call(call, wire) {
      return read(wire, (await exchange(state, call, addressOf(options, call))).data, `${call.method} ${call.path}`);
    },
    async all(path, query, { wire, most, by }) {
      const rows: z.infer<typeof wire>[] = [];
      let address: string | null = null;
      for (let page = 1; page <= most; page += 1) {
        const call: Call = { method: 'GET', path, query: by === 'number' ? { ...query, page } : query };
        const answer: Answer = await exchange(state, call, address ?? addressOf(options, call));
        const got = read(wire.array().nullable(), answer.data, `GET ${path}`) ?? [];
        rows.push(...got);
        if (by === 'link') address = nextOf(options, answer, path);
        const total = Number(answer.headers.get('x-total-count') ?? Number.NaN);
        if (by === 'link' ? address === null : got.length === 0 || rows.length >= total) break;
      }
      return rows;
    },
    pause: (milliseconds) => pause(state, milliseconds),
    async time(path) {
      const call: Call = { method: 'GET', path };
      const { headers } = await attempt(options, call, addressOf(options, call));
      const milliseconds = Date.parse(headers.get('date') ?? '');
      return Number.isNaN(milliseconds) ? null : instantOf(milliseconds);
    },
  };
}
