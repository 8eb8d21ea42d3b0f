/** Users by what changed since an earlier reading: a search tells who changed, the System Log who was deleted and who signed in. */
import type { z } from 'zod';
import type { Instant } from '../../../schemas/primitives.ts';
import { addMinutes } from '../../calendar.ts';
import { type Part, readRows } from '../http/reading.ts';
import type { Client, ListRequest } from './client.ts';
import { type Earlier, LogEvent, User, WithId } from './wire.ts';

/** Minutes before the earlier reading from which on changes are asked for: clocks differ, and what searches find lags behind. */
const OVERLAP = 60;

const DELETED: readonly string[] = ['user.lifecycle.delete.initiated', 'user.lifecycle.delete.completed'];
const SIGNED_IN = 'user.session.start';

/** Events on one page of the log, the most there may be. */
const EVENTS = 1000;

/** More people than this who were deleted are not looked for one by one. */
const MOST_DELETED = 50;

/** Canaries that are looked for each night. */
const MOST_CANARIES = 5;

type Users = Map<string, User>;

/** An instant with the fraction that Okta writes. */
function written(instant: Instant): string {
  return instant.replace('Z', '.000Z');
}

/** Every row of a list; null when a page or a row of it is in doubt. Throws Fault. */
async function rowsOf<T extends z.ZodType>(
  client: Client,
  request: ListRequest,
  wire: T,
): Promise<{ readonly values: readonly z.infer<T>[]; readonly pages: number } | null> {
  const chain = await client.list(request);
  const { values, problems } = readRows(chain.rows, wire, request.what);
  return chain.ended && chain.problems.length + problems.length === 0 ? { values, pages: chain.pages } : null;
}

/** True while the list of users still shows somebody, and every canary of the file is there. Throws Fault. */
async function isSeeing(client: Client): Promise<boolean> {
  const request = { operation: 'look at users', what: 'users', path: '/users', limit: 1, most: 1 };
  const { rows } = await client.list(request);
  if (rows.length === 0) return false;
  const canaries = (client.system.canaries ?? []).filter(({ absent }) => absent !== true).slice(0, MOST_CANARIES);
  for (const { id } of canaries) {
    const path = `/api/v1/users/${encodeURIComponent(id)}`;
    const found = await client.one({ operation: 'look at a canary', path }, WithId);
    if (found?.id !== id) return false;
  }
  return true;
}

/** An older row than the known one is no news. */
function isNews(known: User | undefined, row: User): boolean {
  return known === undefined || (row.lastUpdated ?? '') >= (known.lastUpdated ?? '');
}

function signIn(users: Users, { actor, outcome, published }: LogEvent): void {
  const user = actor?.type === 'User' && outcome?.result === 'SUCCESS' ? users.get(actor.id) : undefined;
  if (user === undefined || (user.lastLogin ?? '') >= published) return;
  users.set(user.id, { ...user, lastLogin: published });
}

/** Takes those out who were deleted: whom the log names, and Okta no longer has. False when there are too many to look for. Throws Fault. */
async function takeOut(client: Client, users: Users, events: readonly LogEvent[]): Promise<boolean> {
  const targets = events.filter(({ eventType }) => DELETED.includes(eventType)).flatMap(({ target }) => target ?? []);
  const named = new Set(targets.filter(({ type, id }) => type === 'User' && users.has(id)).map(({ id }) => id));
  if (named.size > MOST_DELETED) return false;
  for (const id of named) {
    const path = `/api/v1/users/${encodeURIComponent(id)}`;
    const found = await client.one({ operation: 'look for a deleted user', path }, User);
    if (found?.id === id) users.set(id, found);
    else users.delete(id);
  }
  return true;
}

/** Users of an earlier reading, with what changed since; null when only a whole reading can tell. Throws Fault. */
export async function usersSince(
  client: Client,
  earlier: Earlier,
): Promise<{ readonly users: readonly User[]; readonly part: Part } | null> {
  if (!(await isSeeing(client))) return null;
  const from = written(addMinutes(earlier.readAt as Instant, -OVERLAP));
  const search = `lastUpdated gt "${from}"`;
  const changed = await rowsOf(client, { operation: 'read changes', what: 'changed users', path: '/users', query: { search } }, User);
  const filter = [...DELETED, SIGNED_IN].map((type) => `eventType eq ${JSON.stringify(type)}`).join(' or ');
  const query = { since: from, until: written(client.clock.now()), filter };
  // Above that, reading all users takes fewer requests.
  const most = Math.max(5, Math.ceil(earlier.users.length / (client.system.pageSize ?? 200)));
  const log = await rowsOf(client, { operation: 'read the log', what: 'events', path: '/logs', query, limit: EVENTS, most }, LogEvent);
  if (changed === null || log === null) return null;
  const users: Users = new Map(earlier.users.map((one) => [one.id, one]));
  for (const row of changed.values) if (isNews(users.get(row.id), row)) users.set(row.id, row);
  if (!(await takeOut(client, users, log.values))) return null;
  for (const event of log.values) if (event.eventType === SIGNED_IN) signIn(users, event);
  return { users: [...users.values()], part: { ended: true, pages: changed.pages, problems: [] } };
}
