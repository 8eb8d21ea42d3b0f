/** A tree of files -> the desired state, and everything that is wrong with it, all at once. The entry of this folder. */
import type { CommitId } from '../../schemas/primitives.ts';
import type { Loaded } from '../model/desired.ts';
import { assemble } from './assemble.ts';
import { diagnose } from './diagnose.ts';
import { readFresh, textOfBytes } from './read-file.ts';
import { beginReading, finishReading, type LoadOptions, takeCached } from './reading.ts';

export { loadCommit } from './load-commit.ts';
export type { LoadOptions } from './reading.ts';

/** A file as it lies in a work tree or a test. */
export interface SourceFile {
  readonly path: string;
  /** As git writes it, `100644` for an ordinary file. */
  readonly mode: string;
  /** Blob id. */
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** Loads files that are in memory: a work tree, or a test's world. */
export function loadFiles(files: readonly SourceFile[], commit: CommitId | null, options: LoadOptions = {}): Loaded {
  const reading = beginReading(files);
  const cache = options.cache ?? null;
  const byPath = new Map(files.map((file) => [file.path, file.bytes]));
  for (const placed of takeCached(reading, cache))
    readFresh(reading, placed, { bytes: byPath.get(placed.path) ?? new Uint8Array(), cache });
  const checked = finishReading(reading);
  const textOf = (path: string) => checked.texts.get(path) ?? textOfBytes(byPath.get(path));
  return { desired: assemble({ ...checked, commit }), diagnostics: diagnose(checked.problems, textOf) };
}
