/** The bytes of the parse cache: raw blob ids, offsets, JSON in ASCII; read without parsing what is not asked for. */
import { createHash } from 'node:crypto';

const MAGIC = 'lastday parse cache 2\n';
const DIGEST_BYTES = 32;

/** JSON texts by blob id (hexadecimal). A text is cut out of the whole when it is asked for. */
export interface Snapshot {
  readonly ids: ReadonlyMap<string, number>;
  textAt(index: number): string;
}

/** No documents. */
export const EMPTY: Snapshot = { ids: new Map(), textAt: () => '' };

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

function headerOf(key: string, width: number, count: number): Uint8Array {
  return Buffer.from(`${MAGIC}${key}\n${width} ${count}\n`, 'ascii');
}

/** JSON with everything beyond ASCII escaped, so that offsets in bytes are offsets in text. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[^\0-\x7f]/gu, (character) =>
    Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  );
}

/** The bytes of a cache: header, ids, end offsets, documents, SHA-256 of all that. Ids of one length only; others are left out. */
export function encodeSnapshot(key: string, texts: ReadonlyMap<string, string>): Uint8Array {
  const width = [...texts.keys()][0]?.length ?? 40;
  const entries = [...texts].filter(([id]) => id.length === width && /^[0-9a-f]+$/u.test(id));
  const ids = Buffer.from(entries.map(([id]) => id).join(''), 'hex');
  const ends = Buffer.alloc(entries.length * 4);
  let end = 0;
  for (const [index, [, text]] of entries.entries()) {
    end += text.length;
    ends.writeUInt32LE(end, index * 4);
  }
  const documents = Buffer.from(entries.map(([, text]) => text).join(''), 'latin1');
  const body = Buffer.concat([headerOf(key, width, entries.length), ids, ends, documents]);
  return Buffer.concat([body, sha256(body)]);
}

function readHeader(body: Buffer, key: string): { readonly width: number; readonly count: number; readonly at: number } | null {
  const begin = `${MAGIC}${key}\n`;
  if (body.subarray(0, begin.length).toString('latin1') !== begin) return null;
  const stop = body.indexOf(10, begin.length);
  const numbers = /^(40|64) ([0-9]{1,9})$/u.exec(body.subarray(begin.length, Math.max(stop, begin.length)).toString('latin1'));
  return numbers === null ? null : { width: Number(numbers[1]), count: Number(numbers[2]), at: stop + 1 };
}

/** The documents in some bytes, or null when anything about them is in doubt: another key, a wrong checksum, a wrong length. */
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
  const hex = body.toString('hex', at, endsAt);
  const ids = new Map<string, number>();
  for (let index = 0; index < count; index += 1) ids.set(hex.slice(index * width, (index + 1) * width), index);
  const endOf = (index: number) => (index < 0 ? 0 : body.readUInt32LE(endsAt + index * 4));
  if (body.length - documentsAt !== endOf(count - 1)) return null;
  return { ids, textAt: (index) => body.toString('latin1', documentsAt + endOf(index - 1), documentsAt + endOf(index)) };
}
