/** Loads and saves a practice world file, whole. */
import type { System } from '../../../schemas/system.ts';
import { type ExportFolder, Fault } from '../../ports.ts';
import { World } from './wire.ts';

/** A system of kind `practice`. */
export type PracticeSystem = Extract<System, { kind: 'practice' }>;

/** A world file, opened. Both throw Fault. */
export interface WorldFile {
  /** The world as the file holds it now. What was parsed is kept until the file changes. */
  load(): Promise<World>;
  /** The same, for somebody who reads it once and whole: it is not kept, because it is large. */
  loadOnce(): Promise<World>;
  /** Replaces the file in one step. */
  save(world: World): Promise<void>;
}

function parseWorld(bytes: Uint8Array, where: string): World {
  const about = { where, operation: 'read' };
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Fault('the world file is not JSON', about);
  }
  const parsed = World.safeParse(value);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new Fault(`the world file is not as it should be at "${path}"`, about);
}

/** Opens the world file of a practice system. */
export function openWorld(system: PracticeSystem, exports: ExportFolder): WorldFile {
  let kept: { readonly stamp: string; readonly world: World } | null = null;
  async function read(): Promise<{ readonly stamp: string; readonly world: World }> {
    const file = await exports.read(system.world);
    return { stamp: file.stamp, world: parseWorld(file.bytes, system.id) };
  }
  return {
    async load() {
      if (kept === null || kept.stamp !== (await exports.stamp(system.world))) kept = await read();
      return kept.world;
    },
    loadOnce: async () => (await read()).world,
    async save(world) {
      kept = null;
      await exports.replace(system.world, `${JSON.stringify(world, null, 2)}\n`);
    },
  };
}
