/** `lastday release`: devices leave their holder's hands for others to have. */
import type { Device } from '../../schemas/device.ts';
import type { Day } from '../../schemas/primitives.ts';
import type { Edit } from '../model/proposal.ts';
import { isBack, isForeign, isUnlocked, isWiped } from '../plan/device-facts.ts';
import { dropFields, setField } from '../plan/edits.ts';
import { atDesk } from './change/desk.ts';
import { say } from './change/said.ts';
import { submit } from './change/submit.ts';
import type { Invocation } from './command.ts';
import { type CliContext, Stop } from './context.ts';
import { type HandOn, handOn } from './devices/hand-on.ts';
import { findTargets } from './devices/targets.ts';

/** The device of somebody who stays: awaited from them, or back already. What no person holds stands in the house. */
function direct(device: Device, today: Day): ReturnType<HandOn['direct']> {
  const { holder } = device;
  if (holder === null) return { edits: [], said: [] };
  if (isForeign(device))
    throw new Stop(
      64,
      `${device.id} is ${device.ownership}; nobody else can have it.`,
      `lastday receive ${device.id} notes that it is back.`,
    );
  if (device.status !== 'in-use')
    throw new Stop(64, `${device.id} is ${device.status}, not in use.`, 'Settle that first, in the file of the device.');
  const from = typeof holder === 'string' ? holder : null;
  const isReady = isWiped(device) && isUnlocked(device);
  const isAwaited = from !== null && !isBack(device, today);
  const status = isAwaited ? 'awaited' : isReady ? 'available' : 'received';
  const edits: Edit[] = [...setField(device, 'status', status), ...setField(device, 'holder', null)];
  if (isAwaited)
    edits.push(
      ...setField(device, 'awaitedFrom', from),
      ...setField(device, 'awaitedSince', today),
      ...dropFields(device, 'returned', 'wiped'),
    );
  const said = [
    say('say.from-person', { device: device.id, from: from ?? undefined, since: isAwaited ? today : undefined }),
    ...(isAwaited ? [] : [say('say.becomes', { device: device.id, status })]),
  ];
  return { edits, said };
}

/** Releases the devices: in the plan of whoever leaves, else in their own files. */
export async function run(context: CliContext, { words, options }: Invocation): Promise<number> {
  return atDesk(context, async (desk) => {
    const targets = findTargets(desk, words, 'lastday release LT-0042');
    const how: HandOn = {
      title: say('title.release', { tags: targets.map(({ device }) => device.id).join(', ') }),
      wish: ({ id }) => ({ tag: id, disposition: 'release', to: null, offer: null, hold: null }),
      direct: (device) => direct(device, desk.today),
    };
    return submit(desk, handOn(desk, targets, how), options);
  });
}
