/** Groups and seats taken off an account: what exactly, and what it saves. Shared by all causes. Pure. */
import type { Day, Entitlement } from '../../../schemas/primitives.ts';
import type { AccountChange, AccountState, Saving } from '../../model/change.ts';
import type { Account, Attribute } from '../../model/observed.ts';
import { savingFor, sumMoney } from '../costs.ts';
import { declaredFor } from '../declared.ts';
import type { Spot } from '../draft.ts';
import type { Ground, SystemView } from '../ground.ts';
import { neededOf } from '../guardrails/needed.ts';
import { carriesMailbox } from '../mailbox.ts';

/** The part of a wish that says what is taken. */
export interface Taking {
  readonly before: AccountState;
  readonly after: AccountState;
  readonly concludes: readonly Attribute[];
  readonly reversible: 'yes' | 'partly';
  readonly cost: Saving | null;
}

/** What such a change takes off. */
export function lostBy({ before, after }: Pick<AccountChange, 'before' | 'after'>, kind: 'groups' | 'licences'): Entitlement[] {
  const kept = new Set(after[kind]);
  return (before[kind] ?? []).filter((one) => !kept.has(one));
}

/** Groups and roles that are never given or taken by us: those that policy protects, and those that make an administrator or an approver. */
export function guardedGroups(ground: Ground, system: SystemView): ReadonlySet<Entitlement> {
  const { effective } = ground;
  const roles = effective.protected.filter((one) => one.system === undefined || one.system === system.id).map((one) => one.role);
  const needed = neededOf(effective).filter((one) => one.system === system.id);
  return new Set([...roles, ...needed.map((one) => one.name as Entitlement)].filter((role) => role !== undefined));
}

/** Whether an undo will know all of it: what the files declare is kept in the open, anything else only where a key seals it. */
function isKnownLater({ input }: Ground, { view, system }: Spot, taken: readonly Entitlement[]): boolean {
  if (input.withoutKey !== true) return true;
  const declared = declaredFor(input.correlation, { person: view?.id ?? null, system: system.id });
  return taken.every((one) => declared.has(one));
}

/** Takes the groups that `wanted` picks, guarded ones excepted; null when there is nothing to take. */
export function takeGroups(ground: Ground, spot: Spot, wanted: (group: Entitlement) => boolean): Taking | null {
  const guarded = guardedGroups(ground, spot.system);
  const groups = spot.account?.groups?.toSorted() ?? [];
  const kept = groups.filter((group) => guarded.has(group) || !wanted(group));
  if (kept.length === groups.length) return null;
  const concludes: readonly Attribute[] = ['existence', 'status', 'groups'];
  const isWhole = isKnownLater(ground, spot, lostBy({ before: { groups }, after: { groups: kept } }, 'groups'));
  return { before: { groups }, after: { groups: kept }, concludes, reversible: isWhole ? 'yes' : 'partly', cost: null };
}

/** Seats of a licence in use, over all accounts of a reading. */
function countUsed(accounts: readonly Account[], licence: Entitlement): number {
  return accounts.filter((account) => account.licences?.some((seat) => seat.id === licence) === true).length;
}

/** Seats of a licence that were bought and that nobody holds; none when nobody knows how many were bought. */
export function freeSeats(system: SystemView, licence: Entitlement): number {
  const reading = system.snapshot?.reading;
  const told = reading?.seats.find((one) => one.licence === licence)?.bought;
  const bought = told ?? system.system.licences?.find((one) => one.id === licence)?.seats ?? 0;
  return Math.max(0, bought - countUsed(reading?.accounts ?? [], licence));
}

/** What taking these seats saves: the sum, from the day on which all of it counts. */
function savingOf(ground: Ground, system: SystemView, licences: readonly Entitlement[]): Saving | null {
  const savings = licences.map((licence) => savingFor(ground.context, system.id, licence)).filter((one) => one !== null);
  const monthly = sumMoney(savings.map((one) => one.monthly));
  if (monthly === null) return null;
  const from = savings.reduce<Day | null>((day, one) => (one.from !== null && (day === null || one.from > day) ? one.from : day), null);
  return { monthly, from };
}

/** Takes the directly held seats that `wanted` picks; null when there is nothing to take. */
export function takeSeats(ground: Ground, spot: Spot, wanted: (licence: Entitlement) => boolean): Taking | null {
  const { account, system } = spot;
  const seats = (account?.licences ?? []).filter((seat) => seat.viaGroup === null);
  const licences = seats.map((seat) => seat.id).sort();
  const taken = licences.filter(wanted);
  if (taken.length === 0) return null;
  const areAllFree = taken.every((licence) => freeSeats(system, licence) > 0);
  const arePartsKnown = seats.every((seat) => seat.switchedOff !== null || !wanted(seat.id));
  const isWhole = areAllFree && arePartsKnown && isKnownLater(ground, spot, taken);
  return {
    before: { licences },
    after: { licences: licences.filter((licence) => !wanted(licence)) },
    concludes: ['existence', 'status', 'licences'],
    reversible: isWhole ? 'yes' : 'partly',
    cost: savingOf(ground, system, taken),
  };
}

/** Seats that go with one change. */
interface Portion {
  readonly cause: string;
  readonly wanted: (licence: Entitlement) => boolean;
}

/** What goes with which change: seats that carry a mailbox by themselves, where the system's file names them, so that others need not wait. */
export function portionsOf({ system }: Spot, cause: string): readonly Portion[] {
  if (system.system.mailboxLicences === undefined) return [{ cause, wanted: () => true }];
  return [
    { cause, wanted: (licence) => !carriesMailbox(system, licence) },
    { cause: `${cause}:mailbox`, wanted: (licence) => carriesMailbox(system, licence) },
  ];
}
