/** Where what was read is kept from one run to the next. */
import type { SystemId } from '../../schemas/primitives.ts';

/**
 * What a reader kept of its last reading so that it can ask for changes alone: never needed, always only spared work. A place that cannot
 * be reached, or holds something that is not ours, is an empty one. Neither call throws.
 */
export interface EarlierReadings {
  load(system: SystemId): Promise<Uint8Array | null>;
  save(system: SystemId, bytes: Uint8Array): Promise<void>;
}
