/** A device stands once: no two with one serial number, none twice in the inventory. */
import { errorAt, inFile, type Problem } from '../problem.ts';
import type { Tree } from '../tree.ts';

/** Two devices with the same serial number (regardless of case) or the same inventory record. */
export function* duplicateDevices(tree: Tree): Generator<Problem> {
  const serials = new Map<string, string>();
  const records = new Map<string, string>();
  for (const [tag, { path, doc }] of tree.entries('device')) {
    const serial = doc.serial?.toLowerCase();
    const record = doc.inventory === undefined ? undefined : `${doc.inventory.system} ${doc.inventory.id}`;
    const other = serial === undefined ? undefined : serials.get(serial);
    if (other !== undefined) {
      const text = { message: `${other} has this serial number too.`, hint: 'One device has one file; compare the label on the device.' };
      yield inFile(path, errorAt('/serial', 'duplicate-serial', text));
    } else if (serial !== undefined) serials.set(serial, tag);
    const twin = record === undefined ? undefined : records.get(record);
    if (twin !== undefined) {
      const text = { message: `${twin} names this inventory record too.`, hint: 'Look the number up in the inventory.' };
      yield inFile(path, errorAt('/inventory', 'duplicate-inventory', text));
    } else if (record !== undefined) records.set(record, tag);
  }
}
