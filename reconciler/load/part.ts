/** A part of a tree: what lies at the paths that are asked for. Paths are a function of kind and id, so that records are found without a listing. */
import type { Kind } from '../../schemas/documents.ts';
import { places } from '../../schemas/places.ts';
import type { CommitId } from '../../schemas/primitives.ts';
import type { ObjectReader, TreeEntry } from '../ports.ts';
import { type Placed, pathFor, placeFiles } from './paths.ts';
import type { Problem } from './problem.ts';
import type { Reading } from './reading.ts';
import { referencesOf } from './references.ts';
import { buildTree, type Tree } from './tree.ts';

/** A record by its name. */
export interface Named {
  readonly kind: Kind;
  readonly stem: string;
}

/** Files of one commit as far as they were looked for. */
export interface Part extends Reading {
  readonly placed: readonly Placed[];
  /** Takes listed files in; returns those that are files of ours, whether they were known before or not. */
  take(entries: readonly TreeEntry[]): readonly Placed[];
  /** The files of these records; those that do not exist are left out. */
  find(names: readonly Named[]): Promise<readonly Placed[]>;
  /** The documents that were read, and which others exist of those they refer to. */
  finish(): Promise<Tree>;
}

/** In a folder a record lies at one of two paths: right in it, or in a shard. */
function pathsOf({ kind, stem }: Named): readonly string[] {
  const path = pathFor(kind, stem, false);
  return places[kind].folder ? [path, pathFor(kind, stem, true)] : [path];
}

/** Opens a part of a commit, with nothing in it. */
export function openPart(reader: ObjectReader, commit: CommitId): Part {
  const placed: Placed[] = [];
  const problems: Problem[] = [];
  const byPath = new Map<string, Placed | null>();
  const builder = buildTree(placed);
  const take = (entries: readonly TreeEntry[]) => {
    const fresh = placeFiles(entries.filter(({ path }) => !byPath.has(path)));
    placed.push(...fresh.placed);
    problems.push(...fresh.problems);
    for (const { path } of entries) byPath.set(path, byPath.get(path) ?? null);
    for (const file of fresh.placed) byPath.set(file.path, file);
    return entries.map(({ path }) => byPath.get(path) ?? null).filter((file) => file !== null);
  };
  const find = async (names: readonly Named[]) => {
    const paths = names.flatMap(pathsOf);
    const unknown = [...new Set(paths)].filter((path) => !byPath.has(path));
    if (unknown.length > 0) take(await reader.find(commit, unknown));
    for (const path of unknown) byPath.set(path, byPath.get(path) ?? null);
    return [...new Set(paths)].map((path) => byPath.get(path) ?? null).filter((file) => file !== null);
  };
  return {
    placed,
    problems,
    builder,
    texts: new Map(),
    take,
    find,
    async finish() {
      const tree = builder.finish(false);
      const missing = await kindsWithGaps(tree, find);
      // Who is not found may be misspelt: only then the other names are of interest.
      for (const kind of missing) take(await reader.tree(commit, places[kind].path));
      return builder.finish(false);
    },
  };
}

/** Kinds of which a document names a record that does not exist. */
async function kindsWithGaps(tree: Tree, find: Part['find']): Promise<ReadonlySet<Kind>> {
  const named = new Map<string, Named>();
  for (const kind of Object.keys(places) as Kind[]) {
    for (const { doc } of tree.entries(kind).values()) {
      for (const { to, id } of referencesOf(kind, doc)) if (to in places) named.set(`${to}/${id}`, { kind: to as Kind, stem: id });
    }
  }
  const wanted = [...named.values()];
  const found = new Set((await find(wanted)).map(({ kind, stem }) => `${kind}/${stem}`));
  return new Set(wanted.filter(({ kind, stem }) => !found.has(`${kind}/${stem}`)).map(({ kind }) => kind));
}
