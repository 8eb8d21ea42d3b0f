/** First looks at two systems that others made: OpenLDAP, and a SCIM protocol layer. */
import process from 'node:process';
import { afterAll, beforeAll, describe } from 'vitest';
import { isScimmyInstalled, type Kept, type Scimmy, startScimmy, TOKEN } from '../counterparts/scimmy.ts';
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
import { idOf, loginOf } from './directory-company.ts';
import { firstImport } from './first-import.ts';

const isCi = process.env['CI'] === 'true';
const NUMBERS = [1, 2, 3, 4, 5, 6];
const dnOf = (number: number) => `uid=${loginOf(number)},${STAFF}`;

/** The last one is locked; the outer group has the inner one as its member. */
const ENTRIES = [
  ...NUMBERS.map((number) =>
    slapdPerson(loginOf(number), { entryUUID: idOf(number), ...(number === 6 ? { pwdAccountLockedTime: '000001010000Z' } : {}) }),
  ),
  ldif(`cn=inre,${GROUPS}`, { objectClass: 'groupOfNames', cn: 'inre', member: [1, 2, 3].map(dnOf) }),
  ldif(`cn=yttre,${GROUPS}`, { objectClass: 'groupOfNames', cn: 'yttre', member: [`cn=inre,${GROUPS}`] }),
].join('');

describe.runIf(isSlapdInstalled || isCi)('OpenLDAP', () => {
  let slapd: Slapd;
  let between: LdapBetween;
  beforeAll(async () => {
    slapd = await startSlapd(ENTRIES);
    between = await startLdapBetween(slapd);
  });
  afterAll(async () => {
    await between?.stop();
    await slapd?.stop();
  });

  firstImport({
    system: 'directory',
    file: () => `kind: ldap
id: directory
mode: observe
tenant: ${slapd.tenant}
holds: [accounts]
identityProvider: true
flavour: openldap
address: ${between.address}
certificate: authority
credential: {read: reading}
bind: {read: "${bindName('reader')}"}
people: {bases: ["ou=accounts,${TREE}"]}
groups: {bases: ["${GROUPS}"]}
timeZone: Europe/Stockholm
`,
    credentials: () => ({ authority: slapd.authority, reading: PASSWORD }),
    people: 5,
    off: [idOf(6)],
    declared: ['inre', idOf(1), idOf(5)],
    undeclared: ['yttre', idOf(6)],
    writes: () => between.requests().filter((kind) => !['bind', 'search'].includes(kind)),
  });
});

const CORE = 'urn:ietf:params:scim:schemas:core:2.0';
const META = { created: '2024-02-01T08:00:00.000Z', lastModified: '2024-02-01T08:00:00.000Z' };

/** More than a page; the last one is inactive. */
function users(): readonly Kept[] {
  return Array.from({ length: 25 }, (_, at) => ({
    schemas: [`${CORE}:User`],
    id: `u-${at + 1}`,
    userName: `login${at + 1}@exempel.example`,
    displayName: `Påhittad Person ${at + 1}`,
    active: at < 24,
    emails: [{ value: `login${at + 1}@exempel.example`, primary: true }],
    entitlements: at < 3 ? [{ value: 'SEAT' }] : [],
    meta: { resourceType: 'User', ...META },
  }));
}

function group(displayName: string, members: readonly string[]): Kept {
  const listed = members.map((value) => ({ value }));
  return { schemas: [`${CORE}:Group`], id: `g-${displayName}`, displayName, members: listed, meta: { resourceType: 'Group', ...META } };
}

describe.runIf(isScimmyInstalled || isCi)('a SCIM protocol layer', () => {
  let service: Scimmy;
  beforeAll(async () => {
    service = await startScimmy(users(), [group('anchor', []), group('vpn', ['u-1', 'u-2'])]);
  });
  afterAll(() => service?.stop());

  firstImport({
    system: 'saas',
    file: () => {
      const { host, pathname } = new URL(service.address);
      return `kind: scim
id: saas
mode: observe
tenant: ${host}${pathname}#Groups/g-anchor
holds: [accounts]
identityProvider: true
address: ${service.address}
credential: {read: saas-read}
requestsPerMinute: 60000
`;
    },
    credentials: () => ({ 'saas-read': TOKEN }),
    people: 24,
    off: ['u-25'],
    declared: ['vpn', 'SEAT', 'id: u-24'],
    undeclared: ['anchor', 'id: u-25'],
    writes: () => service.requests.filter((one) => !one.startsWith('GET ')),
  });
});
