/** Rows of Snipe-IT -> the model. A row that cannot be read becomes a problem that names nobody. Pure. */
import type { DeviceStatus } from '../../../schemas/device.ts';
import { AssetTag, Entitlement, type ForeignId } from '../../../schemas/primitives.ts';
import type { StatusLabel } from '../../../schemas/system.ts';
import type { Account, Asset, HeldLicence, Reading } from '../../model/observed.ts';
import { dayOfValue } from './text.ts';
import type { Hardware, Licence, User } from './wire.ts';

/** Marks a seat that cannot be taken off: the licence is not reassignable, so that a seat taken off would be lost. */
export const BURNT = 'not-reassignable' as Entitlement;

/** The licence as the files name it: by its name, or null when its name cannot be one. Products of one name count as one licence. */
export function entitlementOf(licence: Licence): Entitlement | null {
  return Entitlement.safeParse(licence.name).data ?? null;
}

/** What somebody holds of these licences, each name once; burnt only where no seat of the name can be taken off. */
export function heldLicences(licences: readonly Licence[]): readonly HeldLicence[] {
  const held = new Map<Entitlement, HeldLicence>();
  for (const licence of licences) {
    const id = entitlementOf(licence);
    if (id === null) continue;
    const viaGroup = licence.reassignable === false ? BURNT : null;
    if (viaGroup === null || !held.has(id)) held.set(id, { id, viaGroup, assignedOn: null });
  }
  return [...held.values()];
}

/** An account. Permission groups are roles: they say what somebody may do in the inventory, and are never changed from here. */
export function toAccount(user: User, licences: readonly HeldLicence[] | null): Account {
  const roles = (user.groups?.rows ?? []).map((group) => Entitlement.safeParse(group.name).data ?? null);
  return {
    id: String(user.id) as ForeignId,
    login: user.username || null,
    email: user.email || null,
    enabled: user.activated ?? null,
    groups: null,
    roles: user.groups === undefined || roles.includes(null) ? null : roles.filter((role) => role !== null),
    licences,
    lastUse: dayOfValue(user.last_login),
    createdOn: null,
    sessions: null,
  };
}

/** True when a location or another device has it. */
export function isWithPlaceOrDevice({ assigned_to: assigned }: Hardware): boolean {
  return assigned !== null && assigned !== undefined && assigned.type !== 'user';
}

/** The sign-in name of the user who has a device, '' for nobody, null when a location or another device has it or nothing is said. */
function holderOf({ assigned_to: assigned }: Hardware): string | null {
  if (assigned === undefined) return null;
  if (assigned === null) return '';
  return assigned.type === 'user' ? assigned.username || null : null;
}

/** The word of the files for a device's label; while somebody has it, a label that only says that it can be handed out is `in-use`. */
function statusOf(hardware: Hardware, labels: readonly StatusLabel[]): string | null {
  const label = hardware.status_label ?? null;
  if (label === null) return null;
  const means: DeviceStatus | undefined = labels.find((one) => one.id === label.id)?.means;
  const isAssigned = hardware.assigned_to !== null && hardware.assigned_to !== undefined;
  if (isAssigned && (means === undefined ? label.status_type === 'deployable' : means === 'available')) return 'in-use';
  return means ?? `label ${label.id}`;
}

/** What the reading shows of a device that nobody has and that was given each status: of several with one label, the first. */
export function shownStatuses(labels: readonly StatusLabel[]): NonNullable<Reading['statuses']> {
  return Object.fromEntries(labels.map(({ means, id }) => [means, labels.find((one) => one.id === id)?.means]));
}

/** A device. */
export function toAsset(hardware: Hardware, labels: readonly StatusLabel[]): Asset {
  return {
    id: String(hardware.id),
    tag: AssetTag.safeParse(hardware.asset_tag).data ?? null,
    serial: hardware.serial || null,
    holder: holderOf(hardware),
    status: statusOf(hardware, labels),
    ...(isWithPlaceOrDevice(hardware) ? { isElsewhere: true } : {}),
  };
}

/** True for a row of something that was deleted and is kept. */
export function isDeleted(row: { readonly deleted_at?: unknown }): boolean {
  return row.deleted_at !== null && row.deleted_at !== undefined;
}
