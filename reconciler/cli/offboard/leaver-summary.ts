/** The summary of a leaving, from the files as they will be. */
import type { Employee } from '../../../schemas/employee.ts';
import type { Desired } from '../../model/desired.ts';
import { contextOf } from '../../run/files-context.ts';
import type { Desk } from '../change/desk.ts';
import { type Said, say } from '../change/said.ts';
import { leftBehind } from './left-behind.ts';
import { accessBackSaid, accessSaid, accountsSaid, devicesSaid, sourceSaid } from './summary.ts';

/** The summary: the days, what moved, what is held and becomes of it, what is left behind. */
export function leaverSummary(desk: Desk, before: Employee, moved: readonly Said[]): (after: Desired) => readonly Said[] {
  return (after) => {
    const context = contextOf(desk.ground, after);
    const person = context.people.get(before.id);
    if (person?.employee.lastDay === undefined) return moved;
    const { lastDay } = person.employee;
    const was = before.lastDay === lastDay ? undefined : before.lastDay;
    const { notify, successor } = person.plan?.doc ?? {};
    const quiet =
      notify?.buyoutQuestion === false
        ? [say('say.no-email', {}, notify.because === undefined ? {} : { parts: { reason: say(`say.because-${notify.because}`) } })]
        : [];
    return [
      say('say.last-day', { employee: before.id, day: lastDay, was }),
      accessSaid(context, person),
      ...accessBackSaid(contextOf(desk.ground, desk.desired), context, before.id),
      ...sourceSaid(before, lastDay),
      ...moved,
      ...quiet,
      ...(successor === undefined ? [] : [say('say.successor', { successor })]),
      ...accountsSaid(after, person.employee),
      ...devicesSaid(context, person),
      ...leftBehind(after, before.id),
    ];
  };
}
