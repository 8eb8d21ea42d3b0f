/** `lastday apply`: carries out what still holds of a plan file, under the lock. */

import type { Plan } from '../model/plan.ts';
import { parsePlan } from '../report/json.ts';
import { applyPlan, stalePlan } from '../run/applying.ts';
import { openGround } from '../run/ground.ts';
import { viewOf } from '../run/plan-run.ts';
import { sayErrors } from '../run/say-errors.ts';
import type { Invocation } from './command.ts';
import { type CliContext, UsageError } from './context.ts';
import { isOn, textOption } from './options.ts';
import { showNight, showsNames } from './show.ts';

async function readPlan(context: CliContext, path: string): Promise<Plan> {
  const bytes = await context.world.readFile(context.world.resolve(context.world.folder, path));
  if (bytes === null) throw new UsageError(`there is no file ${path}.`, 'lastday plan --out plan.json makes one.');
  const parsed = parsePlan(new TextDecoder().decode(bytes), context.world.hash);
  if ('error' in parsed) throw stalePlan(`${path} is not a plan: ${parsed.error}`);
  return parsed;
}

/** Applies and prints. */
export async function run(context: CliContext, { words, options }: Invocation): Promise<number> {
  const plan = await readPlan(context, words[0] ?? '');
  const ground = await openGround(context, { fetch: true, cache: true, on: null });
  try {
    sayErrors(ground);
    const digest = textOption(options, 'digest');
    if (digest === null)
      throw new UsageError('--digest is missing.', 'It names the very plan that was looked at; `lastday plan --out` prints it.');
    const { made, bound, night } = await applyPlan(ground, plan, digest);
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
