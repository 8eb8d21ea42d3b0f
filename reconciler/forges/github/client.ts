/** Speaks with GitHub's REST interface through octokit: waits when asked to, repeats what may be repeated, reads pages, remembers ETags. */
import type { z } from 'zod';
import type { Instant } from '../../../schemas/primitives.ts';
import { instantOf } from '../../calendar.ts';
import type { Clock } from '../../ports.ts';
import { Fault } from '../../ports.ts';
import { boundedFetch, TooLarge } from '../rest/bounded.ts';
import { type Failure, faultOf, waitFor } from './faults.ts';

/** Where and as whom. */
export interface ClientOptions {
  /** Address of the API, without a slash at the end. */
  readonly address: string;
  readonly repository: { readonly owner: string; readonly repo: string };
  readonly token: string;
  readonly clock: Clock;
}

/** Values of a call: those the route names go into its path, others into the query or body. */
type Values = Readonly<Record<string, unknown>>;

/** Calls to one repository. Every call throws Fault. */
export interface Client {
  /** `owner/name`, for sentences. */
  readonly name: string;
  /** One call, its answer read by the definition; `values` gets owner and repo added. */
  call<T extends z.ZodType>(route: string, values: Values, wire: T): Promise<z.infer<T>>;
  /** What time it is there, from the Date header of an answer; null when none came. */
  time(): Promise<Instant | null>;
  /** Scopes of a classic token, from the header of an answer; null for tokens that have none. */
  scopes(): Promise<readonly string[] | null>;
  /** Waits within the budget of all waiting; false when that is spent. */
  pause(milliseconds: number): Promise<boolean>;
  /** Every page of a list, at most `pages` of 100. */
  all<T extends z.ZodType>(route: string, values: Values, list: { readonly wire: T; readonly pages: number }): Promise<z.infer<T>[]>;
}

/** Seconds spent waiting for limits in all, so that a run does not outlive its lock. */
const BUDGET = 300_000;
const ATTEMPTS = 5;
const TIMEOUT = 30_000;
/** Milliseconds from one write to the next. */
const WRITE_EVERY = 1000;

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly data: unknown;
}

type Request = (route: string, values: Values) => Promise<Answer>;

/** An answer of any status, or status 0 for none. Throws Fault for one that is too large. Octokit throws what is no success; its errors hold headers and stay in here. */
async function attempt(request: Request, route: string, values: Values): Promise<Answer> {
  try {
    return await request(route, values);
  } catch (error) {
    const { status, response, cause } = error as { status?: number; response?: Answer; cause?: unknown };
    if (error instanceof TooLarge || cause instanceof TooLarge) {
      throw new Fault(`GitHub: ${new TooLarge().message}`, { where: 'github', operation: route });
    }
    if (response !== undefined) return { status: response.status, headers: response.headers, data: response.data };
    return { status: status === 304 ? 304 : 0, headers: {}, data: null };
  }
}

async function makeRequest(options: ClientOptions): Promise<Request> {
  const { Octokit } = await import('octokit');
  const quiet = () => undefined;
  const octokit = new Octokit({
    auth: options.token,
    baseUrl: options.address,
    userAgent: 'lastday',
    throttle: { enabled: false },
    retry: { enabled: false },
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  });
  return async (route, values) => {
    const headers = { 'x-github-api-version': '2022-11-28', ...(values['headers'] as object | undefined) };
    const {
      status,
      headers: got,
      data,
    } = await octokit.request(route, {
      ...values,
      headers,
      request: { signal: AbortSignal.timeout(TIMEOUT), redirect: 'manual', fetch: boundedFetch },
    });
    return { status, headers: got, data };
  };
}

interface State {
  readonly options: ClientOptions;
  request: Promise<Request> | null;
  waited: number;
  lastWrite: number | null;
  readonly etags: Map<string, { readonly etag: string; readonly answer: Answer }>;
}

async function pause(state: State, milliseconds: number): Promise<boolean> {
  if (state.waited + milliseconds > BUDGET) return false;
  state.waited += milliseconds;
  await state.options.clock.sleep(milliseconds);
  return true;
}

/** Sends once, with the ETag of the last same answer. */
async function send(state: State, route: string, values: Values): Promise<Answer> {
  state.request ??= makeRequest(state.options);
  const request = await state.request;
  const name = `${route} ${JSON.stringify(values)}`;
  const known = route.startsWith('GET ') ? state.etags.get(name) : undefined;
  const headers = known === undefined ? {} : { headers: { 'if-none-match': known.etag } };
  const answer = await attempt(request, route, { ...values, ...headers });
  if (answer.status === 304 && known !== undefined) return known.answer;
  const etag = answer.headers['etag'];
  if (answer.status === 200 && route.startsWith('GET ') && typeof etag === 'string') state.etags.set(name, { etag, answer });
  return answer;
}

/** GitHub asks for no more than one write a second. Before the first one nothing is waited for. */
async function pace(state: State): Promise<void> {
  const { clock } = state.options;
  const left = state.lastWrite === null ? 0 : WRITE_EVERY - (clock.elapsed() - state.lastWrite);
  if (left > 0) await clock.sleep(left);
  state.lastWrite = clock.elapsed();
}

function nonsense(operation: string, place = ''): Fault {
  return new Fault(`GitHub's answer is not what it should be${place === '' ? '' : ` (${place})`}`, { where: 'github', operation });
}

/** An answer that says it worked, unless somebody else gave it: octokit leaves what is no JSON as text. */
function sensible(route: string, answer: Answer): Answer {
  if (typeof answer.data === 'string' && answer.data !== '') throw nonsense(route);
  return answer;
}

/** Sends until it works, is refused, or the patience ends. What may have taken effect unseen is not repeated here. */
async function exchange(state: State, route: string, values: Values): Promise<Answer> {
  const { clock, repository } = state.options;
  const all = route.includes('{owner}') ? { ...repository, ...values } : values;
  const name = `${repository.owner}/${repository.repo}`;
  const mayRepeat = !route.startsWith('POST ');
  if (!route.startsWith('GET ')) await pace(state);
  for (let tried = 0; ; tried += 1) {
    const answer = await send(state, route, all);
    if (answer.status >= 200 && answer.status < 300) return sensible(route, answer);
    const failure: Failure = { operation: route, status: answer.status, headers: answer.headers, data: answer.data };
    const limit = waitFor(failure, { now: Date.parse(clock.now()), attempt: tried });
    const isBroken = answer.status === 0 || answer.status >= 500;
    const wait = limit ?? (isBroken && mayRepeat ? 1000 * 2 ** tried : null);
    const fault = faultOf(failure, name, limit);
    if (wait === null || tried + 1 >= ATTEMPTS || !(await pause(state, wait))) throw fault;
  }
}

function parse<T extends z.ZodType>(wire: T, data: unknown, operation: string): z.infer<T> {
  const parsed = wire.safeParse(data);
  if (parsed.success) return parsed.data;
  throw nonsense(operation, parsed.error.issues[0]?.path.join('.'));
}

async function readPages<T extends z.ZodType>(
  state: State,
  route: string,
  about: { values: Values; wire: T; pages: number },
): Promise<z.infer<T>[]> {
  const rows: z.infer<T>[] = [];
  for (let page = 1; page <= about.pages; page += 1) {
    const answer = await exchange(state, route, { ...about.values, per_page: 100, page });
    rows.push(...parse(about.wire.array(), answer.data, route));
    if (!String(answer.headers['link'] ?? '').includes('rel="next"')) break;
  }
  return rows;
}

/** Headers of an answer that costs nothing. */
async function headersThere(state: State): Promise<Answer['headers']> {
  state.request ??= makeRequest(state.options);
  return (await attempt(await state.request, 'GET /rate_limit', {})).headers;
}

async function scopesThere(state: State): Promise<readonly string[] | null> {
  const said = (await headersThere(state))['x-oauth-scopes'];
  return said === undefined
    ? null
    : String(said)
        .split(',')
        .map((scope) => scope.trim());
}

async function timeThere(state: State): Promise<Instant | null> {
  const headers = await headersThere(state);
  const milliseconds = Date.parse(String(headers['date'] ?? ''));
  return Number.isNaN(milliseconds) ? null : instantOf(milliseconds);
}

/** Opens the client; octokit is loaded with the first call. */
export function openClient(options: ClientOptions): Client {
  const state: State = { options, request: null, waited: 0, lastWrite: null, etags: new Map() };
  return {
    name: `${options.repository.owner}/${options.repository.repo}`,
    async call(route, values, wire) {
      return parse(wire, (await exchange(state, route, values)).data, route);
    },
    time: () => timeThere(state),
    scopes: () => scopesThere(state),
    pause: (milliseconds) => pause(state, milliseconds),
    all: (route, values, list) => readPages(state, route, { values, ...list }),
  };
}
