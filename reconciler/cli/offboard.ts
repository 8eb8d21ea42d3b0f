/** `lastday offboard`: everything a leaver holds, what becomes of it, a summary, and one pull request. */
import type { Device } from '../../schemas/device.ts';
import type { Employee } from '../../schemas/employee.ts';
import type { Desired } from '../model/desired.ts';
import { canAsk } from './change/can-ask.ts';
import { atDesk, type Desk, findDevice, findEmployee } from './change/desk.ts';
import { changeFiles } from './change/files.ts';
import { say } from './change/said.ts';
import { submit } from './change/submit.ts';
import type { Invocation } from './command.ts';
import { type CliContext, Stop } from './context.ts';
import { leaverSummary } from './offboard/leaver-summary.ts';
import type { Seen } from './offboard/seen.ts';
import { type OffboardWish, readWish } from './offboard/wish.ts';
import { writeWish } from './offboard/write.ts';
import { isOn } from './options.ts';

/** A device by tag. One that only an inventory knows ends the command with what to do about it. */
async function deviceOf(desk: Desk, tag: string, seen: Promise<Seen>): Promise<Device> {
  const isKnown = [...desk.desired.devices.keys()].some((one) => one.toLowerCase() === tag.toLowerCase());
  if (isKnown) return findDevice(desk, tag);
  const { onlyIn } = await import('./offboard/seen.ts');
  const found = onlyIn(await seen, tag);
  if (found === null) return findDevice(desk, tag);
  const next = `Add state/devices/${found.tag}.yaml first; then say what becomes of it.`;
  throw new Stop(64, `${found.tag} is in ${found.system}, and no file knows it.`, next);
}

/** The wish with tags as their files spell them; of devices that the person has. */
async function withDevices(desk: Desk, wish: OffboardWish, seen: Promise<Seen>): Promise<OffboardWish> {
  const devices: OffboardWish['devices'][number][] = [];
  for (const one of wish.devices) {
    const device = await deviceOf(desk, one.tag, seen);
    if (device.holder !== wish.employee && device.awaitedFrom !== wish.employee)
      throw new Stop(64, `${device.id} is not held by ${wish.employee}.`, 'Leave it out, or change its holder first.');
    devices.push({ ...one, tag: device.id });
  }
  return { ...wish, devices };
}

/** Looks at what the systems show of the person, unless `--offline` says not to. What cannot be read is said, and stops nothing. */
async function look(desk: Desk, employee: Employee, options: Invocation['options']): Promise<Seen> {
  const { seenBy } = await import('./offboard/seen.ts');
  return seenBy(desk, employee, !isOn(options, 'offline'));
}

/** Checks, shows and sends what is wished. */
async function sendWish(desk: Desk, said: OffboardWish, about: { seen: Promise<Seen>; options: Invocation['options'] }): Promise<number> {
  const employee = findEmployee(desk, said.employee);
  const wish = await withDevices(desk, said, about.seen);
  const files = changeFiles(desk.texts);
  const moved = writeWish(desk, employee, { wish, files });
  const summary = leaverSummary(desk, employee, moved);
  const { seenData, seenSaid } = await import('./offboard/seen.ts');
  const seen = await about.seen;
  const change = {
    key: `offboard/${employee.id}-${wish.lastDay}`,
    purpose: 'offboard',
    person: employee.id,
    files: files.all(),
    title: say('title.offboard', { employee: employee.id, day: wish.lastDay }),
    summary: (after: Desired) => [...summary(after), ...seenSaid(desk, after, seen)],
    data: (after: Desired) => ({ seen: seenData(desk, after, seen) }),
  } as const;
  return submit(desk, change, about.options);
}

/** True when the command line says so little that a terminal may be asked for the rest. */
function isOpen({ options }: Invocation): boolean {
  const said = ['lastDay', 'lastWorkingDay', 'device', 'successor', 'because', 'endedBy', 'now', 'yes'];
  return said.every((name) => options[name] === undefined) && options['email'] !== false;
}

/** Sends what the flags say; on a terminal and without flags, asks first. */
export async function run(context: CliContext, invocation: Invocation): Promise<number> {
  const { options, words } = invocation;
  if (isOpen(invocation) && canAsk(context)) {
    const { askWish } = await import('./offboard/wizard.ts');
    return atDesk(context, async (desk) => {
      const { wish, seen } = await askWish(desk, words[0] ?? null, (employee) => look(desk, employee, options));
      return sendWish(desk, wish, { seen, options });
    });
  }
  const wish = readWish(invocation);
  return atDesk(context, (desk) => sendWish(desk, wish, { seen: look(desk, findEmployee(desk, wish.employee), options), options }));
}
