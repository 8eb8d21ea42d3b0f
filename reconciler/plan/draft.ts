/** A change as a rule wants it, before anything holds it back. Pure. */
import type { EmployeeId, ForeignId, Instant, SystemId } from '../../schemas/primitives.ts';
import type { Rung } from '../../schemas/vocabulary.ts';
import { dayOf, daysBetween } from '../calendar.ts';
import type { AccountChange, AccountState, Change, ChangeClass, ChangeId, Reason, Saving } from '../model/change.ts';
import type { Link } from '../model/correlation.ts';
import type { Ability, Account, Attribute } from '../model/observed.ts';
import { accountIdOf, type Ground, type SystemView } from './ground.ts';
import type { PersonView } from './input.ts';
import { preconditionOf } from './precondition.ts';

/** A wanted change, and what the safeguards need to know of it. */
export interface Draft<C extends Change = Change> {
  readonly change: C;
  readonly view: PersonView | null;
  readonly link: Link | null;
  readonly account: Account | null;
  readonly system: SystemView;
  /** Attributes the change is concluded from; all must be complete. */
  readonly concludes: readonly Attribute[];
  /** Not due yet: shown only where a hold keeps it back. */
  readonly isAhead: boolean;
}

/** Where a change would be made. `subject` names accounts of nobody by a dash, which no person's id can be. */
export interface Spot {
  readonly view: PersonView | null;
  readonly link: Link | null;
  readonly system: SystemView;
  readonly account: Account | null;
  readonly id: ForeignId;
}

/** False where another system owns so much of the account, or it has so little, that the change could only fail here. */
export function isOurs({ account }: Pick<Spot, 'account'>, ability: Ability): boolean {
  return account?.cannot?.includes(ability) !== true;
}

/** What a rule says of a change. */
export interface Wish {
  readonly kind: AccountChange['kind'];
  readonly cause: string;
  readonly class: ChangeClass;
  readonly because: Reason;
  readonly due: Instant;
  readonly before: AccountState;
  readonly after: AccountState;
  readonly concludes: readonly Attribute[];
  readonly reversible?: AccountChange['reversible'];
  readonly cost?: Saving | null;
  readonly isAhead?: boolean;
}

/** The single-use id of a change. */
export function changeId(kind: Rung, subject: EmployeeId | string | null, at: { cause: string; system: SystemId; id: string }): ChangeId {
  return `${kind}/${subject ?? '-'}/${at.cause}/${at.system}/${at.id}` as ChangeId;
}

/** A reason without a line; the line is found after planning. */
export function because(rule: string, file: string, pointer: string): Reason {
  return { rule, file, pointer, line: 0 };
}

/** The place of a person's line. */
export function spotOf(view: PersonView, link: Link, system: SystemView): Spot {
  return { view, link, system, account: link.account, id: accountIdOf(link) };
}

/** Whole days from the day of an instant to today in a zone, 0 while it lies ahead. */
export function daysLate(ground: Ground, view: PersonView | null, due: Instant): number {
  const zone = view?.zone ?? ground.input.desired.organisation.timeZone;
  return Math.max(0, daysBetween(dayOf(due, zone), dayOf(ground.input.asOf, zone)));
}

const HOLDING: readonly Rung[] = ['groups', 'licences', 'restore'];

/** A rule's wish as a change. */
export function draftOf(ground: Ground, spot: Spot, wish: Wish): Draft<AccountChange> {
  const { view, system, account } = spot;
  const { isAhead = false, concludes, reversible = 'yes', cost = null, ...rest } = wish;
  const change: AccountChange = {
    ...rest,
    id: changeId(wish.kind, view?.id ?? null, { cause: wish.cause, system: system.id, id: spot.id }),
    person: view?.id ?? null,
    spell: view?.employee.lastDay ?? null,
    system: system.id,
    account: spot.id,
    effect: system.desk === null ? 'set' : 'keyed',
    precondition: account === null ? null : preconditionOf(account, ground.input.hash, HOLDING.includes(wish.kind)),
    reversible,
    dependsOn: [],
    by: system.desk === null ? 'reconciler' : { desk: system.desk },
    cost,
    late: daysLate(ground, view, wish.due),
  };
  return { change, view, link: spot.link, account, system, concludes, isAhead };
}

/** True for what was announced and may have been done: not for what a later run found undone. */
export function isTried({ input }: Ground, change: ChangeId): boolean {
  return input.memory.removals.some((one) => one.change === change && one.undone !== true);
}

/** True when a change was verified, or handed to a desk: it is never asked for again. One that an undo put back is shown as held. */
export function isSpent(ground: Ground, id: ChangeId): boolean {
  const { verified, handedOver, undone } = ground.input.memory;
  return !undone.has(id) && (verified.has(id) || handedOver.has(id));
}
