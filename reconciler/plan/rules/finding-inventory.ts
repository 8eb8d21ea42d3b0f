/** Where the files and an inventory do not agree about a device. */
import type { Device } from '../../../schemas/device.ts';
import type { SystemId } from '../../../schemas/primitives.ts';
import type { Asset, Snapshot } from '../../model/observed.ts';
import { isFinal } from '../device-facts.ts';
import { isComplete } from '../input.ts';
import { type Draft, deskOfSystem, managerOf, personOf, reasonAt, type Scope } from '../scope.ts';
import { statusDifference } from './changes-device-status.ts';

/** How the inventory's holder differs from the file's; null when they agree or nothing can be said. */
function mismatchOf({ indices }: Scope, device: Device, login: string): { variant: string; found: string } | null {
  const named = typeof device.holder === 'string' ? device.holder : null;
  if (login === '') return named === null ? null : { variant: 'checked-in', found: '' };
  const found = indices.peopleByLogin().get(login.toLowerCase()) ?? null;
  if (named !== null) return found === named ? null : { variant: 'other-holder', found: found ?? '' };
  if (found === null ? device.holder !== null : found === device.awaitedFrom && device.status === 'awaited') return null;
  return { variant: 'not-released', found: found ?? '' };
}

/** A place or another device has what the files say a person has. */
function elsewhereOf(device: Device, asset: Asset): { variant: string; found: string } | null {
  return asset.isElsewhere === true && typeof device.holder === 'string' ? { variant: 'other-holder', found: '' } : null;
}

/** States in which a device is in our hands and nobody works with it. */
const BACK: ReadonlySet<Device['status']> = new Set([
  'received',
  'available',
  'returned-to-lessor',
  'returned-to-owner',
  'destroyed',
  'retired',
]);

interface Inventory {
  readonly system: SystemId;
  readonly snapshot: Snapshot;
  readonly byId: ReadonlyMap<string, Asset>;
}

function* ofDevice(scope: Scope, device: Device, { system, snapshot, byId }: Inventory): Generator<Draft> {
  const { context, changes, indices } = scope;
  const { desired } = context.input;
  const id = String(device.inventory?.id);
  const asset = byId.get(id) ?? snapshot.byTag.get(device.id);
  const employee = personOf(device);
  const common = {
    about: device.id,
    subject: { device: device.id, system, employee },
    who: deskOfSystem(desired, system),
    because: reasonAt(desired, 'inventory', { kind: 'device', id: device.id, pointer: '/inventory' }),
  };
  const values = { device: device.id, system, employee: employee };
  if (asset === undefined) {
    if (isFinal(device) || !isComplete(context.input, system, 'existence')) return;
    yield { ...common, code: 'missing-device', values: { ...values, asset: id } };
    return;
  }
  const seenOn = asset.lastSeen ?? null;
  const backOn = BACK.has(device.status) ? device.returned?.on : undefined;
  if (seenOn !== null && backOn !== undefined && seenOn > backOn) {
    yield { ...common, code: 'device-still-seen', values: { ...values, backOn, seenOn }, day: seenOn };
  }
  const moves = [`check-in:${system}/${asset.id}`, `check-out:${system}/${asset.id}`, `status:${system}/${asset.id}`];
  const isMoving = moves.some((move) => changes.has(move) || indices.handedOver().has(move));
  if (isMoving || !isComplete(context.input, system, 'holder')) return;
  const mismatch = asset.holder === null ? elsewhereOf(device, asset) : mismatchOf(scope, device, asset.holder);
  if (mismatch !== null)
    yield { ...common, code: 'holder-mismatch', values: { ...values, ...mismatch, status: undefined, shown: undefined } };
  const isTold = isComplete(context.input, system, 'status') && statusDifference(device, asset, snapshot.reading.statuses) !== null;
  const other = { variant: 'other-status', found: '', status: device.status, shown: asset.status };
  if (isTold) yield { ...common, code: 'holder-mismatch', values: { ...values, ...other } };
}

function* unknown(scope: Scope, { system, snapshot }: Inventory, known: ReadonlySet<string>): Generator<Draft> {
  const { context, indices } = scope;
  const { desired } = context.input;
  for (const asset of snapshot.reading.assets) {
    const isKnown = known.has(`${system}/${asset.id}`) || (asset.tag !== null && indices.devicesByTag().has(asset.tag.toLowerCase()));
    if (isKnown) continue;
    const employee = (asset.holder === null ? null : indices.peopleByLogin().get(asset.holder.toLowerCase())) ?? null;
    const person = employee === null ? undefined : context.people.get(employee);
    yield {
      code: 'unknown-device',
      about: `${system}/${asset.tag ?? asset.id}`,
      subject: { system, device: asset.tag, employee },
      values: { system, asset: asset.id, device: asset.tag, employee: employee, lastDay: person?.employee.lastDay },
      who: person === undefined ? deskOfSystem(desired, system) : managerOf(desired, person),
      day: person?.deviceDay ?? null,
      because: reasonAt(desired, 'inventory', { kind: 'system', id: system }),
    };
  }
}

/** `device-still-seen`; `holder-mismatch`, `missing-device` from readings complete in what they conclude from; `unknown-device` is a fact that is seen. */
export function* findInventory(scope: Scope): Generator<Draft> {
  const { desired, observed } = scope.context.input;
  const inventories = new Map<SystemId | undefined, Inventory>();
  for (const [system, snapshot] of observed) {
    const byId = new Map(snapshot.reading.assets.map((asset) => [asset.id, asset]));
    inventories.set(system, { system, snapshot, byId });
  }
  const known = new Set<string>();
  for (const device of desired.devices.values()) {
    const inventory = inventories.get(device.inventory?.system);
    if (inventory === undefined) continue;
    known.add(`${inventory.system}/${device.inventory?.id}`);
    yield* ofDevice(scope, device, inventory);
  }
  for (const inventory of inventories.values()) yield* unknown(scope, inventory, known);
}
