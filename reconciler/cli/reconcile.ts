/** `lastday reconcile`: the nightly, in one process. */
import { nightText } from '../report/summary.ts';
import { reconcile } from '../run/reconcile.ts';
import type { Invocation } from './command.ts';
import type { CliContext } from './context.ts';
import { isNotOff, isOn, textOption } from './options.ts';
import { showPlan, showsNames } from './show.ts';

/** Runs the night and prints it. */
export async function run(context: CliContext, { options }: Invocation): Promise<number> {
  const wish = {
    on: textOption(options, 'on'),
    only: textOption(options, 'only'),
    cache: isNotOff(options, 'cache'),
    wait: isNotOff(options, 'wait'),
    dryRun: isOn(options, 'dryRun'),
  };
  const view = await reconcile(context, wish);
  const shown = { ...view, names: showsNames(context, isOn(options, 'names')) };
  if (wish.dryRun || context.shared.json || isOn(options, 'full') || context.world.isCi)
    await showPlan(context, shown, isOn(options, 'full'));
  else context.world.out(nightText(shown));
  return view.exit;
}
