/** One write of the model, carried out in an org. */
import type { ForeignId } from '../../../schemas/primitives.ts';
import type { Write } from '../../ports.ts';
import { beginTask, type Task } from '../http/task.ts';
import type { Client } from './client.ts';
import { openGroups, readFed, readGroups } from './lists.ts';
import { appUserOf, findUser, groupsOfUser } from './reading.ts';
import { isEnabled, isSourced } from './records.ts';
import { codeOf } from './refusal.ts';
import { type User, WithId } from './wire.ts';

interface Job {
  readonly client: Client;
  readonly task: Task;
  readonly user: User;
}

interface Change {
  readonly operation: string;
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Okta's code for a state from which the change is not possible. */
const NOT_FROM_HERE = 'E0000001';

async function change({ client, task }: Job, request: Change): Promise<void> {
  const answer = await task.change({ ...request, path: `/api/v1${request.path}` });
  if (answer.status < 300) return;
  if (answer.status === 400 && codeOf(answer.body) === NOT_FROM_HERE)
    task.refuse('Okta does not do that from the status that the account is in by now');
  task.fail(client.fault(answer, request.operation));
}

function lifecycle(user: User, step: 'suspend' | 'unsuspend' | 'deactivate'): Change {
  const query = step === 'deactivate' ? { query: { sendEmail: 'false' } } : {};
  return { operation: `${step} a user`, method: 'POST', path: `/users/${encodeURIComponent(user.id)}/lifecycle/${step}`, ...query };
}

async function disable(job: Job): Promise<void> {
  const { client, task, user } = job;
  if (isEnabled(user) === false || user.transitioningToStatus === 'DEPROVISIONED') return;
  if (user.status === 'ACTIVE') return change(job, lifecycle(user, 'suspend'));
  if (client.system.deactivates !== true) {
    task.refuse(
      'Okta suspends active accounts only, and this one is locked out, expired or not begun: a person deactivates it, or `deactivates: true`',
    );
  }
  if (isSourced(user)) task.refuse('another directory keeps the account and would switch it on again: it is disabled there');
  return change(job, lifecycle(user, 'deactivate'));
}

async function enable(job: Job): Promise<void> {
  const { task, user } = job;
  if (user.status === 'SUSPENDED') return change(job, lifecycle(user, 'unsuspend'));
  if (isEnabled(user) === true) return;
  task.refuse('a deactivated or staged account has nothing to go back to: its app accounts are gone; a person activates it anew');
}

async function writeGroups(job: Job, { remove, add }: Extract<Write, { kind: 'groups' }>): Promise<void> {
  const { client, task, user } = job;
  const { groups, part } = await readGroups(client, task.ask);
  const { fed } = await readFed(client, task.ask);
  const [problem] = part.problems;
  if (problem !== undefined || !part.ended) task.refuse(problem ?? 'the list of groups did not come whole');
  const open = openGroups(groups, fed);
  const held = new Set((await groupsOfUser(client, user.id, task.ask)).map(({ id }) => id));

  function only(name: string): string | null {
    const found = open.get(name) ?? [];
    if (found.length > 1) task.refuse('several groups have the name');
    const [group] = found;
    if (group !== undefined) return group.id;
    if (groups.some(({ profile }) => profile.name === name))
      task.refuse('a rule, an app or Okta itself fills the group: the person would be in it again');
    return null;
  }
  // All of them are looked up before the first one is changed.
  const off = remove.map(only).filter((id) => id !== null && held.has(id));
  const on = add.map((name) => only(name) ?? task.refuse('there is no such group')).filter((id) => !held.has(id));
  const path = (group: string | null) => `/groups/${encodeURIComponent(group ?? '')}/users/${encodeURIComponent(user.id)}`;
  for (const group of off) await change(job, { operation: 'take out of a group', method: 'DELETE', path: path(group) });
  for (const group of on) await change(job, { operation: 'put into a group', method: 'PUT', path: path(group) });
}

async function writeLicences(job: Job, { remove, add }: Extract<Write, { kind: 'licences' }>): Promise<void> {
  const { client, task, user } = job;
  const apps = new Map((client.system.apps ?? []).map(({ id, licence }) => [licence, id]));
  const about = { user: user.id, ask: task.ask };
  const path = (app: string) => `/apps/${encodeURIComponent(app)}/users`;
  const steps: Change[] = [];
  for (const licence of remove) {
    const app = apps.get(licence);
    const held = app === undefined ? null : await appUserOf(client, app, about);
    if (app === undefined || held === null) continue;
    if (held.scope === 'GROUP') task.refuse('a group gives the app: it ends when the person leaves the group');
    steps.push({ operation: 'take off an app', method: 'DELETE', path: `${path(app)}/${encodeURIComponent(user.id)}` });
  }
  for (const licence of add) {
    const app = apps.get(licence) ?? task.refuse('the system file names no app for the licence');
    if ((await appUserOf(client, app, about)) !== null) continue;
    steps.push({ operation: 'assign an app', method: 'POST', path: path(app), body: { id: user.id, scope: 'USER' } });
  }
  for (const step of steps) await change(job, step);
}

function endSessions(job: Job): Promise<void> {
  const path = `/users/${encodeURIComponent(job.user.id)}/sessions`;
  return change(job, { operation: 'end sessions', method: 'DELETE', path, query: { oauthTokens: 'true', forgetDevices: 'true' } });
}

async function carryOut(job: Job, write: Exclude<Write, { asset: string }>): Promise<void> {
  switch (write.kind) {
    case 'disable':
      return disable(job);
    case 'enable':
      return enable(job);
    case 'sessions':
      return endSessions(job);
    case 'groups':
      return writeGroups(job, write);
    case 'licences':
      if ((job.client.system.apps ?? []).length === 0) job.task.refuse('the system file names no `apps`');
      return writeLicences(job, write);
    case 'end-day':
    case 'mailbox':
    case 'place':
      return job.task.refuse('Okta keeps no last day of a user, and has no mailboxes and no containers');
    default:
      return write satisfies never;
  }
}

/** Whose account it is that writes; null for a service app, which has none. */
async function ownId(client: Client, task: Task): Promise<string | null> {
  if (client.client !== null) return null;
  const own = await client.one({ operation: 'read the own user', path: '/api/v1/users/me' }, WithId, task.ask);
  return own === null ? task.refuse('Okta does not say whose the token is') : own.id;
}

async function findTarget(client: Client, task: Task, id: ForeignId): Promise<User> {
  if (id === (await ownId(client, task))) task.refuse("the account is the token's own");
  return (await findUser(client, id, task.ask)) ?? task.refuse('there is no such user');
}

/** Carries a write out by an instant of the clock's elapsed time. Throws Fault; one that is not `refused` leaves the outcome unknown. */
export async function writeOne(client: Client, write: Write, until: number): Promise<void> {
  const task = beginTask(client.http, { where: client.system.id, operation: write.kind, until });
  if (!('account' in write)) return task.refuse('Okta keeps no devices that are checked out');
  if ((await client.tenant(task.ask)) !== client.system.tenant) task.refuse('another org answered than the one in `tenant`');
  const user = await findTarget(client, task, write.account);
  return carryOut({ client, task, user }, write);
}
