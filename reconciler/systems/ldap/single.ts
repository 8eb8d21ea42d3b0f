/** One account or group looked up as it is right now. Throws Fault. */
import type { Filter } from 'ldapts';
import type { Account } from '../../model/observed.ts';
import { Fault } from '../../ports.ts';
import { ABOVE, any, findGroups, groupsAround } from './around.ts';
import { both, type Directory, equals, type LdapSystem, peopleFilter } from './client.ts';
import { type Group, namesOf } from './groups.ts';
import { personOf, withGroups } from './lists.ts';
import { outermost } from './names.ts';
import { type Customs, PERSON } from './records.ts';
import { bytesOfGuid, isUuid } from './values.ts';
import type { Entry } from './wire.ts';

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
  const { flavour } = system;
  const what = {
    operation: 'read an account',
    filter: both(filter, peopleFilter(system)),
    attributes: [...PERSON[flavour], ...ABOVE[flavour]],
  };
  for (const base of outermost(system.people.bases)) {
    const [entry] = await directory.few({ ...what, base });
    if (entry !== undefined) return entry;
  }
  return null;
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
  const around = await groupsAround(directory, system, { person, entry: about.entry });
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
