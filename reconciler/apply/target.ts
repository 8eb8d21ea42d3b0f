/** Reading the target of a change, and telling whether it is as the change wants it. */
import type { Entitlement } from '../../schemas/primitives.ts';
import type { AccountChange, AssetChange, AssetState, Change } from '../model/change.ts';
import type { Account, Asset } from '../model/observed.ts';
import type { SystemReader, Write } from '../ports.ts';

/** An account or an inventory record as it was just read; null when the system says that it does not exist. */
export type Target = { readonly account: Account } | { readonly asset: Asset } | null;

/** The key under which a change's target is remembered: system and id. */
export function targetKey(change: Change): string {
  return 'asset' in change ? `${change.system}/asset/${change.asset}` : `${change.system}/${change.account}`;
}

/** Reads the target of a change. Throws Fault. */
export async function readTarget(change: Change, reader: SystemReader): Promise<Target> {
  if ('asset' in change) {
    const asset = await reader.readAsset(change.asset);
    return asset === null ? null : { asset };
  }
  const account = await reader.readAccount(change.account);
  return account === null ? null : { account };
}

function sameSet(a: readonly string[] | null, b: readonly string[] | null): boolean {
  if (a === null || b === null) return a === b;
  const set = new Set(a);
  return set.size === new Set(b).size && b.every((item) => set.has(item));
}

/** Licences given to the account itself, not through a group; null when the system does not show them. */
export function directLicences(account: Account): readonly Entitlement[] | null {
  return account.licences === null ? null : account.licences.filter((one) => one.viaGroup === null).map((one) => one.id);
}

/** True when two readings of one target show the same in everything that a plan concludes from. */
export function isSame(a: Target, b: Target): boolean {
  if (a === null || b === null) return a === b;
  if ('asset' in a || 'asset' in b)
    return 'asset' in a && 'asset' in b && a.asset.holder === b.asset.holder && a.asset.status === b.asset.status;
  const [x, y] = [a.account, b.account];
  return (
    x.id === y.id &&
    x.login === y.login &&
    x.enabled === y.enabled &&
    sameSet(x.groups, y.groups) &&
    sameSet(x.roles, y.roles) &&
    sameSet(directLicences(x), directLicences(y)) &&
    x.endDay === y.endDay &&
    x.place === y.place
  );
}

/** What a change takes off and puts back. */
function difference(before: readonly Entitlement[] | undefined, after: readonly Entitlement[] | undefined) {
  const [had, gets] = [before ?? [], after ?? []];
  return { remove: had.filter((one) => !gets.includes(one)), add: gets.filter((one) => !had.includes(one)) };
}

function holdsAsWanted(
  held: readonly Entitlement[] | null,
  wanted: { remove: readonly Entitlement[]; add: readonly Entitlement[] },
): boolean | null {
  // What is not asked for need not be shown: a directory has groups and no seats.
  if (wanted.remove.length === 0 && wanted.add.length === 0) return true;
  if (held === null) return null;
  return wanted.remove.every((one) => !held.includes(one)) && wanted.add.every((one) => held.includes(one));
}

/** Whether an account's sign-in or sessions are as a change of this kind leaves them; null when the system does not show it. */
export function isSwitched(kind: 'disable' | 'enable' | 'sessions', account: Account): boolean | null {
  const { enabled, sessions } = account;
  if (kind === 'sessions') return sessions === null || sessions === undefined ? null : sessions === 0;
  return enabled === null ? null : enabled === (kind === 'enable');
}

/** What a write needs to know that no plan says. */
export interface Particulars {
  /** The container that the account is to lie in; null when that is not known, or nothing is moved. */
  readonly place: string | null;
  /** What an automatic reply says; null where none is set. */
  readonly reply: string | null;
  /** True where the system's answer is all that can ever be known of ended sessions. */
  readonly areSessionsAnswered?: boolean;
}

const NOTHING: Particulars = { place: null, reply: null };

/** True for a change that moves the account to another container. */
export function isMove(change: Change): boolean {
  return !('asset' in change) && change.after.place !== undefined;
}

/** Whether the account lies where it should; null when the system does not show it, or nobody knows where that is. */
export function liesIn(account: Account, place: string | null): boolean | null {
  return account.place == null || place === null ? null : account.place === place;
}

/** Whether an account's automatic replies are those wanted; null when the system does not show them. */
export function answersUntil(account: Account, reply: AccountChange['after']['reply']): boolean | null {
  return account.replyUntil === undefined ? null : account.replyUntil === (reply?.until ?? null);
}

/** Whether an account's last day is the one wanted; null when the system does not show it. */
export function hasEndDay(account: Account, day: unknown): boolean | null {
  return account.endDay === undefined ? null : account.endDay === day;
}

/** Whether a device has the status wanted, as its inventory shows it; null when that shows none. */
export function hasStatus(asset: Asset, { status, shown = status }: AssetState): boolean | null {
  return asset.status === null ? null : asset.status === shown;
}

/** True where ending the sign-in hides or deletes the account, so that it is not shown any more. */
function isGoneAsMeant(change: Change): boolean {
  return change.kind === 'disable' && change.after.gone !== undefined;
}

/** True for a change of an account that is not shown because its sign-in was ended. */
export function isOfHidden(change: Change): boolean {
  return change.kind === 'enable' && change.before.gone === 'hidden';
}

/** True when the target is as the change wants it, false when not, null when the system does not show it. */
export function isReached(change: Change, target: Target, { place }: Particulars = NOTHING): boolean | null {
  if (target === null) return isGoneAsMeant(change);
  if ('asset' in change) {
    if (!('asset' in target)) return false;
    if (change.kind === 'status') return hasStatus(target.asset, change.after);
    const { holder } = target.asset;
    if (holder === null) return null;
    // Systems spell a sign-in name as it was first written; who it is does not depend on that.
    return change.kind === 'check-in' ? holder === '' : holder.toLowerCase() === change.after.holder?.toLowerCase();
  }
  if (!('account' in target)) return false;
  const { account } = target;
  switch (change.kind) {
    case 'disable':
    case 'enable':
    case 'sessions':
      return isSwitched(change.kind, account);
    case 'groups':
      return holdsAsWanted(account.groups, difference(change.before.groups, change.after.groups));
    case 'licences':
      return holdsAsWanted(directLicences(account), difference(change.before.licences, change.after.licences));
    case 'end-day':
      return hasEndDay(account, change.after.endDay);
    case 'place':
      return liesIn(account, place);
    case 'restore':
      return isRestored(change, account, place);
    case 'mailbox':
      return answersUntil(account, change.after.reply);
    case 'convert':
    case 'files':
      return null;
  }
}

function isRestored(change: AccountChange, account: Account, place: string | null): boolean | null {
  const parts = [
    change.after.enabled === undefined ? true : account.enabled === null ? null : account.enabled === change.after.enabled,
    holdsAsWanted(account.groups, difference(change.before.groups, change.after.groups)),
    holdsAsWanted(directLicences(account), difference(change.before.licences, change.after.licences)),
    change.after.endDay === undefined ? true : hasEndDay(account, change.after.endDay),
    change.after.place === undefined ? true : liesIn(account, place),
    change.after.reply === undefined ? true : answersUntil(account, change.after.reply),
  ];
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}

function writeOf(change: AssetChange, seen: Target): Write {
  const { asset, after } = change;
  const version = seen !== null && 'asset' in seen ? seen.asset.version : undefined;
  const only = version === undefined ? {} : { version };
  return change.kind === 'check-out'
    ? { kind: change.kind, asset, holder: after.holder ?? '', ...only }
    : { kind: change.kind, asset, status: after.status ?? '', ...only };
}

function movingWrites(change: AccountChange, place: string | null): readonly Write[] {
  return change.after.place === undefined || place === null ? [] : [{ kind: 'place', account: change.account, to: place }];
}

function replyWrites({ account, after }: AccountChange, words: string | null): readonly Write[] {
  if (after.reply === null) return [{ kind: 'mailbox', account, reply: null }];
  return after.reply === undefined || words === null
    ? []
    : [{ kind: 'mailbox', account, reply: { text: words, until: after.reply.until } }];
}

function restoringWrites({ account, before, after }: AccountChange): readonly Write[] {
  const writes: Write[] = after.enabled === true && before.enabled !== true ? [{ kind: 'enable', account }] : [];
  for (const kind of ['groups', 'licences'] as const) {
    const wanted = difference(before[kind], after[kind]);
    const parts = kind === 'licences' && after.switchedOff !== undefined ? { switchedOff: after.switchedOff } : {};
    if (wanted.add.length > 0) writes.push({ kind, account, add: wanted.add, remove: [], ...parts });
  }
  if (after.endDay !== undefined) writes.push({ kind: 'end-day', account, day: after.endDay });
  return writes;
}

/** The writes that carry a change out, in order. `seen` is the target as it was read right before. */
export function writesOf(change: Change, seen: Target, particulars: Particulars = NOTHING): readonly Write[] {
  if ('asset' in change) return [writeOf(change, seen)];
  const { account } = change;
  switch (change.kind) {
    case 'disable':
    case 'enable':
    case 'sessions':
      return [{ kind: change.kind, account }];
    case 'groups':
    case 'licences':
      return [{ kind: change.kind, account, ...difference(change.before[change.kind], change.after[change.kind]) }];
    case 'end-day':
      return [{ kind: 'end-day', account, day: change.after.endDay ?? null }];
    case 'restore':
      return [...restoringWrites(change), ...movingWrites(change, particulars.place), ...replyWrites(change, particulars.reply)];
    case 'place':
      return movingWrites(change, particulars.place);
    case 'mailbox':
      return replyWrites(change, particulars.reply);
    case 'convert':
    case 'files':
      return [];
  }
}
