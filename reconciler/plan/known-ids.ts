/** Recorded account ids as this run sees them: what makes a redirected line stand out the next night. Pure. */
import type { EmployeeId, ForeignId, SystemId } from '../../schemas/primitives.ts';
import type { Link } from '../model/correlation.ts';
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

/** Ids by key. Lines without an id are absent: what they had is forgotten. */
export function knownIds({ correlation, memory }: PlanInput): Record<string, ForeignId> {
  const found: Record<string, ForeignId> = {};
  const counts = new Map<string, number>();
  for (const link of correlation.links) {
    const place = `${link.person}/${link.system}`;
    const nth = (counts.get(place) ?? 0) + 1;
    counts.set(place, nth);
    const key = keyOf(link.person, link.system, nth);
    const id = toRemember(link, memory.knownIds.get(key));
    if (id !== undefined) found[key] = id;
  }
  return found;
}
