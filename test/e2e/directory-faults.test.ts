/** Faults on the way to OpenLDAP, a real one, and identities that it shows less to. */
import process from 'node:process';
import { afterAll, beforeAll, describe } from 'vitest';
import {
  bindName,
  GROUPS,
  isSlapdInstalled,
  ldif,
  PASSWORD,
  type Slapd,
  STAFF,
  slapdPerson,
  startSlapd,
  TREE,
} from '../counterparts/slapd.ts';
import { type LdapBetween, startLdapBetween } from '../fakes/ldap-between.ts';
import { type DirectoryCompany, idOf, LAST_DAY, loginOf, makeDirectoryCompany } from './directory-company.ts';
import { directoryFaults } from './directory-fault-nights.ts';

/** Two pages of 500 and a bit; of these the first one leaves. */
const SOME = [1, ...Array.from({ length: 1199 }, (_, at) => at + 101)];
const dnOf = (number: number) => `uid=${loginOf(number)},${STAFF}`;
const ENTRIES = [
  ...SOME.map((number) => slapdPerson(loginOf(number), { entryUUID: idOf(number) })),
  ldif(`cn=alla,${GROUPS}`, { objectClass: 'groupOfNames', cn: 'alla', member: SOME.map(dnOf) }),
].join('');

let slapd: Slapd;
let between: LdapBetween;
let company: DirectoryCompany;

function file(reader: string): string {
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
bind: {read: "${bindName(reader === '' ? 'reader' : (reader as never))}", write: "${bindName('writer')}"}
people: {bases: ["ou=accounts,${TREE}"]}
groups: {bases: ["${GROUPS}"]}
timeZone: Europe/Stockholm
`;
}

async function isOff(): Promise<boolean> {
  return slapd.asRoot(async (root) => {
    const { searchEntries } = await root.search(dnOf(1), { scope: 'base', attributes: ['pwdAccountLockedTime'] });
    return searchEntries[0]?.['pwdAccountLockedTime'] === '000001010000Z';
  });
}

describe.runIf(isSlapdInstalled || process.env['CI'] === 'true')('OpenLDAP', () => {
  beforeAll(async () => {
    slapd = await startSlapd(ENTRIES);
    between = await startLdapBetween(slapd);
    const credentials = { authority: slapd.authority, reading: PASSWORD, writing: PASSWORD };
    const leavers = new Map([[1, LAST_DAY]]);
    company = await makeDirectoryCompany({ file: file(''), credentials, requests: () => between.requests(), people: SOME, leavers });
  }, 120_000);
  afterAll(async () => {
    await between?.stop();
    await slapd?.stop();
  });

  directoryFaults({
    company: () => company,
    between: () => between,
    isOff,
    file,
    // The second is one whose lists the server cuts at 500, in pages or not.
    shortSighted: ['blind', 'cut'],
    end: () => slapd.server.kill(),
  });
});
