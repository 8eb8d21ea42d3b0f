/** One whole reading of a workspace or organisation, and one account of it. */
import type { ForeignId, Instant } from '../../../schemas/primitives.ts';
import type { Abilities, Ability, Account, Reading } from '../../model/observed.ts';
import type { Ask } from '../http/client.ts';
import { joined, liveReading, type Part, partOf, readingOf, readRows } from '../http/reading.ts';
import { orUnknown } from '../http/record.ts';
import { type Billing, readBilling, readSeat } from './billing.ts';
import type { Client, SlackSystem } from './client.ts';
import { lastDayOf, readLastDay } from './guests.ts';
import { fromManaged, fromMember, isId, isRobot, isStranger } from './records.ts';
import { Managed, ManagedPage, type Member, MemberPage, Member as MemberRow, OneMember } from './wire.ts';

const WRITES: Readonly<Record<SlackSystem['plan'], readonly Ability[]>> = {
  pro: [],
  'business-plus': ['disable', 'enable'],
  enterprise: ['disable', 'enable', 'sessions'],
};

/**
 * What the plan lets be done. A deactivated account stays listed, and deactivation itself ends its sessions. The reset for one member
 * is done when it is answered, and nobody sees how many an active member has.
 */
export function abilitiesOf({ plan, workspace }: SlackSystem): Abilities {
  const days: readonly Ability[] = plan === 'enterprise' && workspace !== undefined ? ['end-day'] : [];
  return { writes: [...WRITES[plan], ...days], disabled: 'disabled', leaversPlace: null, sessions: 'answered', lastDays: 'moved' };
}

interface People {
  readonly accounts: readonly Account[];
  readonly parts: readonly Part[];
}

function seatOf(billing: Billing | null, id: string): Account['licences'] {
  return billing === null ? null : (billing.byMember.get(id) ?? []);
}

async function readWorkspace(client: Client, billing: Billing | null): Promise<People> {
  const method = {
    operation: 'read members',
    method: 'users.list',
    what: 'members',
    query: { limit: String(client.system.pageSize ?? 200) },
  };
  const chain = await client.list(method, (body) => MemberPage.safeParse(body).data?.members ?? null);
  const { values, problems } = readRows(chain.rows, MemberRow, 'members');
  const tell = (row: Member) => fromMember(row, { licences: seatOf(billing, row.id), endDay: undefined });
  const tenant = await client.tenant();
  const ours = values.filter((row) => !isRobot(row) && !isStranger(row, client.system.plan, tenant));
  return { accounts: ours.map(tell), parts: [partOf(chain, problems)] };
}

/** An organisation lists who is active unless it is asked for the others. */
async function readOrganisation(client: Client, billing: Billing | null): Promise<People> {
  const keepsDays = client.system.workspace !== undefined;
  const accounts: Account[] = [];
  const parts: Part[] = [];
  const seen = new Set<string>();
  for (const isActive of [true, false]) {
    const what = isActive ? 'active members' : 'deactivated members';
    const query = { limit: String(Math.min(client.system.pageSize ?? 100, 100)), is_active: String(isActive) };
    const method = { operation: `read ${what}`, method: 'admin.users.list', what, query };
    const chain = await client.list(method, (body) => ManagedPage.safeParse(body).data?.users ?? null);
    const read = readRows(chain.rows, Managed, what);
    parts.push(partOf(chain, read.problems));
    // Whoever is deactivated between the two lists stands in both.
    const rows = read.values.filter((row) => !isRobot(row) && (isActive || !seen.has(row.id)));
    for (const row of rows) seen.add(row.id);
    const known = (row: Managed) => ({
      licences: seatOf(billing, row.id),
      endDay: keepsDays ? lastDayOf(row.expiration_ts) : undefined,
    });
    accounts.push(...rows.map((row) => fromManaged(row, { listedAs: isActive, known: known(row) })));
  }
  return { accounts, parts };
}

/** Reads everything once. Throws Fault. */
export async function readAll(client: Client, at: Instant): Promise<Reading> {
  const { system } = client;
  const tenant = await client.tenant();
  const billing = await readBilling(client);
  const people = system.plan === 'enterprise' ? readOrganisation : readWorkspace;
  const { accounts, parts } = await people(client, billing);
  return readingOf({
    ...liveReading(client, tenant, at),
    ...joined([...parts, ...(billing === null ? [] : [billing.part])]),
    accounts,
    seats: [],
    provides: ['existence', 'status', 'roles', ...(billing === null ? [] : (['licences'] as const))],
    abilities: abilitiesOf(system),
  });
}

/** The member of this id as they are right now; null when there is none, or they are another organisation's. Throws Fault. */
export async function findMember(client: Client, id: ForeignId, ask?: Ask): Promise<Member | null> {
  if (!isId(id)) return null;
  const method = { operation: 'read one member', method: 'users.info', query: { user: id } };
  const more = { absent: ['user_not_found', 'user_not_visible'], ...(ask === undefined ? {} : { ask }) };
  const found = await client.ask(method, OneMember, more);
  if (found === null || found.user.id !== id) return null;
  return isStranger(found.user, client.system.plan, await client.tenant(ask)) ? null : found.user;
}

async function orUnknownDay(client: Client, member: Member) {
  return (await orUnknown(async () => ({ day: await readLastDay(client, member) })))?.day;
}

/** One account as it is right now; null when there is no such member. Throws Fault. */
export async function readOne(client: Client, id: ForeignId): Promise<Account | null> {
  const member = await findMember(client, id);
  if (member === null || isRobot(member)) return null;
  const endDay = await orUnknownDay(client, member);
  return fromMember(member, { licences: await readSeat(client, member.id), endDay });
}
