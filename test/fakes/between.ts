/** A way to a server on which a test can do something right before a request goes on, or keep its answer back. */
import { createServer, type IncomingMessage } from 'node:http';

/** What a request is: enough to choose a moment by. */
export interface Passing {
  readonly method: string;
  readonly path: string;
}

/** The way. Requests pass untouched until `before` is set. */
export interface Between {
  readonly address: string;
  /** Done before a request goes on; a number is the status that is answered in place of the server's, after it was carried out. */
  before: (passing: Passing) => Promise<number | null>;
  stop(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length === 0 ? null : Buffer.concat(chunks);
}

/** Opens a way to the server at this address, on a free port of the loopback interface. */
export async function startBetween(server: string): Promise<Between> {
  async function pass(request: IncomingMessage): Promise<{ status: number; headers: Headers; body: Uint8Array }> {
    const { method = 'GET', url = '/' } = request;
    const instead = await between.before({ method, path: url });
    const body = await bodyOf(request);
    const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
    const init = { method, headers: headers as Record<string, string>, ...(body === null ? {} : { body }) };
    const answer = await fetch(`${server}${url}`, init);
    return { status: instead ?? answer.status, headers: answer.headers, body: new Uint8Array(await answer.arrayBuffer()) };
  }
  const listening = createServer((request, response) => {
    void pass(request).then(({ status, headers, body }) => {
      const etag = headers.get('etag');
      response.writeHead(status, { 'content-type': headers.get('content-type') ?? '', ...(etag === null ? {} : { etag }) });
      response.end(body);
    });
  });
  await new Promise<void>((done) => listening.listen(0, '127.0.0.1', done));
  const at = listening.address();
  const between: Between = {
    address: `http://127.0.0.1:${at !== null && typeof at === 'object' ? at.port : 0}`,
    before: async () => null,
    stop: () =>
      new Promise((done) => {
        listening.close(() => done());
        listening.closeAllConnections();
      }),
  };
  return between;
}
