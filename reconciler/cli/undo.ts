/** `lastday undo`: puts back what a run took, after saying what does not come back. */
import type { EmployeeId } from '../../schemas/primitives.ts';
import type { Plan } from '../model/plan.ts';
import { refuseClock } from '../run/clock.ts';
import { openGround } from '../run/ground.ts';
import { refuseRewritten } from '../run/history.ts';
import { runNight } from '../run/nightly.ts';
import { personOf, planOn, viewOf, withLines } from '../run/plan-run.ts';
import { planUndoWith } from '../run/undoing.ts';
import type { Invocation } from './command.ts';
import { type CliContext, Stop, UsageError } from './context.ts';
import { isOn } from './options.ts';
import { showNight, showPlan, showsNames } from './show.ts';

/** Ends with 1 and the next step when nothing can be put back for the person who was named. */
function refuse(plan: Plan, { of, person }: { readonly of: string; readonly person: EmployeeId }): never {
  const isDue = plan.held.some((held) => held.releasedBy === 'extend');
  if (isDue)
    throw new Stop(
      1,
      `access of ${person} is over by the files; what ${of} took is not put back.`,
      `To extend: lastday extend ${person} --last-day DAY, merge it, then undo again.`,
    );
  if (plan.held.length > 0) throw new Stop(1, `nothing of ${of} can be put back for ${person}; each line above says why.`);
  throw new Stop(1, `${of} took nothing from ${person}.`, `lastday audit log --run ${of} shows what it did.`);
}

/** Lists, and with a person also puts back. A whole run is only listed: each person must be named. */
export async function run(context: CliContext, { words, options }: Invocation): Promise<number> {
  const [of = '', who] = words;
  if (!/^\d{8}T\d{6}Z-[0-9a-f]{8}$/u.test(of)) throw new UsageError(`"${of}" is not the id of a run.`, '`lastday audit log` shows them.');
  const ground = await openGround(context, { fetch: true, cache: true, on: null });
  try {
    await refuseRewritten(ground);
    await refuseClock(ground);
    const person = personOf(ground, who ?? null);
    if (!ground.memory.runs.some((one) => one.run === of))
      throw new Stop(64, `the journal has no run ${of}.`, '`lastday audit log` shows them.');
    const made = await planOn(ground, { only: null, fetch: true, simulated: false });
    const { setting, observed } = made;
    const wish = { of, person };
    const plan = await withLines(ground, await planUndoWith(made, { setting, observed, asOf: context.world.clock.now(), wish }));
    const view = viewOf({ ...made, plan }, { names: showsNames(context, false) });
    if (person === null || isOn(options, 'dryRun') || plan.changes.length === 0) {
      await showPlan(context, view, isOn(options, 'full'));
      if (person === null && plan.changes.length > 0) context.world.err(`\nName whom to put back: lastday undo ${of} EMPLOYEE\n`);
      if (person !== null && plan.changes.length === 0) refuse(plan, { of, person });
      return 0;
    }
    const night = await runNight(made, { kind: 'undo', plan, wait: true, attempt: 1, undo: wish });
    await showNight(
      context,
      { ...view, outcomes: night.outcomes, exit: night.exit, exits: night.exits, run: night.run },
      isOn(options, 'full'),
    );
    return night.exit;
  } finally {
    await ground.close();
  }
}
