/** Where a source of people and the files name different days. Pure. */
import type { Day, Instant, SystemId } from '../../schemas/primitives.ts';
import { addMinutes, daysBetween } from '../calendar.ts';
import type { SourcePerson } from '../model/observed.ts';
import { indicesOf } from './indices.ts';
import type { Context, PersonView } from './input.ts';
import { isComplete } from './input.ts';

/** One day that differs; `ours` null: the files have none. */
export interface Difference {
  readonly person: PersonView;
  readonly system: SystemId;
  readonly field: 'firstDay' | 'lastDay';
  readonly ours: Day | null;
  readonly theirs: Day;
}

/** Days ahead that cut-offs are published for. */
const PUBLISHED_DAYS = 90;

/** True when the files may know more than the source yet does: their last day is newer than what the source has had time to show. */
function isNewerHere(context: Context, person: PersonView, seen: { at: Instant; lagHours: number }): boolean {
  const { lastDay } = person.employee;
  if (lastDay === undefined || daysBetween(context.today, lastDay) >= PUBLISHED_DAYS) return false;
  const indices = indicesOf(context);
  const published = indices.published().get(`${person.id}/${person.cause}`)?.since;
  const hasEnded = (indices.verified().get(person.id) ?? []).some((one) => one.cause === person.cause);
  if (published === undefined) return !hasEnded;
  return addMinutes(published, seen.lagHours * 60) > seen.at;
}

/** True when the day belongs to an employment that ended before the present one began: the source has not heard of the new one. */
function isEarlier({ employee }: PersonView, field: Difference['field'], theirs: Day): boolean {
  if (employee.periods?.some((period) => theirs === (field === 'firstDay' ? period.from : period.to)) === true) return true;
  return field === 'lastDay' && employee.firstDay !== undefined && theirs < employee.firstDay;
}

/** The person's record in their source; null without a source or a reading of it, undefined when a complete reading has no such record. */
export function recordOf(context: Context, person: PersonView): SourcePerson | null | undefined {
  const { source } = person.employee;
  if (source === undefined) return null;
  const found = sourceIndex(context).get(`${source.system}/${source.id}`);
  if (found !== undefined) return found;
  return isComplete(context.input, source.system, 'existence') ? undefined : null;
}

const indexed = new WeakMap<Context, ReadonlyMap<string, SourcePerson>>();

function sourceIndex(context: Context): ReadonlyMap<string, SourcePerson> {
  const known = indexed.get(context);
  if (known !== undefined) return known;
  const made = new Map<string, SourcePerson>();
  for (const [system, { reading }] of context.input.observed) for (const one of reading.people) made.set(`${system}/${one.id}`, one);
  indexed.set(context, made);
  return made;
}

/** The days of a person in which source and files differ. A day the source does not tell says nothing. */
export function differencesOf(context: Context, person: PersonView): Difference[] {
  const record = recordOf(context, person);
  const system = person.employee.source?.system;
  if (record === null || record === undefined || system === undefined) return [];
  const reading = context.input.observed.get(system)?.reading;
  const lag = context.input.desired.systems.get(system)?.lag;
  const found: Difference[] = [];
  for (const field of ['firstDay', 'lastDay'] as const) {
    const theirs = record[field];
    const ours = person.employee[field] ?? null;
    if (theirs === null || theirs === ours || reading === undefined || isEarlier(person, field, theirs)) continue;
    const seen = { at: reading.freshAt ?? reading.readAt, lagHours: lag === undefined ? 0 : Number(lag.slice(2, -1)) };
    if (field === 'lastDay' && isNewerHere(context, person, seen)) continue;
    found.push({ person, system, field, ours, theirs });
  }
  return found;
}
