/** Agreed times counted in the hours a desk works. Pure. */
import type { Instant, TimeOfDay, Zone } from '../../schemas/primitives.ts';
import { addDays, addMinutes, dayOf, instantAt, isDayOff, minutesBetween } from '../calendar.ts';

/** Where and when a desk works. `hours` as in organisation.yaml (`weekdays 08-17`); undefined: round the clock. */
export interface DeskTime {
  readonly hours: string | undefined;
  readonly zone: Zone;
  /** Country whose days off count. */
  readonly country: string;
}

interface Shift {
  readonly weekdaysOnly: boolean;
  readonly from: TimeOfDay;
  readonly to: TimeOfDay;
}

/** Hours that end before they begin are taken as round the clock: then nobody waits for ever. */
function shiftOf(hours: string | undefined): Shift {
  const [days = 'everyday', span = '00-24'] = hours?.split(' ') ?? [];
  const [from = '00', to = '24'] = span.split('-');
  const isEmpty = from >= to;
  return {
    weekdaysOnly: days === 'weekdays',
    from: (isEmpty ? '00:00' : `${from}:00`) as TimeOfDay,
    to: (isEmpty ? '24:00' : `${to}:00`) as TimeOfDay,
  };
}

/** The instant at which so many of the desk's hours have passed. */
export function afterDeskHours(from: Instant, hours: number, desk: DeskTime): Instant {
  const shift = shiftOf(desk.hours);
  let left = hours * 60;
  for (let day = dayOf(from, desk.zone); ; day = addDays(day, 1)) {
    if (shift.weekdaysOnly && isDayOff(day, desk.country)) continue;
    const opens = instantAt(day, shift.from, desk.zone);
    const begins = from > opens ? from : opens;
    const minutes = minutesBetween(begins, instantAt(day, shift.to, desk.zone));
    if (minutes <= 0) continue;
    if (left <= minutes) return addMinutes(begins, left);
    left -= minutes;
  }
}
