/** `lastday reconcile`: the nightly, in one process. */
import { reconcile } from '../run/reconcile.ts';
import type { Invocation } from './command.ts';
import type { CliContext } from './context.ts';
import { isNotOff, isOn, textOption } from './options.ts';
import { showNight, showPlan, showsNames } from './show.ts';

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
  if (wish.dryRun) await showPlan(context, shown, isOn(options, 'full'));
  else await showNight(context, shown, isOn(options, 'full'));
  return view.exit;
}
