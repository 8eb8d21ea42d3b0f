/** The whole of a directory as far as people and groups go: two lists in pages, and the members that a page leaves out. */
import { FilterParser } from 'ldapts';
import type { Entitlement } from '../../../schemas/primitives.ts';
import type { Account } from '../../model/observed.ts';
import { type Directory, type LdapSystem, peopleFilter } from './client.ts';
import { GROUP, type Group, groupOf, type Member, type Membership, namesOf, openMembership } from './groups.ts';
import { outermost } from './names.ts';
import { accountOf, type Customs, PERSON } from './records.ts';
import { bytesOf, type Entry, rangeOf, textOf } from './wire.ts';

/** A role of an account that Active Directory guards as that of an administrator. */
export const GUARDED = 'adminCount' as Entitlement;

/** Which entries are groups. */
export const GROUP_FILTER = {
  'active-directory': FilterParser.parseString('(objectClass=group)'),
  openldap: FilterParser.parseString('(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=posixGroup))'),
} as const;

const MEMBERS = { 'active-directory': ['member'], openldap: ['member', 'uniqueMember', 'memberUid'] } as const;

/** An account, and what its groups are found by. */
export interface Person {
  readonly account: Account;
  readonly member: Member;
  /** The number of its primary group. */
  readonly primary: string | null;
  readonly isGuarded: boolean;
}

/** A person of an entry; null when it shows no id. */
export function personOf(entry: Entry, customs: Customs): Person | null {
  const account = accountOf(entry, customs);
  if (account === null) return null;
  const isAd = customs.flavour === 'active-directory';
  return {
    account,
    member: { dn: entry.dn, uid: isAd ? null : textOf(entry, 'uid') },
    primary: textOf(entry, isAd ? 'primarygroupid' : 'gidnumber'),
    isGuarded: isAd && textOf(entry, 'admincount') === '1',
  };
}

/** What came so far. */
export interface Came {
  pages: number;
  ended: boolean;
  readonly people: Person[];
  readonly membership: Membership;
  readonly problems: string[];
}

/** Nothing yet. */
export function nothingYet(): Came {
  return { pages: 0, ended: false, people: [], membership: openMembership(), problems: [] };
}

async function readPeople(directory: Directory, system: LdapSystem, about: { customs: Customs; came: Came }): Promise<void> {
  const { customs, came } = about;
  const what = { operation: 'read people', filter: peopleFilter(system), attributes: PERSON[system.flavour] };
  let nameless = 0;
  for (const base of outermost(system.people.bases)) {
    await directory.list({ ...what, base }, (entries) => {
      came.pages += 1;
      for (const entry of entries) {
        const person = personOf(entry, customs);
        if (person === null) nameless += 1;
        else came.people.push(person);
      }
    });
  }
  if (nameless > 0) came.problems.push(`${nameless} accounts show no immutable id; give the reading account the right to see it`);
}

async function readGroups(directory: Directory, system: LdapSystem, came: Came): Promise<void> {
  const { flavour } = system;
  const attributes = [...GROUP[flavour], ...MEMBERS[flavour]];
  const what = { operation: 'read groups', filter: GROUP_FILTER[flavour], attributes };
  const long: { readonly group: Group; readonly entry: Entry }[] = [];
  let nameless = 0;
  for (const base of outermost(system.groups?.bases ?? [])) {
    await directory.list({ ...what, base }, (entries) => {
      came.pages += 1;
      for (const entry of entries) {
        const group = groupOf(entry, flavour);
        if (group === null) nameless += 1;
        else if (rangeOf(entry, group.attribute.toLowerCase()) !== null) long.push({ group, entry });
        else came.membership.add(group, bytesOf(entry, group.attribute.toLowerCase()));
      }
    });
  }
  for (const { group, entry } of long) came.membership.add(group, await directory.all(entry, group.attribute, 'read a long group'));
  if (nameless > 0) came.problems.push(`${nameless} groups show no immutable id; give the reading account the right to see it`);
}

/** Reads everything into `came`, which holds what came even where a Fault is thrown. */
export async function readWhole(directory: Directory, system: LdapSystem, about: { customs: Customs; came: Came }): Promise<void> {
  await readPeople(directory, system, about);
  if (system.groups !== undefined) await readGroups(directory, system, about.came);
  about.came.ended = true;
}

/** Groups of one account: those that it is in itself, and these with all that follow from them and from its primary group. */
export interface Around {
  readonly direct: readonly Group[];
  readonly all: readonly Group[];
}

/**
 * An account with its groups: `groups` are those that it is in itself, which can be taken off; `roles` are these, those that it is in
 * through other groups, and its primary group, which cannot.
 */
export function withGroups(person: Person, { direct, all }: Around, nameOf: (group: Group) => Entitlement): Account {
  const roles = [...(person.isGuarded ? [GUARDED] : []), ...all.map(nameOf)];
  return { ...person.account, groups: [...new Set(direct.map(nameOf))].sort(), roles: [...new Set(roles)].sort() };
}

/** Every account that came. Without groups in the system's file their groups are unknown. */
export function accountsOf(system: LdapSystem, { people, membership }: Came): readonly Account[] {
  if (system.groups === undefined) return people.map(({ account }) => account);
  const nameOf = namesOf(membership.groups);
  return people.map((person) => {
    const direct = membership.direct(person.member);
    const primary = membership.numbered(person.primary);
    return withGroups(person, { direct, all: membership.above(primary === null ? direct : [...direct, primary]) }, nameOf);
  });
}
