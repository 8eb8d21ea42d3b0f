/** The last thing that members did, by the audit log: one question for each of them, because GitHub keeps no date of a sign-in. */
import type { Day } from '../../../schemas/primitives.ts';
import { instantOf } from '../../calendar.ts';
import { Fault } from '../../ports.ts';
import type { Client } from './client.ts';
import { AuditEntry, type User } from './wire.ts';

/** Sign-in names as GitHub gives them out: nothing that could be read as another word of the question. */
const LOGIN = /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98})$/u;

/** The day of the newest entry of one member; null without any, or when it is another one's who had the name before. Throws Fault. */
async function newestOf(client: Client, { id, login }: User): Promise<Day | null> {
  if (!LOGIN.test(login)) return null;
  const operation = 'read the audit log';
  const query = { phrase: `actor:${login}`, include: 'all', order: 'desc', per_page: 1 };
  const answer = await client.http.send({ operation, method: 'GET', path: `${client.organisation}/audit-log`, query });
  if (answer.status !== 200) throw client.fault(answer, operation);
  const rows = AuditEntry.array().safeParse(answer.body);
  if (!rows.success) throw new Fault("GitHub's answer is no audit log", { where: client.system.id, operation });
  const [entry] = rows.data;
  const time = entry?.created_at ?? entry?.['@timestamp'];
  const isTheirs = entry?.actor?.toLowerCase() === login.toLowerCase() && (entry.actor_id ?? id) === id;
  return isTheirs && typeof time === 'number' ? (instantOf(time).slice(0, 10) as Day) : null;
}

/**
 * Last activity by number, of the first `auditLog` members by number: the log has a limit of its own. Null when the token may not read it,
 * or the limit is used up: then nothing is said of anybody, and the rest of the reading stands.
 */
export async function readActivity(client: Client, members: readonly User[]): Promise<ReadonlyMap<number, Day> | null> {
  const most = client.system.auditLog ?? 0;
  if (most === 0) return null;
  const found = new Map<number, Day>();
  try {
    for (const user of members.toSorted((a, b) => a.id - b.id).slice(0, most)) {
      const day = await newestOf(client, user);
      if (day !== null) found.set(user.id, day);
    }
    return found;
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}
