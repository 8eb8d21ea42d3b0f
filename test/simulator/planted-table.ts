/** The table of planted bugs, as it is printed and as it stands in docs/safety.md. */
import type { Mutation } from './mutations.ts';

/** Its first two lines. */
export const HEAD = '| planted bug | caught by | seed |\n|---|---|---|';

/** One line. */
export function rowOf({
  name,
  caughtBy,
  seed,
}: {
  readonly name: string;
  readonly caughtBy: string;
  readonly seed: number | string;
}): string {
  return `| ${name} | ${caughtBy} | ${seed} |`;
}

/** The table of what must be caught. */
export function tableOf(mutations: readonly Mutation[]): string {
  return [HEAD, ...mutations.map(rowOf)].join('\n');
}
