/** All changes that the rules want, one person at a time, so that a bug about one holds nobody else. Pure. */
import type { EmployeeId, ForeignId, SystemId } from '../../schemas/primitives.ts';
import { compareText } from '../canonical.ts';
import type { AccountChange, ChangeId } from '../model/change.ts';
import type { Held } from '../model/plan.ts';
import type { Draft } from './draft.ts';
import type { Ground } from './ground.ts';
import type { PersonView } from './input.ts';
import { endAssignments } from './rules/changes-assignment-ended.ts';
import { strikeUndeclared } from './rules/changes-authoritative.ts';
import { cleanUp } from './rules/changes-cleanup-list.ts';
import { endAccess } from './rules/changes-end-access.ts';
import { keepEndDays } from './rules/changes-end-day.ts';
import { lostBy } from './rules/changes-holdings.ts';
import { followDevice, indexAssets } from './rules/changes-inventory.ts';
import { climbLadder } from './rules/changes-ladder.ts';
import { beginLeave } from './rules/changes-leave.ts';
import { giveBack } from './rules/changes-return.ts';

/** What the rules want, and the people (null: nobody's accounts or devices) about whom one of them failed. */
export interface Gathered {
  readonly drafts: readonly Draft[];
  readonly bugs: ReadonlySet<EmployeeId | null>;
}

/** Is told of every bug that a bulkhead caught, for the trace at the end of the run. */
export type OnBug = (person: EmployeeId | null, error: unknown) => void;

type Rule = (ground: Ground, view: PersonView) => readonly Draft[];

const RULES: readonly Rule[] = [endAccess, climbLadder, endAssignments, beginLeave, giveBack, keepEndDays];

/** The draft without what an earlier one takes already; null when nothing is left of it. */
function trimmed(draft: Draft, taken: Set<string>): Draft | null {
  const { change } = draft;
  if ('asset' in change || draft.isAhead || (change.kind !== 'groups' && change.kind !== 'licences')) return draft;
  const { kind } = change;
  const key = (one: string) => `${kind}/${change.system}/${change.account}/${one}`;
  const rest = new Set(lostBy(change, kind).filter((one) => !taken.has(key(one))));
  for (const one of rest) taken.add(key(one));
  if (rest.size === 0) return null;
  return { ...draft, change: { ...change, after: { [kind]: change.before[kind]?.filter((one) => !rest.has(one)) } } };
}

/** Two causes may want the same groups or seats of an account on one night: the first of the rules takes them, another only what is left. */
function withoutTwice(drafts: readonly Draft[]): Draft[] {
  const taken = new Set<string>();
  return drafts.map((draft) => trimmed(draft, taken)).filter((draft) => draft !== null);
}

function isAskedFor(ground: Ground, person: EmployeeId | null): boolean {
  return ground.input.only === null || ground.input.only === person;
}

/** Everything the rules want tonight. */
export function gather(ground: Ground, onBug: OnBug): Gathered {
  const { desired } = ground.input;
  const drafts: Draft[] = [];
  const bugs = new Set<EmployeeId | null>();
  const note: OnBug = (person, error) => {
    if (!isAskedFor(ground, person)) return;
    bugs.add(person);
    onBug(person, error);
  };
  for (const [person, error] of ground.context.bugs) note(person, error);
  const collect = (person: EmployeeId | null, rule: () => readonly Draft[]): void => {
    try {
      drafts.push(...rule());
    } catch (error) {
      note(person, error);
    }
  };
  const people = [...ground.context.people.values()].filter(({ id }) => isAskedFor(ground, id));
  for (const view of people) for (const rule of RULES) collect(view.id, () => rule(ground, view));
  for (const list of desired.cleanups.values()) collect(null, () => cleanUp(ground, list));
  // After the lists: what one of them names has been approved, and uses no budget.
  for (const view of people) collect(view.id, () => strikeUndeclared(ground, view));
  const assets = indexAssets(ground);
  for (const device of desired.devices.values()) {
    const person = typeof device.holder === 'string' ? device.holder : (device.awaitedFrom ?? null);
    collect(person, () => followDevice(ground, device, assets));
  }
  return { drafts: withoutTwice(drafts).filter(({ change }) => isAskedFor(ground, change.person)), bugs };
}

/** A line for everybody about whom a rule failed and of whom no change is there to show it. */
export function sayBugs(ground: Ground, bugs: ReadonlySet<EmployeeId | null>, held: readonly Held[]): Held[] {
  const said = new Set(held.map((one) => one.change.person));
  return [...bugs]
    .filter((person) => !said.has(person))
    .sort((a, b) => compareText(`${a}`, `${b}`))
    .map((person) => ({ change: unknownChange(ground, person), by: 'bug', until: null, releasedBy: 'mend-bug' }));
}

function unknownChange(ground: Ground, person: EmployeeId | null): AccountChange {
  const [system = 'none' as SystemId] = ground.systems.keys();
  return {
    id: `disable/${person ?? '-'}/bug/${system}/-` as ChangeId,
    person,
    spell: null,
    cause: 'bug',
    system,
    class: 'rung',
    effect: 'set',
    because: { rule: 'bug', file: 'state/organisation.yaml', pointer: '', line: 0 },
    precondition: null,
    reversible: 'no',
    dependsOn: [],
    by: 'reconciler',
    cost: null,
    due: ground.input.asOf,
    late: 0,
    kind: 'disable',
    account: '-' as ForeignId,
    before: {},
    after: {},
  };
}
