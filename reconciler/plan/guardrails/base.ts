/** What a share is a share of: accounts that are declared and seen enabled, the smallest of today and of earlier readings. Pure. */
import type { Instant, SystemId } from '../../../schemas/primitives.ts';
import { addMinutes } from '../../calendar.ts';
import { type Ground, isWhole, type SystemView } from '../ground.ts';

/** The base of a system, or of people over all systems; null when it is not known or nobody is enabled, which stops. */
export type BaseOf = (system: SystemId | 'all') => number | null;

const DAY_MINUTES = 24 * 60;

/** Enabled declared accounts in the newest good reading that is at least so many days old; null without one. */
function earlierCount(ground: Ground, { id, system }: SystemView, days: number): number | null {
  const limit = addMinutes(ground.input.asOf, -days * DAY_MINUTES);
  const readings = ground.input.memory.goodReadings.get(id) ?? [];
  const fit = readings.filter((one) => one.at <= limit && one.tenant === system.tenant && one.complete.includes('status'));
  return fit.at(-1)?.declaredEnabled ?? null;
}

function smallest(...counts: readonly (number | null)[]): number {
  return Math.min(...counts.filter((count) => count !== null));
}

/** Enabled declared accounts of tonight by system, and people who have one. */
function countToday(ground: Ground): { systems: ReadonlyMap<SystemId, number>; people: number } {
  const systems = new Map<SystemId, number>();
  const people = new Set<string>();
  for (const link of ground.input.correlation.links) {
    const system = ground.systems.get(link.system);
    if (system === undefined || link.account?.enabled !== true || !isWhole(system, ['existence', 'status'])) continue;
    systems.set(link.system, (systems.get(link.system) ?? 0) + 1);
    people.add(link.person);
  }
  return { systems, people: people.size };
}

/** The bases of tonight. Over all systems, earlier people are taken as those of the largest system: more there were not less. */
export function makeBases(ground: Ground): BaseOf {
  const today = countToday(ground);
  const largest = (days: number): number | null => {
    const counts = [...ground.systems.values()].map((system) => earlierCount(ground, system, days)).filter((count) => count !== null);
    return counts.length === 0 ? null : Math.max(...counts);
  };
  const found = new Map<SystemId | 'all', number | null>();
  found.set('all', today.people === 0 ? null : smallest(today.people, largest(7), largest(30)));
  for (const system of ground.systems.values()) {
    const now = today.systems.get(system.id);
    const then = [earlierCount(ground, system, 7), earlierCount(ground, system, 30)];
    found.set(system.id, now === undefined ? null : smallest(now, ...then));
  }
  return (system) => found.get(system) ?? null;
}

/** The instant that lies so many hours back. */
export function hoursBack(asOf: Instant, hours: number): Instant {
  return addMinutes(asOf, -hours * 60);
}
