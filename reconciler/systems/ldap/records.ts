/** Entries of people -> accounts of the model. Pure. */
import { type Day, ForeignId, type Instant, Login, type Zone } from '../../../schemas/primitives.ts';
import { addMinutes, dayOf, millisecondsOf } from '../../calendar.ts';
import type { Account } from '../../model/observed.ts';
import type { LdapSystem } from './client.ts';
import { keyOf, parentOf } from './names.ts';
import { accountControlOf, guidOf, instantOfFiletime, instantOfGeneralizedTime, isEnabled, isUuid, lastDayBefore } from './values.ts';
import { bytesOf, type Entry, textOf } from './wire.ts';

/** What OpenLDAP's password policy takes for "locked until an administrator says otherwise". */
export const LOCKED = '000001010000Z';

const MINUTES_PER_DAY = 24 * 60;
/** How far behind `lastLogonTimestamp` may be where the domain does not say otherwise. */
const USUAL_BLUR = 14;

/** What is asked for of a person. */
export const PERSON: Readonly<Record<LdapSystem['flavour'], readonly string[]>> = {
  'active-directory': [
    'objectGUID',
    'sAMAccountName',
    'userPrincipalName',
    'mail',
    'displayName',
    'cn',
    'userAccountControl',
    'accountExpires',
    'lastLogonTimestamp',
    'primaryGroupID',
    'adminCount',
    'whenCreated',
    'description',
  ],
  openldap: [
    'entryUUID',
    'uid',
    'mail',
    'displayName',
    'cn',
    'pwdAccountLockedTime',
    'pwdEndTime',
    'pwdLastSuccess',
    'authTimestamp',
    'gidNumber',
    'createTimestamp',
    'description',
  ],
};

/** How the domain keeps things, as far as it matters for reading. */
export interface Customs {
  readonly flavour: LdapSystem['flavour'];
  readonly login: string;
  readonly zone: Zone;
  /** Days that `lastLogonTimestamp` may be behind; null when the domain does not keep it at all. */
  readonly blur: number | null;
  readonly at: Instant;
  /** The place of leavers as the file spells it: an account that lies there is shown with this spelling. */
  readonly leavers: string | null;
}

/** The customs of a domain, from the system's file and the entry at its root. */
export function customsOf(system: LdapSystem, root: Entry | null, at: Instant): Customs {
  const { flavour } = system;
  const days = Number((root === null ? null : textOf(root, 'msds-logontimesyncinterval')) ?? USUAL_BLUR);
  const usual = flavour === 'active-directory' ? 'sAMAccountName' : 'uid';
  const login = (system.people.login ?? usual).toLowerCase();
  return { flavour, login, zone: system.timeZone, blur: days > 0 ? days : null, at, leavers: system.leavers ?? null };
}

/** The id of an entry that no rename and no move changes; null when it does not show one. */
export function idOf(entry: Entry): ForeignId | null {
  const [guid] = bytesOf(entry, 'objectguid');
  const text = guid === undefined ? (textOf(entry, 'entryuuid')?.toLowerCase() ?? '') : (guidOf(guid) ?? '');
  return isUuid(text) ? ForeignId.parse(text) : null;
}

function enabledOf(entry: Entry, flavour: LdapSystem['flavour']): boolean | null {
  if (flavour === 'openldap') return textOf(entry, 'pwdaccountlockedtime') !== LOCKED;
  const control = accountControlOf(textOf(entry, 'useraccountcontrol'));
  return control === null ? null : isEnabled(control);
}

/** Where an account stands still for a fortnight before the directory writes it down, it may have been used until then: that day counts. */
function blurredUse(stamp: string | null, { blur, zone, at }: Customs): Day | null {
  const instant = stamp === null || blur === null ? null : instantOfFiletime(stamp);
  if (instant === null || blur === null) return null;
  const latest = addMinutes(instant, blur * MINUTES_PER_DAY);
  return dayOf(latest < at ? latest : at, zone);
}

/** Null, never "never": an account without a trace may have been used in ways that leave none. */
function lastUseOf(entry: Entry, customs: Customs): Day | null {
  if (customs.flavour === 'active-directory') return blurredUse(textOf(entry, 'lastlogontimestamp'), customs);
  const uses = ['pwdlastsuccess', 'authtimestamp'].flatMap((attribute) => instantOfGeneralizedTime(textOf(entry, attribute) ?? '') ?? []);
  const last = uses.sort((a, b) => millisecondsOf(a) - millisecondsOf(b)).at(-1);
  return last === undefined ? null : dayOf(last, customs.zone);
}

/** The instant at which the account ends by itself; null when it does not. */
function expiryOf(entry: Entry, flavour: LdapSystem['flavour']): Instant | null {
  return flavour === 'active-directory'
    ? instantOfFiletime(textOf(entry, 'accountexpires') ?? '')
    : instantOfGeneralizedTime(textOf(entry, 'pwdendtime') ?? '');
}

function placeOf(entry: Entry, leavers: string | null): string | null {
  const place = parentOf(entry.dn);
  return place !== null && leavers !== null && keyOf(place) === keyOf(leavers) ? leavers : place;
}

/** An account without its groups; null when the entry shows no id. */
export function accountOf(entry: Entry, customs: Customs): Account | null {
  const id = idOf(entry);
  if (id === null) return null;
  const { flavour, zone } = customs;
  const created = instantOfGeneralizedTime(textOf(entry, flavour === 'openldap' ? 'createtimestamp' : 'whencreated') ?? '');
  const expiry = expiryOf(entry, flavour);
  return {
    id,
    login: Login.safeParse(textOf(entry, customs.login)).data ?? null,
    email: textOf(entry, 'mail'),
    enabled: enabledOf(entry, flavour),
    groups: null,
    roles: null,
    licences: null,
    lastUse: lastUseOf(entry, customs),
    createdOn: created === null ? null : dayOf(created, zone),
    sessions: null,
    name: textOf(entry, 'displayname') ?? textOf(entry, 'cn'),
    place: placeOf(entry, customs.leavers),
    endDay: expiry === null ? null : lastDayBefore(expiry, zone),
  };
}
