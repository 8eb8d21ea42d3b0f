/** `policies/systems/<id>.yaml`: an outside system, how far it may be changed, and what its seats cost. */
import { z } from 'zod';
import { DeviceStatus } from './device.ts';
import { Count, Day, Entitlement, ForeignId, Hours, Id, Money, opt, Period, req, ShortText, SystemId } from './primitives.ts';

/** How far the reconciler goes: not read; read and compared; also changed. New systems begin with observe. */
export const SystemMode = z.enum(['off', 'observe', 'enforce']);
export type SystemMode = z.infer<typeof SystemMode>;

/** A record that every complete reading must show (or, with `absent`, must not show). */
export const Canary = z.strictObject({
  id: req(ForeignId, 'Immutable id of the record.', 'canary-1'),
  enabled: opt(z.boolean(), 'Whether it must be enabled.', true),
  groups: opt(z.array(Entitlement).max(20), 'Groups it must be seen in.', ['canaries']),
  absent: opt(z.boolean(), 'True for a record of somewhere else that must never be seen.', false),
});
export type Canary = z.infer<typeof Canary>;

const Commitment = z.strictObject({
  until: req(Day, 'Last day of the term; a freed seat saves money from the day after.', '2027-06-30'),
  quantity: req(Count, 'Seats that must be paid until then.', 49),
});

/** What one kind of paid seat costs. */
export const LicencePrice = z.strictObject({
  id: req(Entitlement, 'The licence as the system names it.', 'SPE_E3'),
  name: opt(ShortText, 'Name for people.', 'E3'),
  price: req(Money, 'Price per seat and period.', '389.00 SEK'),
  per: req(z.enum(['month', 'year']), 'The period of the price.', 'month'),
  seats: opt(Count, 'Seats bought, where the system does not tell.', 49),
  commitment: opt(Commitment, 'Seats that are committed for a term.', { until: '2027-06-30', quantity: 49 }),
});
export type LicencePrice = z.infer<typeof LicencePrice>;

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

const Credential = z.strictObject({
  read: opt(Id, "Name of the credential for reading; the runner's environment holds it.", 'ad-read'),
  write: opt(Id, 'Name of the credential for writing.', 'ad-write'),
});

const Supplier = z.strictObject({
  does: req(Id, 'Desk that carries out what is handed over.', 'driftpahitt'),
  checks: req(Id, 'Desk that checks it.', 'it'),
  within: req(Hours, "Agreed time, in the desk's hours.", 'PT8H'),
});

/** An address that a credential may be sent to: https, or http to this machine alone. */
export const WebAddress = z
  .string()
  .regex(
    /^(https:\/\/[a-z0-9][a-z0-9.-]{0,250}(:[1-9][0-9]{0,4})?|http:\/\/127\.0\.0\.1(:[1-9][0-9]{0,4})?)(\/[A-Za-z0-9_-][A-Za-z0-9._-]{0,60}){0,5}$/u,
  );

/** What a status label of an inventory means in the files. */
export const StatusLabel = z.strictObject({
  means: req(DeviceStatus, 'The status in the files.', 'received'),
  id: req(z.int().min(1).max(2_147_483_647), 'Id of the label in the inventory.', 7),
  name: req(ShortText, 'Its name there; the reading is not trusted when the label with this id has another one.', 'Returned - to wipe'),
});
export type StatusLabel = z.infer<typeof StatusLabel>;

const Decides = z.enum(['files', 'inventory']);

/** Who decides about a field of a device where the files and the inventory differ. */
export const Authority = z.strictObject({
  holder: opt(Decides, 'Who has the device. Default: files; then the inventory follows a merged change of the file.', 'inventory'),
  status: opt(Decides, 'Received, ready or retired, of devices that nobody has. Default: files.', 'inventory'),
});

/** The status in Request Tracker that a status of the files is written as. */
const RtStatus = z.strictObject({
  means: req(DeviceStatus, 'The status in the files.', 'received'),
  name: req(ShortText, "The status in the catalog's lifecycle.", 'allocated'),
});

const RtFields = z.strictObject({
  tag: opt(ShortText, 'Custom field with the asset tag. Default: the name of the asset.', 'Asset tag'),
  serial: opt(ShortText, 'Custom field with the serial number.', 'Serial number'),
});

const shared = {
  id: req(SystemId, 'Id of the system, equal to the file name.', 'ad'),
  name: opt(ShortText, 'Name for people.', 'Active Directory'),
  mode: req(SystemMode, 'How far the reconciler goes; new systems begin with observe.', 'observe'),
  tenant: req(ForeignId, 'The tenant, domain or organisation that answers must come from; (kind, tenant) is unique.', 'exempel-test'),
  holds: req(
    z
      .array(z.enum(['accounts', 'assets', 'people']))
      .min(1)
      .max(3),
    'What the system knows.',
    ['accounts'],
  ),
  identityProvider: opt(z.boolean(), 'True for the system whose sign-in is ended first.', true),
  desk: opt(Id, 'Desk that owns the system.', 'it'),
  authoritative: opt(z.array(z.enum(['grants', 'licences'])).max(2), 'What the files alone decide; undeclared ones are removed.', [
    'grants',
  ]),
  authority: opt(Authority, 'Who decides where the files and this inventory differ; `inventory`: the file follows by a pull request.', {
    holder: 'inventory',
  }),
  canaries: opt(z.array(Canary).max(50), 'Records that show whether a reading is whole.', [{ id: 'canary-1' }]),
  maxAge: opt(Period, 'How old a reading may be. Default: P2D.', 'P14D'),
  lag: opt(Hours, 'How long after the fact the system knows (an HR feed).', 'PT48H'),
  licences: opt(z.array(LicencePrice).max(200), 'What seats cost.', [{ id: 'SPE_E3', price: '389.00 SEK', per: 'month' }]),
  supplier: opt(Supplier, 'Who does the work and who checks it, where it is done outside.', {
    does: 'driftpahitt',
    checks: 'it',
    within: 'PT8H',
  }),
  credential: opt(Credential, 'Names of credentials; never their values.', { read: 'ad-read', write: 'ad-write' }),
};

/** An outside system. */
export const System = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: req(
      z.literal('practice'),
      'A JSON file that behaves like a directory and an inventory; for demonstration, training and tests.',
      'practice',
    ),
    ...shared,
    world: req(
      z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/u),
      'The world file below the export folder that the runner names.',
      'ad.json',
    ),
    pageSize: opt(z.int().min(1).max(10_000), 'Records per page. Default: 50.', 50),
  }),
  z.strictObject({
    kind: req(z.literal('csv'), 'Exports below the export folder; its changes are handed over to a desk.', 'csv'),
    ...shared,
    tables: req(z.array(CsvTable).min(1).max(10), 'The export files.', [
      { holds: 'accounts', file: 'vpn.csv', columns: { id: 'Username' }, freshness: { file: 'modified' } },
    ]),
  }),
  z.strictObject({
    kind: req(z.literal('snipe-it'), 'Snipe-IT, an inventory with users and licence seats; see docs/systems/snipe-it.md.', 'snipe-it'),
    ...shared,
    address: req(WebAddress, 'Address of the instance: https, or http to 127.0.0.1.', 'https://inventory.exempel.example'),
    statusLabels: req(z.array(StatusLabel).min(1).max(50), 'Which status label means what; one for each status, `received` among them.', [
      { means: 'received', id: 7, name: 'Returned - to wipe' },
    ]),
    pageSize: opt(z.int().min(1).max(500), 'Records per page. Default: 500, the most that an instance gives as it comes.', 500),
    requestsPerMinute: opt(z.int().min(1).max(6000), 'Requests in any minute. Default: 120, as an instance allows as it comes.', 120),
  }),
  z.strictObject({
    kind: req(z.literal('rt'), 'A catalog of assets in Request Tracker 5; see docs/systems/rt.md.', 'rt'),
    ...shared,
    address: req(WebAddress, 'Address of its pages: https, or http to 127.0.0.1.', 'https://rt.exempel.example'),
    catalog: req(ShortText, 'The catalog that is read.', 'Hardware'),
    fields: opt(RtFields, 'Custom fields of its assets.', { tag: 'Asset tag', serial: 'Serial number' }),
    statuses: opt(
      z.array(RtStatus).min(1).max(20),
      "Which status an asset is given. Default: those of Request Tracker's own lifecycle `assets`.",
      [{ means: 'received', name: 'allocated' }],
    ),
    pageSize: opt(z.int().min(1).max(100), 'Assets per page. Default: 100, the most that it gives.', 100),
  }),
]);
export type System = z.infer<typeof System>;
