/** Devices whose day comes or has gone by without what it takes. */
import type { Device } from '../../../schemas/device.ts';
import type { Day } from '../../../schemas/primitives.ts';
import { addDays, addPeriod, dayOf, daysBetween } from '../../calendar.ts';
import { decide, decisionDayOf, deviceDayOf, type Grounds, isPostponed } from '../dispositions.ts';
import { todayOf } from '../indices.ts';
import type { PersonView } from '../input.ts';
import { keyFor } from '../pull-keys.ts';
import { type Draft, managerOf, reasonAt, type Scope, threshold } from '../scope.ts';

interface Named {
  readonly person: PersonView;
  readonly device: Device;
  readonly day: Day;
  readonly lastDay: Day;
}

function pastEnd({ context, today }: Scope, { person, device, day }: Named, offer: Grounds['offer']): Draft {
  const { desired } = context.input;
  const answerBy = offer?.state === 'open' ? offer.answerBy : null;
  return {
    code: 'device-past-end',
    about: device.id,
    subject: { employee: person.id, device: device.id },
    values: {
      variant: device.status === 'repair' ? 'in-repair' : answerBy === null ? 'named' : 'offered',
      device: device.id,
      employee: person.id,
      dueDay: day,
      days: String(Math.max(0, daysBetween(day, today))),
      answerBy: answerBy ?? '',
    },
    who: managerOf(desired, person),
    day,
    because: reasonAt(desired, 'device-day', { kind: 'device', id: device.id, pointer: '/holder' }),
  };
}

/** How long before its due day a decision is first asked for when policy names no threshold. */
const NEAR = 'P7D';

function undecided(scope: Scope, { person, device, day, lastDay }: Named): Draft | null {
  const { context, today } = scope;
  const { desired } = context.input;
  const decision = decisionDayOf(context, person, device);
  if (decision === null) return null;
  const { dueDay } = decision;
  if (today < threshold(scope, 'device-undecided', NEAR)(dueDay, -1)) return null;
  return {
    code: 'device-undecided',
    about: device.id,
    subject: { employee: person.id, device: device.id },
    values: {
      variant: today > dueDay ? 'overdue' : 'due-soon',
      device: device.id,
      employee: person.id,
      dueDay,
      days: String(Math.max(0, daysBetween(dueDay, today))),
      deviceDay: day,
      lastDay,
    },
    who: managerOf(desired, person),
    day: dueDay,
    because: reasonAt(desired, 'decision-deadline', { kind: 'device-rules', pointer: '/decisionDeadline' }),
  };
}

/** The day from which a pull request for this can have stood open: the device day, the day our runs first knew of the last day, or the day after an exception. Null when they did not know before tonight. */
function openSince({ indices }: Scope, { person, device, day }: Named): Day | null {
  const published = indices.published().get(`${person.id}/${person.cause}`)?.since;
  const ended = (indices.verified().get(person.id) ?? []).filter((one) => one.cause === person.cause).map((one) => one.at);
  const known = [...ended, ...(published === undefined ? [] : [published])].toSorted()[0];
  if (known === undefined) return null;
  const postponed = [`employee:${person.id}`, `device:${device.id}`].map((key) => indices.postponed().get(key));
  const free = postponed.filter((until) => until !== undefined).map((until) => addDays(until, 1));
  return [dayOf(known, person.zone), ...free].reduce((latest, one) => (one > latest ? one : latest), day);
}

function* unmerged(scope: Scope, named: readonly Named[]): Generator<Draft> {
  const { context, today } = scope;
  const { desired, memory } = context.input;
  for (const purpose of ['release', 'sale'] as const) {
    const own = named.filter(({ person, device }) => (decide(context, person, device).kind === 'buyout') === (purpose === 'sale'));
    const [first] = own.toSorted((a, b) => daysBetween(b.day, a.day));
    const since = first === undefined ? null : openSince(scope, first);
    if (first === undefined || since === null) continue;
    const { person } = first;
    const pull = keyFor(purpose, person.id, first.lastDay);
    const isRefused = memory.refused.has(pull);
    if (!isRefused && today <= addPeriod(since, desired.policy.devices.release.unmergedAfter)) continue;
    yield {
      code: 'pull-request-unmerged',
      about: pull,
      subject: { employee: person.id },
      values: {
        variant: isRefused ? 'refused' : 'open',
        employee: person.id,
        pull,
        dueDay: since,
        days: String(daysBetween(since, today)),
        tags: own.map(({ device }) => device.id).join(', '),
      },
      who: managerOf(desired, person),
      day: since,
      because: reasonAt(desired, 'unmerged-after', { kind: 'device-rules', pointer: '/release/unmergedAfter' }),
    };
  }
}

/** `device-undecided` until the device day; after it `device-past-end` per device and `pull-request-unmerged` per pull request. */
export function* findDeviceDays(scope: Scope): Generator<Draft> {
  const { context } = scope;
  for (const person of context.people.values()) {
    const past: Named[] = [];
    const today = todayOf(context, person);
    const { lastDay } = person.employee;
    for (const device of person.devices) {
      const day = deviceDayOf(person, device);
      const isNamed = device.holder === person.id && (device.status === 'in-use' || device.status === 'repair');
      if (day === null || lastDay === undefined || !isNamed) continue;
      const named = { person, device, day, lastDay };
      if (today <= day) {
        const draft = undecided(scope, named);
        if (draft !== null) yield draft;
        continue;
      }
      const { kind, offer } = decide(context, person, device);
      if (kind === 'keep' || isPostponed(context, { person, device, change: kind === 'buyout' ? 'sale' : 'release' })) continue;
      yield pastEnd(scope, named, offer);
      // While the offer can still be answered, there is no pull request that could be merged.
      if (device.status === 'in-use' && offer?.state !== 'open') past.push(named);
    }
    yield* unmerged(scope, past);
  }
}
