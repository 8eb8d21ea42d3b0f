/** Which side decides about a field of a device where the files and its inventory differ. Pure. */
import type { SystemId } from '../../schemas/primitives.ts';
import type { Desired } from '../model/desired.ts';

/** `files`: the inventory follows the files, and other differences are findings. `inventory`: the files follow by a pull request. */
export function authorityOf(desired: Desired, system: SystemId, field: 'holder' | 'status'): 'files' | 'inventory' {
  return desired.systems.get(system)?.authority?.[field] ?? 'files';
}
