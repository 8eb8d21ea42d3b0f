/** Snipe-IT: an inventory of devices, its users and their licence seats. */
import { createHash } from 'node:crypto';
import type { Digest, ForeignId, Instant } from '../../../schemas/primitives.ts';
import type { Abilities, Account, Asset, Attribute, Reading } from '../../model/observed.ts';
import { Fault, type SystemReader, type SystemWriter } from '../../ports.ts';
import { contentText } from '../../tables/content.ts';
import { readRows } from '../http/reading.ts';
import { type Client, openClient, type SnipeItRuntime, type SnipeItSystem } from './client.ts';
import { numberOf, readAccounts, readAssets } from './lists.ts';
import { heldLicences, isDeleted, shownStatuses, toAccount, toAsset } from './records.ts';
import { Hardware, Licence, List, User } from './wire.ts';
import { openWrites } from './writes.ts';

const PROVIDED: Readonly<Record<SnipeItSystem['holds'][number], readonly Attribute[]>> = {
  accounts: ['existence', 'status', 'roles', 'licences', 'lastUse'],
  assets: ['existence', 'status', 'holder'],
  people: [],
};

/** Permission groups take a superuser, and no call ends a session. */
const ABILITIES: Abilities = {
  writes: ['disable', 'enable', 'licences', 'end-day', 'check-in', 'check-out', 'status'],
  disabled: 'disabled',
  leaversPlace: null,
};

type Content = Pick<Reading, 'accounts' | 'assets' | 'people' | 'seats'>;

function digestOf(content: Content): Digest {
  return createHash('sha256')
    .update(contentText({ ...content }, ['lastUse', 'sessions']))
    .digest('hex') as Digest;
}

function nothing(system: SnipeItSystem, at: Instant, problem: string): Reading {
  const content = { accounts: [], assets: [], people: [], seats: [] };
  const about = { system: system.id, tenant: null, readAt: at, freshAt: null, total: null, ended: false, pages: 0 };
  return { ...about, ...content, provides: [], abilities: ABILITIES, problems: [problem], digest: digestOf(content) };
}

const EMPTY = { total: 0, ended: true, pages: 0, problems: [], accounts: [], seats: [], assets: [] };

async function readAll(client: Client, system: SnipeItSystem, at: Instant): Promise<Reading> {
  const tenant = await client.tenant();
  const users = system.holds.includes('accounts') ? await readAccounts(client) : EMPTY;
  const devices = system.holds.includes('assets') ? await readAssets(client, system) : EMPTY;
  const content: Content = { accounts: users.accounts, assets: devices.assets, people: [], seats: users.seats };
  return {
    system: system.id,
    tenant,
    readAt: at,
    freshAt: at,
    total: users.total + devices.total,
    ended: users.ended && devices.ended,
    pages: users.pages + devices.pages,
    ...content,
    provides: [...new Set(system.holds.flatMap((kind) => PROVIDED[kind]))],
    abilities: ABILITIES,
    statuses: shownStatuses(system.statusLabels),
    problems: [...users.problems, ...devices.problems],
    digest: digestOf(content),
  };
}

/** What one user holds. Snipe-IT asks for the right to change users before it says so; without it this is not known. */
async function licencesOf(client: Client, user: User): Promise<Account['licences']> {
  if (user.licenses_count === 0) return [];
  try {
    const list = await client.one({ operation: "read a user's licences", path: `/users/${user.id}/licenses` }, List);
    const { values, problems } = readRows(list?.rows ?? [], Licence, 'licences');
    return list === null || problems.length > 0 ? null : heldLicences(values);
  } catch (error) {
    if (error instanceof Fault && error.refused && !error.retryable) return null;
    throw error;
  }
}

/** Opens an instance for reading. Without a credential every reading holds that problem, and single reads throw Fault. */
export function openSnipeItReader(system: SnipeItSystem, runtime: SnipeItRuntime): SystemReader {
  let opened: Client | null = null;
  const open = () => {
    opened ??= openClient(system, runtime, 'read');
    return opened;
  };

  async function check(client: Client): Promise<void> {
    if ((await client.tenant()) === system.tenant) return;
    throw new Fault('another tenant answered', { where: system.id, operation: 'read one' });
  }

  return {
    system: system.id,
    async read(at) {
      try {
        return await readAll(open(), system, at);
      } catch (error) {
        if (error instanceof Fault) return nothing(system, at, error.message);
        throw error;
      }
    },
    async readAccount(id: ForeignId): Promise<Account | null> {
      const client = open();
      await check(client);
      const number = numberOf(id);
      if (number === null) return null;
      const user = await client.one({ operation: 'read one user', path: `/users/${number}` }, User);
      return user === null || isDeleted(user) ? null : toAccount(user, await licencesOf(client, user));
    },
    async readAsset(id: string): Promise<Asset | null> {
      const client = open();
      await check(client);
      const number = numberOf(id);
      if (number === null) return null;
      const device = await client.one({ operation: 'read one device', path: `/hardware/${number}` }, Hardware);
      return device === null || isDeleted(device) ? null : toAsset(device, system.statusLabels);
    },
  };
}

/** Opens an instance for writing; writes are carried out one after another. */
export function openSnipeItWriter(system: SnipeItSystem, runtime: SnipeItRuntime): SystemWriter {
  let carryOut: ReturnType<typeof openWrites> | null = null;
  let last: Promise<void> = Promise.resolve();
  return {
    system: system.id,
    write(write, timeout) {
      const until = runtime.clock.elapsed() + timeout;
      const next = last.then(() => {
        carryOut ??= openWrites(openClient(system, runtime, 'write'), system);
        return carryOut(write, until);
      });
      last = next.catch(() => {});
      return next;
    },
  };
}
