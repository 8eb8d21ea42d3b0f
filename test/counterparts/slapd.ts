/** Starts a real OpenLDAP server (Debian's slapd) on free ports, with a configuration and a tree of its own in a temporary folder. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Change, Client } from '../fakes/ldap-client.ts';
import { makeCertificate } from './certificate.ts';
import { freePort, run, type Server, startServer } from './server.ts';

/** How to install it. */
export const INSTALL = 'apt-get install -y --no-install-recommends slapd ldap-utils openssl';

/** True when the packages are installed. */
export const isSlapdInstalled = ['/usr/sbin/slapd', '/usr/sbin/slapadd', '/usr/bin/ldapsearch', '/usr/bin/openssl'].every((path) =>
  existsSync(path),
);

if (!isSlapdInstalled) process.stderr.write(`left out: tests against a real OpenLDAP server (${INSTALL})\n`);

/** The tree of the tests. */
export const TREE = 'dc=exempel,dc=example';
export const STAFF = `ou=staff,ou=accounts,${TREE}`;
export const LEAVERS = `ou=leavers,ou=accounts,${TREE}`;
export const GROUPS = `ou=groups,${TREE}`;
/** Stands in for the last member of a group. */
export const NOBODY = `cn=nobody,${TREE}`;

/** Who signs in: ours that reads, ours that writes, one that may only lock, one that sees nobody, one whose lists are cut. */
export type Identity = 'reader' | 'writer' | 'narrow' | 'blind' | 'cut';
const IDENTITIES: readonly Identity[] = ['reader', 'writer', 'narrow', 'blind', 'cut'];

/** The name that an identity signs in with. */
export function bindName(identity: Identity): string {
  return `cn=${identity},${TREE}`;
}

/** The password of every identity of ours, and of a person. */
export const PASSWORD = 'Hemlig-Exempel-1';

/** A server that runs until it is stopped. */
export interface Slapd {
  readonly ldaps: string;
  readonly ldap: string;
  /** PEM of the authority. */
  readonly authority: string;
  readonly authorityFile: string;
  readonly key: string;
  readonly tenant: string;
  readonly server: Server;
  /** Signed in as the administrator of the tree: the independent client. */
  asRoot<T>(work: (client: Client) => Promise<T>): Promise<T>;
  /** Whether the password opens the account: null, or the result code. */
  signIn(dn: string, password: string): Promise<number | null>;
  /** Changes one entry as the administrator. */
  edit(dn: string, changes: Change | Change[]): Promise<void>;
  /** Empties the log of requests; what was asked since: `SRCH`, `MOD`, `BIND` … */
  requests(): readonly string[];
  stop(): Promise<void>;
}

/** The rights of docs/systems/ldap.md, for these identities. */
const ACCESS = `olcAccess: {0}to attrs=userPassword by anonymous auth by * none
olcAccess: {1}to attrs=pwdAccountLockedTime by dn.exact="cn=writer,${TREE}" write by dn.exact="cn=narrow,${TREE}" write by dn.exact="cn=blind,${TREE}" none by users read by * none
olcAccess: {2}to dn.subtree="ou=accounts,${TREE}" attrs=pwdEndTime,description by dn.exact="cn=writer,${TREE}" write by dn.exact="cn=blind,${TREE}" none by users read by * none
olcAccess: {3}to dn.subtree="ou=accounts,${TREE}" attrs=entry,children,uid by dn.exact="cn=writer,${TREE}" write by dn.exact="cn=blind,${TREE}" none by users read by * none
olcAccess: {4}to dn.subtree="${GROUPS}" attrs=member,uniqueMember,memberUid by dn.exact="cn=writer,${TREE}" write by users read by * none
olcAccess: {5}to dn.subtree="ou=accounts,${TREE}" by dn.exact="cn=blind,${TREE}" none by users read by * none
olcAccess: {6}to * by users read by * none
olcLimits: {0}dn.exact="cn=cut,${TREE}" size.soft=500 size.hard=500 size.prtotal=disabled
olcLimits: {1}users size.soft=500 size.hard=500 size.prtotal=unlimited
`;

function configuration(folder: string, files: { certificateFile: string; keyFile: string }): string {
  return `dn: cn=config
objectClass: olcGlobal
cn: config
olcPidFile: ${folder}/slapd.pid
olcLogLevel: stats
olcTLSCertificateFile: ${files.certificateFile}
olcTLSCertificateKeyFile: ${files.keyFile}

dn: cn=module,cn=config
objectClass: olcModuleList
cn: module
olcModulePath: /usr/lib/ldap
olcModuleLoad: back_mdb
olcModuleLoad: ppolicy
olcModuleLoad: memberof

dn: cn=schema,cn=config
objectClass: olcSchemaConfig
cn: schema

include: file:///etc/ldap/schema/core.ldif
include: file:///etc/ldap/schema/cosine.ldif
include: file:///etc/ldap/schema/inetorgperson.ldif
include: file:///etc/ldap/schema/nis.ldif

dn: olcDatabase=mdb,cn=config
objectClass: olcDatabaseConfig
objectClass: olcMdbConfig
olcDatabase: mdb
olcDbDirectory: ${folder}/db
olcDbMaxSize: 1073741824
olcDbNoSync: TRUE
olcSuffix: ${TREE}
olcRootDN: cn=admin,${TREE}
olcRootPW: ${PASSWORD}
olcDbIndex: objectClass,uid,cn,member,uniqueMember,memberUid,entryUUID eq
olcLastBind: TRUE
${ACCESS}
dn: olcOverlay=ppolicy,olcDatabase={1}mdb,cn=config
objectClass: olcOverlayConfig
objectClass: olcPPolicyConfig
olcOverlay: ppolicy
olcPPolicyDefault: cn=default,ou=policies,${TREE}

dn: olcOverlay=memberof,olcDatabase={1}mdb,cn=config
objectClass: olcOverlayConfig
objectClass: olcMemberOfConfig
olcOverlay: memberof
olcMemberOfRefInt: TRUE
`;
}

/** Text of an entry: attributes in order, lists as several lines. */
export function ldif(dn: string, attributes: Readonly<Record<string, string | readonly string[]>>): string {
  const lines = Object.entries(attributes).flatMap(([name, held]) =>
    (typeof held === 'string' ? [held] : held).map((value) => `${name}:: ${Buffer.from(value).toString('base64')}`),
  );
  return `dn:: ${Buffer.from(dn).toString('base64')}\n${lines.join('\n')}\n\n`;
}

function frame(): string {
  const unit = (dn: string) => ldif(dn, { objectClass: 'organizationalUnit', ou: /ou=([^,]+)/u.exec(dn)?.[1] ?? '' });
  const identity = (name: Identity) =>
    ldif(bindName(name), { objectClass: ['organizationalRole', 'simpleSecurityObject'], cn: name, userPassword: PASSWORD });
  return [
    ldif(TREE, { objectClass: ['dcObject', 'organization'], dc: 'exempel', o: 'Exempel' }),
    ...[`ou=accounts,${TREE}`, STAFF, LEAVERS, GROUPS, `ou=policies,${TREE}`].map(unit),
    ldif(`cn=default,ou=policies,${TREE}`, {
      objectClass: ['device', 'pwdPolicy'],
      cn: 'default',
      pwdAttribute: 'userPassword',
      pwdLockout: 'TRUE',
    }),
    ldif(NOBODY, { objectClass: 'organizationalRole', cn: 'nobody' }),
    ...IDENTITIES.map(identity),
  ].join('');
}

/** An OpenLDAP server with these entries below the frame of the tests. Takes about half a second, with 5,000 people one more. */
export async function startSlapd(entries: string): Promise<Slapd> {
  const folder = mkdtempSync(join(tmpdir(), 'lastday-slapd-'));
  for (const name of ['db', 'conf']) mkdirSync(join(folder, name));
  const files = makeCertificate(folder);
  writeFileSync(join(folder, 'slapd.ldif'), configuration(folder, files));
  run('/usr/sbin/slapadd', ['-n', '0', '-F', join(folder, 'conf'), '-l', join(folder, 'slapd.ldif')]);
  writeFileSync(join(folder, 'data.ldif'), `${frame()}${entries}`);
  run('/usr/sbin/slapadd', ['-q', '-b', TREE, '-F', join(folder, 'conf'), '-l', join(folder, 'data.ldif')]);
  const [plain, secure] = [await freePort(), await freePort()];
  const [ldap, ldaps] = [`ldap://127.0.0.1:${plain}`, `ldaps://127.0.0.1:${secure}`];
  const listen = `${ldap} ${ldaps}`;
  const about = { ports: [plain, secure], logFile: join(folder, 'log') };
  const server = await startServer('/usr/sbin/slapd', ['-F', join(folder, 'conf'), '-h', listen, '-d', 'stats'], about);
  const client = () => new Client({ url: ldaps, tlsOptions: { ca: [files.certificate] }, timeout: 20_000, connectTimeout: 5000 });
  let readTo = 0;

  const slapd: Slapd = {
    ldap,
    ldaps,
    authority: files.certificate,
    authorityFile: files.certificateFile,
    key: files.key,
    tenant: '',
    server,
    async asRoot(work) {
      const root = client();
      try {
        await root.bind(`cn=admin,${TREE}`, PASSWORD);
        return await work(root);
      } finally {
        await root.unbind();
      }
    },
    async signIn(dn, password) {
      const person = client();
      try {
        await person.bind(dn, password);
        return null;
      } catch (error) {
        return (error as { code: number }).code;
      } finally {
        await person.unbind();
      }
    },
    edit: (dn, changes) => slapd.asRoot((root) => root.modify(dn, changes)),
    requests() {
      const text = server.log();
      const since = text.slice(readTo);
      readTo = text.length;
      return [...since.matchAll(/ op=\d+ (BIND dn="[^"]+" method|SRCH base|MOD dn|MODRDN dn|EXT oid)/gu)].map(
        ([, what = '']) => what.split(' ')[0] ?? '',
      );
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  const { searchEntries } = await slapd.asRoot((root) => root.search(TREE, { scope: 'base', attributes: ['entryUUID'] }));
  return { ...slapd, tenant: String(searchEntries[0]?.['entryUUID']) };
}

/** The entry of a person. The sign-in name is the password's beginning, so that each has another one. */
export function slapdPerson(uid: string, more: Readonly<Record<string, string | readonly string[]>> = {}, container = STAFF): string {
  const own = { uid, cn: `Påhittad ${uid}`, sn: uid, mail: `${uid}@exempel.example`, userPassword: `${uid}-${PASSWORD}` };
  return ldif(`uid=${uid},${container}`, { objectClass: 'inetOrgPerson', ...own, ...more });
}
