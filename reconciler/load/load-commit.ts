/** One commit -> the desired state, and everything that is wrong with it. The parser is loaded only when something must be parsed. */
import type { CommitId } from '../../schemas/primitives.ts';
import type { Loaded } from '../model/desired.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { ObjectReader } from '../ports.ts';
import { assemble } from './assemble.ts';
import type { ParseCache } from './cache.ts';
import type { Placed } from './paths.ts';
import { beginReading, type CheckedTree, finishReading, type LoadOptions, type Reading, takeCached } from './reading.ts';

/** Problems as diagnostics; the texts of files that came from the cache are read now, in one batch. */
export async function diagnoseCommit(reader: ObjectReader, checked: CheckedTree): Promise<readonly Diagnostic[]> {
  if (checked.problems.length === 0) return [];
  const { textOfBytes } = await import('./read-file.ts');
  const wanted = new Set(checked.problems.map((problem) => problem.file));
  const files = checked.placed.filter((file) => wanted.has(file.path) && !checked.texts.has(file.path));
  const byBlob = new Map<string, string | null>();
  if (files.length > 0) await reader.blobs([...new Set(files.map((file) => file.blob))], (id, bytes) => byBlob.set(id, textOfBytes(bytes)));
  const byPath = new Map(files.map((file) => [file.path, byBlob.get(file.blob) ?? null]));
  const { diagnose } = await import('./diagnose.ts');
  return diagnose(checked.problems, (path) => checked.texts.get(path) ?? byPath.get(path) ?? null);
}

/** Fills the tree: from the cache where it knows the blob, the rest in one batch. */
async function readBlobs(reader: ObjectReader, reading: Reading, cache: ParseCache | null): Promise<void> {
  const fresh = new Map<string, Placed[]>();
  for (const placed of takeCached(reading, cache)) {
    const same = fresh.get(placed.blob);
    if (same === undefined) fresh.set(placed.blob, [placed]);
    else same.push(placed);
  }
  if (fresh.size === 0) return;
  const { readFresh } = await import('./read-file.ts');
  await reader.blobs([...fresh.keys()], (id, bytes) => {
    for (const placed of fresh.get(id) ?? []) readFresh(reading, placed, { bytes, cache });
  });
}

/** Reads and checks one commit: one listing, one batch of contents. Nothing of the work tree is looked at. */
export async function readCommit(reader: ObjectReader, commit: CommitId, options: LoadOptions = {}): Promise<CheckedTree> {
  const reading = beginReading(await reader.tree(commit));
  await readBlobs(reader, reading, options.cache ?? null);
  return finishReading(reading);
}

/** Loads one commit. */
export async function loadCommit(reader: ObjectReader, commit: CommitId, options: LoadOptions = {}): Promise<Loaded> {
  const checked = await readCommit(reader, commit, options);
  return { desired: assemble({ ...checked, commit }), diagnostics: await diagnoseCommit(reader, checked) };
}
