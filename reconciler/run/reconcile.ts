/** A whole night from the ground up; begins again when another run came between reading and claim. */
import { type CliContext, Stop } from '../cli/context.ts';
import { escapeLines } from '../escape/terminal.ts';
import { Fault } from '../ports.ts';
import type { ReportView } from '../report/view.ts';
import { refuseClock } from './clock.ts';
import { exitsOf } from './exits.ts';
import { forgeKindOf } from './forge-wish.ts';
import { type Ground, type GroundWish, openGround } from './ground.ts';
import { refuseRewritten } from './history.ts';
import { runNight } from './nightly.ts';
import { type PlanRun, planOn, viewOf } from './plan-run.ts';
import { sayErrors } from './say-errors.ts';

/** Times that a run begins again when another one wrote the journal between its reading and its claim. */
const ATTEMPTS = 3;

/** Another day may only be lived through where nothing real can be touched. */
function refuseForeignClock(ground: Ground): void {
  const real = [...ground.desired.systems.values()].filter((system) => system.mode !== 'off' && !['practice', 'csv'].includes(system.kind));
  const { world } = ground.context;
  const { mode, transport } = ground.desired.policy.notices;
  const isRealMail = mode !== 'off' && transport !== null && transport.server !== 'practice';
  const isLocal = forgeKindOf(world) === 'local';
  if (real.length > 0 || isRealMail || !isLocal)
    throw new Stop(
      64,
      'reconcile --on needs practice and csv systems, practice mail and the local forge only.',
      'To look ahead without writing: lastday plan --on DAY',
    );
}

/** What the night is for. */
export interface NightOptions {
  readonly on: string | null;
  readonly only: string | null;
  readonly cache: boolean;
  readonly wait: boolean;
  readonly dryRun: boolean;
}

/** How a night finds its repository: the clone that the context names, unless told otherwise. */
export type OpenGround = (context: CliContext, wish: GroundWish) => Promise<Ground>;

/** One attempt at a night; a journal that moved meanwhile shows as a Fault of operation `moved`. */
async function attempt(
  context: CliContext,
  wish: NightOptions,
  at: { readonly number: number; readonly open: OpenGround },
): Promise<ReportView> {
  const ground = await at.open(context, { fetch: true, cache: wish.cache, on: wish.on });
  try {
    sayErrors(ground);
    await refuseRewritten(ground);
    if (wish.on === null) await refuseClock(ground);
    else refuseForeignClock(ground);
    const made: PlanRun = await planOn(ground, { only: wish.only, fetch: true, simulated: false });
    if (wish.dryRun) {
      const results = exitsOf({
        plan: made.plan,
        diagnostics: ground.diagnostics,
        outcomes: [],
        pulls: [],
        end: null,
        bugs: 0,
        detailed: false,
      });
      return viewOf(made, { names: false, ...results });
    }
    const night = await runNight(made, { kind: 'reconcile', plan: made.plan, wait: wish.wait, attempt: at.number });
    for (const { person, error } of night.bugs)
      context.world.err(
        `bug with ${person ?? 'a list'}: ${escapeLines(error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`,
      );
    const { outcomes, pulls, notices, exits, exit } = night;
    const plan = { ...made.plan, proposals: night.proposals };
    return viewOf(made, { names: false, plan, outcomes, pulls, notices, exits, exit, run: night.run, journal: 'verified' });
  } finally {
    await ground.close();
  }
}

/** Runs the night; begins again when another run came between. */
export async function reconcile(context: CliContext, wish: NightOptions, open: OpenGround = openGround): Promise<ReportView> {
  for (let number = 1; ; number += 1) {
    try {
      return await attempt(context, wish, { number, open });
    } catch (error) {
      if (!(error instanceof Fault) || error.operation !== 'moved' || number >= ATTEMPTS) throw error;
    }
  }
}
