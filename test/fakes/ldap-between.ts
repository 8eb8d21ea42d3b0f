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

/** One value of BER: its tag, and its parts where it is put together of others. */
function tlv(tag: number, ...content: readonly Buffer[]): Buffer {
  const inside = Buffer.concat(content);
  const { length } = inside;
  const head =
    length < 0x80
      ? [length]
      : length < 0x10000
        ? [0x82, length >> 8, length & 0xff]
        : [0x83, length >> 16, (length >> 8) & 0xff, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), inside]);
}

/** What lies within a value that is put together of others. */
function partsOf(value: Buffer): readonly Buffer[] {
  const parts: Buffer[] = [];
  for (let rest = value.subarray(value.readUInt8(1) < 0x80 ? 2 : 2 + (value.readUInt8(1) & 0x7f)); rest.length > 0; ) {
    const length = lengthOf(rest) ?? rest.length;
    parts.push(rest.subarray(0, length));
    rest = rest.subarray(length);
  }
  return parts;
}

/** The message without the controls behind its operation: what a server that knows nothing of them hears, or says. */
export function withoutControls(bytes: Buffer): Buffer {
  return tlv(0x30, ...partsOf(bytes).slice(0, 2));
}

/** The end of an answer with another result code. */
export function withResult(bytes: Buffer, code: number): Buffer {
  const [number, operation, ...controls] = partsOf(bytes);
  if (number === undefined || operation === undefined) return bytes;
  const [, ...rest] = partsOf(operation);
  return tlv(0x30, number, tlv(operation.readUInt8(0), tlv(0x0a, Buffer.from([code])), ...rest), ...controls);
}

/**
 * A search that asks for so many values of an attribute at most, where it asks for all, or for all from one on: the answer is then the one
 * that Active Directory gives to the question as it was.
 */
export function inRanges(bytes: Buffer, attribute: string, most: number): Buffer {
  const [number, operation, ...controls] = partsOf(bytes);
  if (number === undefined || operation === undefined || operation.readUInt8(0) !== 0x63) return bytes;
  const search = partsOf(operation);
  const names = partsOf(search.at(-1) ?? tlv(0x30)).map((name) => {
    const [, whole, from = '0'] = /^(?:..)((?:[^;]+);range=([0-9]+)-\*|[^;]+)$/su.exec(name.toString('latin1')) ?? [];
    if (whole === undefined || whole.split(';')[0]?.toLowerCase() !== attribute.toLowerCase()) return name;
    return tlv(0x04, Buffer.from(`${attribute};range=${from}-${Number(from) + most - 1}`));
  });
  return tlv(0x30, number, tlv(0x63, ...search.slice(0, -1), tlv(0x30, ...names)), ...controls);
}
