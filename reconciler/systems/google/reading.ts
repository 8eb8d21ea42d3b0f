/** A whole reading of a Google Workspace: users, then what they hold, as far as the identity may see it. */
import { createHash } from 'node:crypto';
import type { Digest, Entitlement, Instant } from '../../../schemas/primitives.ts';
import type { Abilities, Ability, Account, Attribute, Reading } from '../../model/observed.ts';
import { contentText } from '../../tables/content.ts';
import { ifReadable } from '../http/optional.ts';
import { readRows } from '../http/reading.ts';
import type { Client, GoogleSystem } from './client.ts';
import { type Memberships, readMemberships } from './groups.ts';
import { type Assignments, knownLicences, licencesOf, readAssignments, strangersIn } from './licences.ts';
import { heldLicences, isDeleted, toAccount } from './records.ts';
import { laterUse, readUsage, type Usage } from './usage.ts';
import { USER_FIELDS, User } from './wire.ts';

/** What this setup can carry out. A suspended account stays listed; nothing replies for it, so that no replies are set here. */
export function abilitiesOf(system: GoogleSystem): Abilities {
  const optional: readonly (readonly [Ability, boolean])[] = [
    ['groups', system.groups !== false],
    ['licences', (system.products ?? []).length > 0],
    ['place', system.leaversPlace !== undefined],
  ];
  const writes: readonly Ability[] = ['disable', 'enable', 'sessions', ...optional.filter(([, is]) => is).map(([ability]) => ability)];
  // Each call has ended what it names when it is answered.
  const shown = system.showSessions === true ? {} : ({ sessions: 'answered' } as const);
  return { writes, disabled: 'disabled', leaversPlace: system.leaversPlace ?? null, ...shown };
}

type Content = Pick<Reading, 'accounts' | 'assets' | 'people' | 'seats'>;

function digestOf(content: Content): Digest {
  return createHash('sha256')
    .update(contentText({ ...content }, ['lastUse', 'sessions']))
    .digest('hex') as Digest;
}

/** A reading that brought nothing home but a problem. */
export function nothing(system: GoogleSystem, at: Instant, problem: string): Reading {
  const content = { accounts: [], assets: [], people: [], seats: [] };
  const about = { system: system.id, tenant: null, readAt: at, freshAt: null, total: null, ended: false, pages: 0 };
  return { ...about, ...content, provides: [], abilities: abilitiesOf(system), problems: [problem], digest: digestOf(content) };
}

interface Users {
  readonly users: readonly User[];
  readonly tenant: string | null;
  readonly pages: number;
  readonly problems: readonly string[];
}

async function readUsers(client: Client, system: GoogleSystem): Promise<Users> {
  const listed = await client.list({
    operation: 'read users',
    right: 'users',
    path: '/admin/directory/v1/users',
    query: {
      customer: 'my_customer',
      maxResults: system.pageSize ?? 500,
      orderBy: 'email',
      projection: 'full',
      showDeleted: 'false',
      fields: `kind,nextPageToken,users(${USER_FIELDS})`,
    },
    rows: 'users',
    kind: 'admin#directory#users',
  });
  const { values, problems } = readRows(listed.rows, User, 'users');
  const tenants = [...new Set(values.map((one) => one.customerId ?? null))];
  const mixed = tenants.length > 1 ? ['users of more than one customer came'] : [];
  const tenant = tenants.length === 1 ? (tenants[0] ?? null) : null;
  return { users: values.filter((one) => !isDeleted(one)), tenant, pages: listed.pages, problems: [...problems, ...mixed] };
}

/** What came of everything beside the users; null where it was not to be read or could not be. */
interface Holdings {
  readonly memberships: Memberships | null;
  readonly assignments: Assignments | null;
  readonly usage: Usage | null;
}

/** Assignments of addresses that nobody has are normal while somebody is renamed or deleted; many of them are of somewhere else. */
function isPlausible(assignments: Assignments, users: readonly User[]): boolean {
  return strangersIn(assignments, users) <= Math.max(2, Math.floor(assignments.byAddress.size / 100));
}

async function readHoldings(client: Client, system: GoogleSystem, { users, at }: Users & { readonly at: Instant }): Promise<Holdings> {
  const memberships = system.groups === false ? null : await ifReadable(() => readMemberships(client, system));
  const isPriced = (system.products ?? []).length > 0;
  const assignments = isPriced ? await ifReadable(() => readAssignments(client, system)) : null;
  const usage = system.usage === true ? await ifReadable(() => readUsage(client, at)) : null;
  return { memberships, assignments: assignments !== null && isPlausible(assignments, users) ? assignments : null, usage };
}

function accountOf(system: GoogleSystem, user: User, { memberships, assignments, usage }: Holdings): Account {
  const account = toAccount(user, {
    groups: memberships === null ? null : (memberships.byMember.get(user.id) ?? []),
    licences: assignments === null ? null : heldLicences(system, licencesOf(assignments, user), user.orgUnitPath ?? null),
  });
  if (system.usage !== true) return account;
  // Without the report, a mailbox that is read every day by another program would look unused.
  return { ...account, lastUse: usage === null ? null : laterUse(account.lastUse, usage.byId.get(user.id) ?? null) };
}

function providedBy(system: GoogleSystem, { memberships, assignments, usage }: Holdings): readonly Attribute[] {
  const optional: readonly (readonly [Attribute, boolean])[] = [
    ['groups', memberships !== null],
    ['licences', assignments !== null],
    ['lastUse', system.usage !== true || usage !== null],
  ];
  return ['existence', 'status', 'roles', ...optional.filter(([, is]) => is).map(([attribute]) => attribute)];
}

/** What one account is asked about from now on; null for what the whole reading could not show, so that a single one does not either. */
export interface Shown {
  readonly licences: ReadonlySet<Entitlement> | null;
  readonly groups: boolean;
}

/** A reading, and what it could show. */
export interface Whole {
  readonly reading: Reading;
  readonly shown: Shown;
}

/** Reads everything. When another customer answers, its users are all that is read. Throws Fault. */
export async function readAll(client: Client, system: GoogleSystem, at: Instant): Promise<Whole> {
  const users = await readUsers(client, system);
  const isOurs = users.tenant === system.tenant;
  const none: Holdings = { memberships: null, assignments: null, usage: null };
  const holdings = isOurs ? await readHoldings(client, system, { ...users, at }) : none;
  const parts = Object.values(holdings).filter((part): part is Memberships | Assignments | Usage => part !== null);
  const content: Content = { accounts: users.users.map((user) => accountOf(system, user, holdings)), assets: [], people: [], seats: [] };
  const reading: Reading = {
    system: system.id,
    tenant: users.tenant,
    readAt: at,
    freshAt: at,
    total: null,
    ended: true,
    pages: parts.reduce((sum, part) => sum + part.pages, users.pages),
    ...content,
    provides: providedBy(system, holdings),
    abilities: abilitiesOf(system),
    problems: [...users.problems, ...parts.flatMap((part) => part.problems)],
    digest: digestOf(content),
  };
  const licences = holdings.assignments === null ? null : knownLicences(holdings.assignments, system);
  return { reading, shown: { licences, groups: holdings.memberships !== null } };
}
