/** Active Directory, a real domain controller: the suites, what is particular about it, and nights of a company of 5,000. One at a time can run. */
import process from 'node:process';
import { Attribute, Change } from 'ldapts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountSuite } from '../contract/systems/account-suite.ts';
import { faultOf, IDS, LACKS, openDesk, openPorts, openWorld, systemOf } from '../contract/systems/directory-desk.ts';
import { AT, readerSuite } from '../contract/systems/reader-suite.ts';
import { activeDirectory, guidBytes, SAMBA_WORLD, shownWorld, WORLD_CONTAINERS } from '../contract/systems/samba-world.ts';
import { writerSuite } from '../contract/systems/writer-suite.ts';
import {
  ACCOUNTS,
  DOMAIN,
  GROUPS,
  type Identity,
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
import { inRanges, type LdapBetween, type Passage, startLdapBetween } from '../fakes/ldap-between.ts';
import { activeDirectoryTrouble, GUARDED, HIDDEN, TROUBLE_ENTRIES } from './active-directory-trouble.ts';
import {
  type DirectoryCompany,
  EVERYBODY,
  groupsOf,
  idOf,
  LEAVING,
  loginOf,
  MEMBERS,
  makeDirectoryCompany,
  PEOPLE,
} from './directory-company.ts';
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

/** Somebody who stays, and is put back after each test. */
const STAYING = 4000;

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
  // Those of the other company have larger numbers.
  const those = readLdif(text).filter(({ values }) => /^anstalld[0-9]{1,4}$/u.test(values('sAMAccountName')[0] ?? ''));
  return new Map(
    those.map(({ dn, values }) => [
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
    samba = await startSamba({
      entries: `${SAMBA_WORLD}${ENTRIES}${TROUBLE_ENTRIES}`,
      hidden: [...WORLD_CONTAINERS, ...HIDDEN],
      guarded: GUARDED,
    });
    between = await startLdapBetween(samba);
    const credentials = { authority: samba.authority, reading: PASSWORD, writing: PASSWORD };
    company = await makeDirectoryCompany({ file: file(), credentials, requests: () => between.requests() });
  }, 300_000);
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

    const opened = (read: Identity, write: Identity, filter?: string) => {
      const bases = { bases: [STAFF, LEAVERS], ...(filter === undefined ? {} : { filter }) };
      const people = { people: bases, leavers: LEAVERS, address: between.address };
      const more = { ...people, groups: { bases: [GROUPS] }, bind: { read: upn(read), write: upn(write) } };
      return openPorts(samba, systemOf(samba, kind(), more), PASSWORD);
    };

    it.each<[string, Identity]>([
      ['by the names that the account shows', 'svc-reader'],
      ['by its own name where it shows none', 'svc-modest'],
    ])('finds the groups of one account %s', async (_, read) => {
      const { reader } = await opened(read, 'svc-writer');
      between.requests();

      const account = await reader.readAccount(idOf(LEAVING) as never);

      expect(account).toMatchObject({ groups: groupsOf(LEAVING), roles: [...groupsOf(LEAVING), 'yttre'] });
      // Signing in, the server, the domain, the account; its groups, its primary one, which lies elsewhere, and the one above.
      expect(between.requests()).toHaveLength(4 + 3);
    });

    it.each<[string, string, number, number]>([
      // Of 2,000 members these come with the list; then 600, 600 and the rest, each in an answer of its own.
      ['members of groups', 'member', 600, 3],
      ['groups of an account', 'memberOf', 1, 0],
    ])('reads values that are sent in parts to their end, as whole ones: %s', async (_, attribute, most, more) => {
      // Some from everywhere in the large group, and one of them alone.
      const { reader } = await opened('svc-reader', 'svc-writer', '(sAMAccountName=anstalld19*)');
      const read = async () => {
        between.requests();
        const [{ digest, problems }, account] = [await reader.read(AT), await reader.readAccount(idOf(1950) as never)];
        return { digest, problems, account, requests: between.requests().length };
      };
      const whole = await read();
      let parts = 0;
      between.before = ({ kind: what, bytes }) => {
        if (what === 'entry' && bytes.includes(`${attribute};range=`)) parts += 1;
        return what === 'search' ? inRanges(bytes, attribute, most) : 'pass';
      };

      const inParts = await read();

      between.before = () => 'pass';
      const { requests, ...same } = whole;
      expect(inParts).toMatchObject({ ...same, problems: [] });
      expect(parts).toBeGreaterThan(more);
      if (more > 0) expect(inParts.requests - requests).toBe(more);
    });

    it('keeps every other bit of an account, and refuses where somebody changed one in the same moment', async () => {
      const { reader, writer } = await opened('svc-reader', 'svc-writer');
      const account = idOf(STAYING) as never;
      const bits = async () => {
        const about = { scope: 'base' as const, attributes: ['userAccountControl'] };
        return samba.asRoot(async (root) => (await root.search(dnOf(STAYING), about)).searchEntries[0]?.['userAccountControl']);
      };
      const set = (value: string) =>
        samba.edit(
          dnOf(STAYING),
          new Change({ operation: 'replace', modification: new Attribute({ type: 'userAccountControl', values: [value] }) }),
        );
      // A password that never ends, and one that may be used only with a card.
      await set('66048');
      between.before = async ({ kind: what }): Promise<Passage> => {
        if (what !== 'modify') return 'pass';
        between.before = () => 'pass';
        await set('328192');
        return 'pass';
      };

      const fault = await faultOf(writer.write({ kind: 'disable', account }, 10_000));
      const kept = await bits();
      await writer.write({ kind: 'disable', account }, 10_000);
      const disabled = await bits();
      // Takes the mark off again, as well.
      await writer.write({ kind: 'enable', account }, 10_000);
      await set('512');

      expect([fault.refused, kept, disabled]).toEqual([true, '328192', '328194']);
      expect((await reader.readAccount(account))?.enabled).toBe(true);
    });

    it('lets an account that may only disable do that and nothing else, without the mark', async () => {
      const { reader, writer } = await opened('svc-reader', 'svc-narrow');
      const account = idOf(STAYING) as never;

      await writer.write({ kind: 'disable', account }, 10_000);
      const disabled = await reader.readAccount(account);
      const groups = await faultOf(writer.write({ kind: 'groups', account, remove: groupsOf(STAYING) as never, add: [] }, 10_000));
      const moves = [];
      for (let tried = 0; tried < 2; tried += 1) {
        between.requests();
        const fault = await faultOf(writer.write({ kind: 'place', account, to: LEAVERS }, 10_000));
        moves.push([fault.refused, between.requests().includes('move')]);
      }
      await writer.write({ kind: 'enable', account }, 10_000);

      expect(disabled).toMatchObject({ enabled: false, groups: groupsOf(STAYING), place: STAFF });
      expect(groups).toMatchObject({ refused: true, message: expect.stringContaining('has not the right') });
      expect(moves).toEqual([
        [true, true],
        [true, false],
      ]);
      const marked = await samba.asRoot((root) => root.search(STAFF, { filter: '(description=*)', attributes: ['1.1'] }));
      expect(marked.searchEntries).toEqual([]);
    });

    it('moves an account beside another one of its name, and back under its own', async () => {
      const { reader, writer } = await opened('svc-reader', 'svc-writer');
      const account = idOf(STAYING) as never;
      const other = `CN=${loginOf(STAYING)},${LEAVERS}`;
      const names = async () => {
        const { searchEntries } = await samba.asRoot((root) => root.search(ACCOUNTS, { filter: `(sAMAccountName=${loginOf(STAYING)})` }));
        return searchEntries.map(({ dn }) => dn);
      };
      await samba.asRoot((root) => root.add(other, { objectClass: 'user', sAMAccountName: 'namne', userAccountControl: '514' }));

      await writer.write({ kind: 'place', account, to: LEAVERS }, 10_000);
      const moved = [await names(), (await reader.readAccount(account))?.groups];
      await writer.write({ kind: 'place', account, to: STAFF }, 10_000);
      await samba.asRoot((root) => root.del(other));

      expect(moved).toEqual([[`CN=${loginOf(STAYING)} 0000abcd,${LEAVERS}`], groupsOf(STAYING)]);
      expect(await names()).toEqual([dnOf(STAYING)]);
    });

    directoryNights({
      company: () => company,
      seen,
      signsIn: async (number) => (await samba.signIn(loginOf(number), PASSWORD)) === null,
      leavers: LEAVERS,
      // Signing in, the server, the domain; people of two containers, full pages of 500 and the one that ends, and one page of groups.
      requests: [3 + 11 + 1 + 1, 3 + 10 + 1 + 1],
      writesToMove: () => 1,
    });
  });

  describe('with a few people', () => activeDirectoryTrouble({ samba: () => samba, between: () => between }));
});
