/** The day on which an export last saw a device in use: a day, or nothing at all. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openReader } from '../../../reconciler/systems/registry.ts';
import type { Instant } from '../../../schemas/primitives.ts';
import { System } from '../../../schemas/system.ts';

const AT = '2027-01-04T01:00:00Z' as Instant;
const clock = { now: () => AT, elapsed: () => 0, sleep: async () => {} };
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lastday-csv-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

it.each([
  ['2026-12-30', '2026-12-30'],
  ['never', undefined],
  ['', undefined],
  ['soon', undefined],
])('"%s" is %s', async (cell, seen) => {
  await writeFile(join(folder, 'assets.csv'), `Tag,User,Seen\nLT-0001,,${cell}\nLT-0002,,2026-01-01\n`);
  const columns = { id: 'Tag', tag: 'Tag', holder: 'User', lastUse: 'Seen' };
  const tables = [{ holds: 'assets', file: 'assets.csv', columns, freshness: { file: 'modified' } }];
  const system = System.parse({ kind: 'csv', id: 'inventory', mode: 'enforce', tenant: 'test', holds: ['assets'], tables });

  const reading = await (await openReader(system, { exports: folder, credential: () => null, clock })).read(AT);

  expect(reading.assets[0]?.lastSeen).toBe(seen);
  expect('lastSeen' in (reading.assets[0] ?? {})).toBe(seen !== undefined);
});
