/** The last day of guests, which Slack keeps as the instant at which they are deactivated. Pure but for the two calls. */
import type { Day, Instant } from '../../../schemas/primitives.ts';
import { addDays, instantOf, millisecondsOf } from '../../calendar.ts';
import type { Ask } from '../http/client.ts';
import type { Task } from '../http/task.ts';
import type { Client } from './client.ts';
import { Expiration, type Member } from './wire.ts';

/** True for both kinds of guests: nobody else has a last day. */
export function isGuest(row: Pick<Member, 'is_restricted' | 'is_ultra_restricted'>): boolean {
  return row.is_restricted === true || row.is_ultra_restricted === true;
}

/** The last whole or begun day before that instant, in UTC; null where there is none; undefined where Slack says nothing of it. */
export function lastDayOf(seconds: number | null | undefined): Day | null | undefined {
  if (seconds === undefined) return undefined;
  return seconds === null || seconds === 0 ? null : (instantOf((seconds - 1) * 1000).slice(0, 10) as Day);
}

/** The first second after a day, in UTC. Slack looks every hour. */
export function secondsAfter(day: Day): number {
  return millisecondsOf(`${addDays(day, 1)}T00:00:00Z` as Instant) / 1000;
}

/** The last day of one guest as Slack has it now; undefined where it does not say, or the token may not see it. Throws Fault. */
export async function readLastDay(client: Client, member: Member, ask?: Ask): Promise<Day | null | undefined> {
  const workspace = client.system.workspace;
  if (client.system.plan !== 'enterprise' || workspace === undefined || !isGuest(member)) return undefined;
  const query = { user_id: member.id, target_team: workspace };
  const method = { operation: "read a guest's last day", method: 'admin.users.getExpiration', query };
  const found = await client.ask(method, Expiration, ask === undefined ? {} : { ask });
  return lastDayOf(found?.expiration_ts);
}

/** Sets the last day of a guest. Slack has no call that takes it off. */
export async function writeLastDay(client: Client, about: { readonly task: Task; readonly member: Member; readonly day: Day | null }) {
  const { task, member } = about;
  if (!isGuest(member)) task.refuse('in Slack only guests have a last day');
  const day =
    about.day ?? task.refuse("Slack has no call that takes a guest's last day off: a person does that, or another day is written");
  if ((await readLastDay(client, member, task.ask)) === day) return;
  const operation = "set a guest's last day";
  const form = { user_id: member.id, team_id: client.system.workspace ?? '', expiration_ts: String(secondsAfter(day)) };
  const answer = await task.change({ operation, method: 'POST', path: '/admin.users.setExpiration', form });
  client.check(answer, { operation, isWrite: true });
}
