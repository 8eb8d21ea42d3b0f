/** The valid documents of one tree, by kind and file stem, and what is known about the rest. */
import type { Document, Kind } from '../../schemas/documents.ts';
import { type Placed, pathFor } from './paths.ts';

/** A document and where it lies. */
export interface Entry<K extends Kind> {
  readonly path: string;
  /** The file name without `.yaml`. */
  readonly stem: string;
  readonly doc: Document<K>;
}

/** One tree. Broken files are known by path only, so that nobody is called unknown because of them. */
export interface Tree {
  /** Valid documents of a kind by stem. */
  entries<K extends Kind>(kind: K): ReadonlyMap<string, Entry<K>>;
  /** Stems of a kind, broken files included. */
  known(kind: Kind): ReadonlySet<string>;
  /** Path of a record that exists. */
  pathOf(kind: Kind, stem: string): string;
  /** True when every file of the tree was read; false for the part that a change touches. */
  readonly isWhole: boolean;
}

/** Collects documents into a tree. */
export interface TreeBuilder {
  add(placed: Placed, doc: unknown): unknown;
  finish(isWhole: boolean): Tree;
}

function inBox<T>(boxes: Map<Kind, T>, kind: Kind, make: () => T): T {
  const found = boxes.get(kind);
  if (found !== undefined) return found;
  const made = make();
  boxes.set(kind, made);
  return made;
}

/** A builder for the files of a listing, which may grow until `finish`; `add` takes the very objects of that listing. */
export function buildTree(placed: readonly Placed[]): TreeBuilder {
  const documents = new Map<Placed, unknown>();
  const knownOf = (kind: Kind) => new Set(placed.filter((file) => file.kind === kind).map((file) => file.stem));
  return {
    add: (file, doc) => documents.set(file, doc),
    finish(isWhole) {
      const known = new Map<Kind, ReadonlySet<string>>();
      const shards = placed.some((file) => file.shard !== null);
      const entries = new Map<Kind, Map<string, Entry<Kind>>>();
      // In the order of paths, whatever was read first: what comes second is to blame for what stands twice.
      const ordered = [...documents].sort(([a], [b]) => (a.path < b.path ? -1 : Number(a.path > b.path)));
      for (const [{ path, kind, stem }, doc] of ordered)
        inBox(entries, kind, () => new Map<string, Entry<Kind>>()).set(stem, { path, stem, doc: doc as Document<Kind> });
      return {
        isWhole,
        entries: <K extends Kind>(kind: K) => (entries.get(kind) ?? new Map()) as ReadonlyMap<string, Entry<K>>,
        known: (kind) => inBox(known, kind, () => knownOf(kind)),
        pathOf: (kind, stem) => pathFor(kind, stem, shards),
      };
    },
  };
}

/** A tree with other documents in place of some kinds'. Kinds that are not named stay as they are. */
export function replaceKinds(tree: Tree, replaced: ReadonlyMap<Kind, ReadonlyMap<string, Entry<Kind>>>): Tree {
  return {
    ...tree,
    entries: <K extends Kind>(kind: K) =>
      (replaced.get(kind) as unknown as ReadonlyMap<string, Entry<K>> | undefined) ?? tree.entries(kind),
  };
}
