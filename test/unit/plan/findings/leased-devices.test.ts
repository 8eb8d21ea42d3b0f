/** Leased devices: what their lease forbids or discourages. */
import { describe, expect, it } from 'vitest';
import { person, type World } from '../world.ts';
import { desks, device, lease, one, only, plan } from './look.ts';

const LAST = '2026-12-31';
const left = (extra = {}) => person('e-1', { lastDay: LAST, manager: 'e-boss', ...extra });

describe('return-suggested, lease-country, hold-costs', () => {
  const leased = { ownership: 'leased', lease: 'll-1' };
  const short = { to: '2027-02-28' };
  const long = { to: '2028-02-28' };
  const world = (own: object, extra: object, rest: World = {}): World => ({
    people: [left()],
    devices: [device('LT-1', 'e-1', { ...leased, ...own })],
    leases: [lease('ll-1', ['LT-1'], extra)],
    organisation: { desks },
    ...rest,
  });
  const ownerless = { holder: null, status: 'available' };

  it('suggests to return what has eight weeks left', () => {
    expect(one('return-suggested', world({}, short)).values).toEqual({
      device: 'LT-1',
      employee: 'e-1',
      lease: 'll-1',
      leaseTo: '2027-02-28',
      days: '55',
      weeks: '8',
    });
    expect(one('return-suggested', world({}, { to: '2027-04-30' }, { people: [left({ lastDay: '2027-02-03' })] })).values['days']).toBe(
      '86',
    );
    expect(one('return-suggested', world(ownerless, short)).values['employee']).toBe('');
    expect(one('return-suggested', world({ holder: null, status: 'awaited', awaitedFrom: 'e-1' }, short)).values['employee']).toBe('e-1');
    expect(one('return-suggested', world({ holder: null, status: 'received', awaitedFrom: 'e-gone' }, short)).values['employee']).toBe(
      'e-gone',
    );
  });

  it.each([
    ['the lease has exactly ninety days left', world({}, { to: '2027-04-04' })],
    ['the lease is over', world({}, { to: '2026-12-31' })],
    ['the person leaves in 31 days', world({}, short, { people: [left({ lastDay: '2027-02-04' })] })],
    ['the person stays', world({}, short, { people: [person('e-1')] })],
    [
      'it goes back anyway',
      world({}, short, { offboardings: [plan('e-1', LAST, { devices: { 'LT-1': { disposition: 'return-to-lessor' } } })] }),
    ],
    ['it is in repair', world({ status: 'repair' }, short)],
    ['it is shared', world({ holder: { pool: 'syd' } }, short)],
    ['it is on hold', world({ holder: null, status: 'hold' }, short)],
    ['it is bought', world({ acquired: { from: 'E', price: '1.00 SEK', on: '2027-01-01' } }, short)],
    ['it is gone', world({ status: 'returned-to-lessor', holder: null }, short)],
  ])('does not when %s', (_what, given) => {
    expect(only('return-suggested', given)).toEqual([]);
  });

  it('suggests it for a transfer, too', () => {
    const people = [left(), person('e-2')];
    const offboardings = [plan('e-1', LAST, { devices: { 'LT-1': { disposition: 'transfer', to: 'e-2' } } })];

    expect(only('return-suggested', world({}, short, { people, offboardings }))).toHaveLength(1);
  });

  const companies = [
    { id: 'se', name: 'Exempel AB', country: 'SE', currency: 'SEK' },
    { id: 'dk', name: 'Eksempel ApS', country: 'DK', currency: 'DKK' },
  ];
  const units = [
    { id: 'syd', name: 'Syd', company: 'se' },
    { id: 'kbh', name: 'København', company: 'dk' },
  ];
  const abroad = (own: object, extra: object, unit = 'syd') =>
    world(own, { ...long, ...extra }, { people: [person('e-1', { unit })], organisation: { companies, units, desks } });

  it.each([
    ['another company holds it', abroad({}, {}, 'kbh'), 'company', 'dk', 'DK'],
    ['it may not leave the country', abroad({}, { mayLeaveCountry: false }, 'kbh'), 'country', 'dk', 'DK'],
    ['it is abroad', abroad({ location: { country: 'NO' } }, { mayLeaveCountry: false }), 'country', 'se', 'NO'],
    ['it is abroad with nobody', abroad({ holder: null, location: { country: 'NO' } }, { mayLeaveCountry: false }), 'country', '', 'NO'],
  ])('the lease minds: %s', (_what, given, variant, company, country) => {
    expect(one('lease-country', given)).toMatchObject({ who: 'desk:finance', values: { variant, company, country, lessee: 'se' } });
  });

  it.each([
    ['it is at home', abroad({}, { mayLeaveCountry: false })],
    ['it may be abroad', abroad({ location: { country: 'NO' } }, {})],
    ['nobody knows where it is', abroad({ holder: null }, { mayLeaveCountry: false })],
    ['nobody knows its company', abroad({}, { mayLeaveCountry: false }, 'nowhere')],
    ['its lessee is not ours', abroad({ holder: null, location: { country: 'NO' } }, { mayLeaveCountry: false, company: 'fi' })],
    ['its holder is unknown', abroad({ holder: 'e-gone' }, { mayLeaveCountry: false })],
  ])('the lease does not mind when %s', (_what, given) => {
    expect(only('lease-country', given)).toEqual([]);
  });

  const hold = (subject: object) => ({ holds: [{ id: 'm-7', subject, matter: 'M-7', from: '2026-12-28', until: '2027-03-31' }] }) as World;

  it('a hold goes on costing rent', () => {
    expect(one('hold-costs', world({ status: 'hold', holder: null, awaitedFrom: 'e-1' }, long, hold({ employee: 'e-1' })))).toMatchObject({
      who: 'desk:legal',
      day: '2027-03-31',
      cost: { monthly: '199.00 SEK', once: null, from: null },
      values: { hold: 'm-7', matter: 'M-7', until: '2027-03-31' },
    });
    expect(only('hold-costs', world({ ...ownerless }, long, hold({ device: 'LT-1' })))).toHaveLength(1);
  });

  it('by plan says the matter of the plan', () => {
    const wishes = { 'LT-1': { disposition: 'hold', until: '2027-02-28', matter: 'M-9' } } as const;
    const given = world({ status: 'hold' }, long, {
      offboardings: [plan('e-1', LAST, { devices: wishes })],
      organisation: { desks: { hr: { name: 'HR' } } },
    });

    expect(one('hold-costs', given)).toMatchObject({ who: 'e-boss', day: '2027-02-28', values: { hold: '', matter: 'M-9' } });
  });

  it('by no plan says none', () => {
    const given = world({ status: 'hold' }, long, {
      offboardings: [plan('e-1', LAST, { devices: { 'LT-1': { disposition: 'release' } } })],
    });

    expect(one('hold-costs', given)).toMatchObject({ day: null, values: { matter: '', until: '' } });
  });

  it('does not while the person under the hold still works with it', () => {
    expect(only('hold-costs', world({}, long, hold({ employee: 'e-1' })))).toEqual([]);
  });
});
