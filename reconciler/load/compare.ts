/** What a change may not take away: people, their accounts, devices, and the pin of the journal. A function of two trees, never of the day. */
import type { AccountLine, Employee } from '../../schemas/employee.ts';
import type { AssetTag, EmployeeId } from '../../schemas/primitives.ts';
import type { Desired, Loaded } from '../model/desired.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { diagnose } from './diagnose.ts';
import { pathFor } from './paths.ts';
import { errorAt, inFile, type Problem, warningAt } from './problem.ts';

/** A person is closed when the plan of the present spell is. */
function isClosed(desired: Desired, employee: Employee): boolean {
  for (const [stem, plan] of desired.offboardings) {
    const isOurs = stem === employee.id || stem.startsWith(`${employee.id}.`);
    if (isOurs && plan.closed !== undefined && plan.spell === employee.lastDay) return true;
  }
  return false;
}

/** A line is still there when its account is: by id, or by login where an id is missing. */
function isKept(line: AccountLine, now: Employee): boolean {
  const login = line.login?.toLowerCase();
  return (now.accounts ?? []).some((other) => {
    if (other.system !== line.system) return false;
    if (line.id !== undefined && other.id !== undefined) return line.id === other.id;
    return login !== undefined && other.login?.toLowerCase() === login;
  });
}

function accountRemoved(person: EmployeeId, system: string, path: string): Problem {
  const message = `An account in ${system} was removed, but ${person} is open: an account that is not declared is never ended.`;
  const hint = 'Put the line back. Accounts end by themselves after the last day; the line may go when the plan is closed.';
  return inFile(path, errorAt('/accounts', 'account-removed', { message, hint }));
}

function employeeDeleted(person: EmployeeId, path: string): Problem {
  const message = `The file of ${person} was deleted. That ends nothing: a person is never deleted.`;
  const hint = `Restore it. To let somebody go, write \`lastDay\`: lastday offboard ${person} --last-day YYYY-MM-DD.`;
  return inFile(path, errorAt('', 'employee-deleted', { message, hint }));
}

function* accountProblems(was: Employee, now: Employee, path: string): Generator<Problem> {
  for (const line of was.accounts ?? []) if (!isKept(line, now)) yield accountRemoved(was.id, line.system, path);
}

function* employeeProblems(base: Desired, head: Desired): Generator<Problem> {
  let stems: ReadonlySet<string> | null = null;
  for (const [id, was] of base.employees) {
    const path = pathFor('employee', id, base.organisation.shardFolders === true);
    const now = head.employees.get(id);
    if (now !== undefined) {
      if (!isClosed(head, was)) yield* accountProblems(was, now, pathFor('employee', id, head.organisation.shardFolders === true));
      continue;
    }
    stems ??= new Set([...head.files.keys()].map((file) => file.slice(file.lastIndexOf('/') + 1)));
    if (!hasFile(head, stems, id)) yield employeeDeleted(id, path);
  }
}

function hasFile(head: Desired, stems: ReadonlySet<string>, id: EmployeeId): boolean {
  return (
    stems.has(`${id}.yaml`) && [...head.files.keys()].some((path) => path.startsWith('state/employees/') && path.endsWith(`/${id}.yaml`))
  );
}

function* deviceProblems(base: Desired, head: Desired): Generator<Problem> {
  for (const tag of base.devices.keys()) {
    if (head.devices.has(tag)) continue;
    const path = pathFor('device', tag, base.organisation.shardFolders === true);
    if (head.files.has(path)) continue;
    const text = {
      message: `The file of ${tag} was deleted.`,
      hint: 'Write its final state instead: sold, returned-to-lessor, destroyed or retired.',
    };
    yield inFile(path, warningAt('', 'device-deleted', text));
  }
}

function* pinProblems(base: Desired, head: Desired): Generator<Problem> {
  const pin = base.organisation.journal?.genesis;
  if (pin === undefined || head.organisation.journal?.genesis === pin) return;
  const text = { message: 'The pin of the journal was changed or removed.', hint: 'Put it back: it says where the audit trail begins.' };
  yield inFile('state/organisation.yaml', errorAt('/journal', 'genesis-changed', text));
}

/** What `head` takes away from `base` although it may not. Nothing when either of the two cannot be planned from. */
export function compareWithBase(base: Loaded, head: Loaded): readonly Diagnostic[] {
  if (base.desired === null || head.desired === null) return [];
  const problems = [
    ...employeeProblems(base.desired, head.desired),
    ...deviceProblems(base.desired, head.desired),
    ...pinProblems(base.desired, head.desired),
  ];
  return diagnose(problems, () => null);
}

/** The disposition that a plan names at a pointer, in one form. */
function wishAt(desired: Desired | null, { file, pointer = '' }: Diagnostic): string | undefined {
  const stem = file.slice(file.lastIndexOf('/') + 1, -'.yaml'.length);
  const tag = pointer.slice(pointer.lastIndexOf('/') + 1) as AssetTag;
  return JSON.stringify(desired?.offboardings.get(stem)?.devices?.[tag]);
}

/** Everything wrong with `head`, seen as a change of `base`: a plan that newly decides on a device which the person does not hold is an error, because it is a slip of the pen; an older one has only been overtaken. */
export function asChange(diagnostics: readonly Diagnostic[], base: Loaded, head: Loaded): readonly Diagnostic[] {
  const sharpened = diagnostics.map((one): Diagnostic => {
    const isNew = one.code === 'device-not-held' && wishAt(base.desired, one) !== wishAt(head.desired, one);
    return isNew ? { ...one, severity: 'error' } : one;
  });
  return [...sharpened, ...compareWithBase(base, head)];
}

/** What earlier nights knew, by the journal: people, and the ids of their accounts as `<employee>/<system>`, `<employee>/<system>#2` … */
export interface Known {
  readonly knownEmployees: ReadonlySet<EmployeeId>;
  readonly knownIds: ReadonlyMap<string, string>;
}

function* vanishedAccounts(desired: Desired, known: Known): Generator<Problem> {
  for (const key of known.knownIds.keys()) {
    const [person = '', place = ''] = key.split('/');
    const [system = '', nth = '1'] = place.split('#');
    const employee = desired.employees.get(person as EmployeeId);
    if (employee === undefined || isClosed(desired, employee)) continue;
    const lines = (employee.accounts ?? []).filter((line) => line.system === system);
    if (lines.length >= Number(nth)) continue;
    yield accountRemoved(employee.id, system, pathFor('employee', employee.id, desired.organisation.shardFolders === true));
  }
}

/** People and accounts that earlier nights knew and the files no longer have: what slipped past a check is still an error the night after, and every night. */
export function compareWithKnown(desired: Desired, known: Known): readonly Diagnostic[] {
  const deleted = [...known.knownEmployees].filter((id) => !desired.employees.has(id));
  const paths = deleted.map((id) => employeeDeleted(id, pathFor('employee', id, desired.organisation.shardFolders === true)));
  return diagnose([...paths, ...vanishedAccounts(desired, known)], () => null);
}
