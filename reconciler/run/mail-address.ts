/** Who a notice goes to, by the files: name, address and language. Looked up at the moment of sending, and kept nowhere. Pure. */
import type { EmployeeId, Locale } from '../../schemas/primitives.ts';
import type { Desired } from '../model/desired.ts';

/** A recipient with everything personal that a message needs. */
export interface Recipient {
  readonly name: string;
  readonly address: string;
  readonly locale: Locale;
}

/** The language of a country's people, where one is usual; else the organisation's. */
const LANGUAGES: Readonly<Record<string, Locale>> = { SE: 'sv', DK: 'da', NO: 'nb', FI: 'fi', DE: 'de', AT: 'de' };

function localeOf({ organisation }: Desired, unit: string | undefined): Locale {
  const found = organisation.units.find((one) => one.id === unit);
  const country = organisation.companies.find((one) => one.id === found?.company)?.country;
  return country === undefined ? organisation.locale : (LANGUAGES[country] ?? 'en');
}

/** The recipient of `person:<id>` or `desk:<id>`; null without an address. */
export function recipientOf(desired: Desired, to: string): Recipient | null {
  const id = to.slice(to.indexOf(':') + 1);
  if (to.startsWith('desk:')) {
    const desk = desired.organisation.desks?.[id as keyof typeof desired.organisation.desks];
    if (desk?.email === undefined) return null;
    return { name: desk.name, address: desk.email, locale: desk.locale ?? desired.organisation.locale };
  }
  const employee = desired.employees.get(id as EmployeeId);
  if (employee === undefined || employee.person === 'withheld' || employee.person.email === undefined) return null;
  return { name: employee.person.name, address: employee.person.email, locale: localeOf(desired, employee.unit) };
}
