/** The last usable administrators and approvers: accounts that stay although they are due, because their role would be left without anybody. Pure. */
import type { EmployeeId } from '../../../schemas/primitives.ts';
import type { Account } from '../../model/observed.ts';
import { leaveEndings } from '../cutoff.ts';
import { type Ground, isPastCutOff, type SystemView } from '../ground.ts';
import type { PersonView } from '../input.ts';
import { comparePeople } from '../order.ts';
import { type Needed, neededOf, usableHolders } from './needed.ts';

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

function holdersOf(ground: Ground, system: SystemView, needed: Needed): Holder[] {
  const accounts = system.snapshot?.reading.accounts ?? [];
  return usableHolders(needed, accounts, ground.effective.service).map((account) => {
    const link = ground.declaredBy.get(`${system.id}/${account.id}`);
    return { account, view: link === undefined ? null : (ground.context.people.get(link.person) ?? null) };
  });
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
function staying(question: Question, needed: Needed): readonly Account[] {
  const { ground } = question;
  const system = ground.systems.get(needed.system);
  if (system === undefined) return [];
  const holders = holdersOf(ground, system, needed);
  const due = holders.filter((one) => isDue(question, system, one));
  const lacking = needed.least - (holders.length - due.length);
  if (lacking <= 0) return [];
  due.sort((a, b) => comparePeople(ground, a.view, b.view) || (a.account.id < b.account.id ? -1 : 1));
  return due.slice(-lacking).map((one) => one.account);
}

/** Accounts whose sign-in must not end tonight, as `<system>/<account id>`, with what holds them. */
export function lastHolders(ground: Ground, bugs: ReadonlySet<EmployeeId | null>): ReadonlyMap<string, Needed['by']> {
  const found = new Map<string, Needed['by']>();
  for (const needed of neededOf(ground.effective)) {
    for (const account of staying({ ground, bugs }, needed)) {
      const key = `${needed.system}/${account.id}`;
      found.set(key, found.get(key) ?? needed.by);
    }
  }
  return found;
}
