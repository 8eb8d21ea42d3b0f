/** `kind: csv` in `policies/systems/<id>.yaml`. */
import { z } from 'zod';
import { opt, req, ShortText } from '../primitives.ts';
import { NamedStatus, shared } from './shared.ts';

const column = (what: string, example: string) => opt(ShortText, `Heading of the column with ${what}.`, example);

const Columns = z.strictObject({
  id: req(ShortText, 'Heading of the column with the immutable id.', 'Username'),
  login: column('the sign-in name', 'Username'),
  email: column('the address', 'Email'),
  enabled: column('whether the account is enabled', 'Activated'),
  groups: column('groups, several in one cell', 'Groups'),
  roles: column('roles, several in one cell', 'Roles'),
  licences: column('licences, several in one cell', 'Licences'),
  lastUse: column('the day of last use', 'Last login'),
  tag: column('the asset tag', 'Asset Tag'),
  serial: column('the serial number', 'Serial'),
  status: column("the device's status", 'Status'),
  holder: column("the holder's sign-in name", 'Checked Out To: Username'),
  firstDay: column('the first day', 'Start Date'),
  lastDay: column('the last day', 'End Date'),
  unit: column('the unit', 'Department'),
});

const Freshness = z.strictObject({
  column: opt(ShortText, 'A column with the day or instant of the export.', 'Exported'),
  sideFile: opt(
    z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/u),
    'A file beside the export whose first line is the instant.',
    'export.stamp',
  ),
  file: opt(z.literal('modified'), "The file's own time of change.", 'modified'),
});

/** One export file below the export folder. */
export const CsvTable = z.strictObject({
  holds: req(z.enum(['accounts', 'assets', 'people']), 'What the rows are.', 'accounts'),
  file: req(
    z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}(\/[A-Za-z0-9][A-Za-z0-9._-]{0,99}){0,5}$/u),
    'Path below the export folder that the runner names.',
    'vpn/accounts.csv',
  ),
  columns: req(Columns, 'Which heading is what.', { id: 'Username', enabled: 'Activated' }),
  encoding: opt(
    z.enum(['auto', 'utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-15']),
    'Character encoding. Default: auto (byte order mark, else UTF-8, else windows-1252).',
    'auto',
  ),
  delimiter: opt(z.enum(['auto', 'comma', 'semicolon', 'tab', 'pipe']), 'What separates cells. Default: auto.', 'semicolon'),
  enabledWhen: opt(z.array(ShortText).min(1).max(20), 'Words that mean enabled, regardless of case.', ['true', 'yes', '1']),
  disabledWhen: opt(z.array(ShortText).min(1).max(20), 'Words that mean disabled; any other word is unknown.', ['false', 'no', '0']),
  dates: opt(z.enum(['ymd', 'dmy', 'mdy']), 'Order of day, month and year. Default: ymd.', 'mdy'),
  listSeparator: opt(
    z.enum(['comma', 'semicolon', 'pipe', 'newline']),
    'What separates several values in one cell. Default: comma.',
    'semicolon',
  ),
  freshness: req(Freshness, 'How the age of the export is known; exactly one way.', { file: 'modified' }),
});
export type CsvTable = z.infer<typeof CsvTable>;

/** Exports in a folder. */
export const CsvSystem = z.strictObject({
  kind: req(z.literal('csv'), 'Exports below the export folder; its changes are handed over to a desk.', 'csv'),
  ...shared,
  statuses: opt(
    z.array(NamedStatus).min(1).max(30),
    'Which word of the column `status` means which status of a device, regardless of case. Without it no status is followed there.',
    [{ means: 'received', name: 'To wipe' }],
  ),
  tables: req(z.array(CsvTable).min(1).max(10), 'The export files.', [
    { holds: 'accounts', file: 'vpn.csv', columns: { id: 'Username' }, freshness: { file: 'modified' } },
  ]),
});
