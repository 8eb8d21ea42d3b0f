/** `lastday init`: a state repository with an organisation, policies, schemas and workflows, ready to be filled. */
import { fileURLToPath } from 'node:url';
import { places } from '../../schemas/places.ts';
import { type ScaffoldAnswers, scaffold } from '../scaffold/scaffold.ts';
import { text } from '../texts/text.ts';
import { canAsk } from './change/can-ask.ts';
import type { Invocation } from './command.ts';
import { type CliContext, Stop, UsageError } from './context.ts';
import { isOn } from './options.ts';

function readAnswers(context: CliContext, options: Invocation['options']): ScaffoldAnswers {
  const word = (name: string, usual: string) => (typeof options[name] === 'string' ? options[name] : usual);
  const country = word('country', 'SE');
  const currency = word('currency', 'SEK');
  const zone = word('zone', 'Europe/Stockholm');
  if (!/^[A-Z]{2}$/u.test(country)) throw new UsageError(`--country is "${country}".`, 'Two capital letters, for example SE.');
  if (!/^[A-Z]{3}$/u.test(currency)) throw new UsageError(`--currency is "${currency}".`, 'Three capital letters, for example SEK.');
  if (!/^[A-Z][A-Za-z_]+\/[A-Za-z_/]+$|^UTC$/u.test(zone))
    throw new UsageError(`--zone is "${zone}".`, 'An IANA name, for example Europe/Stockholm.');
  const locale = context.shared.locale;
  return {
    name: word('name', 'Exempel AB'),
    zone,
    locale: locale === 'sv' || locale === 'da' ? locale : 'en',
    country,
    currency,
    team: '@exempel',
    isExample: options['example'] === true,
    version: context.world.version,
  };
}

async function readSchemas(context: CliContext): Promise<ReadonlyMap<string, string>> {
  const schemas = new Map<string, string>();
  for (const kind of Object.keys(places)) {
    const name = `${kind}.schema.json`;
    const bytes = await context.world.readFile(fileURLToPath(new URL(`../../schemas/json/${name}`, import.meta.url)));
    if (bytes === null) throw new Stop(1, `the schema ${name} is missing from this installation.`, 'Install lastday again.');
    schemas.set(name, new TextDecoder().decode(bytes));
  }
  return schemas;
}

const QUESTIONS = [
  ['name', 'ask.name', 'Exempel AB'],
  ['country', 'ask.country', 'SE'],
  ['currency', 'ask.currency', 'SEK'],
  ['zone', 'ask.zone', 'Europe/Stockholm'],
] as const;

/** What the command line says, and on a terminal what it does not say: asked for, each with its default. `--yes` takes the defaults. */
async function completed(context: CliContext, options: Invocation['options']): Promise<Invocation['options']> {
  if (isOn(options, 'yes') || !canAsk(context)) return options;
  const { converse } = await import('./change/asking.ts');
  return converse(context, async (ask) => {
    const said: Record<string, Invocation['options'][string]> = { ...options };
    for (const [name, key, usual] of QUESTIONS) {
      if (said[name] !== undefined) continue;
      const answer = await ask(text(context.shared.locale ?? 'en', key, { usual }));
      if (answer !== '') said[name] = answer;
    }
    return said;
  });
}

/** Writes the repository; refuses where one already is. */
export async function run(context: CliContext, { words, options }: Invocation): Promise<number> {
  const { world, shared } = context;
  const folder = world.resolve(shared.folder, words[0] ?? '.');
  const answers = readAnswers(context, await completed(context, options));
  const files = scaffold(answers, await readSchemas(context));
  for (const path of files.keys()) {
    if ((await world.readFile(world.resolve(folder, path))) === null) continue;
    throw new Stop(1, `${path} is already there; nothing was written.`, 'Choose an empty folder: lastday init FOLDER');
  }
  const { findRepository, initRepository } = await import('../git/repository.ts');
  for (const [path, content] of files) await world.writeFile(world.resolve(folder, path), content);
  if ((await findRepository(folder)) === null) await initRepository(folder, { environment: world.environment });
  if (shared.json) world.out(`${JSON.stringify({ folder, files: [...files.keys()] })}\n`);
  else {
    world.out(`${files.size} files written to ${folder}\n`);
    const enter = folder === world.folder ? '' : `  cd ${words[0] ?? shared.folder}\n`;
    world.out(
      `Next: look at state/organisation.yaml and policies/, then\n${enter}  npm install --ignore-scripts     the workflows install what its lockfile names\n  git add -A && git commit -m "Start with lastday"\n  lastday validate\n  lastday import csv --people users.csv, or write state/employees/*.yaml by hand\n`,
    );
  }
  return 0;
}
