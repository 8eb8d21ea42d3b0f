/** Devices that a plan gave to somebody who has not signed for them: until then the leaving is not over. */
import { unsigned } from '../device-outstanding.ts';
import { deviceDayOf } from '../dispositions.ts';
import type { PersonView } from '../input.ts';
import { type Draft, managerOf, reasonAt, type Scope } from '../scope.ts';

function receiptOf({ context, today }: Scope, person: PersonView, { device, to }: ReturnType<typeof unsigned>[number]): Draft | null {
  const { desired } = context.input;
  const next = context.people.get(to);
  const since = deviceDayOf(person, device);
  // A joiner signs on the first day.
  const due = [since, next?.employee.firstDay]
    .filter((day) => day !== null && day !== undefined)
    .toSorted()
    .at(-1);
  if (due === undefined || today <= due) return null;
  return {
    code: 'receipt-open',
    about: device.id,
    subject: { employee: to, device: device.id },
    values: { device: device.id, employee: to, from: person.id, since },
    // Of a silent plan nobody but HR's desk is told.
    who: managerOf(desired, person.plan?.doc.silent === true ? person : next),
    day: due,
    because: reasonAt(desired, 'receipt', { kind: 'device', id: device.id, pointer: '/holder' }),
  };
}

/** `receipt-open`: of transfers in open plans. */
export function* findReceipts(scope: Scope): Generator<Draft> {
  const { context } = scope;
  for (const person of context.people.values()) {
    for (const given of unsigned(context, person)) {
      const draft = receiptOf(scope, person, given);
      if (draft !== null) yield draft;
    }
  }
}
