/** Devices without a holder, and lost ones: what is still to be done with each. */
import type { Device } from '../../../schemas/device.ts';
import { addDays, addPeriod, daysBetween } from '../../calendar.ts';
import { isForeign, isLossSettled, isUnlocked, isWiped } from '../device-facts.ts';
import { decide } from '../dispositions.ts';
import { holdOn } from '../indices.ts';
import { type Draft, deskOf, managerOf, personOf, reasonAt, type Scope } from '../scope.ts';

function awaited({ context, today }: Scope, device: Device): Draft | null {
  const { desired } = context.input;
  const since = device.awaitedSince ?? null;
  if (since !== null && today <= since) return null;
  const person = device.awaitedFrom === undefined ? undefined : context.people.get(device.awaitedFrom);
  const askFrom = since === null ? null : addDays(addPeriod(since, desired.policy.devices.graceUntilLost), 1);
  const isSilent = person?.plan?.doc.silent === true;
  const isLong = askFrom !== null && today >= askFrom;
  return {
    code: 'device-awaited',
    about: device.id,
    subject: { device: device.id, employee: device.awaitedFrom },
    values: {
      variant: isSilent ? 'silent' : isLong ? 'ask-lost' : 'within-grace',
      device: device.id,
      employee: device.awaitedFrom,
      since: since,
      days: since === null ? '' : String(daysBetween(since, today)),
      askFrom: askFrom,
    },
    who: managerOf(desired, person),
    day: since,
    because: reasonAt(desired, 'awaited', { kind: 'device', id: device.id, pointer: '/status' }),
  };
}

function toWipe({ context }: Scope, device: Device): Draft | null {
  const { desired } = context.input;
  const employee = personOf(device);
  if (isForeign(device) || holdOn(context, device, employee) !== null) return null;
  const person = employee === null ? undefined : context.people.get(employee);
  const leaves = person !== undefined && decide(context, person, device).kind === 'return-to-lessor';
  return {
    code: 'device-to-wipe',
    about: device.id,
    subject: { device: device.id, employee },
    values: {
      device: device.id,
      employee: employee,
      method: leaves ? desired.policy.devices.wipe.outside : desired.policy.devices.wipe.inside,
      wiped: isWiped(device) ? device.wiped?.on : '',
      unlocked: isUnlocked(device) ? 'true' : '',
    },
    who: deskOf(desired, 'it'),
    day: device.returned?.on ?? null,
    because: reasonAt(desired, 'to-wipe', { kind: 'device', id: device.id, pointer: '/status' }),
  };
}

/** Days from when a loss is known until a breach must be assessed (GDPR article 33: 72 hours). */
const ASSESS_DAYS = 3;

function lost({ context }: Scope, device: Device): Draft {
  const { desired } = context.input;
  const employee = personOf(device);
  const { on, locked, assessed, police } = device.lost ?? {};
  const open = [locked === undefined ? 'lock' : '', assessed === undefined ? 'assess' : '', police === undefined ? 'police' : ''];
  const isDone = locked !== undefined && assessed !== undefined;
  return {
    code: 'device-lost',
    about: device.id,
    subject: { device: device.id, employee },
    values: {
      variant: isDone ? 'done' : 'open',
      device: device.id,
      employee: employee,
      lostOn: on,
      open: open.filter((step) => step !== '').join(', '),
      locked: locked,
      assessed: assessed,
      assessBy: on === undefined ? '' : addDays(on, ASSESS_DAYS),
      police: police,
    },
    who: deskOf(desired, 'it'),
    day: on ?? null,
    because: reasonAt(desired, 'lost', { kind: 'device', id: device.id, pointer: '/status' }),
  };
}

/** `device-awaited`, `device-to-wipe`, `device-ready`, `device-lost`: by the status in the file. */
export function* findDevices(scope: Scope): Generator<Draft> {
  const { desired } = scope.context.input;
  for (const device of desired.devices.values()) {
    const { id, type, status } = device;
    // Once it is nobody's and all is done, there is nothing left to say every night.
    if (status === 'lost' && (device.holder !== null || !isLossSettled(device))) yield lost(scope, device);
    if (status === 'awaited' || status === 'received') {
      const draft = status === 'awaited' ? awaited(scope, device) : toWipe(scope, device);
      if (draft !== null) yield draft;
    }
    if (status !== 'available' || device.holder !== null) continue;
    const because = reasonAt(desired, 'ready', { kind: 'device', id, pointer: '/status' });
    yield { code: 'device-ready', about: id, subject: { device: id }, values: { device: id, type }, who: deskOf(desired, 'it'), because };
  }
}
