/** Terms of a sale that payroll must know of: a price away from market value, and a consent that is missing when pay closes. */
import type { Device } from '../../../schemas/device.ts';
import { sellerOf, valueGap } from '../buyout-guards.ts';
import { decide, deviceDayOf } from '../dispositions.ts';
import { todayOf } from '../indices.ts';
import type { PersonView } from '../input.ts';
import { type Draft, deskOf, reasonAt, type Scope, threshold } from '../scope.ts';

function ofValue({ context }: Scope, person: PersonView, device: Device): Draft | null {
  const { desired } = context.input;
  const wish = person.plan?.doc.devices?.[device.id];
  const offer = wish?.disposition === 'buyout' ? wish.offer : undefined;
  const gap = offer === undefined ? null : valueGap(offer, sellerOf(desired, person, device));
  if (person.plan === null || gap === null) return null;
  return {
    code: 'sale-value',
    about: device.id,
    subject: { employee: person.id, device: device.id },
    values: {
      variant: gap.side,
      device: device.id,
      employee: person.id,
      price: gap.price,
      marketValue: gap.marketValue,
      difference: gap.difference,
      source: offer?.marketValue?.source,
    },
    who: deskOf(desired, 'payroll'),
    day: deviceDayOf(person, device),
    because: reasonAt(desired, 'market-value', {
      kind: 'offboarding',
      id: person.plan.stem,
      pointer: `/devices/${device.id}/offer/marketValue`,
    }),
  };
}

function ofSettlement(scope: Scope, person: PersonView, device: Device): Draft | null {
  const { context } = scope;
  const { desired } = context.input;
  const decision = decide(context, person, device);
  if (decision.kind !== 'buyout' || device.sale?.paid !== undefined) return null;
  const { open, closes } = decision.terms.settlement;
  if (open === null || closes === null) return null;
  const isAhead = open === 'no-consent';
  if (isAhead && todayOf(context, person) < threshold(scope, 'sale-settlement', 'P14D')(closes, -1)) return null;
  return {
    code: 'sale-settlement',
    about: device.id,
    subject: { employee: person.id, device: device.id },
    values: { variant: isAhead ? 'consent-by' : 'invoice', device: device.id, employee: person.id, closes, price: decision.terms.price },
    who: deskOf(desired, 'payroll'),
    day: closes,
    because: reasonAt(desired, 'payroll-closes', { kind: 'device-rules', pointer: '/buyout/payrollCloses' }),
  };
}

/** `sale-value` and `sale-settlement`, for buyouts in open plans until the device is sold. */
export function* findSaleTerms(scope: Scope): Generator<Draft> {
  for (const person of scope.context.people.values()) {
    if (person.plan === null) continue;
    for (const device of person.devices) {
      if (device.holder !== person.id || decide(scope.context, person, device).kind !== 'buyout') continue;
      for (const rule of [ofValue, ofSettlement]) {
        const draft = rule(scope, person, device);
        if (draft !== null) yield draft;
      }
    }
  }
}
