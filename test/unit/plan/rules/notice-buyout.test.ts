/** The question to buy: once per offer, and not where it is silenced. */
import { describe, expect, it } from 'vitest';
import { buyout, device, plan } from '../findings/look.ts';
import { drafts, ids, MAIL, mailWorld } from '../notices-look.ts';
import { person, type World } from '../world.ts';

const LAST = '2027-01-25';
const OPEN = { answer: undefined, answered: undefined, answerBy: '2027-01-15' };

function world(offer: object, more: object = {}, rest: World = {}): World {
  const devices = { 'PH-1': buyout({ ...OPEN, ...offer } as never) };
  return mailWorld(
    {
      devices: [device('PH-1', 'e-1', { type: 'phone' })],
      offboardings: [plan('e-1', LAST, { devices, ...more })],
      policies: { notices: { ...MAIL, returnNote: { on: false } } },
      ...rest,
    },
    { lastDay: LAST },
  );
}

describe('the question to buy', () => {
  it('goes to the holder with the terms of the plan', () => {
    expect(drafts(world({}))).toMatchObject([
      {
        to: 'person:e-1',
        about: 'spell:2027-01-25/PH-1/2027-01-15/1800.00-SEK',
        values: { device: 'PH-1', type: 'phone', price: '1800.00 SEK', vat: 'included', answerBy: '2027-01-15', else: 'release' },
        because: { file: 'state/offboardings/e-1.yaml', pointer: '/devices/PH-1/offer' },
      },
    ]);
  });

  it('is another question at another price, or with another day to answer', () => {
    expect(new Set([...ids(world({})), ...ids(world({ price: '1500.00 SEK' })), ...ids(world({ answerBy: '2027-01-20' }))]).size).toBe(3);
  });

  it('of a protected identity goes through HR', () => {
    expect(drafts(world({}, {}, { people: [person('e-1', { lastDay: LAST })] }))).toMatchObject([
      { to: 'desk:hr', values: { via: 'withheld' } },
    ]);
  });

  it.each([
    ['is silenced', world({}, { notify: { buyoutQuestion: false, because: 'agreed' } })],
    ['is of a silent plan', world({}, { silent: true })],
    ['was answered', world({ answer: 'yes', answered: '2027-01-02' })],
    ['was not answered in time', world({ answerBy: '2027-01-03' })],
    ['has no plan', world({}, {}, { offboardings: [] })],
    [
      'is about something that somebody else has',
      world({}, {}, { devices: [device('PH-1', null, { type: 'phone', awaitedFrom: 'e-1' })] }),
    ],
    [
      'policy refuses',
      world({}, {}, { policies: { 'device-rules': { buyout: { kinds: ['temp'] } }, notices: { ...MAIL, returnNote: { on: false } } } }),
    ],
    ['is switched off', world({}, {}, { policies: { notices: { ...MAIL, returnNote: { on: false }, buyoutQuestion: { on: false } } } })],
  ])('is not put where it %s', (_why, given) => {
    expect(ids(given)).toEqual([]);
  });
});
