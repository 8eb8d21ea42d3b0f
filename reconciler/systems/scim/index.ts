/** Services that speak SCIM 2.0: accounts, groups, roles and licences, and what each service makes of an inactive account. */
import { createHash } from 'node:crypto';
import type { Digest, ForeignId, Instant } from '../../../schemas/primitives.ts';
import type { Abilities, Ability, Account, Attribute, Reading } from '../../model/observed.ts';
import { Fault, type SystemReader, type SystemWriter } from '../../ports.ts';
import { contentText } from '../../tables/content.ts';
import { readRows } from '../http/reading.ts';
import { type Client, openClient, type ScimRuntime, type ScimSystem } from './client.ts';
import { DIALECTS } from './dialects.ts';
import type { Capabilities } from './discovery.ts';
import { examineReading, examineWriting } from './examine.ts';
import { groupsOfOne, readGroups } from './groups.ts';
import { toAccount } from './records.ts';
import { User } from './wire.ts';
import { openWrites } from './writes.ts';

/** How long a tenant that was seen is believed between readings of single accounts, in milliseconds. */
const BELIEVED = 60_000;

type Content = Pick<Reading, 'accounts' | 'assets' | 'people' | 'seats'>;

function digestOf(content: Content): Digest {
  return createHash('sha256')
    .update(contentText({ ...content }, ['lastUse', 'sessions']))
    .digest('hex') as Digest;
}

/** SCIM ends no session, keeps no last day and has no mailbox. Before the service was asked, what the dialect says. */
export function abilitiesOf(system: ScimSystem, can: Capabilities | null): Abilities {
  const { returns, groups, disabled } = DIALECTS[system.dialect ?? 'generic'];
  const writes: Ability[] = ['disable'];
  if (returns) writes.push('enable');
  if (groups && can?.groups !== null) writes.push('groups');
  if (can?.attributes?.get('entitlements') === true) writes.push('licences');
  return { writes, disabled, leaversPlace: null };
}

function nothing(system: ScimSystem, at: Instant, problem: string): Reading {
  const content: Content = { accounts: [], assets: [], people: [], seats: [] };
  const about = { system: system.id, tenant: null, readAt: at, freshAt: null, total: null, ended: false, pages: 0 };
  return { ...about, ...content, provides: [], abilities: abilitiesOf(system, null), problems: [problem], digest: digestOf(content) };
}

/** What somebody is seen to have; nothing that nobody is shown with is promised. */
function provided(accounts: readonly Account[]): Attribute[] {
  const shown: Attribute[] = ['existence'];
  if (accounts.some(({ enabled }) => enabled !== null)) shown.push('status');
  for (const attribute of ['groups', 'roles', 'licences'] as const) {
    if (accounts.some((one) => one[attribute] !== null)) shown.push(attribute);
  }
  return shown;
}

async function readAll(client: Client, system: ScimSystem, at: Instant): Promise<Reading> {
  const can = await client.capabilities();
  const tenant = await client.tenant();
  const listed = await client.list({ what: 'users', path: can.users });
  const { values, problems } = readRows(listed.rows, User, 'users');
  const groups = await readGroups(client);
  const accounts: Account[] = [];
  const { byMember } = groups;
  for (const user of values) {
    const account = toAccount(user, byMember === null ? null : (byMember.get(user.id) ?? []), can);
    if (account !== null) accounts.push(account);
  }
  const unnamed = values.length - accounts.length;
  const content: Content = { accounts, assets: [], people: [], seats: [] };
  return {
    system: system.id,
    tenant,
    readAt: at,
    freshAt: at,
    total: listed.total,
    ended: listed.ended,
    pages: listed.pages + groups.pages,
    ...content,
    provides: provided(accounts),
    abilities: abilitiesOf(system, can),
    problems: [
      ...(listed.problem === null ? [] : [listed.problem]),
      ...problems,
      ...(unnamed === 0 ? [] : [`${unnamed} users have an id that cannot be used`]),
      ...groups.problems,
    ],
    digest: digestOf(content),
  };
}

/** Opens a service for reading. Without a credential every reading holds that problem, and single reads throw Fault. */
export function openScimReader(system: ScimSystem, runtime: ScimRuntime): SystemReader {
  let opened: { readonly client: Client; readonly groups: ReturnType<typeof groupsOfOne> } | null = null;
  let seenAt: number | null = null;
  const open = () => {
    if (opened !== null) return opened;
    const client = openClient(system, runtime, 'read');
    opened = { client, groups: groupsOfOne(client) };
    return opened;
  };

  async function check(client: Client): Promise<void> {
    const now = runtime.clock.elapsed();
    if (seenAt !== null && now - seenAt < BELIEVED) return;
    if ((await client.tenant()) !== system.tenant) throw new Fault('another tenant answered', { where: system.id, operation: 'read one' });
    seenAt = now;
  }

  return {
    system: system.id,
    async read(at) {
      try {
        return await readAll(open().client, system, at);
      } catch (error) {
        if (error instanceof Fault) return nothing(system, at, error.message);
        throw error;
      }
    },
    async readAccount(id: ForeignId): Promise<Account | null> {
      const { client, groups } = open();
      await check(client);
      const can = await client.capabilities();
      const operation = 'read one user';
      const found = await client.one({ operation, list: can.users, id });
      if (found === null) return null;
      const user = User.safeParse(found.body);
      const account = user.success ? toAccount(user.data, await groups.of(id), can) : null;
      if (account === null) throw new Fault('the record cannot be read', { where: system.id, operation });
      return account;
    },
    async readAsset() {
      await check(open().client);
      return null;
    },
    examine: () => examineReading(open().client),
  };
}

/** Opens a service for writing; writes are carried out one after another. */
export function openScimWriter(system: ScimSystem, runtime: ScimRuntime): SystemWriter {
  let opened: { readonly client: Client; readonly carryOut: ReturnType<typeof openWrites> } | null = null;
  let last: Promise<void> = Promise.resolve();
  const open = () => {
    if (opened !== null) return opened;
    const client = openClient(system, runtime, 'write');
    opened = { client, carryOut: openWrites(client, system) };
    return opened;
  };
  return {
    system: system.id,
    write(write, timeout) {
      const until = runtime.clock.elapsed() + timeout;
      const next = last.then(() => open().carryOut(write, until));
      last = next.catch(() => {});
      return next;
    },
    examine: () => examineWriting(open().client),
  };
}
