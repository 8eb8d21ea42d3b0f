/** Sales of devices to people: what is still missing, and what a running lease makes them cost. */

import type { Device } from '../../../schemas/device.ts';
import { breakCost } from '../costs.ts';
import { missingSaleSteps } from '../device-facts.ts';
import { decide, deviceDayOf } from '../dispositions.ts';
import { companyOfUnit, type PersonView } from '../input.ts';
import { leasedDevice } from '../leases.ts';
import { type Draft, deskOf, monthly, personOf, reasonAt, type Scope } from '../scope.ts';

const DESK_OF_STEP = { acquire: 'finance', purge: 'it', unlock: 'it', pay: 'payroll' } as const;

function incomplete({ context, today }: Scope, device: Device): Draft {
  const { desired } = context.input;
  const missing = missingSaleSteps(device);
  const [next] = missing;
  const employee = device.sale?.to ?? personOf(device);
  const rent = missing.includes('acquire') ? (leasedDevice(desired, device, today)?.monthly ?? null) : null;
  return {
    code: 'sale-incomplete',
    about: device.id,
    subject: {
      device: device.id,
      employee,
      lease: device.lease,
    },
    values: {
      variant: next === undefined ? 'complete' : 'open',
      device: device.id,
      employee: employee,
      next: next,
      missing: missing.join(', '),
      lease: device.lease,
      price: device.sale?.price,
      monthly: rent,
    },
    who: next === undefined ? null : deskOf(desired, DESK_OF_STEP[next]),
    cost: monthly(rent),
    because: reasonAt(desired, 'sale-steps', { kind: 'device', id: device.id, pointer: '/sale' }),
  };
}

/** The next joiner of the lessee who starts after the device is free and has none of its type. */
function nextHolder({ context, indices }: Scope, device: Device, after: string): string {
  const { desired } = context.input;
  const lessee = device.lease === undefined ? undefined : desired.leases.get(device.lease)?.company;
  const joiner = indices
    .joiners()
    .find(
      ({ employee, devices }) =>
        (employee.firstDay ?? '') > after &&
        companyOfUnit(desired, employee.unit)?.id === lessee &&
        !devices.some((one) => one.type === device.type),
    );
  return joiner?.id ?? '';
}

function costOf(scope: Scope, person: PersonView, device: Device): Draft | null {
  const { context } = scope;
  const { desired } = context.input;
  const day = deviceDayOf(person, device);
  if (day === null || device.acquired !== undefined || decide(context, person, device).kind !== 'buyout') return null;
  const cost = breakCost(context, device, day);
  if (cost === null) return null;
  const { months, rent, rentLeft, breakFee, net, vat, gross, netCost } = cost;
  const lease = device.lease ?? '';
  return {
    code: 'buyout-cost',
    about: device.id,
    subject: { employee: person.id, device: device.id, lease: device.lease },
    values: {
      device: device.id,
      employee: person.id,
      lease,
      months: String(months),
      rent,
      rentLeft,
      breakFee,
      net,
      vat,
      gross,
      netCost,
      reassignTo: nextHolder(scope, device, day),
    },
    who: deskOf(desired, 'finance'),
    day,
    cost: { monthly: null, once: gross, from: null },
    because: reasonAt(desired, 'buyout-during-lease', { kind: 'lease', id: lease, pointer: `/lines/${device.id}` }),
  };
}

/** `sale-incomplete` until every step is proven; `buyout-cost` for a buyout that would end a lease early. */
export function* findSales(scope: Scope): Generator<Draft> {
  const { context } = scope;
  const { desired } = context.input;
  for (const device of desired.devices.values()) if (device.status === 'sale-pending') yield incomplete(scope, device);
  for (const person of context.people.values()) {
    if (person.plan === null) continue;
    for (const device of person.devices) {
      const draft = device.holder === person.id ? costOf(scope, person, device) : null;
      if (draft !== null) yield draft;
    }
  }
}
