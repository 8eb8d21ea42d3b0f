/** Joins the account lines of the files with the accounts of the readings. Pure, O(n). */
import type { AccountLine, Employee } from '../../schemas/employee.ts';
import type { EmployeeId, ForeignId, SystemId } from '../../schemas/primitives.ts';
import type { Correlation, Likely, Link, Situation, Stranger } from '../model/correlation.ts';
import type { Desired } from '../model/desired.ts';
import type { Memory } from '../model/memory.ts';
import type { Account, Observed, Snapshot } from '../model/observed.ts';
import { makeGuesser } from './likely.ts';

interface Line {
  readonly person: EmployeeId;
  readonly employee: Employee;
  readonly line: AccountLine;
  readonly index: number;
  /** Position among the person's lines of this system, from 1. */
  readonly nth: number;
  /** Position among all lines, in the order of people and lines. */
  readonly place: number;
}

/** A line met with the reading, before other people's claims are looked at. */
interface Met {
  readonly entry: Line;
  readonly situation: Situation;
  readonly account: Account | null;
}

/**
 * The key under which the recorded id of a person's n-th line in a system is remembered: `<employee>/<system>`, and
 * `<employee>/<system>#<n>` from the second on.
 */
export function knownIdKey(person: EmployeeId, system: SystemId, nth: number): string {
  return nth === 1 ? `${person}/${system}` : `${person}/${system}#${nth}`;
}

/** Lines by system. A line in a system that holds no accounts (an inventory that knows somebody by a sign-in name) is no account. */
function linesBySystem(desired: Desired): Map<SystemId, Line[]> {
  const systems = new Map<SystemId, Line[]>();
  let place = 0;
  for (const employee of desired.employees.values()) {
    const counts = new Map<SystemId, number>();
    for (const [index, line] of (employee.accounts ?? []).entries()) {
      if (desired.systems.get(line.system)?.holds.includes('accounts') === false) continue;
      const nth = (counts.get(line.system) ?? 0) + 1;
      counts.set(line.system, nth);
      const entry = { person: employee.id, employee, line, index, nth, place };
      place += 1;
      const lines = systems.get(line.system);
      if (lines === undefined) systems.set(line.system, [entry]);
      else lines.push(entry);
    }
  }
  return systems;
}

/** Accounts by sign-in name: hardly ever more than one, so that a list is made only for those. */
type Logins = ReadonlyMap<string, Account | readonly Account[]>;

function byLogin(snapshot: Snapshot): Logins {
  const logins = new Map<string, Account | Account[]>();
  for (const account of snapshot.byId.values()) {
    if (account.login === null || account.login === '') continue;
    const login = account.login.toLowerCase();
    const same = logins.get(login);
    if (same === undefined) logins.set(login, account);
    else if (Array.isArray(same)) same.push(account);
    else logins.set(login, [same, account]);
  }
  return logins;
}

function isList(found: Account | readonly Account[]): found is readonly Account[] {
  return Array.isArray(found);
}

/** True when other accounts than this one have its sign-in name, and it has not. */
function isNameElsewhere(logins: Logins, login: string | undefined, id: ForeignId): boolean {
  const found = login === undefined ? undefined : logins.get(login.toLowerCase());
  if (found === undefined) return false;
  return isList(found) ? !found.some((one) => one.id === id) : found.id !== id;
}

/** What memory says of a recorded id: the same as the last completed run saw, another one, or new for a person who is not. */
function recorded(entry: Line, id: ForeignId, memory: Memory): 'linked' | 'disputed' | 'fresh-id' {
  if (memory.kind === 'first') return 'linked';
  const known = memory.knownIds.get(knownIdKey(entry.person, entry.line.system, entry.nth));
  if (known === id) return 'linked';
  if (known !== undefined) return 'disputed';
  return memory.knownEmployees.has(entry.person) ? 'fresh-id' : 'linked';
}

interface Side {
  readonly snapshot: Snapshot;
  readonly logins: Logins;
  readonly isWhole: boolean;
  readonly memory: Memory;
}

function meetById(entry: Line, id: ForeignId, side: Side): Met {
  const account = side.snapshot.byId.get(id) ?? null;
  if (isNameElsewhere(side.logins, entry.line.login, id)) return { entry, situation: 'disputed', account };
  const situation = recorded(entry, id, side.memory);
  if (account !== null || situation === 'disputed') return { entry, situation, account };
  return { entry, situation: side.isWhole ? 'missing' : 'unknown', account };
}

function meetByLogin(entry: Line, side: Side): Met {
  const login = entry.line.login?.toLowerCase();
  if (login === undefined || !side.isWhole) return { entry, situation: 'unknown', account: null };
  const found = side.logins.get(login);
  if (found === undefined) return { entry, situation: 'missing', account: null };
  return isList(found) ? { entry, situation: 'unknown', account: null } : { entry, situation: 'login-only', account: found };
}

function meet(entry: Line, side: Side | null): Met {
  if (side === null) return { entry, situation: 'unknown', account: null };
  return entry.line.id === undefined ? meetByLogin(entry, side) : meetById(entry, entry.line.id, side);
}

/** Ids that more than one line claims, be it by recorded id or by a login that leads to the same account. */
function contested(met: readonly Met[]): ReadonlySet<ForeignId> {
  const seen = new Set<ForeignId>();
  const twice = new Set<ForeignId>();
  for (const { entry, account } of met) {
    const id = entry.line.id ?? account?.id;
    if (id === undefined) continue;
    if (seen.has(id)) twice.add(id);
    seen.add(id);
  }
  return twice;
}

function toLink({ entry, situation, account }: Met, disputed: ReadonlySet<ForeignId>): Link {
  const id = entry.line.id ?? account?.id;
  const isDisputed = id !== undefined && disputed.has(id);
  const { person, employee, line, index } = entry;
  return { person, employee, system: line.system, line, index, situation: isDisputed ? 'disputed' : situation, account };
}

/** People by every sign-in name and address that the files know of them (lower case). */
function peopleByName(desired: Desired): ReadonlyMap<string, ReadonlySet<EmployeeId>> {
  const people = new Map<string, Set<EmployeeId>>();
  const note = (name: string | undefined, id: EmployeeId) => {
    if (name === undefined) return;
    const key = name.toLowerCase();
    const same = people.get(key);
    if (same === undefined) people.set(key, new Set([id]));
    else same.add(id);
  };
  for (const employee of desired.employees.values()) {
    if (employee.person !== 'withheld') note(employee.person.email, employee.id);
    for (const line of employee.accounts ?? []) note(line.login, employee.id);
  }
  return people;
}

type Kinds = (account: Account) => Stranger['as'];

/** What policy says of accounts of one system; protection is the strongest word. */
function kindsOf(desired: Desired, system: SystemId): Kinds {
  const { protected: guarded, service, shared, guest } = desired.policy;
  const names = (list: readonly { system?: string; id?: string; login?: string }[]) => {
    const here = list.filter((one) => one.system === undefined || one.system === system);
    const ids = new Set(here.flatMap((one) => (one.id === undefined ? [] : [one.id])));
    const logins = new Set(here.flatMap((one) => (one.login === undefined ? [] : [one.login.toLowerCase()])));
    return (account: Account) => ids.has(account.id) || (account.login !== null && logins.has(account.login.toLowerCase()));
  };
  const isProtected = names(guarded);
  const isService = names(service);
  const isShared = names(shared);
  const isGuest = names(guest);
  const roles = new Set(guarded.flatMap((one) => (one.role !== undefined && (one.system ?? system) === system ? [one.role] : [])));
  return (account) => {
    if (isProtected(account) || account.roles?.some((role) => roles.has(role)) === true) return 'protected';
    if (isService(account)) return 'service';
    if (isShared(account)) return 'shared';
    return isGuest(account) ? 'guest' : 'orphan';
  };
}

interface Others {
  readonly desired: Desired;
  /** People by name; made when the first stranger is met. */
  readonly people: () => ReadonlyMap<string, ReadonlySet<EmployeeId>>;
  readonly guess: (account: Account) => readonly Likely[];
}

function strangersOf(side: Side, met: readonly Met[], others: Others): Stranger[] {
  const system = side.snapshot.reading.system;
  const ids = new Set<string>();
  const logins = new Set<string>();
  const holders = new Set<EmployeeId>();
  for (const { entry, account } of met) {
    holders.add(entry.person);
    if (account !== null) ids.add(account.id);
    if (entry.line.id !== undefined) ids.add(entry.line.id);
    if (entry.line.login !== undefined) logins.add(entry.line.login.toLowerCase());
  }
  const kind = kindsOf(others.desired, system);
  const strangers: Stranger[] = [];
  for (const account of side.snapshot.byId.values()) {
    if (ids.has(account.id) || (account.login !== null && logins.has(account.login.toLowerCase()))) continue;
    const names = [account.login, account.email].filter((name) => name !== null);
    const found = new Set(names.flatMap((name) => [...(others.people().get(name.toLowerCase()) ?? [])]));
    const candidates = [...found].filter((person) => !holders.has(person)).toSorted();
    const as = kind(account);
    const isGuessed = as === 'orphan' && candidates.length === 0;
    strangers.push({ system, id: account.id, account, as, candidates, ...(isGuessed ? { likely: others.guess(account) } : {}) });
  }
  return strangers;
}

/**
 * The join of files and readings: one link per account line of a system that has accounts, in the order of people and lines, and every account that no line
 * declares. An account is an orphan only as far as its reading goes; who concludes from that looks at `Snapshot.complete`.
 */
export function correlate(desired: Desired, observed: Observed, memory: Memory): Correlation {
  let people: ReturnType<typeof peopleByName> | null = null;
  const others: Others = {
    desired,
    guess: makeGuesser(desired),
    people: () => {
      people ??= peopleByName(desired);
      return people;
    },
  };
  const strangers: Stranger[] = [];
  const lines = linesBySystem(desired);
  // As long as all lines from the start: a list that grew from its end would be kept as a table.
  const links = Array.from<Link>({ length: [...lines.values()].reduce((sum, some) => sum + some.length, 0) });
  for (const system of new Set([...lines.keys(), ...observed.keys()])) {
    const snapshot = observed.get(system);
    const isWhole = snapshot?.complete.has('existence') === true;
    const side = snapshot === undefined ? null : { snapshot, logins: byLogin(snapshot), isWhole, memory };
    const met = (lines.get(system) ?? []).map((entry) => meet(entry, side));
    const disputed = contested(met);
    for (const one of met) links[one.entry.place] = toLink(one, disputed);
    if (side !== null) strangers.push(...strangersOf(side, met, others));
  }
  return { links, strangers };
}
