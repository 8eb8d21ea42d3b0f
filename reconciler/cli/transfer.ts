/** `lastday transfer`: devices go from one person to another. */
import type { Device } from '../../schemas/device.ts';
import type { Employee } from '../../schemas/employee.ts';
import { isForeign } from '../plan/device-facts.ts';
import { dropFields, setField } from '../plan/edits.ts';
import { companyOfUnit } from '../plan/input.ts';
import { atDesk, type Desk, findEmployee } from './change/desk.ts';
import { say } from './change/said.ts';
import { submit } from './change/submit.ts';
import type { Invocation } from './command.ts';
import { type CliContext, Stop, UsageError } from './context.ts';
import { type HandOn, handOn } from './devices/hand-on.ts';
import { findTargets } from './devices/targets.ts';
import { textOption } from './options.ts';

/** Nobody who has left can get a device, and a leased one stays with its lessee. */
function checkReceiver({ desired, today }: Desk, device: Device, to: Employee): void {
  if (to.lastDay !== undefined && to.lastDay < today)
    throw new Stop(64, `${to.id} has left: the last day was ${to.lastDay}.`, 'Name somebody who is still here.');
  const lessee = device.ownership === 'leased' ? desired.leases.get(device.lease ?? ('' as never))?.company : undefined;
  const company = companyOfUnit(desired, to.unit)?.id;
  if (lessee !== undefined && company !== undefined && company !== lessee)
    throw new Stop(
      64,
      `${device.id} is leased by ${lessee}, but ${to.id} works for ${company}.`,
      'Transfer it within the company, or return it.',
    );
}

/** The device of somebody who stays, or that nobody holds, is the other person's from the merge on. */
function direct(device: Device, to: Employee): ReturnType<HandOn['direct']> {
  if (device.holder === to.id) return { edits: [], said: [] };
  if (device.status !== 'in-use' && device.status !== 'available' && device.status !== 'received' && device.status !== 'awaited')
    throw new Stop(64, `${device.id} is ${device.status}.`, 'Settle that first, in the file of the device.');
  if (isForeign(device)) throw new Stop(64, `${device.id} is ${device.ownership}; it cannot go to somebody else.`);
  const from = typeof device.holder === 'string' ? device.holder : device.awaitedFrom;
  const old = dropFields(device, 'received', 'returned', 'wiped', 'awaitedFrom', 'awaitedSince');
  return {
    edits: [...setField(device, 'holder', to.id), ...setField(device, 'status', 'in-use'), ...old],
    said: [say('say.to-person', { device: device.id, from, to: to.id })],
  };
}

/** Transfers the devices: in the plan of whoever leaves, on the device day; else from the merge on. */
export async function run(context: CliContext, { words, options }: Invocation): Promise<number> {
  const id = textOption(options, 'to');
  if (id === null) throw new UsageError('--to is missing.', `lastday transfer ${words[0] ?? 'LT-0042'} --to e-1019`);
  return atDesk(context, async (desk) => {
    const targets = findTargets(desk, words, 'lastday transfer LT-0042 --to e-1019');
    const to = findEmployee(desk, id);
    for (const { device } of targets) checkReceiver(desk, device, to);
    const how: HandOn = {
      title: say('title.transfer', { tags: targets.map(({ device }) => device.id).join(', '), to: to.id }),
      wish: (device) => ({ tag: device.id, disposition: 'transfer', to: to.id, offer: null, hold: null }),
      direct: (device) => direct(device, to),
    };
    return submit(desk, handOn(desk, targets, how), options);
  });
}
