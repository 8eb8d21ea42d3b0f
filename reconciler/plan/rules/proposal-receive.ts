/** Devices whose files prove more than their status says. */
import type { Device } from '../../../schemas/device.ts';
import { places } from '../../../schemas/places.ts';
import type { Day, EmployeeId } from '../../../schemas/primitives.ts';
import { compareText } from '../../canonical.ts';
import type { Edit, Proposal, ProposalLine } from '../../model/proposal.ts';
import { isBack, isForeign, isUnlocked, isWiped, missingSaleSteps } from '../device-facts.ts';
import { decide } from '../dispositions.ts';
import { dropFields, setField } from '../edits.ts';
import { holdOn } from '../indices.ts';
import type { Context } from '../input.ts';
import { pathOf } from '../input.ts';
import { keyFor } from '../pull-keys.ts';
import { personOf, reasonAt } from '../scope.ts';

interface Received {
  readonly device: Device;
  readonly person: EmployeeId;
  /** The day it is about; groups the devices of one leaving. */
  readonly since: Day;
  readonly text: 'received' | 'available' | 'sold';
  readonly on: Day;
}

function soldOf(device: Device): Received | null {
  const { sale, wiped, acquired } = device;
  if (sale === undefined || wiped === undefined || missingSaleSteps(device).length > 0) return null;
  const on = [acquired?.on ?? wiped.on, sale.paid ?? wiped.on].reduce((newest, day) => (day > newest ? day : newest), wiped.on);
  // The day of the wipe names the pull request: it stays the same when the payment is entered after a consent.
  return { device, person: sale.to, since: wiped.on, text: 'sold', on };
}

/** True when the plan sends it back to the lessor: then it is nobody's here. */
function goesBack(context: Context, device: Device, employee: EmployeeId): boolean {
  const person = context.people.get(employee);
  return person !== undefined && decide(context, person, device).kind === 'return-to-lessor';
}

function receivedOf(context: Context, device: Device): Received | null {
  const person = personOf(device);
  const { returned, awaitedSince } = device;
  const since = awaitedSince ?? returned?.on;
  if (person === null || since === undefined || returned === undefined || !isBack(device, since)) return null;
  const isReady =
    !isForeign(device) &&
    isWiped(device) &&
    isUnlocked(device) &&
    holdOn(context, device, person) === null &&
    !goesBack(context, device, person);
  if (!isReady && device.status === 'received') return null;
  return { device, person, since, text: isReady ? 'available' : 'received', on: returned.on };
}

function editsOf({ device, text }: Received): Edit[] {
  const edits = setField(device, 'status', text);
  if (text === 'received') return edits;
  if (text === 'sold') return [...edits, ...(typeof device.holder === 'string' ? setField(device, 'holder', null) : [])];
  return [...edits, ...dropFields(device, 'awaitedFrom', 'awaitedSince')];
}

function lineOf(context: Context, { device, person, text, on }: Received): ProposalLine {
  return {
    tag: device.id,
    text,
    values: { device: device.id, type: device.type, from: person, on },
    remarks: [],
    because: reasonAt(context.input.desired, 'facts-in-file', { kind: 'device', id: device.id }),
  };
}

function factsOf(context: Context, device: Device): Received | null {
  if (device.status === 'sale-pending') return soldOf(device);
  return device.status === 'awaited' || device.status === 'received' ? receivedOf(context, device) : null;
}

/** Awaited and back: `received`; wiped and unlocked too: `available`; sold and every step proven: `sold`. One proposal per person and day. */
export function* proposeReceipts(context: Context): Generator<Proposal> {
  const { desired } = context.input;
  const found = [...desired.devices.values()].map((device) => factsOf(context, device)).filter((one) => one !== null);
  const groups = Map.groupBy(found, ({ person, since }) => keyFor('receive', person, since));
  for (const [key, group] of groups) {
    const sorted = group.toSorted((a, b) => compareText(a.device.id, b.device.id));
    for (const { person, since, device } of sorted.slice(0, 1)) {
      yield {
        key,
        purpose: 'receive',
        person,
        system: null,
        day: since,
        urgent: false,
        silent: context.people.get(person)?.plan?.doc.silent === true,
        files: sorted.map((one) => ({ file: pathOf(desired, places.device.path, one.device.id), edits: editsOf(one) })),
        lines: sorted.map((one) => lineOf(context, one)),
        checklist: [],
        because: reasonAt(desired, 'facts-in-file', { kind: 'device', id: device.id }),
      };
    }
  }
}
