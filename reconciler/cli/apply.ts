/** `lastday apply`: carries out what still holds of a plan file, under the lock. */

import { minutesBetween } from '../calendar.ts';
import type { Plan } from '../model/plan.ts';
import { parsePlan } from '../report/json.ts';
import { refuseClock } from '../run/clock.ts';
import { type Ground, openGround } from '../run/ground.ts';
import { refuseRewritten } from '../run/history.ts';
import { runNight } from '../run/nightly.ts';
import { digestOf, planOn, viewOf } from '../run/plan-run.ts';
import { sayErrors } from '../run/say-errors.ts';
import type { Invocation } from './command.ts';
import { type CliContext, Stop, UsageError } from './context.ts';
import { isOn, textOption } from './options.ts';
import { showNight, showsNames } from './show.ts';

function stale(text: string): Stop {
  return new Stop(6, text, 'Plan again: lastday plan --out plan.json');
}

async function readPlan(context: CliContext, path: string): Promise<Plan> {
  const bytes = await context.world.readFile(context.world.resolve(context.world.folder, path));
  if (bytes === null) throw new UsageError(`there is no file ${path}.`, 'lastday plan --out plan.json makes one.');
  const parsed = parsePlan(new TextDecoder().decode(bytes), context.world.hash);
  if ('error' in parsed) throw stale(`${path} is not a plan: ${parsed.error}`);
  return parsed;
}

/** The plan file must be the one that is meant, not made for another day, not too old, and made from the default branch. */
async function refuseStale(ground: Ground, plan: Plan, digest: string | null): Promise<void> {
  const { world } = ground.context;
  const now = world.clock.now();
  if (digest === null)
    throw new UsageError('--digest is missing.', 'It names the very plan that was looked at; `lastday plan --out` prints it.');
  if (digestOf(plan, world.hash) !== plan.id || plan.id !== digest) throw stale('this is not the plan that --digest names.');
  if (plan.simulated) throw stale('this plan was made with --on; it only shows what would be.');
  if (now >= plan.expiresAt) throw stale(`this plan expired at ${plan.expiresAt}.`);
  if (minutesBetween(now, plan.asOf) > 5)
    throw new Stop(9, `this plan is from the future (${plan.asOf}); one of the clocks is wrong.`, 'Set the clock; nothing was written.');
  // A commit that is not here at all, though everything was fetched, is no ancestor of anything.
  const isHere = (await ground.objects.resolve(plan.base)) !== null;
  if (!isHere || !(await ground.objects.isAncestor(plan.base, ground.head)))
    throw stale(`the plan was made from ${plan.base.slice(0, 7)}, which is not on the default branch.`);
  if (ground.memory.finishedPlans.has(plan.id)) throw stale('this plan has been carried out already.');
}

/** Applies and prints. */
export async function run(context: CliContext, { words, options }: Invocation): Promise<number> {
  const plan = await readPlan(context, words[0] ?? '');
  const ground = await openGround(context, { fetch: true, cache: true, on: null });
  try {
    sayErrors(ground);
    await refuseStale(ground, plan, textOption(options, 'digest'));
    await refuseRewritten(ground);
    await refuseClock(ground);
    const made = await planOn(ground, { only: plan.only, fetch: true, simulated: false });
    const live = new Set(made.plan.changes.map((change) => change.id));
    const bound: Plan = { ...plan, changes: plan.changes.filter((change) => live.has(change.id)), base: ground.head };
    const night = await runNight(made, { kind: 'apply', plan: bound, wait: true, attempt: 1 });
    const { outcomes, pulls, notices, proposals, exits, exit, run: id } = night;
    const done = { ...made, plan: { ...bound, proposals } };
    await showNight(
      context,
      viewOf(done, { names: showsNames(context, isOn(options, 'names')), outcomes, pulls, notices, exits, exit, run: id }),
      isOn(options, 'full'),
    );
    return exit;
  } finally {
    await ground.close();
  }
}
