/** What becomes of a device must fit its ownership and type. */

import { edited, WORLD } from '../world.ts';
import { type Case, LAPTOP, PHONE, PLAN, table } from './table.ts';

const wish = (disposition: string) => edited(PLAN, '{disposition: release}', `{disposition: ${disposition}}`);
const NOT_ALLOWED = ['disposition-not-allowed e-1042.yaml#/devices/LT-0042/disposition'];
const owner = (ownership: string) =>
  edited(
    LAPTOP,
    'ownership: leased\nlease: hy-2024-017',
    `ownership: ${ownership}${ownership === 'third-party' ? '\nowner: kund-ett' : ''}`,
  );

table('dispositions of a leased laptop', [
  ['release', wish('release'), []],
  ['transfer', wish('transfer, to: e-1012'), []],
  ['transfer to oneself', wish('transfer, to: e-1042'), ['to-the-same-person e-1042.yaml#/devices/LT-0042/to']],
  ['transfer to another company', wish('transfer, to: x-2001'), ['transfer-to-other-company e-1042.yaml#/devices/LT-0042/to']],
  ['buyout', wish('buyout'), []],
  ['return-to-lessor', wish('return-to-lessor'), []],
  ['return-to-owner', wish('return-to-owner'), NOT_ALLOWED],
  ['hold', wish('hold, until: 2027-01-31, matter: M-7'), []],
  ['lost', wish('lost'), []],
  ['destroy', wish('destroy'), NOT_ALLOWED],
  ['keep', wish('keep'), NOT_ALLOWED],
]);

table('dispositions by ownership', [
  ...(['release', 'transfer, to: e-1012', 'buyout', 'return-to-lessor', 'return-to-owner'] as const).map(
    (word): Case => [`${word} of a personal laptop`, { ...owner('personal'), ...wish(word) }, NOT_ALLOWED],
  ),
  ...(['release', 'transfer, to: e-1012', 'buyout', 'return-to-lessor', 'keep'] as const).map(
    (word): Case => [`${word} of a client's laptop`, { ...owner('third-party'), ...wish(word) }, NOT_ALLOWED],
  ),
  ['keep of a personal laptop', { ...owner('personal'), ...wish('keep') }, []],
  ["return-to-owner of a client's laptop", { ...owner('third-party'), ...wish('return-to-owner') }, []],
  ['return-to-lessor of an owned laptop', { ...owner('owned'), ...wish('return-to-lessor') }, NOT_ALLOWED],
  [
    'destroy of a card',
    {
      ...edited(PHONE, 'type: phone', 'type: smartcard'),
      ...edited(
        PLAN,
        (WORLD[PLAN] ?? '').slice((WORLD[PLAN] ?? '').indexOf('    disposition: buyout'), (WORLD[PLAN] ?? '').indexOf('tasks:')),
        '    disposition: destroy\n',
      ),
    },
    [],
  ],
  [
    'an offer whose else does not fit',
    edited(PLAN, 'else: release', 'else: return-to-lessor'),
    ['disposition-not-allowed e-1042.yaml#/devices/PH-0101/offer/else'],
  ],
]);
