/** Loads and saves a practice world file: whole, below the export folder, replaced in one step. */
import { randomBytes } from 'node:crypto';
import { open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { System } from '../../../schemas/system.ts';
import { Fault } from '../../ports.ts';
import { locateExport, readExport, stampExport } from '../export-folder.ts';
import type { Runtime } from '../runtime.ts';
import { World } from './wire.ts';

/** A system of kind `practice`. */
export type PracticeSystem = Extract<System, { kind: 'practice' }>;

/** A world file, opened. Both throw Fault. */
export interface WorldFile {
  /** The world as the file holds it now. */
  load(): Promise<World>;
  /** Replaces the file: written beside it, flushed, renamed. */
  save(world: World): Promise<void>;
}

function parseWorld(bytes: Buffer, where: string): World {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new Fault('the world file is not JSON', { where, operation: 'read' });
  }
  const parsed = World.safeParse(value);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new Fault(`the world file is not as it should be at "${path}"`, { where, operation: 'read' });
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
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Opens the world file of a practice system. What was parsed is kept until the file changes. */
export function openWorld(system: PracticeSystem, runtime: Runtime): WorldFile {
  const where = system.id;
  let kept: { readonly stamp: string; readonly world: World } | null = null;
  return {
    async load() {
      const path = await locateExport(runtime.exports, system.world, where);
      if (kept !== null && kept.stamp === (await stampExport(path))) return kept.world;
      const file = await readExport(path, { file: system.world, where });
      const world = parseWorld(file.bytes, where);
      kept = { stamp: file.stamp, world };
      return world;
    },
    async save(world) {
      kept = null;
      const path = await locateExport(runtime.exports, system.world, where);
      await replaceFile(path, `${JSON.stringify(world, null, 2)}\n`).catch((cause: unknown) => {
        throw new Fault('the world file cannot be written', { where, operation: 'write', cause });
      });
    },
  };
}
