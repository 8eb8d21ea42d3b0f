/** What hangs on a phone or a card beside the thing itself: numbers, certificates, months that count as pay. */
import { describe, expect, it } from 'vitest';
import { at, person, type World } from '../world.ts';
import { desks, device, one, only, plan } from './look.ts';

const LAST = '2027-01-31';
const CONSENT = { on: '2026-12-10', ref: 'HR-91' };
const DK = {
  companies: [{ id: 'dk', name: 'Eksempel ApS', country: 'DK', currency: 'DKK' }],
  units: [{ id: 'syd', name: 'Syd', company: 'dk' }],
  desks,
} as const;

interface Given {
  readonly wish?: object;
  readonly number?: object | null;
  readonly own?: object;
  readonly day?: string;
  readonly rest?: World;
}

/** A person with a phone that has a number, and what the plan says of that number. */
function world({ wish = { disposition: 'move' }, number = {}, own = {}, day = '2027-01-04', rest = {} }: Given): World {
  const sim = number === null ? {} : { number: { value: '+46701740605', ...number } };
  return {
    people: [person('e-1', { lastDay: LAST })],
    devices: [device('PH-1', 'e-1', { type: 'phone', ...sim, ...own })],
    offboardings: [plan('e-1', LAST, { numbers: { 'PH-1': wish } } as never)],
    organisation: { desks },
    asOf: at(day, '02:00'),
    ...rest,
  };
}

describe('number-open', () => {
  it.each([
    ['nothing is done', {}, {}, 'agree, second-factor, move'],
    ['it was agreed', { consent: CONSENT }, {}, 'second-factor, move'],
    ['second factors are elsewhere', { consent: CONSENT }, { secondFactorMoved: '2027-01-03' }, 'move'],
    ['only consent lacks', {}, { secondFactorMoved: '2027-01-03' }, 'agree, move'],
  ])('a number that goes over to the person, while %s', (_what, more, number, missing) => {
    expect(one('number-open', world({ wish: { disposition: 'move', ...more }, number }))).toMatchObject({
      who: 'desk:it',
      day: LAST,
      severity: 'warning',
      values: { variant: 'move', device: 'PH-1', employee: 'e-1', missing, boundUntil: '' },
      because: { file: 'state/offboardings/e-1.yaml', pointer: '/numbers/PH-1' },
    });
  });

  it('a number that went over before its time is said at once, and what lacks', () => {
    const given = world({ number: { moved: '2026-12-01', secondFactorMoved: '2026-11-30' }, day: '2026-12-02' });

    expect(one('number-open', given).values).toMatchObject({ variant: 'moved-early', missing: 'agree' });
  });

  it('a subscription that ends, and how long it is bound', () => {
    const given = world({ wish: { disposition: 'end' }, number: { boundUntil: '2027-06-30' } });

    expect(one('number-open', given).values).toMatchObject({ variant: 'end', missing: '', boundUntil: '2027-06-30' });
  });

  it('of a device that is lost and nobody holds', () => {
    const own = { status: 'lost', holder: null, awaitedFrom: 'e-1', lost: { on: '2026-12-23' } };

    expect(only('number-open', world({ own }))).toHaveLength(1);
  });

  it.each([
    ['stays with the company', world({ wish: { disposition: 'keep' } })],
    ['has been ended', world({ wish: { disposition: 'end' }, number: { ended: '2027-01-02' } })],
    [
      'went over as it should',
      world({ wish: { disposition: 'move', consent: CONSENT }, number: { secondFactorMoved: LAST, moved: LAST } }),
    ],
    ['is of no device', world({ rest: { devices: [] } })],
    ['is not known', world({ number: null })],
    ['is more than thirty days ahead', world({ day: '2026-12-31' })],
    [
      'is of a plan that is history',
      world({ rest: { offboardings: [plan('e-1', '2026-01-31', { numbers: { 'PH-1': { disposition: 'end' } } })] } }),
    ],
    ['is of somebody who stays', world({ rest: { people: [person('e-1')] } })],
  ])('nothing of a number that %s', (_what, given) => {
    expect(only('number-open', given)).toEqual([]);
  });
});

describe('certificate-open', () => {
  const good = { serial: '7F-3A', until: '2028-01-20' };
  const card = (own: object, lastDay?: string): World => ({
    people: [person('e-1', lastDay === undefined ? {} : { lastDay })],
    devices: [device('SC-1', 'e-1', { type: 'smartcard', certificates: [good], ...own })],
    organisation: { desks },
  });

  it('names how many can still be used, and until when', () => {
    const certificates = [good, { serial: '7F-3B', until: '2028-03-01' }, { serial: '7F-3C', until: '2027-01-04' }];

    expect(one('certificate-open', card({ certificates }, '2026-12-31'))).toMatchObject({
      who: 'desk:it',
      day: '2026-12-31',
      severity: 'error',
      subject: { device: 'SC-1', employee: 'e-1' },
      values: { certificates: '3', until: '2028-03-01' },
      because: { file: 'state/devices/SC-1.yaml', pointer: '/certificates' },
    });
  });

  it.each([
    ['is lost', { status: 'lost', lost: { on: '2026-12-23' } }, '2026-12-23'],
    ['is lost, since nobody knows when', { status: 'lost' }, null],
    ['is destroyed and nobody holds it', { status: 'destroyed', holder: null }, null],
    ['is awaited', { status: 'awaited', holder: null, awaitedFrom: 'e-1' }, null],
  ])('of a card that %s, whoever had it', (_what, own, day) => {
    expect(one('certificate-open', card(own)).day).toBe(day);
  });

  it.each([
    ['nobody has left it', card({})],
    ['they are revoked', card({ certificates: [{ ...good, revoked: { on: '2027-01-01' } }] }, '2026-12-31')],
    ['they have run out', card({ certificates: [{ ...good, until: '2027-01-03' }] }, '2026-12-31')],
    ['there are none', card({ certificates: [] }, '2026-12-31')],
    ["it is nobody's and at hand", card({ holder: null, status: 'available' })],
  ])('nothing when %s', (_what, given) => {
    expect(only('certificate-open', given)).toEqual([]);
  });
});

describe('phone-month', () => {
  const dk = (own: object, day = '2027-01-04'): World => ({
    ...world({ number: null, own, day, rest: { organisation: DK } }),
    people: [person('e-1', { lastDay: '2027-01-20' })],
    offboardings: [],
  });

  it('says in time until when it must be back so that no further month counts', () => {
    expect(one('phone-month', dk({}))).toMatchObject({
      who: 'desk:payroll',
      day: LAST,
      severity: 'info',
      values: { variant: 'ahead', device: 'PH-1', employee: 'e-1', until: LAST },
      because: { file: 'state/devices/PH-1.yaml', pointer: '/holder' },
    });
  });

  it('counts every month begun until it is back', () => {
    const own = { status: 'awaited', holder: null, awaitedFrom: 'e-1', awaitedSince: '2027-01-20' };

    expect(one('phone-month', dk(own, '2027-02-01')).values).toMatchObject({ variant: 'late', until: '2027-02-28' });
  });

  it('counts a SIM in a tablet as a phone', () => {
    expect(only('phone-month', dk({ type: 'tablet', number: { value: '+4520000000' } }))).toHaveLength(1);
  });

  it('is for HR where there is no payroll desk', () => {
    const given = dk({});

    expect(one('phone-month', { ...given, organisation: { ...DK, desks: { hr: { name: 'HR' } } } }).who).toBe('desk:hr');
  });

  it.each([
    ['in another country', { ...dk({}), organisation: { desks } }],
    ['of a laptop', dk({ type: 'laptop' })],
    ['of a private phone', dk({ ownership: 'personal' })],
    [
      'of a phone that is back',
      dk({ status: 'received', holder: null, awaitedFrom: 'e-1', returned: { on: '2027-01-04', condition: 'ok' } }),
    ],
    ['of a phone that they only answer for', dk({ holder: { pool: 'syd' }, custodian: 'e-1' })],
    ['more than thirty days ahead', dk({}, '2026-12-20')],
  ] as const)('nothing %s', (_what, given) => {
    expect(only('phone-month', given)).toEqual([]);
  });
});
