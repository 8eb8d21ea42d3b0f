/** An object reader over trees in memory: a line of commits, each a full tree. Counts what it is asked. */
import type { SourceFile } from '../../../reconciler/load/load.ts';
import type { CommitInfo, ObjectReader } from '../../../reconciler/ports.ts';
import type { CommitId, Instant } from '../../../schemas/primitives.ts';

/** The reader, its commits (oldest first), and counts of what was asked. */
export interface MemoryReader extends ObjectReader {
  readonly commits: readonly CommitId[];
  readonly asked: { trees: number; differences: number; batches: number; blobs: string[] };
}

function commitId(index: number): CommitId {
  return String(index + 1).padStart(40, 'c') as CommitId;
}

function changedPaths(before: readonly SourceFile[], now: readonly SourceFile[]): string[] {
  const was = new Map(before.map((file) => [file.path, file.id]));
  const is = new Map(now.map((file) => [file.path, file.id]));
  return [...new Set([...was.keys(), ...is.keys()])].filter((path) => was.get(path) !== is.get(path));
}

/** A reader of these trees, oldest first. */
export function readerOf(...trees: readonly (readonly SourceFile[])[]): MemoryReader {
  const commits = trees.map((_, index) => commitId(index));
  const bytes = new Map(trees.flat().map((file) => [file.id, file.bytes]));
  const asked = { trees: 0, differences: 0, batches: 0, blobs: [] as string[] };
  const indexOf = (commit: CommitId) => commits.indexOf(commit);
  const entriesOf = (commit: CommitId) =>
    (trees[indexOf(commit)] ?? []).map(({ path, mode, id }) => ({ path, mode, type: mode === '160000' ? 'commit' : 'blob', id }));
  return {
    commits,
    asked,
    resolve: async (revision) => commits.find((commit) => commit === revision) ?? null,
    async tree(commit, under) {
      asked.trees += 1;
      return entriesOf(commit).filter(({ path }) => under === undefined || path === under || path.startsWith(`${under}/`));
    },
    find: async (commit, paths) => entriesOf(commit).filter(({ path }) => paths.includes(path)),
    async differences(from, to) {
      asked.differences += 1;
      const sides = [from, to].map((commit) => new Map((trees[indexOf(commit)] ?? []).map((file) => [file.path, file])));
      const side = (at: 0 | 1, path: string) => {
        const file = sides[at]?.get(path);
        return file === undefined ? null : { mode: file.mode, id: file.id };
      };
      const paths = [...new Set(sides.flatMap((files) => [...files.keys()]))];
      return paths
        .map((path) => ({ path, before: side(0, path), after: side(1, path) }))
        .filter(({ before, after }) => before?.id !== after?.id || before?.mode !== after?.mode);
    },
    async blobs(ids, each) {
      asked.batches += 1;
      for (const id of ids) {
        asked.blobs.push(id);
        const found = bytes.get(id);
        if (found === undefined) throw new Error(`no blob ${id}`);
        each(id, found);
      }
    },
    isAncestor: async (ancestor, of) => indexOf(ancestor) <= indexOf(of),
    async history({ from, limit }) {
      const infos: CommitInfo[] = [];
      for (let index = indexOf(from); index >= 0 && infos.length < (limit ?? 1000); index -= 1) {
        infos.push({
          id: commitId(index),
          parent: index === 0 ? null : commitId(index - 1),
          author: 'Test',
          at: '2027-01-04T01:00:00Z' as Instant,
          subject: `commit ${index}`,
          trailers: {},
          paths: changedPaths(trees[index - 1] ?? [], trees[index] ?? []),
        });
      }
      return infos;
    },
    message: async () => '',
  };
}
