/** Changes: the inventory follows a merged change of a device's file: checked in when it is back, checked out to a new holder, and its status. Pure. */
import type { Device } from '../../../schemas/device.ts';
import type { Day, EmployeeId, ForeignId, Login, SystemId } from '../../../schemas/primitives.ts';
import { addDays, startOfDay } from '../../calendar.ts';
import { compareText } from '../../canonical.ts';
import type { AssetChange, AssetState } from '../../model/change.ts';
import type { Asset } from '../../model/observed.ts';
import { authorityOf } from '../authority.ts';
import { because, changeId, type Draft, daysLate, isSpent } from '../draft.ts';
import { type Ground, isAble, type SystemView, verifiedOf } from '../ground.ts';
import { indicesOf } from '../indices.ts';
import { pathOf } from '../input.ts';
import { statusMove } from './changes-device-status.ts';

/** In these a device is back, and its file says since when. */
const BACK: ReadonlySet<Device['status']> = new Set(['received', 'available', 'hold']);
/** In these it is nobody's, whether it ever came back or not. */
const GONE: ReadonlySet<Device['status']> = new Set(['lost', 'sold', 'returned-to-lessor', 'returned-to-owner', 'destroyed', 'retired']);

/** How old a day of a device's file may be for what follows from it to count as a change that was merged lately, and for an inventory that shows nobody to follow a new holder. */
const RECENT_DAYS = 30;

/** What an inventory is to follow of a device; `count` tells several of one day apart. Without a day the file does not say since when it is so. */
export interface Move {
  readonly kind: AssetChange['kind'];
  readonly day: Day | null;
  readonly before: AssetState;
  readonly after: AssetState;
  readonly pointer: string;
  readonly count?: number;
}

/** The sign-in name a person has in the inventory: of the line there, else of any. */
function loginOf(ground: Ground, person: EmployeeId, system: SystemId): Login | null {
  const lines = ground.input.desired.employees.get(person)?.accounts ?? [];
  const named = lines.filter((line) => line.login !== undefined);
  return (named.find((line) => line.system === system) ?? named[0])?.login ?? null;
}

/** Who of ours goes by that name in an inventory; null for nobody, or several. */
function personOf(ground: Ground, holder: string): EmployeeId | null {
  return indicesOf(ground.context).peopleByLogin().get(holder.toLowerCase()) ?? null;
}

/**
 * True when the inventory shows the device with whom our own newest move gave it to, because the file named that person then. So the file
 * has been changed since, and the inventory has not: a transfer between people who stay. Any other difference may be the file's mistake.
 */
function isAsWeLeftIt(ground: Ground, holder: string, { asset, system }: { asset: Asset; system: SystemId }): boolean {
  const moves = verifiedOf(ground, system, asset.id as ForeignId).filter(({ kind }) => kind === 'check-in' || kind === 'check-out');
  const last = moves.toSorted((a, b) => compareText(a.at, b.at)).at(-1);
  return last?.kind === 'check-out' && last.person !== null && last.person === personOf(ground, holder);
}

/** The last day of somebody of ours who has left, and whom the inventory still shows; null for everybody else. */
function leftOn(ground: Ground, holder: string): Day | null {
  const person = personOf(ground, holder);
  const view = person === null ? undefined : ground.context.people.get(person);
  const lastDay = view?.employee.lastDay ?? null;
  return view?.status === 'left' ? lastDay : null;
}

/** Since when the device is nobody's, by its file; null when it may still be with somebody, or no day is known: the day names the change, and must not move from night to night. */
function goneSince({ status, returned, sale, lost, wiped, awaitedSince }: Device): Day | null {
  if (BACK.has(status)) return returned?.on ?? null;
  return GONE.has(status) ? (returned?.on ?? sale?.paid ?? lost?.on ?? wiped?.on ?? awaitedSince ?? null) : null;
}

function checkIn(device: Device, asset: Asset): Move | null {
  const day = goneSince(device);
  if (device.holder !== null || day === null) return null;
  if (asset.holder === null || asset.holder === '') return null;
  const before = { holder: asset.holder, ...(asset.status === null ? {} : { status: asset.status }) };
  return {
    kind: 'check-in',
    day,
    before,
    after: { holder: '', status: device.status },
    pointer: BACK.has(device.status) ? '/returned' : '/status',
  };
}

function checkOut(ground: Ground, device: Device, at: { asset: Asset; system: SystemId }): Move | null {
  const { holder } = at.asset;
  if (device.status !== 'in-use' || typeof device.holder !== 'string' || holder === null) return null;
  const login = loginOf(ground, device.holder, at.system);
  if (login === null || holder.toLowerCase() === login.toLowerCase()) return null;
  const { received = null } = device;
  const isRecent = received !== null && received >= addDays(ground.context.today, -RECENT_DAYS);
  const left = leftOn(ground, holder);
  // Nobody may have signed yet: then it is the leaver's last day that names the change, and never the night.
  const day = holder === '' ? (isRecent ? received : null) : left === null ? null : (received ?? left);
  if (day === null) return passedOn(ground, device, { ...at, holder, login });
  return { kind: 'check-out', day, before: { holder }, after: { holder: login }, pointer: '/holder' };
}

/** A device that somebody who stays has passed on to somebody else, who signed for it. */
function passedOn(ground: Ground, device: Device, at: { asset: Asset; system: SystemId; holder: string; login: Login }): Move | null {
  const { holder } = at;
  const { received } = device;
  if (received === undefined || personOf(ground, holder) === device.holder || !isAsWeLeftIt(ground, holder, at)) return null;
  return { kind: 'check-out', day: received, before: { holder }, after: { holder: at.login }, pointer: '/holder' };
}

function draftMove(ground: Ground, device: Device, at: { system: SystemView; asset: Asset; move: Move }): Draft {
  const { desired } = ground.input;
  const { system, asset, move } = at;
  const { kind, day, before, after, pointer, count } = move;
  const person = typeof device.holder === 'string' ? device.holder : (device.awaitedFrom ?? null);
  const due = day === null ? ground.input.asOf : startOfDay(day, desired.organisation.timeZone);
  // What the files have said for long, or nobody knows since when, follows no change that was merged lately.
  const isRecent = day !== null && day >= addDays(ground.context.today, -RECENT_DAYS);
  const since = day ?? 'undated';
  const cause = count === undefined ? `device:${since}` : `device:${since}:${count}`;
  const change: AssetChange = {
    id: changeId(kind, device.id, { cause, system: system.id, id: asset.id }),
    person,
    spell: null,
    cause,
    system: system.id,
    class: isRecent ? 'inventory' : 'cleanup',
    effect: system.desk === null ? 'set' : 'keyed',
    because: because(`inventory-${kind}`, pathOf(desired, 'state/devices', device.id), pointer),
    precondition: null,
    reversible: 'yes',
    dependsOn: [],
    by: system.desk === null ? 'reconciler' : { desk: system.desk },
    cost: null,
    due,
    late: daysLate(ground, null, due),
    kind,
    asset: asset.id,
    tag: device.id,
    before,
    after,
  };
  const view = person === null ? null : (ground.context.people.get(person) ?? null);
  return {
    change,
    view,
    link: null,
    account: null,
    system,
    concludes: ['existence', 'holder', ...(kind === 'status' ? (['status'] as const) : [])],
    isAhead: false,
  };
}

/** Assets of a reading by their id there, found once per system. */
export type AssetIndex = ReadonlyMap<SystemId, ReadonlyMap<string, Asset>>;

/** The index of all inventories. */
export function indexAssets(ground: Ground): AssetIndex {
  return new Map(
    [...ground.systems].map(([id, { snapshot }]) => [id, new Map(snapshot?.reading.assets.map((asset) => [asset.id, asset]))]),
  );
}

/** What the inventory should follow of one device. */
export function followDevice(ground: Ground, device: Device, assets: AssetIndex): Draft[] {
  const { inventory } = device;
  const system = inventory === undefined ? undefined : ground.systems.get(inventory.system);
  const asset = inventory === undefined ? undefined : assets.get(inventory.system)?.get(String(inventory.id));
  if (system === undefined || asset === undefined) return [];
  // Where the inventory decides about a field, the file follows by a pull request.
  const decides = (field: 'holder' | 'status') => authorityOf(ground.input.desired, system.id, field) === 'files';
  const moved = decides('holder') ? (checkIn(device, asset) ?? checkOut(ground, device, { asset, system: system.id })) : null;
  const move = moved ?? (decides('status') ? statusMove(ground, device, { system, asset }) : null);
  if (move === null || !isAble(system, move.kind)) return [];
  const draft = draftMove(ground, device, { system, asset, move });
  return isSpent(ground, draft.change.id) ? [] : [draft];
}
