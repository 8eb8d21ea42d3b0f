/** `lastday plan`: says what would be done, and why; from the systems, or from files alone. The two share no code that is worth loading for both. */
import type { Invocation } from './command.ts';
import { type CliContext, UsageError } from './context.ts';
import { isNotOff, isOn, textOption } from './options.ts';

/** Plans and prints. */
export async function run(context: CliContext, invocation: Invocation): Promise<number> {
  const { options } = invocation;
  const base = textOption(options, 'base');
  if (isOn(options, 'offline')) {
    const { runOffline } = await import('./plan-offline.ts');
    return runOffline(context, { base, cache: isNotOff(options, 'cache') });
  }
  if (base !== null) throw new UsageError('--base goes with --offline.');
  const { runLive } = await import('./plan-live.ts');
  return runLive(context, invocation);
}
