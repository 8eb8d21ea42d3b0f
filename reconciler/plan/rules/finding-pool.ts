/** Devices that no person has, or that are not whose the files say: idle, wiped while in use, lent and not back, shared without a custodian, gone unwiped. */
import type { Device } from '../../../schemas/device.ts';
import { daysBetween } from '../../calendar.ts';
import { isWiped } from '../device-facts.ts';
import { leasedDevice } from '../leases.ts';
import { type Draft, deskOf, monthly, personOf, reasonAt, type Scope, threshold } from '../scope.ts';

/** Back and ready, and nobody has taken it for longer than policy wants to see. */
function idle(scope: Scope, device: Device): Draft | null {
  const { context, today } = scope;
  const { desired } = context.input;
  if (device.status !== 'available' || device.holder !== null) return null;
  const days = [device.returned?.on, device.wiped?.on].filter((day) => day !== undefined);
  const since = days.toSorted().at(-1);
  if (since === undefined || today <= threshold(scope, 'device-idle', 'P180D')(since, 1)) return null;
  const rent = device.acquired === undefined ? (leasedDevice(desired, device, today)?.monthly ?? null) : null;
  return {
    code: 'device-idle',
    about: device.id,
    subject: { device: device.id, lease: rent === null ? null : device.lease },
    values: { device: device.id, type: device.type, since, days: String(daysBetween(since, today)), lease: device.lease, monthly: rent },
    who: deskOf(desired, 'it'),
    day: since,
    cost: monthly(rent),
    because: reasonAt(desired, 'ready', { kind: 'device', id: device.id, pointer: '/status' }),
  };
}

/** Wiped after its holder had received it: either it is back and the file does not say so, or somebody works on an empty device. */
function wipedInUse({ context }: Scope, device: Device): Draft | null {
  const { desired } = context.input;
  const { holder, received, wiped } = device;
  if (device.status !== 'in-use' || typeof holder !== 'string' || wiped === undefined) return null;
  if (received === undefined || wiped.on <= received) return null;
  return {
    code: 'device-wiped-in-use',
    about: device.id,
    subject: { device: device.id, employee: holder },
    values: { device: device.id, employee: holder, wipedOn: wiped.on, received },
    who: deskOf(desired, 'it'),
    day: wiped.on,
    because: reasonAt(desired, 'wiped-in-use', { kind: 'device', id: device.id, pointer: '/wiped' }),
  };
}

/** The device is back from repair, and what was lent in its place is still with the person. */
function loanerOut({ context }: Scope, device: Device): Draft | null {
  const { desired } = context.input;
  const lent = device.repair?.loaner;
  const loaner = lent === undefined || device.status === 'repair' ? undefined : desired.devices.get(lent);
  if (loaner === undefined || loaner.status !== 'in-use') return null;
  const employee = personOf(device);
  return {
    code: 'loaner-out',
    about: loaner.id,
    subject: { device: loaner.id, employee },
    values: { device: loaner.id, employee, standsFor: device.id },
    who: deskOf(desired, 'it'),
    because: reasonAt(desired, 'loaner', { kind: 'device', id: device.id, pointer: '/repair/loaner' }),
  };
}

/** A shared device that nobody answers for. What stands at a place is looked after with the place. */
function unguarded({ context }: Scope, device: Device): Draft | null {
  const { desired } = context.input;
  const { holder } = device;
  if (holder === null || typeof holder === 'string' || device.custodian !== undefined || device.status !== 'in-use') return null;
  const shared = holder.unit ?? holder.pool;
  if (shared === undefined) return null;
  return {
    code: 'shared-without-custodian',
    about: device.id,
    subject: { device: device.id },
    values: { device: device.id, holder: shared },
    who: deskOf(desired, 'it'),
    because: reasonAt(desired, 'custodian', { kind: 'device', id: device.id, pointer: '/holder' }),
  };
}

/** Gone from the company without a wipe that is good enough for that (NIST SP 800-88: purge or destroy). */
function leftUnwiped({ context }: Scope, device: Device): Draft | null {
  const { desired } = context.input;
  if ((device.status !== 'sold' && device.status !== 'returned-to-lessor') || !isStorage(device) || isWiped(device, true)) return null;
  return {
    code: 'device-left-unwiped',
    about: device.id,
    subject: { device: device.id },
    values: { device: device.id, status: device.status, method: device.wiped?.method },
    who: deskOf(desired, 'it'),
    because: reasonAt(desired, 'wipe-outside', { kind: 'device', id: device.id, pointer: '/status' }),
  };
}

/** Types that hold data. */
function isStorage({ type }: Device): boolean {
  return type === 'laptop' || type === 'desktop' || type === 'phone' || type === 'tablet';
}

/** `device-idle`, `device-wiped-in-use`, `loaner-out`, `shared-without-custodian`, `device-left-unwiped`. */
export function* findPool(scope: Scope): Generator<Draft> {
  for (const device of scope.context.input.desired.devices.values()) {
    for (const rule of [idle, wipedInUse, loanerOut, unguarded, leftUnwiped]) {
      const draft = rule(scope, device);
      if (draft !== null) yield draft;
    }
  }
}
