/** Who is in which group: all of them from the list of groups, or those of one account. */
import type { Entitlement } from '../../../schemas/primitives.ts';
import { Fault } from '../../ports.ts';
import { readRows } from '../http/reading.ts';
import type { Client } from './client.ts';
import { memberFilter } from './filter.ts';
import type { Listed } from './paging.ts';
import { areMembersShown, groupNames, membershipsOf } from './records.ts';
import { Group } from './wire.ts';

/** All groups as one reading shows them; `byMember` null where the service shows no members. */
export interface GroupsRead {
  readonly groups: readonly Group[];
  readonly names: ReadonlyMap<string, Entitlement>;
  readonly byMember: ReadonlyMap<string, readonly Entitlement[]> | null;
  readonly pages: number;
  readonly problems: readonly string[];
}

const NONE: GroupsRead = { groups: [], names: new Map(), byMember: null, pages: 0, problems: [] };

/** What did not come whole of a list. */
function troubleIn(listed: Listed, ids: number): readonly string[] {
  const isWhole = listed.ended && ids === listed.rows.length && (listed.total === null || listed.total === ids);
  if (isWhole) return [];
  return [listed.problem ?? 'the list of groups did not come whole'];
}

/** Reads all groups with their members. A service without groups, or that refuses to show them to us, has none to be told of. */
export async function readGroups(client: Client, until?: number): Promise<GroupsRead> {
  const { groups: path } = await client.capabilities(until);
  if (path === null) return NONE;
  try {
    const listed = await client.list({ what: 'groups', path, ...(until === undefined ? {} : { until }) });
    const { values, problems } = readRows(listed.rows, Group, 'groups');
    const names = groupNames(values);
    const ids = new Set(values.map(({ id }) => id)).size;
    const trouble = problems.length > 0 ? problems : troubleIn(listed, ids);
    const byMember = areMembersShown(values) ? membershipsOf(values, names) : null;
    return { groups: values, names, byMember, pages: listed.pages, problems: trouble };
  } catch (error) {
    // Not a fault of the reading: what it cannot show it does not claim to provide. 401, 429 and silence are.
    if (error instanceof Fault && isWithout(error)) return NONE;
    throw error;
  }
}

/** 403, 404 and 501 to a list: this credential has no groups to see. */
function isWithout({ refused, retryable, cause }: Fault): boolean {
  return refused && !retryable && typeof cause === 'number' && [403, 404, 501].includes(cause);
}

/** The groups of single accounts, one after another. */
export interface GroupsOfOne {
  /** Groups that an account is a direct member of; null where the service does not show it. Throws Fault. */
  of(id: string): Promise<readonly Entitlement[] | null>;
}

/** What is kept between single accounts. `proof` is a member whose groups are known, to see whether a filter by member is understood. */
interface Kept {
  names: ReadonlyMap<string, Entitlement> | null;
  proof: readonly [string, readonly Entitlement[]] | null;
  filter: 'unproven' | 'good' | 'bad';
}

async function listOf(client: Client, path: string, id: string): Promise<Listed | null> {
  try {
    return await client.list({ what: 'groups of one account', path, filter: memberFilter(id) });
  } catch (error) {
    if (!(error instanceof Fault) || !error.refused || error.retryable) throw error;
    return null;
  }
}

/** By a filter. Null when the service does not take it, does not look at it, or shows a group of a name that is not known. */
async function byFilter(client: Client, at: { readonly path: string; readonly id: string }, names: Kept['names']) {
  const listed = await listOf(client, at.path, at.id);
  if (listed === null || !listed.ended) return null;
  const { values, problems } = readRows(listed.rows, Group, 'groups');
  const isOfMember = ({ members }: Group) => (members ?? []).some(({ value }) => value === at.id);
  const isKnown = problems.length === 0 && values.every((group) => isOfMember(group) && names?.has(group.id) === true);
  return isKnown ? (membershipsOf(values, names ?? new Map()).get(at.id) ?? []) : null;
}

function isSame(a: readonly string[] | null, b: readonly string[]): boolean {
  return a !== null && a.length === b.length && b.every((one) => a.includes(one));
}

/** A filter is believed once it has given for one member what the whole list gave: some services answer one that they do not know with nothing. */
async function prove(client: Client, path: string, kept: Kept): Promise<void> {
  if (kept.filter !== 'unproven' || kept.proof === null) return;
  const [id, groups] = kept.proof;
  kept.filter = isSame(await byFilter(client, { path, id }, kept.names), groups) ? 'good' : 'bad';
}

/** Groups of single accounts, asked for as cheaply as the service has been seen to bear. */
export function groupsOfOne(client: Client): GroupsOfOne {
  const kept: Kept = { names: null, proof: null, filter: 'unproven' };
  return {
    async of(id) {
      const { groups: path, filter } = await client.capabilities();
      if (path === null) return null;
      if (filter) await prove(client, path, kept);
      const found = kept.filter === 'good' ? await byFilter(client, { path, id }, kept.names) : null;
      if (found !== null) return found;
      const all = await readGroups(client);
      const [problem] = all.problems;
      if (problem !== undefined) throw new Fault(problem, { where: client.where, operation: 'read groups' });
      kept.names = all.names;
      kept.proof = [...(all.byMember ?? [])][0] ?? null;
      return all.byMember === null ? null : (all.byMember.get(id) ?? []);
    },
  };
}
