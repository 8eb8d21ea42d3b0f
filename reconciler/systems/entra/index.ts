/** Microsoft Entra ID: users, groups, roles and licences of one tenant, over Microsoft Graph. */
import { createHash } from 'node:crypto';
import type { Digest, ForeignId, Instant } from '../../../schemas/primitives.ts';
import type { EntraWrite } from '../../../schemas/system-kinds/entra.ts';
import type { Abilities, Ability, Reading } from '../../model/observed.ts';
import { Fault, type SystemReader, type SystemWriter } from '../../ports.ts';
import { contentText } from '../../tables/content.ts';
import { type Keeping, openKeeping } from '../http/earlier.ts';
import { Earlier } from './changes.ts';
import { type EntraRuntime, type EntraSystem, openClient, readOrganisation } from './client.ts';
import { readDirectory } from './directory.ts';
import { namesOf, objectId } from './groups.ts';
import { examineAs } from './rights.ts';
import { readSingle, type Singles } from './single.ts';
import { openWrites } from './writes.ts';

const WRITES: Readonly<Record<EntraWrite, readonly Ability[]>> = {
  'sign-in': ['disable', 'enable'],
  sessions: ['sessions'],
  groups: ['groups'],
  licences: ['licences'],
  mailbox: ['mailbox'],
};

/** What may be written, unless the system file says less. */
export const ALL_WRITES: readonly EntraWrite[] = ['sign-in', 'sessions', 'groups', 'licences', 'mailbox'];

function abilitiesOf(system: EntraSystem): Abilities {
  const writes = (system.writes ?? ALL_WRITES).flatMap((one) => WRITES[one]);
  return { writes, disabled: 'disabled', leaversPlace: null };
}

function digestOf(content: Pick<Reading, 'accounts' | 'seats'>): Digest {
  return createHash('sha256')
    .update(contentText({ ...content }, ['lastUse', 'sessions']))
    .digest('hex') as Digest;
}

function nothing(system: EntraSystem, at: Instant, problem: string): Reading {
  const content = { accounts: [], assets: [], people: [], seats: [] };
  const about = { system: system.id, tenant: null, readAt: at, freshAt: null, total: null, ended: false, pages: 0 };
  return { ...about, ...content, provides: [], abilities: abilitiesOf(system), problems: [problem], digest: digestOf(content) };
}

async function readAll(singles: Singles, keeping: Keeping<Earlier> | null, at: Instant): Promise<Reading> {
  const { client, names } = singles;
  const { system } = client;
  const tenant = (await readOrganisation(client)) ?? (await client.tenant());
  const { accounts, seats, leftOut, ...about } = await readDirectory(client, names, tenant === system.tenant ? keeping : null);
  singles.leftOut = leftOut;
  const content = { accounts, assets: [], people: [], seats };
  return {
    system: system.id,
    tenant,
    readAt: at,
    freshAt: at,
    ended: true,
    ...about,
    ...content,
    abilities: abilitiesOf(system),
    digest: digestOf(content),
  };
}

/** Opens a tenant for reading. Without a credential every reading holds that problem, and single reads throw Fault. */
export function openEntraReader(system: EntraSystem, runtime: EntraRuntime): SystemReader {
  let opened: Singles | null = null;
  const open = () => {
    opened ??= { client: openClient(system, runtime, 'read'), names: namesOf(system), products: undefined, leftOut: new Set() };
    return opened;
  };
  return {
    system: system.id,
    async read(at) {
      try {
        return await readAll(open(), openKeeping(system, runtime, Earlier), at);
      } catch (error) {
        if (error instanceof Fault) return nothing(system, at, error.message);
        throw error;
      }
    },
    async readAccount(id: ForeignId) {
      const singles = open();
      if ((await singles.client.tenant()) !== system.tenant) {
        throw new Fault('another tenant answered', { where: system.id, operation: 'read one account' });
      }
      const object = objectId(id);
      return object === null ? null : readSingle(singles, object);
    },
    async readAsset() {
      // Asked for what it never shows: it is reached, and has none.
      await open().client.tenant();
      return null;
    },
    examine: () => examineAs(open().client, 'read'),
  };
}

/** Opens a tenant for writing; writes are carried out one after another. */
export function openEntraWriter(system: EntraSystem, runtime: EntraRuntime): SystemWriter {
  let carryOut: ReturnType<typeof openWrites> | null = null;
  let last: Promise<void> = Promise.resolve();
  return {
    system: system.id,
    write(write, timeout) {
      const until = runtime.clock.elapsed() + timeout;
      const next = last.then(() => {
        carryOut ??= openWrites(openClient(system, runtime, 'write'), namesOf(system));
        return carryOut(write, until);
      });
      last = next.catch(() => {});
      return next;
    },
    examine: () => examineAs(openClient(system, runtime, 'write'), 'write'),
  };
}
