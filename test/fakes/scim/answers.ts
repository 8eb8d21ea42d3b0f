/** Answers of a fake service, right ones and wrong ones. */
import type { ServerResponse } from 'node:http';
import type { Refused } from './changes.ts';

/** How a call goes wrong. `lost-answer` and `silent` are of changes; `silent` answers with success and does nothing. */
export type How =
  | '401'
  | '403'
  | '404'
  | '429'
  | '429-date'
  | '429-bare'
  | '500'
  | '503'
  | 'html'
  | 'cut'
  | 'odd'
  | 'redirect'
  | 'reset'
  | 'reset-mid-body'
  | 'lost-answer'
  | 'silent';

/** Where an answer goes, and the date that it bears. */
export interface Reply {
  readonly response: ServerResponse;
  readonly date: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The version of a resource also stands in its header. */
function versionIn(value: unknown): Readonly<Record<string, string>> {
  const { meta } = (value ?? {}) as { meta?: { version?: string } };
  return meta?.version === undefined ? {} : { etag: meta.version };
}

/** Answers with JSON of SCIM, or with nothing. */
export function send({ response, date, headers = {} }: Reply, status: number, value: unknown): void {
  const type = status < 300 ? 'application/scim+json; charset=utf-8' : 'application/scim+json';
  response.writeHead(status, { 'content-type': type, date, ...versionIn(value), ...headers });
  response.end(value === null ? undefined : JSON.stringify(value));
}

/** Refuses as SCIM does. */
export function sendRefusal(reply: Reply, { status, scimType }: Refused): void {
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:Error'];
  // The detail names somebody, as such sentences do.
  const detail = 'Resource of Påhittad Person could not be handled';
  send(reply, status, { schemas, status: String(status), ...(scimType === undefined ? {} : { scimType }), detail });
}

/** Answers a call wrongly. */
export function sendWrong(reply: Reply, how: How): void {
  const { response, date } = reply;
  switch (how) {
    case '429':
      return send({ ...reply, headers: { 'retry-after': '7' } }, 429, null);
    case '429-date':
      return send({ ...reply, headers: { 'retry-after': new Date(Date.parse(date) + 7000).toUTCString() } }, 429, null);
    case '429-bare':
      return sendRefusal(reply, { status: 429 });
    case '401':
    case '403':
    case '404':
    case '500':
    case '503':
      return sendRefusal(reply, { status: Number(how) });
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html><form action="/login"></form></html>');
      return;
    case 'cut':
      response.writeHead(200, { 'content-type': 'application/scim+json' }).end('{"totalResults":3,"Resources":[{"id":"1"');
      return;
    case 'odd':
      return send(reply, 200, [{ Resources: 7 }]);
    case 'redirect':
      response.writeHead(302, { location: 'http://127.0.0.2:9/login' }).end();
      return;
    case 'reset-mid-body':
      response.writeHead(200, { 'content-type': 'application/scim+json', 'content-length': '5000' });
      response.write('{"totalResults":3,"Resources":[', () => response.destroy());
      return;
    case 'reset':
    case 'lost-answer':
    case 'silent':
      response.destroy();
  }
}
