/** Days, times, money, numbers and lists as people of one language write them. Pure: no runtime locale data. */
import type { Day, Instant, Locale, Zone } from '../../schemas/primitives.ts';
import { dayOf, daysBetween, timeOf, weekday } from '../calendar.ts';

/** A language that there are texts in. */
export type Language = 'sv' | 'da' | 'en';

/** The language a reader gets: their own where there are texts in it, else English. */
export function languageOf(locale: Locale): Language {
  return locale === 'sv' || locale === 'da' ? locale : 'en';
}

const WEEKDAYS: Readonly<Record<Language, readonly string[]>> = {
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  sv: ['mån', 'tis', 'ons', 'tors', 'fre', 'lör', 'sön'],
  da: ['man', 'tirs', 'ons', 'tors', 'fre', 'lør', 'søn'],
};

const MONTHS: Readonly<Record<Language, readonly string[]>> = {
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  sv: ['jan', 'feb', 'mars', 'apr', 'maj', 'juni', 'juli', 'aug', 'sep', 'okt', 'nov', 'dec'],
  da: ['jan', 'feb', 'mar', 'apr', 'maj', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec'],
};

/** True for text that is a day `YYYY-MM-DD`. */
export function isDay(text: string): text is Day {
  return /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/u.test(text);
}

/** `4 Jan`, `4 jan`, `4. jan`. */
export function dayAndMonth(locale: Locale, day: Day): string {
  const language = languageOf(locale);
  const month = MONTHS[language][Number(day.slice(5, 7)) - 1] ?? '';
  return `${Number(day.slice(8, 10))}${language === 'da' ? '.' : ''} ${month}`;
}

/** `Mon 4 Jan`, `mån 4 jan`, `man 4. jan`. */
export function dayShort(locale: Locale, day: Day): string {
  return `${WEEKDAYS[languageOf(locale)][weekday(day) - 1] ?? ''} ${dayAndMonth(locale, day)}`;
}

/** `Mon 4 Jan 2027`, `mån 4 jan 2027`, `man 4. jan 2027`. */
export function dayLong(locale: Locale, day: Day): string {
  return `${dayShort(locale, day)} ${day.slice(0, 4)}`;
}

/** The shortest form that cannot be misread today: `Thu 31 Dec` within about half a year, else `30 Nov 2025`. */
export function dayNear(locale: Locale, day: Day, today: Day): string {
  if (Math.abs(daysBetween(today, day)) <= 180) return dayShort(locale, day);
  return `${dayAndMonth(locale, day)} ${day.slice(0, 4)}`;
}

/** `16:00`, by the wall clock of the zone. */
export function time(instant: Instant, zone: Zone): string {
  return timeOf(instant, zone);
}

/** `02:00:41`, by the wall clock of the zone. */
export function timeWithSeconds(instant: Instant, zone: Zone): string {
  return `${timeOf(instant, zone)}${instant.slice(16, 19)}`;
}

/** `Mon 4 Jan 2027 02:00 (Europe/Stockholm)`. */
export function moment(locale: Locale, instant: Instant, zone: Zone): string {
  return `${dayLong(locale, dayOf(instant, zone))} ${timeOf(instant, zone)} (${zone})`;
}

const IN: Readonly<Record<Language, string>> = { en: 'in', sv: 'i', da: 'i' };

/** `Mon 4 Jan 2027, 02:00 in Stockholm`: the city stands for its zone. */
export function momentIn(locale: Locale, instant: Instant, zone: Zone): string {
  const place = zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
  const where = zone.includes('/') ? `${IN[languageOf(locale)]} ${place}` : place;
  return `${dayLong(locale, dayOf(instant, zone))}, ${timeOf(instant, zone)} ${where}`;
}

function group(digits: string, language: Language): string {
  return digits.replaceAll(/\B(?=(\d{3})+$)/gu, language === 'da' ? '.' : ' ');
}

/** A whole number: `3 612`, in Danish `3.612`. */
export function number(locale: Locale, value: number | bigint): string {
  const text = String(value);
  const sign = text.startsWith('-') ? '-' : '';
  return sign + group(text.slice(sign.length), languageOf(locale));
}

/** The amount without its currency: `1 800.00`, `1 800,00`, `1.800,00`. Text that is no amount comes back as it is. */
export function amount(locale: Locale, value: string): string {
  const match = /^(-?)(\d+)\.(\d{2})(?: [A-Z]{3})?$/u.exec(value);
  if (match === null) return value;
  const language = languageOf(locale);
  return `${match[1] ?? ''}${group(match[2] ?? '', language)}${language === 'en' ? '.' : ','}${match[3] ?? ''}`;
}

/** `1 800.00 SEK`, `1 800,00 SEK`, `1.800,00 SEK`. Text that is no amount comes back as it is. */
export function money(locale: Locale, value: string): string {
  const currency = value.slice(-3);
  return /^-?\d+\.\d{2} [A-Z]{3}$/u.test(value) ? `${amount(locale, value)} ${currency}` : value;
}

const AND: Readonly<Record<Language, string>> = { en: 'and', sv: 'och', da: 'og' };

/** `a, b and c`. */
export function list(locale: Locale, items: readonly string[]): string {
  const last = items.at(-1);
  if (items.length < 2 || last === undefined) return last ?? '';
  return `${items.slice(0, -1).join(', ')} ${AND[languageOf(locale)]} ${last}`;
}
