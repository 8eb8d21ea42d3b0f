/** `lastday transfer`: devices go from one person to another. */
import type { Device } from '../../schemas/device.ts';
import type { Employee } from '../../schemas/employee.ts';
import type { Edit } from '../model/proposal.ts';
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

/** Where a device may be to be given to somebody. */
const GIVEN: ReadonlySet<Device['status']> = new Set(['in-use', 'available', 'received', 'awaited']);

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

/** Open plans of earlier holders that still decide about the device, and of whom its file would not show that it has gone on since. */
function outdatedPlans({ desired, today }: Desk, device: Device, to: Employee): readonly (readonly [stem: string, edit: Edit])[] {
  return [...desired.offboardings].flatMap(([stem, plan]) => {
    const isDone = plan.closed !== undefined || plan.employee === to.id || today > (plan.noticeGiven ?? plan.spell);
    if (plan.devices?.[device.id] === undefined || isDone) return [];
    const isOnly = Object.keys(plan.devices).length === 1;
    return [[stem, isOnly ? { op: 'deleteKey', path: [], key: 'devices' } : { op: 'deleteKey', path: ['devices'], key: device.id }]];
  });
}

/** The device of somebody who stays, or that nobody holds, is the other person's from the merge on. */
function direct(desk: Desk, device: Device, to: Employee): ReturnType<HandOn['direct']> {
  if (device.holder === to.id) return { edits: [], said: [] };
  if (!GIVEN.has(device.status)) throw new Stop(64, `${device.id} is ${device.status}.`, 'Settle that first, in the file of the device.');
  if (isForeign(device)) throw new Stop(64, `${device.id} is ${device.ownership}; it cannot go to somebody else.`);
  const from = typeof device.holder === 'string' ? device.holder : device.awaitedFrom;
  const old = dropFields(device, 'returned', 'wiped', 'awaitedFrom', 'awaitedSince');
  const holder = [
    ...setField(device, 'holder', to.id),
    ...setField(device, 'status', 'in-use'),
    ...setField(device, 'received', desk.today),
  ];
  return {
    edits: [...holder, ...old],
    said: [say('say.to-person', { device: device.id, from, to: to.id })],
    plans: outdatedPlans(desk, device, to),
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
      direct: (device) => direct(desk, device, to),
    };
    return submit(desk, handOn(desk, targets, how), options);
  });
}
