/** Finds personal identity numbers (Sweden, Denmark, Norway, Finland) so that they are refused and never shown. */

const CANDIDATE = String.raw`(?:\d{6}|\d{8})[-+ ABCDEFUVWXY]?\d{3}[0-9A-Za-z]\d?(?![0-9A-Za-z])`;

/** A UUID (RFC 9562). */
const UUID = '[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}';

/** A domain, or an account in one (MS-DTYP 2.4.2.1; 12-1 is Entra's). One domain in fifty has a part that would pass for a person's number. */
const SID = String.raw`[Ss]-1-(?:5-21|12-1)(?:-\d{1,10}){3,4}`;

/** What is looked at. Identifiers are taken whole, so that nothing is found within them. */
const LOOKED_AT = new RegExp(`(?<![0-9A-Za-z])(?:(?:${UUID}|${SID})(?!-?[0-9A-Za-z])|${CANDIDATE})`, 'gu');

function isDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (days[month - 1] ?? 0);
}

function digitsOf(text: string): number[] {
  return Array.from(text.replaceAll(/[^0-9]/gu, ''), Number);
}

function weighted(digits: readonly number[], weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * (digits[index] ?? 0), 0);
}

/** Sweden: six or eight digits of birth (day + 60 for a coordination number), four more, the last a Luhn digit. */
function isSwedish(text: string): boolean {
  const found = /^(?:18|19|20)?(\d\d)(\d\d)(\d\d)[-+]?\d{4}$/u.exec(text);
  if (found === null) return false;
  const day = Number(found[3]);
  if (!isDate(2000, Number(found[2]), day > 60 ? day - 60 : day)) return false;
  const luhn = digitsOf(text).slice(-10);
  const sum = luhn.reduce((total, digit, index) => {
    const doubled = index % 2 === 0 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/** Denmark: day, month, year and four more. Check digits ended in 2007, so date and hyphen must do; without a hyphen the old check digit must fit. */
function isDanish(text: string): boolean {
  const found = /^(\d\d)(\d\d)(\d\d)([- ]?)\d{4}$/u.exec(text);
  if (found === null || !isDate(2000, Number(found[2]), Number(found[1]))) return false;
  return found[4] !== '' || weighted(digitsOf(text), [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;
}

/** Norway: day (+ 40 for a D number), month, year, three more and two check digits. */
function isNorwegian(text: string): boolean {
  const found = /^(\d\d)(\d\d)\d\d[ -]?\d{5}$/u.exec(text);
  if (found === null) return false;
  const day = Number(found[1]);
  if (!isDate(2000, Number(found[2]), day > 40 ? day - 40 : day)) return false;
  const digits = digitsOf(text);
  return weighted(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0 && weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;
}

/** Finland: day, month, year, a sign of the century, three digits and a check character. */
function isFinnish(text: string): boolean {
  const found = /^(\d\d)(\d\d)(\d\d)[-+ABCDEFUVWXY](\d{3})([0-9A-Z])$/u.exec(text.toUpperCase());
  if (found === null || !isDate(2000, Number(found[2]), Number(found[1]))) return false;
  const number = Number(`${found[1]}${found[2]}${found[3]}${found[4]}`);
  return '0123456789ABCDEFHJKLMNPRSTUVWXY'[number % 31] === found[5];
}

/** True for a text that is a personal identity number and nothing else. */
export function isPersonalNumber(text: string): boolean {
  return isSwedish(text) || isDanish(text) || isNorwegian(text) || isFinnish(text);
}

/** Where personal identity numbers stand in a text: start and end of each. */
export function personalNumbers(text: string): readonly { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (const match of text.matchAll(LOOKED_AT)) {
    if (isPersonalNumber(match[0])) found.push({ start: match.index, end: match.index + match[0].length });
  }
  return found;
}

/** The text with every personal identity number taken out. */
export function withoutPersonalNumbers(text: string): string {
  return text.replaceAll(LOOKED_AT, (match) => (isPersonalNumber(match) ? '[number withheld]' : match));
}
