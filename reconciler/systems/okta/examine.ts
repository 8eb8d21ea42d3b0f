/** What a token may really do: the roles of the administrator that it belongs to, and what a try of each list says. */
import { instantOf } from '../../calendar.ts';
import type { Examination, RightFound } from '../../model/examination.ts';
import { orUnknown } from '../http/record.ts';
import type { Client } from './client.ts';
import { rolesOf } from './lists.ts';
import { WithId } from './wire.ts';

type Use = 'read' | 'write';

/** Roles that can do more than is needed. */
const TOO_MUCH: Readonly<Record<Use, readonly string[]>> = {
  read: ['SUPER_ADMIN', 'ORG_ADMIN', 'APP_ADMIN', 'USER_ADMIN', 'GROUP_MEMBERSHIP_ADMIN', 'HELP_DESK_ADMIN', 'API_ACCESS_MANAGEMENT_ADMIN'],
  write: ['SUPER_ADMIN', 'ORG_ADMIN', 'API_ACCESS_MANAGEMENT_ADMIN'],
};

async function ownRoles(client: Client, use: Use): Promise<readonly RightFound[]> {
  const own = await client.one({ operation: 'read the own user', path: '/api/v1/users/me' }, WithId);
  const roles = own === null ? null : await orUnknown(() => rolesOf(client, own.id));
  if (roles === null) return [];
  const verdict = (role: string) => (TOO_MUCH[use].includes(role) ? 'too-much' : 'has');
  const text = (role: string) =>
    verdict(role) === 'too-much' ? 'more than is needed; see docs/systems/okta.md' : 'a role of the administrator';
  return roles.map((role): RightFound => ({ right: role, verdict: verdict(role), text: text(role) }));
}

async function tries(client: Client): Promise<readonly RightFound[]> {
  const hasApps = (client.system.apps ?? []).map(({ id }) => id)[0];
  const looked: readonly (readonly [string, string, string])[] = [
    ['view users', '/users', 'to see users'],
    ['view groups', '/groups', 'to see groups and who is in them'],
    ['view group rules', '/groups/rules', 'to tell groups that a rule fills'],
    ['view administrators', '/iam/assignees/users', 'to protect administrators'],
    ...(hasApps === undefined ? [] : ([['view apps', `/apps/${encodeURIComponent(hasApps)}/users`, 'to see who has an app']] as const)),
  ];
  const found: RightFound[] = [];
  for (const [right, path, text] of looked) {
    const { status } = await client.http.send({ operation: `try ${path}`, method: 'GET', path: `/api/v1${path}`, query: { limit: 1 } });
    found.push({ right, verdict: status === 200 ? 'has' : 'lacks', text });
  }
  return found;
}

/** Looks at a token; changes nothing. Throws Fault. */
export async function examine(client: Client, use: Use): Promise<Examination> {
  const operation = 'look at the token';
  const answer = await client.http.send({ operation, method: 'GET', path: '/api/v1/users/me' });
  if (answer.status !== 200) throw client.fault(answer, operation);
  const time = Date.parse(answer.headers.get('date') ?? '');
  const rights = [...(await ownRoles(client, use)), ...(await tries(client))];
  return { rights, time: Number.isNaN(time) ? null : instantOf(time) };
}
