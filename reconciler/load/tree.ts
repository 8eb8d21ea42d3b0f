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

/** A builder for the files of a listing; `add` takes the very objects of that listing. */
export function buildTree(placed: readonly Placed[]): TreeBuilder {
  const documents = new Map<Placed, unknown>();
  const known = new Map<Kind, Set<string>>();
  const shards = placed.some((file) => file.shard !== null);
  for (const file of placed) inBox(known, file.kind, () => new Set<string>()).add(file.stem);
  return {
    add: (file, doc) => documents.set(file, doc),
    finish(isWhole) {
      const entries = new Map<Kind, Map<string, Entry<Kind>>>();
      // In the order of the listing, whatever was read first: what comes second is to blame for what stands twice.
      for (const file of placed) {
        const doc = documents.get(file) as Document<Kind> | undefined;
        const { path, kind, stem } = file;
        if (doc !== undefined) inBox(entries, kind, () => new Map<string, Entry<Kind>>()).set(stem, { path, stem, doc });
      }
      return {
        isWhole,
        entries: <K extends Kind>(kind: K) => (entries.get(kind) ?? new Map()) as ReadonlyMap<string, Entry<K>>,
        known: (kind) => known.get(kind) ?? new Set(),
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
