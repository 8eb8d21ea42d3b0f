/** The small language of the text tables: placeholders, plurals, parts that may be left out. */
import type { Locale } from '../../schemas/primitives.ts';
import { amount, dayAndMonth, dayLong, dayShort, isDay, money, number } from './format.ts';

/** The values of a sentence, by name; days, amounts and numbers as files write them. */
export type Values = Readonly<Record<string, string>>;

const PLACEHOLDER = /\{(\w+)(?::(\w+))?(?:\|([^|{}]*)\|([^|{}]*))?\}/gu;
const OPTIONAL = /\[([^[\]]*)\]/gu;

function format(locale: Locale, value: string, how: string): string {
  switch (how) {
    case 'day':
      return isDay(value) ? dayLong(locale, value) : value;
    case 'short':
      return isDay(value) ? dayShort(locale, value) : value;
    case 'date':
      return isDay(value) ? dayAndMonth(locale, value) : value;
    case 'money':
      return money(locale, value);
    case 'amount':
      return amount(locale, value);
    case 'number':
      return /^-?\d{1,15}$/u.test(value) ? number(locale, Number(value)) : value;
    default:
      return value;
  }
}

function valueOf(values: Values, name: string): string {
  return Object.hasOwn(values, name) ? (values[name] ?? '') : '';
}

function fill(locale: Locale, template: string, values: Values): string {
  return template.replaceAll(PLACEHOLDER, (...match) => {
    const [name, how, one, many] = match.slice(1, 5) as [string, ...(string | undefined)[]];
    const value = valueOf(values, name);
    const shown = format(locale, value, how ?? '');
    if (one === undefined || many === undefined) return shown;
    return (value === '1' ? one : many).replaceAll('#', () => format(locale, value, 'number'));
  });
}

function namesIn(template: string): string[] {
  return [...template.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
}

/** Names of the placeholders in a template, sorted, each once. */
export function placeholders(template: string): string[] {
  return [...new Set(namesIn(template))].sort();
}

/**
 * Fills a template. `{name}` is the value as it is, `{name:day}` (also `short`, `date`, `money`, `amount`, `number`) formats it,
 * `{name|# person|# people}` chooses by number. A part in `[…]` is left out when one of its values is missing or empty.
 */
export function render(locale: Locale, template: string, values: Values): string {
  const kept = template.replaceAll(OPTIONAL, (_whole, part: string) =>
    namesIn(part).every((name) => valueOf(values, name) !== '') ? part : '',
  );
  return fill(locale, kept, values);
}
