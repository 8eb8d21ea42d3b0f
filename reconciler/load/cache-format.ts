/** The bytes of the parse cache: raw blob ids, offsets, JSON; read without parsing what is not asked for. */
import { createHash } from 'node:crypto';

const MAGIC = 'lastday parse cache 1\n';
const DIGEST_BYTES = 32;

/** A snapshot: JSON bytes by blob id (hexadecimal). */
export type Snapshot = ReadonlyMap<string, Uint8Array>;

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

function headerOf(key: string, width: number, count: number): Uint8Array {
  return Buffer.from(`${MAGIC}${key}\n${width} ${count}\n`, 'ascii');
}

/** The bytes of a snapshot: header, ids, end offsets, documents, SHA-256 of all that. Ids of one length only; others are left out. */
export function encodeSnapshot(key: string, snapshot: Snapshot): Uint8Array {
  const width = [...snapshot.keys()][0]?.length ?? 40;
  const entries = [...snapshot].filter(([id]) => id.length === width && /^[0-9a-f]+$/u.test(id));
  const ids = Buffer.from(entries.map(([id]) => id).join(''), 'hex');
  const ends = Buffer.alloc(entries.length * 4);
  let end = 0;
  for (const [index, [, bytes]] of entries.entries()) {
    end += bytes.length;
    ends.writeUInt32LE(end, index * 4);
  }
  const body = Buffer.concat([headerOf(key, width, entries.length), ids, ends, ...entries.map(([, bytes]) => bytes)]);
  return Buffer.concat([body, sha256(body)]);
}

function readHeader(body: Buffer, key: string): { readonly width: number; readonly count: number; readonly at: number } | null {
  const begin = `${MAGIC}${key}\n`;
  if (body.subarray(0, begin.length).toString('latin1') !== begin) return null;
  const stop = body.indexOf(10, begin.length);
  const numbers = /^(40|64) ([0-9]{1,9})$/u.exec(body.subarray(begin.length, Math.max(stop, begin.length)).toString('latin1'));
  return numbers === null ? null : { width: Number(numbers[1]), count: Number(numbers[2]), at: stop + 1 };
}

/** The snapshot in some bytes, or null when anything about them is in doubt: another key, a wrong checksum, a wrong length. */
export function decodeSnapshot(bytes: Uint8Array, key: string): Snapshot | null {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (whole.length < DIGEST_BYTES) return null;
  const body = whole.subarray(0, whole.length - DIGEST_BYTES);
  if (!whole.subarray(whole.length - DIGEST_BYTES).equals(sha256(body))) return null;
  const header = readHeader(body, key);
  if (header === null) return null;
  const { width, count, at } = header;
  const endsAt = at + (count * width) / 2;
  const documentsAt = endsAt + count * 4;
  if (documentsAt > body.length) return null;
  const ids = body.toString('hex', at, endsAt);
  const snapshot = new Map<string, Uint8Array>();
  let start = 0;
  for (let index = 0; index < count; index += 1) {
    const end = body.readUInt32LE(endsAt + index * 4);
    snapshot.set(ids.slice(index * width, (index + 1) * width), body.subarray(documentsAt + start, documentsAt + end));
    start = end;
  }
  return documentsAt + start === body.length ? snapshot : null;
}
