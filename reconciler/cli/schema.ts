/** `lastday schema`: the JSON Schema of a kind of file, for editors and for reading. */
import { type Kind, places } from '../../schemas/places.ts';
import type { Invocation } from './command.ts';
import { type CliContext, UsageError } from './context.ts';
import { isOn } from './options.ts';

function listText(): string {
  const width = Math.max(...Object.keys(places).map((kind) => kind.length));
  const lines = Object.entries(places).map(([kind, place]) => {
    const path = place.folder ? `${place.path}/<${place.key}>.yaml` : place.path;
    return `${kind.padEnd(width)}  ${path}\n`;
  });
  return lines.join('');
}

/** Prints one schema, or with `--list` (and without a kind) the kinds and where their files lie. */
export async function run(context: CliContext, { words, options }: Invocation): Promise<number> {
  const [kind] = words;
  if (kind === undefined || isOn(options, 'list')) {
    context.world.out(context.shared.json ? `${JSON.stringify(places, null, 2)}\n` : listText());
    return 0;
  }
  if (!Object.hasOwn(places, kind)) {
    const { didYouMean } = await import('../load/suggest.ts');
    throw new UsageError(`there is no kind "${kind}".`, didYouMean(kind, Object.keys(places)) ?? 'See `lastday schema --list`.');
  }
  const { schemaFiles } = await import('../load/schema-files.ts');
  context.world.out(`${JSON.stringify(schemaFiles[kind as Kind], null, 2)}\n`);
  return 0;
}
