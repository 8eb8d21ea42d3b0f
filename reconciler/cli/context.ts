/** What every command is given: the outside world through functions, and the options that all commands share. */
import type { Instant, Locale } from '../../schemas/primitives.ts';
import type { Hash } from '../canonical.ts';
import type { Clock, Sealer } from '../ports.ts';
import type { CommandSpec } from './command.ts';

/** A conversation with the person at the terminal. */
export interface Dialogue {
  /** One line of answer; null when the person ends it instead (Ctrl-C, Ctrl-D). */
  ask(question: string): Promise<string | null>;
  close(): void;
}

/** The process, as functions. Only `main.ts` makes one from the real process; tests make their own. */
export interface World {
  readonly clock: Clock;
  readonly env: (name: string) => string | undefined;
  /** The whole environment, for git alone: credentials, agent, proxy and certificates come from it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A credential by its name in the files: `LASTDAY_CREDENTIAL_<NAME>`, `…_FILE` or `…_COMMAND`; null when the runner has none. */
  readonly credential: (name: string) => string | null;
  readonly sealer: () => Promise<Sealer>;
  readonly random: (bytes: number) => Uint8Array;
  readonly hash: Hash;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly isTerminal: boolean;
  /** Opens a conversation; null where input is no terminal. */
  readonly openDialogue: (() => Promise<Dialogue>) | null;
  readonly columns: number;
  readonly isCi: boolean;
  readonly folder: string;
  /** True from the first SIGINT or SIGTERM on. */
  readonly stopping: () => boolean;
  /** From now on memory is kept small, at the cost of some time: for commands that hold whole readings. */
  readonly spareMemory: () => void;
  readonly readFile: (path: string) => Promise<Uint8Array | null>;
  /** Puts a file there in one step, with the folders on the way; `isPrivate`: only who runs us may read it. */
  readonly writeFile: (path: string, bytes: Uint8Array | string, isPrivate?: boolean) => Promise<void>;
  readonly isFolder: (path: string) => boolean;
  readonly version: string;
  /** Joins and makes absolute, as the file system does. */
  readonly resolve: (...parts: string[]) => string;
}

/** Options that every command has. */
export interface Shared {
  /** `-C`: the clone of the state repository. */
  readonly folder: string;
  readonly json: boolean;
  readonly locale: Locale | null;
}

/** One command's ground. */
export interface CliContext {
  readonly world: World;
  readonly shared: Shared;
  readonly commands: readonly CommandSpec[];
  /** Help of one command, or of all (null); null when there is no such command. */
  readonly helpOf: (name: string | null) => string | null;
}

/** A wrong use of the command line: exit 64, with the next step. */
export class UsageError extends Error {
  readonly hint: string | null;
  constructor(text: string, hint: string | null = null) {
    super(text);
    this.name = 'UsageError';
    this.hint = hint;
  }
}

/** An end with a message and an exit code of the table: nothing to trace, nothing to report as a bug. */
export class Stop extends Error {
  readonly exit: number;
  readonly hint: string | null;
  constructor(exit: number, text: string, hint: string | null = null) {
    super(text);
    this.name = 'Stop';
    this.exit = exit;
    this.hint = hint;
  }
}

/** The same world at another instant: what `--on` makes of the clock for the whole process. */
export function worldAt(world: World, at: Instant): World {
  const started = world.clock.elapsed();
  const base = Date.parse(at);
  const now = () => `${new Date(base + (world.clock.elapsed() - started)).toISOString().slice(0, 19)}Z` as Instant;
  return { ...world, clock: { ...world.clock, now, elapsed: () => world.clock.elapsed(), sleep: (ms) => world.clock.sleep(ms) } };
}
