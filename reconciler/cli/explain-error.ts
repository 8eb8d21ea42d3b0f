/** Whatever a command threw -> a message for people and an exit code. */
import { escapeLines } from '../escape/terminal.ts';
import { Fault } from '../ports.ts';
import { Stop, UsageError, type World } from './context.ts';

/** Where a Fault comes from when it is the remote or the forge that refused; every other one is a system. */
const OF_GIT: ReadonlySet<string> = new Set(['git', 'remote', 'journal', 'forge', 'github']);

/** Prints what, where and the next step on stderr, and returns the exit code; only a bug shows a trace. */
export function explainError(error: unknown, world: World): number {
  if (error instanceof UsageError || error instanceof Stop) {
    world.err(`lastday: ${escapeLines(error.message)}\n${error.hint === null ? '' : `  ${escapeLines(error.hint)}\n`}`);
    return error instanceof Stop ? error.exit : 64;
  }
  if (error instanceof Fault) {
    const isGit = OF_GIT.has(error.where);
    const next = isGit ? 'Look at the address and the rights of this machine: lastday doctor' : 'Look at the system: lastday doctor';
    world.err(`lastday: ${error.where}: ${escapeLines(error.message.replace(/\.+$/u, ''))}.\n  ${next}\n`);
    return isGit ? 4 : 9;
  }
  world.err(`lastday: this is a bug in lastday; nothing more is written. Please report it with the lines below.\n`);
  world.err(`${escapeLines(error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`);
  return 70;
}
