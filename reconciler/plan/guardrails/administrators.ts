/** The last usable administrators: accounts that stay although they are due, because their role would be left without anybody. Pure. */

import type { EmployeeId } from '../../../schemas/primitives.ts';
import type { Account } from '../../model/observed.ts';
import type { Policy } from '../../model/policy.ts';
import { leaveEndings } from '../cutoff.ts';
import { type Ground, isPastCutOff, type SystemView } from '../ground.ts';
import type { PersonView } from '../input.ts';
import { comparePeople } from '../order.ts';

interface Holder {
  readonly account: Account;
  /** Null for an account of nobody. */
  readonly view: PersonView | null;
}

interface Question {
  readonly ground: Ground;
  /** People one of whose rules failed. */
  readonly bugs: ReadonlySet<EmployeeId | null>;
}

/** Disabled ones, and those that were never used, could not help anybody. Services are no administrators. */
function usableHolders(ground: Ground, system: SystemView, role: string): Holder[] {
  const services = new Set<string | undefined>(
    ground.effective.service.filter((one) => one.system === system.id).flatMap((one) => [one.id, one.login]),
  );
  const found: Holder[] = [];
  for (const account of system.snapshot?.reading.accounts ?? []) {
    if (account.enabled !== true || account.lastUse === 'never' || account.roles?.some((one) => one === role) !== true) continue;
    if (services.has(account.id) || (account.login !== null && services.has(account.login))) continue;
    const link = ground.declaredBy.get(`${system.id}/${account.id}`);
    found.push({ account, view: link === undefined ? null : (ground.context.people.get(link.person) ?? null) });
  }
  return found;
}

/** True when the account's sign-in is to end: past the cut-off, away with `suspend`, or on a clean-up list. */
function isDue({ ground, bugs }: Question, system: SystemView, { account, view }: Holder): boolean {
  for (const list of ground.input.desired.cleanups.values()) {
    if (list.system === system.id && list.what === 'disable' && list.accounts.includes(account.id)) return true;
  }
  if (view === null) return false;
  // Nobody knows of somebody a rule fails about whether they will be here tomorrow; asking again would only fail again.
  if (bugs.has(view.id) || isPastCutOff(ground, view.id)) return true;
  return leaveEndings(ground.input, view).some((one) => one.leave.access === 'suspend' && one.isDue && !one.isOver);
}

/** Of those due, in their order, the last ones stay: as many as the role still lacks. */
function staying(question: Question, rule: Policy['administrators'][number]): readonly Account[] {
  const { ground } = question;
  const system = ground.systems.get(rule.system);
  if (system === undefined) return [];
  const holders = usableHolders(ground, system, rule.role);
  const due = holders.filter((one) => isDue(question, system, one));
  const lacking = (rule.least ?? 1) - (holders.length - due.length);
  if (lacking <= 0) return [];
  due.sort((a, b) => comparePeople(ground, a.view, b.view) || (a.account.id < b.account.id ? -1 : 1));
  return due.slice(-lacking).map((one) => one.account);
}

/** Accounts whose sign-in must not end tonight, as `<system>/<account id>`. */
export function lastAdministrators(ground: Ground, bugs: ReadonlySet<EmployeeId | null>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const rule of ground.effective.administrators) {
    for (const account of staying({ ground, bugs }, rule)) found.add(`${rule.system}/${account.id}`);
  }
  return found;
}
