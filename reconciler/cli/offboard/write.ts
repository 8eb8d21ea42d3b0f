/** Writes a leaving into the files: the person, the plan, and devices that come back to the person when the last day moves on. */
import type { Employee } from '../../../schemas/employee.ts';
import type { Day } from '../../../schemas/primitives.ts';
import type { Edit } from '../../model/proposal.ts';
import { type Desk, employeePath, planPath } from '../change/desk.ts';
import type { ChangedFiles } from '../change/files.ts';
import type { Said } from '../change/said.ts';
import { giveBack } from './give-back.ts';
import { moveEmployee, movePlan } from './move.ts';
import { newPlan, planEdits, planPlace } from './plan-files.ts';
import type { OffboardWish } from './wish.ts';

/** Where a last day goes, and what else an open plan is to say. */
export interface MoveWish {
  readonly to: Day;
  readonly working: Day | null;
  readonly files: ChangedFiles;
  readonly plan?: readonly Edit[];
}

/** Moves the last day and everything that hangs on it; says what moved. A plan that is not there is not made. */
export function writeMove(desk: Desk, employee: Employee, wish: MoveWish): readonly Said[] {
  const { desired, today } = desk;
  const { to, working, files, plan = [] } = wish;
  const move = { from: employee.lastDay ?? null, to, today };
  const person = moveEmployee(employee, move, working);
  files.edit('employee', employeePath(desired, employee.id), person.edits);
  const isLater = move.from !== null && to > move.from && to >= today;
  const back = isLater ? giveBack(desired, employee, files) : [];
  const { open } = planPlace(desired, employee);
  if (open === null) return [...person.said, ...back];
  const moved = movePlan(open.doc, move);
  files.edit('offboarding', planPath(desired, open.stem), [...moved.edits, ...plan]);
  return [...person.said, ...moved.said, ...back];
}

/** Writes all that is wished for a leaver, into the open plan or a new one; says what moved. */
export function writeWish(desk: Desk, employee: Employee, about: { wish: OffboardWish; files: ChangedFiles }): readonly Said[] {
  const { desired, today } = desk;
  const { wish, files } = about;
  const writing = { desired, employee, today };
  const { open, fresh } = planPlace(desired, employee);
  const plan = open === null ? [] : planEdits(open.doc, writing, wish);
  const moved = writeMove(desk, employee, { to: wish.lastDay, working: wish.lastWorkingDay, files, plan });
  if (open === null) files.create('offboarding', planPath(desired, fresh), newPlan(writing, wish));
  return moved;
}
