/** `lastday extend`: a later last day, with everything that hangs on it. */
import type { Day } from '../../schemas/primitives.ts';
import { atDesk, findEmployee } from './change/desk.ts';
import { changeFiles } from './change/files.ts';
import { say } from './change/said.ts';
import { submit } from './change/submit.ts';
import type { Invocation } from './command.ts';
import { type CliContext, Stop, UsageError } from './context.ts';
import { leaverSummary } from './offboard/leaver-summary.ts';
import { writeMove } from './offboard/write.ts';
import { dayOption } from './options.ts';

/** Moves the last day, shows what follows, and sends it. */
export async function run(context: CliContext, { words, options }: Invocation): Promise<number> {
  const to = dayOption(options, 'lastDay', '--last-day') as Day | null;
  const working = dayOption(options, 'lastWorkingDay', '--last-working-day') as Day | null;
  const id = words[0] ?? '';
  if (to === null) throw new UsageError('--last-day is missing.', `lastday extend ${id} --last-day 2027-06-30`);
  return atDesk(context, async (desk) => {
    const employee = findEmployee(desk, id);
    const from = employee.lastDay;
    if (from === undefined)
      throw new Stop(64, `${id} has no last day; there is nothing to extend.`, `lastday offboard ${id} --last-day ${to} sets one.`);
    if (to < from)
      throw new Stop(64, `${to} is before ${id}'s last day, ${from}.`, `lastday offboard ${id} --last-day ${to} makes it earlier.`);
    const files = changeFiles(desk.texts);
    const moved = writeMove(desk, employee, { to, working, files });
    const change = {
      key: `extend/${employee.id}-${to}`,
      purpose: 'extend',
      person: employee.id,
      files: files.all(),
      title: say('title.extend', { employee: employee.id, day: to }),
      summary: leaverSummary(desk, employee, moved),
    } as const;
    return submit(desk, change, options);
  });
}
