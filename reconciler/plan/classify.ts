/** How careful the end of somebody's access must be: by how long completed runs have published it unchanged. Pure. */
import type { EmployeeId, Instant } from '../../schemas/primitives.ts';
import { addMinutes } from '../calendar.ts';
import type { PlanInput } from './input.ts';

const HALF_A_DAY = 12 * 60;
const A_WEEK = 7 * 24 * 60;

/** Class of a cut-off that needs no plan of its own: a leaver is approved by the day on the default branch. */
export type PublishedClass = 'known' | 'fresh' | 'surprise';

/** Known for seven days, fresh since a run that ended twelve hours ago, or a surprise. Another instant than the one published is a surprise again. */
export function classOf(input: PlanInput, about: { person: EmployeeId; cause: string; cutOff: Instant }): PublishedClass {
  const line = input.memory.published.get(`${about.person}/${about.cause}`);
  if (line === undefined || line.cutOff !== about.cutOff) return 'surprise';
  if (line.since <= addMinutes(input.asOf, -A_WEEK)) return 'known';
  return line.since <= addMinutes(input.asOf, -HALF_A_DAY) ? 'fresh' : 'surprise';
}
