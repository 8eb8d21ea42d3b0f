/** Devices that leave a person's hands on their day. */
import type { Device } from '../../../schemas/device.ts';
import type { Day } from '../../../schemas/primitives.ts';
import { compareText } from '../../canonical.ts';
import type { Proposal } from '../../model/proposal.ts';
import { firstDeviceDay, type Step, sortedParts } from '../device-lines.ts';
import { type Decision, decide, deviceDayOf, isPostponed } from '../dispositions.ts';
import { indicesOf, todayOf } from '../indices.ts';
import type { Context, PersonView } from '../input.ts';
import { keyFor } from '../pull-keys.ts';
import { reasonAt } from '../scope.ts';
import { approvalOf } from '../self-merge.ts';

/** Devices in the person's hands: their own that are in use, and loaners in place of one that is in repair. One that is lost is nobody's any more once the person has left. */
function inHand(context: Context, person: PersonView): Step['device'][] {
  const own = person.devices.filter((device) => device.holder === person.id);
  const lent = own.flatMap((device) => {
    const loaner = device.status === 'repair' ? device.repair?.loaner : undefined;
    const found = loaner === undefined ? undefined : context.input.desired.devices.get(loaner);
    return found === undefined || typeof found.holder === 'string' || found.awaitedFrom !== undefined ? [] : [found];
  });
  return [...own, ...lent].filter((device) => device.status === 'in-use' || device.status === 'lost');
}

/** The day a client's device goes back because all work for that client has ended while the person stays; null when it has not. */
function clientDay(person: PersonView, device: Device, today: Day): Day | null {
  if (device.ownership !== 'third-party' || device.owner === undefined) return null;
  const own = (person.employee.assignments ?? []).filter((one) => one.client === device.owner);
  const ends = own.map((one) => one.to).filter((to) => to !== undefined);
  const last = ends.toSorted(compareText).at(-1);
  return last !== undefined && ends.length === own.length && last <= today ? last : null;
}

/** Devices whose day has come, by the day that names their pull request: the last day, or the end of the work for a client. */
function stepsOf(context: Context, person: PersonView): Map<Day, Step[]> {
  const steps = new Map<Day, Step[]>();
  const today = todayOf(context, person);
  const { lastDay } = person.employee;
  for (const device of inHand(context, person)) {
    const own = deviceDayOf(person, device);
    const isDue = own !== null && lastDay !== undefined && own <= today;
    const day = isDue ? own : clientDay(person, device, today);
    const wished = decide(context, person, device);
    const decision: Decision = device.status === 'lost' ? { ...wished, kind: 'lost' } : wished;
    if (day === null || decision.kind === 'keep' || decision.kind === 'buyout') continue;
    if (isPostponed(context, { person, device, change: 'release' })) continue;
    const spell = isDue ? lastDay : day;
    const lentFor = indicesOf(context).lentFor().get(device.id) ?? null;
    steps.set(spell, [...(steps.get(spell) ?? []), { person, device, day, decision, lentFor }]);
  }
  return steps;
}

/** One proposal per person and spell, with every device but sales; from the morning of the device day, and of the end of all work for a client. */
export function* proposeReleases(context: Context): Generator<Proposal> {
  const { desired } = context.input;
  for (const person of context.people.values()) {
    for (const [spell, steps] of stepsOf(context, person)) {
      const parts = sortedParts(context, steps);
      const approved = approvalOf(context, person, steps);
      const isLeaving = spell === person.employee.lastDay;
      yield {
        key: keyFor('release', person.id, spell),
        purpose: 'release',
        person: person.id,
        system: null,
        day: firstDeviceDay(steps),
        urgent: true,
        silent: person.plan?.doc.silent === true,
        ...parts,
        ...(approved === null ? {} : { approved }),
        because: isLeaving
          ? reasonAt(desired, 'device-day', { kind: 'employee', id: person.id, pointer: '/lastDay' })
          : reasonAt(desired, 'assignment-ended', { kind: 'employee', id: person.id, pointer: '/assignments' }),
      };
    }
  }
}
