/** `state/employees/<id>.yaml`: a person, for ever. */
import { z } from 'zod';
import { Day, Email, EmployeeId, Entitlement, ForeignId, Id, Login, opt, req, ShortText, SystemId, Zone } from './primitives.ts';
import { PersonKind } from './vocabulary.ts';

/** Everything personal about somebody; `withheld` for a protected identity, and allowed for anyone. */
export const Person = z.union([
  z.literal('withheld'),
  z.strictObject({
    name: req(ShortText, 'Name as the person writes it. Personal.', 'Anna Exempelsson'),
    email: opt(Email, 'Address at work. Personal.', 'anna.exempelsson@exempel.example'),
  }),
]);
export type Person = z.infer<typeof Person>;

/** An account of this person in one system, and what it is meant to hold. */
export const AccountLine = z.strictObject({
  system: req(SystemId, 'The system the account is in.', 'ad'),
  id: opt(
    ForeignId,
    'Immutable id of the account in that system; recorded by a proposal at the first match.',
    '0d9a6c1e-5b7f-4c56-9d0e-6f7a0f6c9c11',
  ),
  login: opt(Login, 'Sign-in name. Personal.', 'annexe'),
  grants: opt(z.array(Entitlement).max(500), 'Groups and rights the account is meant to hold.', ['sales', 'vpn']),
  licences: opt(z.array(Entitlement).max(100), 'Paid seats the account is meant to hold.', ['SPE_E3']),
});
export type AccountLine = z.infer<typeof AccountLine>;

/** Work at a client, or a part-time post; when it is over, so are its own grants and the client's devices, and nothing else. */
export const Assignment = z.strictObject({
  id: req(Id, 'Short id, unique within the person.', 'a1'),
  client: opt(Id, 'The client; devices owned by it follow the assignment.', 'kund-ett'),
  unit: opt(Id, "The unit the assignment belongs to, when it is not the person's.", 'syd'),
  from: req(Day, 'First day.', '2026-02-01'),
  to: opt(Day, 'Last day, inclusive.', '2026-12-31'),
  grants: opt(z.record(SystemId, z.array(Entitlement).max(200)), 'Groups and rights that this assignment alone gives, by system.', {
    ad: ['kund1-vpn'],
  }),
});
export type Assignment = z.infer<typeof Assignment>;

/** Time away. Its reason is never written. */
export const Leave = z.strictObject({
  from: req(Day, 'First day away.', '2025-03-01'),
  to: opt(Day, 'Last day away, inclusive.', '2025-09-30'),
  access: opt(z.enum(['keep', 'suspend']), 'Whether sign-in is kept meanwhile. Default: keep.', 'keep'),
  licences: opt(z.enum(['keep', 'park']), 'Whether paid seats are kept or taken off meanwhile. Default: keep.', 'park'),
  converted: opt(Day, 'Day on which the mailbox was made a shared one: from then on the seat that carries it may be parked.', '2025-03-04'),
});
export type Leave = z.infer<typeof Leave>;

const Source = z.strictObject({
  system: req(SystemId, 'The system that owns the dates.', 'hr'),
  id: req(ForeignId, 'Id of the person there.', '4711'),
});

const EarlierEmployment = z.strictObject({
  from: req(Day, 'First day of that employment.', '2019-01-07'),
  to: req(Day, 'Last day of that employment.', '2020-06-30'),
});

/** A person and what they hold. The id is the person, never the employment. */
export const Employee = z.strictObject({
  id: req(EmployeeId, 'Id of the person, equal to the file name, never reused.', 'e-1042'),
  person: req(Person, 'Name and address, or `withheld`. Personal.', { name: 'Anna Exempelsson', email: 'anna@exempel.example' }),
  kind: req(PersonKind, 'What the person is to the organisation. Every kind but employee needs lastDay or reviewBy.', 'employee'),
  unit: opt(Id, 'The unit the person belongs to.', 'syd'),
  manager: opt(EmployeeId, "The person's manager; else the unit's (acting) manager.", 'e-1012'),
  source: opt(Source, 'Who owns the dates; differences become proposals.', { system: 'hr', id: '4711' }),
  firstDay: opt(Day, 'First day of the present employment.', '2021-03-01'),
  lastDay: opt(
    Day,
    'The last day of everything between this person and the organisation; that day still counts. It stands nowhere else.',
    '2026-12-31',
  ),
  lastWorkingDay: opt(Day, 'Last day at work when it is earlier than lastDay.', '2026-12-18'),
  reviewBy: opt(Day, 'Day by which somebody looks whether the relation goes on; instead of lastDay.', '2027-06-30'),
  periods: opt(z.array(EarlierEmployment).max(100), 'Earlier employments; a rehire keeps the id.', [
    { from: '2019-01-07', to: '2020-06-30' },
  ]),
  assignments: opt(z.array(Assignment).max(100), 'Work at clients, or part-time posts.', [
    { id: 'a1', from: '2026-02-01', to: '2026-12-31' },
  ]),
  leaves: opt(z.array(Leave).max(100), 'Time away; never with a reason.', [{ from: '2025-03-01', to: '2025-09-30' }]),
  timeZone: opt(Zone, "The person's time zone; else the organisation's.", 'Europe/Copenhagen'),
  accounts: opt(z.array(AccountLine).max(200), 'Accounts, and what each is meant to hold.', [{ system: 'ad', login: 'annexe' }]),
});
export type Employee = z.infer<typeof Employee>;
