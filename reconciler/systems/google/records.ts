/** Rows of Google -> the model. A row that cannot be read becomes a problem that names nobody. Pure. */
import { Day, Entitlement, type ForeignId } from '../../../schemas/primitives.ts';
import type { Account, HeldLicence } from '../../model/observed.ts';
import type { GoogleSystem } from './client.ts';
import type { LicenceItem, User } from './wire.ts';

/** The day of an instant as Google writes it, in UTC; null for what is none. */
export function dayOfTime(time: string | null | undefined): Day | null {
  return Day.safeParse((time ?? '').slice(0, 10)).data ?? null;
}

/** The first instant of 1970 stands for never. */
export function lastUseOf(time: string | null | undefined): Account['lastUse'] {
  const day = dayOfTime(time);
  return day === '1970-01-01' ? 'never' : day;
}

/** All addresses of a user, in lower case: an old primary address stays as an alias. */
export function addressesOf(user: User): readonly string[] {
  return [user.primaryEmail, ...(user.aliases ?? []), ...(user.nonEditableAliases ?? [])].map((one) => one.toLowerCase());
}

/** How somebody is in a group: an owner or manager has more than a member, so that each is an entitlement of its own. */
const SUFFIX: Readonly<Record<string, string>> = { MEMBER: '', MANAGER: '#manager', OWNER: '#owner' };

/** A membership as the files name it: the group's address in lower case, with `#manager` or `#owner`; null when it cannot be named. */
export function groupEntitlement(email: string, role: string | null | undefined): Entitlement | null {
  const suffix = SUFFIX[role ?? 'MEMBER'];
  return suffix === undefined ? null : (Entitlement.safeParse(`${email.toLowerCase()}${suffix}`).data ?? null);
}

/** The group's address and the role that an entitlement names; null when it can be no group of Google's. */
export function membershipOf(entitlement: Entitlement): { readonly email: string; readonly role: 'MEMBER' | 'MANAGER' | 'OWNER' } | null {
  const found = /^(?<email>[^\s/?#@]{1,64}@[^\s/?#@]{3,})(?:#(?<role>manager|owner))?$/u.exec(entitlement.toLowerCase())?.groups;
  const email = found?.['email'];
  if (email === undefined) return null;
  const role = found?.['role'];
  return { email, role: role === undefined ? 'MEMBER' : role === 'owner' ? 'OWNER' : 'MANAGER' };
}

const PRODUCT = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,60}$/u;

/**
 * A licence as the files name it: `<product>/<SKU>`, with `sku` before numbers: alone, one in five of Google's would be taken for a
 * personal identity number and refused in a file. Null when it cannot be named.
 */
export function licenceEntitlement({ productId, skuId }: Pick<LicenceItem, 'productId' | 'skuId'>): Entitlement | null {
  if (!PRODUCT.test(productId) || !PRODUCT.test(skuId)) return null;
  const sku = /^[0-9]+$/u.test(skuId) ? `sku${skuId}` : skuId;
  return Entitlement.safeParse(`${productId}/${sku}`).data ?? null;
}

/** Product and SKU of a licence; null for what cannot be one. */
export function productOf(entitlement: Entitlement): { readonly productId: string; readonly skuId: string } | null {
  const [productId = '', sku = '', ...more] = entitlement.split('/');
  const skuId = sku.replace(/^sku(?=[0-9]+$)/u, '');
  return PRODUCT.test(productId) && PRODUCT.test(skuId) && more.length === 0 ? { productId, skuId } : null;
}

function isWithin(place: string, unit: string): boolean {
  return unit === '/' || place === unit || place.startsWith(`${unit}/`);
}

/** The organisational unit by which Google assigns a licence to an account by itself; null when it was assigned directly. */
function automaticPlace(system: GoogleSystem, licence: Entitlement, place: string | null): Entitlement | null {
  if (place === null) return null;
  if (system.leaversPlace !== undefined && isWithin(place, system.leaversPlace)) return null;
  const found = system.automaticLicences?.find((one) => one.licence === licence && isWithin(place, one.place));
  return found === undefined ? null : (Entitlement.safeParse(found.place).data ?? null);
}

/** What somebody in a place holds of these licences, each once. */
export function heldLicences(system: GoogleSystem, licences: Iterable<Entitlement>, place: string | null): readonly HeldLicence[] {
  return [...new Set(licences)].map((id) => ({ id, viaGroup: automaticPlace(system, id, place), assignedOn: null }));
}

function rolesOf(user: User): Account['roles'] {
  if (typeof user.isAdmin !== 'boolean' && typeof user.isDelegatedAdmin !== 'boolean') return null;
  const roles = [user.isAdmin === true ? 'super-admin' : null, user.isDelegatedAdmin === true ? 'delegated-admin' : null];
  return roles.filter((one) => one !== null) as unknown as readonly Entitlement[];
}

/** A super administrator is a super administrator's to change, and who is archived a person's to take out. */
function cannotOf(user: User): Pick<Account, 'cannot'> {
  if (user.isAdmin === true) return { cannot: ['disable', 'enable', 'sessions', 'place'] };
  return user.archived === true ? { cannot: ['enable'] } : {};
}

/** An account. Archived users cannot sign in either. */
export function toAccount(user: User, holds: Pick<Account, 'groups' | 'licences'> & { readonly sessions?: number | null }): Account {
  return {
    id: user.id as ForeignId,
    login: user.primaryEmail,
    email: user.primaryEmail,
    name: user.name?.fullName || null,
    enabled: !user.suspended && user.archived !== true,
    groups: holds.groups,
    roles: rolesOf(user),
    licences: holds.licences,
    lastUse: lastUseOf(user.lastLoginTime),
    createdOn: dayOfTime(user.creationTime),
    sessions: holds.sessions ?? null,
    ...(user.isGuestUser === true ? { guest: true } : {}),
    place: user.orgUnitPath ?? null,
    ...cannotOf(user),
  };
}

/** True for a user that was deleted and can still be brought back: it is not there. */
export function isDeleted(user: User): boolean {
  return (user.deletionTime ?? '') !== '';
}

/** The id as Google counts; null for what cannot be one. An address instead of an id could be somebody else's by tomorrow. */
export function idOf(id: ForeignId | string): string | null {
  return /^[0-9]{1,30}$/u.test(id) ? id : null;
}
