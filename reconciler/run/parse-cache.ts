/** Where the parse cache of a clone lies: in its git directory, where no commit can put a file. */
import type { World } from '../cli/context.ts';
import type { ParseCache } from '../load/cache.ts';

/** Opens it; a cache that cannot be read is an empty one. */
export async function openParseCache(world: Pick<World, 'resolve' | 'readFile' | 'writeFile'>, gitDir: string): Promise<ParseCache> {
  const { openCache } = await import('../load/cache.ts');
  const path = world.resolve(gitDir, 'lastday-parse-cache');
  return openCache({ read: () => world.readFile(path), write: (bytes) => world.writeFile(path, bytes) });
}

/** Opens one that forgets: within one process, what two commits share is parsed once. */
export async function openForgetfulCache(): Promise<ParseCache> {
  const { openCache } = await import('../load/cache.ts');
  return openCache({ read: async () => null, write: async () => {} });
}
