/** Devices that a command names, and what decides about each: the plan of a leaving, or the device's own file. */
import type { Device } from '../../../schemas/device.ts';
import type { Employee } from '../../../schemas/employee.ts';
import type { AssetTag } from '../../../schemas/primitives.ts';
import { isFinal } from '../../plan/device-facts.ts';
import { type Desk, findDevice } from '../change/desk.ts';
import { Stop, UsageError } from '../context.ts';
import type { DeviceWish, OffboardWish } from '../offboard/wish.ts';

/** One device. `leaver`: whoever holds it has a last day, and the plan decides. Null: its own file does. */
export interface Target {
  readonly device: Device;
  readonly leaver: Employee | null;
}

/** The devices, each once. Anything final can no longer be decided about. */
export function findTargets(desk: Desk, tags: readonly string[], example: string): readonly Target[] {
  if (tags.length === 0) throw new UsageError('which device?', example);
  const found = new Map<AssetTag, Target>();
  for (const tag of tags) {
    const device = findDevice(desk, tag);
    if (isFinal(device)) throw new Stop(64, `${device.id} is ${device.status}; nothing becomes of it any more.`);
    const holder = typeof device.holder === 'string' ? desk.desired.employees.get(device.holder) : undefined;
    found.set(device.id, { device, leaver: holder?.lastDay === undefined ? null : holder });
  }
  return [...found.values()];
}

/** A wish that changes nothing of a leaving but what becomes of some devices. */
export function wishFor(leaver: Employee, devices: readonly DeviceWish[], endedBy: OffboardWish['endedBy'] = null): OffboardWish | null {
  const { id, lastDay } = leaver;
  if (lastDay === undefined) return null;
  return { employee: id, lastDay, lastWorkingDay: null, devices, successor: null, noEmail: null, endedBy, isImmediate: false };
}

/** Targets of one leaver each. */
export function byLeaver(targets: readonly Target[]): ReadonlyMap<Employee, readonly Device[]> {
  const groups = new Map<Employee, Device[]>();
  for (const { device, leaver } of targets) if (leaver !== null) groups.set(leaver, [...(groups.get(leaver) ?? []), device]);
  return groups;
}

/** What names a pull request about these devices: the tag, or the first and a digest of all. */
export function nameOf(desk: Desk, targets: readonly Target[]): string {
  const tags = targets.map(({ device }) => device.id).toSorted();
  const [first = ''] = tags;
  const digest = desk.context.world.hash(tags.join('\n')).slice(0, 8);
  return tags.length === 1 ? first : `${first}-and-${tags.length - 1}-${digest}`;
}
