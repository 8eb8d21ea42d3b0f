/** Users by what changed since an earlier reading. The list of changes says only who: each of them is then asked for as they are now. */
import { z } from 'zod';
import { Day } from '../../../schemas/primitives.ts';
import type { Client } from './client.ts';
import { continueList, readList, readMany } from './pages.ts';
import { USER_SELECT } from './records.ts';
import { Changed, User } from './wire.ts';

const PATH = '/users/delta';

/** What is kept of a reading for the next one. */
export const Earlier = z.strictObject({
  users: z.array(User),
  /** The days of last use that were read; null where they could not be. */
  signIns: z.array(z.tuple([z.string(), Day])).nullable(),
  /** Seats in use by product, as Entra counted them; null where they could not be read. */
  consumed: z.array(z.tuple([z.string(), z.int()])).nullable(),
  /** Query of the link to what changes from then on. */
  since: z.string().startsWith('?'),
  /** Who was told of as changed: asked for once more, for what Entra shows of them may have lagged behind. */
  again: z.array(z.string()),
});
export type Earlier = z.infer<typeof Earlier>;

/** The query with which changes from now on can be asked for. To be had before the users are read: what changes meanwhile then comes twice. Throws Fault. */
export async function changesFromNow(client: Client): Promise<string | null> {
  const query = { $select: USER_SELECT, $deltaToken: 'latest' };
  return (await readList(client, { operation: 'ask for changes from now on', path: PATH, query })).since;
}

/** Users as they are now, and who of them had changed. */
export interface Since {
  readonly users: readonly User[];
  readonly pages: number;
  readonly since: string;
  readonly told: readonly string[];
}

interface Told {
  readonly ids: ReadonlySet<string>;
  readonly removed: ReadonlySet<string>;
  readonly pages: number;
  readonly since: string;
}

async function readTold(client: Client, query: string): Promise<Told | null> {
  const operation = 'read changes';
  const first = await client.send({ operation, method: 'GET', path: `${PATH}${query}` });
  const { rows, pages, since } = await continueList(client, { operation, path: PATH }, first);
  const parsed = z.array(Changed).safeParse(rows);
  if (since === null || !parsed.success) return null;
  const removed = parsed.data.filter((one) => one['@removed'] !== undefined).map(({ id }) => id);
  return { ids: new Set(parsed.data.map(({ id }) => id)), removed: new Set(removed), pages, since };
}

/** Requests that a whole reading of so many users takes, last use included: asking for more people one by one than this spares nothing. */
function wholeCost({ system }: Client, users: number): number {
  return Math.ceil(users / (system.pageSize ?? 999)) + (system.lastUse === 'off' ? 0 : Math.ceil(users / 100));
}

/**
 * Users of an earlier reading, with what changed since. Null when only a whole reading can tell: an answer of an unknown form, somebody who
 * is not there although nobody told that they were removed, or so many changes that nothing is spared. Throws Fault.
 */
export async function usersSince(client: Client, earlier: Earlier): Promise<Since | null> {
  const operation = 'read who changed';
  const told = await readTold(client, earlier.since);
  if (told === null) return null;
  const ids = [...new Set([...told.ids, ...earlier.again])];
  if (ids.length / 20 > Math.max(2, wholeCost(client, earlier.users.length))) return null;
  const urlOf = (id: string) => `/users/${id}?$select=${USER_SELECT}`;
  const answers = await readMany(client, ids.map(urlOf), { operation });
  const users = new Map(earlier.users.map((one) => [one.id, one]));
  for (const id of ids) {
    const answer = answers.get(urlOf(id)) ?? { status: 0, body: null };
    if (answer.status === 404) {
      if (users.has(id) && !told.removed.has(id)) return null;
      users.delete(id);
      continue;
    }
    if (answer.status !== 200) throw client.fault(answer, operation);
    const user = User.safeParse(answer.body).data;
    if (user?.id !== id) return null;
    users.set(id, user);
  }
  return { users: [...users.values()], pages: told.pages, since: told.since, told: [...told.ids] };
}

function holders(users: readonly User[]): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const { assignedLicenses } of users) {
    for (const { skuId } of assignedLicenses ?? []) numbers.set(skuId, (numbers.get(skuId) ?? 0) + 1);
  }
  return numbers;
}

/**
 * True when the number of seats in use moved, product by product, as the users' own licences did. Otherwise licences changed hands without
 * a word, and only a whole reading tells whose.
 */
export function isExplained(
  earlier: Earlier,
  now: { readonly users: readonly User[]; readonly consumed: ReadonlyMap<string, number> | null },
): boolean {
  if (earlier.consumed === null || now.consumed === null) return earlier.consumed === now.consumed;
  const [before, after] = [holders(earlier.users), holders(now.users)];
  const used = new Map(earlier.consumed);
  const moved = (id: string) => (now.consumed?.get(id) ?? 0) - (used.get(id) ?? 0);
  const held = (id: string) => (after.get(id) ?? 0) - (before.get(id) ?? 0);
  return [...new Set([...used.keys(), ...now.consumed.keys()])].every((id) => moved(id) === held(id));
}
