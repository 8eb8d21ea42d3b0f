/** Accounts of a live system -> people and account lines of a state repository, and a report of every account. Pure. */
import type { AccountLine, Employee } from '../../schemas/employee.ts';
import { type Day, Email, type EmployeeId, Login, type Period, type SystemId } from '../../schemas/primitives.ts';
import { addPeriod } from '../calendar.ts';
import type { Correlation, Link, Stranger } from '../model/correlation.ts';
import type { Account } from '../model/observed.ts';
import type { EditValue, FileEdits } from '../model/proposal.ts';
import { nameFrom } from './people.ts';

/** What became of one account. `declared`: the files have it already. `policy`: service, shared or protected there. */
export type AccountFate = 'declared' | 'id-recorded' | 'linked' | 'person-made' | 'policy' | 'ambiguous' | 'disputed' | 'left-over';

/** One account; ids only. */
export interface AccountRow {
  readonly system: SystemId;
  readonly account: string;
  readonly fate: AccountFate;
  readonly employee: EmployeeId | null;
}

/** The people as they are so far; those made in this import are in `made`. */
export interface AccountsGround {
  readonly employees: ReadonlyMap<EmployeeId, Employee>;
  readonly made: ReadonlySet<EmployeeId>;
  readonly system: SystemId;
  /** Join of those people with the reading of that system. */
  readonly correlation: Correlation;
  readonly today: Day;
  /** Of which accounts of nobody people are made: none, those that can sign in, or all. */
  readonly makes: 'none' | 'enabled' | 'all';
  /** The path of a person's file. */
  readonly pathOf: (person: EmployeeId) => string;
}

/** What one system adds. */
export interface AccountsTaken {
  readonly employees: ReadonlyMap<EmployeeId, Employee>;
  readonly made: ReadonlySet<EmployeeId>;
  readonly edits: readonly FileEdits[];
  readonly rows: readonly AccountRow[];
}

/** Until when somebody is asked again whether a guest is still needed. */
const REVIEW = 'P90D' as Period;

/**
 * The line of an account as it is now, so that nothing differs from what was read. Seats that a declared group gives are not declared: the
 * group gives them. What gives others (an organisational unit, a term of the licence) can stand in no file, so that they stand there themselves.
 */
function lineOf(system: SystemId, { id, login, groups, licences }: Account): AccountLine {
  const seats = (licences ?? []).filter(({ viaGroup }) => viaGroup === null || groups?.includes(viaGroup) !== true).map((one) => one.id);
  return {
    system,
    id,
    ...(login !== null && Login.safeParse(login).success ? { login: login as NonNullable<AccountLine['login']> } : {}),
    ...(groups === null || groups.length === 0 ? {} : { grants: groups.toSorted() }),
    ...(seats.length === 0 ? {} : { licences: seats.toSorted() }),
  };
}

function personOf({ name, email, login }: Account): Employee['person'] {
  const shown = nameFrom([name ?? '']);
  if (shown === null) return 'withheld';
  const address = [email, login].find((one) => one !== null && Email.safeParse(one).success);
  return address === undefined || address === null ? { name: shown } : { name: shown, email: address };
}

/** A guest is external, and external people have an end or a day to look again. */
function kindOf({ guest }: Account, today: Day): Pick<Employee, 'kind' | 'reviewBy'> {
  return guest === true ? { kind: 'affiliate', reviewBy: addPeriod(today, REVIEW) } : { kind: 'employee' };
}

/** The import of one system while it goes on. */
class Taking {
  readonly employees: Map<EmployeeId, Employee>;
  readonly made: Set<EmployeeId>;
  readonly edits: FileEdits[] = [];
  readonly rows: AccountRow[] = [];
  private next: number;
  private readonly ground: AccountsGround;

  constructor(ground: AccountsGround) {
    this.ground = ground;
    this.employees = new Map(ground.employees);
    this.made = new Set(ground.made);
    this.next = Math.max(0, ...[...ground.employees.keys()].map((id) => Number(/^e-(\d{1,9})$/u.exec(id)?.[1] ?? 0)));
  }

  private row(account: string, fate: AccountFate, employee: EmployeeId | null): void {
    this.rows.push({ system: this.ground.system, account, fate, employee });
  }

  /** An account that a line of the files meets already. */
  meet({ person, account, situation, index, line }: Link): void {
    if (account === null) return;
    if (situation === 'disputed') return this.row(account.id, 'disputed', person);
    if (situation !== 'login-only') return this.row(account.id, 'declared', person);
    const employee = this.employees.get(person);
    if (employee === undefined) return;
    const accounts = (employee.accounts ?? []).with(index, { ...line, id: account.id });
    this.employees.set(person, { ...employee, accounts });
    if (!this.made.has(person)) {
      this.edits.push({
        file: this.ground.pathOf(person),
        edits: [{ op: 'setKey', path: ['accounts', index], key: 'id', value: account.id }],
      });
    }
    this.row(account.id, 'id-recorded', person);
  }

  /** An account that no line declares: somebody's by exact name or address, else a new person's. */
  take({ account, as, candidates }: Stranger): void {
    const [only] = candidates;
    if (as !== 'orphan') return this.row(account.id, 'policy', null);
    if (candidates.length > 1) return this.row(account.id, 'ambiguous', null);
    if (only !== undefined) return this.link(only, account);
    const { makes } = this.ground;
    // Who cannot sign in has most likely left long ago.
    if (makes === 'none' || (makes === 'enabled' && account.enabled === false)) return this.row(account.id, 'left-over', null);
    this.make(account);
  }

  private link(person: EmployeeId, account: Account): void {
    const employee = this.employees.get(person);
    if (employee === undefined) return;
    const line = lineOf(this.ground.system, account);
    this.employees.set(person, { ...employee, accounts: [...(employee.accounts ?? []), line] });
    if (!this.made.has(person)) {
      const value: EditValue = Object.fromEntries(Object.entries(line));
      const isFirst = employee.accounts === undefined;
      const edit = isFirst
        ? ({ op: 'setKey', path: [], key: 'accounts', value: [value] } as const)
        : ({ op: 'appendItem', path: ['accounts'], value } as const);
      this.edits.push({ file: this.ground.pathOf(person), edits: [edit] });
    }
    this.row(account.id, 'linked', person);
  }

  private make(account: Account): void {
    this.next += 1;
    const id = `e-${String(this.next).padStart(4, '0')}` as EmployeeId;
    const { system, today } = this.ground;
    this.employees.set(id, { id, person: personOf(account), ...kindOf(account, today), accounts: [lineOf(system, account)] });
    this.made.add(id);
    this.row(account.id, 'person-made', id);
  }
}

/**
 * Takes the accounts of one system. A person is found by recorded id, exact sign-in name or exact address, never by resemblance; an account
 * that two people could own is reported and left. New people get ids in the order of the accounts' ids.
 */
export function takeAccounts(ground: AccountsGround): AccountsTaken {
  const taking = new Taking(ground);
  for (const link of ground.correlation.links) if (link.system === ground.system) taking.meet(link);
  const strangers = ground.correlation.strangers.filter((one) => one.system === ground.system);
  for (const one of strangers.toSorted((a, b) => (a.id < b.id ? -1 : 1))) taking.take(one);
  const { employees, made, edits, rows } = taking;
  return { employees, made, edits, rows };
}
