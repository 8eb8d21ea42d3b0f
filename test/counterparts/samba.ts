/**
 * Starts a real Active Directory domain controller (Debian's Samba) on 127.0.0.1. Needs root; its ports are 389, 636, 3268 and 88, so that
 * one can run at a time.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { type Change, Client } from '../fakes/ldap-client.ts';
import { makeCertificate } from './certificate.ts';
import { run, type Server, startServer } from './server.ts';
import { ldif } from './slapd.ts';

/** How to install it. */
export const INSTALL =
  'apt-get install -y --no-install-recommends samba samba-dsdb-modules samba-vfs-modules samba-ad-provision winbind ldb-tools ldap-utils openssl';

const FILES = ['/usr/sbin/samba', '/usr/bin/samba-tool', '/usr/share/samba/setup/ad-schema', '/usr/bin/openssl'];

/** True when the packages are installed and we may use the ports. */
export const isSambaUsable = FILES.every((path) => existsSync(path)) && process.getuid?.() === 0;

if (!isSambaUsable) process.stderr.write(`left out: tests against a real Active Directory (as root: ${INSTALL})\n`);

/** The domain of the tests. */
export const DOMAIN = 'DC=ad,DC=exempel,DC=example';
const REALM = 'ad.exempel.example';
export const STAFF = `OU=Staff,OU=Accounts,${DOMAIN}`;
export const LEAVERS = `OU=Leavers,OU=Accounts,${DOMAIN}`;
export const GROUPS = `OU=Groups,${DOMAIN}`;
/** A second company of a few, whose nights go wrong: its accounts, where its leavers lie, its groups. */
export const TROUBLE = `OU=Trouble,OU=Accounts,${DOMAIN}`;
export const TROUBLE_LEAVERS = `OU=Gone,${TROUBLE}`;
export const TROUBLE_GROUPS = `OU=Trouble,${GROUPS}`;

/** The password of every account here. */
export const PASSWORD = 'Hemlig-Exempel-1';

/** Who signs in: ours that reads, ours that writes with all that it needs, one that may only disable, one that sees nobody, one that sees no `memberOf` of accounts. */
export type Identity = 'svc-reader' | 'svc-writer' | 'svc-narrow' | 'svc-blind' | 'svc-modest';
const IDENTITIES: readonly Identity[] = ['svc-reader', 'svc-writer', 'svc-narrow', 'svc-blind', 'svc-modest'];

/** The name that an account signs in with. */
export function upn(login: string): string {
  return `${login}@${REALM}`;
}

/** A domain controller that runs until it is stopped. */
export interface Samba {
  readonly ldaps: string;
  readonly ldap: string;
  readonly authority: string;
  readonly authorityFile: string;
  readonly key: string;
  readonly tenant: string;
  /** The same as bytes. */
  readonly sid: Buffer;
  readonly server: Server;
  /** Signed in as the administrator of the domain: the independent client. */
  asRoot<T>(work: (client: Client) => Promise<T>): Promise<T>;
  /** Whether the password opens the account: null, or the reason that the server gives (`533`), or its result code. */
  signIn(login: string, password: string): Promise<string | null>;
  edit(dn: string, changes: Change | Change[]): Promise<void>;
  stop(): Promise<void>;
}

/** `(OA;…)`: the account may read and write one attribute of entries of one class below, and nothing else. */
function attributeRight(identity: Identity, attribute: string, kind: string): string {
  return `(OA;CIIO;RPWP;${attribute}-0de6-11d0-a285-00aa003049e2;${kind}-0de6-11d0-a285-00aa003049e2;SID-${identity})`;
}

const [USER, GROUP] = ['bf967aba', 'bf967a9c'];
/** Container of every account that is read. */
export const ACCOUNTS = `OU=Accounts,${DOMAIN}`;

/** The rights of docs/systems/ldap.md: container and access control entry, `SID-<login>` standing for the account. */
const RIGHTS: readonly (readonly [string, string])[] = [
  ...[STAFF, TROUBLE].map((unitOf) => [unitOf, attributeRight('svc-narrow', 'bf967a68', USER)] as const),
  // userAccountControl, accountExpires, description; name and cn, without which nothing can be moved.
  ...['bf967a68', 'bf967915', 'bf967950', 'bf967a0e', 'bf96793f'].map(
    (one) => [ACCOUNTS, attributeRight('svc-writer', one, USER)] as const,
  ),
  [ACCOUNTS, `(OA;CI;CCDC;${USER}-0de6-11d0-a285-00aa003049e2;;SID-svc-writer)`],
  [GROUPS, attributeRight('svc-writer', 'bf9679c0', GROUP)],
  // Of a group its memberOf is shown to everybody who is signed in; of an account it need not be.
  [ACCOUNTS, `(OD;CIIO;RP;bf967991-0de6-11d0-a285-00aa003049e2;${USER}-0de6-11d0-a285-00aa003049e2;SID-svc-modest)`],
];

/** Hides what lies in a container. */
function hiding(container: string): readonly [string, string] {
  return [container, '(D;;RPLCLO;;;SID-svc-blind)'];
}

/** A password as Active Directory takes it. */
function quoted(password: string): string {
  return Buffer.from(`"${password}"`, 'utf16le').toString('base64');
}

/** The entry of a container. */
export function unit(dn: string): string {
  return ldif(dn, { objectClass: 'organizationalUnit' });
}

/** The entry of a person; only with a password can somebody sign in. */
export function sambaPerson(
  login: string,
  more: Readonly<Record<string, string | readonly string[]>> = {},
  where: { readonly container?: string; readonly guid?: Buffer } = {},
): string {
  const own = { sAMAccountName: login, userPrincipalName: upn(login), displayName: `Påhittad ${login}`, mail: `${login}@exempel.example` };
  const entry = ldif(`CN=${login},${where.container ?? STAFF}`, { objectClass: 'user', ...own, userAccountControl: '512', ...more });
  return where.guid === undefined ? entry : entry.replace(/\n\n$/u, `\nobjectGUID:: ${where.guid.toString('base64')}\n\n`);
}

/** The same with a password. */
export function withPassword(entry: string): string {
  return entry.replace(/\n\n$/u, `\nunicodePwd:: ${quoted(PASSWORD)}\n\n`);
}

/** The entry of a group. */
export function sambaGroup(name: string, members: readonly string[], container = GROUPS): string {
  return ldif(`CN=${name},${container}`, {
    objectClass: 'group',
    sAMAccountName: name,
    ...(members.length === 0 ? {} : { member: members }),
  });
}

function frame(): string {
  const identity = (login: Identity) => withPassword(sambaPerson(login, {}, { container: `CN=Users,${DOMAIN}` }));
  return [...[ACCOUNTS, STAFF, LEAVERS, GROUPS, TROUBLE, TROUBLE_LEAVERS, TROUBLE_GROUPS].map(unit), ...IDENTITIES.map(identity)].join('');
}

function provision(folder: string): void {
  const named = ['--realm=AD.EXEMPEL.EXAMPLE', '--domain=EXEMPEL', '--host-name=dc1', '--host-ip=127.0.0.1'];
  const kind = ['--server-role=dc', '--dns-backend=NONE', `--adminpass=${PASSWORD}`];
  run('samba-tool', ['domain', 'provision', `--targetdir=${folder}`, ...named, ...kind]);
}

function clientsOf(ldaps: string, authority: string): Pick<Samba, 'asRoot' | 'signIn' | 'edit'> {
  const client = () => new Client({ url: ldaps, tlsOptions: { ca: [authority] }, timeout: 30_000, connectTimeout: 5000 });
  async function asRoot<T>(work: (signedIn: Client) => Promise<T>): Promise<T> {
    const root = client();
    try {
      await root.bind(upn('Administrator'), PASSWORD);
      return await work(root);
    } finally {
      await root.unbind();
    }
  }
  return {
    asRoot,
    edit: (dn, changes) => asRoot((root) => root.modify(dn, changes)),
    async signIn(login, password) {
      const person = client();
      try {
        await person.bind(upn(login), password);
        return null;
      } catch (error) {
        const { message, code } = error as { message: string; code: number };
        return /data ([0-9a-f]{3})/u.exec(message)?.[1] ?? String(code);
      } finally {
        await person.unbind();
      }
    },
  };
}

/** What the domain does about hourly to an administrator's account: nothing is inherited any more, and nobody but administrators may write. */
const GUARD = 'D:PAI(A;;RPWPCRCCDCLCLORCWOWDSDDTSW;;;DA)(A;;RPWPCRCCDCLCLORCWOWDSDDTSW;;;SY)(A;;RPLCLORC;;;AU)';

/** What a domain controller begins with. */
export interface SambaWish {
  readonly entries: string;
  /** What lies in these containers is hidden from who sees nobody. */
  readonly hidden: readonly string[];
  /** Accounts that the domain guards as those of administrators. */
  readonly guarded: readonly string[];
}

/** A domain controller with these entries. Takes about eight seconds, with 5,000 people eight more. */
export async function startSamba({ entries, hidden, guarded }: SambaWish): Promise<Samba> {
  const folder = mkdtempSync(join(tmpdir(), 'lastday-samba-'));
  const files = makeCertificate(folder);
  provision(folder);
  const guards = guarded.map((dn) => [dn, GUARD]);
  const wish = { folder, frame: frame(), rights: RIGHTS, entries, hidden: hidden.map(hiding), guards };
  run('/usr/bin/python3', [join(import.meta.dirname, 'samba-load.py')], { input: JSON.stringify(wish) });
  const only = ['interfaces=lo', 'bind interfaces only=yes', 'server services=ldap,kdc,cldap', `pid directory=${folder}`];
  const tls = [`tls certfile=${files.certificateFile}`, `tls keyfile=${files.keyFile}`, `tls cafile=${files.certificateFile}`];
  const options = [...only, ...tls, `log file=${folder}/samba.log`].map((option) => `--option=${option}`);
  const how = ['--interactive', '--no-process-group', '--model=single', '--debug-stdout', '-d1'];
  const about = { ports: [389, 636], logFile: join(folder, 'log') };
  const server = await startServer('samba', ['-s', join(folder, 'etc/smb.conf'), ...how, ...options], about);
  const [ldap, ldaps] = ['ldap://127.0.0.1', 'ldaps://127.0.0.1'];
  const clients = clientsOf(ldaps, files.certificate);
  const buffers = { explicitBufferAttributes: ['objectSid'] };
  const { searchEntries } = await clients.asRoot((root) => root.search(DOMAIN, { scope: 'base', attributes: ['objectSid'], ...buffers }));
  return {
    ldap,
    ldaps,
    authority: files.certificate,
    authorityFile: files.certificateFile,
    key: files.key,
    tenant: sidText(searchEntries[0]?.['objectSid'] as Buffer),
    sid: searchEntries[0]?.['objectSid'] as Buffer,
    server,
    ...clients,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The text of a security identifier, written apart from the adapter's way of doing it. */
function sidText(sid: Buffer): string {
  const parts = Array.from({ length: sid.readUInt8(1) }, (_, at) => sid.readUInt32LE(8 + 4 * at));
  return `S-1-${sid.readUIntBE(2, 6)}-${parts.join('-')}`;
}
