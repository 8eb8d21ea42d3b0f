/** Which systems need an export folder before a reading may begin. */
import { describe, expect, it } from 'vitest';
import { Stop } from '../../../reconciler/cli/context.ts';
import type { Ground } from '../../../reconciler/run/ground.ts';
import { readSystems } from '../../../reconciler/run/observing.ts';
import type { System } from '../../../schemas/system.ts';
import { fakeSystem } from '../../fakes/system.ts';
import { at, makeDesired, memory, system } from '../plan/world.ts';

const NOW = at('2027-01-04');
const snipeIt = (extra: object = {}) =>
  system('inventory', { kind: 'snipe-it', address: 'https://inventory.exempel.example', statusLabels: [], ...extra });

function groundWith(systems: readonly System[]): Ground {
  const world = { env: () => undefined, resolve: (...parts: readonly string[]) => parts.join('/'), isFolder: () => false };
  const desired = makeDesired({ systems });
  return { context: { world }, root: '/nowhere', desired, memory: memory() } as never;
}

const read = (systems: readonly System[]) =>
  readSystems(groundWith(systems), async (id) => fakeSystem({ system: id, accounts: [{ id: '1' }] }), { asOf: NOW, earlier: null });

describe('without an export folder', () => {
  it.each([
    ['an instance that is asked over the network', [snipeIt()]],
    ['a file system that is off', [snipeIt(), system('ad', { mode: 'off' })]],
  ])('reads %s', async (_, systems) => {
    const observed = await read(systems);

    expect([...observed.keys()]).toEqual(['inventory']);
  });

  it('stops where a system is read from it', async () => {
    await expect(read([snipeIt(), system('ad')])).rejects.toBeInstanceOf(Stop);
  });
});
