/** Trees as git stores them: the files below a commit, and where two commits differ. */
import type { TreeDifference, TreeEntry } from '../ports.ts';
import type { OpenBatch } from './open-batch.ts';
import { dropSame, indexOf, isFolder, lineAt, parseTree, type TreeObject, treeFault } from './tree-object.ts';

/** Reads trees; what was read is remembered, because their ids name their content. */
export interface Trees {
  /** The files below a tree (or below a path in it), in git's order. `root`: a checked name, `<commit>^{tree}`. Throws Fault. */
  list(root: string, under?: string): Promise<readonly TreeEntry[]>;
  /** Those of these paths at which a file lies. Reads the folders on the way, nothing else. Throws Fault. */
  find(root: string, paths: readonly string[]): Promise<readonly TreeEntry[]>;
  /** Files that differ, by path; folders that are the same are not looked into. Throws Fault. */
  compare(from: string, to: string): Promise<readonly TreeDifference[]>;
}

/** Bytes that are remembered before all are forgotten. */
const MANY = 4 * 1024 * 1024;
/** Most files and folders that are listed or compared at once, and how deep they may lie: the same few folders within each other are millions. */
const MOST_ENTRIES = 200_000;
const DEEPEST = 64;

/** Throws Fault where a tree is larger than any that people keep. */
function refuseHuge(entries: number, depth: number): void {
  if (entries > MOST_ENTRIES) throw treeFault(`it holds more than ${MOST_ENTRIES} files and folders`);
  if (depth > DEEPEST) throw treeFault(`its folders lie more than ${DEEPEST} deep`);
}

/** The trees that one question needs; what others forget meanwhile is not lost to it. */
interface Store {
  /** Reads the trees of these names. */
  load(names: readonly string[]): Promise<void>;
  /** One that was read. */
  get(name: string): TreeObject;
}

/** Opens them on a batch. */
export function openTrees(batch: OpenBatch): Trees {
  const remembered = new Map<string, TreeObject>();
  let size = 0;
  const remember = (name: string, object: TreeObject) => {
    if (size > MANY) remembered.clear();
    size = (remembered.size === 0 ? 0 : size) + object.bytes.length;
    remembered.set(name, object);
  };
  const openStore = (): Store => {
    const own = new Map<string, TreeObject>();
    return {
      load: async (names) => {
        for (const name of names) {
          const object = remembered.get(name);
          if (object !== undefined) own.set(name, object);
        }
        for (const [name, object] of await readTrees(
          batch,
          [...new Set(names)].filter((one) => !own.has(one)),
        )) {
          own.set(name, object);
          remember(name, object);
        }
      },
      get(name) {
        const object = own.get(name);
        if (object === undefined) throw treeFault(`${name} was not read`);
        return object;
      },
    };
  };
  return {
    list: (root, under) => list(openStore(), root, under),
    find: (root, paths) => find(openStore(), root, paths),
    compare: (from, to) => compare(openStore(), from, to),
  };
}

async function readTrees(batch: OpenBatch, names: readonly string[]): Promise<(readonly [string, TreeObject])[]> {
  const read: (readonly [string, TreeObject])[] = [];
  await batch.ask(names, (header, bytes) => {
    const name = names[read.length] ?? '';
    if (header === null) throw treeFault(`the repository lacks ${name}; fetch its whole history`);
    if (header.type !== 'tree' || bytes.length !== header.size) throw treeFault(`${name} is no folder that can be read`);
    read.push([name, { bytes: Buffer.from(bytes), width: header.id.length / 2 }]);
  });
  return read;
}

async function entriesOf(store: Store, name: string, folder: string): Promise<readonly TreeEntry[]> {
  await store.load([name]);
  return parseTree(store.get(name), folder);
}

async function list(store: Store, root: string, under: string | undefined): Promise<readonly TreeEntry[]> {
  let level = await entriesOf(store, root, '');
  const parts = under?.split('/') ?? [];
  for (const [index, part] of parts.entries()) {
    const path = [...parts.slice(0, index), part].join('/');
    level = level.filter((entry) => entry.path === path);
    if (index < parts.length - 1) level = level.filter(isFolder);
    const [found] = level;
    if (found === undefined) return [];
    if (isFolder(found)) level = await entriesOf(store, found.id, `${path}/`);
  }
  return flatten(store, level);
}

/** Every file below, in git's order. Folders of one depth are read together. */
async function flatten(store: Store, top: readonly TreeEntry[]): Promise<readonly TreeEntry[]> {
  let level = top;
  for (let depth = 1; ; depth += 1) {
    const folders = level.filter(isFolder);
    if (folders.length === 0) return level;
    await store.load(folders.map(({ id }) => id));
    const next: TreeEntry[] = [];
    for (const entry of level) {
      if (isFolder(entry)) for (const one of parseTree(store.get(entry.id), `${entry.path}/`)) next.push(one);
      else next.push(entry);
      refuseHuge(next.length, depth);
    }
    level = next;
  }
}

/** What is looked for below one folder: the rest of each path, and the whole of it. */
type Wanted = ReadonlyMap<string, string>;

/** By the first name of the rest: what ends there, and what lies deeper. */
function byFirstName(wanted: Wanted): Map<string, Map<string, string>> {
  const groups = new Map<string, Map<string, string>>();
  for (const [rest, path] of wanted) {
    const slash = rest.indexOf('/');
    const name = slash < 0 ? rest : rest.slice(0, slash);
    const group = groups.get(name) ?? new Map<string, string>();
    groups.set(name, group.set(slash < 0 ? '' : rest.slice(slash + 1), path));
  }
  return groups;
}

async function find(store: Store, root: string, paths: readonly string[]): Promise<readonly TreeEntry[]> {
  const found: TreeEntry[] = [];
  let level: readonly (readonly [tree: string, Wanted])[] = [[root, new Map(paths.map((path) => [path, path]))]];
  while (level.length > 0) {
    await store.load(level.map(([tree]) => tree));
    level = level.flatMap(([tree, wanted]) => {
      const object = store.get(tree);
      const index = indexOf(object);
      return [...byFirstName(wanted)].flatMap(([name, below]) => {
        const at = index.get(Buffer.from(name).toString('latin1'));
        const entry = at === undefined ? undefined : lineAt(object, at);
        const path = below.get('');
        below.delete('');
        if (entry !== undefined && !isFolder(entry) && path !== undefined) found.push({ ...entry, path });
        return entry !== undefined && isFolder(entry) && below.size > 0 ? [[entry.id, below] as const] : [];
      });
    });
  }
  return found;
}

/** The same folder on both sides; null where there is none. */
interface Pair {
  readonly folder: string;
  readonly before: string | null;
  readonly after: string | null;
}

function sideOf(entry: TreeEntry | undefined): TreeDifference['before'] {
  return entry === undefined || isFolder(entry) ? null : { mode: entry.mode, id: entry.id };
}

function idOfFolder(entry: TreeEntry | undefined): string | null {
  return entry !== undefined && isFolder(entry) ? entry.id : null;
}

function entriesByPath(object: TreeObject, folder: string): Map<string, TreeEntry> {
  return new Map(parseTree(object, folder).map((entry) => [entry.path, entry]));
}

/** The entries of a folder that are not the same on both sides. */
function* differing(
  store: Store,
  { folder, before, after }: Pair,
): Generator<readonly [string, TreeEntry | undefined, TreeEntry | undefined]> {
  const nothing = { bytes: Buffer.alloc(0), width: 20 };
  const [was, is] = dropSame(before === null ? nothing : store.get(before), after === null ? nothing : store.get(after));
  const [old, now] = [entriesByPath(was, folder), entriesByPath(is, folder)];
  for (const path of new Set([...old.keys(), ...now.keys()])) {
    const [one, other] = [old.get(path), now.get(path)];
    if (one?.id !== other?.id || one?.mode !== other?.mode) yield [path, one, other];
  }
}

async function compare(store: Store, from: string, to: string): Promise<readonly TreeDifference[]> {
  const found: TreeDifference[] = [];
  let pairs: Pair[] = [{ folder: '', before: from, after: to }];
  for (let depth = 1; pairs.length > 0; depth += 1) {
    await store.load(pairs.flatMap(({ before, after }) => [before, after].filter((name) => name !== null)));
    const deeper: Pair[] = [];
    for (const pair of pairs) {
      for (const [path, old, now] of differing(store, pair)) {
        const [before, after] = [sideOf(old), sideOf(now)];
        if (before !== null || after !== null) found.push({ path, before, after });
        const inner = { folder: `${path}/`, before: idOfFolder(old), after: idOfFolder(now) };
        if (inner.before !== null || inner.after !== null) deeper.push(inner);
        refuseHuge(found.length + deeper.length, depth);
      }
    }
    pairs = deeper;
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}
