/** The command line as a person at a shell has it: words in; exit code, stdout and stderr out. Git, disk and files are real, time is given. */

import { instantOf, millisecondsOf } from '../../reconciler/calendar.ts';
import { worldAt } from '../../reconciler/cli/context.ts';
import { explainError } from '../../reconciler/cli/explain-error.ts';
import { runProgram } from '../../reconciler/cli/program.ts';
import type { Clock } from '../../reconciler/ports.ts';
import type { Instant } from '../../schemas/primitives.ts';
import { testContext } from './process-world.ts';
import { quietGit } from './repository.ts';

/** Where and when a command is called. */
export interface Shell {
  /** The folder the person stands in. */
  readonly folder: string;
  /** What the clock shows; it goes on from there. */
  readonly at: string;
  /** `LASTDAY_EXPORTS`; left out, a folder `exports` beside the clone counts. */
  readonly exports?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly isTerminal?: boolean;
  readonly isCi?: boolean;
  /** What the person types, line by line; null is Ctrl-C. Makes the shell a terminal. */
  readonly answers?: readonly (string | null)[];
  readonly captureKey?: Uint8Array;
  /** Waiting takes no time; the clock goes on as if it had. */
  readonly skipsWaits?: boolean;
  /** Credentials by name, as the runner holds them. */
  readonly credentials?: Readonly<Record<string, string>>;
}

/** What came of a call. */
export interface Called {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** Who calls, as git knows them. */
export const PERSON = { GIT_AUTHOR_NAME: 'Petra Påhittad', GIT_AUTHOR_EMAIL: 'petra@exempel.example' } as const;

function withoutWaits(clock: Clock): Clock {
  let waited = 0;
  return {
    now: () => clock.now(),
    elapsed: () => clock.elapsed() + waited,
    async sleep(milliseconds) {
      waited += milliseconds;
    },
  };
}

/** Calls `lastday` with these words, as `main.ts` would. Never throws: a bug is exit 70 with its trace on stderr. */
export async function lastday(shell: Shell, ...words: readonly string[]): Promise<Called> {
  const context = testContext({
    folder: shell.folder,
    exports: '',
    captureKey: shell.captureKey ?? null,
    isTerminal: shell.isTerminal ?? shell.answers !== undefined,
    ...(shell.answers === undefined ? {} : { answers: shell.answers }),
  });
  const environment: Readonly<Record<string, string>> = {
    ...quietGit,
    ...(shell.exports === undefined ? {} : { LASTDAY_EXPORTS: shell.exports }),
    ...shell.environment,
  };
  const forGit = { ...context.world.environment, ...PERSON, ...shell.environment };
  const env = (name: string) => environment[name];
  const credential = (name: string) =>
    shell.credentials?.[name] ?? env(`LASTDAY_CREDENTIAL_${name.toUpperCase().replaceAll('-', '_')}`) ?? null;
  const clock = shell.skipsWaits === true ? withoutWaits(context.world.clock) : context.world.clock;
  const own = { ...context.world, clock, env, credential, environment: forGit, isCi: shell.isCi ?? false };
  const world = worldAt(own, instantOf(millisecondsOf(shell.at as Instant)));
  let exit: number;
  try {
    exit = await runProgram(words, world);
  } catch (error) {
    exit = explainError(error, world);
  }
  return { exit, out: context.printed(), err: context.complained() };
}

/** The same, and the output as JSON. Throws with both streams when it is none. */
export async function lastdayJson(shell: Shell, ...words: readonly string[]): Promise<Called & { readonly json: unknown }> {
  const called = await lastday(shell, ...words, '--json');
  try {
    return { ...called, json: JSON.parse(called.out) as unknown };
  } catch {
    throw new Error(`no JSON from ${words.join(' ')} (exit ${called.exit}): ${called.out}${called.err}`);
  }
}
