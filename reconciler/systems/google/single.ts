/** One account of a Google Workspace as it is right now, in the same words as the whole reading shows it. */
import type { ForeignId } from '../../../schemas/primitives.ts';
import type { Account } from '../../model/observed.ts';
import { Fault } from '../../ports.ts';
import type { Call, Client, GoogleSystem } from './client.ts';
import { readMembershipsOf } from './groups.ts';
import { knownLicences, readAssignments, readLicencesOf } from './licences.ts';
import type { Shown } from './reading.ts';
import { heldLicences, idOf, isDeleted, toAccount } from './records.ts';
import { ifAllowed } from './refusal.ts';
import { Items, USER_FIELDS, User } from './wire.ts';

/** A user by the id, once it is seen to be of the tenant in the system file; null when there is none. Throws Fault. */
export async function readUser(
  client: Client,
  system: GoogleSystem,
  about: Pick<Call, 'right' | 'until'> & { readonly id: ForeignId },
): Promise<User | null> {
  const { id: wanted, ...more } = about;
  const id = idOf(wanted);
  if (id === null) return null;
  const operation = 'read one user';
  const path = `/admin/directory/v1/users/${id}`;
  const user = await client.one({ ...more, operation, path, query: { projection: 'full', fields: USER_FIELDS } }, User);
  if (user === null || isDeleted(user)) return null;
  if (user.customerId !== system.tenant || user.id !== id)
    throw new Fault('another tenant answered', { where: system.id, operation, refused: true });
  return user;
}

async function countItems(client: Client, path: string): Promise<number> {
  const listed = await client.one({ operation: 'read sessions', right: 'security', path, query: { fields: 'items' } }, Items);
  return listed?.items?.length ?? 0;
}

/** Tokens and app passwords. Sessions of the browser are nowhere to be seen. */
async function sessionsOf(client: Client, id: string): Promise<number> {
  const path = `/admin/directory/v1/users/${id}`;
  return (await countItems(client, `${path}/tokens`)) + (await countItems(client, `${path}/asps`));
}

/** What the last whole reading could show; null before there was one. The lists of licences are then read for it, once. */
export interface Known {
  shown: Shown | null;
}

interface About {
  readonly user: User;
  readonly known: Known;
}

async function groupsOf(client: Client, system: GoogleSystem, { user, known }: About): Promise<Account['groups']> {
  if (system.groups === false || known.shown?.groups === false) return null;
  return ifAllowed(() => readMembershipsOf(client, system, user.id));
}

async function licencesOf(client: Client, system: GoogleSystem, { user, known }: About): Promise<Account['licences']> {
  if ((system.products ?? []).length === 0) return null;
  return ifAllowed(async () => {
    known.shown ??= { licences: knownLicences(await readAssignments(client, system), system), groups: true };
    const { licences } = known.shown;
    return licences === null ? null : heldLicences(system, await readLicencesOf(client, licences, user), user.orgUnitPath ?? null);
  });
}

/** Reads one account; null when Google says that it does not exist. Throws Fault. */
export async function readOne(
  client: Client,
  system: GoogleSystem,
  { id, known }: { readonly id: ForeignId; readonly known: Known },
): Promise<Account | null> {
  const user = await readUser(client, system, { right: 'users', id });
  if (user === null) return null;
  const about = { user, known };
  const groups = await groupsOf(client, system, about);
  const licences = await licencesOf(client, system, about);
  const sessions = system.showSessions === true ? await ifAllowed(() => sessionsOf(client, user.id)) : null;
  const account = toAccount(user, { groups, licences, sessions });
  // What the usage reports add to it is not asked for one by one.
  return system.usage === true ? { ...account, lastUse: null } : account;
}
