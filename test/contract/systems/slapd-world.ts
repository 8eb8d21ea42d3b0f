/** The world of the suites as OpenLDAP holds it. */
import { Attribute, Change, type Client } from 'ldapts';
import { bindName, GROUPS, LEAVERS, ldif, NOBODY, PASSWORD, STAFF, slapdPerson, TREE } from '../../counterparts/slapd.ts';
import { change, type DirectoryKind, findDn, IDS } from './directory-desk.ts';
import { type ShownWorld, WORLD } from './reader-suite.ts';

const LOCK = '000001010000Z';
const ELSEWHERE = `ou=elsewhere,${TREE}`;
const TWIN = 'twin';

const dnOf = (login: string) => `uid=${login},${STAFF}`;
const MEMBERS = {
  sales: WORLD.accounts.map((one) => dnOf(one.login)),
  vpn: [dnOf('testper')],
} as const;

/** Accounts and groups of the world, to be loaded. */
export const SLAPD_WORLD = [
  ldif(ELSEWHERE, { objectClass: 'organizationalUnit', ou: 'elsewhere' }),
  ...WORLD.accounts.map((one) => {
    const used = one.lastUse === 'never' ? {} : { pwdLastSuccess: `${one.lastUse.replaceAll('-', '')}081500Z` };
    const entry = slapdPerson(one.login, { entryUUID: IDS[one.id] ?? '', ...used, ...(one.enabled ? {} : { pwdAccountLockedTime: LOCK }) });
    return one.email === null ? entry.replace(/mail:: .*\n/u, '') : entry.replace(/mail:: .*/u, `mail: ${one.email}`);
  }),
  ...Object.entries(MEMBERS).map(([cn, member]) => ldif(`cn=${cn},${GROUPS}`, { objectClass: 'groupOfNames', cn, member })),
].join('');

/** The world as it is read from there. */
export function shownWorld(): ShownWorld {
  const accounts = WORLD.accounts.map((one) => ({
    ...one,
    id: IDS[one.id] ?? '',
    roles: one.groups,
    licences: null,
    lastUse: one.lastUse === 'never' ? null : one.lastUse,
  }));
  return { tenant: WORLD.tenant, accounts, assets: [] };
}

function replace(type: string, values: readonly string[]): Change {
  return new Change({ operation: 'replace', modification: new Attribute({ type, values: [...values] }) });
}

async function reset(root: Client): Promise<void> {
  await root.del(dnOf(TWIN)).catch(() => {});
  for (const one of WORLD.accounts) {
    const dn = await findDn(root, TREE, `(entryUUID=${IDS[one.id]})`);
    if (dn !== dnOf(one.login)) await root.modifyDN(dn, dnOf(one.login));
    const lock = replace('pwdAccountLockedTime', one.enabled ? [] : [LOCK]);
    await root.modify(dnOf(one.login), [lock, replace('description', []), replace('pwdEndTime', [])]);
  }
  for (const [cn, member] of Object.entries(MEMBERS)) await root.modify(`cn=${cn},${GROUPS}`, replace('member', member));
}

/** How the suites work with it. */
export function openLdap(tenant: string): DirectoryKind {
  return {
    password: PASSWORD,
    file: {
      flavour: 'openldap',
      bind: { read: bindName('reader'), write: bindName('writer') },
      people: { bases: [`ou=accounts,${TREE}`] },
      groups: { bases: [GROUPS], lastMember: NOBODY },
      leavers: LEAVERS,
      stamp: 'description',
    },
    blind: bindName('blind'),
    identity: [Buffer.from(tenant), Buffer.from('ffffffff-ffff-ffff-ffff-ffffffffffff')],
    reset,
    hand: (root) => {
      const find = (id: string) => findDn(root, TREE, `(entryUUID=${id})`);
      return {
        rename: async (id, login) => root.modifyDN(await find(id), dnOf(login)),
        vanish: async (id) => root.modifyDN(await find(id), (await find(id)).replace(STAFF, ELSEWHERE)),
        switchOff: async (id) => root.modify(await find(id), replace('pwdAccountLockedTime', [LOCK])),
        join: async (id, group) =>
          change(
            root,
            `cn=${group},${GROUPS}`,
            new Change({ operation: 'add', modification: new Attribute({ type: 'member', values: [await find(id)] }) }),
          ),
        async twin() {
          const mail = WORLD.accounts[0].email;
          await root.add(dnOf(TWIN), { objectClass: 'inetOrgPerson', uid: TWIN, cn: TWIN, sn: TWIN, mail });
          const { searchEntries } = await root.search(dnOf(TWIN), { scope: 'base', attributes: ['entryUUID'] });
          return String(searchEntries[0]?.['entryUUID']);
        },
      };
    },
  };
}
