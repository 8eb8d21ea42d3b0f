/** A way to a real directory on which a test sees each message whole, and can hold it, change it or cut the line at it. TLS on both sides. */
import { connect as connectTls, createServer, type TLSSocket } from 'node:tls';

/** What a request is, by its operation. */
export type RequestKind = 'bind' | 'search' | 'modify' | 'move' | 'other';

const KINDS: Readonly<Record<number, RequestKind>> = { 0x60: 'bind', 0x63: 'search', 0x66: 'modify', 0x6c: 'move' };

/** A message on its way. */
export interface Message {
  /** A request of ours, or a part of the answer to one: `entry`, or `done` with which it ends. */
  readonly kind: RequestKind | 'entry' | 'done';
  /** The request that it is, or belongs to. */
  readonly request: RequestKind;
  readonly bytes: Buffer;
}

/** What becomes of a message: it goes on as it is, as other bytes (none: it is lost), or the line is cut in its place. */
export type Passage = 'pass' | 'cut' | Buffer;

/** The way. Messages pass untouched until `before` is set. */
export interface LdapBetween {
  readonly address: string;
  before: (message: Message) => Passage | Promise<Passage>;
  /** Requests since the last call. */
  requests(): readonly RequestKind[];
  stop(): Promise<void>;
}

/** Length of the first message: null while its head has not come. */
function lengthOf(bytes: Buffer): number | null {
  if (bytes.length < 2) return null;
  const first = bytes.readUInt8(1);
  if (first < 0x80) return 2 + first;
  const octets = first & 0x7f;
  return bytes.length < 2 + octets ? null : 2 + octets + bytes.readUIntBE(2, octets);
}

/** Position of the operation within a message: behind its head and its number. */
function operationAt(bytes: Buffer): number {
  const octets = bytes.readUInt8(1);
  const head = octets < 0x80 ? 2 : 2 + (octets & 0x7f);
  return head + 2 + bytes.readUInt8(head + 1);
}

function tagOf(bytes: Buffer): number {
  return bytes.readUInt8(operationAt(bytes));
}

/** Calls back with each whole message, one after another. */
function framed(socket: TLSSocket, each: (bytes: Buffer) => Promise<void>): void {
  let rest = Buffer.alloc(0);
  let turn: Promise<void> = Promise.resolve();
  socket.on('data', (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    for (let length = lengthOf(rest); length !== null && rest.length >= length; length = lengthOf(rest)) {
      const message = Buffer.from(rest.subarray(0, length));
      rest = rest.subarray(length);
      turn = turn.then(() => each(message));
    }
  });
}

/** Opens a way to the server at this address, on a free port; its certificate is the server's own. */
export async function startLdapBetween(server: {
  readonly ldaps: string;
  readonly authority: string;
  readonly key: string;
}): Promise<LdapBetween> {
  const target = new URL(server.ldaps);
  let asked: RequestKind[] = [];
  const open = new Set<TLSSocket>();

  function serve(near: TLSSocket): void {
    const far = connectTls({ host: target.hostname, port: Number(target.port || 636), ca: server.authority });
    let request: RequestKind = 'other';
    const cut = () => {
      near.destroy();
      far.destroy();
    };
    async function pass(kind: Message['kind'], bytes: Buffer, to: TLSSocket): Promise<void> {
      const passage = await between.before({ kind, request, bytes });
      if (passage === 'cut') cut();
      else if (passage === 'pass') to.write(bytes);
      else if (passage.length > 0) to.write(passage);
    }
    for (const socket of [near, far]) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on('error', cut);
      socket.on('close', () => {
        open.delete(socket);
        cut();
      });
    }
    framed(near, (bytes) => {
      request = KINDS[tagOf(bytes)] ?? 'other';
      // Hanging up is no request.
      if (tagOf(bytes) !== 0x42) asked.push(request);
      return pass(request, bytes, far);
    });
    framed(far, (bytes) => pass([0x64, 0x73].includes(tagOf(bytes)) ? 'entry' : 'done', bytes, near));
  }

  const listening = createServer({ cert: server.authority, key: server.key }, serve);
  await new Promise<void>((done) => listening.listen(0, '127.0.0.1', done));
  const at = listening.address();
  const between: LdapBetween = {
    address: `ldaps://127.0.0.1:${at !== null && typeof at === 'object' ? at.port : 0}`,
    before: () => 'pass',
    requests() {
      const all = asked;
      asked = [];
      return all;
    },
    stop: () =>
      new Promise((done) => {
        listening.close(() => done());
        for (const socket of open) socket.destroy();
      }),
  };
  return between;
}

/** The message with every occurrence of some bytes replaced by others of the same length. */
export function replaced(bytes: Buffer, from: Buffer, to: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = copy.indexOf(from); at >= 0; at = copy.indexOf(from, at + from.length)) to.copy(copy, at);
  return copy;
}

/** The message without the controls behind its operation: the answer of a server that knows nothing of them. */
export function withoutControls(bytes: Buffer): Buffer {
  const from = operationAt(bytes);
  const body = bytes.subarray(from);
  const operation = body.subarray(0, lengthOf(body) ?? body.length);
  const octets = bytes.readUInt8(1) < 0x80 ? 2 : 2 + (bytes.readUInt8(1) & 0x7f);
  const inside = Buffer.concat([bytes.subarray(octets, from), operation]);
  const head =
    inside.length < 0x80 ? Buffer.from([0x30, inside.length]) : Buffer.from([0x30, 0x82, inside.length >> 8, inside.length & 0xff]);
  return Buffer.concat([head, inside]);
}
