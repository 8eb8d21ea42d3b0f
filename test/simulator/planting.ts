/** The product with one bug in it, loaded beside the sound one: its modules once more, changed on their way in. Nothing on disk changes. */
import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import type { Mutation } from './mutations.ts';
import type { liveSeed } from './worlds/seed.ts';

const ROOT = new URL('../../', import.meta.url).href;
const MARK = '?planted=';

/** Modules that hold no bug and cost most: what other people wrote, and the checks made of the schemas. */
const SHARED = [`${ROOT}node_modules/`, `${ROOT}schemas/`, `${ROOT}reconciler/load/compile.ts`];

const bugs: Mutation[] = [];
const sound = new Map<string, string>();

function soundSource(url: string): string {
  const known = sound.get(url) ?? stripTypeScriptTypes(readFileSync(new URL(url), 'utf8'));
  sound.set(url, known);
  return known;
}

function sourceOf(url: string, { name, file, find, put }: Mutation): string {
  if (url !== `${ROOT}reconciler/${file}`) return soundSource(url);
  const parts = readFileSync(new URL(url), 'utf8').split(find);
  if (parts.length !== 2) throw new Error(`${name}: the text stands ${parts.length - 1} times in ${file}`);
  return stripTypeScriptTypes(parts.join(put));
}

function hook(): void {
  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context);
      const [, number] = (context.parentURL ?? '').split(MARK);
      const isOurs = found.url.startsWith(ROOT) && found.url.endsWith('.ts') && !SHARED.some((one) => found.url.startsWith(one));
      return number === undefined || !isOurs ? found : { ...found, url: `${found.url}${MARK}${number}` };
    },
    load(url, context, next) {
      const [plain = '', number] = url.split(MARK);
      const bug = number === undefined ? undefined : bugs[Number(number)];
      return bug === undefined ? next(url, context) : { format: 'module', source: sourceOf(plain, bug), shortCircuit: true };
    },
  });
}

/** Lives seeds through with a product that has this bug. */
export async function plant(bug: Mutation): Promise<typeof liveSeed> {
  if (bugs.length === 0) hook();
  bugs.push(bug);
  const { liveSeed: found } = (await import(`${ROOT}test/simulator/worlds/seed.ts${MARK}${bugs.length - 1}`)) as {
    readonly liveSeed: typeof liveSeed;
  };
  return found;
}
