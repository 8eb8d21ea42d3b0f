/** Which releases may merge themselves, and which are left to a person. */
import { describe, expect, it } from 'vitest';
import { device, proposalsOf } from './findings/look.ts';
import { LAST, left, the } from './proposals-look.ts';
import { makeDesired, person, type World } from './world.ts';

const RELEASE = `release/e-1-${LAST}`;
const AUTO = { 'device-rules': { release: { merge: 'auto' } } } as const;
const auto = makeDesired({ policies: AUTO });

function world(devices: Record<string, object>, more: Partial<World> = {}): World {
  const plan = { employee: 'e-1', kind: 'planned', spell: LAST, devices };
  return {
    people: [left(), person('e-2')],
    devices: [device('LT-1', 'e-1'), device('PH-1', 'e-1', { type: 'phone', ownership: 'third-party', owner: 'kund-ett' })],
    offboardings: [plan as NonNullable<World['offboardings']>[number]],
    policies: AUTO,
    earlier: auto,
    ...more,
  };
}

const BOTH = { 'LT-1': { disposition: 'release' }, 'PH-1': { disposition: 'return-to-owner' } };

describe('a release merges itself', () => {
  it('where the plan says of every device what becomes of it', () => {
    expect(the(world(BOTH), RELEASE).approved).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('with a digest of what the plan says, and of nothing else', () => {
    const digest = (devices: Record<string, object>, more: Partial<World> = {}) => the(world(devices, more), RELEASE).approved;
    const same = digest(BOTH);

    expect(digest({ 'PH-1': BOTH['PH-1'], 'LT-1': BOTH['LT-1'] })).toBe(same);
    expect(digest({ ...BOTH, 'LT-9': { disposition: 'lost' } })).toBe(same);
    expect(digest({ ...BOTH, 'LT-1': { disposition: 'release', note: 'Charger is missing' } })).not.toBe(same);
    expect(digest({ ...BOTH, 'PH-1': { disposition: 'return-to-owner', note: 'By courier' } })).not.toBe(same);
  });

  const plan = { employee: 'e-1', kind: 'planned', spell: LAST, devices: BOTH } as const;
  const GIVEN = { ...BOTH, 'LT-1': { disposition: 'transfer', to: 'e-2' } };
  const wiped = device('LT-1', 'e-1', { wiped: { on: '2026-12-30', method: 'clear' } });
  const phone = device('PH-1', 'e-1', { type: 'phone', ownership: 'third-party', owner: 'kund-ett' });

  it.each<[string, Partial<World>]>([
    ['a colleague of the unit', {}],
    ['somebody of another unit, wiped', { people: [left(), person('e-2', { unit: 'norr' })], devices: [wiped, phone] }],
    ['a joiner of the unit', { people: [left(), person('e-2', { firstDay: '2027-02-01' })] }],
  ])('where a device goes to %s', (_whom, more) => {
    const { approved } = the(world(GIVEN, more), RELEASE);

    expect(approved).toMatch(/^[0-9a-f]{64}$/u);
    expect(approved).not.toBe(the(world(BOTH), RELEASE).approved);
  });

  it.each<[string, World]>([
    ['policy wants a review', world(BOTH, { policies: {} })],
    ['policy wanted a review twelve hours ago', world(BOTH, { earlier: makeDesired({}) })],
    ['no run has seen the policy', world(BOTH, { earlier: null })],
    ['there is a freeze', world(BOTH, { frozen: true })],
    ['policy freezes everything', world(BOTH, { policies: { ...AUTO, guardrails: { freeze: 'everything' } } })],
    ['there is no plan', world(BOTH, { offboardings: [] })],
    ['the plan names no device', world({}, { offboardings: [{ employee: 'e-1', kind: 'planned', spell: LAST }] as never })],
    ['one device is left to policy', world({ 'LT-1': { disposition: 'release' } })],
    ['a device goes to another unit, and is not wiped', world(GIVEN, { people: [left(), person('e-2', { unit: 'norr' })] })],
    [
      'nobody knows of which unit they are',
      world(GIVEN, { people: [{ ...left(), unit: undefined } as never, person('e-2', { unit: undefined as never })] }),
    ],
    ['a device goes to a colleague who leaves too', world(GIVEN, { people: [left(), person('e-2', { lastDay: '2027-01-20' })] })],
    ['a device goes to somebody who has left', world(GIVEN, { people: [left(), person('e-2', { lastDay: '2026-12-30' })] })],
    ['a wish is not followed', world({ ...BOTH, 'LT-1': { disposition: 'transfer', to: 'e-99' } })],
    [
      'an offer was not answered in time',
      world({
        ...BOTH,
        'LT-1': { disposition: 'buyout', offer: { price: '900.00 SEK', vat: 'included', answerBy: '2026-12-01', else: 'release' } },
      }),
    ],
    ['a device is lost', world({ ...BOTH, 'LT-1': { disposition: 'lost' } })],
    ['a device is kept for a matter', world({ ...BOTH, 'LT-1': { disposition: 'hold', until: '2027-06-01', matter: 'M-1' } })],
    [
      'something is destroyed',
      world(
        { ...BOTH, 'PH-1': { disposition: 'destroy' } },
        { devices: [device('LT-1', 'e-1'), device('PH-1', 'e-1', { type: 'smartcard' })] },
      ),
    ],
    [
      'there is a hold',
      world(BOTH, { holds: [{ id: 'm-7', subject: { employee: 'e-1' }, matter: 'M-7', from: '2026-12-01', owner: 'e-2' }] as never }),
    ],
    ['the last day came with a mass edit', world(BOTH, { massEdited: ['e-1'] })],
  ])('not where %s', (_what, given) => {
    expect(the(given, RELEASE).approved).toBeUndefined();
  });

  it('not where the plan is silent', () => {
    const asOf = '2027-03-01T01:00:00Z' as NonNullable<World['asOf']>;

    const proposals = proposalsOf(world(BOTH, { asOf, offboardings: [{ ...plan, silent: true }] as never }));

    expect(proposals.filter((one) => one.purpose === 'release').map((one) => one.approved)).toEqual([undefined]);
  });

  it('and nothing else does', () => {
    const offer = { price: '900.00 SEK', vat: 'included', answerBy: '2027-12-01', answer: 'yes', else: 'release' };
    const given = world(
      { ...BOTH, 'PH-2': { disposition: 'buyout', offer } },
      { devices: [device('LT-1', 'e-1'), device('PH-2', 'e-1', { type: 'phone' })] },
    );

    const approved = proposalsOf(given).map((one) => [one.purpose, one.approved !== undefined]);

    expect(approved).toEqual([
      ['release', true],
      ['sale', false],
    ]);
  });
});
