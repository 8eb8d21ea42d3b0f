/** One write of the model, carried out on a service. */
import type { Entitlement } from '../../../schemas/primitives.ts';
import { Fault, type Write } from '../../ports.ts';
import { readRows } from '../http/reading.ts';
import { anchorOf, type Client, type ScimSystem } from './client.ts';
import { groupNames } from './records.ts';
import { type Kept, type Steps, stepsOf } from './steps.ts';
import { switchAccount } from './switch.ts';
import { putIn, takeOut } from './values.ts';
import { Group, WithId } from './wire.ts';

type AccountWrite = Extract<Write, { account: string }>;
type ListWrite = Extract<AccountWrite, { kind: 'groups' | 'licences' }>;

/** Groups by what the files call them. An id is for ever, so that they are read again only for a name that is new. */
async function groupsByName(steps: Steps, path: string, names: readonly Entitlement[]): Promise<ReadonlyMap<string, string>> {
  const { kept } = steps;
  if (kept.groups !== null && names.every((name) => kept.groups?.has(name))) return kept.groups;
  const listed = await steps.list({ what: 'groups', path, excluded: 'members' });
  const { values, problems } = readRows(listed.rows, Group, 'groups');
  const [problem = listed.problem] = problems;
  if (problem !== null || !listed.ended) return steps.refuse(problem ?? 'the list of groups did not come whole');
  kept.groups = new Map([...groupNames(values)].map(([id, name]): [string, string] => [name, id]));
  return kept.groups;
}

async function writeGroups(steps: Steps, user: string, write: ListWrite): Promise<void> {
  const { groups: list } = await steps.capabilities();
  if (list === null || !steps.dialect.groups) return steps.refuse('the service has no groups whose members can be changed from here');
  const ids = await groupsByName(steps, list, [...write.remove, ...write.add]);
  const missing = write.add.filter((name) => !ids.has(name)).length;
  if (missing > 0) return steps.refuse(`${missing} of the groups are not there under the name that they had`);
  const attribute = 'members';
  // A group that is not there any more has nobody in it.
  for (const id of idsOf(write.remove, ids)) await takeOut(steps, { list, id, attribute }, user);
  for (const id of idsOf(write.add, ids)) await putIn(steps, { list, id, attribute }, user);
}

function idsOf(names: readonly Entitlement[], ids: ReadonlyMap<string, string>): readonly string[] {
  return names.map((name) => ids.get(name)).filter((id) => id !== undefined);
}

async function writeLicences(steps: Steps, user: string, write: ListWrite): Promise<void> {
  const { users: list, attributes } = await steps.capabilities();
  if (attributes?.get('entitlements') !== true) return steps.refuse('the service does not let entitlements of a user be changed');
  const at = { list, id: user, attribute: 'entitlements' };
  for (const name of write.remove) await takeOut(steps, at, name);
  for (const name of write.add) await putIn(steps, at, name);
}

/** The account that the token belongs to, where the service tells (RFC 7644, 3.11); '' from most, which do not. */
async function ownAccount(client: Client, until: number): Promise<string> {
  const { status, body } = await client.ask({ operation: 'read the own account', path: '/Me', until }).catch((error: unknown) => {
    if (error instanceof Fault && !error.retryable && !error.refused) return { status: 404, body: null };
    throw error;
  });
  return status === 200 ? (WithId.safeParse(body).data?.id ?? '') : '';
}

async function carryOut(steps: Steps, write: AccountWrite, system: ScimSystem): Promise<void> {
  switch (write.kind) {
    case 'disable':
      if (steps.dialect.disabled === 'deleted' && system.allowDeletion !== true) {
        return steps.refuse(
          'the service deletes an account that is made inactive; `allowDeletion: true` in the system file lets that be done',
        );
      }
      return switchAccount(steps, write.account, false);
    case 'enable':
      if (!steps.dialect.returns) return steps.refuse('the service cannot make the same account active again');
      return switchAccount(steps, write.account, true);
    case 'groups':
      if (write.add.length > 0) await insist(steps, write.account);
      return writeGroups(steps, write.account, write);
    case 'licences':
      return writeLicences(steps, write.account, write);
    case 'sessions':
      return steps.refuse('SCIM has no call that ends a session');
    case 'end-day':
    case 'mailbox':
    case 'place':
      return steps.refuse('SCIM keeps neither last day, mailbox nor container of an account');
    default:
      return write satisfies never;
  }
}

/** Refuses to put an account into groups that is not there. */
async function insist(steps: Steps, id: string): Promise<void> {
  const { users } = await steps.capabilities();
  if ((await steps.one(users, id)) === null) steps.refuse('there is no such account');
}

/** Carries writes out, by the given instant of the clock's elapsed time. Throws Fault; one that is not `refused` leaves the outcome unknown. */
export function openWrites(client: Client, system: ScimSystem): (write: Write, until: number) => Promise<void> {
  const kept: Kept = { emptied: new Set(), groups: null };
  let own: string | null = null;
  const anchor = anchorOf(system.tenant);
  return async (write, until) => {
    const steps = stepsOf(client, { operation: write.kind, until, kept });
    if (!('account' in write)) return steps.refuse('SCIM has no devices');
    if ((await client.tenant(until)) !== system.tenant) steps.refuse('another tenant answered');
    if (anchor?.kind === 'users' && anchor.id === write.account) steps.refuse('the account is the one that the tenant is known by');
    own ??= await ownAccount(client, until);
    if (write.account === own) steps.refuse('the account is the own one');
    await carryOut(steps, write, system);
  };
}
