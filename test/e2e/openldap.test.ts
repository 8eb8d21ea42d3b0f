/** OpenLDAP, a real one, with a company of 5,000: its nights, a server that limits sizes, and faults on the way. */
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultOf, openPorts, systemOf } from '../contract/systems/directory-desk.ts';
import { openLdap } from '../contract/systems/slapd-world.ts';
import { run } from '../counterparts/server.ts';
import {
  bindName,
  GROUPS,
  isSlapdInstalled,
  LEAVERS,
  ldif,
  NOBODY,
  PASSWORD,
  type Slapd,
  STAFF,
  slapdPerson,
  startSlapd,
  TREE,
} from '../counterparts/slapd.ts';
import { type LdapBetween, type Message, type Passage, startLdapBetween, withResult } from '../fakes/ldap-between.ts';
import { type DirectoryCompany, EVERYBODY, groupsOf, idOf, loginOf, MEMBERS, makeDirectoryCompany } from './directory-company.ts';
import { directoryNights, type Seen } from './directory-nights.ts';
import { type LdifEntry, readLdif } from './read-ldif.ts';

const dnOf = (number: number) => `uid=${loginOf(number)},${STAFF}`;

function groupEntry(name: string, numbers: readonly number[]): string {
  const member = name === 'yttre' ? [`cn=alla,${GROUPS}`] : numbers.map(dnOf);
  return ldif(`cn=${name},${GROUPS}`, { objectClass: 'groupOfNames', cn: name, member });
}

const ENTRIES = [
  ...EVERYBODY.map((number) => slapdPerson(loginOf(number), { entryUUID: idOf(number) })),
  ...[...MEMBERS].map(([name, numbers]) => groupEntry(name, numbers)),
].join('');

/** Somebody who stays, in one group, and is put back after each test. */
const STAYING = 4000;

let slapd: Slapd;
let between: LdapBetween;
let company: DirectoryCompany;

/** The system's file as a person writes it. */
function file(): string {
  return `kind: ldap
id: directory
mode: enforce
tenant: ${slapd.tenant}
holds: [accounts]
identityProvider: true
desk: it
flavour: openldap
address: ${between.address}
certificate: authority
credential: {read: reading, write: writing}
bind: {read: "${bindName('reader')}", write: "${bindName('writer')}"}
people: {bases: ["ou=accounts,${TREE}"]}
groups: {bases: ["${GROUPS}"], lastMember: "${NOBODY}"}
leavers: ${LEAVERS}
stamp: description
timeZone: Europe/Stockholm
`;
}

function search(base: string, filter: string, attributes: readonly string[]): readonly LdifEntry[] {
  const args = ['-x', '-LLL', '-o', 'ldif-wrap=no', '-H', slapd.ldaps, '-D', `cn=admin,${TREE}`, '-w', PASSWORD, '-b', base];
  return readLdif(run('ldapsearch', [...args, filter, ...attributes], { env: { LDAPTLS_CACERT: slapd.authorityFile } }));
}

/** Everybody as ldapsearch of OpenLDAP shows them. */
async function seen(): Promise<ReadonlyMap<number, Seen>> {
  const groups = new Map<string, string[]>();
  for (const { values } of search(GROUPS, '(objectClass=groupOfNames)', ['cn', 'member']))
    for (const member of values('member')) groups.set(member, [...(groups.get(member) ?? []), values('cn')[0] ?? '']);
  const people = search(`ou=accounts,${TREE}`, '(objectClass=inetOrgPerson)', ['uid', 'pwdAccountLockedTime']);
  return new Map(
    people.map(({ dn, values }) => [
      Number(/[0-9]+$/u.exec(values('uid')[0] ?? '')?.[0]),
      {
        isDisabled: values('pwdAccountLockedTime')[0] === '000001010000Z',
        container: dn.slice(dn.indexOf(',') + 1),
        groups: groups.get(dn)?.sort() ?? [],
      },
    ]),
  );
}

describe.runIf(isSlapdInstalled || process.env['CI'] === 'true')('OpenLDAP with 5,000 people', () => {
  beforeAll(async () => {
    slapd = await startSlapd(ENTRIES);
    between = await startLdapBetween(slapd);
    const credentials = { authority: slapd.authority, reading: PASSWORD, writing: PASSWORD };
    company = await makeDirectoryCompany({ file: file(), credentials, requests: () => between.requests() });
  }, 120_000);
  afterAll(async () => {
    await between?.stop();
    await slapd?.stop();
  });

  it.each<[string, (message: Message) => Passage]>([
    ['the answer to the move is lost', ({ kind, request }) => (kind === 'done' && request === 'move' ? 'cut' : 'pass')],
    ['the line breaks before a group is told', ({ kind }) => (kind === 'modify' ? 'cut' : 'pass')],
    [
      'a group refuses to be told',
      ({ kind, request, bytes }) => (kind === 'done' && request === 'modify' ? withResult(bytes, 50) : 'pass'),
    ],
  ])('says of a moved account that a group may have its old name left: %s', async (_, trouble) => {
    const system = systemOf(slapd, openLdap(slapd.tenant), { address: between.address });
    const { reader, writer } = await openPorts(slapd, system, PASSWORD);
    const account = idOf(STAYING) as never;
    between.before = trouble;

    const fault = await faultOf(writer.write({ kind: 'place', account, to: LEAVERS }, 10_000));

    between.before = () => 'pass';
    const moved = await reader.readAccount(account);
    // Under its old name it is in the group again, which was told of nothing.
    await slapd.asRoot((root) => root.modifyDN(`uid=${loginOf(STAYING)},${LEAVERS}`, dnOf(STAYING)));
    expect(fault).toMatchObject({ refused: false, meaning: 'old-name' });
    expect(moved?.place).toBe(LEAVERS);
  });

  directoryNights({
    company: () => company,
    seen,
    signsIn: async (number) => (await slapd.signIn(dnOf(number), `${loginOf(number)}-${PASSWORD}`)) === null,
    leavers: LEAVERS,
    // Signing in, the server, the domain; ten pages of 500 people, and one of groups.
    requests: [3 + 10 + 1, 3 + 10 + 1],
    // Each group is told the new name: what these were filled with is older than the overlay that would do it.
    writesToMove: (number) => 1 + groupsOf(number).length,
  });
});
