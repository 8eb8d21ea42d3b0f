/** A client and a server that answers as a test says. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type HttpOptions, openHttp } from '../../../../reconciler/systems/http/client.ts';
import type { SystemId } from '../../../../schemas/primitives.ts';
import type { FakeClock } from '../../../fakes/clock.ts';

const servers: Server[] = [];

/** Stops the servers of a test. */
export async function stopServers(): Promise<void> {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

/** What nobody may be told. */
export const SECRET = 'Bearer not-for-anybody';

/** A server of this test; its address. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A client of it. */
export function client(address: string, clock: FakeClock, more: Partial<HttpOptions> = {}) {
  return openHttp({ where: 'inventory' as SystemId, address, clock, headers: { authorization: SECRET }, ...more });
}

/** A question. */
export const GET = { operation: 'read users', method: 'GET', path: '/users' } as const;
/** A change. */
export const POST = { operation: 'change a user', method: 'POST', path: '/users', body: { a: 1 } } as const;

/** Answers one after another, the last one for ever. */
export function answers(...list: readonly { status: number; headers?: Record<string, string>; body?: string | Buffer }[]) {
  const seen: { method: string; url: string; headers: Readonly<Record<string, unknown>> }[] = [];
  const listener: RequestListener = (request, response) => {
    const { status, headers = {}, body = '{"ok":true}' } = list[Math.min(seen.length, list.length - 1)] ?? { status: 500 };
    seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  };
  return { seen, listener };
}
