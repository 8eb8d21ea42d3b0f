/** Files below the export folder, and nothing outside of it: what `practice` and `csv` read. */
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { Fault } from '../ports.ts';

/** The largest export that is read, in bytes. */
export const LARGEST = 256 * 1024 * 1024;

/** One file of the export folder, whole: its bytes and when it was last changed (milliseconds since 1970). */
export interface ExportFile {
  readonly bytes: Buffer;
  readonly modified: number;
  /** Changes whenever the file is replaced or written to. */
  readonly stamp: string;
}

/** The real path of a file below the export folder. Throws Fault when there is no folder, no such file, or when a link leads out of the folder. */
export async function locateExport(folder: string | null, file: string, where: string): Promise<string> {
  const operation = 'open';
  if (folder === null) throw new Fault('no export folder is given; name it with --exports or LASTDAY_EXPORTS', { where, operation });
  const root = await realpath(folder).catch(() => null);
  if (root === null) throw new Fault('the export folder does not exist', { where, operation });
  const path = await realpath(join(root, file)).catch(() => null);
  if (path === null) throw new Fault(`${file} does not exist below the export folder`, { where, operation });
  if (!path.startsWith(root.endsWith(sep) ? root : root + sep)) {
    throw new Fault(`${file} leads out of the export folder`, { where, operation, refused: true });
  }
  return path;
}

async function stampOf(handle: FileHandle): Promise<{ stamp: string; size: number; modified: number; isFile: boolean }> {
  const stat = await handle.stat({ bigint: true });
  const stamp = `${stat.ino}:${stat.size}:${stat.mtimeNs}`;
  return { stamp, size: Number(stat.size), modified: Number(stat.mtimeMs), isFile: stat.isFile() };
}

/** The stamp of a file as it is now, without reading it. */
export async function stampExport(path: string): Promise<string> {
  const handle = await open(path, 'r');
  try {
    return (await stampOf(handle)).stamp;
  } finally {
    await handle.close();
  }
}

/** Reads a file whole; throws Fault when it is no plain file, too large, or changes while it is read. */
export async function readExport(path: string, about: { file: string; where: string }): Promise<ExportFile> {
  const { file, where } = about;
  const operation = 'read';
  const handle = await open(path, 'r').catch((cause: unknown) => {
    throw new Fault(`${file} cannot be opened`, { where, operation, cause });
  });
  try {
    const first = await stampOf(handle);
    if (!first.isFile) throw new Fault(`${file} is not a plain file`, { where, operation });
    if (first.size > LARGEST) throw new Fault(`${file} is larger than ${LARGEST} bytes`, { where, operation });
    const bytes = await handle.readFile();
    const last = await stampOf(handle);
    if (first.stamp !== last.stamp || bytes.length !== last.size) {
      throw new Fault(`${file} changed while it was read; it is read again in the next run`, { where, operation, retryable: true });
    }
    return { bytes, modified: first.modified, stamp: first.stamp };
  } finally {
    await handle.close();
  }
}
