/** The suites, and what is particular about OpenLDAP, on a real server. */
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bindName, GROUPS, isSlapdInstalled, LEAVERS, PASSWORD, type Slapd, startSlapd, TREE } from '../../counterparts/slapd.ts';
import { type LdapBetween, type Passage, startLdapBetween } from '../../fakes/ldap-between.ts';
import { accountSuite } from './account-suite.ts';
import { faultOf, IDS, LACKS, openDesk, openPorts, openWorld, systemOf } from './directory-desk.ts';
import { AT, readerSuite } from './reader-suite.ts';
import { openLdap, SLAPD_WORLD, shownWorld } from './slapd-world.ts';
import { writerSuite } from './writer-suite.ts';

let slapd: Slapd;
let between: LdapBetween;
const kind = () => openLdap(slapd.tenant);

describe.runIf(isSlapdInstalled || process.env['CI'] === 'true')('OpenLDAP, a real one', () => {
  beforeAll(async () => {
    slapd = await startSlapd(SLAPD_WORLD);
    between = await startLdapBetween(slapd);
  });
  afterAll(async () => {
    await between?.stop();
    await slapd?.stop();
  });

  readerSuite({
    name: 'openldap',
    world: shownWorld(),
    provides: ['existence', 'status', 'groups', 'roles', 'lastUse'],
    absent: IDS['a-9'] ?? '',
    open: async () => (await openWorld(slapd, kind(), between)).reader,
    openBroken: async () => (await openPorts(slapd, systemOf(slapd, kind()), 'not the password')).reader,
  });
  writerSuite({
    name: 'openldap',
    id: (id) => IDS[id] ?? id,
    refuses: ['sessions', 'licences', 'check-in', 'check-out'],
    open: () => openWorld(slapd, kind(), between),
  });
  describe('what is particular about it', () => {
    const ada = IDS['a-1'] as never;
    const opened = async (more: Readonly<Record<string, unknown>> = {}) => {
      await openDesk(slapd, kind(), between);
      return openPorts(slapd, systemOf(slapd, kind(), more), PASSWORD);
    };

    it('refuses to empty a group that must have a member, and leaves it as it was', async () => {
      const { reader, writer } = await opened({ groups: { bases: [GROUPS] } });

      const fault = await faultOf(writer.write({ kind: 'groups', account: ada, remove: ['vpn'] as never, add: [] }, 10_000));

      expect(fault).toMatchObject({ refused: true, message: expect.stringContaining('last member') });
      expect((await reader.readAccount(ada))?.groups).toEqual(['sales', 'vpn']);
    });

    it('lets an account that may only lock do that and nothing else, without the mark', async () => {
      const { reader, writer } = await opened({ bind: { read: bindName('reader'), write: bindName('narrow') } });

      await writer.write({ kind: 'disable', account: ada }, 10_000);
      const groups = await faultOf(writer.write({ kind: 'groups', account: ada, remove: ['sales'] as never, add: [] }, 10_000));
      const moves = [];
      for (let tried = 0; tried < 2; tried += 1) {
        slapd.requests();
        const fault = await faultOf(writer.write({ kind: 'place', account: ada, to: LEAVERS }, 10_000));
        moves.push([fault.refused, slapd.requests().includes('MODRDN')]);
      }

      expect(await reader.readAccount(ada)).toMatchObject({ enabled: false, groups: ['sales', 'vpn'] });
      expect(groups).toMatchObject({ refused: true, meaning: 'no-right', message: expect.stringContaining('has not the right') });
      expect(moves).toEqual([
        [true, true],
        [true, false],
      ]);
      const { rights } = (await writer.examine?.()) ?? { rights: [] };
      expect(rights.filter((one) => one.verdict === 'has').map((one) => one.right)).toEqual([
        'write pwdAccountLockedTime',
        'pwdLockout TRUE',
      ]);
    });

    it('says of an administrator that they may too much', async () => {
      const { writer } = await opened({ bind: { read: bindName('reader'), write: `cn=admin,${TREE}` } });

      const { rights } = (await writer.examine?.()) ?? { rights: [] };

      expect(rights.filter((one) => one.verdict === 'too-much').map((one) => one.right)).toEqual(['write mail', 'write userPassword']);
    });

    it('is spoken to with StartTLS where the address is no other', async () => {
      const { reader } = await opened({ address: slapd.ldap });
      slapd.requests();

      const reading = await reader.read(AT);

      expect([reading.accounts.length, reading.problems]).toEqual([3, []]);
      expect(slapd.requests().slice(0, 2)).toEqual(['EXT', 'BIND']);
    });

    it.each(['ldaps', 'ldap'] as const)('is sent no password over %s when its certificate is not vouched for', async (way) => {
      const { reader } = await opened({ address: slapd[way], certificate: 'reading' });
      slapd.requests();

      const reading = await reader.read(AT);

      expect([reading.accounts, reading.ended, reading.problems.length]).toEqual([[], false, 1]);
      expect(slapd.requests()).not.toContain('BIND');
    });

    const membersOf = (group: string) =>
      slapd.asRoot(async (root) => {
        const { searchEntries } = await root.search(`cn=${group},${GROUPS}`, { scope: 'base', attributes: ['member'] });
        return [searchEntries[0]?.['member'] ?? []].flat().map(String);
      });

    it('takes an account along in its groups when it is moved, in one where it is the only member too, and back', async () => {
      const { reader, writer } = await opened();
      const before = [await membersOf('sales'), await membersOf('vpn')];
      const [here = ''] = before[1] ?? [];
      const there = `uid=testper,${LEAVERS}`;

      await writer.write({ kind: 'place', account: ada, to: LEAVERS }, 10_000);
      const moved = [await membersOf('sales'), await membersOf('vpn')];
      const account = await reader.readAccount(ada);
      await writer.write({ kind: 'place', account: ada, to: here.slice(here.indexOf(',') + 1) }, 10_000);

      expect(moved.map((members) => members.toSorted())).toEqual(
        before.map((members) => members.map((member) => (member === here ? there : member)).toSorted()),
      );
      expect(account).toMatchObject({ groups: ['sales', 'vpn'], place: LEAVERS });
      expect([await membersOf('sales'), await membersOf('vpn')].map((members) => members.toSorted())).toEqual(
        before.map((members) => members.toSorted()),
      );
    });

    it('refuses a write when somebody changed the same value in between, and keeps theirs', async () => {
      const { reader, writer } = await opened({ address: between.address });
      between.before = async ({ kind: what }): Promise<Passage> => {
        if (what !== 'modify') return 'pass';
        between.before = () => 'pass';
        await slapd.asRoot((root) => openLdap(slapd.tenant).hand(root).switchOff(ada));
        return 'pass';
      };

      const fault = await faultOf(writer.write({ kind: 'disable', account: ada }, 10_000));

      expect(fault.refused).toBe(true);
      expect((await reader.readAccount(ada))?.enabled).toBe(false);
    });
  });

  accountSuite({ name: 'openldap', id: (id) => IDS[id] ?? id, lacks: LACKS, open: () => openDesk(slapd, kind(), between) });
});
