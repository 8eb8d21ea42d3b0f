/** Who is directly in which group: one list of groups and one of members for each, and for one account its own. */
import type { Entitlement } from '../../../schemas/primitives.ts';
import { readRows } from '../http/reading.ts';
import type { Client, GoogleSystem } from './client.ts';
import { groupEntitlement } from './records.ts';
import { Group, Member } from './wire.ts';

/** Memberships by the id of the member. */
export interface Memberships {
  readonly byMember: ReadonlyMap<string, readonly Entitlement[]>;
  readonly pages: number;
  readonly problems: readonly string[];
}

const GROUP_FIELDS = 'kind,nextPageToken,groups(id,email)';
const MEMBER_FIELDS = 'kind,nextPageToken,members(id,role,type)';

/** Groups whose members a rule decides are nobody's to be taken off. */
function isDynamic(system: GoogleSystem, { email }: Group): boolean {
  return system.dynamicGroups?.some((one) => one.toLowerCase() === email.toLowerCase()) === true;
}

async function readGroups(
  client: Client,
  system: GoogleSystem,
  query: Readonly<Record<string, string>>,
): Promise<{ readonly groups: readonly Group[]; readonly pages: number; readonly problems: readonly string[] }> {
  const { rows, pages } = await client.list({
    operation: 'read groups',
    right: 'groups',
    path: '/admin/directory/v1/groups',
    query: { ...query, maxResults: 200, fields: GROUP_FIELDS },
    rows: 'groups',
    kind: 'admin#directory#groups',
  });
  const { values, problems } = readRows(rows, Group, 'groups');
  return { groups: values.filter((one) => !isDynamic(system, one)), pages, problems };
}

function pathOf(group: Group): string {
  return `/admin/directory/v1/groups/${encodeURIComponent(group.id)}/members`;
}

/** True for members that are people; groups inside of groups pass nothing on here: what somebody holds through them is not theirs to lose. */
function isPerson({ type }: Member): boolean {
  return type === undefined || type === null || type === 'USER';
}

/** All direct memberships. Members of elsewhere are in it under ids that no account has. */
export async function readMemberships(client: Client, system: GoogleSystem): Promise<Memberships> {
  const { groups, pages, problems } = await readGroups(client, system, { customer: 'my_customer' });
  const byMember = new Map<string, Entitlement[]>();
  const found = [...problems];
  let read = pages;
  for (const group of groups) {
    const members = await client.list({
      operation: 'read the members of a group',
      right: 'groups',
      path: pathOf(group),
      query: { maxResults: 200, fields: MEMBER_FIELDS },
      rows: 'members',
      kind: 'admin#directory#members',
    });
    read += members.pages;
    const { values, problems: bad } = readRows(members.rows, Member, `members of the group ${group.id}`);
    found.push(...bad);
    for (const member of values.filter(isPerson)) {
      const entitlement = groupEntitlement(group.email, member.role);
      if (entitlement === null) found.push(`a membership of the group ${group.id} cannot be named`);
      else if (typeof member.id === 'string') byMember.set(member.id, [...(byMember.get(member.id) ?? []), entitlement]);
    }
  }
  return { byMember, pages: read, problems: [...new Set(found)] };
}

/** The direct memberships of one account; null when one of them cannot be read. Each is looked at by itself: the list does not say the role. */
export async function readMembershipsOf(client: Client, system: GoogleSystem, user: string): Promise<readonly Entitlement[] | null> {
  const { groups, problems } = await readGroups(client, system, { userKey: user });
  const held: Entitlement[] = [];
  let isWhole = problems.length === 0;
  for (const group of groups) {
    const member = await client.one(
      { operation: 'read one membership', right: 'groups', path: `${pathOf(group)}/${user}`, query: { fields: 'id,role,type' } },
      Member,
    );
    if (member === null) continue;
    const entitlement = groupEntitlement(group.email, member.role);
    if (entitlement === null) isWhole = false;
    else held.push(entitlement);
  }
  return isWhole ? held : null;
}
