/** Whatever a command threw -> a message for people and an exit code. */
import { Fault } from '../ports.ts';
import { Stop, UsageError, type World } from './context.ts';

/** Prints what, where and the next step on stderr, and returns the exit code; only a bug shows a trace. */
export function explainError(error: unknown, world: World): number {
  if (error instanceof UsageError || error instanceof Stop) {
    world.err(`lastday: ${error.message}\n${error.hint === null ? '' : `  ${error.hint}\n`}`);
    return error instanceof Stop ? error.exit : 64;
  }
  if (error instanceof Fault) {
    world.err(`lastday: ${error.where}: ${error.operation}: ${error.message}\n`);
    return error.where === 'git' || error.where === 'forge' ? 4 : 9;
  }
  world.err(`lastday: this is a bug in lastday; nothing more is written. Please report it with the lines below.\n`);
  world.err(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 70;
}
