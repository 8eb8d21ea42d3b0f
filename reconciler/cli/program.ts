/** Words on the command line -> one command's code, loaded only then. */
import { CommanderError, Command as Program } from 'commander';
import type { Locale } from '../../schemas/primitives.ts';
import { canAsk } from './change/can-ask.ts';
import type { CommandSpec } from './command.ts';
import { COMMANDS } from './commands.ts';
import { type CliContext, Stop, UsageError, type World } from './context.ts';

const LOCALES: readonly Locale[] = ['sv', 'da', 'en'];

function readLocale(world: World): Locale | null {
  const given = world.env('LASTDAY_LANG');
  if (given === undefined || given === '') return null;
  const found = LOCALES.find((locale) => locale === given.slice(0, 2).toLowerCase());
  if (found === undefined) throw new UsageError(`LASTDAY_LANG is "${given}"; it can be sv, da or en.`);
  return found;
}

type OnRun = (spec: CommandSpec, words: string[], options: Record<string, unknown>) => Promise<void>;

/** Adds a command. What belongs to it alone is added where it is `named`: the other twenty are only listed, and start in no time. */
function addCommand(program: Program, spec: CommandSpec, about: { readonly named: boolean; readonly onRun: OnRun }): void {
  const command = program.command(spec.words === undefined ? spec.name : `${spec.name} ${spec.words}`);
  command.description(spec.summary);
  if (!about.named) return;
  command.exitOverride();
  for (const [flags, description] of spec.flags) command.option(flags, description);
  command.addHelpText('after', `\nExamples:\n${spec.examples.map((line) => `  ${line}`).join('\n')}`);
  command.action(async (...given: unknown[]) => {
    const words = (given.slice(0, -2) as (string | string[] | undefined)[]).flat().filter((word) => word !== undefined);
    await about.onRun(spec, words, command.optsWithGlobals());
  });
}

/** The program with all its commands; those among the words can be run, and `onRun` receives what was chosen. */
function makeProgram(world: World, argv: readonly string[], onRun: OnRun): Program {
  const program = new Program('lastday');
  program
    .description('GitOps for the people of an organisation, and most of all for the day they leave.')
    .version(world.version, '--version', 'the version')
    .option('-C, --directory <folder>', 'the clone of the state repository (default: this folder)')
    .option('--json', 'machine-readable output on stdout')
    .helpCommand(false)
    .showSuggestionAfterError(true)
    .configureOutput({
      writeOut: world.out,
      writeErr: world.err,
      getOutHelpWidth: () => world.columns,
      getErrHelpWidth: () => world.columns,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .exitOverride();
  for (const spec of COMMANDS) addCommand(program, spec, { named: argv.includes(spec.name), onRun });
  program.addHelpText('after', '\nMore: lastday help exit-codes, lastday help environment, lastday help safety');
  return program;
}

function makeContext(world: World, options: Readonly<Record<string, unknown>>): CliContext {
  const folder = world.resolve(world.folder, typeof options['directory'] === 'string' ? options['directory'] : '.');
  const helpOf = (name: string | null) => {
    let text = '';
    const program = makeProgram({ ...world, out: (part) => void (text += part) }, name === null ? [] : [name], async () => {});
    (name === null ? program : program.commands.find((one) => one.name() === name))?.outputHelp();
    return text === '' ? null : text;
  };
  return { world, shared: { folder, json: options['json'] === true, locale: readLocale(world) }, commands: COMMANDS, helpOf };
}

/** The folder of a call that names no command: this one, or that of `-C`; null when there are other words. */
function folderAlone(argv: readonly string[]): string | null {
  const [first, folder, ...more] = argv;
  if (first === undefined) return '.';
  return (first === '-C' || first === '--directory') && folder !== undefined && more.length === 0 ? folder : null;
}

/** Runs what the words ask for and resolves to the exit code. Without words a terminal is asked what it is about; anything else gets help. */
export async function runProgram(argv: readonly string[], world: World): Promise<number> {
  let exit = 0;
  const folder = folderAlone(argv);
  const alone = folder === null ? null : makeContext(world, { directory: folder });
  if (alone !== null && canAsk(alone)) {
    const { run } = await import('./guide.ts');
    return run(alone);
  }
  const said = argv.length === 0 ? ['help'] : argv;
  const program = makeProgram(world, said, async (spec, words, options) => {
    const code = await spec.load();
    exit = await code.run(makeContext(world, options), { words, options: options as Readonly<Record<string, string>> });
  });
  try {
    await program.parseAsync([...said], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has already printed its message and the suggestion.
    if (error.code === 'commander.helpDisplayed' || error.code === 'commander.version' || error.code === 'commander.help') return 0;
    const named = COMMANDS.find((spec) => argv.includes(spec.name));
    const where = named === undefined ? 'lastday --help' : `lastday ${named.name} --help`;
    throw new Stop(64, 'nothing was done.', `${where} shows what there is.`);
  }
  return exit;
}
