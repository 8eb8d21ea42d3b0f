/** Lookups that several rules share, each built once per plan and only when asked for. Pure. */
import type { Device } from '../../schemas/device.ts';
import type { Exception, Hold } from '../../schemas/exception.ts';
import type { AssetTag, Day, EmployeeId, Id, Instant, SystemId } from '../../schemas/primitives.ts';
import { dayOf } from '../calendar.ts';
import { compareText } from '../canonical.ts';
import type { Memory, Published, VerifiedChange } from '../model/memory.ts';
import type { Asset } from '../model/observed.ts';
import type { Context, PersonView } from './input.ts';

/** What our runs last verified of one account's sign-in. */
export interface SignIns {
  readonly disable: VerifiedChange | null;
  readonly enable: VerifiedChange | null;
}

/** The lookups. Each is a function, so that what nobody asks for is not built. */
export interface Indices {
  /** Devices by tag in lower case. */
  readonly devicesByTag: () => ReadonlyMap<string, Device>;
  /** People by sign-in name or address in lower case; null when several have it. */
  readonly peopleByLogin: () => ReadonlyMap<string, EmployeeId | null>;
  /** What inventories show people with. */
  readonly shownWith: () => ReadonlyMap<EmployeeId, readonly { readonly system: SystemId; readonly asset: Asset }[]>;
  /** Exceptions in force today, by `<kind>:<subject id>`. */
  readonly exceptions: () => ReadonlyMap<string, readonly Exception[]>;
  /** Last day of the newest exception, over or not, that postpones device proposals: by `<kind>:<subject id>`. */
  readonly postponed: () => ReadonlyMap<string, Day>;
  /** Holds in force today, by `<kind>:<subject id>`. */
  readonly holds: () => ReadonlyMap<string, readonly Hold[]>;
  /** By `<system>/<account>`. */
  readonly signIns: () => ReadonlyMap<string, SignIns>;
  /** Verified changes by person. */
  readonly verified: () => ReadonlyMap<EmployeeId, readonly VerifiedChange[]>;
  /** When we last moved a device in an inventory, off somebody or on to somebody; null for never. */
  readonly lastMove: () => Instant | null;
  /** Published cut-offs by `<person>/<cause>`. */
  readonly published: () => ReadonlyMap<string, Published>;
  /** Tag of a loaner to the device in repair that it stands in for. */
  readonly lentFor: () => ReadonlyMap<AssetTag, Device>;
  /** People without a manager of their own who are at work, by unit. */
  readonly members: () => ReadonlyMap<Id, readonly PersonView[]>;
  /** Work at desks, by `<kind>:<system>/<account>`. */
  readonly handedOver: () => ReadonlySet<string>;
  /** People with work at a desk, or with a change whose outcome is not known. */
  readonly busy: () => ReadonlySet<EmployeeId>;
  /** People who have not started, by first day. */
  readonly joiners: () => readonly PersonView[];
}

const made = new WeakMap<Context, Indices>();

function once<T>(make: () => T): () => T {
  let value: { readonly built: T } | null = null;
  return () => {
    value ??= { built: make() };
    return value.built;
  };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** Keys under which a subject is found: `employee:e-1042`, `device:LT-0042`, `account:ad/0d9a`. */
function keysOf(subject: Exception['subject']): string[] {
  const keys: string[] = [];
  if (subject.employee !== undefined) keys.push(`employee:${subject.employee}`);
  if (subject.device !== undefined) keys.push(`device:${subject.device}`);
  if (subject.account !== undefined) keys.push(`account:${subject.account.system}/${subject.account.id}`);
  return keys;
}

function inForce<T extends Exception | Hold>(files: Iterable<T>, today: Day): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const file of files) {
    if (today < file.from || (file.until !== undefined && today > file.until)) continue;
    for (const key of keysOf(file.subject)) push(found, key, file);
  }
  return found;
}

function postponementsOf(exceptions: Iterable<Exception>): Map<string, Day> {
  const found = new Map<string, Day>();
  for (const { subject, change, until } of exceptions) {
    if (change !== 'release' && change !== 'sale') continue;
    for (const key of keysOf(subject)) if (until > (found.get(key) ?? '')) found.set(key, until);
  }
  return found;
}

function loginsOf(context: Context): Map<string, EmployeeId | null> {
  const found = new Map<string, EmployeeId | null>();
  const add = (name: string | null | undefined, person: EmployeeId): void => {
    if (name === null || name === undefined || name === '') return;
    const key = name.toLowerCase();
    const known = found.get(key);
    found.set(key, known === undefined || known === person ? person : null);
  };
  for (const view of context.people.values()) {
    const person = view.employee.person;
    if (person !== 'withheld') add(person.email, view.id);
    for (const line of view.employee.accounts ?? []) add(line.login, view.id);
    for (const link of view.links) if (link.situation !== 'disputed') add(link.account?.login, view.id);
  }
  return found;
}

function shownIn(context: Context): Map<EmployeeId, { system: SystemId; asset: Asset }[]> {
  const people = indicesOf(context).peopleByLogin();
  const found = new Map<EmployeeId, { system: SystemId; asset: Asset }[]>();
  for (const [system, { reading }] of context.input.observed) {
    for (const asset of reading.assets) {
      const person = asset.holder === null ? null : (people.get(asset.holder.toLowerCase()) ?? null);
      if (person !== null) push(found, person, { system, asset });
    }
  }
  return found;
}

function signInsOf(context: Context): Map<string, SignIns> {
  const found = new Map<string, SignIns>();
  for (const change of context.input.memory.verified.values()) {
    if (change.kind !== 'disable' && change.kind !== 'enable') continue;
    const key = `${change.system}/${change.account}`;
    const known = found.get(key) ?? { disable: null, enable: null };
    const newest = known[change.kind];
    if (newest === null || newest.at < change.at) found.set(key, { ...known, [change.kind]: change });
  }
  return found;
}

/** When we last moved a device in an inventory; null for never. */
export function lastMoveIn({ verified }: Pick<Memory, 'verified'>): Instant | null {
  const moves = [...verified.values()].filter(({ kind }) => kind === 'check-in' || kind === 'check-out');
  return moves.reduce<Instant | null>((last, { at }) => (last === null || at > last ? at : last), null);
}

function build(context: Context): Indices {
  const { desired, memory } = context.input;
  return {
    devicesByTag: once(() => new Map([...desired.devices.values()].map((device) => [device.id.toLowerCase(), device]))),
    peopleByLogin: once(() => loginsOf(context)),
    shownWith: once(() => shownIn(context)),
    exceptions: once(() => inForce(desired.exceptions.values(), context.today)),
    postponed: once(() => postponementsOf(desired.exceptions.values())),
    holds: once(() => inForce(desired.holds.values(), context.today)),
    signIns: once(() => signInsOf(context)),
    verified: once(() => {
      const found = new Map<EmployeeId, VerifiedChange[]>();
      for (const change of memory.verified.values()) if (change.person !== null) push(found, change.person, change);
      return found;
    }),
    lastMove: once(() => lastMoveIn(memory)),
    published: once(() => new Map([...memory.published.values()].map((line) => [`${line.person}/${line.cause}`, line]))),
    lentFor: once(() => {
      const found = new Map<AssetTag, Device>();
      for (const device of desired.devices.values()) {
        if (device.status === 'repair' && device.repair?.loaner !== undefined) found.set(device.repair.loaner, device);
      }
      return found;
    }),
    handedOver: once(() => new Set([...memory.handedOver.values()].map((one) => `${one.kind}:${one.system}/${one.account}`))),
    busy: once(() => {
      const people = [...memory.handedOver.values(), ...memory.openIntents].map((work) => work.person);
      return new Set(people.filter((person) => person !== null));
    }),
    joiners: once(() =>
      [...context.people.values()]
        .filter((view) => view.status === 'upcoming')
        .toSorted((a, b) => compareText(`${a.employee.firstDay} ${a.id}`, `${b.employee.firstDay} ${b.id}`)),
    ),
    members: once(() => {
      const found = new Map<Id, PersonView[]>();
      for (const view of context.people.values()) {
        const { unit, manager } = view.employee;
        const isHere = view.status === 'active' || view.status === 'leaving';
        if (unit !== undefined && manager === undefined && isHere) push(found, unit, view);
      }
      return found;
    }),
  };
}

/** The lookups of this plan. */
export function indicesOf(context: Context): Indices {
  const known = made.get(context);
  if (known !== undefined) return known;
  const fresh = build(context);
  made.set(context, fresh);
  return fresh;
}

/** Today by the person's own calendar. */
export function todayOf(context: Context, person: PersonView): Day {
  return dayOf(context.input.asOf, person.zone);
}

/** The hold in force on the device, or on the person who has it; null without one. */
export function holdOn(context: Context, device: Device, person: EmployeeId | null): Hold | null {
  const holds = indicesOf(context).holds();
  return holds.get(`device:${device.id}`)?.[0] ?? (person === null ? undefined : holds.get(`employee:${person}`)?.[0]) ?? null;
}

/** True when our run verified such a change of this account for the person's present cause. */
export function isVerified(context: Context, person: PersonView, about: Pick<VerifiedChange, 'kind' | 'system' | 'account'>): boolean {
  return (indicesOf(context).verified().get(person.id) ?? []).some(
    (one) => one.kind === about.kind && one.system === about.system && one.account === about.account && one.cause === person.cause,
  );
}
