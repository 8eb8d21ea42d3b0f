/** Rows of Slack -> the model. Pure. */
import type { Entitlement, ForeignId } from '../../../schemas/primitives.ts';
import type { Account } from '../../model/observed.ts';
import type { Managed, Member } from './wire.ts';

type Flags = Omit<Member, 'name' | 'deleted' | 'profile'>;

/** What somebody is. */
export function roleOf(row: Flags): Entitlement {
  const role =
    row.is_primary_owner === true
      ? 'primary-owner'
      : row.is_owner === true
        ? 'owner'
        : row.is_admin === true
          ? 'admin'
          : row.is_ultra_restricted === true
            ? 'single-channel-guest'
            : row.is_restricted === true
              ? 'multi-channel-guest'
              : 'member';
  return role as Entitlement;
}

/** True for apps and for Slack itself, which are nobody's accounts. */
export function isRobot({ id, is_bot: isBot }: Flags): boolean {
  return isBot === true || id === 'USLACKBOT';
}

function account(row: Flags, about: { login: string | null; email: string | null; name: string | null; enabled: boolean | null }): Account {
  const { login, email, name, enabled } = about;
  return {
    id: row.id as ForeignId,
    login,
    email,
    enabled,
    groups: null,
    roles: [roleOf(row)],
    licences: null,
    lastUse: null,
    createdOn: null,
    // Deactivation ends them; how many an active member has Slack does not show.
    sessions: enabled === false ? 0 : null,
    name,
    ...(row.is_restricted === true || row.is_ultra_restricted === true ? { guest: true } : {}),
  };
}

/** A member of a workspace. Whether they are deactivated is said in the row or not known. */
export function fromMember(row: Member): Account {
  const enabled = typeof row.deleted === 'boolean' ? !row.deleted : null;
  return account(row, { login: row.name || null, email: row.profile?.email || null, name: row.profile?.real_name || null, enabled });
}

/** A member of an Enterprise organisation. `listedAs` is which of the two lists the row stood in. */
export function fromManaged(row: Managed, listedAs: boolean): Account {
  return account(row, {
    login: row.username || null,
    email: row.email || null,
    name: row.full_name || null,
    enabled: row.is_active ?? listedAs,
  });
}

/** True for what can be an id of a member. */
export function isId(id: ForeignId): boolean {
  return /^[UW][A-Z0-9]{1,40}$/u.test(id);
}
