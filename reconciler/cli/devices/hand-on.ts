/** `release` and `transfer`, which differ only in what is written: in a plan where the holder leaves, else in the device's file. */
import type { Device } from '../../../schemas/device.ts';
import type { Employee } from '../../../schemas/employee.ts';
import type { Desired } from '../../model/desired.ts';
import type { Edit } from '../../model/proposal.ts';
import { askedKey } from '../../record/propose/request.ts';
import { contextOf } from '../../run/files-context.ts';
import { type Desk, devicePath, planPath } from '../change/desk.ts';
import { type ChangedFiles, changeFiles } from '../change/files.ts';
import type { Said } from '../change/said.ts';
import type { Change } from '../change/submit.ts';
import { deviceSaid } from '../offboard/summary.ts';
import type { DeviceWish } from '../offboard/wish.ts';
import { writeWish } from '../offboard/write.ts';
import { byLeaver, nameOf, type Target, wishFor } from './targets.ts';

/** What one of the two commands writes. */
export interface HandOn {
  readonly title: Said;
  readonly wish: (device: Device) => DeviceWish;
  /** Of a device whose holder does not leave, or that nobody holds; no edits when it is so already. */
  readonly direct: (device: Device) => {
    readonly edits: readonly Edit[];
    readonly said: readonly Said[];
    /** Edits of plans that said something of the device before. */
    readonly plans?: readonly (readonly [stem: string, edit: Edit])[];
  };
}

function writePlans(desk: Desk, targets: readonly Target[], about: { how: HandOn; files: ChangedFiles }): void {
  for (const [leaver, devices] of byLeaver(targets)) {
    const wish = wishFor(leaver, devices.map(about.how.wish));
    if (wish !== null) writeWish(desk, leaver, { wish, files: about.files });
  }
}

function planSummary(desk: Desk, targets: readonly Target[], after: Desired): readonly Said[] {
  const context = contextOf(desk.ground, after);
  return [...byLeaver(targets)].flatMap(([leaver, devices]) => {
    const person = context.people.get(leaver.id);
    return person === undefined ? [] : devices.flatMap((device) => deviceSaid(context, person, device));
  });
}

function keyOf(desk: Desk, targets: readonly Target[]): Pick<Change, 'key' | 'purpose' | 'person'> {
  const leavers: readonly Employee[] = [...byLeaver(targets).keys()];
  const name = nameOf(desk, targets);
  const [only] = leavers;
  if (only === undefined) return { key: askedKey('release', name), purpose: 'release', person: null };
  const isOne = leavers.length === 1;
  return { key: isOne ? `offboard/${only.id}-${name}` : `offboard/${name}`, purpose: 'offboard', person: isOne ? only.id : null };
}

/** The change that hands these devices on. */
export function handOn(desk: Desk, targets: readonly Target[], how: HandOn): Change {
  const files = changeFiles(desk.texts);
  writePlans(desk, targets, { how, files });
  const said = targets.flatMap(({ device, leaver }) => {
    if (leaver !== null) return [];
    const { edits, said: lines, plans = [] } = how.direct(device);
    files.edit('device', devicePath(desk.desired, device.id), edits);
    for (const [stem, edit] of plans) files.edit('offboarding', planPath(desk.desired, stem), [edit]);
    return lines;
  });
  const summary = (after: Desired) => [...planSummary(desk, targets, after), ...said];
  return { ...keyOf(desk, targets), files: files.all(), title: how.title, summary };
}
