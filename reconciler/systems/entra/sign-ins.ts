/** When users last signed in: a list of its own, and a second look at some of those of whom Entra shows nothing. */
import type { Day } from '../../../schemas/primitives.ts';
import { addDays } from '../../calendar.ts';
import { Fault } from '../../ports.ts';
import { readRows } from '../http/reading.ts';
import { bodyOf, type Client } from './client.ts';
import { readList } from './pages.ts';
import { dayOfInstant, lastUseOf } from './records.ts';
import { type User, UserSignIns } from './wire.ts';

/** Users in one page when sign-ins are asked for: above 120 they are refused, and near it sign-ins are left out by mistake. */
const PAGE = 100;

/** Entra has no sign-ins from before April 2020: of older accounts "none" may only mean "none since". */
const FIRST_DAY = '2020-05-01' as Day;

/** Last use by user. Who is not in it is not known. */
export type SignIns = ReadonlyMap<string, Day | 'never'>;

/** So many are looked at again where the system file does not say: three minutes. */
const CONFIRMED = 30;

/** The day since which a user has held a seat; of several the earliest. */
function heldSince({ licenseAssignmentStates: states }: User): string {
  const days = (states ?? []).map((one) => dayOfInstant(one.lastUpdatedDateTime) ?? '9999-12-31');
  return days.toSorted()[0] ?? '9999-12-31';
}

/**
 * Who could be holding a seat that was never used: enabled, with a licence, and young enough to be known. Who has held one the longest comes
 * first, then by id, so that a limit takes the same ones every night.
 */
function candidates(users: readonly User[], known: SignIns): readonly User[] {
  return users
    .filter((one) => one.accountEnabled === true && (one.assignedLicenses ?? []).length > 0 && !known.has(one.id))
    .filter((one) => (dayOfInstant(one.createdDateTime) ?? '') >= FIRST_DAY)
    .toSorted((a, b) => (`${heldSince(a)} ${a.id}` < `${heldSince(b)} ${b.id}` ? -1 : 1));
}

/** What Entra shows of one user by itself: a day, or that there is no sign-in at all; null when there is no such user. */
async function lookAgain(client: Client, id: string): Promise<Day | 'never' | null> {
  const operation = 'read the sign-ins of one account';
  const query = { $select: 'id,signInActivity' };
  const answer = await client.send({ operation, method: 'GET', path: `/users/${id}`, query }, 'single');
  // Deleted since the list of users came.
  if (answer.status === 404) return null;
  return lastUseOf(bodyOf(client, answer, { operation, wire: UserSignIns })) ?? 'never';
}

/** Days within which nobody is called unused: of whom an earlier reading shows a sign-in since then, none is looked for. */
const QUIET = 14;

/** Last sign-ins as an earlier reading had them. */
export type EarlierSignIns = ReadonlyMap<string, Day>;

async function readDays(client: Client, filter: string | null): Promise<Map<string, Day | 'never'>> {
  const { system } = client;
  const operation = 'read sign-ins';
  const base = { $select: 'id,signInActivity', $top: Math.min(PAGE, system.pageSize ?? PAGE) };
  const query = filter === null ? base : { ...base, $filter: filter };
  const { rows } = await readList(client, { operation, path: '/users', query, pace: 'slow' });
  const { values, problems } = readRows(rows, UserSignIns, 'sign-ins');
  const [problem] = problems;
  if (problem !== undefined) throw new Fault(problem, { where: system.id, operation });
  const days = new Map<string, Day | 'never'>();
  for (const one of values) {
    const day = lastUseOf(one);
    if (day !== null) days.set(one.id, day);
  }
  return days;
}

/**
 * Of whom an earlier reading shows a sign-in within the last days, that one counts. All others are asked for whether they have still been
 * quiet: who has not been is not known to be.
 */
async function readQuiet(client: Client, earlier: EarlierSignIns): Promise<Map<string, Day | 'never'>> {
  const quiet = addDays(client.clock.now().slice(0, 10) as Day, -QUIET);
  const days = await readDays(client, `signInActivity/lastSignInDateTime le ${quiet}T23:59:59Z`);
  for (const [id, day] of earlier) if (day > quiet && !days.has(id)) days.set(id, day);
  return days;
}

/**
 * Reads the last sign-ins; with those of an earlier reading, of quiet accounts alone. What is absent in the list is not known; for as many
 * as the system file allows it is asked again, one by one, and only what is absent twice is "never". Throws Fault.
 */
export async function readSignIns(client: Client, users: readonly User[], earlier: EarlierSignIns | null = null): Promise<SignIns> {
  const days = earlier === null ? await readDays(client, null) : await readQuiet(client, earlier);
  for (const { id } of candidates(users, days).slice(0, client.system.confirmUnused ?? CONFIRMED)) {
    const day = await lookAgain(client, id);
    if (day !== null) days.set(id, day);
  }
  return days;
}
