/** Rows of Slack -> the model. Pure. */
import type { Day, Entitlement, ForeignId } from '../../../schemas/primitives.ts';
import type { Account } from '../../model/observed.ts';
import type { SlackSystem } from './client.ts';
import { isGuest } from './guests.ts';
import type { Managed, Member } from './wire.ts';

type Plan = SlackSystem['plan'];

type Flags = Omit<Member, 'name' | 'deleted' | 'profile' | 'team_id' | 'is_stranger' | 'enterprise_user'>;

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

/** What else is known of a member. `endDay` undefined: nothing is. */
export interface Known {
  readonly licences: Account['licences'];
  readonly endDay: Day | null | undefined;
}

interface Shown {
  readonly login: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly enabled: boolean | null;
}

/** True for people of another workspace or organisation, whom a shared channel lets be seen. `tenant` is ours. */
export function isStranger({ team_id: team, is_stranger: stranger, enterprise_user: user }: Member, plan: Plan, tenant: string): boolean {
  const of = plan === 'enterprise' ? user?.enterprise_id : team;
  return stranger === true || (of !== null && of !== undefined && of !== tenant);
}

function account(row: Flags, { login, email, name, enabled }: Shown, { licences, endDay }: Known): Account {
  return {
    id: row.id as ForeignId,
    login,
    email,
    enabled,
    groups: null,
    roles: [roleOf(row)],
    licences,
    lastUse: null,
    createdOn: null,
    // Deactivation ends them; how many an active member has Slack does not show.
    sessions: enabled === false ? 0 : null,
    name,
    // Somebody has to hand the ownership on first.
    ...(row.is_primary_owner === true && enabled !== false ? { cannot: ['disable'] as const } : {}),
    ...(isGuest(row) ? { guest: true } : {}),
    ...(isGuest(row) && endDay !== undefined ? { endDay } : {}),
  };
}

/** A member of a workspace. Whether they are deactivated is said in the row or not known. */
export function fromMember(row: Member, known: Known): Account {
  const enabled = typeof row.deleted === 'boolean' ? !row.deleted : null;
  const { email, real_name: name } = row.profile ?? {};
  return account(row, { login: row.name || null, email: email || null, name: name || null, enabled }, known);
}

/** A member of an Enterprise organisation. `listedAs` is which of the two lists the row stood in. */
export function fromManaged(row: Managed, about: { readonly listedAs: boolean; readonly known: Known }): Account {
  const shown = {
    login: row.username || null,
    email: row.email || null,
    name: row.full_name || null,
    enabled: row.is_active ?? about.listedAs,
  };
  return account(row, shown, about.known);
}

/** True for what can be an id of a member. */
export function isId(id: ForeignId): boolean {
  return /^[UW][A-Z0-9]{1,40}$/u.test(id);
}
