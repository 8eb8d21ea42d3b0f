/** One file's bytes -> its document in the tree, or what is wrong with it. */
import type { ParseCache } from './cache.ts';
import { readDocument } from './check-document.ts';
import { decode } from './decode.ts';
import type { Placed } from './paths.ts';
import { inFile } from './problem.ts';
import type { Reading } from './reading.ts';

/** Reads one file's bytes into the tree. Returns the document when nothing at all is to be said about it. */
export function readFile(reading: Reading, placed: Placed, bytes: Uint8Array): unknown {
  const decoded = decode(bytes);
  if ('problem' in decoded) {
    reading.problems.push(inFile(placed.path, decoded.problem));
    if (decoded.problem.offset !== undefined) reading.texts.set(placed.path, new TextDecoder().decode(bytes));
    return null;
  }
  const { value, problems } = readDocument(placed, decoded.text);
  for (const problem of problems) reading.problems.push(inFile(placed.path, problem));
  if (problems.length > 0) reading.texts.set(placed.path, decoded.text);
  if (value !== null) reading.builder.add(placed, value);
  return problems.length === 0 ? value : null;
}

/** Reads one file, and remembers it when nothing is to be said about it. */
export function readFresh(
  reading: Reading,
  placed: Placed,
  about: { readonly bytes: Uint8Array; readonly cache: ParseCache | null },
): void {
  const value = readFile(reading, placed, about.bytes);
  if (value !== null && placed.blob !== '') about.cache?.put(placed.blob, [`${placed.kind}/${placed.stem}`, value]);
}

/** Text of bytes, or null when they are none. */
export function textOfBytes(bytes: Uint8Array | undefined): string | null {
  const decoded = bytes === undefined ? null : decode(bytes);
  return decoded !== null && 'text' in decoded ? decoded.text : null;
}
