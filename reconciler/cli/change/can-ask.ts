/** Whether there is somebody to ask. Apart from the questions themselves, so that a command that asks none does not load them. */
import type { CliContext } from '../context.ts';

/** True at a terminal with somebody at it: never in CI, with --json, or where LASTDAY_NO_INPUT is set. */
export function canAsk({ world, shared }: CliContext): boolean {
  const isOff = (world.env('LASTDAY_NO_INPUT') ?? '') !== '';
  return world.openDialogue !== null && world.isTerminal && !world.isCi && !shared.json && !isOff;
}
