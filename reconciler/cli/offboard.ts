/** `lastday offboard`: everything a leaver holds, what becomes of it, a summary, and one pull request. */
import type { Employee } from '../../schemas/employee.ts';
import type { Desired } from '../model/desired.ts';
import { contextOf } from '../run/files-context.ts';
import { canAsk } from './change/asking.ts';
import { atDesk, type Desk, employeePath, findDevice, findEmployee, planPath } from './change/desk.ts';
import { type ChangedFiles, changeFiles } from './change/files.ts';
import { type Said, say } from './change/said.ts';
import { submit } from './change/submit.ts';
import type { Invocation } from './command.ts';
import { type CliContext, Stop } from './context.ts';
import { giveBack } from './offboard/give-back.ts';
import { leftBehind } from './offboard/left-behind.ts';
import { moveEmployee, movePlan } from './offboard/move.ts';
import { newPlan, planEdits, planPlace } from './offboard/plan-files.ts';
import { accessBackSaid, accessSaid, accountsSaid, devicesSaid } from './offboard/summary.ts';
import { type OffboardWish, readWish } from './offboard/wish.ts';

function checkDevices(desk: Desk, wish: OffboardWish): void {
  for (const { tag } of wish.devices) {
    const device = findDevice(desk, tag);
    if (device.holder !== wish.employee && device.awaitedFrom !== wish.employee)
      throw new Stop(64, `${tag} is not held by ${wish.employee}.`, 'Leave it out, or change its holder first.');
  }
}

/** Writes what is wished into the files, and says what moved by it. */
function writeWish(desk: Desk, employee: Employee, about: { wish: OffboardWish; files: ChangedFiles }): readonly Said[] {
  const { desired, today } = desk;
  const { wish, files } = about;
  const move = { from: employee.lastDay ?? null, to: wish.lastDay, today };
  const person = moveEmployee(employee, move, wish.lastWorkingDay);
  files.edit('employee', employeePath(desired, employee.id), person.edits);
  const isLater = move.from !== null && move.to > move.from && move.to >= today;
  const back = isLater ? giveBack(desired, employee, files) : [];
  const writing = { desired, employee, today };
  const place = planPlace(desired, employee);
  if (place.open === null) {
    files.create('offboarding', planPath(desired, place.fresh), newPlan(writing, wish));
    return [...person.said, ...back];
  }
  const plan = movePlan(place.open.doc, move);
  files.edit('offboarding', planPath(desired, place.open.stem), [...plan.edits, ...planEdits(place.open.doc, writing, wish)]);
  return [...person.said, ...plan.said, ...back];
}

/** The summary: the days, what moved, what is held and becomes of it, what is left behind. */
export function leaverSummary(desk: Desk, before: Employee, moved: readonly Said[]): (after: Desired) => readonly Said[] {
  return (after) => {
    const context = contextOf(desk.ground, after);
    const person = context.people.get(before.id);
    if (person?.employee.lastDay === undefined) return moved;
    const { lastDay } = person.employee;
    const was = before.lastDay === lastDay ? undefined : before.lastDay;
    const { notify, successor } = person.plan?.doc ?? {};
    const quiet =
      notify?.buyoutQuestion === false
        ? [say('say.no-email', {}, notify.because === undefined ? {} : { parts: { reason: say(`say.because-${notify.because}`) } })]
        : [];
    return [
      say('say.last-day', { employee: before.id, day: lastDay, was }),
      accessSaid(context, person),
      ...accessBackSaid(contextOf(desk.ground, desk.desired), context, before.id),
      ...moved,
      ...quiet,
      ...(successor === undefined ? [] : [say('say.successor', { successor })]),
      ...accountsSaid(after, person.employee),
      ...devicesSaid(context, person),
      ...leftBehind(after, before.id),
    ];
  };
}

/** Checks, shows and sends what is wished. */
export async function sendWish(desk: Desk, wish: OffboardWish, options: Invocation['options']): Promise<number> {
  const employee = findEmployee(desk, wish.employee);
  checkDevices(desk, wish);
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
