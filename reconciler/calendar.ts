/** Days, instants, zones and working days. Pure; days are strings, instants are UTC strings to the second. */
import { Temporal } from 'temporal-polyfill';
import type { Day, Instant, Period, TimeOfDay, Zone } from '../schemas/primitives.ts';

/** A plan asks the same few questions for thousands of people; answers never change, so the last ones are kept. */
const keptInstants = new Map<string, Instant>();
const keptDays = new Map<string, Day>();
const MOST_KEPT = 4096;

function remember<T>(kept: Map<string, T>, key: string, answer: () => T): T {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const found = answer();
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, found);
  return found;
}

/** The instant of a number of milliseconds since 1970, floored to the second. */
export function instantOf(milliseconds: number): Instant {
  return `${new Date(Math.floor(milliseconds / 1000) * 1000).toISOString().slice(0, 19)}Z` as Instant;
}

/** Milliseconds since 1970 of an instant. */
export function millisecondsOf(instant: Instant): number {
  return Date.parse(instant);
}

/** The instant, moved by whole minutes (negative: earlier). */
export function addMinutes(instant: Instant, minutes: number): Instant {
  return instantOf(millisecondsOf(instant) + minutes * 60_000);
}

/** Whole minutes from one instant to another, floored; negative when the second is earlier. */
export function minutesBetween(from: Instant, to: Instant): number {
  return Math.floor((millisecondsOf(to) - millisecondsOf(from)) / 60_000);
}

/** The instant at which a wall clock in the zone shows this time on this day; `24:00` is the start of the next day. A time that a clock change skips is moved past the gap; one that comes twice is the later one, so that nobody is early. */
export function instantAt(day: Day, time: TimeOfDay, zone: Zone): Instant {
  if (time === '24:00') return startOfDay(addDays(day, 1), zone);
  return remember(keptInstants, `${day}T${time} ${zone}`, () => {
    const zoned = Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone, { disambiguation: 'later' });
    return instantOf(zoned.epochMilliseconds);
  });
}

/** The first instant of a day in a zone. */
export function startOfDay(day: Day, zone: Zone): Instant {
  return remember(keptInstants, `${day} ${zone}`, () => instantOf(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds));
}

/** The day a calendar in the zone shows at this instant. */
export function dayOf(instant: Instant, zone: Zone): Day {
  return remember(
    keptDays,
    `${instant} ${zone}`,
    () => Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString() as Day,
  );
}

/** The time `HH:MM` a wall clock in the zone shows at this instant. */
export function timeOf(instant: Instant, zone: Zone): TimeOfDay {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainTime().toString().slice(0, 5) as TimeOfDay;
}

/** The day, moved by whole days. */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10) as Day;
}

/** The day, moved by a period: days, weeks, or months (the last day of a shorter month). */
export function addPeriod(day: Day, period: Period, sign: 1 | -1 = 1): Day {
  const number = Number(period.slice(1, -1)) * sign;
  if (period.endsWith('D')) return addDays(day, number);
  if (period.endsWith('W')) return addDays(day, number * 7);
  return Temporal.PlainDate.from(day).add({ months: number }).toString() as Day;
}

/** Whole days from one day to another; negative when the second is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** Whole months that have begun from one day to another, at least 0: what a monthly rent is still owed for. */
export function monthsBegun(from: Day, to: Day): number {
  if (to <= from) return 0;
  const span = Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'months' });
  return span.months + (span.days > 0 ? 1 : 0);
}

/** The last day of the month that the day lies in. */
export function lastOfMonth(day: Day): Day {
  const date = Temporal.PlainDate.from(day);
  return date.with({ day: date.daysInMonth }).toString() as Day;
}

/** Day of the week, 1 for Monday to 7 for Sunday. */
export function weekday(day: Day): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}

/** True for a zone that the runtime knows. */
export function isZone(zone: string): boolean {
  try {
    Temporal.Now.zonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

/** Easter Sunday of a year in the western calendar (Meeus, Jones, Butcher). */
function easter(year: number): Day {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const day = ((h + l - 7 * m + 114) % 31) + 1;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as Day;
}

const FIXED: Readonly<Record<string, readonly string[]>> = {
  SE: ['01-01', '01-06', '05-01', '06-06', '12-24', '12-25', '12-26', '12-31'],
  DK: ['01-01', '06-05', '12-24', '12-25', '12-26', '12-31'],
  FI: ['01-01', '01-06', '05-01', '12-06', '12-24', '12-25', '12-26'],
  NO: ['01-01', '05-01', '05-17', '12-25', '12-26'],
};
const BY_EASTER: Readonly<Record<string, readonly number[]>> = {
  SE: [-2, 1, 39],
  DK: [-3, -2, 1, 39, 50],
  FI: [-2, 1, 39],
  NO: [-3, -2, 1, 39, 50],
};

/** True when the country's calendar has a day off; weekends are days off too. Swedish and Finnish Midsummer Eve included. */
export function isDayOff(day: Day, country: string): boolean {
  if (weekday(day) > 5) return true;
  if (FIXED[country]?.includes(day.slice(5))) return true;
  const sunday = easter(Number(day.slice(0, 4)));
  if (BY_EASTER[country]?.some((offset) => addDays(sunday, offset) === day)) return true;
  const isMidsummerEve = weekday(day) === 5 && day.slice(5) >= '06-19' && day.slice(5) <= '06-25';
  return isMidsummerEve && (country === 'SE' || country === 'FI');
}

/** The working day that many working days after a day, by the country's calendar. */
export function addWorkingDays(day: Day, days: number, country: string): Day {
  let result = day;
  for (let left = days; left > 0; ) {
    result = addDays(result, 1);
    if (!isDayOff(result, country)) left -= 1;
  }
  return result;
}
