/** Devices that leave a person's hands on their day. */
import type { Device } from '../../../schemas/device.ts';
import type { Day } from '../../../schemas/primitives.ts';
import type { Proposal } from '../../model/proposal.ts';
import { type Parts, partsOf, type Step } from '../device-lines.ts';
import { decide, deviceDayOf, isPostponed } from '../dispositions.ts';
import { compare, indicesOf, todayOf } from '../indices.ts';
import type { Context, PersonView } from '../input.ts';
import { keyFor } from '../pull-keys.ts';
import { reasonAt } from '../scope.ts';

/** Devices in the person's hands: their own that are in use, and loaners in place of one that is in repair. */
function inHand(context: Context, person: PersonView): Step['device'][] {
  const own = person.devices.filter((device) => device.holder === person.id);
  const lent = own.flatMap((device) => {
    const loaner = device.status === 'repair' ? device.repair?.loaner : undefined;
    const found = loaner === undefined ? undefined : context.input.desired.devices.get(loaner);
    return found === undefined || typeof found.holder === 'string' || found.awaitedFrom !== undefined ? [] : [found];
  });
  return [...own, ...lent].filter((device) => device.status === 'in-use');
}

/** The day a client's device goes back because all work for that client has ended while the person stays; null when it has not. */
function clientDay(person: PersonView, device: Device, today: Day): Day | null {
  if (device.ownership !== 'third-party' || device.owner === undefined) return null;
  const own = (person.employee.assignments ?? []).filter((one) => one.client === device.owner);
  const ends = own.map((one) => one.to).filter((to) => to !== undefined);
  const last = ends.toSorted(compare).at(-1);
  return last !== undefined && ends.length === own.length && last <= today ? last : null;
}

function stepsOf(context: Context, person: PersonView): Map<Day | undefined, Step[]> {
  const steps = new Map<Day | undefined, Step[]>();
  const today = todayOf(context, person);
  for (const device of inHand(context, person)) {
    const own = deviceDayOf(person, device);
    const isDue = own !== null && own <= today;
    const day = isDue ? own : clientDay(person, device, today);
    const decision = decide(context, person, device);
    if (day === null || decision.kind === 'keep' || decision.kind === 'buyout') continue;
    if (isPostponed(context, { person, device, change: 'release' })) continue;
    const spell = isDue ? person.employee.lastDay : day;
    const lentFor = indicesOf(context).lentFor().get(device.id) ?? null;
    steps.set(spell, [...(steps.get(spell) ?? []), { person, device, day, decision, lentFor }]);
  }
  return steps;
}

function proposalOf(context: Context, steps: readonly Step[], spell: Day | undefined): Proposal | null {
  const [first] = steps.toSorted((a, b) => compare(a.day, b.day));
  if (first === undefined) return null;
  const { person } = first;
  const parts: readonly Parts[] = steps.toSorted((a, b) => compare(a.device.id, b.device.id)).map((step) => partsOf(context, step));
  return {
    key: keyFor('release', person.id, spell),
    purpose: 'release',
    person: person.id,
    system: null,
    day: first.day,
    urgent: true,
    silent: person.plan?.doc.silent === true,
    files: parts.map((part) => part.file),
    lines: parts.map((part) => part.line),
    checklist: parts.map((part) => part.checklist),
    because:
      spell === person.employee.lastDay
        ? reasonAt(context.input.desired, 'device-day', { kind: 'employee', id: person.id, pointer: '/lastDay' })
        : reasonAt(context.input.desired, 'assignment-ended', { kind: 'employee', id: person.id, pointer: '/assignments' }),
  };
}

/** One proposal per person and spell, with every device but sales; from the morning of the device day, and of the end of all work for a client. */
export function* proposeReleases(context: Context): Generator<Proposal> {
  for (const person of context.people.values()) {
    for (const [spell, steps] of stepsOf(context, person)) {
      const proposal = proposalOf(context, steps, spell);
      if (proposal !== null) yield proposal;
    }
  }
}
