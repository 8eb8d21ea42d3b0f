/** What every command that changes files stands on: the default branch, its texts, today, and the language of the reader. */
import type { Device } from '../../../schemas/device.ts';
import type { Employee } from '../../../schemas/employee.ts';
import type { AssetTag, Day, EmployeeId, Locale } from '../../../schemas/primitives.ts';
import { dayOf } from '../../calendar.ts';
import { didYouMean } from '../../load/suggest.ts';
import type { Desired } from '../../model/desired.ts';
import { pathOf } from '../../plan/input.ts';
import { type Ground, openGround } from '../../run/ground.ts';
import { readTexts } from '../../run/sending.ts';
import { type CliContext, Stop } from '../context.ts';

/** The ground of one change. */
export interface Desk {
  readonly context: CliContext;
  readonly ground: Ground;
  readonly desired: Desired;
  readonly texts: ReadonlyMap<string, Uint8Array>;
  /** Today in the organisation's zone. */
  readonly today: Day;
  /** The language of whoever looks at this terminal. */
  readonly locale: Locale;
}

/** Opens the default branch as the remote has it now, does the work, and closes it. */
export async function atDesk<T>(context: CliContext, work: (desk: Desk) => Promise<T>): Promise<T> {
  const ground = await openGround(context, { fetch: true, cache: true, on: null });
  try {
    const { desired } = ground;
    const today = dayOf(context.world.clock.now(), desired.organisation.timeZone);
    const locale = context.shared.locale ?? desired.organisation.locale;
    return await work({ context, ground, desired, texts: await readTexts(ground), today, locale });
  } finally {
    await ground.close();
  }
}

/** A person by id. What is broken or not there ends the command with the next step. */
export function findEmployee({ desired }: Pick<Desk, 'desired'>, id: string): Employee {
  const broken = desired.broken.get(id as EmployeeId);
  if (broken !== undefined)
    throw new Stop(8, `${broken} is not valid, so that nothing can be changed in it.`, '`lastday validate` shows what is wrong.');
  const found = desired.employees.get(id as EmployeeId);
  if (found !== undefined) return found;
  const near = didYouMean(id, desired.employees.keys());
  throw new Stop(64, `there is no employee "${id}".`, near ?? 'The ids are the file names below state/employees.');
}

/** A device by tag, whatever its capitals. */
export function findDevice({ desired }: Pick<Desk, 'desired'>, tag: string): Device {
  const found =
    desired.devices.get(tag as AssetTag) ?? [...desired.devices.values()].find((one) => one.id.toLowerCase() === tag.toLowerCase());
  if (found !== undefined) return found;
  const near = didYouMean(tag, desired.devices.keys());
  throw new Stop(64, `there is no device ${tag}.`, near ?? 'The tags are the file names below state/devices.');
}

/** Path of a person's file. */
export function employeePath(desired: Desired, id: EmployeeId): string {
  return pathOf(desired, 'state/employees', id);
}

/** Path of a plan's file. */
export function planPath(desired: Desired, stem: string): string {
  return pathOf(desired, 'state/offboardings', stem);
}

/** Path of a device's file. */
export function devicePath(desired: Desired, tag: AssetTag): string {
  return pathOf(desired, 'state/devices', tag);
}
