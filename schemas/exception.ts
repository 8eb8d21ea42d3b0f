/** Files that postpone, preserve or permit: exceptions, holds, clean-up lists, accepted readings, overrides. */
import { z } from 'zod';
import {
  AssetTag,
  Count,
  Day,
  Digest,
  EmployeeId,
  Entitlement,
  ForeignId,
  Id,
  opt,
  Reference,
  req,
  ShortText,
  SystemId,
} from './primitives.ts';
import { FindingCode, GuardrailClass, Rung } from './vocabulary.ts';

const AccountSubject = z.strictObject({
  system: req(SystemId, 'The system the account is in.', 'm365'),
  id: req(ForeignId, 'Immutable id of the account.', '5f0c77aa'),
});

/** What an exception or a hold is about; exactly one of the three. */
export const Subject = z.strictObject({
  employee: opt(EmployeeId, 'A person.', 'e-1042'),
  device: opt(AssetTag, 'A device.', 'LT-0042'),
  account: opt(AccountSubject, 'One account.', { system: 'm365', id: '5f0c77aa' }),
});
export type Subject = z.infer<typeof Subject>;

/** `state/exceptions/<id>.yaml`: lets a finding, a device or a rung of the ladder wait. Sign-in and sessions end all the same. */
export const Exception = z.strictObject({
  id: req(Id, 'Id of the exception, equal to the file name.', 'ex-2027-004'),
  subject: req(Subject, 'What it is about: an employee, a device or an account.', { employee: 'e-1042' }),
  finding: opt(FindingCode, 'The finding it silences; either this or `change`.', 'stale-licence'),
  change: opt(
    z.union([Rung.exclude(['disable', 'sessions', 'end-day']), z.enum(['release', 'sale'])]),
    'The step or device proposal it postpones; either this or `finding`.',
    'licences',
  ),
  system: opt(SystemId, 'Only in this system.', 'm365'),
  reason: req(ShortText, 'Why, in a few words that name nobody.', 'handover in January'),
  owner: req(EmployeeId, 'Who answers for it.', 'e-1012'),
  from: req(Day, 'First day.', '2026-12-21'),
  until: req(Day, 'Last day that it holds. All exceptions of one subject and finding together: 180 days at most.', '2027-01-03'),
});
export type Exception = z.infer<typeof Exception>;

/** `state/holds/<id>.yaml`: keeps what somebody has as it is: device, mailbox, groups, licences. Sign-in ends all the same. */
export const Hold = z.strictObject({
  id: req(Id, 'Id of the hold, equal to the file name.', 'm-7'),
  subject: req(Subject, 'What is preserved.', { employee: 'e-1042' }),
  matter: req(Reference, 'Opaque id of the matter.', 'M-7'),
  from: req(Day, 'First day.', '2026-12-28'),
  until: opt(Day, 'Last day, inclusive; open when absent.', '2027-03-31'),
});
export type Hold = z.infer<typeof Hold>;

/** `state/cleanups/<id>.yaml`: an approved list of exact accounts to clean up; each line is checked live. */
export const Cleanup = z.strictObject({
  id: req(Id, 'Id of the list, equal to the file name.', 'orphans-2027-01'),
  system: req(SystemId, 'The system the accounts are in.', 'ad'),
  accounts: req(z.array(ForeignId).min(1).max(5000), 'Immutable ids of the accounts.', ['0d9a6c1e']),
  what: req(z.enum(['disable', 'licences', 'groups']), 'What is ended on each.', 'disable'),
  entitlements: opt(z.array(Entitlement).max(100), 'Which licences or groups; all undeclared ones when absent.', ['VISIOCLIENT']),
  reason: req(ShortText, 'Why, in a few words that name nobody.', 'found in the year-end check'),
});
export type Cleanup = z.infer<typeof Cleanup>;

/** `state/readings/<system>.yaml`: says that a system really holds less now; later readings are compared with that. Nothing is removed for it. */
export const AcceptedReading = z.strictObject({
  system: req(SystemId, 'The system, equal to the file name.', 'ad'),
  count: req(Count, 'Number of accounts in the reading that is accepted.', 320),
  digest: req(Digest, 'Digest of that reading, as the finding prints it.', 'a3'.repeat(32)),
  reason: req(ShortText, 'Why the number fell.', 'company sold'),
  from: req(Day, 'First day.', '2027-01-04'),
  until: req(Day, 'Last day; at most the day after `from`.', '2027-01-05'),
});
export type AcceptedReading = z.infer<typeof AcceptedReading>;

/** `policies/overrides/<id>.yaml`: lets exactly the set that one stop held go on. */
export const Override = z.strictObject({
  id: req(Id, 'Id of the override, equal to the file name.', 'or-2027-01-04'),
  class: req(GuardrailClass, 'Class of the stop.', 'surprise'),
  system: req(z.union([z.literal('all'), SystemId]), 'System of the stop, or all.', 'all'),
  set: req(Digest, 'Digest of the held set, as the stop prints it.', 'b4'.repeat(32)),
  reason: req(ShortText, 'Why it is right.', 'season ended early'),
  from: req(Day, 'First day.', '2027-01-04'),
  until: req(Day, 'Last day; at most the day after `from`.', '2027-01-05'),
});
export type Override = z.infer<typeof Override>;
