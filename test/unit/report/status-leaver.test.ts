/** The return note: what a person hands back, may buy, keeps and passes on. */
import { describe, expect, it } from 'vitest';
import { widthOf } from '../../../reconciler/report/layout.ts';
import { statusText } from '../../../reconciler/report/status.ts';
import { as, desired, SECRET_LOGIN, SECRET_NAME, view } from './sample.ts';

const TAG = 'PH-1';

interface Given {
  readonly device?: object | null;
  readonly plan?: object;
  readonly others?: readonly object[];
  readonly locale?: 'sv' | 'da' | 'en';
  readonly person?: string;
  readonly lastDay?: string;
}

/** The note of e-1, who has one device and leaves on 8 January 2027; tonight is 4 January. */
function note({ device = {}, plan = {}, others = [], locale = 'en', person = 'e-1', lastDay = '2027-01-08' }: Given = {}): string {
  const own = device === null ? [] : [{ id: TAG, type: 'phone', status: 'in-use', holder: 'e-1', ownership: 'owned', ...device }];
  const devices = new Map([...own, ...others].map((one) => [as((one as { id: string }).id), as(one)]));
  const employees = new Map([...desired.employees].map(([id, one]) => [id, id === as('e-1') ? { ...one, lastDay: as(lastDay) } : one]));
  const offboardings = new Map([...desired.offboardings, ['e-1', as({ employee: 'e-1', kind: 'planned', spell: lastDay, ...plan })]]);
  const world = { ...desired, devices, employees, offboardings } as typeof desired;
  const told = statusText({ view: view({ desired: world, locale }), as: 'leaver', person: as(person) });
  expect(told).not.toContain(SECRET_NAME);
  expect(told).not.toContain(SECRET_LOGIN);
  expect(told.split('\n').filter((line) => widthOf(line) > 80)).toEqual([]);
  return told.replaceAll(/\s+/gu, ' ');
}

const offer = (more: object = {}) => ({
  devices: {
    [TAG]: {
      disposition: 'buyout',
      offer: { price: '1800.00 SEK', vat: 'included', answerBy: '2027-01-06', else: 'release', ...more },
    },
  },
});

describe('what is handed back', () => {
  it('begins with the last day and the end of access, and is for the person', () => {
    const told = note();

    expect(told).toContain('for e-1');
    expect(told).toMatch(/Fri 8 Jan 2027 last day .*Fri 8 Jan 2027 access ends at/u);
    expect(told).toContain('Fri 8 Jan 2027 PH-1 hand back the phone');
  });

  it.each([
    ['its own day', {}, { ends: { devices: '2027-01-09' } }, 'Sat 9 Jan 2027 PH-1 hand back'],
    ['the day of phones', {}, { ends: { devices: '2027-01-09', phone: '2027-01-31' } }, 'Sun 31 Jan 2027 PH-1 hand back'],
    ['not the day of phones', { type: 'laptop' }, { ends: { phone: '2027-01-31' } }, 'Fri 8 Jan 2027 PH-1 hand back the laptop'],
    [
      'the day it is awaited since',
      { status: 'awaited', holder: null, awaitedFrom: 'e-1', awaitedSince: '2027-01-02' },
      {},
      'Sat 2 Jan 2027 PH-1',
    ],
  ])('on %s', (_what, device, plan, expected) => {
    expect(note({ device, plan })).toContain(expected);
  });

  it.each([
    ['goes to somebody', {}, { devices: { [TAG]: { disposition: 'transfer', to: 'e-9' } } }, 'hand the phone over to e-9'],
    ['is in repair', { status: 'repair' }, {}, 'is in repair: nothing for you to do'],
    ['is lost', { status: 'lost' }, {}, 'counts as lost'],
    ['is lost by the plan', {}, { devices: { [TAG]: { disposition: 'lost' } } }, 'counts as lost'],
    ['is their own', { ownership: 'personal' }, {}, 'only company data is removed'],
    [
      'is back',
      { holder: null, status: 'received', awaitedFrom: 'e-1', returned: { on: '2027-01-03' } },
      {},
      'Sun 3 Jan 2027 PH-1 the phone is back',
    ],
    ['was bought', {}, offer({ answer: 'yes' }), 'becomes yours for 1 800.00 SEK'],
    ['was bought in time', {}, offer({ answer: 'yes', answered: '2027-01-06' }), 'becomes yours'],
    ['was bought too late', {}, offer({ answer: 'yes', answered: '2027-01-07' }), 'hand back the phone'],
    ['was not wanted', {}, offer({ answer: 'no' }), 'hand back the phone'],
    ['has no offer yet', {}, { devices: { [TAG]: { disposition: 'buyout' } } }, 'hand back the phone'],
  ])('a device that %s', (_what, device, plan, expected) => {
    expect(note({ device, plan })).toContain(expected);
  });

  it('says what a loaner stands for', () => {
    const others = [
      { id: 'PH-2', type: 'phone', status: 'repair', holder: 'e-9', ownership: 'owned', repair: { since: '2026-12-20', loaner: TAG } },
    ];

    expect(note({ others })).toContain('lent to you while PH-2 is in repair');
  });

  it.each([
    ['laptop', 'Before you hand back a computer'],
    ['tablet', "sign out of the maker's account"],
    ['badge', 'handed back in person'],
  ])('says what to do with a %s before', (type, expected) => {
    expect(note({ device: { type } })).toContain(expected);
    expect(note({ device: { type, status: 'lost' } })).not.toContain(expected);
  });

  it.each([
    ['none', null],
    ['one that is sold', { status: 'sold' }],
  ])('nothing of no devices: %s', (_what, device) => {
    expect(note({ device })).toContain('Nothing: no device is with you.');
  });
});

describe('what is asked', () => {
  it('an offer, its price and the day to answer', () => {
    expect(note({ plan: offer() })).toContain('YOU MAY BUY Wed 6 Jan 2027 PH-1 1 800.00 SEK (incl. VAT): answer by Wed 6 Jan 2027');
  });

  it.each([
    ['it was agreed without asking', { notify: { buyoutQuestion: false, because: 'agreed' } }, {}],
    ['it was answered', {}, { answer: 'no' }],
    ['its day is over', {}, { answerBy: '2027-01-03' }],
  ])('nothing when %s; the devices are still named', (_what, plan, more) => {
    const told = note({ plan: { ...offer(more), ...plan } });

    expect(told).not.toContain('YOU MAY BUY');
    expect(told).toContain('PH-1 hand back the phone');
  });

  it('numbers that do not stay, and what is passed on', () => {
    const plan = {
      numbers: { [TAG]: { disposition: 'move' }, 'PH-2': { disposition: 'end' }, 'PH-3': { disposition: 'keep' } },
      handover: [{ what: 'Key accounts north', to: 'e-9' }],
    };

    const told = note({ plan });

    expect(told).toContain(
      'PHONE NUMBERS PH-1 the number becomes yours; first move every sign-in code to another number PH-2 the subscription is ended',
    );
    expect(told).toContain('TO PASS ON e-9 Key accounts north');
    expect(told).not.toContain('PH-3');
  });
});

describe('to whom there is none', () => {
  it.each([
    ['a silent plan', { plan: { silent: true } }, 'Silent plan'],
    ['somebody who stays', { person: 'e-9' }, 'e-9 has no last day'],
    ['nobody', { person: 'e-404' }, 'Nobody has the id e-404.'],
  ])('%s', (_what, given, expected) => {
    expect(note(given)).toContain(expected);
    expect(note(given)).not.toContain(TAG);
  });

  it('to everybody at once', () => {
    expect(statusText({ view: view({}), as: 'leaver' })).toContain('is for one person');
  });
});

it.each(['sv', 'da'] as const)('keeps to 80 columns in %s', (locale) => {
  expect(note({ locale, plan: offer() })).toContain(TAG);
});
