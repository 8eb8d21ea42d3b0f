/** Days and instants as other people's tables write them. Pure; nothing is guessed: what is not a date is null. */
import type { Day, Instant } from '../../schemas/primitives.ts';

/** Order of day, month and year in dates with separators. */
export type DateOrder = 'ymd' | 'dmy' | 'mdy';

const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Two digits are 1969 to 2068, as in POSIX. */
function fullYear(digits: string): number {
  const number = Number(digits);
  if (digits.length > 2) return number;
  return number < 69 ? 2000 + number : 1900 + number;
}

function toDay(year: number, month: number, day: number): Day | null {
  const most = month === 2 && !isLeap(year) ? 28 : (MONTH_DAYS[month - 1] ?? 0);
  if (year < 1900 || year > 2199 || day < 1 || day > most) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as Day;
}

const TIME = String.raw`(?:[T ]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?)?`;
const ISO = new RegExp(`^(\\d{4})-(\\d{1,2})-(\\d{1,2})${TIME}$`, 'u');
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/u;
const SEPARATED = new RegExp(`^(\\d{1,4})[./ -](\\d{1,2})[./ -](\\d{1,4})\\.?${TIME}$`, 'u');

/** The three numbers of a separated date in the given order; null when the year is where it cannot be. */
function inOrder([first, second, third]: readonly [string, string, string], order: DateOrder): Day | null {
  if (first.length > 2) return toDay(Number(first), Number(second), Number(third));
  if (order === 'ymd') return third.length > 2 ? null : toDay(fullYear(first), Number(second), Number(third));
  if (third.length === 3) return null;
  const year = fullYear(third);
  return order === 'dmy' ? toDay(year, Number(second), Number(first)) : toDay(year, Number(first), Number(second));
}

/** The day that a cell names, its time of day left out; null when it is empty or no date. A four-digit year in front is always year, month, day. */
export function parseDay(text: string, order: DateOrder): Day | null {
  const trimmed = text.trim();
  const whole = ISO.exec(trimmed) ?? COMPACT.exec(trimmed);
  if (whole !== null) return toDay(Number(whole[1]), Number(whole[2]), Number(whole[3]));
  const [, first, second, third] = SEPARATED.exec(trimmed) ?? [];
  if (first === undefined || second === undefined || third === undefined) return null;
  if (first.length === 3 || (first.length === 4 && third.length > 2)) return null;
  return inOrder([first, second, third], order);
}

const CLOCK = /[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/u;

function offsetMinutes(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z' || zone === 'UTC') return 0;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/u.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

const TWO = (number: number) => String(number).padStart(2, '0');

function previousDay(day: Day): Day | null {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  if (date > 1) return toDay(year, month, date - 1);
  if (month === 1) return toDay(year - 1, 12, 31);
  return toDay(year, month - 1, month === 3 && !isLeap(year) ? 28 : (MONTH_DAYS[month - 2] ?? 0));
}

function nextDay(day: Day): Day | null {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return toDay(year, month, date + 1) ?? toDay(year, month + 1, 1) ?? toDay(year + 1, 1, 1);
}

/** The instant that a cell names; a day alone is its first second in UTC, a time without a zone is UTC. Null when it is neither. */
export function parseInstant(text: string, order: DateOrder): Instant | null {
  const trimmed = text.trim();
  const day = parseDay(trimmed, order);
  if (day === null) return null;
  const [, hours, minutes, seconds, zone] = CLOCK.exec(trimmed) ?? [];
  if (hours === undefined || minutes === undefined) return `${day}T00:00:00Z` as Instant;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds ?? 0) > 59) return null;
  const total = Number(hours) * 60 + Number(minutes) - offsetMinutes(zone);
  const moved = total < 0 ? previousDay(day) : total >= 1440 ? nextDay(day) : day;
  const inDay = (total + 1440) % 1440;
  return moved === null ? null : (`${moved}T${TWO(Math.floor(inDay / 60))}:${TWO(inDay % 60)}:${seconds ?? '00'}Z` as Instant);
}
