/** How calls to the fake go wrong, and what is sent then. */
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { failure } from './routes.ts';

/** How a call goes wrong.
 * - `busy`: 429; `rate`, `user-rate`, `quota`: 403 with that reason, nothing happened; `licence-quota`: 503 with a reason.
 * - `backend`: 503 `backendError`, `broken`: 500; nothing happened.
 * - `forbidden`: 403 that is a refusal. `withdrawn`: 401. `html-404`: something in front knows no such page.
 * - `lost-request`, `lost-answer`: the connection ends without an answer, before or after it happened.
 * - `reset`: the connection ends in the middle of the answer.
 * - `silent`: nothing happened, and the answer is success (writes).
 * - `sign-in-page`, `redirect`, `cut`, `bomb`, `odd`, `wrong-type`: answers that are none.
 * - `empty`: success that holds nobody. `again`: the first page once more, with the token that was sent. `twice`: the page before, as a new
 *   one. `skip`: the page after. `short`: half a page that calls itself the last.
 * - `old-token`: 400, as after three days.
 */
export type How =
  | 'busy'
  | 'rate'
  | 'user-rate'
  | 'quota'
  | 'licence-quota'
  | 'backend'
  | 'broken'
  | 'forbidden'
  | 'withdrawn'
  | 'html-404'
  | 'lost-request'
  | 'lost-answer'
  | 'reset'
  | 'silent'
  | 'sign-in-page'
  | 'redirect'
  | 'cut'
  | 'bomb'
  | 'odd'
  | 'wrong-type'
  | 'empty'
  | 'again'
  | 'twice'
  | 'skip'
  | 'short'
  | 'old-token';

/** A failure to come: of calls whose `METHOD /path` matches, from the n-th on for a number of calls. */
export interface Failure {
  readonly of: RegExp;
  readonly how: How;
  readonly nth?: number;
  readonly times?: number;
  /** Seconds to wait, where the answer says so. */
  readonly after?: number;
}

/** Sends JSON, or an empty body for null. */
export function sendJson(response: ServerResponse, status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): void {
  if (value === null) {
    response.writeHead(status, headers).end();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...headers }).end(JSON.stringify(value));
}

const PAGE = '<!DOCTYPE html><html><body><form action="/signin"></form></body></html>';

const REFUSALS: Readonly<Partial<Record<How, readonly [number, string]>>> = {
  busy: [429, 'rateLimitExceeded'],
  rate: [403, 'rateLimitExceeded'],
  'user-rate': [403, 'userRateLimitExceeded'],
  quota: [403, 'quotaExceeded'],
  'licence-quota': [503, 'quotaExceeded'],
  backend: [503, 'backendError'],
  broken: [500, 'internalError'],
  forbidden: [403, 'forbidden'],
  withdrawn: [401, 'authError'],
  'old-token': [400, 'invalid'],
};

function sendRaw(
  response: ServerResponse,
  type: string,
  text: string | Buffer,
  more: { status?: number; headers?: Record<string, string> } = {},
): void {
  response.writeHead(more.status ?? 200, { 'content-type': type, ...more.headers }).end(text);
}

/** Sends what a failure looks like. Failures that change rows are not sent from here. */
export function sendWrong(response: ServerResponse, { how, after }: Failure): void {
  const refusal = REFUSALS[how];
  if (refusal !== undefined) {
    const headers: Readonly<Record<string, string>> = after === undefined ? {} : { 'retry-after': String(after) };
    return sendJson(response, refusal[0], failure(...refusal).body, headers);
  }
  if (how === 'html-404') return sendRaw(response, 'text/html', PAGE, { status: 404 });
  if (how === 'sign-in-page') return sendRaw(response, 'text/html', PAGE);
  if (how === 'redirect') return sendRaw(response, 'text/html', '', { status: 302, headers: { location: 'http://127.0.0.2:9/login' } });
  if (how === 'cut') return sendRaw(response, 'application/json', '{"kind":"admin#directory#users","users":[{"id":"1');
  if (how === 'wrong-type') return sendRaw(response, 'application/json', '{"kind":"admin#directory#users","users":{"id":1}}');
  if (how === 'odd') return sendJson(response, 200, [{ ok: true }]);
  if (how === 'bomb')
    return sendRaw(response, 'application/json', gzipSync(Buffer.alloc(48 * 1024 * 1024, ' ')), {
      headers: { 'content-encoding': 'gzip' },
    });
  if (how === 'reset') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"kind":"admin#directory#users",', () => response.destroy());
    return;
  }
  response.destroy();
}
