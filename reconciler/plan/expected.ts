/** What a person is meant to hold on a day, and whether they are at work. Pure. */
import type { Employee } from '../../schemas/employee.ts';
import type { Day, Entitlement, SystemId } from '../../schemas/primitives.ts';
import { addMinutes, dayOf } from '../calendar.ts';
import type { Link } from '../model/correlation.ts';
import type { Account } from '../model/observed.ts';
import type { Context, PersonView } from './input.ts';

/** Minutes after a planned cut-off from which it is acted on. */
const GRACE_MINUTES = 10;

/** The leave that covers the day; null without one. */
export function leaveOn(employee: Employee, day: Day): NonNullable<Employee['leaves']>[number] | null {
  return employee.leaves?.find((leave) => leave.from <= day && (leave.to === undefined || day <= leave.to)) ?? null;
}

/** True when the person's access has ended: ten minutes after the cut-off, at once for an immediate plan. */
export function isPastCutOff(context: Context, person: PersonView): boolean {
  if (person.cutOff === null) return false;
  return context.input.asOf >= (person.immediate ? person.cutOff : addMinutes(person.cutOff, GRACE_MINUTES));
}

/** True when the person has started, access has not ended, and no leave suspends it: only then is something of theirs missing. */
export function isAtWork(context: Context, person: PersonView): boolean {
  if (person.status !== 'active' && person.status !== 'leaving') return false;
  return !isPastCutOff(context, person) && leaveOn(person.employee, context.today)?.access !== 'suspend';
}

/** Groups that assignments alone give in a system: of those that run on a day, or of all. */
export function assignmentGrants(employee: Employee, system: SystemId, day: Day | null): Entitlement[] {
  const counted = (employee.assignments ?? []).filter(
    (one) => day === null || (one.from <= day && (one.to === undefined || day <= one.to)),
  );
  return counted.flatMap((one) => one.grants?.[system] ?? []);
}

/** The account of a link, when the reading comes from the right place; a fact seen there holds even when the reading is not complete. */
export function seenAccount(context: Context, link: Pick<Link, 'system' | 'account'>): Account | null {
  const snapshot = context.input.observed.get(link.system);
  if (snapshot === undefined || snapshot.doubts.some((doubt) => doubt.code === 'wrong-tenant')) return null;
  return link.account;
}

/** The day a reading's content was true, in the organisation's zone; null without a reading. */
export function seenOn(context: Context, system: SystemId): Day | null {
  const reading = context.input.observed.get(system)?.reading;
  return reading === undefined ? null : dayOf(reading.freshAt ?? reading.readAt, context.input.desired.organisation.timeZone);
}
