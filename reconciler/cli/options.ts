/** Reading options of the command line: by kind, with a message that names the option. */

import type { Invocation } from './command.ts';
import { UsageError } from './context.ts';

/** A text option, or null when it was not given. */
export function textOption(options: Invocation['options'], name: string): string | null {
  const value = options[name];
  return typeof value === 'string' ? value : null;
}

/** True when a switch was given. Commander gives `--no-x` as `x: false`. */
export function isOn(options: Invocation['options'], name: string): boolean {
  return options[name] === true;
}

/** False only when `--no-<name>` was given. */
export function isNotOff(options: Invocation['options'], name: string): boolean {
  return options[name] !== false;
}

/** A list option; empty when it was not given. */
export function listOption(options: Invocation['options'], name: string): readonly string[] {
  const value = options[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : typeof value === 'string' ? [value] : [];
}

/** A day, or null. */
export function dayOption(options: Invocation['options'], name: string, flag: string): string | null {
  const value = textOption(options, name);
  if (value === null) return null;
  if (!isDayText(value)) throw new UsageError(`${flag} is "${value}".`, 'A day is written YYYY-MM-DD, for example 2027-01-31.');
  return value;
}

/** True for `YYYY-MM-DD` that is in the calendar. */
export function isDayText(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/u.test(text) && isRealDay(text);
}

/** An amount as people type it, `1800`, `1800.00` or `1800,00`, perhaps with a currency: two decimals and a point. The currency of the company is added where it is missing. */
export function moneyOf(flag: string, text: string): string {
  const match = /^(\d{1,12})(?:[.,](\d{2}))?(?: ?([A-Z]{3}))?$/u.exec(text.trim());
  if (match === null) throw new UsageError(`${flag}: "${text}" is no amount.`, 'An amount is written 1800.00, or "1800.00 SEK".');
  const [, whole = '', cents = '00', currency] = match;
  return `${String(BigInt(whole))}.${cents}${currency === undefined ? '' : ` ${currency}`}`;
}

function isRealDay(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= days;
}

/** A word of a few, as typed at a question; null for anything else. */
export function wordOf<T extends string>(said: string, words: readonly T[]): T | null {
  return words.find((word) => word === said.toLowerCase()) ?? null;
}

/** An option that must be one of a few words. */
export function wordOption<T extends string>(value: string | null, flag: string, words: readonly T[]): T | null {
  if (value === null) return null;
  const found = words.find((word) => word === value);
  if (found === undefined) throw new UsageError(`${flag} is "${value}".`, `It can be ${words.join(', ')}.`);
  return found;
}
