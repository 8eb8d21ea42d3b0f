/** What somebody holds and what will become of it, from the files as they will be. Ids only. */
import type { Device } from '../../../schemas/device.ts';
import type { Employee } from '../../../schemas/employee.ts';
import type { Money } from '../../../schemas/primitives.ts';
import { timeOf } from '../../calendar.ts';
import type { Desired } from '../../model/desired.ts';
import { formatMoney, parseMoney, sumMoney } from '../../plan/costs.ts';
import { sortedParts } from '../../plan/device-lines.ts';
import { decide, deviceDayOf } from '../../plan/dispositions.ts';
import type { Context, PersonView } from '../../plan/input.ts';
import { type Said, say } from '../change/said.ts';

/** What the licences of an account line cost a month; null without a price, and when currencies differ. */
export function monthlyOf(desired: Desired, line: NonNullable<Employee['accounts']>[number]): Money | null {
  const prices = (line.licences ?? []).flatMap((id) => {
    const found = desired.systems.get(line.system)?.licences?.find((one) => one.id === id);
    if (found === undefined) return [];
    const { minor, currency } = parseMoney(found.price);
    return [found.per === 'month' ? found.price : formatMoney({ minor: minor / 12n, currency })];
  });
  return sumMoney(prices);
}

/** When access ends. */
export function accessSaid(context: Context, person: PersonView): Said {
  const { accessDay, cutOff, zone, immediate } = person;
  if (immediate) return say('say.access-now');
  const time = context.input.desired.policy.access.cutOff;
  if (cutOff !== null && cutOff <= context.input.asOf) return say('say.access-due', { day: accessDay ?? undefined });
  return say('say.access', { day: accessDay ?? undefined, time: time === '24:00' || cutOff === null ? time : timeOf(cutOff, zone), zone });
}

/** That what was taken does not come back by itself, where access had ended and now is to go on. */
export function accessBackSaid(before: Context, after: Context, employee: Employee['id']): readonly Said[] {
  const { asOf } = before.input;
  const was = before.people.get(employee);
  const now = after.people.get(employee);
  const isOver = was?.cutOff != null && was.cutOff <= asOf;
  const goesOn = now !== undefined && (now.cutOff === null || now.cutOff > asOf);
  return isOver && goesOn ? [say('say.access-over', { was: was.accessDay ?? undefined, employee })] : [];
}

/** That another system owns the dates, where one does and the day moves. */
export function sourceSaid({ id, source, lastDay }: Employee, after: Employee['lastDay']): readonly Said[] {
  return source === undefined || lastDay === after ? [] : [say('say.source', { employee: id, system: source.system })];
}

/** The person's accounts, a line each. */
export function accountsSaid(desired: Desired, employee: Employee): readonly Said[] {
  return (employee.accounts ?? []).map((line) =>
    say('say.account', {
      system: line.system,
      licences: line.licences?.join(', '),
      monthly: monthlyOf(desired, line) ?? undefined,
    }),
  );
}

/** One device: what becomes of it on its day, and what a reviewer should know about it. */
export function deviceSaid(context: Context, person: PersonView, device: Device): readonly Said[] {
  const decision = decide(context, person, device);
  const day = deviceDayOf(person, device);
  const about = { device: device.id, type: device.type, ownership: device.ownership, day: day ?? undefined };
  if (day === null) return [say('say.device', about, { parts: { what: say(`disposition.${decision.kind}`) } })];
  const { lines } = sortedParts(context, [{ person, device, day, decision, lentFor: null }]);
  const remarks = lines.flatMap((line) => line.remarks.map((one) => say(`remark.${one.text}`, one.values, { level: 1 })));
  if (decision.kind === 'buyout' && decision.terms.state === 'open') {
    const wish = person.plan?.doc.devices?.[device.id];
    const { price, vat, answerBy } = decision.terms;
    const offer = say('say.offer', {
      device: device.id,
      price,
      vat,
      answerBy,
      wanted: wish?.disposition === 'buyout' ? wish.offer?.else : undefined,
    });
    return [offer, ...remarks];
  }
  const [line] = lines;
  const what = decision.kind === 'keep' || line === undefined ? say('disposition.keep') : say(`line.${line.text}`, line.values);
  return [say('say.device', about, { parts: { what } }), ...remarks];
}

/** Every device in the person's hands. */
export function devicesSaid(context: Context, person: PersonView): readonly Said[] {
  return person.devices.filter((one) => one.holder === person.id).flatMap((device) => deviceSaid(context, person, device));
}
