/** What holds for every device: nothing is sold that is not ours, clean and paid; nothing is deducted without consent; nobody else's property is wiped. */
import { type Arbitrary, assert, boolean, constantFrom, option, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { optionsFor } from '../../../reconciler/plan/device-options.ts';
import type { PersonView } from '../../../reconciler/plan/input.ts';
import type { Device } from '../../../schemas/device.ts';
import type { Day } from '../../../schemas/primitives.ts';
import { DispositionKind, DeviceType as Type } from '../../../schemas/vocabulary.ts';
import { buyout, contextOf, device, lease, plan, proposalsOf } from './findings/look.ts';
import { LAST, left } from './proposals-look.ts';
import type { World } from './world.ts';

const absent = { nil: undefined };
const ownership = constantFrom('owned', 'leased', 'personal', 'third-party');
const facts = record({
  type: constantFrom(...Type.options),
  ownership,
  wiped: option(constantFrom('clear', 'purge', 'destroy'), absent),
  wipedOn: constantFrom('2020-01-01', '2027-01-02'),
  received: option(constantFrom('2024-01-01'), absent),
  activation: option(constantFrom('removed', 'present'), absent),
  management: option(constantFrom('removed', 'present'), absent),
  isAcquired: boolean(),
  isBack: boolean(),
});
type Facts = typeof facts extends Arbitrary<infer T> ? T : never;

const known = (fields: object): object => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

function ownOf(given: Facts): object {
  const { wiped, wipedOn, activation, management, isAcquired, isBack, type, received } = given;
  return known({
    type,
    ownership: given.ownership,
    received,
    lease: given.ownership === 'leased' ? 'll-1' : undefined,
    owner: given.ownership === 'third-party' ? 'kund-ett' : undefined,
    wiped: wiped === undefined ? undefined : { on: wipedOn, method: wiped },
    locks: known({ activation, management }),
    acquired: isAcquired && given.ownership === 'leased' ? { from: 'Exempel', price: '1.00 SEK', on: '2027-01-02' } : undefined,
    returned: isBack ? { on: '2027-01-02', condition: 'ok' } : undefined,
  });
}

const leases = [lease('ll-1', ['LT-1'], { to: '2027-11-30' })];

describe('a sale', () => {
  it('is proposed as sold only of what is ours, purged, unlocked, out of management, and paid or consented to', () => {
    assert(
      property(facts, option(constantFrom('2027-01-25'), absent), option(constantFrom('HR-88'), absent), (given, paid, consent) => {
        const sale = known({ to: 'e-1', price: '1800.00 SEK', vat: 'included', paid, consent });
        const devices = [device('LT-1', 'e-1', { ...ownOf(given), status: 'sale-pending', sale } as never)];

        const isSold = proposalsOf({ people: [left()], devices, leases }).some(({ lines }) => lines.some(({ text }) => text === 'sold'));

        if (!isSold) return;
        expect(given.ownership === 'owned' || (given.ownership === 'leased' && given.isAcquired)).toBe(true);
        expect(given.wiped === 'purge' || given.wiped === 'destroy').toBe(true);
        expect(given.received === undefined || given.wipedOn >= given.received).toBe(true);
        expect(given.activation).not.toBe('present');
        expect(given.management).not.toBe('present');
        expect(paid ?? consent).toBeDefined();
      }),
      { numRuns: 400 },
    );
  });

  it('carries a consent to the final pay only when one was given, in time, and the final pay is the way', () => {
    const settle = option(constantFrom('final-pay', 'invoice', 'card'), absent);
    const consentOn = option(constantFrom('2026-12-10', '2026-12-20'), absent);
    assert(
      property(settle, consentOn, option(constantFrom(15), absent), (how, on, payrollCloses) => {
        const wish = buyout({}, known({ settle: how, consent: on === undefined ? undefined : { on, ref: 'HR-88' } }) as never);
        const world = {
          people: [left()],
          devices: [device('LT-1', 'e-1')],
          offboardings: [plan('e-1', LAST, { devices: { 'LT-1': wish } })],
          policies: { 'device-rules': { buyout: known({ payrollCloses }) } },
        } as World;

        const written = JSON.stringify(proposalsOf(world).flatMap(({ files }) => files)).includes('HR-88');

        const isInTime = on !== undefined && (payrollCloses === undefined || on <= '2026-12-15');
        expect(written).toBe(isInTime && how !== 'invoice' && how !== 'card');
      }),
    );
  });
});

describe('property of others', () => {
  const wishes: Readonly<Record<DispositionKind, object>> = {
    release: { disposition: 'release' },
    transfer: { disposition: 'transfer', to: 'e-2' },
    buyout: buyout(),
    'return-to-lessor': { disposition: 'return-to-lessor' },
    'return-to-owner': { disposition: 'return-to-owner' },
    hold: { disposition: 'hold', until: '2027-03-31', matter: 'M-7' },
    lost: { disposition: 'lost' },
    destroy: { disposition: 'destroy' },
    keep: { disposition: 'keep' },
  };

  it('is never wiped, sold, destroyed or given on, whatever a plan wishes', () => {
    assert(
      property(facts, constantFrom(...DispositionKind.options), (given, wish) => {
        if (given.ownership === 'owned' || given.ownership === 'leased') return;
        const offboardings = [plan('e-1', LAST, { devices: { 'LT-1': wishes[wish] as never } })];
        const world = { people: [left()], devices: [device('LT-1', 'e-1', ownOf(given))], offboardings };
        const context = contextOf(world);
        const view = context.people.get('e-1' as never) as PersonView;

        const texts = proposalsOf(world).flatMap(({ checklist, lines }) => [
          ...checklist.flatMap(({ items }) => items.map(({ text }) => text)),
          ...lines.map(({ text }) => text),
        ]);
        const choosing = { desired: context.input.desired, today: '2027-01-04' as Day };
        const allowed = optionsFor(choosing, view, view.devices[0] as Device).filter(({ refused }) => refused === null);

        for (const text of ['wipe', 'wipe-purge', 'sale-pending', 'destroy', 'transfer', 'release-available'])
          expect(texts).not.toContain(text);
        expect(allowed.flatMap(({ needs }) => needs.filter((need) => need === 'wipe' || need === 'purge'))).toEqual([]);
        expect(allowed.map(({ kind }) => kind)).toEqual(
          given.ownership === 'personal' ? ['hold', 'lost', 'keep'] : ['return-to-owner', 'hold', 'lost'],
        );
      }),
      { numRuns: 300 },
    );
  });
});
