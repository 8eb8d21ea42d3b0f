/** A plan from a file, carried out as far as it still holds: refused when it is not the one that is meant, too old, or from elsewhere. */
import { targetKey } from '../apply/target.ts';
import { addMinutes } from '../calendar.ts';
import { Stop } from '../cli/context.ts';
import type { Change } from '../model/change.ts';
import type { Plan } from '../model/plan.ts';
import { refuseClock } from './clock.ts';
import type { Ground } from './ground.ts';
import { refuseRewritten } from './history.ts';
import { type Night, runNight } from './nightly.ts';
import { digestOf, type PlanRun, planOn } from './plan-run.ts';

/** Minutes that two clocks may differ: the plan may come from another machine. */
const SKEW = 5;
/** No plan is carried out a day after it was made, whatever its file says of itself. */
const LONGEST = 24 * 60;

/** What became of a plan from a file. */
export interface Applied {
  readonly made: PlanRun;
  /** What was carried out at most: the lines of the file that planning again also makes. */
  readonly bound: Plan;
  readonly night: Night;
}

/** Refuses for a plan that must be made again; ends with 6. */
export function stalePlan(text: string): Stop {
  return new Stop(6, text, 'Plan again: lastday plan --out plan.json');
}

/** The plan file must be the one that is meant, not made for another day, not too old, and made from the default branch. */
async function refuseStale(ground: Ground, plan: Plan, digest: string): Promise<void> {
  const { world } = ground.context;
  const now = world.clock.now();
  if (digestOf(plan, world.hash) !== plan.id || plan.id !== digest) throw stalePlan('this is not the plan that --digest names.');
  if (plan.simulated) throw stalePlan('this plan was made with --on; it only shows what would be.');
  if (now >= plan.expiresAt) throw stalePlan(`this plan expired at ${plan.expiresAt}.`);
  if (now >= addMinutes(plan.asOf, LONGEST)) throw stalePlan(`this plan was made at ${plan.asOf}, more than a day ago.`);
  if (plan.asOf > addMinutes(now, SKEW))
    throw new Stop(9, `this plan is from the future (${plan.asOf}); one of the clocks is wrong.`, 'Set the clock; nothing was written.');
  // A commit that is not here at all, though everything was fetched, is no ancestor of anything.
  const isHere = (await ground.objects.resolve(plan.base)) !== null;
  if (!isHere || !(await ground.objects.isAncestor(plan.base, ground.head)))
    throw stalePlan(`the plan was made from ${plan.base.slice(0, 7)}, which is not on the default branch.`);
  if (ground.memory.finishedPlans.has(plan.id)) throw stalePlan('this plan has been carried out already.');
}

/** Carries out what still holds of a plan, under the lock. Ends with 6 when it is stale, with 9 when clocks disagree. */
export async function applyPlan(ground: Ground, plan: Plan, digest: string): Promise<Applied> {
  await refuseStale(ground, plan, digest);
  await refuseRewritten(ground);
  await refuseClock(ground);
  const made = await planOn(ground, { only: plan.only, fetch: true, simulated: false });
  const live = new Map(made.plan.changes.map((change) => [change.id, change]));
  const holds = (change: Change) => {
    const now = live.get(change.id);
    return now !== undefined && now.person === change.person && targetKey(now) === targetKey(change);
  };
  // Of the file only what it lets be done: whoever can write it must not choose what is told, published or recorded.
  const bound: Plan = { ...made.plan, id: plan.id, changes: plan.changes.filter(holds), notices: plan.notices ?? [] };
  return { made, bound, night: await runNight(made, { kind: 'apply', plan: bound, wait: true, attempt: 1 }) };
}
