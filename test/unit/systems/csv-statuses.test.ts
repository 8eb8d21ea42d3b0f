/** The words of an export for the status of a device. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openReader } from '../../../reconciler/systems/registry.ts';
import type { Instant } from '../../../schemas/primitives.ts';
import { System } from '../../../schemas/system.ts';

const AT = '2027-01-04T01:00:00Z' as Instant;
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lastday-csv-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function read(file: object) {
  const clock = { now: () => AT, elapsed: () => 0, sleep: async () => {} };
  return (await openReader(System.parse(file), { exports: folder, credential: () => null, clock })).read(AT);
}

describe('devices of an export', () => {
  it('have a status in the word of the files, where the system file says what a word means', async () => {
    await writeFile(join(folder, 'assets.csv'), 'Tag,State\nLT-1,IN STORE\nLT-2,to wipe\nLT-3,Deployed\nLT-4,\n');
    const columns = { id: 'Tag', tag: 'Tag', status: 'State' };
    const tables = [{ holds: 'assets', file: 'assets.csv', columns, freshness: { file: 'modified' } }];
    const about = { kind: 'csv', id: 'store', mode: 'enforce', tenant: 'pahitt-store', holds: ['assets'], tables };
    const statuses = [
      { means: 'received', name: 'To wipe' },
      { means: 'available', name: 'In store' },
      { means: 'hold', name: 'in store' },
    ];

    const [named, plain] = [await read({ ...about, statuses }), await read(about)];

    expect(named.assets.map(({ status }) => status)).toEqual(['available', 'received', 'Deployed', null]);
    expect(named.statuses).toEqual({ received: 'received', available: 'available', hold: 'available' });
    expect(plain.assets.map(({ status }) => status)).toEqual(['IN STORE', 'to wipe', 'Deployed', null]);
    expect(plain.statuses).toBeUndefined();
  });
});
