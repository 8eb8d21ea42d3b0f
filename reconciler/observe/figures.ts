/** A reading in numbers: what the journal keeps of it and what later readings are compared with. Pure. */
import type { ForeignId, SystemId } from '../../schemas/primitives.ts';
import type { System } from '../../schemas/system.ts';
import type { Desired } from '../model/desired.ts';
import type { ReadingRecord } from '../model/journal.ts';
import type { Account, Asset, Attribute, Reading, Snapshot, SourcePerson } from '../model/observed.ts';

/** The three kinds of record a reading may hold. */
export type Part = 'accounts' | 'assets' | 'people';

/** The parts, in order. */
export const PARTS: readonly Part[] = ['accounts', 'assets', 'people'];

const PREFIX: Readonly<Record<Part, string>> = { accounts: '', assets: 'asset:', people: 'person:' };

/** The key of a record among all records of its system: its id, or its id with the kind in front where a system holds several kinds. */
export function recordKey(system: System, part: Part, id: string): ForeignId {
  return (system.holds.length === 1 ? id : `${PREFIX[part]}${id}`) as ForeignId;
}

/** The part a record key belongs to. */
export function partOf(system: System, key: string): Part {
  const [only, ...others] = system.holds;
  if (only !== undefined && others.length === 0) return only;
  if (key.startsWith(PREFIX.assets)) return 'assets';
  return key.startsWith(PREFIX.people) ? 'people' : 'accounts';
}

/** A reading in numbers. `keys` are its distinct record keys; `known` counts values that are not null. */
export interface Figures {
  readonly count: number;
  readonly parts: Readonly<Record<Part, number>>;
  readonly keys: ReadonlySet<ForeignId>;
  readonly enabled: number;
  readonly known: Readonly<Record<Attribute, number>>;
}

const KNOWN_OF_ACCOUNT: Readonly<Partial<Record<Attribute, (one: Account) => unknown>>> = {
  status: (one) => one.enabled,
  groups: (one) => one.groups,
  roles: (one) => one.roles,
  licences: (one) => one.licences,
  lastUse: (one) => one.lastUse,
};
const KNOWN_OF_ASSET: Readonly<Partial<Record<Attribute, (one: Asset) => unknown>>> = {
  status: (one) => one.status,
  holder: (one) => one.holder,
};
const KNOWN_OF_PERSON: Readonly<Partial<Record<Attribute, (one: SourcePerson) => unknown>>> = {
  dates: (one) => one.firstDay ?? one.lastDay,
};

function countKnown<T>(records: readonly T[], value: ((one: T) => unknown) | undefined): number {
  if (value === undefined) return 0;
  let count = 0;
  for (const one of records) if (value(one) !== null) count += 1;
  return count;
}

/** Which parts an attribute is of. */
export function partsWith(attribute: Attribute): readonly Part[] {
  if (attribute === 'existence') return PARTS;
  if (attribute === 'status') return ['accounts', 'assets'];
  if (attribute === 'holder') return ['assets'];
  return attribute === 'dates' ? ['people'] : ['accounts'];
}

/** The numbers of a reading. Records that came twice count once in `count` and `keys`. */
export function figuresOf(reading: Reading, system: System): Figures {
  const keys = new Set<ForeignId>();
  const parts = { accounts: 0, assets: 0, people: 0 };
  for (const part of PARTS) {
    const before = keys.size;
    for (const one of reading[part]) keys.add(recordKey(system, part, one.id));
    parts[part] = keys.size - before;
  }
  const known = (attribute: Attribute): number =>
    countKnown(reading.accounts, KNOWN_OF_ACCOUNT[attribute]) +
    countKnown(reading.assets, KNOWN_OF_ASSET[attribute]) +
    countKnown(reading.people, KNOWN_OF_PERSON[attribute]);
  return {
    count: keys.size,
    parts,
    keys,
    enabled: reading.accounts.filter((one) => one.enabled === true).length,
    known: {
      existence: keys.size,
      status: known('status'),
      groups: known('groups'),
      roles: known('roles'),
      licences: known('licences'),
      lastUse: known('lastUse'),
      holder: known('holder'),
      dates: known('dates'),
    },
  };
}

/** Ids and sign-in names (lower case) that the account lines of one system name. */
export function declaredIn(
  desired: Desired,
  system: SystemId,
): { readonly ids: ReadonlySet<string>; readonly logins: ReadonlySet<string> } {
  const ids = new Set<string>();
  const logins = new Set<string>();
  for (const employee of desired.employees.values()) {
    for (const line of employee.accounts ?? []) {
      if (line.system !== system) continue;
      if (line.id !== undefined) ids.add(line.id);
      else if (line.login !== undefined) logins.add(line.login.toLowerCase());
    }
  }
  return { ids, logins };
}

/** Accounts that an account line declares and that the reading shows enabled: the base of the guardrails' percentages. */
export function countDeclaredEnabled(reading: Reading, desired: Desired): number {
  const declared = declaredIn(desired, reading.system);
  const isDeclared = (one: Account) => declared.ids.has(one.id) || (one.login !== null && declared.logins.has(one.login.toLowerCase()));
  return reading.accounts.filter((one) => one.enabled === true && isDeclared(one)).length;
}

/**
 * What the journal keeps of a snapshot. `earlier` are the keys of the newest good reading of this system (`GoodReading.ids`);
 * keys that came and went are written only when the reading is complete in existence, so that the set can be rebuilt.
 */
export function readingRecord(
  snapshot: Snapshot,
  about: { readonly system: System; readonly desired: Desired; readonly earlier: readonly ForeignId[] },
): ReadingRecord {
  const { reading } = snapshot;
  const figures = figuresOf(reading, about.system);
  const isWhole = snapshot.complete.has('existence');
  const before = new Set(about.earlier);
  return {
    system: reading.system,
    tenant: reading.tenant,
    count: figures.count,
    declaredEnabled: countDeclaredEnabled(reading, about.desired),
    enabled: figures.enabled,
    known: Object.fromEntries(reading.provides.map((attribute) => [attribute, figures.known[attribute]])),
    complete: [...snapshot.complete].toSorted(),
    digest: reading.digest,
    freshAt: reading.freshAt,
    readAt: reading.readAt,
    isNew: snapshot.isNew,
    came: isWhole ? [...figures.keys].filter((key) => !before.has(key)).toSorted() : [],
    went: isWhole ? about.earlier.filter((key) => !figures.keys.has(key)).toSorted() : [],
  };
}
