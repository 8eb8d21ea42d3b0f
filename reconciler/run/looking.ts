/** A look at the inventories, and at one person's accounts elsewhere, for a command that waits for nobody long: what cannot be read is named. */
import type { AccountLine, Employee } from '../../schemas/employee.ts';
import type { SystemId } from '../../schemas/primitives.ts';
import type { System } from '../../schemas/system.ts';
import type { Desired } from '../model/desired.ts';
import type { Account, Doubt, Observed, Snapshot } from '../model/observed.ts';
import { correlate } from '../observe/correlate.ts';
import { observe } from '../observe/observe.ts';
import { findAtPerson } from '../plan/findings.ts';
import { type Context, makeContext } from '../plan/input.ts';
import { Fault } from '../ports.ts';
import { inputOfFiles } from './files-context.ts';
import type { Ground } from './ground.ts';
import type { OpenReader } from './observing.ts';

/** How long everything may take, in milliseconds. Somebody sits and waits. */
export const LOOK_TIME = 20_000;

/** How often it is asked whether all has come, in milliseconds: a longer sleep would keep the process alive at its end. */
const STEP = 50;

/** A system that did not tell everything. `code` is that of its first doubt, `late` for one that was not waited for; `why` is a sentence without names. */
export interface Unread {
  readonly system: SystemId;
  readonly code: Doubt['code'] | 'late';
  readonly why: string | null;
  /** True when what it did tell is shown. */
  readonly isPart: boolean;
}

/** One account line of the person, and the account as its system shows it; null when the system has none of that id. */
export interface SeenLine {
  readonly line: AccountLine;
  readonly account: Account | null;
}

/** What was seen. */
export interface Look {
  /** Inventories of which something can be shown. */
  readonly observed: Observed;
  readonly lines: readonly SeenLine[];
  /** Systems that told everything they were asked, by id. */
  readonly read: readonly SystemId[];
  readonly unread: readonly Unread[];
}

type Told =
  | { readonly system: SystemId; readonly snapshot: Snapshot }
  | { readonly system: SystemId; readonly lines: readonly SeenLine[] }
  | { readonly system: SystemId; readonly failed: string };

/** What is doubted first of the devices that a reading shows, and of who has them; null when nothing is. */
function doubtOf({ doubts }: Snapshot): Doubt | null {
  return doubts.find(({ attribute }) => attribute === 'all' || attribute === 'existence' || attribute === 'holder') ?? null;
}

/** Nothing of a reading counts when somebody else answered, or nothing came. */
function isShown({ reading, doubts }: Snapshot): boolean {
  return reading.assets.length > 0 && doubts.every(({ code }) => code !== 'wrong-tenant');
}

async function readInventory(ground: Ground, system: System, open: OpenReader): Promise<Told> {
  const { desired, memory } = ground;
  const asOf = ground.context.world.clock.now();
  const one: Desired = { ...desired, systems: new Map([[system.id, system]]) };
  const observed = await observe({ desired: one, memory, asOf, open: ({ id }) => open(id) });
  const snapshot = observed.get(system.id);
  return snapshot === undefined ? { system: system.id, lines: [] } : { system: system.id, snapshot };
}

async function readLines(system: SystemId, lines: readonly AccountLine[], open: OpenReader): Promise<Told> {
  try {
    const reader = await open(system);
    const seen: SeenLine[] = [];
    for (const line of lines) if (line.id !== undefined) seen.push({ line, account: await reader.readAccount(line.id) });
    return { system, lines: seen };
  } catch (error) {
    if (error instanceof Fault) return { system, failed: error.message };
    return { system, failed: `the reader failed in a way it must not (${error instanceof Error ? error.name : typeof error})` };
  }
}

/** Waits until all have come, the time is over, or the process is to end; what has not come by then is left out. Never rejects. */
async function inTime<T>({ clock, stopping }: Ground['context']['world'], tasks: readonly Promise<T>[]): Promise<readonly T[]> {
  const came: T[] = [];
  const all = Promise.all(tasks.map(async (task) => void came.push(await task)));
  const until = clock.elapsed() + LOOK_TIME;
  while (came.length < tasks.length && clock.elapsed() < until && !stopping()) await Promise.race([all, clock.sleep(STEP)]);
  return came;
}

function unreadOf(system: SystemId, told: Told | undefined): Unread | null {
  if (told === undefined) return { system, code: 'late', why: null, isPart: false };
  if ('failed' in told) return { system, code: 'fault', why: told.failed, isPart: false };
  if ('lines' in told) return null;
  const first = doubtOf(told.snapshot);
  return first === null ? null : { system, code: first.code, why: first.message, isPart: isShown(told.snapshot) };
}

function linesIn(employee: Employee, snapshot: Snapshot): SeenLine[] {
  if (!snapshot.complete.has('existence')) return [];
  const lines = (employee.accounts ?? []).filter(({ system, id }) => system === snapshot.reading.system && id !== undefined);
  return lines.map((line) => ({ line, account: (line.id === undefined ? undefined : snapshot.byId.get(line.id)) ?? null }));
}

/**
 * Reads every inventory that is not off, whole, and of other systems the person's accounts by their recorded ids. A system that fails, or that
 * the time is over for, is in `unread` and keeps nobody waiting. Never rejects.
 */
export async function lookAround(ground: Ground, employee: Employee, open: OpenReader): Promise<Look> {
  const systems = [...ground.desired.systems.values()].filter(({ mode }) => mode !== 'off');
  const own = Map.groupBy(employee.accounts ?? [], (line) => line.system);
  const asked = new Map<SystemId, Promise<Told>>();
  for (const system of systems) {
    const lines = (own.get(system.id) ?? []).filter(({ id }) => id !== undefined);
    if (system.holds.includes('assets')) asked.set(system.id, readInventory(ground, system, open));
    else if (lines.length > 0) asked.set(system.id, readLines(system.id, lines, open));
  }
  const told = new Map((await inTime(ground.context.world, [...asked.values()])).map((one) => [one.system, one]));
  const observed = new Map<SystemId, Snapshot>();
  const lines: SeenLine[] = [];
  const unread: Unread[] = [];
  for (const system of asked.keys()) {
    const one = told.get(system);
    const missing = unreadOf(system, one);
    if (missing !== null) unread.push(missing);
    if (one !== undefined && 'snapshot' in one && isShown(one.snapshot)) observed.set(system, one.snapshot);
    if (one !== undefined && 'snapshot' in one) lines.push(...linesIn(employee, one.snapshot));
    if (one !== undefined && 'lines' in one) lines.push(...one.lines);
  }
  const read = [...asked.keys()].filter((system) => !unread.some((one) => one.system === system)).toSorted();
  return { observed, lines, read, unread };
}

/** The view of files, as they are or would be, on the inventories that were seen. */
function contextSeen(ground: Ground, desired: Desired, { observed }: Look): Context {
  const correlation = correlate(desired, observed, ground.memory);
  return makeContext({ ...inputOfFiles(ground, desired), observed, correlation });
}

/** Where the inventories and these files differ about what the person has. */
export function differencesSeen(
  ground: Ground,
  about: { readonly desired: Desired; readonly look: Look; readonly employee: Employee['id'] },
) {
  return findAtPerson(contextSeen(ground, about.desired, about.look), about.employee);
}
