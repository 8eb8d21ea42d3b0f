/** One write of the model, carried out on an instance. */
import type { Write } from '../../ports.ts';
import { changeStatus, checkIn, checkOut } from './asset-writes.ts';
import type { Client, SnipeItSystem } from './client.ts';
import { numberOf } from './lists.ts';
import { writeSeats } from './seat-writes.ts';
import { type Steps, stepsOf } from './steps.ts';

type AccountWrite = Extract<Write, { account: string }>;

/** Changes fields of a user, and no others: a location in the same call would move all their devices. */
async function changeUser(steps: Steps, user: number, body: Readonly<Record<string, boolean | string | null>>): Promise<void> {
  await steps.send({ operation: 'change a user', method: 'PATCH', path: `/users/${user}`, body });
}

async function writeAccount(steps: Steps, user: number, write: AccountWrite): Promise<void> {
  switch (write.kind) {
    case 'disable':
    case 'enable':
      return changeUser(steps, user, { activated: write.kind === 'enable' });
    case 'end-day':
      return changeUser(steps, user, { end_date: write.day });
    case 'licences':
      return writeSeats(steps, user, write);
    case 'sessions':
      return steps.refuse('Snipe-IT has no call that ends a session; a user who is not activated cannot sign in');
    case 'groups':
      return steps.refuse('permission groups of Snipe-IT are not changed from here: that takes a superuser');
    case 'mailbox':
    case 'place':
      return steps.refuse('Snipe-IT has no mailboxes and no containers of users');
    default:
      return write satisfies never;
  }
}

/** Carries writes out, by the given instant of the clock's elapsed time. Throws Fault; one that is not `refused` leaves the outcome unknown. */
export function openWrites(client: Client, system: SnipeItSystem): (write: Write, until: number) => Promise<void> {
  return async (write, until) => {
    const steps = stepsOf(client, { where: system.id, operation: write.kind, until });
    // The user in the tenant is the one who reads; who writes may be another one, of the same instance.
    if (!system.tenant.startsWith(`${client.site}#`)) steps.refuse('the tenant of the system file is not of this address');
    const id = numberOf('account' in write ? write.account : write.asset) ?? steps.refuse('there is no such record');
    if ('account' in write) {
      const isOwn = id === (await client.self(until)) || system.tenant === `${client.site}#${id}`;
      if (isOwn) steps.refuse('the account is the own service user');
      return writeAccount(steps, id, write);
    }
    switch (write.kind) {
      case 'check-in':
        return checkIn(steps, system, { id, status: write.status });
      case 'check-out':
        return checkOut(steps, system, { id, holder: write.holder });
      case 'status':
        return changeStatus(steps, system, { id, status: write.status });
      default:
        return write satisfies never;
    }
  };
}
