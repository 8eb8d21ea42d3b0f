/** What `offboard` changes in the files: the employee's last day, and the plan. Texts in, texts out. */
import type { Employee } from '../../../schemas/employee.ts';
import type { Offboarding } from '../../../schemas/offboarding.ts';
import type { Desired } from '../../model/desired.ts';
import type { Edit, EditValue } from '../../model/proposal.ts';
import { pathOf } from '../../plan/input.ts';
import { editYaml } from '../../record/edit-yaml.ts';
import { newYaml } from '../../record/new-yaml.ts';
import { Stop } from '../context.ts';
import type { OffboardWish } from './wish.ts';

/** The person's plan as it stands: the one that is open for the present last day, and the name for a further one. */
export interface PlanPlace {
  readonly open: { readonly stem: string; readonly doc: Offboarding } | null;
  readonly fresh: string;
}

/** Finds the plan to edit, or the file name of a new one. */
export function planPlace(desired: Desired, employee: Employee): PlanPlace {
  const own = [...desired.offboardings].filter(([, doc]) => doc.employee === employee.id);
  const open = own.find(([, doc]) => doc.closed === undefined && doc.spell === employee.lastDay);
  let fresh: string = employee.id;
  for (let number = 2; desired.offboardings.has(fresh); number += 1) fresh = `${employee.id}.${number}`;
  return { open: open === undefined ? null : { stem: open[0], doc: open[1] }, fresh };
}

/** Edits of the employee's file. */
export function employeeEdits(employee: Employee, wish: OffboardWish): readonly Edit[] {
  const edits: Edit[] = [];
  if (employee.lastDay !== wish.lastDay) edits.push({ op: 'setKey', path: [], key: 'lastDay', value: wish.lastDay });
  if (employee.reviewBy !== undefined) edits.push({ op: 'deleteKey', path: [], key: 'reviewBy' });
  if (wish.lastWorkingDay !== null && employee.lastWorkingDay !== wish.lastWorkingDay) {
    edits.push({ op: 'setKey', path: [], key: 'lastWorkingDay', value: wish.lastWorkingDay });
  }
  return edits;
}

function dispositions(wish: OffboardWish): Record<string, EditValue> {
  return Object.fromEntries(wish.devices.map(({ tag, disposition, to }) => [tag, to === null ? { disposition } : { disposition, to }]));
}

function notice(wish: OffboardWish): EditValue | null {
  if (wish.noEmail === null) return null;
  return wish.noEmail === 'unsaid' ? { buyoutQuestion: false } : { buyoutQuestion: false, because: wish.noEmail };
}

/** A whole new plan. */
export function newPlan(wish: OffboardWish): { readonly [key: string]: EditValue } {
  const notify = notice(wish);
  return {
    employee: wish.employee,
    kind: wish.isImmediate ? 'immediate' : 'planned',
    ...(wish.endedBy === null ? {} : { endedBy: wish.endedBy }),
    spell: wish.lastDay,
    ...(notify === null ? {} : { notify }),
    ...(wish.successor === null ? {} : { successor: wish.successor }),
    ...(wish.devices.length === 0 ? {} : { devices: dispositions(wish) }),
  };
}

/** Edits of a plan that is there. */
export function planEdits(doc: Offboarding, wish: OffboardWish): readonly Edit[] {
  const edits: Edit[] = [];
  const set = (key: string, value: EditValue) => edits.push({ op: 'setKey', path: [], key, value });
  if (wish.isImmediate && doc.kind !== 'immediate') set('kind', 'immediate');
  if (wish.endedBy !== null && doc.endedBy !== wish.endedBy) set('endedBy', wish.endedBy);
  if (doc.spell !== wish.lastDay) set('spell', wish.lastDay);
  const notify = notice(wish);
  if (notify !== null) set('notify', notify);
  if (wish.successor !== null && doc.successor !== wish.successor) set('successor', wish.successor);
  if (wish.devices.length > 0 && doc.devices === undefined) set('devices', dispositions(wish));
  else for (const [tag, value] of Object.entries(dispositions(wish))) edits.push({ op: 'setKey', path: ['devices'], key: tag, value });
  return edits;
}

function edited(path: string, text: string, about: { edits: readonly Edit[]; kind: 'employee' | 'offboarding' }): string {
  const result = editYaml(text, about.edits, about.kind);
  if ('refused' in result)
    throw new Stop(1, `${path} cannot be edited by the machine: ${result.refused}`, 'Edit it by hand, in a pull request of your own.');
  return result.text;
}

/** Every file that changes, with its new text. A plan is only written when it says something. */
export function changedFiles(desired: Desired, wish: OffboardWish, texts: (path: string) => string): ReadonlyMap<string, string> {
  const employee = desired.employees.get(wish.employee as Employee['id']);
  if (employee === undefined) throw new Stop(64, `there is no employee ${wish.employee}.`);
  const files = new Map<string, string>();
  const path = pathOf(desired, 'state/employees', employee.id);
  const edits = employeeEdits(employee, wish);
  if (edits.length > 0) files.set(path, edited(path, texts(path), { edits, kind: 'employee' }));
  const place = planPlace(desired, employee);
  if (place.open !== null) {
    const planPath = pathOf(desired, 'state/offboardings', place.open.stem);
    const changes = planEdits(place.open.doc, wish);
    if (changes.length > 0) files.set(planPath, edited(planPath, texts(planPath), { edits: changes, kind: 'offboarding' }));
  } else {
    const planPath = pathOf(desired, 'state/offboardings', place.fresh);
    files.set(planPath, newYaml('offboarding', planPath, newPlan(wish)));
  }
  return files;
}
