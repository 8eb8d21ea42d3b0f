/** Devices that did not come back within the grace of policy: the question whether they are lost, for a person to answer. */
import type { Device } from '../../../schemas/device.ts';
import { places } from '../../../schemas/places.ts';
import type { Day, EmployeeId } from '../../../schemas/primitives.ts';
import { addDays, addPeriod } from '../../calendar.ts';
import { compareText } from '../../canonical.ts';
import type { Proposal, ProposalLine } from '../../model/proposal.ts';
import { setField } from '../edits.ts';
import { indicesOf } from '../indices.ts';
import type { Context } from '../input.ts';
import { pathOf } from '../input.ts';
import { keyFor } from '../pull-keys.ts';
import { reasonAt } from '../scope.ts';

interface Missing {
  readonly device: Device;
  readonly person: EmployeeId;
  readonly since: Day;
  /** The first day after the grace: from then on it counts as known. */
  readonly known: Day;
}

/** True when an exception in force says that the wait is all right. */
function isWaitedFor(context: Context, { device, person }: Missing): boolean {
  const exceptions = indicesOf(context).exceptions();
  const found = [...(exceptions.get(`device:${device.id}`) ?? []), ...(exceptions.get(`employee:${person}`) ?? [])];
  return found.some(({ finding, change }) => finding === 'device-awaited' || change === 'release');
}

function missingOf(context: Context, device: Device): Missing | null {
  const { awaitedFrom, awaitedSince } = device;
  if (device.status !== 'awaited' || awaitedFrom === undefined || awaitedSince === undefined || device.returned !== undefined) return null;
  const known = addDays(addPeriod(awaitedSince, context.input.desired.policy.devices.graceUntilLost), 1);
  const missing = { device, person: awaitedFrom, since: awaitedSince, known };
  return context.today < known || isWaitedFor(context, missing) ? null : missing;
}

function lineOf(context: Context, { device, person, since }: Missing): ProposalLine {
  return {
    tag: device.id,
    text: 'lost',
    values: { device: device.id, type: device.type, from: person, since },
    remarks: [{ text: 'no-claim', values: {} }],
    because: reasonAt(context.input.desired, 'grace-over', { kind: 'device-rules', pointer: '/graceUntilLost' }),
  };
}

/** One proposal per person and device day. It says `lost` and nothing of a claim; who has the device stays in its file. Closed by a person, it is not asked again. */
export function* proposeLost(context: Context): Generator<Proposal> {
  const { desired } = context.input;
  const found = [...desired.devices.values()].map((device) => missingOf(context, device)).filter((one) => one !== null);
  const groups = Map.groupBy(found, ({ person, since }) => keyFor('lost', person, since));
  for (const [key, group] of groups) {
    const sorted = group.toSorted((a, b) => compareText(a.device.id, b.device.id));
    for (const { person, known, device } of sorted.slice(0, 1)) {
      yield {
        key,
        purpose: 'lost',
        person,
        system: null,
        day: known,
        urgent: false,
        silent: context.people.get(person)?.plan?.doc.silent === true,
        files: sorted.map((one) => ({
          file: pathOf(desired, places.device.path, one.device.id),
          edits: [...setField(one.device, 'status', 'lost'), ...setField(one.device, 'lost', { on: one.known })],
        })),
        lines: sorted.map((one) => lineOf(context, one)),
        checklist: sorted.map((one) => ({
          tag: one.device.id,
          items: (['lock', 'assess', 'police'] as const).map((text) => ({ text, done: false })),
        })),
        because: reasonAt(desired, 'grace-over', { kind: 'device', id: device.id, pointer: '/awaitedSince' }),
      };
    }
  }
}
