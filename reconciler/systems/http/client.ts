/** Asks a system that speaks JSON over HTTP: keeps its pace, waits when told to, repeats reads, and never repeats a write. */
import type { SystemId } from '../../../schemas/primitives.ts';
import { millisecondsOf } from '../../calendar.ts';
import { type Clock, Fault, invariant } from '../../ports.ts';
import { type Answer, type Attempt, attempt } from './attempt.ts';
import { paceFor } from './pace.ts';

export type { Answer } from './attempt.ts';

/** Where, as whom and how much. */
export interface HttpOptions {
  /** The system, named in every Fault. */
  readonly where: SystemId;
  /** `https://…`, or `http://127.0.0.1…`; no slash at the end. */
  readonly address: string;
  readonly clock: Clock;
  /**
   * Sent with every request: the credential among them. A function is asked for them before each request, with the instant of
   * `clock.elapsed()` by which that one must be over: tokens that run out are fetched there. It may throw Fault.
   */
  readonly headers: Readonly<Record<string, string>> | ((until: number) => Promise<Readonly<Record<string, string>>>);
  /**
   * Milliseconds that an answer asks to wait for because of a limit of requests, and null for any other answer: for systems that say so
   * in another way than by 429 with `Retry-After`. `now` is the wall clock in milliseconds.
   */
  readonly throttle?: (answer: Answer, now: number) => number | null;
  /** Requests in any minute, over all clients of this clock and origin. Default 120. */
  readonly perMinute?: number;
  /** Milliseconds for one read. Default 30,000. */
  readonly timeout?: number;
  /** Bytes of an answer, unpacked. Default 32 MiB. */
  readonly largest?: number;
}

/** One request. */
export interface HttpRequest {
  /** What it is for, as a Fault names it: `read users`. Never an id of a person or a value. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below the address, beginning with a slash; its parts already encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as an HTML form instead of a body (RFC 6749 asks for tokens so). */
  readonly form?: Readonly<Record<string, string>>;
  /** True for a question that has to be sent as POST: it is repeated like a GET. */
  readonly isRead?: boolean;
  /** The instant of `clock.elapsed()` by which all of it is over, waiting included: what a writer was given. */
  readonly until?: number;
}

/** A client. `send` throws Fault; one that is not `refused` leaves the outcome of a write unknown. */
export interface Http {
  send(request: HttpRequest): Promise<Answer>;
}

/** How a request is sent: by a reader as it is, by a write within its time. Throws Fault. */
export type Ask = (request: HttpRequest) => Promise<Answer>;

const ATTEMPTS = 5;
const PATIENCE = 90_000;
const FIRST_WAIT = 1_000;

/** Milliseconds that `Retry-After` asks for, in seconds or as a date; null without one. */
function askedWait(headers: Headers, clock: Clock): number | null {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^[0-9]{1,12}$/u.test(text)) return Number(text) * 1000;
  // Numbers that are no number of seconds would be read as years.
  const until = /^[A-Z]/iu.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(until) ? null : Math.max(0, until - millisecondsOf(clock.now()));
}

function isQuestion({ method, isRead }: HttpRequest): boolean {
  return isRead ?? method === 'GET';
}

/** An answer to give to the adapter, or a Fault that says whether a repetition could help. */
function judge(came: Attempt, request: HttpRequest, options: HttpOptions): Answer | Fault {
  const { operation } = request;
  const isRead = isQuestion(request);
  const about = { where: options.where, operation };
  if (came.kind === 'silence') return new Fault(came.text, { ...about, retryable: isRead });
  if (came.kind === 'unusable') return new Fault(came.text, { ...about, retryable: false });
  const { answer } = came;
  const throttled = options.throttle?.(answer, millisecondsOf(options.clock.now())) ?? null;
  // 501: it will never do that, and did nothing of it.
  const isAnswer = answer.status === 501 || (answer.status < 500 && answer.status !== 429);
  if (throttled === null && isAnswer) return answer;
  const retryAfter = throttled ?? askedWait(answer.headers, options.clock);
  if (throttled !== null || answer.status === 429) {
    const text = 'it asks to wait because of its limit of requests; the next run goes on';
    return new Fault(text, { ...about, retryable: true, refused: true, retryAfter });
  }
  return new Fault(`it answered ${answer.status}; try again later`, { ...about, retryable: isRead, retryAfter });
}

/** A part that an address takes for a step, however it is encoded: it would lead to another place than the one meant. */
const STEP = /(^|[/\\])(\.|%2e){1,2}([/\\?#]|$)/iu;

function urlOf({ address, where }: HttpOptions, { path, query, operation }: HttpRequest): string {
  if (STEP.test(path.split(/[?#]/u)[0] ?? '')) throw new Fault('an id would lead to another address', { where, operation, refused: true });
  const url = new URL(`${address}${path}`);
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, String(value));
  return url.href;
}

/** What is sent, and as what. */
function payloadOf({ body, form }: HttpRequest): { readonly type: string; readonly text: string } | null {
  if (form !== undefined) return { type: 'application/x-www-form-urlencoded', text: new URLSearchParams(form).toString() };
  return body === undefined ? null : { type: 'application/json', text: JSON.stringify(body) };
}

/** Opens a client. Nothing is asked yet. */
export function openHttp(options: HttpOptions): Http {
  const { address, clock } = options;
  const { origin, protocol, hostname } = new URL(address);
  invariant(protocol === 'https:' || (protocol === 'http:' && hostname === '127.0.0.1'), 'a system is asked over https only');
  const pace = paceFor(clock, origin, options.perMinute ?? 120);

  async function once(request: HttpRequest): Promise<Answer | Fault> {
    const payload = payloadOf(request);
    const until = request.until ?? clock.elapsed() + PATIENCE;
    const headers = {
      accept: 'application/json',
      'user-agent': 'lastday',
      ...(payload === null ? {} : { 'content-type': payload.type }),
      ...(typeof options.headers === 'function' ? await options.headers(until) : options.headers),
      ...request.headers,
    };
    const { operation, until: last = Number.POSITIVE_INFINITY } = request;
    const noTime = (retryAfter: number | null) =>
      new Fault('there was no time left to ask', {
        where: options.where,
        operation,
        refused: true,
        retryable: retryAfter !== null,
        retryAfter,
      });
    if (last <= clock.elapsed()) return noTime(null);
    const wait = await pace(last);
    // Nothing was sent: whoever has more time may come again.
    if (wait > 0) return noTime(wait);
    const left = last - clock.elapsed();
    if (left <= 0) return noTime(null);
    const came = await attempt({
      method: request.method,
      url: urlOf(options, request),
      headers,
      body: payload?.text ?? null,
      timeout: Math.ceil(Math.min(left, options.timeout ?? 30_000)),
      largest: options.largest ?? 32 * 1024 * 1024,
    });
    return judge(came, request, options);
  }

  return {
    async send(request) {
      const end = Math.min(clock.elapsed() + PATIENCE, request.until ?? Number.POSITIVE_INFINITY);
      for (let tried = 1; ; tried += 1) {
        const came = await once(request);
        if (!(came instanceof Fault)) return came;
        const wait = came.retryAfter ?? FIRST_WAIT * 2 ** (tried - 1);
        const mayRepeat = isQuestion(request) && came.retryable && tried < ATTEMPTS && clock.elapsed() + wait <= end;
        if (!mayRepeat) throw came;
        await clock.sleep(wait);
      }
    },
  };
}
