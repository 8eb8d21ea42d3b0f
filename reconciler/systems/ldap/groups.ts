/** Groups of a directory: who is in them directly, and through other groups. Pure. */
import { Entitlement } from '../../../schemas/primitives.ts';
import type { LdapSystem } from './client.ts';
import { keyOf } from './names.ts';
import { idOf } from './records.ts';
import { sidOf } from './values.ts';
import { type Entry, textOf, textsOf } from './wire.ts';

/** The attribute that holds a group's members; `memberUid` holds sign-in names, the others names of entries. */
export type MemberAttribute = 'member' | 'uniqueMember' | 'memberUid';

/** A group. */
export interface Group {
  readonly dn: string;
  readonly key: string;
  readonly id: string;
  /** Its short name; null where an entitlement cannot be called so. */
  readonly short: Entitlement | null;
  readonly attribute: MemberAttribute;
  /** The number by which accounts name it as their primary group; null for none. */
  readonly number: string | null;
}

/** What is asked for of a group, but its members. */
export const GROUP: Readonly<Record<LdapSystem['flavour'], readonly string[]>> = {
  'active-directory': ['objectGUID', 'objectSid', 'sAMAccountName', 'objectClass'],
  openldap: ['entryUUID', 'cn', 'objectClass', 'gidNumber'],
};

const BY_CLASS: readonly (readonly [string, MemberAttribute])[] = [
  ['posixgroup', 'memberUid'],
  ['groupofuniquenames', 'uniqueMember'],
];

/** A group of an entry; null when it shows no id. A group of two classes keeps names of entries where it can. */
export function groupOf(entry: Entry, flavour: LdapSystem['flavour']): Group | null {
  const id = idOf(entry);
  if (id === null) return null;
  const classes = new Set(textsOf(entry, 'objectclass').map((one) => one.toLowerCase()));
  const attribute = BY_CLASS.find(([name]) => classes.has(name) && !classes.has('groupofnames'))?.[1] ?? 'member';
  const isAd = flavour === 'active-directory';
  const [sid] = isAd ? (entry.attributes.get('objectsid')?.values ?? []) : [];
  return {
    dn: entry.dn,
    key: keyOf(entry.dn),
    id,
    short: Entitlement.safeParse(textOf(entry, isAd ? 'samaccountname' : 'cn')).data ?? null,
    attribute: isAd ? 'member' : attribute,
    number: isAd ? ((sid === undefined ? null : sidOf(sid))?.split('-').at(-1) ?? null) : textOf(entry, 'gidnumber'),
  };
}

/** How groups are called: by their short name, and where several have it or it cannot be one, by their id. */
export function namesOf(groups: Iterable<Group>): (group: Group) => Entitlement {
  const count = new Map<string, number>();
  for (const { short } of groups) if (short !== null) count.set(short.toLowerCase(), (count.get(short.toLowerCase()) ?? 0) + 1);
  return ({ short, id }) => (short !== null && count.get(short.toLowerCase()) === 1 ? short : Entitlement.parse(id));
}

/** How an account or a group is named as a member. */
export interface Member {
  readonly dn: string;
  readonly uid: string | null;
}

/** Who is in which group. `add` is called once for each group, with all its members. */
export interface Membership {
  add(group: Group, members: readonly Buffer[]): void;
  readonly groups: readonly Group[];
  /** Groups that a member is in itself. */
  direct(member: Member): readonly Group[];
  /** Groups that it is in through these ones, which are among them; each once. */
  above(groups: readonly Group[]): readonly Group[];
  /** The group with this number. */
  numbered(number: string | null): Group | null;
}

/** An empty membership. */
export function openMembership(): Membership {
  const groups: Group[] = [];
  const byName = new Map<string, Group[]>();
  const byUid = new Map<string, Group[]>();
  const byNumber = new Map<string, Group>();
  const keys = new Map<string, string>();

  function put(map: Map<string, Group[]>, key: string, group: Group): void {
    const held = map.get(key);
    if (held === undefined) map.set(key, [group]);
    else if (held.at(-1) !== group) held.push(group);
  }

  // Most groups name the same people: each spelling is read once.
  function keyed(dn: string): string {
    const known = keys.get(dn);
    if (known !== undefined) return known;
    const key = keyOf(dn);
    keys.set(dn, key);
    return key;
  }

  const membership: Membership = {
    groups,
    add(group, members) {
      groups.push(group);
      if (group.number !== null && !byNumber.has(group.number)) byNumber.set(group.number, group);
      for (const member of members) {
        if (group.attribute === 'memberUid') put(byUid, member.toString(), group);
        else put(byName, keyed(member.toString()), group);
      }
    },
    direct({ dn, uid }) {
      const named = byName.get(keyed(dn)) ?? [];
      return uid === null ? named : [...named, ...(byUid.get(uid) ?? [])];
    },
    above(from) {
      const all = new Set(from);
      // A set that grows while it is walked: groups may be in a circle.
      for (const group of all) for (const one of byName.get(group.key) ?? []) all.add(one);
      return [...all];
    },
    numbered: (number) => (number === null ? null : (byNumber.get(number) ?? null)),
  };
  return membership;
}
