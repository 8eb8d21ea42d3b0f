/** A way between an adapter and its counterpart on which answers go wrong: `fetch` itself, so that no address changes. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** A request as it goes out. */
export interface Outgoing {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
}

/** An answer as it came from the counterpart. */
export interface Whole {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** How an answer goes wrong on the line itself. `at`: bytes of the body that arrive. */
export type Wire =
  | { readonly how: 'reset' | 'cut'; readonly text: string; readonly at: number }
  | { readonly how: 'drip' }
  | { readonly how: 'bomb' }
  | { readonly how: 'plain' };

/** One request that goes wrong. */
export interface Passing {
  readonly request: Outgoing;
  /** Which of the requests that go wrong it is, from 1. */
  readonly nth: number;
  /** Lets the request through, once. */
  readonly forward: () => Promise<Whole>;
  readonly wire: (wire: Wire) => Promise<Response>;
}

/** What goes wrong, and with which requests. */
export interface Trouble {
  readonly of: (request: Outgoing) => boolean;
  readonly twist: (passing: Passing) => Promise<Response>;
}

/** The way while it is in place. */
export interface Way {
  trouble: Trouble | null;
  /** Requests since the way is there. */
  readonly seen: Outgoing[];
  stop(): Promise<void>;
}

/** Milliseconds after which a line that drips is given up: adapters name a time of their own, which nobody waits for here. */
const SOON = 15;

/** Unpacked larger than what any adapter takes; packed a few kilobytes. White space is JSON's own padding. */
const BOMB = gzipSync(Buffer.concat([Buffer.from('['), Buffer.alloc(33 * 1024 * 1024, 0x20), Buffer.from(']')]));

const JSON_TYPE = { 'content-type': 'application/json' };

function answerWrongly(response: ServerResponse, wire: Wire): void {
  switch (wire.how) {
    case 'reset': {
      response.writeHead(200, { ...JSON_TYPE, 'content-length': String(Buffer.byteLength(wire.text) + 1) });
      response.write(Buffer.from(wire.text).subarray(0, wire.at), () => response.destroy());
      return;
    }
    case 'cut':
      response.writeHead(200, JSON_TYPE).end(Buffer.from(wire.text).subarray(0, wire.at));
      return;
    case 'drip': {
      response.writeHead(200, JSON_TYPE);
      const drop = setInterval(() => response.write('['), 5);
      response.on('close', () => clearInterval(drop));
      return;
    }
    case 'bomb':
      response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }).end(BOMB);
      return;
    case 'plain':
      response.end();
  }
}

/** The answer without what belongs to the line that it came on. */
function clean(headers: Headers): Headers {
  const kept = new Headers(headers);
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding', 'connection', 'keep-alive']) kept.delete(name);
  return kept;
}

/** An answer like another one. */
export function respond(whole: Whole): Response {
  const hasBody = ![204, 205, 304].includes(whole.status);
  return new Response(hasBody ? whole.text : null, { status: whole.status, headers: clean(whole.headers) });
}

function bodyText(init: RequestInit | undefined): string {
  return typeof init?.body === 'string' ? init.body : '';
}

/** Puts the way in place of `fetch` in this process. Ends with `stop`, which puts `fetch` back. */
export async function openWay(): Promise<Way> {
  const straight = globalThis.fetch;
  let next: Wire = { how: 'plain' };
  const server: Server = createServer((_, response) => answerWrongly(response, next));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  let count = 0;
  const way: Way & { current: Trouble | null } = {
    current: null,
    get trouble() {
      return way.current;
    },
    set trouble(trouble) {
      way.current = trouble;
      count = 0;
    },
    seen: [],
    async stop() {
      globalThis.fetch = straight;
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  async function onTheWire(wire: Wire, signal: AbortSignal | null | undefined): Promise<Response> {
    if (signal === null || signal === undefined) throw new Error('a request without an end of its own');
    next = wire;
    // A server that speaks no TLS, asked with TLS.
    if (wire.how === 'plain') return straight(`https://127.0.0.1:${port}/`, { signal });
    return straight(`http://127.0.0.1:${port}/`, { signal: wire.how === 'drip' ? AbortSignal.timeout(SOON) : signal });
  }
  const between: typeof fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const request: Outgoing = { method: init?.method ?? 'GET', url, body: bodyText(init) };
    way.seen.push(request);
    const { current } = way;
    if (current === null || !current.of(request)) return straight(input, init);
    count += 1;
    return current.twist({
      request,
      nth: count,
      async forward() {
        const answer = await straight(input, init);
        return { status: answer.status, headers: answer.headers, text: await answer.text() };
      },
      wire: (wire) => onTheWire(wire, init?.signal),
    });
  };
  globalThis.fetch = between;
  return way;
}
