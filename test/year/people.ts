/** What human resources do in the simulated year: people leave, stay longer, stay after all, come back, and begin. */
import { addDays } from '../../reconciler/calendar.ts';
import type { EditValue } from '../../reconciler/model/proposal.ts';
import type { Day } from '../../schemas/primitives.ts';
import { provision } from '../practice/world.ts';
import type { Office } from './company.ts';
import { dispositionsFor } from './dispositions.ts';
import type { Document } from './documents.ts';
import type { Chance } from './random.ts';

type Employee = Document<'employee'>;

/** Whom the story of the practice company needs as they are: managers, desks, approvers, people whose own stories go on. */
const STAYS = new Set(['e-1012', 'e-1020', 'e-1021', 'e-1013', 'e-1014', 'e-1009']);

const pathOf = (id: string) => `state/employees/${id}.yaml`;
const planPath = (id: string) => `state/offboardings/${id}.yaml`;

/** Who is there, without a last day, and free to go. */
function staying(company: Office, today: Day): Employee[] {
  const managers = new Set(company.all('employee').map(([, one]) => one.manager));
  return company
    .all('employee')
    .map(([, one]) => one)
    .filter((one) => one.lastDay === undefined && one.kind === 'employee' && (one.firstDay ?? '') <= today)
    .filter((one) => !STAYS.has(one.id) && !managers.has(one.id) && one.person !== 'withheld');
}

/** Somebody's last day is set, now and then only on the day itself; half of the plans decide on devices. */
export function someoneLeaves(company: Office, today: Day, chance: Chance): void {
  const one = chance.pick(staying(company, today));
  if (one === undefined || company.files.has(planPath(one.id))) return;
  const lastDay = addDays(today, chance.is(0.15) ? 0 : chance.between(3, 40));
  const devices = chance.is(0.7) ? dispositionsFor(company, { person: one.id, today, lastDay }, chance) : {};
  company.edit('employee', pathOf(one.id), [{ op: 'setKey', path: [], key: 'lastDay', value: lastDay }]);
  const plan: EditValue = {
    employee: one.id,
    kind: 'planned',
    endedBy: 'person',
    spell: lastDay,
    ...(Object.keys(devices).length === 0 ? {} : { devices }),
  };
  company.write('offboarding', planPath(one.id), plan);
}

/** People whose last day lies ahead and whose plan is theirs. */
function leaving(company: Office, today: Day): Employee[] {
  return company
    .all('employee')
    .map(([, one]) => one)
    .filter((one) => one.lastDay !== undefined && one.lastDay > today && !STAYS.has(one.id) && company.files.has(planPath(one.id)))
    .filter((one) => company.read('offboarding', planPath(one.id)).spell === one.lastDay);
}

/** A last day moves; the plan moves with it. */
export function someoneStaysLonger(company: Office, today: Day, chance: Chance): void {
  const one = chance.pick(leaving(company, today));
  if (one?.lastDay === undefined) return;
  const lastDay = addDays(one.lastDay, chance.between(7, 40));
  company.edit('employee', pathOf(one.id), [{ op: 'setScalar', path: ['lastDay'], value: lastDay }]);
  company.edit('offboarding', planPath(one.id), [{ op: 'setScalar', path: ['spell'], value: lastDay }]);
}

/** A leaving is called off: neither last day nor plan is left. */
export function someoneStaysAfterAll(company: Office, today: Day, chance: Chance): void {
  const one = chance.pick(leaving(company, today));
  if (one === undefined) return;
  company.edit('employee', pathOf(one.id), [{ op: 'deleteKey', path: [], key: 'lastDay' }]);
  company.files.delete(planPath(one.id));
}

/** True of a leaving in which nothing is left to do; those who died do not come back. */
function isClosed(company: Office, id: string): boolean {
  const plan = company.read('offboarding', planPath(id));
  return plan.closed !== undefined && plan.silent !== true;
}

/** Somebody who left comes back under the same id; the earlier time goes into the periods. */
export function someoneComesBack(company: Office, today: Day, chance: Chance): void {
  const gone = company
    .all('employee')
    .map(([, one]) => one)
    .filter((one) => one.kind === 'employee' && one.firstDay !== undefined && one.lastDay !== undefined && addDays(one.lastDay, 40) < today)
    .filter((one) => company.files.has(planPath(one.id)) && isClosed(company, one.id));
  const one = chance.pick(gone);
  if (one === undefined) return;
  const period = { from: one.firstDay ?? '', to: one.lastDay ?? '' };
  company.edit('employee', pathOf(one.id), [
    one.periods === undefined
      ? { op: 'setKey', path: [], key: 'periods', value: [period] }
      : { op: 'appendItem', path: ['periods'], value: period },
    { op: 'setScalar', path: ['firstDay'], value: addDays(today, 7) },
    { op: 'deleteKey', path: [], key: 'lastDay' },
    ...(one.lastWorkingDay === undefined ? [] : [{ op: 'deleteKey' as const, path: [], key: 'lastWorkingDay' }]),
  ]);
}

/** Somebody begins, with an account in the directory. */
export function someoneBegins(company: Office, exports: string, about: { today: Day; number: number }): void {
  const id = `e-${5000 + about.number}`;
  company.write('employee', pathOf(id), {
    id,
    person: { name: `Nya Påhittsson ${about.number}`, email: `ny.${about.number}@latsas.example` },
    kind: 'employee',
    unit: 'bemanning-syd',
    firstDay: about.today,
    accounts: [{ system: 'ad', id: `ad-${id}`, login: `ny${about.number}`, grants: ['alla', 'bemanning-syd'] }],
  });
  provision(exports, new Map([[pathOf(id), company.files.get(pathOf(id)) ?? '']]), about.today);
}

/** Of everybody who has left, what is on paper is ticked off. */
export function tickTasksOff(company: Office, today: Day): void {
  for (const [path, plan] of company.all('offboarding')) {
    if (plan.closed !== undefined || plan.tasks?.['handover' as never] !== undefined || plan.spell >= today) continue;
    const done = { done: today };
    company.edit('offboarding', path, [
      plan.tasks === undefined
        ? { op: 'setKey', path: [], key: 'tasks', value: { handover: done } }
        : { op: 'setKey', path: ['tasks'], key: 'handover', value: done },
    ]);
  }
}
