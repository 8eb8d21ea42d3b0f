/** The whole lists of an instance: users with their seats, and devices, archived ones included. */
import type { ForeignId } from '../../../schemas/primitives.ts';
import type { Account, Asset, Seats } from '../../model/observed.ts';
import { readRows } from '../http/reading.ts';
import type { Client, Listed, SnipeItSystem } from './client.ts';
import { entitlementOf, heldLicences, toAccount, toAsset } from './records.ts';
import { Hardware, Licence, Seat, User } from './wire.ts';

/** What one part of a reading brought home. */
export interface Part {
  readonly total: number;
  readonly ended: boolean;
  readonly pages: number;
  readonly problems: readonly string[];
}

const BY_ID = { sort: 'id', order: 'asc' } as const;

function partOf(lists: readonly Listed[], problems: readonly string[]): Part {
  return {
    total: lists.reduce((sum, one) => sum + one.total, 0),
    ended: lists.every((one) => one.ended),
    pages: lists.reduce((sum, one) => sum + one.pages, 0),
    problems,
  };
}

/** Devices: those listed as the instance lists them, and the archived ones, which it may hide. A device in both lists counts once. */
export async function readAssets(client: Client, system: SnipeItSystem): Promise<Part & { readonly assets: readonly Asset[] }> {
  const shown = await client.list({ operation: 'read devices', path: '/hardware', query: BY_ID });
  const archived = await client.list({ operation: 'read archived devices', path: '/hardware', query: { ...BY_ID, status: 'Archived' } });
  const first = readRows(shown.rows, Hardware, 'devices');
  const second = readRows(archived.rows, Hardware, 'archived devices');
  const seen = new Set(first.values.map((one) => one.id));
  const rows = [...first.values, ...second.values.filter((one) => !seen.has(one.id))];
  const both = second.values.filter((one) => seen.has(one.id)).length;
  const renamed = system.statusLabels.filter(({ id, name }) =>
    rows.some(({ status_label: label }) => label?.id === id && label.name !== name),
  );
  const part = partOf(
    [shown, archived],
    [
      ...first.problems,
      ...second.problems,
      ...renamed.map(({ id }) => `the status label ${id} has another name than the system file says`),
    ],
  );
  return { ...part, total: part.total - both, assets: rows.map((row) => toAsset(row, system.statusLabels)) };
}

interface Held {
  readonly byUser: ReadonlyMap<number, readonly Licence[]>;
  readonly seats: readonly Seats[];
  readonly lists: readonly Listed[];
  readonly problems: readonly string[];
}

/** Who has a seat of one licence. Rows move while seats change, so that only a list without gaps says anything. */
async function readSeats(
  client: Client,
  licence: Licence,
): Promise<{ users: readonly number[]; problems: readonly string[]; listed: Listed }> {
  const operation = `read the seats of licence ${licence.id}`;
  const listed = await client.list({ operation, path: `/licenses/${licence.id}/seats` });
  const { values, problems } = readRows(listed.rows, Seat, `seats of licence ${licence.id}`);
  const isWhole = new Set(values.map((seat) => seat.id)).size === listed.total;
  const moved = isWhole || problems.length > 0 ? [] : [`the seats of licence ${licence.id} changed while they were read`];
  const users = values.map((seat) => seat.assigned_user?.id).filter((id) => id !== undefined);
  return { users, problems: [...problems, ...moved], listed };
}

function countSeats(licences: readonly Licence[]): readonly Seats[] {
  const counts = new Map<Seats['licence'], number>();
  for (const licence of licences) {
    const id = entitlementOf(licence);
    if (id !== null) counts.set(id, (counts.get(id) ?? 0) + (licence.seats ?? 0));
  }
  return [...counts].map(([licence, bought]) => ({ licence, bought }));
}

/** Licences, and by user those of which they have a seat: one request for the list and one for each licence that has seats. */
async function readLicences(client: Client): Promise<Held> {
  const listed = await client.list({ operation: 'read licences', path: '/licenses', query: BY_ID });
  const { values, problems } = readRows(listed.rows, Licence, 'licences');
  const unnamed = values.filter((one) => entitlementOf(one) === null).map((one) => `the licence ${one.id} has no name that can be used`);
  const byUser = new Map<number, Licence[]>();
  const lists: Listed[] = [];
  const found: string[] = [...problems, ...unnamed];
  if (!listed.ended || new Set(values.map((one) => one.id)).size !== listed.total) found.push('the list of licences did not come whole');
  for (const licence of values) {
    if (licence.seats === 0) continue;
    const seats = await readSeats(client, licence);
    lists.push(seats.listed);
    found.push(...seats.problems);
    for (const user of seats.users) byUser.set(user, [...(byUser.get(user) ?? []), licence]);
  }
  return { byUser, seats: countSeats(values), lists: [listed, ...lists], problems: found };
}

/** Users as accounts, with what they hold. */
export async function readAccounts(
  client: Client,
): Promise<Part & { readonly accounts: readonly Account[]; readonly seats: readonly Seats[] }> {
  const listed = await client.list({ operation: 'read users', path: '/users', query: BY_ID });
  const { values, problems } = readRows(listed.rows, User, 'users');
  const held = await readLicences(client);
  const part = partOf([listed], [...problems, ...held.problems]);
  const accounts = values.map((user) => toAccount(user, heldLicences(held.byUser.get(user.id) ?? [])));
  return { ...part, pages: part.pages + partOf(held.lists, []).pages, accounts, seats: held.seats };
}

/** The id as Snipe-IT counts; null for what cannot be one. */
export function numberOf(id: ForeignId | string): number | null {
  return /^[1-9][0-9]{0,9}$/u.test(id) ? Number(id) : null;
}
