/** What our two accounts may really do in a directory, and what time it is there. Changes nothing. */
import { Attribute, Change, type Filter, PresenceFilter } from 'ldapts';
import type { Examination, RightFound } from '../../model/examination.ts';
import { type Directory, type LdapSystem, peopleFilter } from './client.ts';
import { GROUP_FILTER } from './lists.ts';
import { codeOf } from './refusals.ts';
import { instantOfGeneralizedTime } from './values.ts';
import { type Entry, textOf, textsOf } from './wire.ts';

/** So many entries are looked at: rights are given to containers, and a few in each show them. */
const LOOKED_AT = 5;

function found(right: string, verdict: RightFound['verdict'], text: string): RightFound {
  return { right, verdict, text };
}

/** The first entries below some bases, by one page of each. */
async function some(directory: Directory, bases: readonly string[], about: { filter: Filter; attributes: readonly string[] }) {
  const entries: Entry[] = [];
  for (const base of bases) {
    const search = { base, scope: 'sub', ...about, paging: { size: LOOKED_AT, cookie: Buffer.alloc(0) } } as const;
    entries.push(...(await directory.session.search(search, 'look at rights', directory.until)).entries);
  }
  return entries;
}

function timeOf(directory: Directory): Examination['time'] {
  return instantOfGeneralizedTime(textOf(directory.about, 'currenttime') ?? '');
}

/** Attributes that the account may write on these entries, as Active Directory says it. */
function writable(entries: readonly Entry[]): ReadonlySet<string> {
  return new Set(entries.flatMap((entry) => textsOf(entry, 'allowedattributeseffective').map((name) => name.toLowerCase())));
}

/** What the account for reading may do. */
export async function examineReading(directory: Directory, system: LdapSystem): Promise<Examination> {
  const isAd = system.flavour === 'active-directory';
  const shown = isAd ? ['userAccountControl', 'allowedAttributesEffective'] : ['pwdAccountLockedTime', 'entryUUID'];
  const people = await some(directory, system.people.bases, { filter: peopleFilter(system), attributes: shown });
  const rights = [
    people.length > 0
      ? found('see people', 'has', 'accounts are seen below people.bases')
      : found('see people', 'lacks', 'no account is seen below people.bases'),
  ];
  if (isAd && people.length > 0) {
    const sees = people.some((entry) => textOf(entry, 'useraccountcontrol') !== null);
    rights.push(found('read userAccountControl', sees ? 'has' : 'lacks', 'it says whether an account is disabled'));
    const names = writable(people);
    if (names.size > 0)
      rights.push(found(`write ${names.size} attributes of people`, 'too-much', 'the account that reads needs to write nothing'));
  }
  if (system.groups !== undefined) {
    const groups = await some(directory, system.groups.bases, { filter: GROUP_FILTER[system.flavour], attributes: ['cn'] });
    rights.push(found('see groups', groups.length > 0 ? 'has' : 'lacks', 'groups below groups.bases'));
  }
  if (directory.tenant === null) rights.push(found('see the root of the domain', 'lacks', 'without it nobody can say which domain it is'));
  return { rights, time: timeOf(directory) };
}

/** Attributes that each kind of write needs, on people and on groups. */
function needed(system: LdapSystem): { readonly people: ReadonlyMap<string, string>; readonly groups: boolean; readonly place: boolean } {
  const kinds = new Set<string>(system.writes ?? ['disable', 'enable', 'groups', 'place', 'end-day']);
  const isAd = system.flavour === 'active-directory';
  const people = new Map<string, string>();
  if (kinds.has('disable') || kinds.has('enable')) {
    people.set(isAd ? 'userAccountControl' : 'pwdAccountLockedTime', 'sign-in off and on');
    if (system.stamp !== undefined) people.set(system.stamp, 'the mark of disabled accounts');
  }
  if (kinds.has('end-day')) people.set(isAd ? 'accountExpires' : 'pwdEndTime', 'the last day');
  return { people, groups: kinds.has('groups') && system.groups !== undefined, place: kinds.has('place') && system.leavers !== undefined };
}

async function examineAd(directory: Directory, system: LdapSystem): Promise<readonly RightFound[]> {
  const need = needed(system);
  const what = { filter: peopleFilter(system), attributes: ['allowedAttributesEffective'] };
  const own = writable(await some(directory, system.people.bases, what));
  const rights = [...need.people].map(([attribute, text]) =>
    found(`write ${attribute}`, own.has(attribute.toLowerCase()) ? 'has' : 'lacks', text),
  );
  if (need.groups) {
    const filter = GROUP_FILTER['active-directory'];
    const groups = writable(await some(directory, system.groups?.bases ?? [], { filter, attributes: ['allowedAttributesEffective'] }));
    rights.push(found('write member', groups.has('member') ? 'has' : 'lacks', 'members of groups'));
  }
  if (need.place) {
    const place = await directory.entry(system.leavers ?? '', 'look at rights', ['allowedChildClassesEffective']);
    const may = place !== null && textsOf(place, 'allowedchildclasseseffective').some((name) => name.toLowerCase() === 'user');
    rights.push(found('create users in the place of leavers', may ? 'has' : 'lacks', 'moving leavers'));
  }
  const wanted = new Set([...need.people.keys()].map((name) => name.toLowerCase()));
  // Moving an account changes its own name.
  if (need.place) for (const name of ['cn', 'name', 'distinguishedname']) wanted.add(name);
  const more = [...own].filter((name) => !wanted.has(name)).sort();
  if (more.length > 0) {
    const some3 = more.slice(0, 3).join(', ');
    rights.push(
      found(`write ${some3}${more.length > 3 ? ` and ${more.length - 3} more` : ''}`, 'too-much', 'nothing that the file sets up needs it'),
    );
  }
  return rights;
}

/**
 * True when the account may change the attribute of the entry: it asks for a value to be taken off that is not there, which can never
 * succeed; whether the answer is "no such value" or "no right" is what tells.
 */
async function mayWrite(directory: Directory, dn: string, attribute: string): Promise<boolean | null> {
  const absent = attribute.startsWith('pwd')
    ? '19700101000000Z'
    : attribute === 'description'
      ? 'no such text'
      : `cn=no-such-entry,${directory.context}`;
  const change = new Change({ operation: 'delete', modification: new Attribute({ type: attribute, values: [absent] }) });
  try {
    await directory.session.modify({ dn, changes: [change] }, 'look at rights', directory.until);
    return null;
  } catch (error) {
    const code = codeOf(error);
    if (code === 16) return true;
    if (code === 50) return false;
    if (code === 17) return null;
    throw error;
  }
}

async function examineOpenLdap(directory: Directory, system: LdapSystem): Promise<readonly RightFound[]> {
  const need = needed(system);
  const [person] = await some(directory, system.people.bases, { filter: peopleFilter(system), attributes: ['1.1'] });
  if (person === undefined) return [found('see people', 'lacks', 'no account is seen below people.bases')];
  const rights: RightFound[] = [];
  for (const [attribute, text] of need.people) {
    const may = await mayWrite(directory, person.dn, attribute);
    rights.push(found(`write ${attribute}`, may === true ? 'has' : 'lacks', may === null ? 'the overlay ppolicy is not loaded' : text));
  }
  if (need.people.has('pwdAccountLockedTime')) {
    const what = { filter: new PresenceFilter({ attribute: 'pwdLockout' }), attributes: ['pwdLockout'] };
    const policies = await some(directory, [directory.context], what);
    const isOn = policies.some((policy) => textOf(policy, 'pwdlockout')?.toUpperCase() === 'TRUE');
    rights.push(found('pwdLockout TRUE', isOn ? 'has' : 'lacks', 'without it in the password policy a lock has no effect'));
  }
  if (need.groups) {
    const groups = await some(directory, system.groups?.bases ?? [], {
      filter: new PresenceFilter({ attribute: 'member' }),
      attributes: ['1.1'],
    });
    const may = groups[0] === undefined ? null : await mayWrite(directory, groups[0].dn, 'member');
    if (may !== null) rights.push(found('write member', may ? 'has' : 'lacks', 'members of groups'));
  }
  for (const attribute of ['mail', 'userPassword']) {
    if ((await mayWrite(directory, person.dn, attribute)) === true)
      rights.push(found(`write ${attribute}`, 'too-much', 'nothing that the file sets up needs it'));
  }
  return rights;
}

/** What the account for writing may do: too little for what the file sets up, and too much. */
export async function examineWriting(directory: Directory, system: LdapSystem): Promise<Examination> {
  const rights = system.flavour === 'active-directory' ? await examineAd(directory, system) : await examineOpenLdap(directory, system);
  return { rights, time: timeOf(directory) };
}
