/** The report of an import as text: counts, then every reason with the lines it concerns. No name, no cell's content. */
import type { ImportReport, RowReason } from '../import/report.ts';
import { WIDTH, wrap } from '../report/layout.ts';

const REASONS: Readonly<Record<RowReason, string>> = {
  'no-login': 'no sign-in name',
  'duplicate-login': 'sign-in name of an earlier row',
  'login-not-allowed': 'sign-in name has signs that it cannot have',
  'no-name': 'no name; the person is written as withheld',
  'email-not-read': 'not an address',
  'word-not-understood': 'neither yes nor no',
  'day-not-read': 'not a date',
  'end-before-start': 'the end is before the beginning; only the end was taken',
  'manager-is-self': 'their own manager; left out',
  'manager-unknown': 'a manager who is not among the people; left out',
  'manager-ambiguous': 'a manager whose name several people have; left out',
  'manager-circle': 'a manager who, through others, reports to them; left out',
  'already-there': 'already in the repository; their file was kept',
  'last-day-differs': 'the last day differs from the file; lastday offboard and lastday extend move it',
  'no-tag': 'no asset tag',
  'tag-not-allowed': 'asset tag has signs that it cannot have (letters, digits and hyphens)',
  'duplicate-tag': 'asset tag of an earlier row',
  'duplicate-serial': 'serial number of an earlier row; left out',
  'text-too-long': 'longer than 200 characters; cut or left out',
  'cost-not-read': 'not an amount of money',
  'holder-unknown': 'held by somebody who is not among the people; with --create-holders they are made',
  'holder-created': 'held by somebody who was not among the people; made',
  'checked-out-to-device': 'checked out to another device; written without a holder',
  'no-licence-id': 'no id of the licence',
  'duplicate-licence': 'licence of an earlier row',
  'seats-not-read': 'not a number of seats',
  'licence-holder-unknown': 'licensed to somebody who is not among the people',
  'too-many-licences': 'more than 200 licences',
  'no-system': 'no system to keep prices in; import people first',
};

const MOST_LINES = 12;

function linesOf(lines: readonly number[]): string {
  const shown = lines.slice(0, MOST_LINES).join(', ');
  return lines.length > MOST_LINES ? `${shown} and ${lines.length - MOST_LINES} more` : shown;
}

/** One line per reason, column and outcome. */
function reasonLines(report: ImportReport): string[] {
  const groups = new Map<string, number[]>();
  for (const row of report.rows) {
    for (const note of row.notes) {
      const key = `${row.table}\t${row.outcome}\t${note.reason}\t${note.column ?? ''}`;
      groups.set(key, [...(groups.get(key) ?? []), row.line]);
    }
  }
  return [...groups].map(([key, lines]) => {
    const [table, outcome, reason, column] = key.split('\t');
    const where = column === '' ? '' : ` (${column})`;
    const verdict = outcome === 'used' ? 'used' : 'NOT USED';
    return `  ${table}: ${lines.length} ${verdict}, ${REASONS[reason as RowReason]}${where}: line ${linesOf(lines)}`;
  });
}

/** One line per table: its columns that no field takes, each with the number of rows that have something there. */
function unusedLines(unused: ImportReport['unused']): string[] {
  const tables = new Set(unused.map((one) => one.table));
  return [...tables].map((table) => {
    const columns = unused.filter((one) => one.table === table).map((one) => `${one.column} (${one.rows})`);
    return `  ${table}: columns that no field takes: ${columns.join(', ')}`;
  });
}

/** A line at 80 columns; what does not fit goes on below, indented. */
function folded(line: string): string {
  const text = line.trimStart();
  const indent = ' '.repeat(line.length - text.length);
  const [first = '', ...rest] = wrap(text, WIDTH - 4);
  return [indent + first, ...rest.map((part) => `    ${part}`)].join('\n');
}

/** The whole text. */
export function importText(report: ImportReport, about: { readonly files: readonly string[]; readonly isDry: boolean }): string {
  const { counts, rows, problems, unused } = report;
  const used = rows.filter((row) => row.outcome === 'used').length;
  const holders = counts.holders === 0 ? '' : `, ${counts.holders} people made of device holders`;
  const lines = [
    `${rows.length} rows: ${used} used, ${rows.length - used} not used`,
    `${counts.employees} people${holders}, ${counts.devices} devices, ${counts.licences} licences`,
    ...problems.map((problem) => `  ${problem.table}: NOTHING USED, ${problem.text}`),
    ...reasonLines(report),
    ...unusedLines(unused),
    `${about.files.length} files ${about.isDry ? 'would be written' : 'written'}`,
  ];
  const next = 'Next: lastday validate, commit, then put the exports into the folder that LASTDAY_EXPORTS names and run: lastday plan';
  return `${[...lines, ...(about.isDry || about.files.length === 0 ? [] : [next])].map(folded).join('\n')}\n`;
}
