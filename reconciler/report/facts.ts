/** Facts about people on the day of the plan that several reports tell; read from the files, never decided here. */

import type { Device } from '../../schemas/device.ts';
import type { Employee } from '../../schemas/employee.ts';
import type { Offboarding } from '../../schemas/offboarding.ts';
import type { Day, EmployeeId, Id } from '../../schemas/primitives.ts';
import { addDays, dayOf } from '../calendar.ts';
import type { Desired } from '../model/desired.ts';
import type { Finding } from '../model/finding.ts';
import type { ReportView } from './view.ts';

/** Today in the organisation's zone. */
export function todayOf(view: ReportView): Day {
  return dayOf(view.plan.asOf, view.plan.zone);
}

/** Open and closed plans by person, found once per set of files. */
const plansByPerson = new WeakMap<Desired, ReadonlyMap<EmployeeId, readonly Offboarding[]>>();

function plansOf(view: ReportView, person: EmployeeId): readonly Offboarding[] {
  const known = plansByPerson.get(view.desired);
  if (known !== undefined) return known.get(person) ?? [];
  const made = new Map<EmployeeId, Offboarding[]>();
  for (const plan of view.desired.offboardings.values()) made.set(plan.employee, [...(made.get(plan.employee) ?? []), plan]);
  plansByPerson.set(view.desired, made);
  return made.get(person) ?? [];
}

/** The plan that belongs to the person's last day and is not closed; null without one. */
export function openPlanOf(view: ReportView, employee: Employee): Offboarding | null {
  return plansOf(view, employee.id).find((plan) => plan.closed === undefined && plan.spell === employee.lastDay) ?? null;
}

/** True when only HR may be told anything about the person. */
export function isSilent(view: ReportView, person: EmployeeId | null | undefined): boolean {
  const employee = person == null ? undefined : view.desired.employees.get(person);
  return employee !== undefined && openPlanOf(view, employee)?.silent === true;
}

/** True when a finding may be told outside HR: not about somebody whose plan is silent, unless it is a danger. */
export function isTellable(view: ReportView, finding: Finding): boolean {
  return finding.severity === 'critical' || finding.severity === 'error' || !isSilent(view, finding.subject.employee);
}

/** The day on which access ends; null without one. */
export function accessDayOf(view: ReportView, employee: Employee): Day | null {
  const days = [openPlanOf(view, employee)?.ends?.access, employee.lastWorkingDay, employee.lastDay].filter((day) => day !== undefined);
  return days.length === 0 ? null : days.reduce((a, b) => (a < b ? a : b));
}

/** The day on which devices leave the person's hands; null without one. */
export function deviceDayOf(view: ReportView, employee: Employee): Day | null {
  return openPlanOf(view, employee)?.ends?.devices ?? employee.lastDay ?? null;
}

/** Devices a person holds, or is to hand back. */
export function devicesOf(view: ReportView, person: EmployeeId): readonly Device[] {
  return [...view.desired.devices.values()].filter((device) => device.holder === person || device.awaitedFrom === person);
}

/** Where the person is in their working life. */
export function lifeOf(view: ReportView, employee: Employee): 'upcoming' | 'active' | 'leaving' | 'left' {
  const today = todayOf(view);
  if (employee.firstDay !== undefined && today < employee.firstDay) return 'upcoming';
  if (employee.lastDay === undefined) return 'active';
  if (today > employee.lastDay) return 'left';
  return openPlanOf(view, employee) !== null || employee.lastDay <= addDays(today, 30) ? 'leaving' : 'active';
}

/** The manager who answers today: the person's own, else the acting or regular manager of the unit. */
export function managerOf(view: ReportView, employee: Employee): EmployeeId | null {
  if (employee.manager !== undefined) return employee.manager;
  const unit = view.desired.organisation.units.find((one) => one.id === employee.unit);
  const acting = unit?.acting;
  const today = todayOf(view);
  if (acting !== undefined && acting.from <= today && today <= acting.to) return acting.who;
  return unit?.manager ?? null;
}

/** The one unit that all these people belong to; null when there are several. */
export function unitOfAll(view: ReportView, people: readonly EmployeeId[]): Id | null {
  const units = new Set(people.map((person) => view.desired.employees.get(person)?.unit));
  const [unit] = units;
  return units.size === 1 && unit !== undefined ? unit : null;
}
