/** `lastday validate`: everything that is wrong with the files, all at once. The same files and the same `--base` get the same answer on any day. */
import type { CommitId } from '../../schemas/primitives.ts';
import type { GitObjects } from '../git/objects.ts';
import type { ParseCache } from '../load/cache.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { openParseCache } from '../run/parse-cache.ts';
import type { Invocation } from './command.ts';
import { type CliContext, Stop, UsageError } from './context.ts';
import { isNotOff, textOption, wordOption } from './options.ts';

interface Ground {
  readonly root: string;
  readonly objects: GitObjects | null;
  /** Opens the parse cache at the first call; null when it is not wanted. */
  readonly cache: () => Promise<ParseCache | null>;
}

interface Wish {
  readonly base: string | null;
  readonly commit: string | null;
}

async function openGround(context: CliContext, usesCache: boolean): Promise<Ground> {
  const { world, shared } = context;
  const { findRepository } = await import('../git/repository.ts');
  const repository = await findRepository(shared.folder);
  if (repository === null) return { root: shared.folder, objects: null, cache: async () => null };
  const { root, gitDir } = repository;
  const { openObjects } = await import('../git/objects.ts');
  let cache: Promise<ParseCache> | null = null;
  const open = async () => {
    cache ??= openParseCache(world, gitDir);
    return cache;
  };
  return { root, objects: openObjects(gitDir, { environment: world.environment }), cache: usesCache ? open : async () => null };
}

async function commitOf(ground: Ground, revision: string): Promise<CommitId> {
  const found = (await ground.objects?.resolve(revision)) ?? null;
  if (found === null) throw new Stop(64, `there is no commit "${revision}" here.`, 'Fetch it first; a shallow clone may lack it.');
  return found;
}

async function check(ground: Ground, wish: Wish): Promise<readonly Diagnostic[]> {
  const { objects } = ground;
  const isChange = wish.base !== null && wish.commit !== null;
  const find = async (revision: string | null) => (revision === null ? null : commitOf(ground, revision));
  // While git looks for the commits, the code that reads them is loaded.
  const found = Promise.all([find(wish.base), find(wish.commit)]);
  await (isChange ? import('../load/changed.ts') : import('../load/load-commit.ts'));
  const [base, head] = await found;
  if (objects !== null && base !== null && head !== null) {
    const { loadChanged } = await import('../load/changed.ts');
    const result = await loadChanged(objects, { base, head, cache: ground.cache });
    if (result.isWhole) await (await ground.cache())?.save();
    return result.diagnostics;
  }
  const cache = await ground.cache();
  const diagnostics = await checkAll(ground, { base, head, cache });
  await cache?.save();
  return diagnostics;
}

async function checkAll(
  { objects, root }: Ground,
  what: { base: CommitId | null; head: CommitId | null; cache: ParseCache | null },
): Promise<readonly Diagnostic[]> {
  const { base, head, cache } = what;
  const { loadCommit } = await import('../load/load-commit.ts');
  if (objects !== null && head !== null) return (await loadCommit(objects, head, { cache })).diagnostics;
  const [{ loadFiles }, { readWorktree }] = await Promise.all([import('../load/load.ts'), import('../git/worktree.ts')]);
  const now = loadFiles(await readWorktree(root), null, { cache });
  if (objects === null || base === null) return now.diagnostics;
  const { asChange } = await import('../load/compare.ts');
  return asChange(now.diagnostics, await loadCommit(objects, base, { cache }), now);
}

/** A path of the command line as it counts from the root; it is looked for from this folder, from that of `-C`, and from the root. */
async function pathFromRoot(context: CliContext, root: string, word: string): Promise<string> {
  const { resolve, folder, isFolder, readFile } = context.world;
  const whole = `${resolve(root)}/`;
  for (const from of [folder, context.shared.folder, root]) {
    const path = resolve(from, word);
    if (!path.startsWith(whole) && `${path}/` !== whole) continue;
    if (isFolder(path) || (await readFile(path)) !== null) return `${path}/`.replace(whole, '').replace(/\/$/u, '');
  }
  throw new UsageError(`there is no ${word} in ${resolve(root)}.`, 'A path counts from this folder, or from the folder that -C names.');
}

/** Only what concerns the files that were named. */
function only(diagnostics: readonly Diagnostic[], wanted: readonly string[]): readonly Diagnostic[] {
  if (wanted.length === 0 || wanted.includes('')) return diagnostics;
  return diagnostics.filter((one) => wanted.some((path) => one.file === path || one.file.startsWith(`${path}/`)));
}

async function print(context: CliContext, format: 'text' | 'json' | 'sarif' | 'github', diagnostics: readonly Diagnostic[]): Promise<void> {
  const { out, version } = context.world;
  switch (format) {
    case 'json':
      return out((await import('../report/diagnostics-json.ts')).diagnosticsJson(diagnostics));
    case 'sarif':
      return out((await import('../report/sarif.ts')).diagnosticsSarif(diagnostics, version));
    case 'github':
      return out((await import('../report/diagnostics-annotations.ts')).diagnosticsAnnotations(diagnostics));
    case 'text': {
      if (diagnostics.length === 0) return out('Everything is valid.\n');
      const { diagnosticsText } = await import('../report/diagnostics.ts');
      return out(diagnosticsText(diagnostics));
    }
    default:
      return format satisfies never;
  }
}

/** Checks and prints. 0 when there is no error (warnings are none), 8 when there is. */
export async function run(context: CliContext, { words, options }: Invocation): Promise<number> {
  const given = wordOption(textOption(options, 'format'), '--format', ['text', 'json', 'sarif', 'github']);
  const format = given ?? (context.shared.json ? 'json' : 'text');
  const ground = await openGround(context, isNotOff(options, 'cache'));
  try {
    const wish = { base: textOption(options, 'base'), commit: textOption(options, 'commit') };
    if (ground.objects === null && (wish.base ?? wish.commit) !== null) {
      throw new UsageError('--base and --commit need a git repository.', `${context.shared.folder} is in none; use -C FOLDER.`);
    }
    const wanted: string[] = [];
    for (const word of words) wanted.push(await pathFromRoot(context, ground.root, word));
    const diagnostics = only(await check(ground, wish), wanted);
    await print(context, format, diagnostics);
    return diagnostics.some((one) => one.severity === 'error') ? 8 : 0;
  } finally {
    await ground.objects?.close();
  }
}
