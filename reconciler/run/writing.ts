/** Writers of outside systems: only a run that applies imports this. */
import type { SystemId } from '../../schemas/primitives.ts';
import type { SystemWriter } from '../ports.ts';
import type { Ground } from './ground.ts';
import { runtimeOf, systemOf } from './observing.ts';

/** Opens the writer of a system, once; null where the system cannot be written. */
export function openWriters(ground: Ground): (system: SystemId) => Promise<SystemWriter | null> {
  const writers = new Map<SystemId, Promise<SystemWriter | null>>();
  const runtime = runtimeOf(ground);
  return (id) => {
    const system = systemOf(ground, id);
    const opened =
      writers.get(id) ??
      ground.doors?.writer(system) ??
      import('../systems/registry.ts').then(({ openWriter }) => openWriter(system, runtime));
    writers.set(id, opened);
    return opened;
  };
}
