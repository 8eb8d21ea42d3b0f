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
  if (account.enabled !== true || account.lastUse === null || !isComplete(context.input, link.system, 'lastUse', 'licences')) return null;
  if (leaveOn(person.employee, today) !== null) return null;
  const use = account.lastUse === 'never' ? (licence.assignedOn ?? account.createdOn) : latest(account.lastUse, licence.assignedOn);
  if (use === null) return null;
  const backFromLeave = (person.employee.leaves ?? []).map((leave) => (leave.to !== undefined && leave.to < today ? leave.to : null));
  const since = latest(use, ...backFromLeave);
  return since !== null && since <= threshold(scope, 'stale-licence', 'P45D')(today, -1) ? since : null;
}

function draftOf(scope: Scope, seat: Seat, unused: Day | null): Draft {
  const { context, today } = scope;
  const { desired } = context.input;
  const { person, link, account, licence } = seat;
  const system = link.system;
  const saving = savingFor(context, system, licence.id);
  const late = seatLateness(context, person, { system, licence });
  const lastDay = person.employee.lastDay ?? null;
  const common = {
    about: `${person.id}/${system}/${account.id}/${licence.id}`,
    subject: { employee: person.id, system, account: account.id, entitlement: licence.id },
    cost:
      saving === null ? null : { monthly: saving.monthly, once: late === null || late.months === 0 ? null : late.paid, from: saving.from },
  };
  const values = {
    employee: person.id,
    system,
    account: account.id,
    licence: licence.id,
    monthly: saving?.monthly,
    from: saving?.from,
    months: late === null ? '' : String(late.months),
    paid: late?.paid,
    paidInAll: late === null ? '' : (personLateness(context, person)?.paid ?? ''),
  };
  const at = { kind: 'employee', id: person.id } as const;
  if (unused !== null) {
    const because = reasonAt(desired, 'unused-seat', { ...at, pointer: `/accounts/${link.index}` });
    const who = person.status === 'left' ? deskOfSystem(desired, system) : managerOf(desired, person);
    const lastUse = account.lastUse === 'never' ? '' : (account.lastUse ?? '');
    return {
      ...common,
      code: 'stale-licence',
      values: { ...values, days: String(daysBetween(unused, today)), lastUse },
      who,
      day: unused,
      because,
    };
  }
  const days = lastDay === null ? '' : String(daysBetween(lastDay, today));
  const because = reasonAt(desired, 'seat-of-leaver', { ...at, pointer: '/lastDay' });
  const who = deskOfSystem(desired, system);
  return { ...common, code: 'leaver-licence', values: { ...values, days, lastDay: lastDay }, who, day: lastDay, because };
}

function* ofSeat(scope: Scope, seat: Seat): Generator<Draft> {
  const { context, today } = scope;
  const { person, link } = seat;
  const { lastDay } = person.employee;
  if (person.status === 'left' && lastDay !== undefined) {
    if (today < threshold(scope, 'leaver-licence', 'P14D')(lastDay, 1)) return;
    // Where the reconciler only looks on, nothing frees the seat of somebody who left: it is unused like anybody else's.
    const isOnlyObserved = context.input.desired.systems.get(link.system)?.mode === 'observe';
    yield draftOf(scope, seat, isOnlyObserved ? unusedSince(scope, seat) : null);
    return;
  }
  const unused = person.status === 'upcoming' ? null : unusedSince(scope, seat);
  if (unused !== null) yield draftOf(scope, seat, unused);
}

/** `stale-licence`: an enabled account, use known and long ago, nobody on leave. `leaver-licence`: somebody gone for the agreed time still has a seat. */
export function* findSeats(scope: Scope): Generator<Draft> {
  for (const person of scope.context.people.values()) {
    for (const link of person.links) {
      const account = seenAccount(scope.context, link);
      if (account === null || link.situation === 'disputed') continue;
      for (const licence of account.licences ?? []) yield* ofSeat(scope, { person, link, account, licence });
    }
  }
}
