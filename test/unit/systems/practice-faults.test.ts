/** Faults of the practice system, for training. */
import { describe, expect, it } from 'vitest';
import { openReader } from '../../../reconciler/systems/registry.ts';
import { id, many, practiceSystem, usePracticeWorld } from './practice-world.ts';

const { runtime, world, read } = usePracticeWorld();

describe('faults for training', () => {
  const cases: readonly (readonly [string, Record<string, unknown>, Record<string, unknown>, number])[] = [
    ['the chain breaks', { stopAfterPage: 1 }, { ended: false, total: 25, pages: 1 }, 10],
    ['the chain breaks behind its end', { stopAfterPage: 9 }, { ended: true }, 25],
    ['one page twice, the next never', { repeatPage: 1 }, { ended: true, total: 25, pages: 3 }, 15],
    ['the last page cannot come twice in the place of another', { repeatPage: 3 }, { ended: true, total: 25 }, 25],
    ['fewer rights', { seeEvery: 2 }, { ended: true, total: 13 }, 13],
    ['no right to read at all', { refuseReading: true }, { ended: false, problems: ['the system refused to be read'] }, 0],
  ];

  it.each(cases)('%s', async (_, faults, expected, count) => {
    await world({ accounts: many, faults });

    const reading = await read();

    expect(reading).toMatchObject(expected);
    expect(new Set(reading.accounts.map((one) => one.id)).size).toBe(count);
  });

  it('attributes come empty', async () => {
    const full = { id: 'a-1', enabled: true, groups: ['a'], roles: ['b'], licences: [{ id: 'E3' }], lastUse: 'never' };
    await world({
      accounts: [full],
      assets: [{ id: 1, holder: 'x', status: 'y' }],
      faults: { blank: ['status', 'groups', 'roles', 'licences', 'lastUse', 'holder'] },
    });

    const reading = await read({ holds: ['accounts', 'assets'] });

    expect(reading.accounts[0]).toMatchObject({ enabled: null, groups: null, roles: null, licences: null, lastUse: null });
    expect(reading.assets[0]).toMatchObject({ holder: null, status: null });
  });

  it('reading one account is refused too, and another tenant is never read', async () => {
    await world({ accounts: many, faults: { refuseReading: true } });
    const reader = await openReader(practiceSystem(), runtime());
    await expect(reader.readAccount(id('a-1'))).rejects.toMatchObject({ refused: true });

    await world({ accounts: many, tenant: 'elsewhere' });
    await expect(reader.readAccount(id('a-1'))).rejects.toThrow('another tenant answered');
  });
});
