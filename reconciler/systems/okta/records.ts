/** Rows of Okta -> the model. Pure. */
import { Day, Entitlement, type ForeignId } from '../../../schemas/primitives.ts';
import type { Account, HeldLicence } from '../../model/observed.ts';
import type { OktaSystem } from './client.ts';
import type { AppUser, Group, User } from './wire.ts';

/**
 * What each status means for signing in. Locked out, an expired password, a reset under way: whoever has the mailbox or a second factor
 * gets in again, so that these are enabled. `STAGED` and new words of Okta's are told apart: the first cannot get in, the others are unknown.
 */
const ENABLED: Readonly<Record<string, boolean>> = {
  ACTIVE: true,
  PROVISIONED: true,
  RECOVERY: true,
  PASSWORD_EXPIRED: true,
  LOCKED_OUT: true,
  STAGED: false,
  SUSPENDED: false,
  DEPROVISIONED: false,
};

/** Whether somebody can sign in; null while Okta is changing it, and for words that are not known. */
export function isEnabled({ status, transitioningToStatus }: User): boolean | null {
  return (transitioningToStatus ?? null) === null ? (ENABLED[status] ?? null) : null;
}

/** True when another directory keeps the account: what is deactivated here, its next import switches on again. */
export function isSourced({ credentials }: User): boolean {
  return ['ACTIVE_DIRECTORY', 'LDAP'].includes(credentials?.provider?.type ?? '');
}

function dayIn(text: string | null | undefined): Day | null {
  return text === null || text === undefined ? null : (Day.safeParse(text.slice(0, 10)).data ?? null);
}

/** True for what can be an id: never a path, and `me` and sign-in names are found out by the id of the answer. */
export function isId(id: ForeignId): boolean {
  return /^[A-Za-z0-9]{1,64}$/u.test(id);
}

/** The name of a group as the files write it; null when it cannot be a grant. */
export function nameOf({ profile }: Group): Entitlement | null {
  return Entitlement.safeParse(profile.name).data ?? null;
}

/** True for groups that can be changed from here: Okta's own, and not filled by a rule, which would put the person in again. */
export function isOpen(group: Group, fed: ReadonlySet<string>): boolean {
  return group.type === 'OKTA_GROUP' && !fed.has(group.id);
}

/** What somebody is in: groups that can be changed, and those of Okta's own that a rule fills, which count as roles. */
export function membershipsOf(groups: readonly Group[], fed: ReadonlySet<string>) {
  const names = (of: readonly Group[]) => {
    const found = of.map(nameOf);
    return found.includes(null) ? null : found.filter((name) => name !== null).toSorted();
  };
  const own = groups.filter((group) => group.type === 'OKTA_GROUP');
  return { groups: names(own.filter((group) => isOpen(group, fed))), filled: names(own.filter((group) => !isOpen(group, fed))) };
}

/** Stands for the group when Okta does not say through which of several somebody has an app. */
export const SOME_GROUP = 'group' as Entitlement;

/** A seat of an app: direct, or through the first group by name that the app is assigned to and the person is in. */
export function heldOf(
  user: AppUser,
  about: { readonly licence: Entitlement; readonly through: readonly (Entitlement | null)[] },
): HeldLicence {
  const { licence, through } = about;
  const [group] = through.filter((name) => name !== null).toSorted();
  const viaGroup = user.scope === 'GROUP' ? (group ?? SOME_GROUP) : null;
  return { id: licence, viaGroup, assignedOn: dayIn(user.created) };
}

/** What is known of somebody besides the row itself. */
export type Known = Pick<Account, 'groups' | 'roles' | 'licences'>;

/**
 * Accounts that can sign in and be switched off by nothing that may be done here: Okta suspends active ones alone, and deactivating, where
 * the file allows it, helps with none that another directory keeps.
 */
export function isStuck(user: User, { deactivates }: Pick<OktaSystem, 'deactivates'>): boolean {
  return isEnabled(user) === true && user.status !== 'ACTIVE' && (deactivates !== true || isSourced(user));
}

/** An account. Okta gives null as the last sign-in of who never had one; a row without the field says nothing. */
export function toAccount(user: User, known: Known, system: Pick<OktaSystem, 'deactivates'>): Account {
  return {
    id: user.id as ForeignId,
    login: user.profile.login ?? null,
    email: user.profile.email ?? null,
    enabled: isEnabled(user),
    ...known,
    lastUse: user.lastLogin === null ? 'never' : dayIn(user.lastLogin),
    createdOn: dayIn(user.created),
    sessions: null,
    name: user.profile.displayName ?? null,
    ...(isStuck(user, system) ? { cannot: ['disable'] as const } : {}),
  };
}
