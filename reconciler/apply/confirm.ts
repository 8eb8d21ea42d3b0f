/** What tonight's readings say about earlier runs: handed-over work that is done, and announced changes nobody reported on. Pure. */
import type { Device } from '../../schemas/device.ts';
import type { Instant } from '../../schemas/primitives.ts';
import { addMinutes, minutesBetween } from '../calendar.ts';
import type { AccountState } from '../model/change.ts';
import type { Desired } from '../model/desired.ts';
import type { HandedOver, Memory, OpenIntent } from '../model/memory.ts';
import type { Account, Asset, Observed, Snapshot } from '../model/observed.ts';
import type { Outcome } from '../model/outcome.ts';
import { answersUntil, directLicences, hasEndDay, hasStatus, isSwitched, liesIn } from './target.ts';

/** What of the files is looked at: who had which device, and which mailboxes are said to be converted. */
type Files = Pick<Desired, 'employees' | 'devices' | 'offboardings'>;

function isDone(work: HandedOver | OpenIntent, account: Account, leaversPlace: string | null): boolean | null {
  const listed = (held: readonly string[] | null, wanted: unknown) =>
    held === null || !Array.isArray(wanted) ? null : held.every((one) => wanted.includes(one));
  switch (work.kind) {
    case 'disable':
    case 'enable':
    case 'sessions':
      return isSwitched(work.kind, account);
    case 'groups':
      return listed(account.groups, work.after['groups']);
    case 'licences':
      return listed(directLicences(account), work.after['licences']);
    case 'end-day':
      return hasEndDay(account, work.after['endDay'] ?? null);
    case 'place':
      return work.after['place'] === 'leavers' ? liesIn(account, leaversPlace) : null;
    case 'mailbox':
      return answersUntil(account, work.after['reply'] as AccountState['reply']);
    case 'convert':
    case 'files':
    case 'restore':
    case 'check-in':
    case 'check-out':
    case 'status':
      return null;
  }
}

/** Names that the files know somebody by (lower case): inventories show a holder by one of them. */
function namesOf(work: HandedOver | OpenIntent, { employees }: Files): ReadonlySet<string> {
  const employee = work.person === null ? undefined : employees.get(work.person);
  const names = (employee?.accounts ?? []).flatMap(({ login }) => (login === undefined ? [] : [login.toLowerCase()]));
  const person = employee?.person;
  if (person !== undefined && person !== 'withheld' && person.email !== undefined) names.push(person.email.toLowerCase());
  return new Set(names);
}

function isMoved(work: HandedOver | OpenIntent, asset: Asset | undefined, files: Files): boolean | null {
  const holder = asset?.holder ?? null;
  if (asset === undefined || holder === null) return null;
  if (work.kind === 'status') return hasStatus(asset, work.after);
  return work.kind === 'check-in' ? holder === '' : namesOf(work, files).has(holder.toLowerCase());
}

function isOfInventory({ kind }: HandedOver | OpenIntent): boolean {
  return kind === 'check-in' || kind === 'check-out' || kind === 'status';
}

/** How long a reading is waited for that can tell. */
const UNTOLD_MINUTES = 30 * 24 * 60;

/** True while a reading may still come that shows the target, and tonight's does not. */
function isUntold(intent: OpenIntent, snapshot: Snapshot | undefined, at: Instant): boolean {
  if (minutesBetween(intent.at, at) > UNTOLD_MINUTES) return false;
  if (snapshot === undefined) return true;
  if (isOfInventory(intent)) return !snapshot.complete.has(intent.kind === 'status' ? 'status' : 'holder');
  const isSeen = snapshot.byId.has(intent.account);
  return isSeen ? intent.kind === 'disable' && !snapshot.complete.has('status') : !snapshot.complete.has('existence');
}

/** Gone counts as done only where absence may be concluded, and never of a device. */
function isDoneIn(work: HandedOver | OpenIntent, snapshot: Snapshot | undefined, files: Files): boolean | null {
  if (snapshot === undefined) return null;
  if (isOfInventory(work)) {
    const asset = snapshot.reading.assets.find((one) => one.id === (work.account as string));
    return snapshot.complete.has(work.kind === 'status' ? 'status' : 'holder') ? isMoved(work, asset, files) : null;
  }
  const account = snapshot.byId.get(work.account);
  if (account === undefined) return snapshot.complete.has('existence') && work.kind !== 'enable' ? true : null;
  return snapshot.complete.has('status') || work.kind !== 'disable'
    ? isDone(work, account, snapshot.reading.abilities?.leaversPlace ?? null)
    : null;
}

/** True when the same mailbox was handed over again later: its closing day had moved. */
function isAskedAnew({ change, system, account, at }: HandedOver, { handedOver }: Memory): boolean {
  return [...handedOver.values()].some(
    (one) => one.kind === 'convert' && one.change !== change && one.system === system && one.account === account && one.at > at,
  );
}

/** What the plan of the person says of the files in a system; undefined where it says nothing any more. */
function filesOf(work: HandedOver, { offboardings }: Files): { readonly to: string; readonly moved?: string | undefined } | undefined {
  const open = [...offboardings.values()].find((plan) => plan.employee === work.person && plan.closed === undefined);
  return open?.accounts?.[work.system]?.files;
}

/** What decides whether work is still asked for. */
interface Asked {
  readonly devices: ReadonlyMap<string, Device>;
  readonly memory: Memory;
  readonly files: Files;
}

/** False when the work was asked for anew with another day, or when the device's file by now names another holder, or another status, than the one the inventory was to follow. */
function isStillAsked(work: HandedOver, about: Asked): boolean {
  const { devices, memory, files } = about;
  if (work.kind === 'convert') return !isAskedAnew(work, memory);
  if (work.kind === 'files') return (filesOf(work, files)?.to ?? null) === ((work.after['files'] as AccountState['files'])?.to ?? null);
  if (!isOfInventory(work)) return true;
  const device = devices.get(`${work.system}/${work.account}`);
  if (device === undefined) return true;
  if (work.kind === 'status') return device.status === work.after['status'];
  return work.kind === 'check-in' ? device.holder === null : device.holder === work.person;
}

function settled(work: HandedOver | OpenIntent, outcome: Outcome['outcome'], about: { detail: string; at: Instant }): Outcome {
  const { change, kind, person, system, account } = work;
  return { change, kind, person, system, account, class: 'rung', outcome, detail: about.detail, at: about.at };
}

/** So long a desk has for a mailbox, also for one that is to close at once. */
const DESK_MINUTES = 7 * 24 * 60;

/** A mailbox is done with when the plan's file says that it was converted, or when the day on which it closes is over. */
function mailboxOutcome(work: HandedOver, { offboardings }: Files, at: Instant): Outcome | null {
  const wish = work.after['mailbox'] as AccountState['mailbox'];
  const plans = [...offboardings.values()].filter((plan) => plan.employee === work.person && plan.closed === undefined);
  if (plans.some((plan) => plan.accounts?.[work.system]?.mailbox?.converted !== undefined)) {
    return settled(work, 'verified', { detail: 'said-in-files', at });
  }
  const isOver = (wish?.until ?? '') < at.slice(0, 10) && addMinutes(work.at, DESK_MINUTES) < at;
  return isOver ? settled(work, 'superseded', { detail: 'no-longer-asked', at }) : null;
}

/** Devices by `<inventory>/<id there>`. */
function devicesOf({ devices }: Files): ReadonlyMap<string, Device> {
  const known = [...devices.values()].filter((device) => device.inventory !== undefined);
  return new Map(known.map((device) => [`${device.inventory?.system}/${device.inventory?.id}`, device]));
}

/** Outcomes of handed-over work that a new, complete reading shows to be done, or that the files no longer ask for. */
export function confirmHandedOver(memory: Memory, observed: Observed, about: { at: Instant; files: Files }): readonly Outcome[] {
  const { at, files } = about;
  const outcomes: Outcome[] = [];
  const devices = devicesOf(files);
  for (const work of memory.handedOver.values()) {
    if (!isStillAsked(work, { devices, memory, files })) {
      outcomes.push(settled(work, 'superseded', { detail: 'no-longer-asked', at }));
      continue;
    }
    if (work.kind === 'files' && filesOf(work, files)?.moved !== undefined) {
      outcomes.push(settled(work, 'verified', { detail: 'said-in-files', at }));
    }
    const mailbox = work.kind === 'convert' ? mailboxOutcome(work, files, at) : null;
    if (mailbox !== null) outcomes.push(mailbox);
    const snapshot = observed.get(work.system);
    const freshAt = snapshot?.reading.freshAt ?? null;
    // An export made before the work was handed over proves nothing about it.
    if (snapshot?.isNew !== true || freshAt === null || freshAt <= work.at) continue;
    if (isDoneIn(work, snapshot, files) === true) outcomes.push(settled(work, 'verified', { detail: 'seen-in-reading', at }));
  }
  return outcomes;
}

/** Outcomes of changes that a dead run announced, or that a run wrote and could not see: found done, or left to be planned again. What no reading tells stays open. */
export function closeOpenIntents(memory: Memory, observed: Observed, about: { at: Instant; files: Files }): readonly Outcome[] {
  const { at, files } = about;
  return memory.openIntents.flatMap((intent) => {
    const snapshot = observed.get(intent.system);
    if (isUntold(intent, snapshot, at)) return [];
    const isFound = isDoneIn(intent, snapshot, files) === true;
    return settled(intent, isFound ? 'verified' : 'superseded', { detail: isFound ? 'found' : 'planned-again', at });
  });
}
