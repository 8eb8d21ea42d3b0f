/** A tree while it is read, and the checks once all of it is. Imports no parser: what the cache knows needs none. */
import type { ParseCache } from './cache.ts';
import { checkMeaning } from './check-meaning/all.ts';
import { checkShards, type Listed, type Placed, placeFiles } from './paths.ts';
import { errorAt, inFile, type Problem } from './problem.ts';
import { buildTree, type Tree, type TreeBuilder } from './tree.ts';

/** How to load a commit. */
export interface LoadOptions {
  readonly cache?: ParseCache | null;
}

/** A tree while it is read. */
export interface Reading {
  readonly placed: readonly Placed[];
  readonly problems: Problem[];
  readonly builder: TreeBuilder;
  /** Texts of files with problems of their own, kept to show the place. */
  readonly texts: Map<string, string>;
}

/** A tree that was read and checked. */
export interface CheckedTree {
  readonly tree: Tree;
  readonly placed: readonly Placed[];
  readonly problems: readonly Problem[];
  readonly texts: ReadonlyMap<string, string>;
}

/** Begins with a listing: what lies where it may. */
export function beginReading(listing: readonly Listed[]): Reading {
  const { placed, problems } = placeFiles(listing);
  return { placed, problems: [...problems], builder: buildTree(placed), texts: new Map() };
}

function organisationMissing(reading: Reading): Problem[] {
  if (reading.placed.some((file) => file.kind === 'organisation')) return [];
  const hint = 'Write it, or begin with `lastday init`. Is this the folder of a state repository?';
  const message = 'There is no state/organisation.yaml.';
  return [inFile('state/organisation.yaml', errorAt('', 'organisation-missing', { message, hint }))];
}

/** Checks the meaning of what was read. */
export function finishReading(reading: Reading): CheckedTree {
  const tree = reading.builder.finish(true);
  const organisation = tree.entries('organisation').get('organisation')?.doc;
  const shards = organisation === undefined ? [] : checkShards(reading.placed, organisation.shardFolders === true);
  const problems = [...reading.problems, ...organisationMissing(reading), ...shards, ...checkMeaning(tree)];
  return { tree, placed: reading.placed, problems, texts: reading.texts };
}

/** The documents the cache knows go into the tree; the others are left to read. */
export function takeCached(reading: Reading, cache: ParseCache | null): readonly Placed[] {
  if (cache === null) return reading.placed;
  return reading.placed.filter((placed) => {
    const known = cache.get(placed.blob) as readonly [string, unknown] | undefined;
    if (known?.[0] !== `${placed.kind}/${placed.stem}`) return true;
    reading.builder.add(placed, known[1]);
    return false;
  });
}
