/** The return note: what somebody who leaves hands back, where and by when. */
import type { Device } from '../../../schemas/device.ts';
import { addPeriod } from '../../calendar.ts';
import { isFinal } from '../device-facts.ts';
import { indicesOf, todayOf } from '../indices.ts';
import type { Context, PersonView } from '../input.ts';
import { type NoticeDraft, toPerson } from '../notice-draft.ts';
import { reasonAt } from '../scope.ts';

/** True for what the person still has and is to give away. */
function isOut(device: Device): boolean {
  return !isFinal(device) && device.ownership !== 'personal' && (device.returned === undefined || device.holder !== null);
}

/** What of a device the note speaks of. */
function factsOf(context: Context, person: PersonView, device: Device): unknown {
  const { id, type, status, holder, ownership, returned, awaitedSince } = device;
  const standsFor = indicesOf(context).lentFor().get(id)?.id ?? null;
  return { id, type, status, holder, ownership, returned, awaitedSince, standsFor, wish: person.plan?.doc.devices?.[id] ?? null };
}

function noteFor(context: Context, person: PersonView): NoticeDraft | null {
  const { desired } = context.input;
  const { employee, deviceDay, phoneDay, plan } = person;
  const rules = desired.policy.notices.returnNote;
  if (employee.lastDay === undefined || deviceDay === null || phoneDay === null || plan?.doc.silent === true) return null;
  const numbers = Object.values(plan?.doc.numbers ?? {}).some((wish) => wish.disposition !== 'keep');
  const devices = person.devices.filter(isOut);
  if (devices.length === 0 && !numbers) return null;
  const dueDay = addPeriod(phoneDay < deviceDay ? phoneDay : deviceDay, rules.before, -1);
  if (todayOf(context, person) < dueDay) return null;
  const { to, via } = toPerson(context, person);
  const days = phoneDay === deviceDay ? deviceDay : `${deviceDay}+${phoneDay}`;
  return {
    kind: 'return-note',
    person,
    device: null,
    about: `${person.cause}/${days}`,
    to,
    values: { employee: person.id, via, deviceDay, where: rules.where ?? '' },
    rows: [],
    facts: {
      lastDay: employee.lastDay,
      accessDay: person.accessDay,
      devices: person.devices.map((device) => factsOf(context, person, device)),
      numbers: plan?.doc.numbers ?? {},
      handover: plan?.doc.handover ?? [],
      isAsked: plan?.doc.notify?.buyoutQuestion !== false,
    },
    dueDay,
    because: reasonAt(desired, 'device-day', { kind: 'employee', id: person.id, pointer: '/lastDay' }),
  };
}

/** One for each leaver, once per device day, from so many days before it on. */
export function* noticeReturns(context: Context): Generator<NoticeDraft> {
  for (const person of context.people.values()) {
    const draft = noteFor(context, person);
    if (draft !== null) yield draft;
  }
}
