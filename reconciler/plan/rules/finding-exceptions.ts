/** Exceptions that end soon. */
import { daysBetween } from '../../calendar.ts';
import { type Draft, reasonAt, type Scope, threshold } from '../scope.ts';

/** `exception-running-out`: still in force and ending within the threshold; its owner is asked. */
export function* findExceptions(scope: Scope): Generator<Draft> {
  const { context, today } = scope;
  const { desired } = context.input;
  const horizon = threshold(scope, 'exception-running-out', 'P14D')(today, 1);
  for (const { id, owner, from, until, subject } of desired.exceptions.values()) {
    if (from > today || until < today || until > horizon) continue;
    const { employee, device } = subject;
    yield {
      code: 'exception-running-out',
      about: id,
      subject: { exception: id, employee, device },
      values: { exception: id, employee: employee, device: device, owner, until, days: String(daysBetween(today, until)) },
      who: owner,
      day: until,
      because: reasonAt(desired, 'exception', { kind: 'exception', id, pointer: '/until' }),
    };
  }
}
