/** One write of the model, carried out in a Google Workspace. */
import { z } from 'zod';
import type { Clock, Write } from '../../ports.ts';
import type { Client, GoogleSystem } from './client.ts';
import { writeGroups, writeLicences } from './holding-writes.ts';
import { abilitiesOf } from './reading.ts';
import { addressesOf } from './records.ts';
import { endCodes, endSessions } from './session-writes.ts';
import { readUser } from './single.ts';
import { type Steps, stepsOf } from './steps.ts';
import type { User } from './wire.ts';

type AccountWrite = Extract<Write, { account: string }>;

const Changed = z.object({ suspended: z.boolean().optional(), orgUnitPath: z.string().optional() });

type Property = 'suspended' | 'orgUnitPath';

/** Changes one property of a user and looks at what the answer says of it: changes of somebody more powerful are silently left out. */
async function changeUser(steps: Steps, user: User, to: { readonly property: Property; readonly value: boolean | string }): Promise<void> {
  const { property, value } = to;
  const isDone = (body: unknown) => {
    const answer = Changed.safeParse(body).data?.[property];
    return answer === undefined ? null : answer === value;
  };
  const isThere = await steps.send(
    {
      operation: 'change a user',
      right: 'change-users',
      method: 'PATCH',
      path: `/admin/directory/v1/users/${user.id}`,
      query: { fields: 'id,suspended,orgUnitPath' },
      body: { [property]: value },
    },
    isDone,
  );
  if (!isThere) steps.refuse('there is no such account');
}

/**
 * Ends the sign-in. The codes printed for emergencies go right before: Google takes them away from nobody who is suspended, and whoever lets
 * the account in again, in its console too, would let them in with it. Whether they went decides nothing: the sign-in ends in any case, and at
 * once. Afterwards, on the way back, would be later than the first sign-in, and never where a person lets the account in.
 */
async function suspend(steps: Steps, user: User): Promise<void> {
  await steps.aside(endCodes(user));
  await changeUser(steps, user, { property: 'suspended', value: true });
}

async function enable(steps: Steps, user: User): Promise<void> {
  if (user.archived === true) steps.refuse('the account is archived; a person takes it out of the archive, which takes a licence');
  if (user.suspended) await changeUser(steps, user, { property: 'suspended', value: false });
}

async function move(steps: Steps, user: User, to: string): Promise<void> {
  if (!to.startsWith('/')) steps.refuse('an organisational unit is named by its path, which begins with a slash');
  if (user.orgUnitPath !== to) await changeUser(steps, user, { property: 'orgUnitPath', value: to });
}

async function carryOut(steps: Steps, system: GoogleSystem, about: { write: AccountWrite; user: User }): Promise<void> {
  const { write, user } = about;
  switch (write.kind) {
    case 'disable':
      // Archived users cannot sign in, and are left as whoever archived them wanted.
      return user.suspended || user.archived === true ? undefined : suspend(steps, user);
    case 'enable':
      return enable(steps, user);
    case 'sessions':
      return endSessions(steps, user);
    case 'groups':
      return writeGroups(steps, system, { user, wanted: write });
    case 'licences':
      return writeLicences(steps, system, { user, wanted: write });
    case 'place':
      return move(steps, user, write.to);
    case 'mailbox':
      return steps.refuse('Google rejects mail to who is suspended and replies to nobody; let a group or a routing rule have the address');
    case 'end-day':
      return steps.refuse('Google keeps no last day of a user');
    default:
      return write satisfies never;
  }
}

/** Carries writes out, by the given instant of the clock's elapsed time. Throws Fault; one that is not `refused` leaves the outcome unknown. */
export function openWrites(client: Client, system: GoogleSystem, clock: Clock): (write: Write, until: number) => Promise<void> {
  const own = new Set([client.identity.actsAs, system.actsAs?.read?.toLowerCase(), system.actsAs?.write?.toLowerCase()]);
  return async (write, until) => {
    const steps = stepsOf(client, { where: system.id, operation: write.kind, until, clock });
    if (!('account' in write)) return steps.refuse('Google Workspace is no inventory of devices here');
    if (write.kind !== 'end-day' && write.kind !== 'mailbox' && !abilitiesOf(system).writes.includes(write.kind))
      steps.refuse(`the system file does not switch on changes of this kind: ${write.kind}; see docs/systems/google.md`);
    const user = await readUser(client, system, { right: 'change-users', id: write.account, until });
    if (user === null) return steps.refuse('there is no such account');
    if (addressesOf(user).some((address) => own.has(address))) steps.refuse('the account is the administrator that lastday acts as');
    return carryOut(steps, system, { write, user });
  };
}
