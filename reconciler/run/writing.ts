/** Writers of outside systems: only a run that applies imports this. */
import type { SystemId } from '../../schemas/primitives.ts';
import type { System } from '../../schemas/system.ts';
import type { SystemWriter } from '../ports.ts';
import type { Doors, Ground } from './ground.ts';
import { runtimeOf, systemOf } from './observing.ts';

/** Doors through which a run may also write. */
export interface WritingDoors extends Doors {
  writer(system: System): Promise<SystemWriter | null>;
}

function opensWriters(doors: Doors | undefined): doors is WritingDoors {
  return doors !== undefined && 'writer' in doors;
}

/** Opens the writer of a system, once; null where the system cannot be written. */
export function openWriters(ground: Ground): (system: SystemId) => Promise<SystemWriter | null> {
  const writers = new Map<SystemId, Promise<SystemWriter | null>>();
  const runtime = runtimeOf(ground);
  const doors = opensWriters(ground.doors) ? ground.doors : undefined;
  return (id) => {
    const system = systemOf(ground, id);
    const opened =
      writers.get(id) ?? doors?.writer(system) ?? import('../systems/registry.ts').then(({ openWriter }) => openWriter(system, runtime));
    writers.set(id, opened);
    return opened;
  };
}
