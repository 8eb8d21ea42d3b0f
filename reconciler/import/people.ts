/** Rows of people -> employees. Ids follow the order of the file and are kept when a person is there already. Pure. */
import type { AccountLine, Employee } from '../../schemas/employee.ts';
import { Email, type EmployeeId, ForeignId, Login, ShortText } from '../../schemas/primitives.ts';
import type { EditValue } from '../model/proposal.ts';
import type { Row } from '../tables/csv.ts';
import { parseDay } from '../tables/dates.ts';
import { parseBoolean } from '../tables/words.ts';
import { type ImportTable, type Making, nextEmployeeId, pathFor, reading, type Somebody } from './ground.ts';
import type { PeopleColumns } from './mapping.ts';
import { type RowNotes, rowNotes } from './report.ts';

type Cell = (heading: string | undefined) => string;

/** One row on its way to an employee. */
interface Draft {
  readonly row: Row;
  readonly cell: Cell;
  readonly said: RowNotes;
  readonly login: string;
  readonly columns: PeopleColumns;
  readonly making: Making;
}

/** The name that a row gives, or null. */
export function nameFrom(parts: readonly string[]): string | null {
  const name = parts
    .map((part) => part.replaceAll(/\s+/gu, ' ').trim())
    .filter((part) => part !== '')
    .join(' ');
  return ShortText.safeParse(name).success ? name : null;
}

/** Name and address of a person; `withheld` without a name. `email` is what stands below the heading `column`. */
export function personFrom(
  name: string | null,
  address: { email: string; column: string | undefined },
  said: RowNotes,
): Employee['person'] {
  const { email, column } = address;
  if (name === null) {
    said.note('no-name');
    return 'withheld';
  }
  if (email === '') return { name };
  if (Email.safeParse(email).success) return { name, email };
  said.note('email-not-read', column);
  return { name };
}

function daysFrom(draft: Draft): Pick<Employee, 'firstDay' | 'lastDay'> {
  const { columns, making } = draft;
  const order = making.request.mapping.dates;
  const read = (heading: string | undefined) => {
    const text = draft.cell(heading);
    const day = text === '' ? null : parseDay(text, order);
    if (text !== '' && day === null) draft.said.note('day-not-read', heading);
    return day;
  };
  const firstDay = read(columns.firstDay);
  const lastDay = read(columns.lastDay);
  if (firstDay !== null && lastDay !== null && lastDay < firstDay) {
    draft.said.note('end-before-start', columns.firstDay);
    return { lastDay };
  }
  return { ...(firstDay === null ? {} : { firstDay }), ...(lastDay === null ? {} : { lastDay }) };
}

function accountOf(draft: Draft): AccountLine {
  return { system: draft.making.systems.accounts, id: ForeignId.parse(draft.login), login: Login.parse(draft.login) };
}

function newEmployee(draft: Draft): Employee {
  const { cell, said, columns, making } = draft;
  const name = nameFrom(columns.name === undefined ? [cell(columns.firstName), cell(columns.lastName)] : [cell(columns.name)]);
  return {
    id: nextEmployeeId(making),
    person: personFrom(name, { email: cell(columns.email), column: columns.email }, said),
    kind: 'employee',
    source: { system: making.systems.people, id: ForeignId.parse(draft.login) },
    ...daysFrom(draft),
    accounts: [accountOf(draft)],
  };
}

/** Registers a person under their sign-in name and address. */
export function remember(making: Making, somebody: Somebody, login: string): void {
  making.people.set(somebody.id, somebody);
  making.byLogin.set(login.toLowerCase(), somebody.id);
  const { person } = somebody.employee;
  if (person === 'withheld' || person.email === undefined) return;
  const email = person.email.toLowerCase();
  if (!making.byEmail.has(email)) making.byEmail.set(email, somebody.id);
}

/** Adds an account line to a person who is there already: in memory, and as an edit of their file. */
export function addAccountLine(making: Making, somebody: Somebody, line: AccountLine): void {
  const accounts = somebody.employee.accounts;
  somebody.employee = { ...somebody.employee, accounts: [...(accounts ?? []), line] };
  if (somebody.isNew) return;
  const file = pathFor(making.request.existing.organisation, 'state/employees', somebody.id);
  const value: EditValue = Object.fromEntries(Object.entries(line));
  const edit =
    accounts === undefined
      ? ({ op: 'setKey', path: [], key: 'accounts', value: [value] } as const)
      : ({ op: 'appendItem', path: ['accounts'], value } as const);
  making.edits.push({ file, edits: [edit] });
}

/** A person who is there already keeps their file; only an account line that is missing is added. */
function meetAgain(draft: Draft, id: EmployeeId): void {
  const { columns, making } = draft;
  const somebody = making.people.get(id);
  if (somebody === undefined) return;
  const { employee } = somebody;
  draft.said.note('already-there');
  const days = daysFrom(draft);
  if (days.lastDay !== employee.lastDay) draft.said.note('last-day-differs', columns.lastDay);
  const hasLine = employee.accounts?.some((line) => line.system === making.systems.accounts) === true;
  if (!hasLine) addAccountLine(making, somebody, accountOf(draft));
}

function takeRow(draft: Draft, seen: Set<string>): EmployeeId | null {
  const { login, said, cell, columns, making } = draft;
  if (login === '') said.note('no-login', columns.login);
  else if (!Login.safeParse(login).success) said.note('login-not-allowed', columns.login);
  else if (seen.has(login.toLowerCase())) said.note('duplicate-login', columns.login);
  else {
    seen.add(login.toLowerCase());
    const word = cell(columns.enabled);
    if (word !== '' && parseBoolean(word) === null) said.note('word-not-understood', columns.enabled);
    const known = making.byLogin.get(login.toLowerCase()) ?? making.byEmail.get(cell(columns.email).toLowerCase());
    const isOfEarlier = known !== undefined && making.people.get(known)?.isNew === false;
    if (isOfEarlier) {
      meetAgain(draft, known);
      making.byLogin.set(login.toLowerCase(), known);
      return known;
    }
    const employee = newEmployee(draft);
    remember(making, { id: employee.id, isNew: true, employee }, login);
    return employee.id;
  }
  return null;
}

interface Taken {
  readonly draft: Draft;
  readonly id: EmployeeId | null;
}

/** People by full name in lower case; null when several have it. */
function peopleByName(making: Making): ReadonlyMap<string, EmployeeId | null> {
  const names = new Map<string, EmployeeId | null>();
  for (const { id, employee } of making.people.values()) {
    if (employee.person === 'withheld') continue;
    const name = employee.person.name.toLowerCase();
    names.set(name, names.has(name) ? null : id);
  }
  return names;
}

function leadsBack(making: Making, from: EmployeeId, manager: EmployeeId): boolean {
  const seen = new Set<EmployeeId>();
  for (let at: EmployeeId | undefined = manager; at !== undefined && !seen.has(at); at = making.people.get(at)?.employee.manager) {
    if (at === from) return true;
    seen.add(at);
  }
  return false;
}

/** Managers are named by full name or sign-in name; they are set when everybody is known. */
function setManagers(taken: readonly Taken[], column: string | undefined, making: Making): void {
  const names = peopleByName(making);
  for (const { draft, id } of taken) {
    const wanted = draft.cell(column).replaceAll(/\s+/gu, ' ').toLowerCase();
    const somebody = id === null ? undefined : making.people.get(id);
    if (wanted === '' || id === null || somebody?.isNew !== true) continue;
    const manager = making.byLogin.get(wanted) ?? names.get(wanted);
    if (manager === null) draft.said.note('manager-ambiguous', column);
    else if (manager === undefined) draft.said.note('manager-unknown', column);
    else if (manager === id) draft.said.note('manager-is-self', column);
    else if (leadsBack(making, id, manager)) draft.said.note('manager-circle', column);
    else somebody.employee = { ...somebody.employee, manager };
  }
}

/** Takes a table of people. */
export function takePeople({ table }: ImportTable, columns: PeopleColumns, making: Making): void {
  const read = reading(table);
  const seen = new Set<string>();
  const taken: Taken[] = [];
  for (const row of table.rows) {
    const cell: Cell = (heading) => read(row, heading);
    const draft = { row, cell, said: rowNotes(), login: cell(columns.login), columns, making };
    taken.push({ draft, id: takeRow(draft, seen) });
  }
  setManagers(taken, columns.manager, making);
  for (const { draft, id } of taken) {
    making.rows.push({
      table: 'people',
      line: draft.row.line,
      outcome: id === null ? 'not-used' : 'used',
      record: id,
      notes: draft.said.notes,
    });
  }
}
