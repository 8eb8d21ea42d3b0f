/** Who still fits within the limits: people, or devices, in their order, each counted once. Pure. */
import type { AssetTag, EmployeeId } from '../../../schemas/primitives.ts';
import type { Window } from './limits.ts';

/** What a limit counts. */
export type Counted = EmployeeId | AssetTag;

/** A window, and who has used it already. */
export interface Spent {
  readonly window: Window;
  readonly used: ReadonlySet<Counted>;
  /** Those of them whom it costs nothing to be handled further: what was begun is finished, also under a limit that is lower by now. */
  readonly begun: ReadonlySet<Counted>;
}

/** Who goes, who is held, and by which window first. */
export interface Allowance {
  readonly goes: readonly Counted[];
  readonly held: readonly Counted[];
  readonly by: Window | null;
}

/**
 * Lets people go in the order given until a window is full. Somebody who counts in a window already costs nothing more in it; who does so
 * only because of a run that died, and was found as before, needs room like anybody.
 */
export function allow(people: readonly Counted[], windows: readonly Spent[]): Allowance {
  const used = windows.map(({ window, used: gone, begun }) => ({ window, people: new Set(gone), begun }));
  const goes: Counted[] = [];
  const held: Counted[] = [];
  let by: Window | null = null;
  for (const person of people) {
    const full = used.find((one) => !one.begun.has(person) && one.people.size + (one.people.has(person) ? 0 : 1) > one.window.limit);
    if (full === undefined) {
      for (const one of used) one.people.add(person);
      goes.push(person);
    } else {
      by ??= full.window;
      held.push(person);
    }
  }
  return { goes, held, by };
}
