/** Devices that a leaving had taken from somebody who stays after all: what they still have is theirs again. */
import type { Device } from '../../../schemas/device.ts';
import type { Employee } from '../../../schemas/employee.ts';
import type { Desired } from '../../model/desired.ts';
import type { Edit } from '../../model/proposal.ts';
import { isFinal } from '../../plan/device-facts.ts';
import { dropFields, setField } from '../../plan/edits.ts';
import { devicePath } from '../change/desk.ts';
import { type ChangedFiles } from '../change/files.ts';
import { type Said, say } from '../change/said.ts';

/** True when a step of the sale was taken that no edit of a file takes back. */
function isSaleBegun({ sale, acquired }: Device): boolean {
  return sale?.paid !== undefined || acquired !== undefined;
}

function giveBackOne(device: Device, employee: Employee['id']): { readonly edits: readonly Edit[]; readonly said: Said } | null {
  const about = { device: device.id, employee, status: device.status };
  if (device.awaitedFrom === employee && device.status === 'awaited' && device.returned === undefined) {
    const holder = [...setField(device, 'status', 'in-use'), ...setField(device, 'holder', employee)];
    return { edits: [...holder, ...dropFields(device, 'awaitedFrom', 'awaitedSince')], said: say('say.given-back', about) };
  }
  const isSold = device.status === 'sale-pending' && device.sale?.to === employee;
  if (isSold && device.holder === employee && !isSaleBegun(device)) {
    return { edits: [...setField(device, 'status', 'in-use'), ...dropFields(device, 'sale')], said: say('say.sale-undone', about) };
  }
  if (!isSold && device.awaitedFrom !== employee) return null;
  return isFinal(device) ? null : { edits: [], said: say('say.not-back', { ...about, status: device.status }) };
}

/** Gives back what is awaited from the person and not yet returned, and takes back sales of which no step was taken. Says what does not come back. */
export function giveBack(desired: Desired, employee: Employee, files: ChangedFiles): readonly Said[] {
  const said: Said[] = [];
  for (const device of desired.devices.values()) {
    const found = giveBackOne(device, employee.id);
    if (found === null) continue;
    files.edit('device', devicePath(desired, device.id), found.edits);
    said.push(found.said);
  }
  return said;
}
