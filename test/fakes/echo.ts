/** A server that says back, in every field that a message may stand in, what it was sent: a system that was written carelessly, or that collects tokens. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How it answers. */
export type Manner = number | 'redirect' | 'reset' | 'torn' | 'page' | 'broken';

/** A server that runs. */
export interface Echo {
  readonly address: string;
  /** Headers and bodies that came in, as one text: a test sees here that the secret was really sent. */
  readonly heard: () => string;
  readonly stop: () => Promise<void>;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** Wherever one of the kinds of systems and forges keeps its words. */
function bodyWith(said: string): Readonly<Record<string, unknown>> {
  const error = { code: said, message: said, status: said, errors: [{ reason: said, message: said }], innerError: { message: said } };
  return {
    ok: false,
    error,
    error_description: said,
    errorCode: said,
    errorSummary: said,
    errorCauses: [{ errorSummary: said }],
    errors: [{ message: said, code: said }],
    message: said,
    messages: said,
    detail: said,
    details: said,
    scimType: said,
    status: 'error',
    payload: said,
    schemas: [said],
    Message: said,
  };
}

function redirect(response: ServerResponse, said: string): void {
  response.writeHead(302, { location: `http://127.0.0.1:9/?${new URLSearchParams({ said }).toString()}` }).end(said);
}

function answer(response: ServerResponse, how: Manner, said: string): void {
  const json = JSON.stringify(bodyWith(said));
  const headers = {
    'content-type': 'application/json',
    'x-said': encodeURIComponent(said),
    'www-authenticate': `Bearer realm="${encodeURIComponent(said)}"`,
  };
  if (how === 'reset') response.socket?.destroy();
  else if (how === 'redirect') redirect(response, said);
  else if (how === 'page') response.writeHead(200, { 'content-type': 'text/html' }).end(`<html>${said}</html>`);
  else if (how === 'broken') response.writeHead(200, headers).end(json.slice(0, -9));
  else if (how === 'torn') {
    response.writeHead(200, { ...headers, 'content-length': json.length + 10 });
    response.write(json, () => response.socket?.destroy());
  } else response.writeHead(how, headers).end(json);
}

/** Starts it on a free port of 127.0.0.1. It gives tokens (`token`) to whoever asks for one with a form. */
export async function startEcho(how: Manner, token: string): Promise<Echo> {
  let heard = '';
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      const said = `${request.url ?? ''} ${JSON.stringify(request.headers)} ${body}`;
      heard += `${said}\n`;
      if (typeof how === 'number' && /grant_type=/u.test(body)) {
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: 3600 }));
      } else answer(response, how, said);
    });
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard: () => heard,
    stop: () => {
      server.closeAllConnections();
      return new Promise((done) => void server.close(() => done()));
    },
  };
}
