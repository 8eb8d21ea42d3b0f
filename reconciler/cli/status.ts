/** `lastday status`: the organisation or one person, cut for one reader; or the board. */
import type { EmployeeId, Id } from '../../schemas/primitives.ts';
import { didYouMean } from '../load/suggest.ts';
import { boardText } from '../record/board.ts';
import { statusText } from '../report/status.ts';
import type { Reader } from '../report/view.ts';
import { type PlanRun, personOf, planRun, viewOf } from '../run/plan-run.ts';
import type { Invocation } from './command.ts';
import { type CliContext, Stop, UsageError } from './context.ts';
import { isOn, textOption } from './options.ts';
import { showsNames } from './show.ts';

const READERS = ['hr', 'cfo', 'auditor'] as const;

/** Reads `--as`. */
function readReader(made: PlanRun, as: string | null): Reader {
  if (as === null) return 'all';
  const plain = READERS.find((one) => one === as);
  if (plain !== undefined) return plain;
  const [kind, id = ''] = as.split(':');
  const { desired } = made.ground;
  if (kind === 'manager') {
    if (!desired.employees.has(id as EmployeeId))
      throw new Stop(64, `there is no employee "${id}".`, didYouMean(id, desired.employees.keys()) ?? null);
    return { manager: id as EmployeeId };
  }
  if (kind === 'supplier') {
    const desks = Object.keys(desired.organisation.desks ?? {});
    if (!desks.includes(id)) throw new Stop(64, `there is no desk "${id}".`, `There are: ${desks.join(', ')}.`);
    return { supplier: id as Id };
  }
  throw new UsageError(`--as is "${as}".`, 'It can be hr, manager:ID, supplier:DESK, cfo or auditor.');
}

/** Prints the status. */
export async function run(context: CliContext, { words, options }: Invocation): Promise<number> {
  const on = textOption(options, 'on');
  const made = await planRun(context, { on, only: null, cache: true, fetch: false, simulated: on !== null });
  try {
    const { plan, ground, memory } = made;
    const as = readReader(made, textOption(options, 'as'));
    const person = personOf(ground, words[0] ?? null);
    if (context.shared.json) {
      context.world.out(
        `${JSON.stringify({ asOf: plan.asOf, findings: plan.findings, forecast: plan.forecast, upcoming: plan.upcoming, held: plan.held })}\n`,
      );
      return 0;
    }
    if (isOn(options, 'board')) {
      context.world.out(boardText({ plan, outcomes: [], pulls: [], desired: ground.desired, memory }));
      return 0;
    }
    const view = viewOf(made, { names: showsNames(context, isOn(options, 'names')) });
    context.world.out(statusText({ view, as, ...(person === null ? {} : { person }) }));
    return 0;
  } finally {
    await made.ground.close();
  }
}
