/** Text -> a cell of a CSV file that a spreadsheet shows and never calculates. */

/** What spreadsheets take for the start of a formula, full-width forms included; a plain number is none. */
const FORMULA = /^[\s\p{Cf}]*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20\u2212]/u;
const NUMBER = /^-?[0-9]+([.,][0-9]+)?$/u;

/** The text as one cell after RFC 4180. A text that would begin a formula gets an apostrophe in front. */
export function escapeCsv(text: string): string {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",;\r\n\t']|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of a CSV file, ended by CR LF. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(escapeCsv).join(',')}\r\n`;
}
