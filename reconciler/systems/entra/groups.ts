/** Which groups are changed from here, what each is called, and who is in which. Pure. */
import { Entitlement } from '../../../schemas/primitives.ts';
import type { Attribute, Reading } from '../../model/observed.ts';
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

/** What is not known of everybody, and why: each a sentence without names. */
export type Gaps = NonNullable<Reading['gaps']>;

/** Who is in what, over a whole tenant. */
export interface Everybody {
  /** Null where somebody could be in one whose members may not be read. */
  readonly of: (user: string) => { readonly groups: ReadonlySet<Entitlement> | null; readonly roles: ReadonlySet<Entitlement> | null };
  readonly gaps: Gaps;
  /** Groups that nobody is shown in, because their members may not be read: no file names them, and they give no rights of administrators. */
  readonly leftOut: ReadonlySet<string>;
}

interface Tenant {
  readonly groups: readonly Group[];
  readonly roles: readonly Role[];
  readonly system: EntraSystem;
  readonly names: Names;
  /** Ids of groups and roles whose members may not be read. */
  readonly refused: ReadonlySet<string>;
}

/**
 * What is not known because of members that may not be read. A role that somebody could have is unknown of everybody and never "none":
 * guardrails protect by it.
 */
function gapsOf({ groups, roles, system, names, refused }: Tenant): Pick<Everybody, 'gaps' | 'leftOut'> {
  const closed = groups.filter((group) => refused.has(group.id));
  const isFree = (group: Group) => obstacleOf(group, system) === null;
  const named = closed.filter((group) => isFree(group) && names.isNamed(group.id)).length;
  const withRoles = closed.filter((group) => !isFree(group)).length + roles.filter((role) => refused.has(role.id)).length;
  const gaps: Gaps = [
    { attribute: 'groups' as const, count: named, message: `members may not be read of groups that the system file names: ${named}` },
    {
      attribute: 'roles' as const,
      count: withRoles,
      message: `members may not be read of roles and of groups that can give one: ${withRoles}`,
    },
  ].flatMap(({ count, ...gap }) => (count === 0 ? [] : [gap]));
  return { gaps, leftOut: new Set(closed.filter((group) => isFree(group) && !names.isNamed(group.id)).map((group) => group.id)) };
}

/** Puts the members of groups and roles together, by user. A role that is given to a group is its members'. */
export function everybody(members: ReadonlyMap<string, readonly Member[]>, about: Tenant): Everybody {
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
  const { gaps, leftOut } = gapsOf(about);
  const isKnown = (attribute: Attribute) => gaps.every((gap) => gap.attribute !== attribute);
  const [areGroupsKnown, areRolesKnown] = [isKnown('groups'), isKnown('roles')];
  return {
    of(user) {
      const { groups, roles } = membershipsOf(groupsOf.get(user) ?? [], rolesOf.get(user) ?? [], about);
      return { groups: areGroupsKnown ? groups : null, roles: areRolesKnown ? roles : null };
    },
    gaps,
    leftOut,
  };
}
