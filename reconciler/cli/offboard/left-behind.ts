/** What is left without an owner when somebody goes, from the files: people, units, accounts, devices, exceptions, other people's plans. */
import type { Employee } from '../../../schemas/employee.ts';
import type { Desired } from '../../model/desired.ts';
import { isFinal } from '../../plan/device-facts.ts';
import { type Said, say } from '../change/said.ts';

function* ofPeople(desired: Desired, id: Employee['id']): Generator<readonly [what: string, subject: string]> {
  for (const one of desired.employees.values()) if (one.manager === id && one.id !== id) yield ['manages', one.id];
  for (const unit of desired.organisation.units) {
    if (unit.manager === id) yield ['unit', unit.id];
    if (unit.acting?.who === id) yield ['acting', unit.id];
  }
}

function* ofThings(desired: Desired, id: Employee['id']): Generator<readonly [what: string, subject: string]> {
  for (const what of ['service', 'shared', 'guest'] as const)
    for (const { owner, system } of desired.policy[what]) if (owner === id) yield [what, system];
  for (const device of desired.devices.values()) if (device.custodian === id && !isFinal(device)) yield ['custodian', device.id];
  for (const exception of desired.exceptions.values()) if (exception.owner === id) yield ['exception', exception.id];
}

function* ofPlans(desired: Desired, id: Employee['id']): Generator<readonly [what: string, subject: string]> {
  for (const plan of desired.offboardings.values()) {
    if (plan.closed !== undefined || plan.employee === id) continue;
    const takes = [plan.successor, ...(plan.handover ?? []).map((one) => one.to)];
    if (takes.includes(id)) yield ['successor', plan.employee];
    for (const [tag, wish] of Object.entries(plan.devices ?? {})) {
      const isHis = wish.disposition === 'transfer' && wish.to === id && desired.devices.get(tag as never)?.holder !== id;
      if (isHis) yield ['gets', tag];
    }
  }
}

/** One line for each duty, subjects of a kind together; none when nothing is left behind. */
export function leftBehind(desired: Desired, employee: Employee['id']): readonly Said[] {
  const groups = new Map<string, string[]>();
  for (const source of [ofPeople, ofThings, ofPlans])
    for (const [what, subject] of source(desired, employee)) groups.set(what, [...(groups.get(what) ?? []), subject]);
  if (groups.size === 0) return [];
  const lines = [...groups].map(([what, subjects]) => say(`left.${what}`, { subject: subjects.join(', ') }, { level: 1 }));
  return [say('say.left', { employee }), ...lines];
}
