/** `lastday status`: the organisation or one person, cut for one reader; or the board. */
import type { EmployeeId, Id } from '../../schemas/primitives.ts';
import { didYouMean } from '../load/suggest.ts';
import { boardText } from '../record/board.ts';
import { lifeOf } from '../report/facts.ts';
import { monthsOf } from '../report/status/desk-record.ts';
import { statusText } from '../report/status.ts';
import type { Reader, ReportView } from '../report/view.ts';
import { type PlanRun, personOf, planRun, viewOf } from '../run/plan-run.ts';
import type { Invocation } from './command.ts';
import { type CliContext, Stop, UsageError } from './context.ts';
import { isOn, textOption } from './options.ts';
import { showsNames, styleFor } from './show.ts';

const READERS = ['hr', 'cfo', 'auditor', 'leaver'] as const;

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
  throw new UsageError(`--as is "${as}".`, 'It can be hr, manager:ID, supplier:DESK, cfo, auditor or leaver.');
}

/** The record of each desk and supplier by month, the sum last. */
function desksOf({ deskRecord }: ReportView) {
  return [...new Set(deskRecord.map((one) => one.desk))].sort().map((desk) => ({ desk, months: monthsOf(deskRecord, desk) }));
}

/** The status for machines: ids, days and numbers. With a person, of that person only. */
function statusJson(made: PlanRun, person: EmployeeId | null): string {
  const { plan, ground } = made;
  const view = viewOf(made, { names: false });
  const isAsked = (id: EmployeeId | null | undefined) => person === null || id === person;
  const people = [...ground.desired.employees.values()]
    .filter((employee) => isAsked(employee.id))
    .map((employee) => ({ id: employee.id, life: lifeOf(view, employee), lastDay: employee.lastDay ?? null }));
  return JSON.stringify({
    asOf: plan.asOf,
    people,
    findings: plan.findings.filter((one) => isAsked(one.subject.employee)),
    forecast: plan.forecast.filter((one) => isAsked(one.person)),
    upcoming: plan.upcoming.filter((one) => isAsked(one.person)),
    held: plan.held.filter((one) => isAsked(one.change.person)),
    ...(person === null ? { desks: desksOf(view) } : {}),
  });
}

/** Prints the status. */
export async function run(context: CliContext, { words, options }: Invocation): Promise<number> {
  const on = textOption(options, 'on');
  const made = await planRun(context, { on, only: null, cache: true, fetch: false, simulated: on !== null });
  try {
    const { plan, ground, memory } = made;
    const as = readReader(made, textOption(options, 'as'));
    const person = personOf(ground, words[0] ?? null);
    if (as === 'leaver' && person === null)
      throw new UsageError('--as leaver needs a person.', 'Write `lastday status e-1042 --as leaver`.');
    if (context.shared.json) {
      context.world.out(`${statusJson(made, person)}\n`);
      return 0;
    }
    if (isOn(options, 'board')) {
      const locale = context.shared.locale ?? ground.desired.organisation.locale;
      context.world.out(boardText({ plan, outcomes: [], pulls: [], desired: ground.desired, memory, locale }));
      return 0;
    }
    const view = viewOf(made, { names: showsNames(context, isOn(options, 'names')) });
    context.world.out(statusText({ view, as, style: styleFor(context), ...(person === null ? {} : { person }) }));
    return 0;
  } finally {
    await made.ground.close();
  }
}
