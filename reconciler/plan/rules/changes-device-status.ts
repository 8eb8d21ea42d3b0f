/** The status of a device that nobody has: when its inventory follows the file's, and when a difference is somebody's own. Pure. */
import type { Device } from '../../../schemas/device.ts';
import type { Day, ForeignId } from '../../../schemas/primitives.ts';
import { compareText } from '../../canonical.ts';
import type { VerifiedChange } from '../../model/memory.ts';
import type { Asset, Reading } from '../../model/observed.ts';
import { type Ground, isAble, type SystemView, verifiedOf } from '../ground.ts';
import type { Move } from './changes-inventory.ts';

/** Days in a device's file that may be the one since when it is in its status. Statuses that are not here say that somebody has it. */
const SINCE: Readonly<Partial<Record<Device['status'], (device: Device) => readonly (Day | undefined)[]>>> = {
  received: ({ returned }) => [returned?.on],
  hold: ({ returned }) => [returned?.on],
  available: ({ returned, wiped }) => [returned?.on, wiped?.on],
  repair: ({ repair }) => [repair?.since],
  lost: ({ lost, awaitedSince }) => [lost?.on, awaitedSince],
  'sale-pending': ({ returned, wiped }) => [returned?.on, wiped?.on],
  sold: ({ returned, wiped, sale }) => [returned?.on, wiped?.on, sale?.paid],
  'returned-to-lessor': (device) => ofLeaving(device),
  'returned-to-owner': (device) => ofLeaving(device),
  destroyed: (device) => ofLeaving(device),
  retired: (device) => ofLeaving(device),
};

function ofLeaving({ returned, wiped, awaitedSince }: Device): readonly (Day | undefined)[] {
  return [returned?.on, wiped?.on, awaitedSince];
}

/** The newest of them: it names the change, and does not move from night to night. Null where the file gives none. */
function since(days: readonly (Day | undefined)[]): Day | null {
  return (
    days
      .filter((day) => day !== undefined)
      .toSorted()
      .at(-1) ?? null
  );
}

/** What of ours stands on an inventory record. */
interface Own {
  /** The status that we wrote last; null where we wrote none since it was last checked out. */
  readonly status: string | null;
  /** How often we changed its status alone. */
  readonly count: number;
}

function ownOf(ground: Ground, system: SystemView, asset: Asset): Own {
  // A desk says that it is checked in, not with which status.
  const kinds: readonly VerifiedChange['kind'][] = system.desk === null ? ['check-in', 'check-out', 'status'] : ['check-out', 'status'];
  const ours = verifiedOf(ground, system.id, asset.id as ForeignId).filter(({ kind }) => kinds.includes(kind));
  const last = ours.toSorted((a, b) => compareText(a.at, b.at)).at(-1);
  return { status: last?.status ?? null, count: ours.filter(({ kind }) => kind === 'status').length };
}

/** Statuses that end a device's life with us, or may. */
const ENDS: ReadonlySet<string> = new Set(['lost', 'sold', 'returned-to-lessor', 'returned-to-owner', 'destroyed', 'retired']);

/** True where the files say that a device lives on, and somebody else than we wrote there that it does not: a person looks at that. */
function isEndedByOthers(
  device: Device,
  own: Own,
  { asset, statuses }: { asset: Asset; statuses: NonNullable<Reading['statuses']> },
): boolean {
  const meant = Object.entries(statuses).flatMap(([means, shown]) => (shown === asset.status ? [means] : []));
  return !ENDS.has(device.status) && meant.every((means) => ENDS.has(means) && means !== own.status);
}

/** How the inventory shows the status of the file, where it shows another one that it has a word of the files for; else null. */
export function statusDifference(device: Device, asset: Asset, statuses: Reading['statuses']): string | null {
  if (statuses === undefined || typeof device.holder === 'string' || asset.holder !== '') return null;
  const shown = statuses[device.status];
  const isKnown = asset.status !== null && Object.values(statuses).includes(asset.status);
  return shown === undefined || !isKnown || asset.status === shown ? null : shown;
}

/**
 * The status that the inventory should follow. A status that we wrote once and that shows another one by now was changed there by somebody:
 * that is not fought, until the file says something new.
 */
export function statusMove(ground: Ground, device: Device, at: { system: SystemView; asset: Asset }): Move | null {
  const { system, asset } = at;
  const statuses = system.snapshot?.reading.statuses;
  const days = SINCE[device.status]?.(device);
  if (statuses === undefined || days === undefined) return null;
  const shown = statusDifference(device, asset, statuses);
  if (shown === null || asset.status === null || !isAble(system, 'status')) return null;
  const own = ownOf(ground, system, asset);
  if (own.status === device.status || isEndedByOthers(device, own, { asset, statuses })) return null;
  const { status } = device;
  return {
    kind: 'status',
    day: since(days),
    before: { holder: '', status: asset.status },
    after: shown === status ? { status } : { status, shown },
    pointer: '/status',
    count: own.count + 1,
  };
}
