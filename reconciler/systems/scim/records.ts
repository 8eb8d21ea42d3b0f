/** Resources of SCIM -> the model. One that cannot be read becomes a problem that names nobody. Pure. */
import { Day, Entitlement, ForeignId } from '../../../schemas/primitives.ts';
import type { Account, HeldLicence } from '../../model/observed.ts';
import type { Capabilities } from './discovery.ts';
import type { Group, User, Valued } from './wire.ts';

/** The values of a list, each once; null when one of them cannot be named. */
function valuesOf(list: readonly Valued[]): readonly Entitlement[] | null {
  const names = new Set<Entitlement>();
  for (const one of list) {
    const name = Entitlement.safeParse(one.value ?? one.display).data;
    if (name === undefined) return null;
    names.add(name);
  }
  return [...names];
}

/** What a service shows of a list: its values; none when it has such lists and this one is left out; null when it may not show any. */
function shownOf(list: User['roles'], name: string, { attributes }: Capabilities): readonly Entitlement[] | null {
  if (list === null || list === undefined) return attributes?.has(name) === true ? [] : null;
  return valuesOf(list);
}

function nameOf({ displayName, name }: User): string | null {
  const parts = [name?.givenName, name?.familyName].filter((part) => part !== null && part !== undefined && part !== '');
  return displayName || name?.formatted || parts.join(' ') || null;
}

function emailOf(emails: User['emails']): string | null {
  const list = emails ?? [];
  return (list.find((one) => one.primary === true) ?? list[0])?.value ?? null;
}

/** An account; null when its id cannot be one. `groups` are those of its group resources. */
export function toAccount(user: User, groups: readonly Entitlement[] | null, can: Capabilities): Account | null {
  const id = ForeignId.safeParse(user.id).data;
  if (id === undefined) return null;
  const seats = shownOf(user.entitlements, 'entitlements', can);
  return {
    id,
    login: user.userName || null,
    email: emailOf(user.emails),
    enabled: user.active,
    groups,
    roles: shownOf(user.roles, 'roles', can),
    // SCIM does not say which of them a group gives: the service refuses to take those off.
    licences: seats?.map((seat): HeldLicence => ({ id: seat, viaGroup: null, assignedOn: null })) ?? null,
    lastUse: null,
    createdOn: Day.safeParse(user.meta?.created?.slice(0, 10)).data ?? null,
    name: nameOf(user),
    ...(user.userType?.toLowerCase() === 'guest' ? { guest: true } : {}),
  };
}

/** What groups are called in the files: by their name; by their id where two have one name, or a name cannot be used. */
export function groupNames(groups: readonly Group[]): ReadonlyMap<string, Entitlement> {
  const counts = new Map<string, number>();
  for (const { displayName } of groups) if (displayName) counts.set(displayName, (counts.get(displayName) ?? 0) + 1);
  const ids = new Set(groups.map((group) => group.id));
  const names = new Map<string, Entitlement>();
  for (const { id, displayName } of groups) {
    const isName = displayName && counts.get(displayName) === 1 && !ids.has(displayName);
    const name = Entitlement.safeParse(isName ? displayName : id).data;
    if (name !== undefined) names.set(id, name);
  }
  return names;
}

/** True when the service shows who is in which group: some group has members, or there is none. */
export function areMembersShown(groups: readonly Group[]): boolean {
  return groups.length === 0 || groups.some(({ members }) => members !== null && members !== undefined);
}

/** Groups by member, as direct members: who is in a group through another group is not taken out of it. */
export function membershipsOf(
  groups: readonly Group[],
  names: ReadonlyMap<string, Entitlement>,
): ReadonlyMap<string, readonly Entitlement[]> {
  const byMember = new Map<string, Entitlement[]>();
  for (const { id, members } of groups) {
    const name = names.get(id);
    if (name === undefined) continue;
    const ids = new Set((members ?? []).filter(({ type }) => type?.toLowerCase() !== 'group').map(({ value }) => value));
    for (const member of ids) {
      if (member === null) continue;
      const held = byMember.get(member);
      if (held === undefined) byMember.set(member, [name]);
      else held.push(name);
    }
  }
  return byMember;
}
