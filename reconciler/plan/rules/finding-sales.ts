/** Sales of devices to people: what is still missing, and what a running lease makes them cost. */

import type { Device } from '../../../schemas/device.ts';
import type { Day, Id } from '../../../schemas/primitives.ts';
import { missingSaleSteps } from '../device-facts.ts';
import { decide, deviceDayOf } from '../dispositions.ts';
import type { PersonView } from '../input.ts';
import { breakCost } from '../lease-sums.ts';
import { leasedDevice } from '../leases.ts';
import { type Draft, deskOf, monthly, personOf, reasonAt, type Scope } from '../scope.ts';
import { settlementsFor } from '../settlements.ts';

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
function nextHolder({ indices }: Scope, device: Device, free: { lessee: Id; after: Day }): string | undefined {
  return indices.joiners().find(({ employee, company, devices }) => {
    if (employee.firstDay === undefined || employee.firstDay <= free.after) return false;
    return company?.id === free.lessee && !devices.some((one) => one.type === device.type);
  })?.id;
}

function costOf(scope: Scope, person: PersonView, device: Device): Draft | null {
  const { context, today } = scope;
  const { desired } = context.input;
  const day = deviceDayOf(person, device);
  if (day === null || device.acquired !== undefined || decide(context, person, device).kind !== 'buyout') return null;
  const from = day > today ? day : today;
  const leased = leasedDevice(desired, device, from);
  const cost = breakCost(context, device, from);
  if (leased === null || cost === null) return null;
  const { lease } = leased;
  const { months, ...sums } = cost;
  const share = settlementsFor(context, person, device).find(({ what }) => what === 'early-end');
  const isInvoiced = share?.by === 'invoice';
  const consent = share?.consent ?? null;
  return {
    code: 'buyout-cost',
    about: device.id,
    subject: { employee: person.id, device: device.id, lease: lease.id },
    values: {
      device: device.id,
      employee: person.id,
      lease: lease.id,
      months: String(months),
      ...sums,
      asked: isInvoiced || consent !== null ? '' : share?.amount,
      deducted: consent === null ? '' : share?.amount,
      consent: consent?.ref,
      invoiced: isInvoiced ? share.amount : '',
      reassignTo: nextHolder(scope, device, { lessee: lease.company, after: day }),
    },
    who: deskOf(desired, 'finance'),
    day,
    cost: { monthly: null, once: sums.gross, from: null },
    because: reasonAt(desired, 'buyout-during-lease', { kind: 'lease', id: lease.id, pointer: `/lines/${device.id}` }),
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
