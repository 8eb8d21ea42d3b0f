/** Devices about which the inventory decides, as its system file says: what it shows goes into their files, by a pull request. */
import type { Device } from '../../../schemas/device.ts';
import { places } from '../../../schemas/places.ts';
import type { EmployeeId, SystemId } from '../../../schemas/primitives.ts';
import { compareText } from '../../canonical.ts';
import type { Asset } from '../../model/observed.ts';
import type { Edit, Proposal, ProposalLine } from '../../model/proposal.ts';
import { authorityOf } from '../authority.ts';
import { isUnlocked, isWiped } from '../device-facts.ts';
import { dropFields, setField } from '../edits.ts';
import { indicesOf } from '../indices.ts';
import { type Context, isComplete, pathOf } from '../input.ts';
import { reasonAt } from '../scope.ts';

/** In these a device is with somebody or free; all others are steps or ends that an inventory does not decide about. */
const ORDINARY: ReadonlySet<Device['status']> = new Set(['in-use', 'awaited', 'received', 'available']);

/** Statuses that an inventory may give to a device without a holder. */
type Given = 'received' | 'available' | 'retired';

interface Shown {
  readonly device: Device;
  readonly asset: Asset;
  readonly system: SystemId;
}

/** What one device's file takes over. */
interface Taken {
  readonly device: Device;
  readonly edits: readonly Edit[];
  readonly text: 'inventory-holder' | 'inventory-free' | 'inventory-status';
  readonly values: ProposalLine['values'];
}

/** The holder to take over: a person at work, null for nobody, undefined when there is nothing to take over. */
function holderIn(context: Context, { device, asset, system }: Shown): EmployeeId | null | undefined {
  const isAsked = authorityOf(context.input.desired, system, 'holder') === 'inventory' && isComplete(context.input, system, 'holder');
  if (!isAsked || asset.holder === null) return undefined;
  if (asset.holder === '') return typeof device.holder === 'string' ? null : undefined;
  const found = indicesOf(context).peopleByLogin().get(asset.holder.toLowerCase()) ?? null;
  if (found === null || found === device.holder || context.people.get(found)?.status === 'left') return undefined;
  return device.status === 'awaited' && found === device.awaitedFrom ? undefined : found;
}

function isGiven(word: string | null): word is Given {
  return word === 'received' || word === 'available' || word === 'retired';
}

/** The status to take over for a device without a holder; null when the inventory names none. Ready is only what the file proves to be. */
function statusIn(context: Context, { device, asset, system }: Shown): Given | null {
  const isAsked = authorityOf(context.input.desired, system, 'status') === 'inventory' && isComplete(context.input, system, 'status');
  if (!isAsked || !isGiven(asset.status)) return null;
  return asset.status === 'available' && !(isWiped(device) && isUnlocked(device)) ? null : asset.status;
}

function statusEdits(device: Device, status: Given): Edit[] {
  const done = status === 'received' ? [] : dropFields(device, 'awaitedFrom', 'awaitedSince');
  return [...setField(device, 'status', status), ...done];
}

function takenOf(context: Context, shown: Shown): Taken | null {
  const { device, system } = shown;
  if (!ORDINARY.has(device.status)) return null;
  const holder = holderIn(context, shown);
  const values = { device: device.id, system, from: typeof device.holder === 'string' ? device.holder : '' };
  if (typeof holder === 'string') {
    const old = dropFields(device, 'received', 'returned', 'wiped', 'awaitedFrom', 'awaitedSince');
    const edits = [...setField(device, 'holder', holder), ...setField(device, 'status', 'in-use'), ...old];
    return { device, edits, text: 'inventory-holder', values: { ...values, to: holder } };
  }
  const given = statusIn(context, shown);
  if (holder === null) {
    const status = given ?? 'received';
    const edits = [...setField(device, 'holder', null), ...statusEdits(device, status), ...dropFields(device, 'received')];
    return { device, edits, text: 'inventory-free', values: { ...values, status } };
  }
  if (given === null || given === device.status || device.holder !== null) return null;
  return { device, edits: statusEdits(device, given), text: 'inventory-status', values: { ...values, from: device.status, status: given } };
}

function* ofSystem(context: Context, system: SystemId, devices: readonly Device[]): Generator<Taken> {
  const snapshot = context.input.observed.get(system);
  const assets = new Map(snapshot?.reading.assets.map((asset) => [asset.id, asset]));
  for (const device of devices) {
    const asset = assets.get(String(device.inventory?.id));
    const taken = asset === undefined ? null : takenOf(context, { device, asset, system });
    if (taken !== null) yield taken;
  }
}

/** One proposal per inventory that decides about something. */
export function* proposeInventories(context: Context): Generator<Proposal> {
  const { desired } = context.input;
  for (const [system, devices] of Map.groupBy(desired.devices.values(), ({ inventory }) => inventory?.system)) {
    if (system === undefined) continue;
    const taken = [...ofSystem(context, system, devices)].toSorted((a, b) => compareText(a.device.id, b.device.id));
    if (taken.length === 0) continue;
    yield {
      key: `source/${system}`,
      purpose: 'source',
      person: null,
      system,
      day: context.today,
      urgent: false,
      silent: false,
      files: taken.map(({ device, edits }) => ({ file: pathOf(desired, places.device.path, device.id), edits })),
      lines: taken.map(({ device, text, values }) => ({
        tag: device.id,
        text,
        values,
        remarks: [],
        because: reasonAt(desired, 'inventory', { kind: 'device', id: device.id, pointer: '/inventory' }),
      })),
      checklist: [],
      because: reasonAt(desired, 'inventory', { kind: 'system', id: system, pointer: '/authority' }),
    };
  }
}
