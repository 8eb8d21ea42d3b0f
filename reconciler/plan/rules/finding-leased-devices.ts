/** Leased devices whose lease forbids or discourages what is done with them. */
import type { Device } from '../../../schemas/device.ts';
import { addDays, addPeriod, daysBetween } from '../../calendar.ts';
import { isFinal } from '../device-facts.ts';
import { decide, deviceDayOf } from '../dispositions.ts';
import { holdOn } from '../indices.ts';
import { type LeasedDevice, leasedDevice } from '../leases.ts';
import { type Draft, deskOf, managerOf, monthly, personOf, reasonAt, type Scope } from '../scope.ts';

const OWNERLESS: ReadonlySet<Device['status']> = new Set(['awaited', 'received', 'available']);

/** How long before a device day a short lease is mentioned. */
const AHEAD_DAYS = 30;

function returnSuggested({ context, today }: Scope, device: Device, { lease, view }: LeasedDevice): Draft | null {
  const { desired } = context.input;
  const employee = personOf(device);
  const person = employee === null ? undefined : context.people.get(employee);
  const kind = person === undefined ? 'release' : decide(context, person, device).kind;
  if (kind !== 'release' && kind !== 'transfer') return null;
  const day = device.holder === null || person === undefined ? today : deviceDayOf(person, device);
  const isHeld = device.holder !== null && device.holder === employee && device.status === 'in-use';
  if (day === null || day > addDays(today, AHEAD_DAYS) || (!isHeld && !(device.holder === null && OWNERLESS.has(device.status))))
    return null;
  const from = day > today ? day : today;
  if (view.state !== 'running' || addPeriod(from, desired.policy.devices.minimumLeaseLeft) <= view.termEnd) return null;
  const days = daysBetween(from, view.termEnd);
  return {
    code: 'return-suggested',
    about: device.id,
    subject: { device: device.id, lease: lease.id, employee },
    values: {
      device: device.id,
      employee: employee,
      lease: lease.id,
      leaseTo: view.termEnd,
      days: String(days),
      weeks: String(Math.round(days / 7)),
    },
    who: deskOf(desired, 'it'),
    day: view.termEnd,
    because: reasonAt(desired, 'minimum-lease-left', { kind: 'device-rules', pointer: '/minimumLeaseLeft' }),
  };
}

function country({ context }: Scope, device: Device, { lease }: LeasedDevice): Draft | null {
  const { desired } = context.input;
  const employee = typeof device.holder === 'string' ? device.holder : null;
  const person = employee === null ? undefined : context.people.get(employee);
  const lessee = desired.organisation.companies.find((one) => one.id === lease.company);
  const isOther = person?.company !== undefined && person.company !== null && person.company.id !== lease.company;
  const place = device.location?.country ?? person?.company?.country;
  const isAbroad = lease.mayLeaveCountry === false && place !== undefined && lessee !== undefined && place !== lessee.country;
  if (!isOther && !isAbroad) return null;
  return {
    code: 'lease-country',
    about: device.id,
    subject: { device: device.id, lease: lease.id, employee },
    values: {
      variant: isAbroad ? 'country' : 'company',
      device: device.id,
      employee: employee,
      lease: lease.id,
      lessee: lease.company,
      company: person?.company?.id,
      country: place,
    },
    who: deskOf(desired, 'finance') ?? deskOf(desired, 'it'),
    because: reasonAt(desired, 'lessee', { kind: 'lease', id: lease.id, pointer: '/company' }),
  };
}

function holdCosts({ context }: Scope, device: Device, { lease, monthly: rent }: LeasedDevice): Draft | null {
  const { desired } = context.input;
  const employee = personOf(device);
  const hold = holdOn(context, device, employee);
  if (device.status !== 'hold' && (hold === null || device.holder !== null)) return null;
  const person = employee === null ? undefined : context.people.get(employee);
  const wish = person?.plan?.doc.devices?.[device.id];
  const planned = wish?.disposition === 'hold' ? wish : null;
  return {
    code: 'hold-costs',
    about: device.id,
    subject: { device: device.id, lease: lease.id, employee },
    values: {
      device: device.id,
      employee: employee,
      lease: lease.id,
      hold: hold?.id,
      matter: hold?.matter ?? planned?.matter,
      until: hold?.until ?? planned?.until,
      monthly: rent,
    },
    who: deskOf(desired, 'legal') ?? managerOf(desired, person),
    day: hold?.until ?? planned?.until ?? null,
    cost: monthly(rent),
    because: reasonAt(desired, 'hold', { kind: 'device', id: device.id, pointer: '/status' }),
  };
}

/** `return-suggested`, `lease-country`, `hold-costs`. */
export function* findLeasedDevices(scope: Scope): Generator<Draft> {
  const { context, today } = scope;
  for (const device of context.input.desired.devices.values()) {
    const leased = isFinal(device) || device.acquired !== undefined ? null : leasedDevice(context.input.desired, device, today);
    if (leased === null) continue;
    for (const rule of [returnSuggested, country, holdCosts]) {
      const draft = rule(scope, device, leased);
      if (draft !== null) yield draft;
    }
  }
}
