/** `lastday cancel`: somebody stays after all. The last day goes, the open plan becomes history, what they still have is theirs again. */
import type { Employee } from '../../schemas/employee.ts';
import type { Day } from '../../schemas/primitives.ts';
import type { Desired } from '../model/desired.ts';
import type { Edit } from '../model/proposal.ts';
import { dropFields } from '../plan/edits.ts';
import { contextOf } from '../run/files-context.ts';
import { atDesk, type Desk, employeePath, findEmployee, planPath } from './change/desk.ts';
import { type ChangedFiles, changeFiles } from './change/files.ts';
import { type Said, say } from './change/said.ts';
import { submit } from './change/submit.ts';
import type { Invocation } from './command.ts';
import { type CliContext, Stop } from './context.ts';
import { giveBack } from './offboard/give-back.ts';
import { planPlace } from './offboard/plan-files.ts';
import { accessBackSaid, sourceSaid } from './offboard/summary.ts';
import { dayOption } from './options.ts';

function personEdits(employee: Employee, reviewBy: Day | null): readonly Edit[] {
  if (employee.kind !== 'employee' && reviewBy === null)
    throw new Stop(64, `a ${employee.kind} needs an end, or a day on which somebody looks again.`, '--review-by DAY names that day.');
  const review: Edit[] = reviewBy === null ? [] : [{ op: 'setKey', path: [], key: 'reviewBy', value: reviewBy }];
  return [...dropFields(employee, 'lastDay', 'lastWorkingDay'), ...review];
}

/** Takes the leaving out of the files, and says what that does. */
function writeCancel(desk: Desk, employee: Employee, about: { reviewBy: Day | null; files: ChangedFiles }): readonly Said[] {
  const { desired, today } = desk;
  const { reviewBy, files } = about;
  files.edit('employee', employeePath(desired, employee.id), personEdits(employee, reviewBy));
  const said = [say('say.stays', { employee: employee.id, was: employee.lastDay })];
  if (reviewBy !== null) said.push(say('say.review-by', { employee: employee.id, day: reviewBy }));
  const { open } = planPlace(desired, employee);
  if (open !== null) {
    files.edit('offboarding', planPath(desired, open.stem), [{ op: 'setKey', path: [], key: 'closed', value: today }]);
    said.push(say('say.plan-closed', { plan: open.stem }));
  }
  return [...said, ...sourceSaid(employee, undefined), ...giveBack(desired, employee, files)];
}

/** Takes the last day away, shows what follows, and sends it. Without a last day there is nothing to do. */
export async function run(context: CliContext, { words, options }: Invocation): Promise<number> {
  const reviewBy = dayOption(options, 'reviewBy', '--review-by') as Day | null;
  return atDesk(context, async (desk) => {
    const employee = findEmployee(desk, words[0] ?? '');
    const { id, lastDay } = employee;
    const files = changeFiles(desk.texts);
    const said = lastDay === undefined ? [] : writeCancel(desk, employee, { reviewBy, files });
    const summary = (after: Desired) => [
      ...said,
      ...accessBackSaid(contextOf(desk.ground, desk.desired), contextOf(desk.ground, after), id),
    ];
    const title = say('title.cancel', { employee: id, was: lastDay });
    return submit(
      desk,
      { key: `cancel/${id}-${lastDay ?? ''}`, purpose: 'cancel', person: id, files: files.all(), title, summary },
      options,
    );
  });
}
