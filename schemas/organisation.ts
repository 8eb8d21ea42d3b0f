/** `state/organisation.yaml`: the companies, units and desks, and the one address where the journal lives. */
import { z } from 'zod';
import {
  CommitId,
  Country,
  Currency,
  Day,
  Email,
  EmployeeId,
  Hours,
  Id,
  Locale,
  opt,
  Percent,
  req,
  ShortText,
  Zone,
} from './primitives.ts';

const VatRate = z.strictObject({
  rate: req(Percent, 'Rate of value added tax in whole per cent.', 25),
  deductible: req(Percent, 'Share of value added tax that this company can deduct, in whole per cent.', 100),
});

/** A legal entity: employer, lessee, currency and holiday calendar. */
export const Company = z.strictObject({
  id: req(Id, 'Short id of the company; units and leases refer to it.', 'se'),
  name: req(ShortText, 'Name of the legal entity.', 'Exempelbolaget AB'),
  country: req(Country, 'Country of the company; decides the holiday calendar and the rules for mailboxes.', 'SE'),
  currency: req(Currency, 'Currency the company counts in.', 'SEK'),
  vat: opt(VatRate, 'Value added tax: the rate, and how much of it the company can deduct.', { rate: 25, deductible: 100 }),
});
export type Company = z.infer<typeof Company>;

const Acting = z.strictObject({
  who: req(EmployeeId, 'Who acts as manager meanwhile.', 'e-1020'),
  from: req(Day, 'First day of acting.', '2027-01-16'),
  to: req(Day, 'Last day of acting.', '2027-03-31'),
});

/** A part of the organisation with one manager. */
export const Unit = z.strictObject({
  id: req(Id, 'Short id of the unit; employees refer to it.', 'syd'),
  name: req(ShortText, 'Name of the unit.', 'Bemanning Syd'),
  company: req(Id, 'The company the unit belongs to.', 'se'),
  manager: opt(EmployeeId, 'The manager of the unit.', 'e-1012'),
  acting: opt(Acting, 'Who acts for the manager, and when.', { who: 'e-1020', from: '2027-01-16', to: '2027-03-31' }),
  parent: opt(Id, 'The unit above this one.', 'bemanning'),
});
export type Unit = z.infer<typeof Unit>;

/** A department or supplier that work lands on. */
export const Desk = z.strictObject({
  name: req(ShortText, 'Name of the desk as people know it.', 'IT-servicedesk'),
  email: opt(Email, 'Address that work is sent to.', 'it@exempel.example'),
  locale: opt(Locale, "Language the desk is written to in; else the organisation's.", 'sv'),
  team: opt(z.string().regex(/^[A-Za-z0-9-]{1,60}\/[A-Za-z0-9._-]{1,60}$/u), 'Team at the forge that is asked to review.', 'exempel/it'),
  supplier: opt(z.boolean(), 'True when the desk is an outside supplier.', true),
  hours: opt(z.string().regex(/^(weekdays|everyday) ([01][0-9]|2[0-3])-([01][0-9]|2[0-4])$/u), 'When the desk works.', 'weekdays 08-17'),
  respond: opt(Hours, "Agreed time to carry out what was handed over, counted in the desk's hours.", 'PT8H'),
});
export type Desk = z.infer<typeof Desk>;

/** The organisation. There is exactly one. */
export const Organisation = z.strictObject({
  name: req(ShortText, 'Name of the organisation.', 'Exempelgruppen'),
  timeZone: req(
    Zone,
    'Time zone of the organisation; days and cut-offs are counted in it unless a person has another.',
    'Europe/Stockholm',
  ),
  locale: req(Locale, 'Language of reports and pull requests.', 'sv'),
  companies: req(z.array(Company).min(1).max(200), 'The legal entities.', [
    { id: 'se', name: 'Exempelbolaget AB', country: 'SE', currency: 'SEK' },
  ]),
  units: req(z.array(Unit).max(5000), 'The units.', [{ id: 'syd', name: 'Bemanning Syd', company: 'se', manager: 'e-1012' }]),
  home: opt(
    z.string().regex(/^[!-~]{1,300}$/u),
    'The one canonical address of this repository; the lock and the journal live there.',
    'https://git.exempel.example/people.git',
  ),
  journal: opt(
    z.strictObject({ genesis: req(CommitId, 'First commit of the journal branch.', '5f0c2a1b9d3e4f60718293a4b5c6d7e8f9012345') }),
    'The pin of the journal. The first run proposes it; once it is merged, a journal that is missing stops every run.',
    { genesis: '5f0c2a1b9d3e4f60718293a4b5c6d7e8f9012345' },
  ),
  desks: opt(z.record(Id, Desk), 'Departments and suppliers that work lands on, by id.', { it: { name: 'IT-servicedesk' } }),
  shardFolders: opt(z.boolean(), 'True when records lie one folder deeper, named by the last two alphanumerics of the id.', false),
});
export type Organisation = z.infer<typeof Organisation>;
