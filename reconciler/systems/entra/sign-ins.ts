/** When users last signed in: a list of its own, and a second look at some of those of whom Entra shows nothing. */
import type { Day } from '../../../schemas/primitives.ts';
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

/**
 * Reads the last sign-ins. What is absent in the list is not known; for as many as the system file allows it is asked again, one by one,
 * and only what is absent twice is "never". Throws Fault.
 */
export async function readSignIns(client: Client, users: readonly User[]): Promise<SignIns> {
  const { system } = client;
  const query = { $select: 'id,signInActivity', $top: Math.min(PAGE, system.pageSize ?? PAGE) };
  const { rows } = await readList(client, { operation: 'read sign-ins', path: '/users', query, pace: 'slow' });
  const { values, problems } = readRows(rows, UserSignIns, 'sign-ins');
  const [problem] = problems;
  if (problem !== undefined) throw new Fault(problem, { where: system.id, operation: 'read sign-ins' });
  const days = new Map<string, Day | 'never'>();
  for (const one of values) {
    const day = lastUseOf(one);
    if (day !== null) days.set(one.id, day);
  }
  for (const { id } of candidates(users, days).slice(0, system.confirmUnused ?? CONFIRMED)) {
    const day = await lookAgain(client, id);
    if (day !== null) days.set(id, day);
  }
  return days;
}
