/** Groups that one account is in as they are right now: directly, and through other groups. Throws Fault. */
import { type Filter, OrFilter } from 'ldapts';
import { both, type Directory, equals, type LdapSystem } from './client.ts';
import { GROUP, type Group, groupOf, type Member } from './groups.ts';
import { type Around, GROUP_FILTER, type Person } from './lists.ts';
import { keyOf, outermost } from './names.ts';
import { bytesOf, type Entry } from './wire.ts';

/** So many names are asked for in one filter. */
const NAMES_PER_FILTER = 50;

/**
 * Where an entry itself says which groups it is in. Active Directory keeps that with every membership; a domain of Samba looks through all
 * groups when they are asked for by their members. OpenLDAP keeps it only with an overlay, and only for what was added since.
 */
export const ABOVE: Readonly<Record<LdapSystem['flavour'], readonly string[]>> = { 'active-directory': ['memberOf'], openldap: [] };

const READING = 'read groups of an account';

/** Any of them. */
export function any(filters: readonly Filter[]): Filter {
  return new OrFilter({ filters: [...filters] });
}

/** A member, and the names of the groups that it says it is in: none where it is in none, or does not show them. */
interface Placed {
  readonly member: Member;
  readonly above: readonly string[];
}

interface PlacedGroup extends Placed {
  readonly group: Group;
}

async function aboveOf(directory: Directory, system: LdapSystem, entry: Entry): Promise<readonly string[]> {
  const [attribute] = ABOVE[system.flavour];
  return attribute === undefined ? [] : (await directory.all(entry, attribute, READING)).map(String);
}

async function find(directory: Directory, system: LdapSystem, filter: Filter): Promise<readonly PlacedGroup[]> {
  const { flavour } = system;
  const what = { operation: READING, filter: both(GROUP_FILTER[flavour], filter), attributes: [...GROUP[flavour], ...ABOVE[flavour]] };
  const found: PlacedGroup[] = [];
  for (const base of outermost(system.groups?.bases ?? [])) {
    for (const entry of await directory.few({ ...what, base })) {
      const group = groupOf(entry, flavour);
      if (group !== null) found.push({ group, member: { dn: group.dn, uid: null }, above: await aboveOf(directory, system, entry) });
    }
  }
  return found;
}

/** Groups of the file's bases for which the filter holds, without their members. */
export async function findGroups(directory: Directory, system: LdapSystem, filter: Filter): Promise<readonly Group[]> {
  return (await find(directory, system, filter)).map(({ group }) => group);
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

/**
 * Groups directly above these members: by the names that they say, and by their own name in `member` where they say none, which may also
 * mean that we may not see it. `isShown` tells that we may.
 */
async function findAbove(
  directory: Directory,
  system: LdapSystem,
  from: { readonly members: readonly Placed[]; readonly isShown: boolean },
): Promise<readonly PlacedGroup[]> {
  const { members, isShown } = from;
  const silent = isShown ? [] : members.filter(({ above }) => above.length === 0);
  const named = new Map(members.flatMap(({ above }) => above.map((dn) => [keyOf(dn), dn] as const)));
  const filters = [
    ...[...named.values()].map((dn) => equals('distinguishedName', dn)),
    ...silent.flatMap(({ member }) => memberFilters(system, member)),
  ];
  const found = new Map<string, PlacedGroup>();
  for (let at = 0; at < filters.length; at += NAMES_PER_FILTER) {
    for (const one of await find(directory, system, any(filters.slice(at, at + NAMES_PER_FILTER)))) found.set(one.group.key, one);
  }
  return [...found.values()];
}

/** Groups that a person is in, level by level: each level is one search, however many groups it has (up to fifty). */
export async function groupsAround(
  directory: Directory,
  system: LdapSystem,
  { person, entry }: { readonly person: Person; readonly entry: Entry },
): Promise<Around> {
  const own = { member: person.member, above: await aboveOf(directory, system, entry) };
  const direct = await findAbove(directory, system, { members: [own], isShown: false });
  const number = numberFilter(directory, system, person.primary);
  const primary = number === null ? [] : await find(directory, system, number);
  const known = new Map<string, PlacedGroup>();
  let level: readonly PlacedGroup[] = [...direct, ...primary];
  while (level.length > 0) {
    const fresh = level.filter(({ group }) => !known.has(group.key));
    for (const one of fresh) known.set(one.group.key, one);
    const isShown = [...known.values()].some(({ above }) => above.length > 0);
    level = await findAbove(directory, system, { members: fresh, isShown });
  }
  return { direct: direct.map(({ group }) => group), all: [...known.values()].map(({ group }) => group) };
}
