/** One write of the model, carried out in a tenant. */
import { type Write } from '../../ports.ts';
import type { Client } from './client.ts';
import { writeGroups } from './group-writes.ts';
import { type Names, objectId } from './groups.ts';
import { writeLicences } from './licence-writes.ts';
import { writeReplies } from './mailbox-writes.ts';
import { isExternal, USER_SELECT } from './records.ts';
import { noteEnd } from './sessions.ts';
import { type Steps, stepsOf } from './steps.ts';
import { User } from './wire.ts';

type AccountWrite = Extract<Write, { account: string }>;

function readUser(steps: Steps, id: string): Promise<User | null> {
  return steps.one({ operation: 'read one account', path: `/users/${id}`, query: { $select: USER_SELECT } }, User);
}

/**
 * Sign-in off or on. Another directory would set its own state again: it has to be changed there. Off is sent in any case: what Entra shows
 * may be from before somebody switched it on, and sent twice it does no harm.
 */
async function switchSignIn(steps: Steps, user: User, accountEnabled: boolean): Promise<void> {
  const isSo = user.accountEnabled === accountEnabled;
  if (user.onPremisesSyncEnabled === true && !isSo) {
    steps.refuse('the account comes from another directory, which decides whether it can sign in; change it there');
  }
  if (isSo && (accountEnabled || user.onPremisesSyncEnabled === true)) return;
  await steps.send({ operation: 'change an account', method: 'PATCH', path: `/users/${user.id}`, body: { accountEnabled } });
  await steps.settle(async () => (await readUser(steps, user.id))?.accountEnabled === accountEnabled);
}

async function endSessions(steps: Steps, user: User): Promise<void> {
  const { id, signInSessionsValidFromDateTime: before } = user;
  if (isExternal(user)) {
    steps.refuse("a guest's sessions are their own organisation's and cannot be ended here; with sign-in off they end within the hour");
  }
  // Before: an answer that is lost does not hide what it did.
  noteEnd(steps.client.clock, id, before);
  await steps.send({ operation: 'end sessions', method: 'POST', path: `/users/${id}/revokeSignInSessions` });
  await steps.settle(async () => (await readUser(steps, id))?.signInSessionsValidFromDateTime !== before);
}

async function writeAccount(steps: Steps, user: User, at: { write: AccountWrite; names: Names }): Promise<void> {
  const { write, names } = at;
  switch (write.kind) {
    case 'disable':
    case 'enable':
      return switchSignIn(steps, user, write.kind === 'enable');
    case 'sessions':
      return endSessions(steps, user);
    case 'groups':
      return writeGroups(steps, user.id, { ...write, names });
    case 'licences':
      return writeLicences(steps, user, { ...write, reread: () => readUser(steps, user.id) });
    case 'mailbox':
      return writeReplies(steps, user.id, write.reply);
    case 'place':
    case 'end-day':
      return steps.refuse('users of Entra have no containers, and their last day is not written from here');
    default:
      return write satisfies never;
  }
}

/** Carries writes out, by the given instant of the clock's elapsed time. Throws Fault; one that is not `refused` leaves the outcome unknown. */
export function openWrites(client: Client, names: Names): (write: Write, until: number) => Promise<void> {
  return async (write, until) => {
    const steps = stepsOf(client, { operation: write.kind, until });
    if (!('account' in write)) return steps.refuse('Entra holds no devices that could be checked in or out');
    if ((await steps.ask(() => client.tenant(until))) !== client.system.tenant) steps.refuse('another tenant answered');
    const id = objectId(write.account) ?? steps.refuse('there is no such account');
    const user =
      (await readUser(steps, id)) ?? steps.refuse('there is no such account; a deleted one is restored in the admin centre first');
    return writeAccount(steps, user, { write, names });
  };
}
