/** One write of the model, carried out in an organisation. */
import type { Entitlement } from '../../../schemas/primitives.ts';
import type { Write } from '../../ports.ts';
import { beginTask, type Task } from '../http/task.ts';
import type { Client } from './client.ts';
import { authorisationsOf, findInvitation, findPerson, type Person, seatOf } from './person.ts';
import { COPILOT, heldBy, invitationOf, userOf } from './records.ts';
import { Cancelled, Membership, User } from './wire.ts';

/** A write under way: on whom, with what. */
interface Job {
  readonly client: Client;
  readonly task: Task;
  readonly person: Person;
}

type Change = { readonly operation: string; readonly method: 'POST' | 'PUT' | 'DELETE'; readonly path: string; readonly body?: unknown };

/** Sends a change; a status that is neither a success nor among `fine` is a refusal. */
async function change({ client, task }: Pick<Job, 'client' | 'task'>, request: Change, fine: readonly number[] = []): Promise<unknown> {
  const answer = await task.change(request);
  if (answer.status >= 300 && !fine.includes(answer.status)) task.fail(client.fault(answer, request.operation));
  return answer.body;
}

const LEFT = 'GitHub did it and still shows the person as a member: an enterprise team may hold them; take them off there';

async function removeMember(job: Job): Promise<void> {
  const { client, task, person } = job;
  const path = `${client.organisation}/memberships/${encodeURIComponent(person.user.login)}`;
  await change(job, { operation: 'remove a member', method: 'DELETE', path }, [404]);
  const left = await client.one({ operation: 'read one membership', path }, Membership, task.ask);
  if (left !== null) task.doubt(LEFT);
}

async function disable(job: Job): Promise<void> {
  const { client, person } = job;
  if (person.standing === null) return;
  if (person.standing !== 'outside-collaborator') return removeMember(job);
  const path = `${client.organisation}/outside_collaborators/${encodeURIComponent(person.user.login)}`;
  await change(job, { operation: 'remove an outside collaborator', method: 'DELETE', path }, [404]);
}

/** Only what GitHub kept is given back: a plain invitation could give somebody more than they had. */
async function enable({ client, task, person }: Job): Promise<void> {
  if (person.standing !== null) return;
  const path = `${client.organisation}/invitations`;
  const body = { invitee_id: person.user.id, role: 'reinstate' };
  const answer = await task.change({ operation: 'invite again', method: 'POST', path, body });
  if (answer.status < 300) return;
  if (answer.status === 422)
    task.refuse('GitHub has nothing to reinstate: the person was no member in the last three months; invite them by hand');
  task.fail(client.fault(answer, 'invite again'));
}

async function endSessions(job: Job): Promise<void> {
  const { client, task, person } = job;
  for (const { credential_id: id } of await authorisationsOf(client, person.user.login, task.ask)) {
    const path = `${client.organisation}/credential-authorizations/${id}`;
    await change(job, { operation: 'revoke a credential', method: 'DELETE', path }, [404]);
  }
}

async function isIn({ client, task, person }: Job, team: Entitlement): Promise<boolean> {
  const path = pathOf(client, team, person);
  const found = await client.one({ operation: 'read one team membership', path }, Membership.pick({ state: true }), task.ask);
  return found !== null;
}

function pathOf(client: Client, team: Entitlement, { user }: Person): string {
  return `${client.organisation}/teams/${encodeURIComponent(team)}/memberships/${encodeURIComponent(user.login)}`;
}

async function writeGroups(job: Job, { remove, add }: Extract<Write, { kind: 'groups' }>): Promise<void> {
  const { client, task, person } = job;
  const isMember = person.standing === 'member' || person.standing === 'admin';
  // GitHub would take adding somebody from outside as an invitation to the organisation.
  if (add.length > 0 && !isMember)
    task.refuse('the person is no member of the organisation, so that adding them to a team would invite them');
  if (!isMember) return;
  for (const team of remove) {
    if (!(await isIn(job, team))) continue;
    await change(job, { operation: 'take off a team', method: 'DELETE', path: pathOf(client, team, person) }, [404]);
    if (await isIn(job, team)) task.doubt('the person is still in the team, through a team below it');
  }
  for (const team of add) {
    // Whoever is in it already could be its maintainer, and adding them again would make them less.
    if (await isIn(job, team)) continue;
    await change(job, { operation: 'put into a team', method: 'PUT', path: pathOf(client, team, person), body: { role: 'member' } });
  }
}

async function cancelSeat(job: Job): Promise<void> {
  const { client, task, person } = job;
  const [held] = heldBy(await seatOf(client, person.user.login, task.ask));
  if (held === undefined) return;
  if (held.viaGroup !== null) task.refuse('the seat is given by a team: it ends when the person leaves the team');
  const path = `${client.organisation}/copilot/billing/selected_users`;
  const body = { selected_usernames: [person.user.login] };
  const said = Cancelled.safeParse(await change(job, { operation: 'cancel a seat', method: 'DELETE', path, body }));
  if (said.data?.seats_cancelled !== 1) task.doubt('GitHub did not say that one seat is cancelled');
}

async function addSeat(job: Job): Promise<void> {
  const { client, task, person } = job;
  if (heldBy(await seatOf(client, person.user.login, task.ask)).length > 0) return;
  const path = `${client.organisation}/copilot/billing/selected_users`;
  await change(job, { operation: 'add a seat', method: 'POST', path, body: { selected_usernames: [person.user.login] } });
}

async function writeLicences(job: Job, { remove, add }: Extract<Write, { kind: 'licences' }>): Promise<void> {
  const isOther = add.some((one) => one !== COPILOT);
  if (isOther) job.task.refuse(`the only licence that is given here is ${COPILOT}`);
  if (remove.includes(COPILOT)) await cancelSeat(job);
  if (add.includes(COPILOT)) await addSeat(job);
}

async function carryOut(job: Job, write: Exclude<Write, { asset: string }>): Promise<void> {
  const { managedUsers, saml, copilot } = job.client.system;
  switch (write.kind) {
    case 'disable':
    case 'enable':
      if (managedUsers === true) job.task.refuse('the users are managed: their identity provider switches them on and off');
      return write.kind === 'disable' ? disable(job) : enable(job);
    case 'sessions':
      if (saml !== true)
        job.task.refuse('GitHub has no call that ends a session; only credentials authorised for single sign-on can be revoked');
      return endSessions(job);
    case 'groups':
      return writeGroups(job, write);
    case 'licences':
      if (copilot !== true) job.task.refuse('the system file does not say `copilot: true`');
      return writeLicences(job, write);
    case 'end-day':
    case 'mailbox':
    case 'place':
      return job.task.refuse('GitHub keeps no last day of a member, and has no mailboxes and no containers');
    default:
      return write satisfies never;
  }
}

/** The number of the token's own user; null for an app, which is no user. */
async function ownUser(client: Client, task: Task): Promise<number | null> {
  const operation = 'read the own user';
  const answer = await task.ask({ operation, method: 'GET', path: `${client.prefix}/user` });
  if (answer.status === 403) return null;
  if (answer.status !== 200) task.fail(client.fault(answer, operation));
  return User.safeParse(answer.body).data?.id ?? task.refuse('GitHub does not say whose the token is');
}

async function cancelInvitation(
  client: Client,
  task: Task,
  about: { readonly number: number; readonly kind: Write['kind'] },
): Promise<void> {
  if (about.kind !== 'disable') task.refuse('somebody who was invited by an e-mail address has nothing that could be changed');
  if ((await findInvitation(client, about.number, task.ask)) === null) task.refuse('there is no such open invitation');
  const path = `${client.organisation}/invitations/${about.number}`;
  await change({ client, task }, { operation: 'cancel an invitation', method: 'DELETE', path }, [404]);
}

/** Carries a write out by an instant of the clock's elapsed time. Throws Fault; one that is not `refused` leaves the outcome unknown. */
export async function writeOne(client: Client, write: Write, until: number): Promise<void> {
  const task = beginTask(client.http, { where: client.system.id, operation: write.kind, until });
  if (!('account' in write)) return task.refuse('GitHub keeps no devices');
  if ((await client.tenant(task.ask)) !== client.system.tenant) task.refuse('another organisation answered than the one in `tenant`');
  const invitation = invitationOf(write.account);
  if (invitation !== null) return cancelInvitation(client, task, { number: invitation, kind: write.kind });
  const number = userOf(write.account) ?? task.refuse('there is no such user');
  if (number === (await ownUser(client, task))) task.refuse("the account is the token's own");
  const person = (await findPerson(client, number, task.ask)) ?? task.refuse('there is no such user');
  return carryOut({ client, task, person }, write);
}
