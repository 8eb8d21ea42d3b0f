/** Phone numbers in plans and devices. */
import { WORLD } from '../world.ts';
import { more, PHONE, PLAN, table } from './table.ts';

const NUMBER = 'number: {value: "+46701740605"}';
const wish = (then: string) => more(PLAN, `numbers: {PH-0101: {disposition: ${then}}}`);

table('phone numbers', [
  ['that moves', { ...more(PHONE, NUMBER), ...wish('move') }, []],
  ['that stays', { ...more(PHONE, NUMBER), ...wish('keep') }, []],
  ['that the device has not', wish('end'), ['number-missing e-1042.yaml#/numbers/PH-0101']],
  [
    'that the device of a closed plan has not',
    { [PLAN]: `${WORLD[PLAN]}numbers: {PH-0101: {disposition: end}}\nclosed: 2027-02-15\n` },
    [],
  ],
  ['of a device there is not', more(PLAN, 'numbers: {PH-0999: {disposition: end}}'), ['unknown-device e-1042.yaml#/numbers/PH-0999']],
  ['that moved', more(PHONE, 'number: {value: "+46701740605", moved: 2027-01-11}'), []],
  [
    'that moved and ended',
    more(PHONE, 'number: {value: "+46701740605", moved: 2027-01-11, ended: 2027-01-12}'),
    ['moved-and-ended PH-0101.yaml#/number/ended'],
  ],
]);
