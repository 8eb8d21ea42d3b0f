/** `lastday offboard`: everything a leaver holds, what becomes of it, a summary, and one pull request. */
import { canAsk } from './change/can-ask.ts';
import { atDesk, type Desk, findDevice, findEmployee } from './change/desk.ts';
import { changeFiles } from './change/files.ts';
import { say } from './change/said.ts';
import { submit } from './change/submit.ts';
import type { Invocation } from './command.ts';
import { type CliContext, Stop } from './context.ts';
import { leaverSummary } from './offboard/leaver-summary.ts';
import { type OffboardWish, readWish } from './offboard/wish.ts';
import { writeWish } from './offboard/write.ts';

/** The wish with tags as their files spell them; of devices that the person has. */
function withDevices(desk: Desk, wish: OffboardWish): OffboardWish {
  const devices = wish.devices.map((one) => {
    const device = findDevice(desk, one.tag);
    if (device.holder !== wish.employee && device.awaitedFrom !== wish.employee)
      throw new Stop(64, `${device.id} is not held by ${wish.employee}.`, 'Leave it out, or change its holder first.');
    return { ...one, tag: device.id };
  });
  return { ...wish, devices };
}

/** Checks, shows and sends what is wished. */
export async function sendWish(desk: Desk, said: OffboardWish, options: Invocation['options']): Promise<number> {
  const employee = findEmployee(desk, said.employee);
  const wish = withDevices(desk, said);
  const files = changeFiles(desk.texts);
  const moved = writeWish(desk, employee, { wish, files });
  const change = {
    key: `offboard/${employee.id}-${wish.lastDay}`,
    purpose: 'offboard',
    person: employee.id,
    files: files.all(),
    title: say('title.offboard', { employee: employee.id, day: wish.lastDay }),
    summary: leaverSummary(desk, employee, moved),
  } as const;
  return submit(desk, change, options);
}

/** True when the command line says so little that a terminal may be asked for the rest. */
function isOpen({ options }: Invocation): boolean {
  const said = ['lastDay', 'lastWorkingDay', 'device', 'successor', 'because', 'endedBy', 'now', 'yes'];
  return said.every((name) => options[name] === undefined) && options['email'] !== false;
}

/** Sends what the flags say; on a terminal and without flags, asks first. */
export async function run(context: CliContext, invocation: Invocation): Promise<number> {
  if (isOpen(invocation) && canAsk(context)) {
    const { askWish } = await import('./offboard/wizard.ts');
    return atDesk(context, async (desk) => sendWish(desk, await askWish(desk, invocation.words[0] ?? null), invocation.options));
  }
  const wish = readWish(invocation);
  return atDesk(context, (desk) => sendWish(desk, wish, invocation.options));
}
