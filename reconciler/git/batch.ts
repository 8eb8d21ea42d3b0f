/** Cuts the answers of `git cat-file --batch` into objects, streamed and binary safe. */
import { Fault } from '../ports.ts';
import { isObjectId } from './names.ts';

/** A header of the answer: what comes next. */
export interface Header {
  readonly id: string;
  readonly type: string;
  readonly size: number;
}

const LF = 10;
const NOTHING = new Uint8Array();

/** Cuts the stream of answers into objects; null stands for a name that the repository has no object for. Bytes above `largest` are dropped as they come, all but one, so that the reader sees that it was larger. */
export class BatchParser {
  readonly #each: (header: Header | null, bytes: Uint8Array) => void;
  readonly #largest: number;
  #line: Buffer = Buffer.alloc(0);
  #header: Header | null = null;
  #body: Buffer = Buffer.alloc(0);
  #filled = 0;
  #seen = 0;

  constructor(largest: number, each: (header: Header | null, bytes: Uint8Array) => void) {
    this.#largest = largest;
    this.#each = each;
  }

  /** Takes the next bytes of the answer. Throws Fault on anything but whole, known objects. */
  push(bytes: Buffer): void {
    let rest = bytes;
    while (rest.length > 0) rest = this.#header === null ? this.#readHeader(rest) : this.#readBody(this.#header, rest);
  }

  /** True when nothing is left half read. */
  isDone(): boolean {
    return this.#header === null && this.#line.length === 0;
  }

  #readHeader(bytes: Buffer): Buffer {
    const end = bytes.indexOf(LF);
    if (end < 0) {
      this.#line = Buffer.concat([this.#line, bytes]);
      return bytes.subarray(bytes.length);
    }
    const line = Buffer.concat([this.#line, bytes.subarray(0, end)]).toString('latin1');
    this.#line = Buffer.alloc(0);
    const rest = bytes.subarray(end + 1);
    this.#header = parseHeader(line);
    if (this.#header === null) {
      this.#each(null, NOTHING);
      return rest;
    }
    this.#body = Buffer.allocUnsafe(Math.min(this.#header.size, this.#largest + 1));
    this.#filled = 0;
    this.#seen = 0;
    return rest;
  }

  #readBody(header: Header, bytes: Buffer): Buffer {
    const taken = bytes.subarray(0, header.size - this.#seen);
    const kept = taken.subarray(0, this.#body.length - this.#filled);
    kept.copy(this.#body, this.#filled);
    this.#filled += kept.length;
    this.#seen += taken.length;
    const rest = bytes.subarray(taken.length);
    if (this.#seen < header.size || rest.length === 0) return rest;
    this.#header = null;
    this.#each(header, this.#body);
    return rest.subarray(1);
  }
}

function parseHeader(line: string): Header | null {
  if (line.endsWith(' missing') || line.endsWith(' ambiguous')) return null;
  const [id = '', type = '', size = ''] = line.split(' ');
  if (isObjectId(id) && /^[0-9]+$/u.test(size)) return { id, type, size: Number(size) };
  throw new Fault('the answer of git cat-file could not be read', { where: 'git', operation: 'read objects' });
}
