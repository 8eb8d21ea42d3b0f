/** The suites, and what is particular about OpenLDAP, on a real server. */
import { afterAll, beforeAll, describe } from 'vitest';
import { isSlapdInstalled, type Slapd, startSlapd } from '../../counterparts/slapd.ts';
import { type LdapBetween, startLdapBetween } from '../../fakes/ldap-between.ts';
import { accountSuite } from './account-suite.ts';
import { IDS, LACKS, openDesk, openPorts, openWorld, systemOf } from './directory-desk.ts';
import { readerSuite } from './reader-suite.ts';
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
  accountSuite({ name: 'openldap', id: (id) => IDS[id] ?? id, lacks: LACKS, open: () => openDesk(slapd, kind(), between) });
});
