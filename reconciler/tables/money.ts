/** Amounts of money as other people's tables write them. Pure; integers only. */
import type { Money } from '../../schemas/primitives.ts';

const SIGNS: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP', US$: 'USD' };
/** Signs that several currencies share: they mean the currency that the reader of the table names. */
const SHARED = new Set(['$', 'KR', 'KR.', ':-', '¥']);

/** Digits before and after the decimal sign; null when groups of digits are not as they should be. */
function splitDigits(number: string): { whole: string; cents: string } | null {
  const last = Math.max(number.lastIndexOf('.'), number.lastIndexOf(','));
  const tail = last < 0 ? '' : number.slice(last + 1);
  const sign = number[last] ?? '';
  const isSingle = last >= 0 && number.indexOf(sign) === last;
  const isDecimal = last >= 0 && /^\d{1,2}$/u.test(tail) && isSingle;
  const head = isDecimal ? number.slice(0, last) : number;
  const groups = head.split(/[., ']/u);
  const [first = '', ...others] = groups;
  if (!/^\d+$/u.test(first) || others.some((group) => !/^\d{3}$/u.test(group))) return null;
  if (others.length > 0 && first.length > 3) return null;
  return { whole: groups.join(''), cents: isDecimal ? tail.padEnd(2, '0') : '00' };
}

/**
 * The amount that a cell names, in the cell's own currency or the given one: `$12.58`, `2266.13`, `1.234,50 €`, `SEK 12 400`.
 * Null when it is empty or no amount. One separator before three digits groups thousands.
 */
export function parseMoney(text: string, currency: string): Money | null {
  const flat = text.replaceAll(/[\u00a0\u202f\u2009]/gu, ' ').trim();
  const [, before = '', number = '', after = ''] = /^([^\d]*?)(\d[\d., ']*\d|\d)([^\d]*)$/u.exec(flat) ?? [];
  if (number === '') return null;
  const isNegative = /[-\u2212(]/u.test(before);
  const word = `${before}${after}`
    .replaceAll(/[-\u2212()\s]/gu, '')
    .toUpperCase()
    .replace(/^:$|^,$/u, '');
  const named = SIGNS[word] ?? (/^[A-Z]{3}$/u.test(word) ? word : null);
  if (named === null && word !== '' && !SHARED.has(word) && !SHARED.has(`${word}-`)) return null;
  const digits = splitDigits(number);
  if (digits === null) return null;
  const whole = digits.whole.replace(/^0+(?=\d)/u, '');
  if (whole.length > 12) return null;
  const isZero = /^0*$/u.test(whole) && digits.cents === '00';
  return `${isNegative && !isZero ? '-' : ''}${whole}.${digits.cents} ${named ?? currency}` as Money;
}
