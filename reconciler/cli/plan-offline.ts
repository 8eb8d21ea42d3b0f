/** `lastday plan --offline`: what the change against a base makes due, from files alone. Reads no system, no journal, no credential. */
import type { CommitId } from '../../schemas/primitives.ts';
import type { GitObjects } from '../git/objects.ts';
import type { ParseCache } from '../load/cache.ts';
import { loadCommit } from '../load/load-commit.ts';
import type { Desired } from '../model/desired.ts';
import { planOffline } from '../plan/offline.ts';
import { offlineMarkdown } from '../report/offline.ts';
import { openForgetfulCache, openParseCache } from '../run/parse-cache.ts';
import { type CliContext, Stop, UsageError } from './context.ts';

async function loadAt(objects: GitObjects, commit: CommitId, cache: ParseCache): Promise<Desired> {
  const { desired, diagnostics } = await loadCommit(objects, commit, { cache });
  const error = diagnostics.find((one) => one.severity === 'error');
  if (desired === null || error !== undefined)
    throw new Stop(8, `${error?.file ?? commit}: ${error?.message ?? 'cannot be loaded'}`, 'Run `lastday validate` first.');
  return desired;
}

async function commitOf(objects: GitObjects, revision: string): Promise<CommitId> {
  const commit = await objects.resolve(revision);
  if (commit === null) throw new UsageError(`there is no commit "${revision}" here.`, 'Fetch it first: git fetch origin');
  return commit;
}

/** Prints what the change does. `cache`: whether the parse cache of the clone may be used. */
export async function runOffline(context: CliContext, wish: { readonly base: string | null; readonly cache: boolean }): Promise<number> {
  const { base } = wish;
  if (base === null) throw new UsageError('--base is missing.', 'lastday plan --offline --base origin/main');
  const [{ findRepository }, { openObjects }] = await Promise.all([import('../git/repository.ts'), import('../git/objects.ts')]);
  const repository = await findRepository(context.shared.folder);
  if (repository === null) throw new Stop(64, `${context.shared.folder} is not in a git repository.`, 'Use -C FOLDER.');
  const objects = openObjects(repository.gitDir, { environment: context.world.environment });
  try {
    const [first, second] = await Promise.all([commitOf(objects, base), commitOf(objects, 'HEAD')]);
    const cache = wish.cache ? await openParseCache(context.world, repository.gitDir) : await openForgetfulCache();
    const before = await loadAt(objects, first, cache);
    const after = await loadAt(objects, second, cache);
    await cache.save();
    const result = planOffline(before, after, context.world.clock.now());
    const { locale, timeZone: zone } = after.organisation;
    const reader = { locale: context.shared.locale ?? locale, zone };
    if (context.shared.json) context.world.out(`${JSON.stringify(result)}\n`);
    else context.world.out(offlineMarkdown(result, reader));
    return 0;
  } finally {
    await objects.close();
  }
}
