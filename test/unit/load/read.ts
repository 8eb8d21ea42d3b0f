/** Short ways to load a changed world and to say what was found. */

import type { ParseCache } from '../../../reconciler/load/cache.ts';
import { loadFiles, type SourceFile } from '../../../reconciler/load/load.ts';
import type { Diagnostic } from '../../../reconciler/model/diagnostic.ts';
import { makeFile, makeFiles, type Overrides } from './world.ts';

const documents = new Map<string, unknown>();
/** Files that are the same in most tests are read once. */
const cache: ParseCache = { get: (blob) => documents.get(blob), put: (blob, doc) => documents.set(blob, doc), save: async () => undefined };

/** Everything found in the small world with overrides. */
export function findings(overrides: Overrides): readonly Diagnostic[] {
  return loadFiles(makeFiles(overrides), null, { cache }).diagnostics;
}

/** `code pointer-or-file` of everything found, for short expectations. */
export function said(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map((one) => `${one.code} ${one.file.split('/').at(-1)}${one.pointer === undefined ? '' : `#${one.pointer}`}`);
}

/** The small world with one file of any bytes and mode put in. */
export function withBytes(path: string, bytes: Uint8Array | string, mode = '100644'): SourceFile[] {
  const file = typeof bytes === 'string' ? makeFile(path, bytes, mode) : { path, mode, id: 'f'.repeat(40), bytes };
  return [...makeFiles({ [path]: null }), file];
}
