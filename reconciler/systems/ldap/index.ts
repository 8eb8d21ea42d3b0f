/** A directory over LDAP (Active Directory, OpenLDAP): its people's accounts and groups, read whole or one by one. */
import { createHash } from 'node:crypto';
import type { Digest, ForeignId, Instant } from '../../../schemas/primitives.ts';
import type { Abilities, Ability, Account, Attribute, Reading } from '../../model/observed.ts';
import { Fault, type SystemReader } from '../../ports.ts';
import { contentText } from '../../tables/content.ts';
import { type Directory, type LdapRuntime, type LdapSystem, openDirectory } from './client.ts';
import { examineReading } from './examine.ts';
import { accountsOf, type Came, nothingYet, readWhole } from './lists.ts';
import { customsOf } from './records.ts';
import { completeAccount, findPerson } from './single.ts';

/** Milliseconds for the whole of a reading, and for one record. */
const [WHOLE, ONE] = [15 * 60_000, 60_000];
/** A reading whose connection breaks begins again so many times, after such waits (milliseconds). */
const AGAIN = [2_000, 10_000] as const;

/** What can be written, as the system's file sets it up. A directory has no call that ends a session, and no mailboxes or seats. */
export function abilitiesOf(system: LdapSystem): Abilities {
  const set: readonly Ability[] = [
    'disable',
    'enable',
    'end-day',
    ...(system.groups === undefined ? [] : (['groups'] as const)),
    ...(system.leavers === undefined ? [] : (['place'] as const)),
  ];
  const { writes } = system;
  const able = writes === undefined ? set : set.filter((one) => writes.some((named) => named === one));
  return { writes: able, disabled: 'disabled', leaversPlace: able.includes('place') ? (system.leavers ?? null) : null };
}

function providedBy(system: LdapSystem, accounts: readonly Account[]): readonly Attribute[] {
  return [
    'existence',
    'status',
    ...(system.groups === undefined ? [] : (['groups', 'roles'] as const)),
    ...(accounts.some((one) => one.lastUse !== null) ? (['lastUse'] as const) : []),
  ];
}

function readingOf(system: LdapSystem, at: Instant, about: { tenant: string | null; came: Came }): Reading {
  const { tenant, came } = about;
  const accounts = accountsOf(system, came);
  const content = { accounts, assets: [], people: [], seats: [] };
  const digest = createHash('sha256')
    .update(contentText(content, ['lastUse', 'sessions']))
    .digest('hex') as Digest;
  const isOpen = came.pages > 0;
  return {
    system: system.id,
    tenant,
    readAt: at,
    freshAt: isOpen ? at : null,
    total: null,
    ended: came.ended,
    pages: came.pages,
    ...content,
    provides: isOpen ? providedBy(system, accounts) : [],
    abilities: abilitiesOf(system),
    problems: came.problems,
    digest,
  };
}

/** Opens a directory for reading. Nothing is asked of it yet; each call has a connection of its own. */
export function openLdapReader(system: LdapSystem, runtime: LdapRuntime): SystemReader {
  const { clock } = runtime;

  async function opened<T>(milliseconds: number, work: (directory: Directory) => Promise<T>): Promise<T> {
    const directory = await openDirectory(system, runtime, { use: 'read', until: clock.elapsed() + milliseconds });
    try {
      return await work(directory);
    } finally {
      directory.close();
    }
  }

  async function readOnce(at: Instant): Promise<{ reading: Reading; mayRepeat: boolean }> {
    const came = nothingYet();
    let tenant: string | null = null;
    let mayRepeat = false;
    try {
      await opened(WHOLE, async (directory) => {
        ({ tenant } = directory);
        if (tenant === null) came.problems.push('the reading account may not see which domain it is');
        await readWhole(directory, system, { customs: customsOf(system, directory.root, at), came });
      });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      mayRepeat = error.retryable;
      came.problems.push(error.message);
    }
    return { reading: readingOf(system, at, { tenant, came }), mayRepeat };
  }

  async function ofTheTenant<T>(operation: string, work: (directory: Directory) => Promise<T>): Promise<T> {
    return opened(ONE, (directory) => {
      if (directory.tenant !== system.tenant) throw new Fault('another tenant answered', { where: system.id, operation, refused: true });
      return work(directory);
    });
  }

  return {
    system: system.id,
    async read(at) {
      let came = await readOnce(at);
      for (const wait of AGAIN) {
        if (!came.mayRepeat) break;
        await clock.sleep(wait);
        came = await readOnce(at);
      }
      return came.reading;
    },
    readAccount: (id: ForeignId) =>
      ofTheTenant('read an account', async (directory) => {
        const entry = await findPerson(directory, system, id);
        const customs = customsOf(system, directory.root, clock.now());
        return entry === null ? null : completeAccount(directory, system, { entry, customs });
      }),
    readAsset: () => ofTheTenant('read a device', async () => null),
    examine: () => opened(ONE, (directory) => examineReading(directory, system)),
  };
}
