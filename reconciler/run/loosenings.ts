/** Changes by which somebody let the machine do less to themselves, since a completed run last saw the files. */
import type { AccountLine } from '../../schemas/employee.ts';
import type { Exception, Hold } from '../../schemas/exception.ts';
import type { CommitId, EmployeeId } from '../../schemas/primitives.ts';
import { canonicalJson } from '../canonical.ts';
import { loadCommit } from '../load/load.ts';
import type { Desired } from '../model/desired.ts';
import { cutOffsOf } from '../plan/cutoff.ts';
import { type Loosening, pathOf } from '../plan/input.ts';
import type { CommitInfo } from '../ports.ts';
import { authorsOf, byAddress } from './commit-authors.ts';
import type { Ground } from './ground.ts';

const FOLDERS = ['state/employees', 'state/offboardings', 'state/holds', 'state/exceptions', 'state/organisation.yaml', 'policies'];

type Postponing = Hold | Exception;

/** True of a file about the person, one of their accounts, or a device that they have. */
function isAbout({ subject }: Postponing, person: EmployeeId, { employees, devices }: Desired): boolean {
  const { employee, account, device } = subject;
  const has = device === undefined ? undefined : devices.get(device);
  const lines = employees.get(person)?.accounts ?? [];
  const isOwn = account !== undefined && lines.some((line) => line.system === account.system && line.id === account.id);
  return employee === person || isOwn || (has !== undefined && (has.holder === person || has.awaitedFrom === person));
}

/** True where the file is there on days on which it was not before. */
function isLonger(was: Postponing | undefined, is: Postponing): boolean {
  return was === undefined || is.from < was.from || (is.until ?? '9') > (was.until ?? '9');
}

/** Holds and exceptions about the person that are there now, and were not before or not for as long. */
function added(
  before: Desired,
  after: Desired,
  person: EmployeeId,
): { readonly what: string; readonly file: string; readonly pointer: string }[] {
  const found: { what: string; file: string; pointer: string }[] = [];
  for (const [id, hold] of after.holds)
    if (isAbout(hold, person, after) && isLonger(before.holds.get(id), hold))
      found.push({ what: 'hold', file: pathOf(after, 'state/holds', id), pointer: '/subject' });
  for (const [id, one] of after.exceptions) {
    if (isAbout(one, person, after) && isLonger(before.exceptions.get(id), one))
      found.push({ what: 'exception', file: pathOf(after, 'state/exceptions', id), pointer: '/subject' });
  }
  return found;
}

type Spared = { readonly system?: string; readonly id?: string; readonly login?: string; readonly role?: string };

/** True of an entry that names one of these accounts; of a role it cannot be told who has it. */
function names(entry: Spared, lines: readonly AccountLine[]): boolean {
  const login = entry.login?.toLowerCase();
  const isNamed = (line: AccountLine) => {
    if ((entry.system ?? line.system) !== line.system) return false;
    return (entry.id !== undefined && entry.id === line.id) || (login !== undefined && login === line.login?.toLowerCase());
  };
  return entry.role !== undefined || lines.some(isNamed);
}

/** The first list of accounts that are never touched which names one of the person's, and did not before; null where none does. */
function sparing(before: Desired, after: Desired, person: EmployeeId): 'protected' | 'shared' | 'service' | 'guest' | null {
  const lines = after.employees.get(person)?.accounts ?? [];
  const lists = ['protected', 'shared', 'service', 'guest'] as const;
  const isSparing = (list: (typeof lists)[number]) => {
    const named = after.policy[list].filter((entry) => names(entry, lines));
    if (named.length === 0) return false;
    const known = new Set(before.policy[list].map((entry) => canonicalJson(entry)));
    return named.some((entry) => !known.has(canonicalJson(entry)));
  };
  return lists.find(isSparing) ?? null;
}

async function looseningsOf(ground: Ground, commit: CommitInfo, person: EmployeeId): Promise<readonly Loosening[]> {
  if (commit.parent === null) return [];
  const [{ desired: before }, { desired: after }] = [
    await loadCommit(ground.objects, commit.parent, { cache: ground.cache }),
    await loadCommit(ground.objects, commit.id, { cache: ground.cache }),
  ];
  if (before === null || after === null) return [];
  const found = added(before, after, person);
  const [was, is] = [cutOffsOf(before).get(person), cutOffsOf(after).get(person)];
  if (was !== undefined && (is === undefined || is > was))
    found.push({ what: 'last-day', file: pathOf(after, 'state/employees', person), pointer: '/lastDay' });
  const list = sparing(before, after, person);
  if (list !== null && commit.paths.includes('policies/guardrails.yaml')) {
    found.push({ what: 'protected', file: 'policies/guardrails.yaml', pointer: `/${list}` });
  }
  return found.map((one) => ({ ...one, person, commit: commit.id }));
}

/** Looks through the first-parent history since the commit that earlier runs have seen. Authors are taken from their address: a sign, not a proof. */
export async function findLoosenings(
  ground: Ground,
  about: { head: CommitId; desired: Desired; since: CommitId | null },
): Promise<readonly Loosening[]> {
  if (about.since === null || about.since === about.head) return [];
  const people = byAddress(about.desired);
  const commits = await ground.objects.history({ from: about.head, since: about.since, under: FOLDERS });
  const found: Loosening[] = [];
  for (const commit of commits) {
    for (const person of await authorsOf(ground, commit, people)) found.push(...(await looseningsOf(ground, commit, person)));
  }
  return found;
}
