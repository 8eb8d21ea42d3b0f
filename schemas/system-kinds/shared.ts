/** What every kind of outside system has in its file. */
import { z } from 'zod';
import { DeviceStatus } from '../device.ts';
import { Count, Day, Entitlement, ForeignId, Hours, Id, Money, opt, Period, req, ShortText, SystemId } from '../primitives.ts';

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

/** A status of an inventory that a status of the files is written as. */
export const NamedStatus = z.strictObject({
  means: req(DeviceStatus, 'The status in the files.', 'received'),
  name: req(ShortText, 'The status in the inventory.', 'allocated'),
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

const Decides = z.enum(['files', 'inventory']);

/** Who decides about a field of a device where the files and the inventory differ. */
export const Authority = z.strictObject({
  holder: opt(Decides, 'Who has the device. Default: files; then the inventory follows a merged change of the file.', 'inventory'),
  status: opt(Decides, 'Received, ready or retired, of devices that nobody has. Default: files.', 'inventory'),
});

/** The fields of every kind. */
export const shared = {
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
  allowDeletion: opt(
    z.boolean(),
    'True: sign-in may be ended here although the system then deletes the account for good. Default: false, it is held and done by hand.',
    true,
  ),
  endDay: opt(
    z.enum(['keep', 'ignore']),
    "Whether the last day that the system itself keeps of an account follows the person's, so that access ends there even when no run comes. Default: ignore.",
    'keep',
  ),
  authority: opt(Authority, 'Who decides where the files and this inventory differ; `inventory`: the file follows by a pull request.', {
    holder: 'inventory',
  }),
  canaries: opt(z.array(Canary).max(50), 'Records that show whether a reading is whole.', [{ id: 'canary-1' }]),
  maxAge: opt(Period, 'How old a reading may be. Default: P2D.', 'P14D'),
  lag: opt(Hours, 'How long after the fact the system knows (an HR feed).', 'PT48H'),
  licences: opt(z.array(LicencePrice).max(200), 'What seats cost.', [{ id: 'SPE_E3', price: '389.00 SEK', per: 'month' }]),
  mailboxLicences: opt(
    z.array(Entitlement).min(1).max(50),
    'Seats that carry the mailbox, which goes when they go: they wait for it, others do not. Default: any seat may.',
    ['SPE_E3'],
  ),
  supplier: opt(Supplier, 'Who does the work and who checks it, where it is done outside.', {
    does: 'driftpahitt',
    checks: 'it',
    within: 'PT8H',
  }),
  credential: opt(Credential, 'Names of credentials; never their values.', { read: 'ad-read', write: 'ad-write' }),
};

/** How much of a system a night reads. */
export const Reads = z.enum(['whole', 'changes']);
