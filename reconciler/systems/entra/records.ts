/** Rows of Microsoft Graph -> the model. A row that cannot be read becomes a problem that names nobody. Pure. */
import { Day, Entitlement, type ForeignId } from '../../../schemas/primitives.ts';
import { addDays } from '../../calendar.ts';
import type { Ability, Account, HeldLicence, Seats } from '../../model/observed.ts';
import type { Names } from './groups.ts';
import type { Replies, Sku, User, UserSignIns } from './wire.ts';

/** Properties of a user that a reading needs; without being named, most of them would not come. */
export const USER_SELECT = [
  'id',
  'userPrincipalName',
  'mail',
  'displayName',
  'accountEnabled',
  'userType',
  'externalUserState',
  'createdDateTime',
  'onPremisesSyncEnabled',
  'usageLocation',
  'signInSessionsValidFromDateTime',
  'assignedLicenses',
  'licenseAssignmentStates',
].join(',');

/** The day (UTC) of an instant with 0 to 7 digits after the second. Null for null, for what is no instant, and for the year 1, which means none. */
export function dayOfInstant(text: string | null | undefined): Day | null {
  const [, day] = /^([0-9]{4}-[0-9]{2}-[0-9]{2})T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,7})?Z$/u.exec(text ?? '') ?? [];
  return day === undefined || day.startsWith('0001-') ? null : (Day.safeParse(day).data ?? null);
}

/** The day of the last sign-in that worked; where none was recorded, of the last attempt, which cannot lie before it. Null is unknown. */
export function lastUseOf({ signInActivity: activity }: UserSignIns): Day | null {
  const worked = dayOfInstant(activity?.lastSuccessfulSignInDateTime);
  if (worked !== null) return worked;
  const tried = [activity?.lastSignInDateTime, activity?.lastNonInteractiveSignInDateTime].map(dayOfInstant);
  return tried.reduce<Day | null>((a, b) => (a === null || (b !== null && b > a) ? b : a), null);
}

/** Products by their id, as the files name them. */
export type Skus = ReadonlyMap<string, Entitlement>;

/** Names of products; null when one has no name that can be used. */
export function namesOfSkus(skus: readonly Sku[]): Skus | null {
  const names = new Map<string, Entitlement>();
  for (const { skuId, skuPartNumber } of skus) {
    const name = Entitlement.safeParse(skuPartNumber).data;
    if (name === undefined) return null;
    names.set(skuId, name);
  }
  return names;
}

/** Seats bought for users. A subscription that has ended counts nothing. */
export function seatsOf(skus: readonly Sku[], names: Skus): readonly Seats[] {
  return skus
    .filter((one) => one.appliesTo !== 'Company')
    .flatMap(({ skuId, prepaidUnits }) => {
      const licence = names.get(skuId);
      const bought = prepaidUnits?.enabled;
      return licence === undefined || bought === null || bought === undefined ? [] : [{ licence, bought }];
    });
}

/**
 * What a user holds, each product once; null when it was not told. A product that also comes from a group is shown as the group's:
 * taking off the direct assignment would free nothing.
 */
export function heldLicences({ assignedLicenses, licenseAssignmentStates }: User, at: { skus: Skus; names: Names }): HeldLicence[] | null {
  const assigned = assignedLicenses?.map((one) => one.skuId);
  if (assigned === undefined || licenseAssignmentStates === null || licenseAssignmentStates === undefined) return null;
  const held: HeldLicence[] = [];
  for (const skuId of new Set(assigned)) {
    const states = licenseAssignmentStates.filter((one) => one.skuId === skuId && one.state !== 'Error');
    const state = states.find((one) => one.assignedByGroup !== null && one.assignedByGroup !== undefined) ?? states[0];
    // Held, and nobody says how: whether it may be taken off is not known.
    if (state === undefined) return null;
    const group = state.assignedByGroup ?? null;
    const id = at.skus.get(skuId) ?? (skuId as Entitlement);
    const viaGroup = group === null ? null : at.names.ofGroup(group);
    const off = state.disabledPlans ?? assignedLicenses?.find((one) => one.skuId === skuId)?.disabledPlans ?? null;
    const parts = viaGroup !== null || off?.length === 0 ? {} : { switchedOff: off?.toSorted() ?? null };
    held.push({ id, viaGroup, assignedOn: dayOfInstant(state.lastUpdatedDateTime), ...parts });
  }
  return held.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The last day (UTC) of automatic replies, null for none; undefined where they have no end, or one that cannot be read. */
export function replyUntilOf({ status, scheduledEndDateTime: end }: Replies): Day | null | undefined {
  if (status.toLowerCase() === 'disabled') return null;
  if (status.toLowerCase() !== 'scheduled' || end?.timeZone !== 'UTC') return undefined;
  const day = dayOfInstant(`${end.dateTime}Z`);
  if (day === null) return undefined;
  return /T00:00:00(\.0+)?$/u.test(end.dateTime) ? addDays(day, -1) : day;
}

/** What of an account is not known from its own row. */
export interface Beside {
  readonly groups: readonly Entitlement[] | null;
  readonly roles: readonly Entitlement[] | null;
  readonly licences: readonly HeldLicence[] | null;
  readonly lastUse: Account['lastUse'];
  readonly sessions: number | null;
  /** Left out where it is not asked for or not told. */
  readonly replyUntil?: Day | null;
}

/** True for somebody of another organisation, guests and invited members alike: Entra says that it ends their sessions, and does not. */
export function isExternal({ userType, externalUserState, userPrincipalName }: User): boolean {
  return userType === 'Guest' || (externalUserState ?? null) !== null || /#EXT#/iu.test(userPrincipalName ?? '');
}

/**
 * An account that a directory elsewhere owns cannot be switched on or off here; sessions and mailbox of a guest are their own
 * organisation's, and who has no licence has no mailbox.
 */
export function cannotOf(user: User): readonly Ability[] {
  const { onPremisesSyncEnabled, userType, assignedLicenses } = user;
  const synced: readonly Ability[] = onPremisesSyncEnabled === true ? ['disable', 'enable'] : [];
  if (userType === 'Guest') return [...synced, 'sessions', 'mailbox'];
  const external: readonly Ability[] = isExternal(user) ? ['sessions'] : [];
  return [...synced, ...external, ...(assignedLicenses?.length === 0 ? (['mailbox'] as const) : [])];
}

/** An account. */
export function toAccount(user: User, beside: Beside): Account {
  const cannot = cannotOf(user);
  return {
    id: user.id as ForeignId,
    login: user.userPrincipalName || null,
    email: user.mail || null,
    name: user.displayName || null,
    enabled: user.accountEnabled ?? null,
    createdOn: dayOfInstant(user.createdDateTime),
    ...(user.userType === 'Guest' ? { guest: true } : {}),
    ...(cannot.length === 0 ? {} : { cannot }),
    ...beside,
  };
}
