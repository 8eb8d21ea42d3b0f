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

/** More people than this are not looked for one by one. */
const MOST_SINGLE = 50;

/** Statuses that come and go by themselves, of which it is not known whether they count as an update. */
const PASSING: readonly string[] = ['LOCKED_OUT', 'PASSWORD_EXPIRED', 'RECOVERY'];

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

/** True for whoever was in a passing status, or on the way to another one. */
function isPassing({ status, transitioningToStatus }: User): boolean {
  return PASSING.includes(status) || (transitioningToStatus ?? null) !== null;
}

function signIn(users: Users, { actor, outcome, published }: LogEvent): void {
  const user = actor?.type === 'User' && outcome?.result === 'SUCCESS' ? users.get(actor.id) : undefined;
  if (user === undefined || (user.lastLogin ?? '') >= published) return;
  users.set(user.id, { ...user, lastLogin: published });
}

/** People whom the log names as deleted. */
function deletedIn(events: readonly LogEvent[]): ReadonlySet<string> {
  const targets = events.filter(({ eventType }) => DELETED.includes(eventType)).flatMap(({ target }) => target ?? []);
  return new Set(targets.filter(({ type }) => type === 'User').map(({ id }) => id));
}

/**
 * Looks for these people one by one; who is gone is taken out. False when there are too many of them, or somebody is gone of whom the log
 * did not say so. Throws Fault.
 */
async function lookFor(client: Client, users: Users, about: { ids: readonly string[]; deleted: ReadonlySet<string> }): Promise<boolean> {
  if (about.ids.length > MOST_SINGLE) return false;
  for (const id of about.ids) {
    const found = await client.one({ operation: 'look for a user', path: `/api/v1/users/${encodeURIComponent(id)}` }, User);
    if (found?.id === id) users.set(id, found);
    else if (about.deleted.has(id)) users.delete(id);
    else return false;
  }
  return true;
}

/** What changed, who is in a passing status, and what the log tells; null when a part of it is in doubt. Throws Fault. */
async function ask(client: Client, earlier: Earlier) {
  const from = written(addMinutes(earlier.readAt as Instant, -OVERLAP));
  const find = (what: string, search: string) =>
    rowsOf(client, { operation: 'read changes', what, path: '/users', query: { search } }, User);
  const changed = await find('changed users', `lastUpdated gt "${from}"`);
  const passing = await find('users in a passing status', PASSING.map((status) => `status eq ${JSON.stringify(status)}`).join(' or '));
  const filter = [...DELETED, SIGNED_IN].map((type) => `eventType eq ${JSON.stringify(type)}`).join(' or ');
  const query = { since: from, until: written(client.clock.now()), filter };
  // Above that, reading all users takes fewer requests.
  const most = Math.max(5, Math.ceil(earlier.users.length / (client.system.pageSize ?? 200)));
  const log = await rowsOf(client, { operation: 'read the log', what: 'events', path: '/logs', query, limit: EVENTS, most }, LogEvent);
  if (changed === null || passing === null || log === null) return null;
  return { changed: changed.values, passing: passing.values, events: log.values, pages: changed.pages };
}

/** Users of an earlier reading, with what changed since; null when only a whole reading can tell. Throws Fault. */
export async function usersSince(
  client: Client,
  earlier: Earlier,
): Promise<{ readonly users: readonly User[]; readonly part: Part } | null> {
  const told = (await isSeeing(client)) ? await ask(client, earlier) : null;
  if (told === null) return null;
  const users: Users = new Map(earlier.users.map((one) => [one.id, one]));
  const rows = [...told.changed, ...told.passing];
  for (const row of rows) if (isNews(users.get(row.id), row)) users.set(row.id, row);
  const shown = new Set(rows.map(({ id }) => id));
  const passed = [...users.values()].filter((user) => isPassing(user) && !shown.has(user.id)).map(({ id }) => id);
  const deleted = deletedIn(told.events);
  const ids = [...new Set([...passed, ...[...deleted].filter((id) => users.has(id))])];
  if (!(await lookFor(client, users, { ids, deleted }))) return null;
  for (const event of told.events) if (event.eventType === SIGNED_IN) signIn(users, event);
  return { users: [...users.values()], part: { ended: true, pages: told.pages, problems: [] } };
}
