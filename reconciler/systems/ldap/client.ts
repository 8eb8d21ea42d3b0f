/** A directory, signed in to: which domain it is, lists page by page to their end, long values part by part to their end. */
import { AndFilter, EqualityFilter, type Filter, FilterParser, PresenceFilter } from 'ldapts';
import type { System } from '../../../schemas/system.ts';
import { type Clock, Fault } from '../../ports.ts';
import { isWithin, keyOf, parseName } from './names.ts';
import { codeOf } from './refusals.ts';
import { openSession, type Session } from './session.ts';
import { isUuid, sidOf } from './values.ts';
import { bytesOf, type Entry, rangeOf, textOf } from './wire.ts';

/** A system of kind `ldap`. */
export type LdapSystem = Extract<System, { kind: 'ldap' }>;

/** What the runner gives. */
export interface LdapRuntime {
  readonly credential: (name: string) => string | null;
  readonly clock: Clock;
}

/** A list that is read in pages. */
export interface Listing {
  readonly operation: string;
  readonly base: string;
  readonly filter: Filter;
  readonly attributes: readonly string[];
}

/** A signed-in connection. Every call throws Fault and is over by the instant that it was opened for. */
export interface Directory {
  readonly session: Session;
  /** The instant of `clock.elapsed()` by which everything is over. */
  readonly until: number;
  /** The name under which all of the domain lies. */
  readonly context: string;
  /** What the domain is for ever: its security identifier, or the UUID of its root. Null when the account may not see it. */
  readonly tenant: string | null;
  /** What the server says of itself. */
  readonly about: Entry;
  /** The entry at the root of the domain; null when the account may not see it. */
  readonly root: Entry | null;
  /** Every entry of a list. `each` is told of each page. Throws Fault when the chain of pages does not come to its end. */
  list(listing: Listing, each: (entries: readonly Entry[]) => void): Promise<void>;
  /** Entries of a search that finds few; all of them. */
  few(listing: Listing): Promise<readonly Entry[]>;
  /** One entry by its name; null when it is not there (or may not be seen). */
  entry(dn: string, operation: string, attributes: readonly string[]): Promise<Entry | null>;
  /** All values of an attribute, those included that the server sends only when they are asked for. */
  all(entry: Entry, attribute: string, operation: string): Promise<readonly Buffer[]>;
  close(): void;
}

/** Empty pages in a row after which a chain counts as endless: a server may send some while it looks. */
const MOST_EMPTY_PAGES = 200;

/** `(attribute=value)`, the value as bytes: nothing in it can have a meaning. */
export function equals(attribute: string, value: string | Buffer): Filter {
  return new EqualityFilter({ attribute, value });
}

/** Both. */
export function both(...filters: readonly Filter[]): Filter {
  return new AndFilter({ filters: [...filters] });
}

const ANY = new PresenceFilter({ attribute: 'objectClass' });

const PEOPLE: Readonly<Record<LdapSystem['flavour'], string>> = {
  'active-directory': '(&(objectCategory=person)(objectClass=user)(!(objectClass=computer)))',
  openldap: '(objectClass=inetOrgPerson)',
};

function refuse(system: LdapSystem, operation: string, text: string): Fault {
  return new Fault(text, { where: system.id, operation, refused: true });
}

/** The filter of people's accounts. Throws Fault for a text that is no filter. */
export function peopleFilter(system: LdapSystem): Filter {
  try {
    return FilterParser.parseString(system.people.filter ?? PEOPLE[system.flavour]);
  } catch {
    throw refuse(system, 'open', 'people.filter is not a search filter');
  }
}

/** What is wrong with the names in the file; null when nothing is. */
function wrongName(system: LdapSystem): string | null {
  const { people, groups, leavers } = system;
  const names: readonly (readonly [string, string | undefined])[] = [
    ...people.bases.map((base) => ['people.bases', base] as const),
    ...(groups?.bases ?? []).map((base) => ['groups.bases', base] as const),
    ['groups.lastMember', groups?.lastMember],
    ['leavers', leavers],
  ];
  const wrong = names.find(([, name]) => name !== undefined && parseName(name) === null);
  if (wrong !== undefined) return `${wrong[0]} has a text that is not a distinguished name`;
  if (leavers !== undefined && !people.bases.some((base) => isWithin(leavers, base)))
    return 'the place of leavers lies outside of people.bases: an account that is moved there would be out of sight';
  return null;
}

function credentialOf(system: LdapSystem, runtime: LdapRuntime, about: { name: string | undefined; use: string }): string {
  const { name, use } = about;
  if (name === undefined) throw refuse(system, 'open', `no credential is named for it; add ${use} to the system's file`);
  const secret = runtime.credential(name);
  if (secret === null || secret === '') throw refuse(system, 'open', `the runner has no credential "${name}"`);
  return secret;
}

/** The one naming context whose people are read: the domain of Active Directory, or the tree that the first base lies in. */
function contextOf(system: LdapSystem, about: Entry): string | null {
  const own = textOf(about, 'defaultnamingcontext');
  const all = own === null ? bytesOf(about, 'namingcontexts').map(String) : [own];
  return all.find((one) => one !== '' && isWithin(system.people.bases[0] ?? '', one)) ?? null;
}

function tenantOf(root: Entry | null): string | null {
  if (root === null) return null;
  const [sid] = bytesOf(root, 'objectsid');
  if (sid !== undefined) return sidOf(sid);
  const uuid = textOf(root, 'entryuuid')?.toLowerCase() ?? '';
  return isUuid(uuid) ? uuid : null;
}

const ABOUT = ['defaultNamingContext', 'namingContexts', 'currentTime', 'supportedControl'];
const ROOT = ['objectSid', 'entryUUID', 'msDS-LogonTimeSyncInterval'];

type Reads = Pick<Directory, 'list' | 'few' | 'entry' | 'all'>;

/** Every page of a list, by the cookie that came with the one before: an empty page is not the end, a repeated one is a fault. */
async function* pagesOf(session: Session, listing: Listing, about: { size: number; until: number; where: string }) {
  const { operation, ...what } = listing;
  const fail = (text: string) => new Fault(text, { where: about.where, operation });
  const seen = new Set<string>();
  let cookie = Buffer.alloc(0);
  let empty = 0;
  for (;;) {
    const search = { ...what, scope: 'sub', paging: { size: about.size, cookie } } as const;
    const found = await session.search(search, operation, about.until);
    if (found.cookie === null) throw fail('it does not send lists in pages, so that nobody can say whether this one is whole');
    yield found;
    if (found.cookie.length === 0) return;
    const before = seen.size;
    for (const { dn } of found.entries) seen.add(dn);
    const isRepeated = found.entries.length > 0 && seen.size === before;
    empty = found.entries.length === 0 ? empty + 1 : 0;
    if (isRepeated || empty > MOST_EMPTY_PAGES) throw fail('its pages go round in a circle');
    cookie = Buffer.from(found.cookie);
  }
}

function readsOf(system: LdapSystem, session: Session, until: number): Reads {
  const where = system.id;
  const size = system.pageSize ?? 500;

  async function entry(dn: string, operation: string, attributes: readonly string[]): Promise<Entry | null> {
    try {
      const found = await session.search({ base: dn, scope: 'base', filter: ANY, attributes }, operation, until);
      return found.entries[0] ?? null;
    } catch (error) {
      if (codeOf(error) === 32) return null;
      throw error;
    }
  }

  const reads: Reads = {
    entry,
    async list(listing, each) {
      for await (const { entries, isElsewhere } of pagesOf(session, listing, { size, until, where })) {
        // The root of an Active Directory domain always refers to its other partitions, in which no people are.
        if (isElsewhere && system.flavour === 'openldap')
          throw new Fault('part of the tree lies on another server, which is not asked', { where, operation: listing.operation });
        each(entries);
      }
    },
    async few(listing) {
      const all: Entry[] = [];
      await reads.list(listing, (entries) => all.push(...entries));
      return all;
    },
    async all(first, attribute, operation) {
      const name = attribute.toLowerCase();
      const values = [...bytesOf(first, name)];
      let range = rangeOf(first, name);
      while (range !== null && range.end !== null) {
        const next = range.end + 1;
        const more = await entry(first.dn, operation, [`${attribute};range=${next}-*`]);
        range = more === null ? null : rangeOf(more, name);
        if (more === null || range === null || range.start !== next || bytesOf(more, name).length === 0)
          throw new Fault('a list of values did not come to its end', { where, operation });
        values.push(...bytesOf(more, name));
      }
      return values;
    },
  };
  return reads;
}

/** Connects, signs in as one of the two accounts, and asks which domain it is: a constant number of requests. Throws Fault. */
export async function openDirectory(
  system: LdapSystem,
  runtime: LdapRuntime,
  about: { readonly use: 'read' | 'write'; readonly until: number },
): Promise<Directory> {
  const { use, until } = about;
  const wrong = wrongName(system);
  if (wrong !== null) throw refuse(system, 'open', wrong);
  const name = system.bind[use];
  if (name === undefined) throw refuse(system, 'open', `no account is named for it; add bind.${use} to the system's file`);
  const password = credentialOf(system, runtime, { name: system.credential?.[use], use: `credential.${use}` });
  const authority =
    system.certificate === undefined ? null : credentialOf(system, runtime, { name: system.certificate, use: 'certificate' });
  const session = await openSession({ where: system.id, address: system.address, authority, clock: runtime.clock }, until);
  try {
    await session.bind(name, password, until);
    const reads = readsOf(system, session, until);
    const self = await reads.entry('', 'ask the server about itself', ABOUT);
    const context = self === null ? null : contextOf(system, self);
    if (self === null || context === null) throw refuse(system, 'open', 'the server does not hold the tree that people.bases names');
    const outside = [...system.people.bases, ...(system.groups?.bases ?? [])].some((base) => !isWithin(base, context));
    if (outside) throw refuse(system, 'open', 'people.bases and groups.bases do not lie in one domain');
    const root = await reads.entry(context, 'ask which domain it is', ROOT);
    return { session, until, context: keyOf(context), tenant: tenantOf(root), about: self, root, ...reads, close: () => session.close() };
  } catch (error) {
    session.close();
    throw error;
  }
}
