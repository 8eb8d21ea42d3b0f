/** The adapter for Request Tracker against a real one: the two suites, and what a reading is worth. */
import { describe, expect, it } from 'vitest';
import { INSTALL, isRequestTrackerInstalled, TENANT } from '../../counterparts/rt.ts';
import { AT, readerSuite, WORLD } from './reader-suite.ts';
import { open, problemOf, restore, rt, useRequestTracker } from './rt-desk.ts';
import { writerSuite } from './writer-suite.ts';

it('Request Tracker is installed, or this is no CI', () => {
  expect(isRequestTrackerInstalled || process.env['CI'] !== 'true', `CI needs it: ${INSTALL}`).toBe(true);
});

describe.runIf(isRequestTrackerInstalled)('Request Tracker 5, a real one', () => {
  useRequestTracker();

  readerSuite({
    name: 'Request Tracker',
    provides: ['existence', 'status', 'holder'],
    world: {
      tenant: TENANT,
      accounts: [],
      assets: [
        { ...WORLD.assets[0], status: 'in-use' },
        { ...WORLD.assets[1], status: 'available' },
      ],
    },
    open: async () => (await open()).reader,
    openBroken: async () => (await open({ address: 'http://127.0.0.1:9' })).reader,
  });
  writerSuite({
    name: 'Request Tracker',
    refuses: ['disable', 'enable', 'sessions', 'groups', 'licences'],
    status: 'received',
    otherStatus: 'in-use',
    open: async () => {
      await restore();
      return open();
    },
  });

  describe('reading', () => {
    it('goes page by page and counts what there is', async () => {
      await restore();
      const { reader } = await open({ more: { pageSize: 1 } });

      const reading = await reader.read(AT);

      expect(reading).toMatchObject({ total: 2, ended: true, problems: [], pages: 2 });
      expect(reading.assets.map((one) => one.id)).toEqual(['311', '312']);
    });

    it('leaves out what is deleted or in another catalog, as a whole and one by one', async () => {
      const deleted = await rt.addAsset({ tag: 'LT-0091', status: 'in-use' });
      await rt.editAsset(deleted, { Status: 'deleted' });
      const other = await rt.addAsset({ tag: 'LT-0092', status: 'in-use' }, 'Elsewhere');
      const { reader } = await open();

      const reading = await reader.read(AT);

      expect(reading.assets.map((one) => one.id)).not.toEqual(expect.arrayContaining([deleted]));
      expect(reading).toMatchObject({ total: reading.assets.length, ended: true });
      expect([await reader.readAsset(deleted), await reader.readAsset(other)]).toEqual([null, null]);
    });

    it('does not call a list whole when the account is not told how many there are', async () => {
      const { reader } = await open({ as: 'narrow' });

      const reading = await reader.read(AT);

      expect(reading.assets.length).toBeGreaterThan(0);
      expect(reading).toMatchObject({ total: null, ended: false });
      expect(reading.problems).toEqual(['the account is not told how many assets there are; give it the right ShowAsset for all catalogs']);
    });

    it.each([
      ['a field that no asset has', { fields: { tag: 'Tagg' } }, 'no asset has a custom field "Tagg" that the account may see'],
      ['a catalog that is not there', { catalog: 'Hardwear' }, 'there is no catalog of that name that the account may see'],
      ['a catalog by its number', { catalog: '2' }, 'another catalog than the one that was asked for answered'],
      ['a path that is not there', { address: `PATH/rt` }, 'there is no Request Tracker with REST 2 at this address'],
    ])('says it: %s', async (_, more, problem) => {
      const address = 'address' in more ? { address: more.address.replace('PATH', rt.address) } : {};
      const { reader } = await open({ more: { ...more, ...address } });

      expect((await reader.read(AT)).problems).toEqual([problem]);
    });

    it.each([
      ['is wrong', () => '1-14-wrong', 'it does not accept the credential; make a new token'],
      ['is missing', () => null, 'the runner has no credential "rt-read"'],
    ])('brings home nothing but the problem when the credential %s', async (_, credential, problem) => {
      const { reader } = await open({ credential });

      const reading = await reader.read(AT);

      expect(reading).toMatchObject({ tenant: null, assets: [], ended: false, provides: [], problems: [problem] });
      expect((await problemOf(reader.readAsset('311'))).message).toBe(problem);
    });

    it('takes a name and a password for a credential too', async () => {
      const { reader } = await open({ credential: () => 'root:password' });

      expect((await reader.read(AT)).problems).toEqual([]);
    });

    it('says who answered, and reads no single record of somebody else', async () => {
      const { reader } = await open({ more: { tenant: 'rt.exempel.example' } });

      expect((await reader.read(AT)).tenant).toBe(TENANT);
      expect((await problemOf(reader.readAsset('311'))).message).toBe('another tenant answered');
    });

    it.each([
      ['several people', ['testper', 'testbo'], null],
      ['the user that stands for nobody', ['Nobody'], ''],
      ['one person', ['TestAda'], 'TestAda'],
    ])('a holder: %s', async (_, held, holder) => {
      await restore();
      await rt.editAsset('311', { HeldBy: held });
      const { reader } = await open();

      const one = await reader.readAsset('311');

      expect(one?.holder).toBe(holder);
      expect((await reader.read(AT)).assets.find((asset) => asset.id === '311')?.holder).toBe(holder);
    });
  });
});
