/** A place for earlier readings that a test can look into, spoil and empty. */
import type { EarlierReadings } from '../../reconciler/ports.ts';
import type { SystemId } from '../../schemas/primitives.ts';

/** What is kept, by system. */
export interface FakeEarlier extends EarlierReadings {
  readonly kept: Map<SystemId, Uint8Array>;
}

/** An empty place. */
export function fakeEarlier(): FakeEarlier {
  const kept = new Map<SystemId, Uint8Array>();
  return {
    kept,
    load: async (system) => kept.get(system) ?? null,
    async save(system, bytes) {
      kept.set(system, bytes);
    },
  };
}
