/** Which groups are changed from here, what each is called, and who is in which. Pure. */
import { Entitlement } from '../../../schemas/primitives.ts';
import type { EntraSystem } from './client.ts';
import type { Group, Member, Role } from './wire.ts';

/** Properties of a group that decide whether its members can be changed here. */
export const GROUP_SELECT = [
  'id',
  'groupTypes',
  'mailEnabled',
  'securityEnabled',
  'membershipRule',
  'onPremisesSyncEnabled',
  'isAssignableToRole',
  'assignedLicenses',
].join(',');

/** What groups are called in the files, both ways. */
export interface Names {
  /** The name of the system file, else the object id. */
  readonly ofGroup: (id: string) => Entitlement;
  /** The object id for a name of the files; null when it can be none. */
  readonly idOf: (name: Entitlement) => string | null;
  readonly isNamed: (id: string) => boolean;
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

/** An object id as it is written in a path; null for what is none. Nothing else gets into a path. */
export function objectId(text: string): string | null {
  return GUID.test(text) ? text : null;
}

/** The names of a system file. */
export function namesOf({ groups = [] }: EntraSystem): Names {
  const names = new Map(groups.map((one) => [one.id, one.name]));
  const ids = new Map(groups.map((one) => [one.name, one.id]));
  return {
    ofGroup: (id) => names.get(id) ?? (id as Entitlement),
    idOf: (name) => ids.get(name) ?? objectId(name),
    isNamed: (id) => names.has(id),
  };
}

/** Why the members of a group are not changed from here, as the end of a sentence; null when they are. */
export function obstacleOf(group: Group, system: Pick<EntraSystem, 'licenceGroups'>): string | null {
  if (group.isAssignableToRole === true) return 'gives a role of administrators; a person with that right changes it';
  if (group.onPremisesSyncEnabled === true) return 'comes from another directory; take the account off it there';
  const rule = group.membershipRule ?? '';
  if (rule !== '' || group.groupTypes.includes('DynamicMembership')) return 'has its members by a rule; change what the rule looks at';
  const isUnified = group.groupTypes.includes('Unified');
  if (!isUnified && group.mailEnabled !== false) return 'is a mail list of Exchange; take the account off it there';
  if (!isUnified && group.securityEnabled !== true) return 'is of a kind that is not known here';
  if (group.assignedLicenses === null || group.assignedLicenses === undefined) return 'does not say whether it gives licences';
  if (group.assignedLicenses.length > 0 && system.licenceGroups !== 'take') {
    return 'gives licences and stays; `licenceGroups: take` in the system file lets it be changed';
  }
  return null;
}

/** What an account is in. Groups that are not changed from here are roles: guardrails can protect by them, and nobody takes them. */
export interface Memberships {
  readonly groups: ReadonlySet<Entitlement>;
  readonly roles: ReadonlySet<Entitlement>;
}

/** True when nothing can be concluded from being in such a group, so that its members need not be asked for. */
function isSilent(group: Group, { system, names }: { system: EntraSystem; names: Names }): boolean {
  return obstacleOf(group, system) !== null && group.isAssignableToRole !== true && !names.isNamed(group.id);
}

/** The groups whose members a reading asks for. */
export function askedGroups(groups: readonly Group[], at: { system: EntraSystem; names: Names }): readonly Group[] {
  return groups.filter((group) => !isSilent(group, at));
}

/** What one account is in, from its own list of groups and of roles. */
export function membershipsOf(
  groups: readonly Group[],
  roles: readonly Role[],
  at: { readonly system: EntraSystem; readonly names: Names },
): Memberships {
  const asked = askedGroups(groups, at);
  const isFree = (group: Group) => obstacleOf(group, at.system) === null;
  return {
    groups: new Set(asked.filter(isFree).map((group) => at.names.ofGroup(group.id))),
    roles: new Set([
      ...asked.filter((group) => !isFree(group)).map((group) => at.names.ofGroup(group.id)),
      ...roles.map((role) => Entitlement.safeParse(role.displayName).data ?? (role.id as Entitlement)),
    ]),
  };
}

const USER = '#microsoft.graph.user';

/** Who is in what, over a whole tenant. */
export interface Everybody {
  readonly of: (user: string) => Memberships;
}

/** Puts the members of groups and roles together, by user. A role that is given to a group is its members'. */
export function everybody(
  members: ReadonlyMap<string, readonly Member[]>,
  about: { readonly groups: readonly Group[]; readonly roles: readonly Role[]; readonly system: EntraSystem; readonly names: Names },
): Everybody {
  const users = (id: string) => (members.get(id) ?? []).filter((one) => one['@odata.type'] === USER).map((one) => one.id);
  const groupsOf = new Map<string, Group[]>();
  const rolesOf = new Map<string, Role[]>();
  const add = <T>(map: Map<string, T[]>, user: string, one: T) => {
    const list = map.get(user);
    if (list === undefined) map.set(user, [one]);
    else list.push(one);
  };
  for (const group of about.groups) for (const user of users(group.id)) add(groupsOf, user, group);
  for (const role of about.roles) {
    const direct = members.get(role.id) ?? [];
    const holders = new Set([...users(role.id), ...direct.flatMap((one) => (one['@odata.type'] === USER ? [] : users(one.id)))]);
    for (const user of holders) add(rolesOf, user, role);
  }
  return { of: (user) => membershipsOf(groupsOf.get(user) ?? [], rolesOf.get(user) ?? [], about) };
}
