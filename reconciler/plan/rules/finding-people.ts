/** People whose coming, going or staying asks somebody to do something. */
import { addDays, daysBetween } from '../../calendar.ts';
import type { Context, PersonView } from '../input.ts';
import { type Draft, deskOf, managerOf, reasonAt, type Scope, threshold } from '../scope.ts';

/** Days before a last day from which somebody counts as leaving. */
const LEAVING_DAYS = 30;

function hasPlan({ input }: Context, person: PersonView): boolean {
  if (person.plan !== null) return true;
  const spell = person.employee.lastDay;
  return [person.id, `${person.id}.2`].some((stem) => input.desired.offboardings.get(stem)?.spell === spell);
}

function withoutPlan({ context, today }: Scope, person: PersonView): Draft | null {
  const { desired } = context.input;
  const { lastDay, kind } = person.employee;
  if (lastDay === undefined || !desired.policy.devices.planRequired.includes(kind) || lastDay > addDays(today, LEAVING_DAYS)) return null;
  if ((person.status === 'left' && person.devices.length === 0) || hasPlan(context, person)) return null;
  return {
    code: 'leaver-without-plan',
    about: person.id,
    subject: { employee: person.id },
    values: { employee: person.id, lastDay, days: String(daysBetween(today, lastDay)), devices: String(person.devices.length) },
    who: managerOf(desired, person),
    day: lastDay,
    because: reasonAt(desired, 'plan-required', { kind: 'device-rules', pointer: '/planRequired' }),
  };
}

function external(scope: Scope, person: PersonView): Draft | null {
  const { context, today } = scope;
  const { desired } = context.input;
  const { kind, lastDay, reviewBy } = person.employee;
  if (kind === 'employee') return null;
  const common = { about: person.id, subject: { employee: person.id }, who: managerOf(desired, person) };
  const at = { kind: 'employee', id: person.id } as const;
  if (lastDay === undefined) {
    if (reviewBy !== undefined) return null;
    const because = reasonAt(desired, 'end-needed', { ...at, pointer: '/kind' });
    return { ...common, code: 'external-without-end', values: { employee: person.id, kind }, because };
  }
  if (lastDay < today || lastDay > threshold(scope, 'external-near-end', 'P30D')(today, 1)) return null;
  const because = reasonAt(desired, 'near-end', { ...at, pointer: '/lastDay' });
  const values = { employee: person.id, kind, lastDay, days: String(daysBetween(today, lastDay)) };
  return { ...common, code: 'external-near-end', values, day: lastDay, because };
}

function review(scope: Scope, person: PersonView): Draft | null {
  const { context, today } = scope;
  const { desired } = context.input;
  const { reviewBy, lastDay } = person.employee;
  if (reviewBy === undefined || lastDay !== undefined || reviewBy > threshold(scope, 'review-due', 'P30D')(today, 1)) return null;
  const because = reasonAt(desired, 'review', { kind: 'employee', id: person.id, pointer: '/reviewBy' });
  const common = { about: person.id, subject: { employee: person.id }, who: managerOf(desired, person), day: reviewBy, because };
  const days = daysBetween(today, reviewBy);
  const values = { employee: person.id, reviewBy, days: String(Math.abs(days)) };
  return days < 0 ? { ...common, code: 'review-passed', values } : { ...common, code: 'review-due', values };
}

function joiner(scope: Scope, person: PersonView): Draft | null {
  const { context, today } = scope;
  const { desired } = context.input;
  const { firstDay, accounts } = person.employee;
  if (person.status !== 'upcoming' || firstDay === undefined || firstDay > threshold(scope, 'joiner-soon', 'P45D')(today, 1)) return null;
  return {
    code: 'joiner-soon',
    about: person.id,
    subject: { employee: person.id },
    values: {
      employee: person.id,
      firstDay,
      days: String(daysBetween(today, firstDay)),
      accounts: String(accounts?.length ?? 0),
      devices: String(person.devices.length),
    },
    who: person.manager ?? deskOf(desired, 'hr'),
    day: firstDay,
    because: reasonAt(desired, 'joiner', { kind: 'employee', id: person.id, pointer: '/firstDay' }),
  };
}

/** `leaver-without-plan`, `external-without-end`, `external-near-end`, `review-due`, `review-passed`, `joiner-soon`. */
export function* findPeople(scope: Scope): Generator<Draft> {
  for (const person of scope.context.people.values()) {
    for (const rule of [withoutPlan, external, review, joiner]) {
      const draft = rule(scope, person);
      if (draft !== null) yield draft;
    }
  }
}
