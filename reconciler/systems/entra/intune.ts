/** Microsoft Intune: the devices that it manages, who uses them and when they were last seen. Nothing is asked of a device from here. */
import { createHash } from 'node:crypto';
import type { Digest, Instant } from '../../../schemas/primitives.ts';
import type { System } from '../../../schemas/system.ts';
import type { Abilities, Asset, Reading } from '../../model/observed.ts';
import { Fault, type SystemReader } from '../../ports.ts';
import { contentText } from '../../tables/content.ts';
import { readRows } from '../http/reading.ts';
import { bodyOf, type Client, type EntraRuntime, type GraphSystem, openClient, readOrganisation } from './client.ts';
import { DEVICE_SELECT, Device, toAsset } from './devices.ts';
import { objectId } from './groups.ts';
import { readList } from './pages.ts';
import { examineRights, type Need } from './rights.ts';

/** A system of kind `intune`. */
export type IntuneSystem = Extract<System, { kind: 'intune' }>;

const ABILITIES: Abilities = { writes: [], disabled: 'disabled', leaversPlace: null };
const PATH = '/deviceManagement/managedDevices';
const NEEDS: readonly Need[] = [
  { rights: ['DeviceManagementManagedDevices.Read.All', 'DeviceManagementManagedDevices.ReadWrite.All'], text: 'to read devices' },
  { rights: ['Organization.Read.All', 'Directory.Read.All'], text: 'to know the tenant' },
];

function readingOf(
  system: IntuneSystem,
  at: Instant,
  found: Pick<Reading, 'tenant' | 'freshAt' | 'ended' | 'pages' | 'provides' | 'problems'> & { assets: readonly Asset[] },
): Reading {
  const content = { accounts: [], assets: found.assets, people: [], seats: [] };
  const digest = createHash('sha256')
    .update(contentText(content, ['lastSeen']))
    .digest('hex') as Digest;
  // Intune does not claim how many there are.
  return { system: system.id, readAt: at, total: null, ...found, ...content, abilities: ABILITIES, digest };
}

async function readAll(client: Client<GraphSystem>, system: IntuneSystem, at: Instant): Promise<Reading> {
  const tenant = (await readOrganisation(client)) ?? (await client.tenant());
  const listed = await readList(client, { operation: 'read devices', path: PATH, query: { $select: DEVICE_SELECT } });
  const { values, problems } = readRows(listed.rows, Device, 'devices');
  const provides = ['existence', 'status', 'holder'] as const;
  return readingOf(system, at, { tenant, freshAt: at, ended: true, pages: listed.pages, provides, problems, assets: values.map(toAsset) });
}

/** Opens a tenant's devices for reading. Without a credential every reading holds that problem, and single reads throw Fault. */
export function openIntuneReader(system: IntuneSystem, runtime: EntraRuntime): SystemReader {
  let opened: Client<GraphSystem> | null = null;
  const open = () => {
    opened ??= openClient<GraphSystem>(system, runtime, 'read');
    return opened;
  };

  async function check(client: Client<GraphSystem>): Promise<void> {
    if ((await client.tenant()) === system.tenant) return;
    throw new Fault('another tenant answered', { where: system.id, operation: 'read one device' });
  }

  return {
    system: system.id,
    async read(at) {
      try {
        return await readAll(open(), system, at);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        const nothing = { tenant: null, freshAt: null, ended: false, pages: 0, provides: [], assets: [] };
        return readingOf(system, at, { ...nothing, problems: [error.message] });
      }
    },
    async readAccount() {
      await check(open());
      return null;
    },
    async readAsset(id) {
      const client = open();
      await check(client);
      const object = objectId(id);
      if (object === null) return null;
      const operation = 'read one device';
      const answer = await client.send({ operation, method: 'GET', path: `${PATH}/${object}`, query: { $select: DEVICE_SELECT } });
      return answer.status === 404 ? null : toAsset(bodyOf(client, answer, { operation, wire: Device }));
    },
    examine: () => examineRights(open(), NEEDS),
  };
}
