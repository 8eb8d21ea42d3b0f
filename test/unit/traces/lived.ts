/** What the evasions and the false stops share: nights after the usual one, and a plan of what a night of observing saw. */
import type { Memory } from '../../../reconciler/model/memory.ts';
import type { Snapshot } from '../../../reconciler/model/observed.ts';
import { correlate } from '../../../reconciler/observe/correlate.ts';
import { plan } from '../../../reconciler/plan/plan.ts';
import type { Instant } from '../../../schemas/primitives.ts';
import type { System } from '../../../schemas/system.ts';
import { later, type Nights } from '../observe/ground.ts';
import { makeInput, NIGHT } from '../plan/world.ts';

/** A plan. */
export type Made = ReturnType<typeof plan>;

/** The usual instant, so many nights later. */
export function nightAfter(nights: number): Instant {
  return later(NIGHT, nights);
}

/** The plan of a night of which this was seen; `seen` is the system as a run of half a day ago saw it, where one did. */
export function planSeen(
  nights: Nights,
  snapshot: Snapshot,
  more: { readonly memory?: Partial<Memory>; readonly seen?: System | null } = {},
): Made {
  const desired = nights.files();
  const { seen = null } = more;
  const earlier = seen === null ? null : { ...desired, systems: new Map([[seen.id, seen]]) };
  const observed = new Map([[nights.system.id, snapshot]]);
  const memory = { ...nights.memory, ...more.memory };
  return plan({ ...makeInput({ asOf: nights.at }), desired, earlier, observed, memory, correlation: correlate(desired, observed, memory) });
}
