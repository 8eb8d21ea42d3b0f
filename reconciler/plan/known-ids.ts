/** Recorded account ids as this run sees them: what makes a redirected line stand out the next night. Pure. */
import type { EmployeeId, ForeignId, SystemId } from '../../schemas/primitives.ts';
import { compareText } from '../canonical.ts';
import type { Link } from '../model/correlation.ts';
import type { Desired } from '../model/desired.ts';
import type { PlanInput } from './input.ts';

/** `<employee>/<system>`, and `<employee>/<system>#<n>` from a person's second line there on. */
function keyOf(person: EmployeeId, system: SystemId, nth: number): string {
  return nth === 1 ? `${person}/${system}` : `${person}/${system}#${nth}`;
}

/** The id to remember of a line: one that was seen and fits; else what was remembered, so that a doubt is not forgotten overnight. */
function toRemember(link: Link, before: ForeignId | undefined): ForeignId | undefined {
  if (link.line.id === undefined) return undefined;
  const fits = link.situation === 'linked' || link.situation === 'fresh-id';
  return fits && link.account !== null ? link.line.id : before;
}

/** True when the person's present spell is closed: then their lines may go. */
function isClosed(desired: Desired, person: EmployeeId): boolean {
  const lastDay = desired.employees.get(person)?.lastDay;
  return [...desired.offboardings.values()].some((plan) => plan.employee === person && plan.closed !== undefined && plan.spell === lastDay);
}

/** Ids by key, in the order of keys. Lines without an id are absent: what they had is forgotten. A line that vanished is remembered until the person is closed, so that it is missed every night. */
export function knownIds({ correlation, memory, desired }: PlanInput): Record<string, ForeignId> {
  const found: [key: string, id: ForeignId][] = [];
  const there = new Set<string>();
  const counts = new Map<SystemId, number>();
  let person: EmployeeId | null = null;
  for (const link of correlation.links) {
    if (link.person !== person) counts.clear();
    person = link.person;
    const nth = (counts.get(link.system) ?? 0) + 1;
    counts.set(link.system, nth);
    const key = keyOf(person, link.system, nth);
    there.add(key);
    const id = toRemember(link, memory.knownIds.get(key));
    if (id !== undefined) found.push([key, id]);
  }
  for (const [key, id] of memory.knownIds) {
    if (!there.has(key) && !isClosed(desired, key.slice(0, key.indexOf('/')) as EmployeeId)) found.push([key, id]);
  }
  // Thousands of keys are compared and written again and again: in order they are at hand.
  return Object.fromEntries(found.sort(([a], [b]) => compareText(a, b)));
}
