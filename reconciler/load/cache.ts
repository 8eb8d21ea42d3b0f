/** Documents of earlier runs by blob id, so that a second run parses only what changed. Wrong or foreign bytes are as good as none. */
import { createHash } from 'node:crypto';
import { decodeSnapshot, encodeSnapshot, type Snapshot } from './cache-format.ts';
import { PARSER_VERSION } from './parse-yaml.ts';
import { schemaFiles } from './schema-files.ts';

/** Documents by blob id. Whatever is in doubt is not there. */
export interface ParseCache {
  get(blob: string): unknown;
  put(blob: string, doc: unknown): void;
  /** Writes what was asked for or added, if it differs from what was read. Never throws: a cache that cannot be written is no error. */
  save(): Promise<void>;
}

/** Where the bytes of a cache lie. */
export interface CacheStore {
  read(): Promise<Uint8Array | null>;
  write(bytes: Uint8Array): Promise<void>;
}

/** What documents depend on besides their bytes: the rules of the parser, and every schema. */
export function cacheKey(): string {
  return createHash('sha256')
    .update(`${PARSER_VERSION}\n${JSON.stringify(schemaFiles)}`)
    .digest('hex');
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
  } catch {
    return undefined;
  }
}

async function readSnapshot(store: CacheStore, key: string): Promise<Snapshot> {
  try {
    const bytes = await store.read();
    return (bytes === null ? null : decodeSnapshot(bytes, key)) ?? new Map();
  } catch {
    return new Map();
  }
}

/** Opens a cache. Entries that one run does not ask for are dropped at its end once they outnumber the rest. */
export async function openCache(store: CacheStore): Promise<ParseCache> {
  const key = cacheKey();
  const before = await readSnapshot(store, key);
  const used = new Map<string, Uint8Array>();
  let isNew = false;
  return {
    get(blob) {
      const bytes = used.get(blob) ?? before.get(blob);
      if (bytes === undefined) return undefined;
      used.set(blob, bytes);
      return parse(bytes);
    },
    put(blob, doc) {
      used.set(blob, Buffer.from(JSON.stringify(doc), 'utf8'));
      isNew = true;
    },
    async save() {
      if (!isNew && used.size * 2 >= before.size) return;
      const kept = used.size * 2 >= before.size ? new Map([...before, ...used]) : used;
      try {
        await store.write(encodeSnapshot(key, kept));
      } catch {
        return;
      }
    },
  };
}
