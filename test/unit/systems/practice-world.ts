/** A practice world in a folder of its own, for each test anew. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Reading } from '../../../reconciler/model/observed.ts';
import { openReader } from '../../../reconciler/systems/registry.ts';
import type { ForeignId, Instant } from '../../../schemas/primitives.ts';
import { System } from '../../../schemas/system.ts';

/** When it is read. */
export const AT = '2027-01-04T01:00:00Z' as Instant;

/** A clock that stands still. */
export const clock = { now: () => AT, elapsed: () => 0, sleep: async () => {} };

/** An id of an account. */
export const id = (text: string) => text as ForeignId;

/** The system `ad` of the world; `more` is what differs. */
export function practiceSystem(more: Record<string, unknown> = {}): System {
  const usual = { kind: 'practice', id: 'ad', mode: 'enforce', tenant: 'latsas-ad', holds: ['accounts'], world: 'ad.json', pageSize: 10 };
  return System.parse({ ...usual, ...more });
}

/** Twenty-five accounts. */
export const many = Array.from({ length: 25 }, (_, index) => ({ id: `a-${index}`, login: `test${index}`, enabled: true }));

/** A folder for each test, and what is done there. */
export function usePracticeWorld() {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lastday-practice-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });
  const runtime = () => ({ exports: folder, credential: () => null, clock });
  return {
    folder: () => folder,
    runtime,
    world: (content: Record<string, unknown>) => writeFile(join(folder, 'ad.json'), JSON.stringify({ tenant: 'latsas-ad', ...content })),
    read: async (more: Record<string, unknown> = {}): Promise<Reading> => (await openReader(practiceSystem(more), runtime())).read(AT),
  };
}
