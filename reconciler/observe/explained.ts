/** Which records may be gone, or be disabled, for a reason that files and journal know. Pure. */
import type { DeviceStatus } from '../../schemas/device.ts';
import type { Employee } from '../../schemas/employee.ts';
import type { Day, ForeignId, Instant } from '../../schemas/primitives.ts';
import type { System } from '../../schemas/system.ts';
import { addDays, addPeriod, dayOf } from '../calendar.ts';
import type { Desired } from '../model/desired.ts';
import type { Memory } from '../model/memory.ts';
import type { Account } from '../model/observed.ts';
import { recordKey } from './figures.ts';

/** What a reading is judged against. */
export interface Ground {
  readonly system: System;
  readonly desired: Desired;
  readonly memory: Memory;
  readonly asOf: Instant;
}

/** A record that files declare: by its key, or by sign-in name (lower case) where no id is recorded. */
export type Declared = ({ readonly key: ForeignId } | { readonly key: null; readonly login: string }) & {
  /** The day from which its absence is explained; null while it is meant to be there. */
  readonly endedOn: Day | null;
  /** False until the first day of the person: nobody expects the record yet. */
  readonly isExpected: boolean;
};

const GONE: ReadonlySet<DeviceStatus> = new Set(['sold', 'returned-to-lessor', 'returned-to-owner', 'destroyed', 'retired', 'lost']);

function earliest(days: readonly (Day | undefined)[]): Day | null {
  let first: Day | null = null;
  for (const day of days) if (day !== undefined && (first === null || day < first)) first = day;
  return first;
}

/** Day on which access ends or ended, by files alone: the plan's, else the last working day, else the last day. */
function accessDays(desired: Desired): (employee: Employee) => Day | null {
  const planned = new Map<string, Day>();
  for (const plan of desired.offboardings.values()) {
    const day = plan.ends?.access;
    if (day !== undefined && plan.closed === undefined) planned.set(`${plan.employee}/${plan.spell}`, day);
  }
  return (employee) => {
    if (employee.lastDay === undefined) return null;
    return earliest([planned.get(`${employee.id}/${employee.lastDay}`), employee.lastWorkingDay, employee.lastDay]);
  };
}

function declaredDevices(ground: Ground, today: Day): Declared[] {
  const declared: Declared[] = [];
  for (const device of ground.desired.devices.values()) {
    if (device.inventory?.system !== ground.system.id) continue;
    const endedOn = GONE.has(device.status) ? today : null;
    declared.push({ key: recordKey(ground.system, 'assets', String(device.inventory.id)), endedOn, isExpected: true });
  }
  return declared;
}

/** Every record of the system that the files declare: account lines, devices with this inventory, people with this source. O(n). */
export function declaredRecords(ground: Ground): readonly Declared[] {
  const { system, desired, asOf } = ground;
  const today = dayOf(asOf, desired.organisation.timeZone);
  const accessDay = accessDays(desired);
  const declared: Declared[] = declaredDevices(ground, today);
  for (const employee of desired.employees.values()) {
    const ends = accessDay(employee);
    const endedOn = ends !== null && ends <= today ? ends : null;
    const isExpected = employee.firstDay === undefined || employee.firstDay <= today;
    for (const line of employee.accounts ?? []) {
      if (line.system !== system.id || !system.holds.includes('accounts')) continue;
      if (line.id !== undefined) declared.push({ key: recordKey(system, 'accounts', line.id), endedOn, isExpected });
      else if (line.login !== undefined) declared.push({ key: null, login: line.login.toLowerCase(), endedOn, isExpected });
    }
    if (employee.source?.system === system.id) {
      declared.push({ key: recordKey(system, 'people', employee.source.id), endedOn, isExpected });
    }
  }
  return declared;
}

/** What we did to accounts of one system: the newest verified disable (or hand-over of one) that no enabling followed, and the newest enabling. */
export interface OwnWork {
  readonly disabledAt: ReadonlyMap<ForeignId, Instant>;
  readonly enabledAt: ReadonlyMap<ForeignId, Instant>;
}

/** Our own work in the system, from the journal. */
export function ownWork(ground: Ground): OwnWork {
  const { memory, system } = ground;
  const newest = new Map<ForeignId, { at: Instant; isOff: boolean }>();
  const note = (account: ForeignId, at: Instant, isOff: boolean) => {
    const known = newest.get(account);
    if (known === undefined || known.at <= at) newest.set(account, { at, isOff });
  };
  for (const one of memory.verified.values()) {
    if (one.system !== system.id) continue;
    if (one.kind === 'disable') note(one.account, one.at, true);
    if (one.kind === 'enable' || one.kind === 'restore') note(one.account, one.at, false);
  }
  for (const one of memory.handedOver.values()) if (one.system === system.id && one.kind === 'disable') note(one.account, one.at, true);
  const disabledAt = new Map<ForeignId, Instant>();
  const enabledAt = new Map<ForeignId, Instant>();
  for (const [account, { at, isOff }] of newest) (isOff ? disabledAt : enabledAt).set(account, at);
  return { disabledAt, enabledAt };
}

/** Days on which the absence of a record became explained: by our disable, or because the person or device is closed in the files. */
export function explainedDays(declared: readonly Declared[], work: OwnWork, ground: Ground): ReadonlyMap<ForeignId, Day> {
  const zone = ground.desired.organisation.timeZone;
  const days = new Map<ForeignId, Day>();
  const note = (key: ForeignId, day: Day) => {
    const known = days.get(key);
    if (known === undefined || known < day) days.set(key, day);
  };
  const open = new Set<ForeignId>();
  for (const one of declared) if (one.key !== null && one.endedOn === null) open.add(one.key);
  for (const one of declared) if (one.key !== null && one.endedOn !== null && !open.has(one.key)) note(one.key, one.endedOn);
  for (const [account, at] of work.disabledAt) note(recordKey(ground.system, 'accounts', account), dayOf(at, zone));
  return days;
}

/**
 * The first day of which an explained absence may be subtracted from a count taken at `since`: people delete accounts some time
 * after `deletion-due`, so what ended that much (and a month) before the count was perhaps still there when it was taken.
 */
export function explainedFrom(since: Instant, ground: Ground): Day {
  const day = dayOf(since, ground.desired.organisation.timeZone);
  return addDays(addPeriod(day, ground.desired.policy.access.ladder.deletionDue, -1), -30);
}

/** How many accounts changed sides since an instant for a reason that is known: switched off by us, a desk or the end of a person, and switched on by us. */
export function explainedSwitches(
  accounts: readonly Account[],
  known: { readonly days: ReadonlyMap<ForeignId, Day>; readonly work: OwnWork; readonly sinceDay: Day; readonly since: Instant },
): { readonly off: number; readonly on: number } {
  let off = 0;
  let on = 0;
  for (const one of accounts) {
    const day = known.days.get(one.id);
    if (one.enabled === false && day !== undefined && day >= known.sinceDay) off += 1;
    const enabled = known.work.enabledAt.get(one.id);
    if (one.enabled === true && enabled !== undefined && enabled >= known.since) on += 1;
  }
  return { off, on };
}
