/** A real directory with the world of the suites in it, and how the tests open it: as a run does, over a way on which they can interfere. */
import type { Change, Client, Filter } from 'ldapts';
import { Fault, type SystemReader, type SystemWriter } from '../../../reconciler/ports.ts';
import { openReader, openWriter } from '../../../reconciler/systems/registry.ts';
import { System } from '../../../schemas/system.ts';
import { type LdapBetween, replaced } from '../../fakes/ldap-between.ts';
import type { AccountDesk, Hand, Lackable } from './account-desk.ts';
import { AT, WORLD } from './reader-suite.ts';

/** A server of either kind, as far as the suites need it. */
export interface DirectoryServer {
  readonly ldaps: string;
  readonly authority: string;
  readonly key: string;
  readonly tenant: string;
  asRoot<T>(work: (client: Client) => Promise<T>): Promise<T>;
}

/** What is particular about one kind of directory. */
export interface DirectoryKind {
  readonly password: string;
  /** The rest of the system's file. */
  readonly file: Readonly<Record<string, unknown>>;
  /** The name that signs in for reading and seeing nobody. */
  readonly blind: string;
  /** The bytes that say which domain it is, and others. */
  readonly identity: readonly [Buffer, Buffer];
  /** Puts the world back as it was. */
  reset(root: Client): Promise<void>;
  readonly hand: (root: Client) => Omit<Hand, 'inherit'>;
}

/** Ids in the directory for those of the world. The first of them is readable as text, byte by byte. */
export const IDS: Readonly<Record<string, string>> = {
  'a-1': '34333231-3635-3837-6162-636465666768',
  'a-2': 'ff8e1f2c-95c4-4c0e-9b1f-0a0b0c0d0e02',
  'a-3': 'ff8e1f2c-95c4-4c0e-9b1f-0a0b0c0d0e03',
  'a-9': 'ff8e1f2c-95c4-4c0e-9b1f-0a0b0c0d0e09',
};

/** What a directory lacks of the suite's cases. */
export const LACKS: Readonly<Partial<Record<Lackable, string>>> = {
  licences: 'a directory sells no seats to anybody',
  inherited: 'a directory sells no seats to anybody',
  sessions: 'a directory has no call that ends a session',
  'limit-read': 'LDAP has no word for how long to wait',
  'limit-write': 'LDAP has no word for how long to wait',
  stale: 'one server is asked, and it shows at once what was written to it',
  right: 'an account that lacks rights is asked in the suite of each directory, by its own rules of access',
  own: 'the accounts that lastday signs in with lie outside of the containers of people',
};

let slept = 0;

/** Real time, in which waiting takes none. */
export const clock = {
  now: () => AT,
  elapsed: () => performance.now() + slept,
  sleep: async (milliseconds: number) => {
    slept += milliseconds;
  },
};

/** The system's file, with more in it. */
export function systemOf(server: DirectoryServer, kind: DirectoryKind, more: Readonly<Record<string, unknown>> = {}): System {
  return System.parse({
    kind: 'ldap',
    id: 'directory',
    mode: 'enforce',
    tenant: server.tenant,
    holds: ['accounts'],
    address: server.ldaps,
    certificate: 'authority',
    credential: { read: 'reading', write: 'writing' },
    timeZone: 'Europe/Stockholm',
    ...kind.file,
    ...more,
  });
}

/** Opens it by the registry. */
export async function openPorts(
  server: DirectoryServer,
  system: System,
  password: string,
): Promise<{ readonly reader: SystemReader; readonly writer: SystemWriter }> {
  const credential = (name: string) => (name === 'authority' ? server.authority : password);
  const runtime = { exports: null, credential, clock };
  const writer = await openWriter(system, runtime);
  if (writer === null) throw new Error('a directory can be written');
  return { reader: await openReader(system, runtime), writer };
}

/** The Fault that it ends in. */
export async function faultOf(doing: Promise<unknown>): Promise<Fault> {
  const error: unknown = await doing.then(
    () => null,
    (one: unknown) => one,
  );
  if (!(error instanceof Fault)) throw new Error(`no Fault: ${String(error)}`);
  return error;
}

/** The world anew, opened over the way. */
export async function openDesk(server: DirectoryServer, kind: DirectoryKind, between: LdapBetween): Promise<AccountDesk> {
  between.before = () => 'pass';
  await server.asRoot((root) => kind.reset(root));
  const file = { address: between.address, pageSize: 2 };
  const system = systemOf(server, kind, file);
  const ports = await openPorts(server, system, kind.password);
  let { reader } = ports;
  const by =
    <G extends readonly unknown[], T>(work: (hand: Omit<Hand, 'inherit'>, ...given: G) => Promise<T>) =>
    (...given: G) =>
      server.asRoot((root) => work(kind.hand(root), ...given));
  const never = async () => {
    throw new Error('a directory has no such trouble');
  };
  return {
    system,
    reader: {
      system: system.id,
      read: (at) => reader.read(at),
      readAccount: (id) => reader.readAccount(id),
      readAsset: (id) => reader.readAsset(id),
    },
    writer: ports.writer,
    clock,
    hand: {
      rename: by((hand, id: string, login: string) => hand.rename(id, login)),
      vanish: by((hand, id: string) => hand.vanish(id)),
      switchOff: by((hand, id: string) => hand.switchOff(id)),
      join: by((hand, id: string, group: string) => hand.join(id, group)),
      twin: by((hand, id: string) => hand.twin(id)),
      inherit: never,
    },
    trouble: {
      async breakOff() {
        let pages = 0;
        between.before = ({ kind: what, bytes }) => {
          // A page that is asked for with the cookie of the one before.
          if (what === 'search' && bytes.includes('1.2.840.113556.1.4.319')) pages += 1;
          return pages % 2 === 0 && pages > 0 ? 'cut' : 'pass';
        };
      },
      async blind() {
        const bind = { ...(kind.file['bind'] as object), read: kind.blind };
        ({ reader } = await openPorts(server, systemOf(server, kind, { ...file, bind }), kind.password));
      },
      async otherTenant() {
        between.before = ({ kind: what, bytes }) => (what === 'entry' ? replaced(bytes, ...kind.identity) : 'pass');
      },
      limit: never,
      stale: never,
      forbid: never,
      async loseAnswer() {
        between.before = ({ kind: what, request }) => {
          if (what !== 'done' || request !== 'modify') return 'pass';
          between.before = () => 'pass';
          return 'cut';
        };
      },
    },
  };
}

/** The desk for the older suites, which know the tenant by one name. */
export async function openWorld(server: DirectoryServer, kind: DirectoryKind, between: LdapBetween) {
  const { reader, writer } = await openDesk(server, kind, between);
  const read: SystemReader['read'] = async (at) => {
    const reading = await reader.read(at);
    return { ...reading, tenant: reading.tenant === server.tenant ? WORLD.tenant : reading.tenant };
  };
  return { reader: { ...reader, read }, writer };
}

/** The entry with this attribute value below a base. */
export async function findDn(root: Client, base: string, filter: Filter | string): Promise<string> {
  const { searchEntries } = await root.search(base, { filter, attributes: ['1.1'] });
  const [entry] = searchEntries;
  if (entry === undefined || searchEntries.length > 1) throw new Error(`${searchEntries.length} entries for ${filter.toString()}`);
  return entry.dn;
}

/** Changes an entry, and takes "it was so already" for done. */
export async function change(root: Client, dn: string, changes: Change | Change[]): Promise<void> {
  await root.modify(dn, changes).catch((error: unknown) => {
    if (![16, 20, 68].includes((error as { code: number }).code)) throw error;
  });
}
