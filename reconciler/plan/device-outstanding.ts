/** What is still to be done with the devices of a leaving: back, wiped and checked in, or signed for by whoever has it now. Pure. */
import type { Device } from '../../schemas/device.ts';
import type { AssetTag, Day, EmployeeId, SystemId } from '../../schemas/primitives.ts';
import { isFinal, isLossSettled } from './device-facts.ts';
import { deviceDayOf } from './dispositions.ts';
import { indicesOf } from './indices.ts';
import type { Context, PersonView } from './input.ts';
import { isComplete } from './input.ts';

/** True when the files ask nothing more of a device that the person holds or is awaited from: ready for the next one, in a final state, or lost and dealt with. */
function isSettled(person: PersonView, device: Device, today: Day): boolean {
  if (isFinal(device) || device.ownership === 'personal') return true;
  if (device.status === 'lost') return isLossSettled(device);
  const day = deviceDayOf(person, device);
  return day !== null && day < today && device.status === 'available';
}

/** Devices that the open plan gave `to` somebody who has them now and has not signed. */
export function unsigned(context: Context, person: PersonView): { readonly device: Device; readonly to: EmployeeId }[] {
  const { desired } = context.input;
  return Object.entries(person.plan?.doc.devices ?? {}).flatMap(([tag, wish]) => {
    const device = desired.devices.get(tag as AssetTag);
    if (wish.disposition !== 'transfer' || device === undefined) return [];
    return device.holder === wish.to && device.status === 'in-use' && device.received === undefined ? [{ device, to: wish.to }] : [];
  });
}

/** True when every inventory that our devices are in shows who has what, so that what it does not show is not there. */
function areInventoriesKnown({ input }: Context): boolean {
  const { desired, observed } = input;
  const named = new Set([...desired.devices.values()].map(({ inventory }) => inventory?.system).filter((id) => id !== undefined));
  const isKnown = (id: SystemId): boolean => {
    const reading = observed.get(id)?.reading;
    // One that never says who has what is no hindrance; one that could not tell tonight is.
    const isMute = reading?.ended === true && !reading.provides.includes('holder');
    return desired.systems.get(id)?.mode === 'off' || isMute || isComplete(input, id, 'holder');
  };
  return [...named].every(isKnown);
}

/** True when an inventory still shows the person with something that is not their own. */
function isShownWith(context: Context, person: PersonView): boolean {
  const { desired } = context.input;
  return (indicesOf(context).shownWith().get(person.id) ?? []).some(({ system, asset }) => {
    const named = [...desired.devices.values()].find(({ inventory }) => inventory?.system === system && String(inventory.id) === asset.id);
    const device =
      named ??
      indicesOf(context)
        .devicesByTag()
        .get((asset.tag ?? '').toLowerCase());
    return device?.ownership !== 'personal';
  });
}

/** True when nothing is left to do with any device of the person's leaving, in the files and in the inventories. */
export function areDevicesSettled(context: Context, person: PersonView): boolean {
  return (
    person.devices.every((device) => isSettled(person, device, context.today)) &&
    unsigned(context, person).length === 0 &&
    areInventoriesKnown(context) &&
    !isShownWith(context, person)
  );
}
