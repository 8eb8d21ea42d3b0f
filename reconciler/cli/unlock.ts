/** `lastday unlock`: takes the lock away from a run that a person knows to be dead. */
import { openGround } from '../run/ground.ts';
import type { Invocation } from './command.ts';
import { type CliContext, Stop, UsageError } from './context.ts';
import { textOption } from './options.ts';

function say({ world, shared }: CliContext, result: { readonly state: string; readonly run?: string }, text: string): void {
  world.out(shared.json ? `${JSON.stringify({ state: result.state, run: result.run ?? null })}\n` : `${text}\n`);
}

/** Releases the lock of exactly the run that is named. */
export async function run(context: CliContext, { words, options }: Invocation): Promise<number> {
  const reason = textOption(options, 'reason');
  if (reason === null) throw new UsageError('--reason is missing.', 'Say how it is known that the run is dead; it stands in the journal.');
  const ground = await openGround(context, { fetch: true, cache: true, on: null });
  try {
    if (ground.remote === null) throw new Stop(4, 'this clone has no remote.');
    const { releaseLock } = await import('../record/lock.ts');
    const { clock, hash } = context.world;
    const result = await releaseLock({ remote: ground.remote, reader: ground.objects, clock, hash, reason, run: words[0] ?? null });
    switch (result.state) {
      case 'released':
        say(context, result, `The lock of ${result.run} is released. What it had begun is read and settled by the next run.`);
        return 0;
      case 'free':
        say(context, result, 'Nobody holds the lock.');
        return 0;
      case 'other':
        throw new Stop(
          7,
          `the lock is held by ${result.holder} since ${result.since}, not by ${words[0]}.`,
          'Look again whether that one is dead.',
        );
      case 'failed':
        throw result.fault;
    }
  } finally {
    await ground.close();
  }
}
