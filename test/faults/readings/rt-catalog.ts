/** A catalog in Request Tracker for the table: its counterpart, the adapter before it, and the check that only known calls were made. */
import { afterEach, expect } from 'vitest';
import { openRtReader } from '../../../reconciler/systems/rt/index.ts';
import { openRtWriter } from '../../../reconciler/systems/rt/writer.ts';
import { System } from '../../../schemas/system.ts';
import { fakeClock } from '../../fakes/clock.ts';
import type { JsonServer } from '../../fakes/json-server.ts';
import { fakeRt, RT_TENANT, startRt } from '../../fakes/rt.ts';

const started: JsonServer[] = [];

/** Ends every counterpart of a test, and fails it when a call was made that no fact names. */
export function endCatalogs(): void {
  afterEach(async () => {
    const ended = started.splice(0);
    await Promise.all(ended.map((one) => one.stop()));
    expect(ended.flatMap((one) => one.violations)).toEqual([]);
  });
}

/** Starts a catalog of these assets, three to a page. */
export async function openCatalog(numbers: readonly number[]) {
  const clock = fakeClock();
  const world = fakeRt(numbers.map((id) => ({ id, name: `LT-000${id}`, status: 'in-use', holder: `login${id}` })));
  const server = await startRt(world);
  started.push(server);
  const system = System.parse({
    kind: 'rt',
    id: 'inventory',
    mode: 'enforce',
    tenant: RT_TENANT,
    holds: ['assets'],
    catalog: 'Hardware',
    credential: { read: 'rt', write: 'rt' },
    address: server.address,
    pageSize: 3,
  });
  if (system.kind !== 'rt') throw new Error('another kind');
  const runtime = { credential: () => world.token, clock };
  return { system, clock, reader: openRtReader(system, runtime), writer: openRtWriter(system, runtime) };
}
