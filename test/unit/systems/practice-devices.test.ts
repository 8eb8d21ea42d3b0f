/** Devices of a practice world, written: what is checked out shows as in use, as it does in real inventories. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openExportFolder } from '../../../reconciler/systems/export-folder.ts';
import { openPracticeWriter } from '../../../reconciler/systems/practice/index.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { temporaryFolder } from '../../fakes/repository.ts';
import { system } from '../plan/world.ts';

it.each([
  ['available', 'in-use'],
  [null, null],
])('a device that was %s is %s once it is checked out', async (status, then) => {
  const folder = temporaryFolder('lastday-practice-devices');
  const file = join(folder, 'store.json');
  writeFileSync(file, JSON.stringify({ tenant: 'store-test', assets: [{ id: '1', holder: '', status }] }));
  const writer = openPracticeWriter(system('store', { holds: ['assets'] }) as never, {
    exports: openExportFolder(folder, 'store'),
    clock: fakeClock(),
  });

  await writer.write({ kind: 'check-out', asset: '1', holder: 'anna' }, 1000);

  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ assets: [{ id: '1', holder: 'anna', status: then }] });
});
