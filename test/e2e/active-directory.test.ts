/** Active Directory, a real domain controller: the suites, what is particular about it, and nights of a company of 5,000. One at a time can run. */
import process from 'node:process';
import { afterAll, beforeAll, describe } from 'vitest';
import { accountSuite } from '../contract/systems/account-suite.ts';
import { IDS, LACKS, openDesk, openPorts, openWorld, systemOf } from '../contract/systems/directory-desk.ts';
import { readerSuite } from '../contract/systems/reader-suite.ts';
import { activeDirectory, guidBytes, SAMBA_WORLD, shownWorld, WORLD_CONTAINERS } from '../contract/systems/samba-world.ts';
import { writerSuite } from '../contract/systems/writer-suite.ts';
import {
  ACCOUNTS,
  DOMAIN,
  GROUPS,
  isSambaUsable,
  LEAVERS,
  PASSWORD,
  type Samba,
  STAFF,
  sambaGroup,
  sambaPerson,
  startSamba,
  upn,
  withPassword,
} from '../counterparts/samba.ts';
import { run } from '../counterparts/server.ts';
import { type LdapBetween, startLdapBetween } from '../fakes/ldap-between.ts';
import { type DirectoryCompany, EVERYBODY, idOf, LEAVING, loginOf, MEMBERS, makeDirectoryCompany, PEOPLE } from './directory-company.ts';
import { directoryNights, type Seen } from './directory-nights.ts';
import { readLdif } from './read-ldif.ts';

const dnOf = (number: number) => `CN=${loginOf(number)},${STAFF}`;

function personEntry(number: number): string {
  const entry = sambaPerson(loginOf(number), {}, { guid: guidBytes(idOf(number)) });
  // To keep passwords takes the domain a while; these are the people who try to sign in.
  return [1, LEAVING, PEOPLE].includes(number) ? withPassword(entry) : entry;
}

const ENTRIES = [
  ...EVERYBODY.map(personEntry),
  ...[...MEMBERS].map(([name, numbers]) => sambaGroup(name, name === 'yttre' ? [`CN=alla,${GROUPS}`] : numbers.map(dnOf))),
].join('');

let samba: Samba;
let between: LdapBetween;
let company: DirectoryCompany;
const kind = () => activeDirectory(samba.sid);

/** The system's file as a person writes it. */
function file(): string {
  return `kind: ldap
id: directory
mode: enforce
tenant: ${samba.tenant}
holds: [accounts]
identityProvider: true
desk: it
flavour: active-directory
address: ${between.address}
certificate: authority
credential: {read: reading, write: writing}
bind: {read: ${upn('svc-reader')}, write: ${upn('svc-writer')}}
people: {bases: ["${STAFF}", "${LEAVERS}"]}
groups: {bases: ["${DOMAIN}"]}
leavers: ${LEAVERS}
stamp: description
timeZone: Europe/Stockholm
`;
}

/** Everybody as ldapsearch of OpenLDAP shows them. */
async function seen(): Promise<ReadonlyMap<number, Seen>> {
  const args = [
    '-x',
    '-LLL',
    '-o',
    'ldif-wrap=no',
    '-E',
    'pr=1000/noprompt',
    '-H',
    samba.ldaps,
    '-D',
    upn('Administrator'),
    '-w',
    PASSWORD,
  ];
  const filter = '(&(objectClass=user)(sAMAccountName=anstalld*))';
  const asked = [...args, '-b', ACCOUNTS, filter, 'sAMAccountName', 'memberOf', 'userAccountControl'];
  const text = run('ldapsearch', asked, { env: { LDAPTLS_CACERT: samba.authorityFile } });
  return new Map(
    readLdif(text).map(({ dn, values }) => [
      Number(/[0-9]+$/u.exec(values('sAMAccountName')[0] ?? '')?.[0]),
      {
        isDisabled: (Number(values('userAccountControl')[0]) & 2) === 2,
        container: dn.slice(dn.indexOf(',') + 1),
        groups: values('memberOf')
          .map((group) => /^CN=([^,]+)/u.exec(group)?.[1] ?? '')
          .sort(),
      },
    ]),
  );
}

describe.runIf(isSambaUsable || process.env['CI'] === 'true')('Active Directory, a real one', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    samba = await startSamba(`${SAMBA_WORLD}${ENTRIES}`, WORLD_CONTAINERS);
    between = await startLdapBetween(samba);
    const credentials = { authority: samba.authority, reading: PASSWORD, writing: PASSWORD };
    company = await makeDirectoryCompany({ file: file(), credentials, requests: () => between.requests() });
  }, 900_000);
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

  describe('with 5,000 people', () => {
    beforeAll(() => {
      between.before = () => 'pass';
    });
    directoryNights({
      company: () => company,
      seen,
      signsIn: async (number) => (await samba.signIn(loginOf(number), PASSWORD)) === null,
      writer: async () =>
        (await openPorts(samba, systemOf(samba, kind(), { people: { bases: [ACCOUNTS] }, leavers: LEAVERS }), PASSWORD)).writer,
      leavers: LEAVERS,
      // Signing in, the server, the domain; people of two containers, ten pages of 500 and an empty one each, and one page of groups.
      requests: 3 + 11 + 1 + 1,
    });
  });
});
