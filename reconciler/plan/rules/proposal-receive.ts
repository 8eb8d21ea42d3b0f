/** Devices whose files prove more than their status says. */
import type { Device } from '../../../schemas/device.ts';
import { places } from '../../../schemas/places.ts';
import type { Day, EmployeeId } from '../../../schemas/primitives.ts';
import type { Edit, Proposal, ProposalLine } from '../../model/proposal.ts';
import { isBack, isForeign, isUnlocked, isWiped, missingSaleSteps } from '../device-facts.ts';
import { dropFields, setField } from '../edits.ts';
import { compare, holdOn } from '../indices.ts';
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
  const { sale } = device;
  if (sale === undefined || missingSaleSteps(device).length > 0) return null;
  const on = [device.wiped?.on, device.acquired?.on, sale.paid]
    .filter((day) => day !== undefined)
    .toSorted(compare)
    .at(-1);
  return on === undefined ? null : { device, person: sale.to, since: on, text: 'sold', on };
}

function receivedOf(context: Context, device: Device): Received | null {
  const person = personOf(device);
  const { returned, awaitedSince } = device;
  const since = awaitedSince ?? returned?.on;
  if (person === null || since === undefined || returned === undefined || !isBack(device, since)) return null;
  const isReady = !isForeign(device) && isWiped(device) && isUnlocked(device) && holdOn(context, device, person) === null;
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

/** Awaited and back: `received`; wiped and unlocked too: `available`; sold and every step proven: `sold`. One proposal per person and day. */
export function* proposeReceipts(context: Context): Generator<Proposal> {
  const groups = new Map<string, Received[]>();
  for (const device of context.input.desired.devices.values()) {
    const isOpen = device.status === 'awaited' || device.status === 'received';
    const found = isOpen ? receivedOf(context, device) : device.status === 'sale-pending' ? soldOf(device) : null;
    if (found === null) continue;
    const key = keyFor('receive', found.person, found.since);
    groups.set(key, [...(groups.get(key) ?? []), found]);
  }
  for (const [key, unsorted] of groups) {
    const group = unsorted.toSorted((a, b) => compare(a.device.id, b.device.id));
    const [first] = group;
    if (first === undefined) continue;
    yield {
      key,
      purpose: 'receive',
      person: first.person,
      system: null,
      day: first.since,
      urgent: false,
      silent: context.people.get(first.person)?.plan?.doc.silent === true,
      files: group.map((one) => ({ file: pathOf(context.input.desired, places.device.path, one.device.id), edits: editsOf(one) })),
      lines: group.map((one) => lineOf(context, one)),
      checklist: [],
      because: lineOf(context, first).because,
    };
  }
}
