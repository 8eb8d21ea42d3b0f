/** What a command is. */
import type { CliContext } from './context.ts';

/** What a command was called with: positional words, and options by their long name in camel case. */
export interface Invocation {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
}

/** The code of a command. Resolves to an exit code. */
export interface Command {
  run(context: CliContext, invocation: Invocation): Promise<number>;
}

/** One command of the table. `flags` are in commander's notation, with a description each. */
export interface CommandSpec {
  readonly name: string;
  readonly words?: string;
  readonly summary: string;
  readonly flags: readonly (readonly [flags: string, description: string])[];
  readonly examples: readonly string[];
  readonly load: () => Promise<Command>;
}
