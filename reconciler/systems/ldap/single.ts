/** One account or group looked up as it is right now. Throws Fault. */
import { type Filter, OrFilter } from 'ldapts';
import type { Account } from '../../model/observed.ts';
import { Fault } from '../../ports.ts';
import { both, type Directory, equals, type LdapSystem, peopleFilter } from './client.ts';
import { GROUP, type Group, groupOf, type Member, namesOf } from './groups.ts';
import { type Around, GROUP_FILTER, type Person, personOf, withGroups } from './lists.ts';
import { outermost } from './names.ts';
import { type Customs, PERSON } from './records.ts';
import { bytesOfGuid, isUuid } from './values.ts';
import { bytesOf, type Entry } from './wire.ts';

/** So many names are asked for in one filter. */
const NAMES_PER_FILTER = 50;

function any(filters: readonly Filter[]): Filter {
  return new OrFilter({ filters: [...filters] });
}

/** The filter of an id that no rename and no move changes; null for a text that is no such id. */
export function byId(system: LdapSystem, id: string): Filter | null {
  if (!isUuid(id)) return null;
  const guid = bytesOfGuid(id);
  return system.flavour === 'active-directory' && guid !== null ? equals('objectGUID', guid) : equals('entryUUID', id);
}

/** The entry of an account; null when there is none among the people of the file. */
export async function findPerson(directory: Directory, system: LdapSystem, id: string): Promise<Entry | null> {
  const filter = byId(system, id);
  if (filter === null) return null;
  const what = { operation: 'read an account', filter: both(filter, peopleFilter(system)), attributes: PERSON[system.flavour] };
  for (const base of outermost(system.people.bases)) {
    const [entry] = await directory.few({ ...what, base });
    if (entry !== undefined) return entry;
  }
  return null;
}

/** Groups of the file's bases for which the filter holds, without their members. */
export async function findGroups(directory: Directory, system: LdapSystem, filter: Filter): Promise<readonly Group[]> {
  const { flavour } = system;
  const what = { operation: 'read groups of an account', filter: both(GROUP_FILTER[flavour], filter), attributes: GROUP[flavour] };
  const found: Group[] = [];
  for (const base of outermost(system.groups?.bases ?? [])) {
    for (const entry of await directory.few({ ...what, base })) found.push(...[groupOf(entry, flavour)].filter((one) => one !== null));
  }
  return found;
}

function memberFilters(system: LdapSystem, { dn, uid }: Member): readonly Filter[] {
  if (system.flavour === 'active-directory') return [equals('member', dn)];
  return [equals('member', dn), equals('uniqueMember', dn), ...(uid === null ? [] : [equals('memberUid', uid)])];
}

/** `(objectSid=…)` of a number within the domain, or `(gidNumber=…)`; null where there can be no such group. */
function numberFilter(directory: Directory, system: LdapSystem, number: string | null): Filter | null {
  if (number === null || !/^[0-9]{1,10}$/u.test(number)) return null;
  if (system.flavour === 'openldap') return both(equals('objectClass', 'posixGroup'), equals('gidNumber', number));
  const [domain] = directory.root === null ? [] : bytesOf(directory.root, 'objectsid');
  if (domain === undefined) return null;
  const sid = Buffer.concat([domain, Buffer.alloc(4)]);
  sid.writeUInt8((domain[1] ?? 0) + 1, 1);
  sid.writeUInt32LE(Number(number) >>> 0, domain.length);
  return equals('objectSid', sid);
}

/** Groups that a person is in, level by level: each level is one search, however many groups it has (up to fifty). */
async function groupsAround(directory: Directory, system: LdapSystem, person: Person): Promise<Around> {
  const known = new Map<string, Group>();
  const direct = await findGroups(directory, system, any(memberFilters(system, person.member)));
  const number = numberFilter(directory, system, person.primary);
  const primary = number === null ? [] : await findGroups(directory, system, number);
  let level: readonly Group[] = [...direct, ...primary];
  while (level.length > 0) {
    const fresh = level.filter((group) => !known.has(group.key));
    for (const group of fresh) known.set(group.key, group);
    const next: Group[] = [];
    for (let from = 0; from < fresh.length; from += NAMES_PER_FILTER) {
      const some = fresh.slice(from, from + NAMES_PER_FILTER);
      next.push(...(await findGroups(directory, system, any(some.flatMap(({ dn }) => memberFilters(system, { dn, uid: null }))))));
    }
    level = next;
  }
  return { direct, all: [...known.values()] };
}

/** How these groups are called, as a reading of the whole calls them: Active Directory has each name once, others are asked. */
async function namesAmongAll(directory: Directory, system: LdapSystem, groups: readonly Group[]): Promise<ReturnType<typeof namesOf>> {
  const shorts = groups.flatMap(({ short }) => (short === null ? [] : [short]));
  if (system.flavour === 'active-directory' || shorts.length === 0) return namesOf(groups);
  return namesOf(await findGroups(directory, system, any(shorts.map((short) => equals('cn', short)))));
}

/** The account of an entry, with its groups as they are right now. Null when the entry shows no id. */
export async function completeAccount(
  directory: Directory,
  system: LdapSystem,
  about: { readonly entry: Entry; readonly customs: Customs },
): Promise<Account | null> {
  const person = personOf(about.entry, about.customs);
  if (person === null || system.groups === undefined) return person?.account ?? null;
  const around = await groupsAround(directory, system, person);
  return withGroups(person, around, await namesAmongAll(directory, system, around.all));
}

/** The one group that is called so, by its short name or its id; null when there is none. Throws Fault when several have the name. */
export async function groupCalled(directory: Directory, system: LdapSystem, name: string): Promise<Group | null> {
  const short = system.flavour === 'active-directory' ? 'sAMAccountName' : 'cn';
  const id = byId(system, name);
  const [group, ...others] = await findGroups(directory, system, id ?? equals(short, name));
  if (others.length > 0)
    throw new Fault('several groups have that name; name it by its id', { where: system.id, operation: 'groups', refused: true });
  return group ?? null;
}
