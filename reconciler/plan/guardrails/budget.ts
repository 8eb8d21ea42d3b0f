/** Who still fits within the limits: people, or devices, in their order, each counted once. Pure. */
import type { AssetTag, EmployeeId } from '../../../schemas/primitives.ts';
import type { Window } from './limits.ts';

/** What a limit counts. */
export type Counted = EmployeeId | AssetTag;

/** A window, and who has used it already. */
export interface Spent {
  readonly window: Window;
  readonly used: ReadonlySet<Counted>;
}

/** Who goes, who is held, and by which window first. */
export interface Allowance {
  readonly goes: readonly Counted[];
  readonly held: readonly Counted[];
  readonly by: Window | null;
}

/** Lets people go in the order given until a window is full. Somebody who counts in a window already (a run that died) costs nothing more in it. */
export function allow(people: readonly Counted[], windows: readonly Spent[]): Allowance {
  const used = windows.map((one) => ({ window: one.window, people: new Set(one.used) }));
  const goes: Counted[] = [];
  const held: Counted[] = [];
  let by: Window | null = null;
  for (const person of people) {
    const full = used.find((one) => !one.people.has(person) && one.people.size >= one.window.limit);
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
