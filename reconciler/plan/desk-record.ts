/** What desks and suppliers were given, and whether each piece was done in the agreed time. Pure. */
import type { Day, EmployeeId, Id, Instant } from '../../schemas/primitives.ts';
import { dayOf, daysBetween } from '../calendar.ts';
import type { Desired } from '../model/desired.ts';
import type { DeskItem } from '../model/desk-record.ts';
import type { DeskWork, HandedOver, Memory } from '../model/memory.ts';
import { afterDeskHours } from './desk-hours.ts';
import { companyOfUnit } from './input.ts';

/** The desk that does the work of a system; undefined where the files name none. */
export function workingDesk(desired: Desired, { system }: Pick<HandedOver, 'system'>): Id | undefined {
  const found = desired.systems.get(system);
  return found?.supplier?.does ?? found?.desk;
}

function countryOf(desired: Desired, person: EmployeeId | null): string {
  const unit = person === null ? undefined : desired.employees.get(person)?.unit;
  return companyOfUnit(desired, unit)?.country ?? desired.organisation.companies[0]?.country ?? '';
}

/** When the agreed hours of a piece of work are over: those of its supplier, else of its desk, else a day. */
export function agreedUntil(desired: Desired, work: Pick<HandedOver, 'system' | 'person' | 'at'>): Instant {
  const id = workingDesk(desired, work);
  const desk = id === undefined ? undefined : desired.organisation.desks?.[id];
  const agreed = desired.systems.get(work.system)?.supplier?.within ?? desk?.respond ?? 'PT24H';
  const { timeZone: zone } = desired.organisation;
  return afterDeskHours(work.at, Number(agreed.slice(2, -1)), { hours: desk?.hours, zone, country: countryOf(desired, work.person) });
}

/**
 * Late is only what a reading from after the agreed time still showed undone: how soon it was done before the first such reading, nobody
 * can tell, and the doubt is the desk's.
 */
function stateOf(work: DeskWork, due: Instant, asOf: Instant): DeskItem['state'] {
  if (work.end === null) return asOf > due ? 'overdue' : 'open';
  if (work.end.as === 'withdrawn') return 'withdrawn';
  return work.seenUndone !== null && work.seenUndone > due ? 'late' : 'on-time';
}

function itemOf(desired: Desired, work: DeskWork, at: { readonly asOf: Instant; readonly desk: Id }): DeskItem {
  const { timeZone: zone } = desired.organisation;
  const due = agreedUntil(desired, work);
  const state = stateOf(work, due, at.asOf);
  const isLate = state === 'late' || state === 'overdue';
  const until: Day = dayOf(work.end?.at ?? at.asOf, zone);
  const days = isLate ? daysBetween(dayOf(due, zone), until) : 0;
  return { desk: at.desk, system: work.system, account: work.account, on: dayOf(work.at, zone), state, days };
}

/** The record of all desks, oldest first. Mailboxes have days of their own and are not in it. */
export function recordOfDesks({ desired, memory, asOf }: { desired: Desired; memory: Memory; asOf: Instant }): readonly DeskItem[] {
  return memory.deskWork.flatMap((work) => {
    const desk = workingDesk(desired, work);
    return desk === undefined || work.kind === 'convert' ? [] : [itemOf(desired, work, { asOf, desk })];
  });
}
