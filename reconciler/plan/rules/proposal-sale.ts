/** Devices that the person who leaves buys. */
import type { Proposal } from '../../model/proposal.ts';
import { firstDeviceDay, type Step, sortedParts } from '../device-lines.ts';
import { decide, deviceDayOf, isPostponed } from '../dispositions.ts';
import { todayOf } from '../indices.ts';
import type { Context, PersonView } from '../input.ts';
import { keyFor } from '../pull-keys.ts';
import { reasonAt } from '../scope.ts';

function stepsOf(context: Context, person: PersonView): Step[] {
  const today = todayOf(context, person);
  return person.devices.flatMap((device) => {
    const day = deviceDayOf(person, device);
    if (device.holder !== person.id || device.status !== 'in-use' || day === null || day > today) return [];
    const decision = decide(context, person, device);
    if (decision.kind !== 'buyout' || decision.terms.state !== 'yes' || isPostponed(context, { person, device, change: 'sale' })) return [];
    return [{ person, device, day, decision, lentFor: null }];
  });
}

/** One proposal per person from the device day on, when the offer was answered yes in time and policy allows it. */
export function* proposeSales(context: Context): Generator<Proposal> {
  for (const person of context.people.values()) {
    const { lastDay } = person.employee;
    const steps = person.plan === null ? [] : stepsOf(context, person);
    if (lastDay === undefined || steps.length === 0) continue;
    yield {
      key: keyFor('sale', person.id, lastDay),
      purpose: 'sale',
      person: person.id,
      system: null,
      day: firstDeviceDay(steps),
      urgent: true,
      silent: person.plan?.doc.silent === true,
      ...sortedParts(context, steps),
      because: reasonAt(context.input.desired, 'device-day', { kind: 'employee', id: person.id, pointer: '/lastDay' }),
    };
  }
}
