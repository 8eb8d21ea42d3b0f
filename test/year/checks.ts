/** What must be true of every device and every change on every day, whatever people do. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '../../reconciler/model/plan.ts';
import type { WorldAsset } from '../practice/world.ts';
import type { Office } from './company.ts';
import type { Document } from './documents.ts';

type Device = Document<'device'>;

const WITHOUT_HOLDER: ReadonlySet<Device['status']> = new Set([
  'awaited',
  'received',
  'available',
  'sold',
  'returned-to-lessor',
  'returned-to-owner',
  'destroyed',
]);

/** Why a device's file contradicts itself; null when it does not. A shared device stays in its pool. */
function contradiction(device: Device): string | null {
  const { status, holder, awaitedFrom } = device;
  const isShared = holder !== null && typeof holder === 'object';
  if (status === 'in-use' && holder === null) return 'in use by nobody';
  if (status === 'awaited' && awaitedFrom === undefined) return 'awaited from nobody';
  if (WITHOUT_HOLDER.has(status) && holder !== null && !isShared) return `${status}, and held by ${String(holder)}`;
  if (status === 'sold' && (device.ownership === 'leased' ? device.acquired === undefined : false)) return 'sold, and still the lessor’s';
  if (status === 'sold' && device.sale?.paid === undefined && device.sale?.consent === undefined) return 'sold without payment or consent';
  if (status === 'available' && device.wiped === undefined) return 'available and never wiped';
  return null;
}

/** Files of devices: none is lost, and none contradicts itself. */
export function checkFiles(company: Office, tags: Set<string>): string[] {
  const devices = company.all('device').map(([, device]) => device);
  const present = new Set(devices.map((device): string => device.id));
  const gone = [...tags].filter((tag) => !present.has(tag)).map((tag) => `${tag}: its file is gone`);
  for (const tag of present) tags.add(tag);
  const wrong = devices.flatMap((device) => {
    const why = contradiction(device);
    return why === null ? [] : [`${device.id}: ${why}`];
  });
  return [...gone, ...wrong];
}

/** A silent plan waits thirty days before anything is asked. */
function isSilent(company: Office, person: string): boolean {
  const plan = `state/offboardings/${person}.yaml`;
  return company.files.has(plan) && company.read('offboarding', plan).silent === true;
}

/** Every device of somebody who has left is on its way: proposed, awaited, handled, or said. */
export function checkLeavers(company: Office, night: Plan): string[] {
  const proposed = new Set(night.proposals.flatMap((proposal) => proposal.lines.map((line) => line.tag)));
  const said = new Set(night.findings.map((finding) => finding.subject.device));
  const today = night.asOf.slice(0, 10);
  return company.all('device').flatMap(([, device]) => {
    if (device.status !== 'in-use' || typeof device.holder !== 'string' || device.ownership === 'personal') return [];
    const { lastDay } = company.read('employee', `state/employees/${device.holder}.yaml`);
    if (lastDay === undefined || lastDay >= today || isSilent(company, device.holder)) return [];
    const isSeen = proposed.has(device.id) || said.has(device.id);
    return isSeen ? [] : [`${device.id}: ${device.holder} left on ${lastDay}, and nobody speaks of it`];
  });
}

/** The inventory says of each device what the files say, or the plan changes it or says that it does not. */
export function checkInventory(company: Office, exports: string, night: Plan): string[] {
  const { assets } = JSON.parse(readFileSync(join(exports, 'inventory.json'), 'utf8')) as { assets: readonly WorldAsset[] };
  const byTag = new Map(assets.map((asset) => [asset.tag, asset]));
  const said = new Set(night.findings.map((finding) => finding.subject.device));
  const moved = new Set(night.changes.flatMap((change) => ('tag' in change ? [change.tag] : [])));
  return company.all('device').flatMap(([, device]) => {
    const asset = byTag.get(device.id);
    if (asset === undefined || device.inventory === undefined || typeof device.holder !== 'string') return [];
    const lines = company.read('employee', `state/employees/${device.holder}.yaml`).accounts ?? [];
    const logins = new Set(lines.map((line): string => line.login ?? ''));
    const isSame = lines.length === 0 || asset.holder === '' || logins.has(asset.holder);
    return isSame || said.has(device.id) || moved.has(device.id)
      ? []
      : [`${device.id}: ${device.holder} in the files, another in the inventory`];
  });
}

/** Statuses in which a device is in nobody's hands, so that its inventory has to show the same. */
const OF_NOBODY: ReadonlySet<Device['status']> = new Set([
  'received',
  'available',
  'repair',
  'hold',
  'lost',
  'sold',
  'returned-to-lessor',
  'returned-to-owner',
  'destroyed',
]);

/** After the night the inventory shows a device that nobody has with the status of its file, or the plan says that it does not. */
export function checkStatuses(company: Office, exports: string, night: Plan): string[] {
  const { assets } = JSON.parse(readFileSync(join(exports, 'inventory.json'), 'utf8')) as { assets: readonly WorldAsset[] };
  const byTag = new Map(assets.map((asset) => [asset.tag, asset]));
  const said = new Set(night.findings.filter((one) => one.code === 'holder-mismatch').map((one) => one.subject.device));
  return company.all('device').flatMap(([, device]) => {
    const asset = byTag.get(device.id);
    if (asset === undefined || device.inventory === undefined || device.holder !== null || !OF_NOBODY.has(device.status)) return [];
    const isSame = asset.holder === '' && asset.status === device.status;
    return isSame || said.has(device.id) ? [] : [`${device.id}: ${device.status} in the files, ${asset.status} in the inventory`];
  });
}

/** People due for more than two nights who are neither ended nor held by name. */
export function checkLate(night: Plan): string[] {
  const held = new Set(night.held.map(({ change }) => change.person));
  return night.findings
    .filter((finding) => finding.code === 'account-after-cut-off')
    .map((finding) => finding.subject.employee)
    .filter((person) => person !== undefined && person !== null && !held.has(person))
    .map((person) => `${person}: after the cut-off, and not held`);
}
