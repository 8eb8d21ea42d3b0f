/** The world of the suites as Active Directory holds it. */
import { Attribute, Change, type Client, EqualityFilter, type Filter } from 'ldapts';
import { ACCOUNTS, DOMAIN, PASSWORD, sambaGroup, sambaPerson, unit, upn } from '../../counterparts/samba.ts';
import { change, type DirectoryKind, findDn, IDS } from './directory-desk.ts';
import { type ShownWorld, WORLD } from './reader-suite.ts';

/** Containers of the world, beside the others of the domain. */
const PEOPLE = `OU=World,${ACCOUNTS}`;
const LEAVERS = `OU=Gone,${PEOPLE}`;
const GROUPS = `OU=World groups,OU=Groups,${DOMAIN}`;
const ELSEWHERE = `OU=Elsewhere,${DOMAIN}`;
const TWIN = 'twin';
const NORMAL = '512';
const DISABLED = '514';

const dnOf = (login: string) => `CN=${login},${PEOPLE}`;
const MEMBERS = {
  sales: WORLD.accounts.map((one) => dnOf(one.login)),
  vpn: [dnOf('testper')],
} as const;

/** The bytes of an id as Active Directory keeps them, written apart from the adapter's way of doing it. */
export function guidBytes(id: string): Buffer {
  const [a = '', b = '', c = '', ...rest] = id.split('-');
  const turned = [a, b, c].map((part) => Buffer.from(part, 'hex').reverse());
  return Buffer.concat([...turned, Buffer.from(rest.join(''), 'hex')]);
}

/** The filter of an id, as bytes: in a text, ldapts makes others of those above 127. */
export function guidFilter(id: string): Filter {
  return new EqualityFilter({ attribute: 'objectGUID', value: guidBytes(id) });
}

/** The instant in the ticks of Active Directory. */
export function ticks(instant: string): string {
  return String((BigInt(Date.parse(instant)) + 11_644_473_600_000n) * 10_000n);
}

/** Fourteen days before the last use that the world says: so far behind may what is written be. */
function stampOf(lastUse: string): string {
  return ticks(new Date(Date.parse(`${lastUse}T12:00:00Z`) - 14 * 86_400_000).toISOString());
}

/** Containers in which people of the world are. */
export const WORLD_CONTAINERS = [PEOPLE, LEAVERS];

/** Containers, accounts and groups of the world, to be loaded. */
export const SAMBA_WORLD = [
  ...[PEOPLE, LEAVERS, GROUPS, ELSEWHERE].map(unit),
  ...WORLD.accounts.map((one) => {
    const used = one.lastUse === 'never' ? {} : { lastLogonTimestamp: stampOf(one.lastUse) };
    const state = { userAccountControl: one.enabled ? NORMAL : DISABLED, mail: one.email ?? [] };
    return sambaPerson(one.login, { ...state, ...used }, { container: PEOPLE, guid: guidBytes(IDS[one.id] ?? '') });
  }),
  ...Object.entries(MEMBERS).map(([name, members]) => sambaGroup(name, members, GROUPS)),
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
  return { tenant: WORLD.tenant, accounts: accounts.toSorted((a, b) => (a.id < b.id ? -1 : 1)), assets: [] };
}

function replace(type: string, values: readonly string[]): Change {
  return new Change({ operation: 'replace', modification: new Attribute({ type, values: [...values] }) });
}

async function reset(root: Client): Promise<void> {
  await root.del(dnOf(TWIN)).catch(() => {});
  for (const one of WORLD.accounts) {
    const dn = await findDn(root, DOMAIN, guidFilter(IDS[one.id] ?? ''));
    if (dn !== dnOf(one.login)) await root.modifyDN(dn, dnOf(one.login));
    const state = [replace('userAccountControl', [one.enabled ? NORMAL : DISABLED]), replace('accountExpires', ['0'])];
    await root.modify(dnOf(one.login), [...state, replace('sAMAccountName', [one.login]), replace('description', [])]);
  }
  for (const [name, member] of Object.entries(MEMBERS)) await root.modify(`CN=${name},${GROUPS}`, replace('member', member));
}

/** How the suites work with it. The identifier of the domain stands in the answers as bytes. */
export function activeDirectory(sid: Buffer): DirectoryKind {
  const other = Buffer.from(sid);
  other.writeUInt32LE(4_242_424, sid.length - 4);
  return {
    password: PASSWORD,
    file: {
      flavour: 'active-directory',
      bind: { read: upn('svc-reader'), write: upn('svc-writer') },
      people: { bases: [PEOPLE] },
      groups: { bases: [GROUPS] },
      leavers: LEAVERS,
      stamp: 'description',
    },
    blind: upn('svc-blind'),
    identity: [sid, other],
    reset,
    hand: (root) => {
      const find = (id: string) => findDn(root, DOMAIN, guidFilter(id));
      return {
        rename: async (id, login) => root.modify(await find(id), replace('sAMAccountName', [login])),
        vanish: async (id) => root.modifyDN(await find(id), (await find(id)).replace(PEOPLE, ELSEWHERE)),
        switchOff: async (id) => root.modify(await find(id), replace('userAccountControl', [DISABLED])),
        join: async (id, group) =>
          change(
            root,
            `CN=${group},${GROUPS}`,
            new Change({ operation: 'add', modification: new Attribute({ type: 'member', values: [await find(id)] }) }),
          ),
        async twin() {
          const mail = WORLD.accounts[0].email;
          // An account without a password is made disabled, and may be switched on when it needs none.
          await root.add(dnOf(TWIN), { objectClass: 'user', sAMAccountName: TWIN, mail, userAccountControl: '544' });
          const buffers = { explicitBufferAttributes: ['objectGUID'] };
          const { searchEntries } = await root.search(dnOf(TWIN), { scope: 'base', attributes: ['objectGUID'], ...buffers });
          const bytes = guidBytes(
            Buffer.from((searchEntries[0]?.['objectGUID'] ?? '') as Buffer)
              .toString('hex')
              .replace(/^(.{8})(.{4})(.{4})(.{4})/u, '$1-$2-$3-$4-'),
          );
          return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/u, '$1-$2-$3-$4-');
        },
      };
    },
  };
}
