/** What must be true of every device and every change on every day, whatever people do. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addMinutes } from '../../reconciler/calendar.ts';
import { cutOffsOf } from '../../reconciler/plan/cutoff.ts';
import type { EmployeeId } from '../../schemas/primitives.ts';
import type { Simulated } from '../practice/simulate.ts';
import type { WorldAsset } from '../practice/world.ts';
import type { Company } from './company.ts';
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
export function checkFiles(company: Company, tags: Set<string>): string[] {
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
function isSilent(company: Company, person: string): boolean {
  const plan = `state/offboardings/${person}.yaml`;
  return company.files.has(plan) && company.read('offboarding', plan).silent === true;
}

/** Every device of somebody who has left is on its way: proposed, awaited, handled, or said. */
export function checkLeavers(company: Company, night: Simulated): string[] {
  const proposed = new Set(night.plan.proposals.flatMap((proposal) => proposal.lines.map((line) => line.tag)));
  const said = new Set(night.plan.findings.map((finding) => finding.subject.device));
  const today = night.at.slice(0, 10);
  return company.all('device').flatMap(([, device]) => {
    if (device.status !== 'in-use' || typeof device.holder !== 'string' || device.ownership === 'personal') return [];
    const { lastDay } = company.read('employee', `state/employees/${device.holder}.yaml`);
    if (lastDay === undefined || lastDay >= today || isSilent(company, device.holder)) return [];
    const isSeen = proposed.has(device.id) || said.has(device.id);
    return isSeen ? [] : [`${device.id}: ${device.holder} left on ${lastDay}, and nobody speaks of it`];
  });
}

/** The inventory says of each device what the files say, or the plan changes it or says that it does not. */
export function checkInventory(company: Company, exports: string, night: Simulated): string[] {
  const { assets } = JSON.parse(readFileSync(join(exports, 'inventory.json'), 'utf8')) as { assets: readonly WorldAsset[] };
  const byTag = new Map(assets.map((asset) => [asset.tag, asset]));
  const said = new Set(night.plan.findings.map((finding) => finding.subject.device));
  const moved = new Set(night.plan.changes.flatMap((change) => ('tag' in change ? [change.tag] : [])));
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
export function checkStatuses(company: Company, exports: string, night: Simulated): string[] {
  const { assets } = JSON.parse(readFileSync(join(exports, 'inventory.json'), 'utf8')) as { assets: readonly WorldAsset[] };
  const byTag = new Map(assets.map((asset) => [asset.tag, asset]));
  const said = new Set(night.plan.findings.filter((one) => one.code === 'holder-mismatch').map((one) => one.subject.device));
  return company.all('device').flatMap(([, device]) => {
    const asset = byTag.get(device.id);
    if (asset === undefined || device.inventory === undefined || device.holder !== null || !OF_NOBODY.has(device.status)) return [];
    const isSame = asset.holder === '' && asset.status === device.status;
    return isSame || said.has(device.id) ? [] : [`${device.id}: ${device.status} in the files, ${asset.status} in the inventory`];
  });
}

/** Nobody's sign-in is ended before the cut-off, and every change has a reason that stands in the files. */
export function checkChanges(night: Simulated): string[] {
  const cutOffs = cutOffsOf(night.desired);
  return night.plan.changes.flatMap((change) => {
    if (!night.desired.files.has(change.because.file)) return [`${change.id}: no reason`];
    if (change.kind !== 'disable' || !change.cause.startsWith('spell:')) return [];
    const cutOff = cutOffs.get(change.person as EmployeeId);
    return cutOff !== undefined && addMinutes(cutOff, 10) <= night.at ? [] : [`${change.id}: before the cut-off`];
  });
}

/** People due for more than two nights who are neither ended nor held by name. */
export function checkLate(night: Simulated): string[] {
  const held = new Set(night.plan.held.map(({ change }) => change.person));
  return night.plan.findings
    .filter((finding) => finding.code === 'account-after-cut-off')
    .map((finding) => finding.subject.employee)
    .filter((person) => person !== undefined && person !== null && !held.has(person))
    .map((person) => `${person}: after the cut-off, and not held`);
}

/** The second run of a night. */
export function checkSilence(second: Simulated): string[] {
  const changes = second.plan.changes.map((change) => `again: ${change.id}`);
  return [...changes, ...second.touched.map((key) => `again: pull request ${key}`)];
}
