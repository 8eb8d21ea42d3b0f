/** Paid seats of accounts that nobody uses, and of people who have left. */
import type { Day } from '../../../schemas/primitives.ts';
import { daysBetween } from '../../calendar.ts';
import type { Link } from '../../model/correlation.ts';
import type { Account, HeldLicence } from '../../model/observed.ts';
import { personLateness, savingFor, seatLateness } from '../costs.ts';
import { leaveOn, seenAccount } from '../expected.ts';
import type { PersonView } from '../input.ts';
import { isComplete } from '../input.ts';
import { type Draft, deskOfSystem, managerOf, reasonAt, type Scope, threshold } from '../scope.ts';

interface Seat {
  readonly person: PersonView;
  readonly link: Link;
  readonly account: Account;
  readonly licence: HeldLicence;
}

function latest(...days: readonly (Day | null | undefined)[]): Day | null {
  return days.reduce<Day | null>(
    (newest, day) => (day !== null && day !== undefined && (newest === null || day > newest) ? day : newest),
    null,
  );
}

/** Since when the seat has not been used, as far as a complete reading can tell; null when it was used lately or cannot be told. */
function unusedSince(scope: Scope, { person, link, account, licence }: Seat): Day | null {
  const { context, today } = scope;
  const { enabled, lastUse } = account;
  // Whoever is disabled cannot use a seat: then it need not be known when they last did.
  if (enabled === null || (enabled && lastUse === null)) return null;
  if (!isComplete(context.input, link.system, ...(enabled ? (['lastUse', 'licences'] as const) : (['status', 'licences'] as const))))
    return null;
  if (leaveOn(person.employee, today) !== null) return null;
  const isNever = lastUse === 'never' || lastUse === null;
  const use = isNever ? (licence.assignedOn ?? account.createdOn) : latest(lastUse, licence.assignedOn);
  if (use === null) return null;
  const backFromLeave = (person.employee.leaves ?? []).map((leave) => (leave.to !== undefined && leave.to < today ? leave.to : null));
  const since = latest(use, ...backFromLeave);
  return since !== null && since <= threshold(scope, 'stale-licence', 'P45D')(today, -1) ? since : null;
}

/** What both findings say of a seat. */
function commonOf(scope: Scope, { person, link, account, licence }: Seat) {
  const { context } = scope;
  const { system } = link;
  const saving = savingFor(context, system, licence.id);
  const late = seatLateness(context, person, { system, licence });
  const once = late === null || late.months === 0 ? null : late.paid;
  return {
    about: `${person.id}/${system}/${account.id}/${licence.id}`,
    subject: { employee: person.id, system, account: account.id, entitlement: licence.id },
    cost: saving === null ? null : { monthly: saving.monthly, once, from: saving.from },
    values: {
      employee: person.id,
      system,
      account: account.id,
      licence: licence.id,
      viaGroup: licence.viaGroup,
      monthly: saving?.monthly,
      from: saving?.from,
      months: late === null ? '' : String(late.months),
      paid: late?.paid,
      paidInAll: late === null ? '' : personLateness(context, person)?.paid,
    },
  };
}

function stale(scope: Scope, seat: Seat, since: Day): Draft {
  const { desired } = scope.context.input;
  const { person, link, account } = seat;
  const { values, ...common } = commonOf(scope, seat);
  const lastUse = account.lastUse === 'never' ? '' : account.lastUse;
  return {
    ...common,
    code: 'stale-licence',
    values: { ...values, days: String(daysBetween(since, scope.today)), lastUse },
    who: person.status === 'left' ? deskOfSystem(desired, link.system) : managerOf(desired, person),
    day: since,
    because: reasonAt(desired, 'unused-seat', { kind: 'employee', id: person.id, pointer: `/accounts/${link.index}` }),
  };
}

function ofLeaver(scope: Scope, seat: Seat, lastDay: Day): Draft {
  const { desired } = scope.context.input;
  const { values, ...common } = commonOf(scope, seat);
  return {
    ...common,
    code: 'leaver-licence',
    values: { ...values, days: String(daysBetween(lastDay, scope.today)), lastDay },
    who: deskOfSystem(desired, seat.link.system),
    day: lastDay,
    because: reasonAt(desired, 'seat-of-leaver', { kind: 'employee', id: seat.person.id, pointer: '/lastDay' }),
  };
}

function* ofSeat(scope: Scope, seat: Seat): Generator<Draft> {
  const { context, today } = scope;
  const { person, link } = seat;
  const { lastDay } = person.employee;
  if (person.status === 'left' && lastDay !== undefined) {
    if (today < threshold(scope, 'leaver-licence', 'P14D')(lastDay, 1)) return;
    // Where the reconciler only looks on, nothing frees the seat of somebody who left: it is unused like anybody else's.
    const isOnlyObserved = context.input.desired.systems.get(link.system)?.mode === 'observe';
    const since = isOnlyObserved ? unusedSince(scope, seat) : null;
    yield since === null ? ofLeaver(scope, seat, lastDay) : stale(scope, seat, since);
    return;
  }
  const since = person.status === 'upcoming' ? null : unusedSince(scope, seat);
  if (since !== null) yield stale(scope, seat, since);
}

/** `stale-licence`: an account whose use is known and long ago, or that is disabled since; nobody on leave. `leaver-licence`: somebody gone for the agreed time still has a seat. */
export function* findSeats(scope: Scope): Generator<Draft> {
  for (const person of scope.context.people.values()) {
    for (const link of person.links) {
      const account = seenAccount(scope.context, link);
      if (account === null || link.situation === 'disputed') continue;
      for (const licence of account.licences ?? []) yield* ofSeat(scope, { person, link, account, licence });
    }
  }
}
