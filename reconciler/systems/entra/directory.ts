/** The whole of a tenant: users in pages, and beside them products, groups, roles and sign-ins, each of which may be missing by itself. */
import type { Day } from '../../../schemas/primitives.ts';
import type { Account, Attribute, Seats } from '../../model/observed.ts';
import { Fault } from '../../ports.ts';
import type { Keeping, Kept } from '../http/earlier.ts';
import { ifReadable } from '../http/optional.ts';
import { readRows } from '../http/reading.ts';
import { changesFromNow, type Earlier, isExplained, usersSince } from './changes.ts';
import type { Client } from './client.ts';
import { askedGroups, type Everybody, everybody, type Gaps, GROUP_SELECT, type Names } from './groups.ts';
import { continueList, readList, readMany } from './pages.ts';
import { heldLicences, namesOfSkus, type Skus, seatsOf, toAccount, USER_SELECT } from './records.ts';
import { readSignIns, type SignIns } from './sign-ins.ts';
import { Group, Member, Page, Role, Sku, User } from './wire.ts';

/** What a reading of a tenant brought home. */
export interface Directory {
  readonly accounts: readonly Account[];
  readonly seats: readonly Seats[];
  readonly total: number | null;
  readonly pages: number;
  readonly provides: readonly Attribute[];
  readonly problems: readonly string[];
  readonly gaps: Gaps;
  /** Groups that are left out of everybody's: nobody may see who is in them. */
  readonly leftOut: ReadonlySet<string>;
}

/** Products with their names. */
export interface Products {
  readonly skus: Skus;
  readonly seats: readonly Seats[];
  /** Seats of users in use, by the product's id; empty where it is not asked for. */
  readonly consumed: ReadonlyMap<string, number>;
}

/** Everything of a list that can be read, or a Fault: of a part of it nothing could be concluded. */
function whole<T>(client: Client, read: { readonly values: readonly T[]; readonly problems: readonly string[] }): readonly T[] {
  const [problem] = read.problems;
  if (problem !== undefined) throw new Fault(problem, { where: client.system.id, operation: 'read' });
  return read.values;
}

/** Products that were bought. Throws Fault. */
export async function readProducts(client: Client, end?: number): Promise<Products> {
  const $select = `skuId,skuPartNumber,appliesTo,prepaidUnits${client.system.reads === 'changes' ? ',consumedUnits' : ''}`;
  const query = { $select };
  const request = { operation: 'read products', path: '/subscribedSkus', query, ...(end === undefined ? {} : { until: end }) };
  const { rows } = await readList(client, request);
  const values = whole(client, readRows(rows, Sku, 'products'));
  const skus = namesOfSkus(values);
  if (skus === null) throw client.unexpected('read products');
  const ofUsers = values.filter((one) => one.appliesTo !== 'Company');
  return { skus, seats: seatsOf(values, skus), consumed: new Map(ofUsers.map((one) => [one.skuId, one.consumedUnits ?? 0])) };
}

/** Members of groups and roles by their ids, and the ids of those whose members may not be read. */
interface MembersRead {
  readonly members: ReadonlyMap<string, readonly Member[]>;
  readonly refused: ReadonlySet<string>;
}

async function readMembers(client: Client, paths: ReadonlyMap<string, string>): Promise<MembersRead> {
  const operation = 'read members';
  // Roles take no page size.
  const query = (path: string) => `${path}?$select=id${path.startsWith('/groups') ? `&$top=${client.system.pageSize ?? 999}` : ''}`;
  const answers = await readMany(client, [...paths.values()].map(query), { operation });
  const members = new Map<string, readonly Member[]>();
  const refused = new Set<string>();
  for (const [id, path] of paths) {
    const answer = answers.get(query(path));
    // Deleted since the list of groups came.
    if (answer === undefined || answer.status === 404) continue;
    if (answer.status === 403) {
      refused.add(id);
      continue;
    }
    const { rows } = await continueList(client, { operation, path }, answer);
    members.set(id, whole(client, readRows(rows, Member, 'members')));
  }
  return { members, refused };
}

/** Who is in what: one request for every page of groups, one for twenty groups or roles, and one for every further page of members. */
async function readMemberships(client: Client, names: Names): Promise<Everybody> {
  const { system } = client;
  const $top = system.pageSize ?? 999;
  const listed = await readList(client, { operation: 'read groups', path: '/groups', query: { $select: GROUP_SELECT, $top } });
  const groups = askedGroups(whole(client, readRows(listed.rows, Group, 'groups')), { system, names });
  const roleList = await readList(client, { operation: 'read roles', path: '/directoryRoles', query: { $select: 'id,displayName' } });
  const roles = whole(client, readRows(roleList.rows, Role, 'roles'));
  const paths = new Map<string, string>();
  for (const { id } of groups) paths.set(id, `/groups/${id}/members`);
  for (const { id } of roles) paths.set(id, `/directoryRoles/${id}/members`);
  const { members, refused } = await readMembers(client, paths);
  return everybody(members, { groups, roles, system, names, refused });
}

/** Waits before the number of users is asked for again, in milliseconds: it comes from an index that lags behind. */
const PATIENCE = [0, 5_000, 15_000] as const;

/** How many users Entra claims to have: the number that came, as soon as it says so, else what it said last. Null when it says nothing. */
async function readTotal(client: Client, came: number): Promise<number | null> {
  const operation = 'count users';
  let claimed: number | null = null;
  for (const wait of PATIENCE) {
    if (wait > 0) await client.clock.sleep(wait);
    const query = { $select: 'id', $top: 1, $count: 'true' };
    const answer = await client.send({ operation, method: 'GET', path: '/users', query, headers: { consistencylevel: 'eventual' } });
    if (answer.status !== 200) throw client.fault(answer, operation);
    claimed = Page.safeParse(answer.body).data?.['@odata.count'] ?? null;
    if (claimed === null || claimed === came) break;
  }
  return claimed;
}

/** The users, and what goes with them into what is kept. */
interface People {
  readonly users: readonly User[];
  readonly total: number | null;
  readonly pages: number;
  readonly problems: readonly string[];
  /** The query for what changes from then on; null where it is not wanted or not to be had. */
  readonly since: string | null;
  readonly told: readonly string[];
  /** What it goes on from; null for a whole reading. */
  readonly from: Kept<Earlier> | null;
}

/** All users. Throws Fault when they do not come whole. */
async function readUsers(client: Client, isKept: boolean): Promise<People> {
  const $top = client.system.pageSize ?? 999;
  const since = isKept ? await ifReadable(() => changesFromNow(client)) : null;
  const listed = await readList(client, { operation: 'read users', path: '/users', query: { $select: USER_SELECT, $top } });
  const { values: users, problems } = readRows(listed.rows, User, 'users');
  const total = await ifReadable(() => readTotal(client, new Set(users.map((one) => one.id)).size));
  return { users, total, pages: listed.pages, problems, since, told: [], from: null };
}

/** Users of an earlier reading with their changes; null when they are not as many as Entra says, or something else speaks against it. Throws Fault. */
async function readChanged(client: Client, from: Kept<Earlier>): Promise<People | null> {
  const changed = await usersSince(client, from.content);
  if (changed === null) return null;
  const total = await readTotal(client, changed.users.length);
  return total === changed.users.length ? { ...changed, total, problems: [], from } : null;
}

/** Last use; null when it is not asked for or cannot be read. */
async function readUse(client: Client, { users, from }: People): Promise<SignIns | null> {
  if (client.system.lastUse === 'off') return null;
  if (from !== null) {
    const { signIns } = from.content;
    if (signIns === null) return null;
    const quiet = await ifReadable(() => readSignIns(client, users, new Map(signIns)));
    if (quiet !== null) return quiet;
  }
  return ifReadable(() => readSignIns(client, users));
}

/** Keeps a reading that is whole beyond doubt. */
async function keep(
  keeping: Keeping<Earlier>,
  people: People,
  beside: { signIns: SignIns | null; products: Products | null },
): Promise<void> {
  const { users, total, problems, since, told, from } = people;
  if (since === null || problems.length > 0 || users.length === 0 || total !== users.length) return;
  const { signIns, products } = beside;
  const days = signIns === null ? null : [...signIns].flatMap(([id, day]) => (day === 'never' ? [] : [[id, day] satisfies [string, Day]]));
  const content = {
    users: [...users],
    signIns: days,
    consumed: products === null ? null : [...products.consumed],
    since,
    again: [...told],
  };
  await keeping.save(content, from?.wholeAt ?? null);
}

/** Reads all of a tenant; by its changes where an earlier reading was kept and nothing speaks against it. Throws Fault when the users do not come whole. */
export async function readDirectory(client: Client, names: Names, keeping: Keeping<Earlier> | null): Promise<Directory> {
  const kept = (await keeping?.load()) ?? null;
  const changed = kept === null ? null : await ifReadable(() => readChanged(client, kept));
  const first = changed ?? (await readUsers(client, keeping !== null));
  const products = await ifReadable(() => readProducts(client));
  const { from } = first;
  const isSound = from === null || isExplained(from.content, { users: first.users, consumed: products?.consumed ?? null });
  const people = isSound ? first : await readUsers(client, true);
  const memberships = await ifReadable(() => readMemberships(client, names));
  const signIns = await readUse(client, people);
  if (keeping !== null) await keep(keeping, people, { signIns, products });
  const accounts = people.users.map((user) => {
    const { groups = null, roles = null } = memberships?.of(user.id) ?? {};
    return toAccount(user, {
      groups: groups === null ? null : [...groups].sort(),
      roles: roles === null ? null : [...roles].sort(),
      licences: products === null ? null : heldLicences(user, { skus: products.skus, names }),
      lastUse: signIns?.get(user.id) ?? null,
      sessions: null,
    });
  });
  const provides: readonly Attribute[] = [
    'existence',
    'status',
    ...(memberships === null ? [] : (['groups', 'roles'] as const)),
    ...(products === null ? [] : (['licences'] as const)),
    ...(signIns === null ? [] : (['lastUse'] as const)),
  ];
  const { total, pages, problems } = people;
  const { gaps = [], leftOut = new Set<string>() } = memberships ?? {};
  return { accounts, seats: products?.seats ?? [], total, pages, provides, problems, gaps, leftOut };
}
