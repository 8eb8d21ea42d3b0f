/** Reads files as they lie in a work tree, for checks while somebody edits; links are never followed. */
import { createHash } from 'node:crypto';
import { lstat, open, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { LARGEST_BLOB } from './objects.ts';

/** One file of a work tree, as a commit would hold it. */
export interface WorktreeFile {
  /** Path from the root, with `/`. */
  readonly path: string;
  /** `100644`, `100755`, or `120000` for a link, whose bytes are then the link's text. */
  readonly mode: string;
  /** The id git would give the content (SHA-1). */
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** All files below the folders, sorted by path. A folder that does not exist holds none. */
export async function readWorktree(root: string, folders: readonly string[] = ['state', 'policies']): Promise<WorktreeFile[]> {
  const files: WorktreeFile[] = [];
  for (const folder of folders) await readFolder(root, folder, files);
  return files.sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
}

async function readFolder(root: string, folder: string, files: WorktreeFile[]): Promise<void> {
  const info = await lstat(join(root, folder)).catch(() => null);
  if (info === null) return;
  if (!info.isDirectory()) {
    const file = await readOne(root, folder);
    if (file !== null) files.push(file);
    return;
  }
  const names = await readdir(join(root, folder));
  await Promise.all(names.filter((name) => name !== '.git').map((name) => readFolder(root, `${folder}/${name}`, files)));
}

async function readOne(root: string, path: string): Promise<WorktreeFile | null> {
  const full = join(root, path);
  const info = await lstat(full);
  if (info.isSymbolicLink()) return fileOf(path, '120000', Buffer.from(await readlink(full)));
  if (!info.isFile()) return null;
  const size = Math.min(info.size, LARGEST_BLOB + 1);
  const handle = await open(full, 'r');
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(size), 0, size, 0);
    const isProgram = (info.mode & 0o111) !== 0;
    return fileOf(path, isProgram ? '100755' : '100644', buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

function fileOf(path: string, mode: string, bytes: Uint8Array): WorktreeFile {
  const id = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  return { path, mode, id, bytes };
}
