/** Boxes of a release: locks where there can be one, numbers, certificates. */
import { describe, expect, it } from 'vitest';
import { device, plan } from './findings/look.ts';
import { expectTexts, LAST, left, the, ticks } from './proposals-look.ts';

const RELEASE = `release/e-1-${LAST}`;

describe('boxes of a release', () => {
  it.each([
    ['removed', true],
    ['present', false],
  ] as const)('asks for the lock of a laptop only where its file speaks of one: %s', (activation, isDone) => {
    const proposal = the({ people: [left()], devices: [device('LT-1', 'e-1', { locks: { activation } })] }, RELEASE);

    expect(ticks(proposal, 'LT-1')['unlock']).toBe(isDone);
  });

  it.each([
    ['move', {}, { 'second-factor': false, 'number-move': false }],
    ['move', { secondFactorMoved: LAST }, { 'second-factor': true, 'number-move': false }],
    ['move', { secondFactorMoved: LAST, moved: LAST }, { 'second-factor': true, 'number-move': true }],
    ['end', {}, { 'number-end': false }],
    ['end', { ended: LAST }, { 'number-end': true }],
    ['keep', {}, {}],
  ])('has boxes for a number that is to %s: %j', (then, number, expected) => {
    const phone = device('PH-1', 'e-1', { type: 'phone', number: { value: '+46701740605', ...number } });
    const offboardings = [plan('e-1', LAST, { numbers: { 'PH-1': { disposition: then } } })];

    const proposal = the({ people: [left()], devices: [phone], offboardings }, RELEASE);

    expectTexts(proposal);
    const { return: _r, condition: _c, unlock: _u, sim: _s, wipe: _w, ...numbers } = ticks(proposal, 'PH-1');
    expect(numbers).toEqual(expected);
  });

  it.each([
    [undefined, false],
    [[], true],
    [[{ serial: '7F-3A', until: '2028-01-20', revoked: { on: LAST } }], true],
    [
      [
        { serial: '7F-3A', until: '2028-01-20', revoked: { on: LAST } },
        { serial: '7F-3B', until: '2028-01-20' },
      ],
      false,
    ],
  ])('a card that is destroyed: certificates %j', (certificates, isDone) => {
    const card = device('SC-1', 'e-1', { type: 'smartcard', ...(certificates === undefined ? {} : { certificates }) });
    const offboardings = [plan('e-1', LAST, { devices: { 'SC-1': { disposition: 'destroy' } } })];

    expect(ticks(the({ people: [left()], devices: [card], offboardings }, RELEASE), 'SC-1')['revoke']).toBe(isDone);
  });
});
