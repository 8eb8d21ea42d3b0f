/** Who a notice goes to by the files: name, address, language. */
import { describe, expect, it } from 'vitest';
import { recipientOf } from '../../../reconciler/run/mail-address.ts';
import { makeDesired, person } from '../plan/world.ts';

const company = (id: string, country: string) => ({ id, name: id, country, currency: 'EUR' });
const unit = (id: string) => ({ id, name: id, company: id });
const COUNTRIES = ['SE', 'DK', 'NO', 'FI', 'DE', 'FR'];

const desired = makeDesired({
  people: [
    ...COUNTRIES.map((country) =>
      person(`e-${country.toLowerCase()}`, { unit: country.toLowerCase(), person: { name: country, email: `${country}@exempel.example` } }),
    ),
    person('e-free', { unit: 'nirgends', person: { name: 'Fri', email: 'fri@exempel.example' } }),
    person('e-hidden'),
    person('e-mute', { person: { name: 'Stum' } }),
  ],
  organisation: {
    locale: 'sv',
    companies: COUNTRIES.map((country) => company(country.toLowerCase(), country)) as never,
    units: COUNTRIES.map((country) => unit(country.toLowerCase())) as never,
    desks: {
      hr: { name: 'HR', email: 'hr@exempel.example' },
      lon: { name: 'Lön', email: 'lon@exempel.example', locale: 'da' },
      it: { name: 'IT' },
    },
  },
});

describe('a recipient', () => {
  it.each([
    ['person:e-se', 'sv'],
    ['person:e-dk', 'da'],
    ['person:e-no', 'nb'],
    ['person:e-fi', 'fi'],
    ['person:e-de', 'de'],
    ['person:e-fr', 'en'],
    ['person:e-free', 'sv'],
    ['desk:hr', 'sv'],
    ['desk:lon', 'da'],
  ])('%s is written to in %s', (to, locale) => {
    expect(recipientOf(desired, to)?.locale).toBe(locale);
  });

  it('has the name and address of the files', () => {
    expect(recipientOf(desired, 'desk:lon')).toEqual({ name: 'Lön', address: 'lon@exempel.example', locale: 'da' });
    expect(recipientOf(desired, 'person:e-se')).toEqual({ name: 'SE', address: 'SE@exempel.example', locale: 'sv' });
  });

  it.each(['person:e-hidden', 'person:e-mute', 'person:e-404', 'desk:it', 'desk:nobody'])('%s has no address', (to) => {
    expect(recipientOf(desired, to)).toBeNull();
  });
});
