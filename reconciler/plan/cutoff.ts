/** When access ends, and for what cause: last days, assignments and leaves as instants in the person's zone. Pure. */
import type { Employee } from '../../schemas/employee.ts';
import type { Offboarding } from '../../schemas/offboarding.ts';
import type { Day, EmployeeId, Instant, Zone } from '../../schemas/primitives.ts';
import { addDays, addMinutes, dayOf, instantAt, startOfDay } from '../calendar.ts';
import type { Desired } from '../model/desired.ts';
import { classOf, type PublishedClass } from './classify.ts';
import type { PersonView, PlanInput } from './input.ts';

/** Clocks may differ by minutes: nothing is ended before this long after its instant. */
const MARGIN_MINUTES = 10;

/** Something dated that ends access, wholly or in part. */
export interface Ending {
  readonly cause: string;
  readonly cutOff: Instant;
  readonly class: PublishedClass | 'immediate';
  /** True from ten minutes after the instant; at once for an immediate plan. */
  readonly isDue: boolean;
}

function ending(input: PlanInput, about: { person: EmployeeId; cause: string; cutOff: Instant }): Ending {
  return {
    cause: about.cause,
    cutOff: about.cutOff,
    class: classOf(input, about),
    isDue: addMinutes(about.cutOff, MARGIN_MINUTES) <= input.asOf,
  };
}

/**
 * The end of the employment; null without a last day. An immediate plan ends it at once: its instant is the one at which a run first
 * published it, so that it can be seen to stand unchanged from night to night.
 */
export function spellEnding(input: PlanInput, view: PersonView): Ending | null {
  const { id: person, cause, cutOff } = view;
  if (cause === null || cutOff === null) return null;
  if (!view.immediate) return ending(input, { person, cause, cutOff });
  const earlier = input.memory.published.get(`${person}/${cause}`)?.cutOff;
  const since = earlier !== undefined && earlier <= cutOff ? earlier : cutOff;
  const published = classOf(input, { person, cause, cutOff: since });
  return { cause, cutOff: since, class: published === 'surprise' ? 'immediate' : published, isDue: true };
}

const UTC = 'UTC' as Zone;

/**
 * The day that a system may keep as somebody's last so that it never ends access before the cut-off, whether it counts its days in UTC, by
 * the organisation's zone or by the person's.
 */
export function lastKeptDay(input: PlanInput, view: PersonView, cutOff: Instant): Day {
  const before = addMinutes(cutOff, -1);
  const days = [UTC, input.desired.organisation.timeZone, view.zone].map((zone) => dayOf(before, zone));
  return days.reduce((a, b) => (a > b ? a : b));
}

/** The end of something that is over, or begins, at 00:00 of a day in the person's zone. */
export function dayEnding(input: PlanInput, view: PersonView, at: { cause: string; day: Day }): Ending {
  return ending(input, { person: view.id, cause: at.cause, cutOff: startOfDay(at.day, view.zone) });
}

/** An assignment that has a last day, with its place in the file. */
export interface AssignmentEnding extends Ending {
  readonly assignment: NonNullable<Employee['assignments']>[number];
  readonly index: number;
}

/** Assignments with a last day; each ends at 00:00 of the day after it. */
export function assignmentEndings(input: PlanInput, view: PersonView): AssignmentEnding[] {
  const found: AssignmentEnding[] = [];
  for (const [index, assignment] of (view.employee.assignments ?? []).entries()) {
    if (assignment.to === undefined || assignment.grants === undefined) continue;
    const at = { cause: `assignment:${assignment.id}:${assignment.to}`, day: addDays(assignment.to, 1) };
    found.push({ ...dayEnding(input, view, at), assignment, index });
  }
  return found;
}

/** A leave that takes something away, with its place in the file. `isOver` from 00:00 of the day after its last day. */
export interface LeaveEnding extends Ending {
  readonly leave: NonNullable<Employee['leaves']>[number];
  readonly index: number;
  readonly isOver: boolean;
}

/** Leaves that suspend sign-in or park licences; each begins at 00:00 of its first day. */
export function leaveEndings(input: PlanInput, view: PersonView): LeaveEnding[] {
  const today = dayOf(input.asOf, view.zone);
  const found: LeaveEnding[] = [];
  for (const [index, leave] of (view.employee.leaves ?? []).entries()) {
    if (leave.access !== 'suspend' && leave.licences !== 'park') continue;
    const at = { cause: `leave:${leave.from}`, day: leave.from };
    found.push({ ...dayEnding(input, view, at), leave, index, isOver: leave.to !== undefined && leave.to < today });
  }
  return found;
}

/** Sorts before every instant: an immediate plan ends access as soon as anybody looks. */
const AT_ONCE = '0000-01-01T00:00:00Z' as Instant;

function cutOffIn(desired: Desired, employee: Employee, plan: Offboarding | undefined): Instant | null {
  if (employee.lastDay === undefined) return null;
  if (plan?.kind === 'immediate') return AT_ONCE;
  const days = [plan?.ends?.access, employee.lastWorkingDay, employee.lastDay].filter((day) => day !== undefined);
  const first = days.reduce((a, b) => (a < b ? a : b));
  return instantAt(first, desired.policy.access.cutOff, employee.timeZone ?? desired.organisation.timeZone);
}

/** Everybody's cut-off from files alone, by person. An immediate plan stands before every instant. */
export function cutOffsOf(desired: Desired): ReadonlyMap<EmployeeId, Instant> {
  const open = new Map<string, Offboarding>();
  for (const plan of desired.offboardings.values()) if (plan.closed === undefined) open.set(`${plan.employee}/${plan.spell}`, plan);
  const found = new Map<EmployeeId, Instant>();
  for (const employee of desired.employees.values()) {
    const cutOff = cutOffIn(desired, employee, open.get(`${employee.id}/${employee.lastDay}`));
    if (cutOff !== null) found.set(employee.id, cutOff);
  }
  return found;
}
