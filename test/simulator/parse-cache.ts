/** Documents by blob id for a whole process: the same text is parsed once over all nights and seeds. Frozen, so that no night can leave anything in it. */
import type { ParseCache } from '../../reconciler/load/cache.ts';

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const one of Object.values(value)) frozen(one);
  }
  return value;
}

/** An empty cache of so many documents at most; the oldest go first. */
export function sharedCache(most = 50_000): ParseCache {
  const docs = new Map<string, unknown>();
  return {
    get: (blob) => docs.get(blob),
    put(blob, doc) {
      docs.set(blob, frozen(doc));
      const [oldest] = docs.keys();
      if (docs.size > most && oldest !== undefined) docs.delete(oldest);
    },
    save: () => Promise.resolve(),
  };
}
