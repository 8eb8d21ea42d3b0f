/** What a device's file proves: back, wiped, unlocked, sold. Pure. */
import type { Device } from '../../schemas/device.ts';
import type { Day } from '../../schemas/primitives.ts';
import { addDays } from '../calendar.ts';

const FINAL: ReadonlySet<Device['status']> = new Set(['sold', 'returned-to-lessor', 'returned-to-owner', 'destroyed', 'retired']);

/** Types that are worthless to the next person while a lock of the maker's account is on: the file must say that it is off. */
const LOCKABLE: ReadonlySet<Device['type']> = new Set(['phone', 'tablet']);

/** True in the last state of a device's life. */
export function isFinal(device: Device): boolean {
  return FINAL.has(device.status);
}

/** Days before a device day within which a return counts for it, when the file does not say since when the holder had it. */
const EARLY_DAYS = 30;

/** True when the device came back from its present holder, or from whom it is awaited since that day. */
export function isBack(device: Device, day: Day): boolean {
  return device.returned !== undefined && device.returned.on >= (device.received ?? addDays(day, -EARLY_DAYS));
}

/** True when it was wiped after its holder had received it, else after it came back; `purge` asks for a method good enough to leave the house. */
export function isWiped(device: Device, purge = false): boolean {
  const wiped = device.wiped;
  if (wiped === undefined || wiped.on < (device.received ?? device.returned?.on ?? '')) return false;
  return !purge || wiped.method !== 'clear';
}

/** True when no lock stands in the way of the next person. */
export function isUnlocked(device: Device): boolean {
  const { activation } = device.locks ?? {};
  return activation === 'removed' || (activation === undefined && !LOCKABLE.has(device.type));
}

/** True when the maker's lock is a matter of this device: of types that have one, and where the file speaks of it. */
export function isLockable(device: Device): boolean {
  return LOCKABLE.has(device.type) || device.locks?.activation !== undefined;
}

/** Types that a company enrols in its device management. */
const MANAGED: ReadonlySet<Device['type']> = new Set(['laptop', 'desktop', 'phone', 'tablet']);

/** True when no record in the device management is left, by what the file says; types that are never enrolled have none. */
export function isOutOfManagement(device: Device): boolean {
  const { management } = device.locks ?? {};
  return management === 'removed' || (management === undefined && !MANAGED.has(device.type));
}

/** Property that is never wiped as a whole by us. */
export function isForeign(device: Device): boolean {
  return device.ownership === 'personal' || device.ownership === 'third-party';
}

/** Steps of a sale that the file does not prove yet, in the order they must be taken. */
export function missingSaleSteps(device: Device): ('acquire' | 'purge' | 'unlock' | 'pay')[] {
  const missing: ('acquire' | 'purge' | 'unlock' | 'pay')[] = [];
  if (device.ownership === 'leased' && device.acquired === undefined) missing.push('acquire');
  if (!isWiped(device, true)) missing.push('purge');
  if (!isUnlocked(device) || !isOutOfManagement(device)) missing.push('unlock');
  if (device.sale?.paid === undefined && device.sale?.consent === undefined) missing.push('pay');
  return missing;
}

/** True when a lost device was locked, the breach assessed, and the police told. */
export function isLossSettled({ lost }: Device): boolean {
  return lost?.locked !== undefined && lost.assessed !== undefined && lost.police !== undefined;
}
