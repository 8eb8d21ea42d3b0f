/** One write of the model, carried out in a workspace or organisation. */
import type { Write } from '../../ports.ts';
import { beginTask, type Task } from '../http/task.ts';
import type { Client } from './client.ts';
import { writeLastDay } from './guests.ts';
import { abilitiesOf, findMember } from './reading.ts';
import { isRobot } from './records.ts';
import type { Member } from './wire.ts';

interface Job {
  readonly client: Client;
  /** Calls of the Web API. */
  readonly task: Task;
  /** Calls of SCIM, which is another address. */
  readonly scim: Task;
  readonly member: Member;
}

const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

async function setActive({ client, task, scim, member }: Job, isActive: boolean): Promise<void> {
  if (member.deleted === !isActive) return;
  if (!isActive && member.is_primary_owner === true)
    task.refuse("the account is the primary owner's: a person hands the ownership on first");
  const operation = isActive ? 'activate a member' : 'deactivate a member';
  const body = { schemas: [PATCH], Operations: [{ op: 'replace', path: 'active', value: isActive }] };
  const answer = await scim.change({ operation, method: 'PATCH', path: `/Users/${encodeURIComponent(member.id)}`, body });
  if (answer.status >= 300) task.fail(client.fault(answer.status, operation));
}

/** The call for one member is done when it is answered; the one for many only queues. */
async function endSessions({ client, task, member }: Job): Promise<void> {
  if (member.deleted === true) return;
  const operation = 'end sessions';
  const answer = await task.change({ operation, method: 'POST', path: '/admin.users.session.reset', form: { user_id: member.id } });
  client.check(answer, { operation, isWrite: true });
}

async function carryOut(job: Job, write: Exclude<Write, { asset: string }>): Promise<void> {
  switch (write.kind) {
    case 'disable':
    case 'enable':
      return setActive(job, write.kind === 'enable');
    case 'sessions':
      return endSessions(job);
    case 'end-day':
      return writeLastDay(job.client, { task: job.task, member: job.member, day: write.day });
    case 'groups':
    case 'licences':
    case 'mailbox':
    case 'place':
      return job.task.refuse('in Slack only the sign-in and, on an Enterprise plan, sessions are ended from here');
    default:
      return write satisfies never;
  }
}

/** Carries a write out by an instant of the clock's elapsed time. Throws Fault; one that is not `refused` leaves the outcome unknown. */
export async function writeOne(client: Client, write: Write, until: number): Promise<void> {
  const { system } = client;
  const about = { where: system.id, operation: write.kind, until };
  const [task, scim] = [beginTask(client.web, about), beginTask(client.scim, about)];
  if (!('account' in write)) return task.refuse('Slack keeps no devices');
  const { writes } = abilitiesOf(system);
  if (write.kind === 'sessions' && !writes.includes('sessions'))
    task.refuse('the plan has no call that ends sessions; deactivation ends them');
  if (write.kind === 'end-day' && !writes.includes('end-day')) {
    task.refuse("guests' last days are kept on an Enterprise plan alone, and where the system file names the `workspace`");
  }
  if ((await client.tenant(task.ask)) !== system.tenant) task.refuse('another workspace or organisation answered than the one in `tenant`');
  const own = await client.own(task.ask);
  if (write.account === own.user_id) task.refuse("the account is the token's own");
  const member = (await findMember(client, write.account, task.ask)) ?? task.refuse('there is no such member');
  if (isRobot(member)) task.refuse('the account is an app, which is managed where apps are');
  return carryOut({ client, task, scim, member }, write);
}
