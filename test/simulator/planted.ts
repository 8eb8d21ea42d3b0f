/** Plants each bug and lets the simulator look for it: in the seed that is known to show it, or in seeds from the first on. */
import { MUTATIONS, type Mutation } from './mutations.ts';
import { HEAD, rowOf } from './planted-table.ts';
import { plant } from './planting.ts';
import { invariantOf } from './shrink.ts';

/** What became of one planted bug: the first seed that failed, and how; null when none did. */
export interface Caught {
  readonly mutation: Mutation;
  readonly seed: number | null;
  readonly trouble: string | null;
}

/** Seeds that are tried, from one on. */
export interface Search {
  readonly from: number;
  readonly most: number;
}

/** Plants one bug and looks for it. */
export async function catchBug(mutation: Mutation, { from, most }: Search): Promise<Caught> {
  const liveSeed = await plant(mutation);
  for (let seed = from; seed < from + most; seed += 1) {
    const [trouble] = await liveSeed(seed).then(
      ({ troubles }) => troubles,
      (error: unknown) => [`simulator ${String(error)}`],
    );
    if (trouble !== undefined) return { mutation, seed, trouble };
  }
  return { mutation, seed: null, trouble: null };
}

function told({ mutation, seed, trouble }: Caught): string {
  return rowOf({ name: mutation.name, caughtBy: trouble === null ? 'not caught' : invariantOf(trouble), seed: seed ?? '–' });
}

/** Plants all bugs whose name holds this text, each in its own seed, or searched for; 1 when one is not caught, or by another invariant than is written down. */
export async function tryPlanted(
  print: (line: string) => void,
  about: { readonly named: string; readonly search: Search | null },
): Promise<number> {
  let missed = 0;
  print(HEAD);
  for (const mutation of MUTATIONS.filter(({ name }) => name.includes(about.named))) {
    const caught = await catchBug(mutation, about.search ?? { from: mutation.seed, most: 1 });
    const isAsSaid = invariantOf(caught.trouble ?? '') === mutation.caughtBy;
    if (!isAsSaid) missed += 1;
    print(told(caught));
    if (!isAsSaid) print(`  expected ${mutation.caughtBy}: ${caught.trouble ?? 'nothing'}`);
  }
  return missed === 0 ? 0 : 1;
}
