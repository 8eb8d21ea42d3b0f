/** Word to a manager that nobody has decided what becomes of a leaver's devices. */
import type { Device } from '../../../schemas/device.ts';
import type { Day, EmployeeId } from '../../../schemas/primitives.ts';
import { addPeriod } from '../../calendar.ts';
import { type DecisionDay, decide, decisionDayOf } from '../dispositions.ts';
import { todayOf } from '../indices.ts';
import type { Context, PersonView } from '../input.ts';
import { type NoticeDraft, toOther } from '../notice-draft.ts';
import { managerOf, reasonAt } from '../scope.ts';

interface Due extends DecisionDay {
  readonly person: PersonView;
  readonly devices: readonly Device[];
}

function draftOf(context: Context, { person, dueDay, deviceDay, devices }: Due): NoticeDraft | null {
  const { desired } = context.input;
  const today = todayOf(context, person);
  const first = addPeriod(dueDay, desired.policy.notices.decisionDue.before, -1);
  const { lastDay } = person.employee;
  if (lastDay === undefined || today < first || today > deviceDay) return null;
  const isOverdue = today > dueDay;
  const manager = managerOf(desired, person);
  return {
    kind: 'decision-due',
    person,
    device: null,
    about: `${person.cause}/${dueDay}/${isOverdue ? 'overdue' : 'deadline'}`,
    to: toOther(context, person, manager?.startsWith('desk:') === false ? (manager as EmployeeId) : null),
    values: {
      variant: isOverdue ? 'overdue' : 'deadline',
      employee: person.id,
      n: String(devices.length),
      dueDay,
      deviceDay,
      lastDay,
    },
    rows: devices.map((device) => ({ device: device.id, type: device.type, usual: decide(context, person, device).kind })),
    dueDay,
    because: reasonAt(desired, 'decision-deadline', { kind: 'device-rules', pointer: '/decisionDeadline' }),
  };
}

/** Once at the deadline and once when it is over, for all devices of one leaver with the same deadline; never after the device day. */
export function* noticeDecisions(context: Context): Generator<NoticeDraft> {
  for (const person of context.people.values()) {
    const byDay = new Map<Day, DecisionDay & { readonly devices: Device[] }>();
    for (const device of person.devices) {
      const decision = decisionDayOf(context, person, device);
      if (decision === null) continue;
      const due = byDay.get(decision.dueDay) ?? { ...decision, devices: [] };
      byDay.set(decision.dueDay, due);
      due.devices.push(device);
    }
    for (const due of byDay.values()) {
      const draft = draftOf(context, { person, ...due });
      if (draft !== null) yield draft;
    }
  }
}
