/** Documents of earlier runs by blob id, so that a second run parses only what changed. Wrong or foreign bytes are as good as none. */
import { createHash } from 'node:crypto';
import { asciiJson, decodeSnapshot, EMPTY, encodeSnapshot, type Snapshot } from './cache-format.ts';
import { PARSER_VERSION } from './parser-version.ts';
import { schemaVersion } from './schema-version.ts';

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
  return createHash('sha256').update(`${PARSER_VERSION}\n${schemaVersion()}`).digest('hex');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function readSnapshot(store: CacheStore, key: string): Promise<Snapshot> {
  try {
    const bytes = await store.read();
    return (bytes === null ? null : decodeSnapshot(bytes, key)) ?? EMPTY;
  } catch {
    return EMPTY;
  }
}

/** What is written: all that was there and added, or only what was asked for when that is less than half of it. */
function textsToKeep(before: Snapshot, used: ReadonlySet<string>, added: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const isMostlyUsed = used.size * 2 >= before.ids.size;
  const texts = new Map<string, string>();
  for (const [id, index] of before.ids) if (isMostlyUsed || used.has(id)) texts.set(id, before.textAt(index));
  for (const [id, text] of added) texts.set(id, text);
  return texts;
}

/** Opens a cache. Entries that one run does not ask for are dropped at its end once they outnumber the rest. */
export async function openCache(store: CacheStore): Promise<ParseCache> {
  const key = cacheKey();
  const before = await readSnapshot(store, key);
  const used = new Set<string>();
  const added = new Map<string, string>();
  return {
    get(blob) {
      const fresh = added.get(blob);
      if (fresh !== undefined) return parse(fresh);
      const index = before.ids.get(blob);
      if (index === undefined) return undefined;
      used.add(blob);
      return parse(before.textAt(index));
    },
    put(blob, doc) {
      added.set(blob, asciiJson(doc));
    },
    async save() {
      if (added.size === 0 && used.size * 2 >= before.ids.size) return;
      try {
        await store.write(encodeSnapshot(key, textsToKeep(before, used, added)));
      } catch {
        return;
      }
    },
  };
}
