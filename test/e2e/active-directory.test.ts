/** Active Directory, a real domain controller: the suites, what is particular about it, and nights of a company of 5,000. One at a time can run. */
import process from 'node:process';
import { afterAll, beforeAll, describe } from 'vitest';
import { accountSuite } from '../contract/systems/account-suite.ts';
import { IDS, LACKS, openDesk, openPorts, openWorld, systemOf } from '../contract/systems/directory-desk.ts';
import { readerSuite } from '../contract/systems/reader-suite.ts';
import { activeDirectory, SAMBA_WORLD, shownWorld, WORLD_CONTAINERS } from '../contract/systems/samba-world.ts';
import { writerSuite } from '../contract/systems/writer-suite.ts';
import { isSambaUsable, type Samba, startSamba } from '../counterparts/samba.ts';
import { type LdapBetween, startLdapBetween } from '../fakes/ldap-between.ts';

let samba: Samba;
let between: LdapBetween;
const kind = () => activeDirectory(samba.sid);

describe.runIf(isSambaUsable || process.env['CI'] === 'true')('Active Directory, a real one', () => {
  beforeAll(async () => {
    samba = await startSamba(SAMBA_WORLD, WORLD_CONTAINERS);
    between = await startLdapBetween(samba);
  }, 180_000);
  afterAll(async () => {
    await between?.stop();
    await samba?.stop();
  });

  readerSuite({
    name: 'active-directory',
    world: shownWorld(),
    provides: ['existence', 'status', 'groups', 'roles', 'lastUse'],
    absent: IDS['a-9'] ?? '',
    open: async () => (await openWorld(samba, kind(), between)).reader,
    openBroken: async () => (await openPorts(samba, systemOf(samba, kind()), 'not the password')).reader,
  });
  writerSuite({
    name: 'active-directory',
    id: (id) => IDS[id] ?? id,
    refuses: ['sessions', 'licences', 'check-in', 'check-out'],
    open: () => openWorld(samba, kind(), between),
  });
  accountSuite({ name: 'active-directory', id: (id) => IDS[id] ?? id, lacks: LACKS, open: () => openDesk(samba, kind(), between) });
});
