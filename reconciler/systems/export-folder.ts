/** Files below the export folder, and nothing outside of it: what `practice` and `csv` read. */
import { randomBytes } from 'node:crypto';
import { type FileHandle, open, realpath, rename, unlink } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { instantOf } from '../calendar.ts';
import { type ExportFolder, Fault } from '../ports.ts';

/** The largest export that is read, in bytes. */
export const LARGEST = 64 * 1024 * 1024;

interface Stamped {
  readonly stamp: string;
  readonly size: number;
  readonly modified: number;
  readonly isFile: boolean;
}

async function stampOf(handle: FileHandle): Promise<Stamped> {
  const stat = await handle.stat({ bigint: true });
  const stamp = `${stat.ino}:${stat.size}:${stat.mtimeNs}`;
  return { stamp, size: Number(stat.size), modified: Number(stat.mtimeMs), isFile: stat.isFile() };
}

async function withFile<T>(path: string, use: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(path, 'r');
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
}

async function replaceFile(path: string, text: string): Promise<void> {
  const beside = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const handle = await open(beside, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, path);
  } catch (error) {
    await unlink(beside).catch(() => {});
    throw error;
  }
  await withFile(dirname(path), (folder) => folder.sync());
}

/** The export folder as one system sees it: `where` is that system, named in every Fault. A link that leads out of the folder is refused. */
export function openExportFolder(folder: string | null, where: string): ExportFolder {
  const fault = (text: string, more: { operation: string; retryable?: boolean; refused?: boolean; cause?: unknown }) =>
    new Fault(text, { where, ...more });

  async function locate(file: string): Promise<string> {
    const operation = 'open';
    if (folder === null) throw fault('no export folder is given; LASTDAY_EXPORTS names it', { operation });
    const root = await realpath(folder).catch(() => null);
    if (root === null) throw fault('the export folder does not exist', { operation });
    const path = await realpath(join(root, file)).catch(() => null);
    if (path === null) throw fault(`${file} does not exist below the export folder`, { operation });
    if (path.startsWith(root.endsWith(sep) ? root : root + sep)) return path;
    throw fault(`${file} leads out of the export folder`, { operation, refused: true });
  }

  async function inFile<T>(file: string, use: (handle: FileHandle) => Promise<T>): Promise<T> {
    const path = await locate(file);
    return await withFile(path, use).catch((cause: unknown) => {
      throw cause instanceof Fault ? cause : fault(`${file} cannot be read`, { operation: 'read', cause });
    });
  }

  return {
    read: (file) =>
      inFile(file, async (handle) => {
        const operation = 'read';
        const first = await stampOf(handle);
        if (!first.isFile) throw fault(`${file} is not a plain file`, { operation });
        if (first.size > LARGEST) throw fault(`${file} is larger than ${LARGEST} bytes`, { operation });
        const bytes = await handle.readFile();
        const last = await stampOf(handle);
        if (first.stamp !== last.stamp || bytes.length !== last.size) {
          throw fault(`${file} changed while it was read; the next run reads it again`, { operation, retryable: true });
        }
        return { bytes, modified: instantOf(first.modified), stamp: first.stamp };
      }),
    stamp: (file) => inFile(file, async (handle) => (await stampOf(handle)).stamp),
    async replace(file, text) {
      const path = await locate(file);
      await replaceFile(path, text).catch((cause: unknown) => {
        throw fault(`${file} cannot be written`, { operation: 'write', cause });
      });
    },
  };
}
