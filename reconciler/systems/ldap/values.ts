/** Values as directories keep them -> values of ours: instants, days, identifiers, account bits. 64-bit numbers stay exact. Pure. */
import type { Day, Instant, Zone } from '../../../schemas/primitives.ts';
import { addDays, dayOf, instantOf, millisecondsOf, startOfDay } from '../../calendar.ts';

/** 100-nanosecond ticks in a millisecond. */
const TICKS = 10_000n;
/** Milliseconds from 1601-01-01 to 1970-01-01. */
const EPOCH = 11_644_473_600_000n;
/** The two ways of saying that an account never expires. */
const NEVER = new Set([0n, 9_223_372_036_854_775_807n]);
/** First and last millisecond of the years that have four digits. */
const [EARLIEST, LATEST] = [0n, 253_402_300_799_000n];

/** What is written for an account that does not expire. */
export const NEVER_EXPIRES = '0';

function ticksOf(text: string): bigint | null {
  return /^-?[0-9]{1,19}$/u.test(text) ? BigInt(text) : null;
}

/** The instant of a FILETIME, to the second and never later; null for 0, for "never" and for what is none. */
export function instantOfFiletime(text: string): Instant | null {
  const ticks = ticksOf(text);
  if (ticks === null || NEVER.has(ticks)) return null;
  const milliseconds = ticks / TICKS - EPOCH;
  return milliseconds < EARLIEST || milliseconds > LATEST ? null : instantOf(Number(milliseconds));
}

/** The FILETIME of an instant. */
export function filetimeOf(instant: Instant): string {
  return String((BigInt(millisecondsOf(instant)) + EPOCH) * TICKS);
}

/** True for both values that mean never. */
export function isNever(text: string): boolean {
  const ticks = ticksOf(text);
  return ticks !== null && NEVER.has(ticks);
}

/** The last day on which an account that ends at this instant can be used for a moment. */
export function lastDayBefore(end: Instant, zone: Zone): Day {
  return dayOf(instantOf(millisecondsOf(end) - 1000), zone);
}

/** The instant at which an account ends whose last day this is: the midnight that follows it. */
export function endOf(day: Day, zone: Zone): Instant {
  return startOfDay(addDays(day, 1), zone);
}

/** The instant of a GeneralizedTime in UTC, to the second (`20240131235959Z`, with or without a fraction); null for what is none. */
export function instantOfGeneralizedTime(text: string): Instant | null {
  const parts = /^([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})?(?:[.,][0-9]+)?Z$/u.exec(text);
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second = '00'] = parts;
  const milliseconds = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(milliseconds) || milliseconds < Number(EARLIEST) ? null : instantOf(milliseconds);
}

/** GeneralizedTime of an instant. */
export function generalizedTimeOf(instant: Instant): string {
  return instant.replaceAll(/[-:T]/gu, '');
}

/** 16 bytes as Active Directory keeps them (the first three fields turned round) -> text. Null for another length. */
export function guidOf(bytes: Uint8Array): string | null {
  if (bytes.length !== 16) return null;
  const hex = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15].map((at) => (bytes[at] ?? 0).toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** True for a text in the form of a UUID, in small letters. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u.test(text);
}

/** The bytes that `guidOf` reads; null for what is no UUID. */
export function bytesOfGuid(text: string): Buffer | null {
  if (!isUuid(text)) return null;
  const bytes = Buffer.from(text.replaceAll('-', ''), 'hex');
  return Buffer.from([3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15].map((at) => bytes[at] ?? 0));
}

/** `S-1-5-21-…` of the bytes of a security identifier; null for what is none. */
export function sidOf(bytes: Uint8Array): string | null {
  const count = bytes[1] ?? 0;
  if (bytes[0] !== 1 || count < 1 || count > 15 || bytes.length !== 8 + 4 * count) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const authority = view.getUint16(2) * 2 ** 32 + view.getUint32(4);
  const parts = Array.from({ length: count }, (_, index) => view.getUint32(8 + 4 * index, true));
  return ['S', 1, authority, ...parts].join('-');
}

/** ACCOUNTDISABLE of userAccountControl. */
const DISABLED = 2;

/** userAccountControl as a number; null for what is none. */
export function accountControlOf(text: string | null): number | null {
  return text !== null && /^-?[0-9]{1,10}$/u.test(text) ? Number(text) : null;
}

/** Whether the account is enabled. */
export function isEnabled(control: number): boolean {
  return (control & DISABLED) === 0;
}

/** The same bits, but the one that disables. */
export function withEnabled(control: number, enabled: boolean): number {
  return enabled ? control & ~DISABLED : control | DISABLED;
}

/** A mark of ours at the end of a description, and where it stands alone. */
const MARK = /(?:^|\s)\[lastday: disabled [0-9-]{10}\]$/u;

/** A description with the mark of the day; one that has a mark keeps its day. */
export function marked(text: string, day: Day): string {
  if (MARK.test(text)) return text;
  return `${text === '' ? '' : `${text} `}[lastday: disabled ${day}]`;
}

/** The description without the mark, as it was before. */
export function unmarked(text: string): string {
  return text.replace(MARK, '');
}
