/** Terms of a sale that payroll must know of: a price away from market value, and a consent that is missing when pay closes. */
import type { Device } from '../../../schemas/device.ts';
import { decide, deviceDayOf, type Terms } from '../dispositions.ts';
import { todayOf } from '../indices.ts';
import type { PersonView } from '../input.ts';
import { type Draft, deskOf, reasonAt, type Scope, threshold } from '../scope.ts';

/** A device, the person who is to buy it, and the terms. */
interface Sale {
  readonly person: PersonView;
  readonly device: Device;
  readonly terms: Terms;
  /** Name of the plan's file. */
  readonly stem: string;
}

function ofValue({ context }: Scope, { person, device, terms: { gap }, stem }: Sale): Draft | null {
  if (gap === null) return null;
  const { desired } = context.input;
  const { side, price, marketValue, difference, source } = gap;
  return {
    code: 'sale-value',
    about: device.id,
    subject: { employee: person.id, device: device.id },
    values: { variant: side, device: device.id, employee: person.id, price, marketValue, difference, source },
    who: deskOf(desired, 'payroll'),
    day: deviceDayOf(person, device),
    because: reasonAt(desired, 'market-value', { kind: 'offboarding', id: stem, pointer: `/devices/${device.id}/offer/marketValue` }),
  };
}

function ofSettlement(scope: Scope, { person, device, terms }: Sale): Draft | null {
  const { context } = scope;
  const { desired } = context.input;
  const { lacksConsent, closedOn, closes } = terms.settlement;
  if (device.sale?.paid !== undefined || closes === null || (closedOn === null && !lacksConsent)) return null;
  const isAhead = closedOn === null;
  if (isAhead && todayOf(context, person) < threshold(scope, 'sale-settlement', 'P14D')(closes, -1)) return null;
  return {
    code: 'sale-settlement',
    about: device.id,
    subject: { employee: person.id, device: device.id },
    values: { variant: isAhead ? 'consent-by' : 'invoice', device: device.id, employee: person.id, closes, price: terms.price },
    who: deskOf(desired, 'payroll'),
    day: closes,
    because: reasonAt(desired, 'payroll-closes', { kind: 'device-rules', pointer: '/buyout/payrollCloses' }),
  };
}

/** `sale-value` and `sale-settlement`, for buyouts in open plans until the device is sold. */
export function* findSaleTerms(scope: Scope): Generator<Draft> {
  for (const person of scope.context.people.values()) {
    const { plan } = person;
    if (plan === null) continue;
    for (const device of person.devices) {
      const decision = decide(scope.context, person, device);
      if (device.holder !== person.id || decision.kind !== 'buyout') continue;
      const sale = { person, device, terms: decision.terms, stem: plan.stem };
      for (const rule of [ofValue, ofSettlement]) {
        const draft = rule(scope, sale);
        if (draft !== null) yield draft;
      }
    }
  }
}
