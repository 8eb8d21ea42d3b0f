/** What a token may really do: the roles of the administrator that it belongs to, and what a try of each list says. */
import { instantOf } from '../../calendar.ts';
import type { Examination, RightFound } from '../../model/examination.ts';
import { orUnknown } from '../http/record.ts';
import type { Client } from './client.ts';
import { rolesOf } from './lists.ts';
import { Role, WithId } from './wire.ts';

type Use = 'read' | 'write';

/** Roles that can do more than is needed. */
const TOO_MUCH: Readonly<Record<Use, readonly string[]>> = {
  read: ['SUPER_ADMIN', 'ORG_ADMIN', 'APP_ADMIN', 'USER_ADMIN', 'GROUP_MEMBERSHIP_ADMIN', 'HELP_DESK_ADMIN', 'API_ACCESS_MANAGEMENT_ADMIN'],
  write: ['SUPER_ADMIN', 'ORG_ADMIN', 'API_ACCESS_MANAGEMENT_ADMIN'],
};

function judgeRoles(roles: readonly string[], use: Use): readonly RightFound[] {
  return roles.map((role): RightFound => {
    const isTooMuch = TOO_MUCH[use].includes(role);
    return {
      right: role,
      verdict: isTooMuch ? 'too-much' : 'has',
      text: isTooMuch ? 'more than is needed; see docs/systems/okta.md' : 'a role of the administrator',
    };
  });
}

/** Roles of the service app, or of the user whose token it is; none when they are not shown. */
async function ownRoles(client: Client): Promise<readonly string[]> {
  if (client.client !== null) {
    const path = `/oauth2/v1/clients/${encodeURIComponent(client.client)}/roles`;
    const rows = await orUnknown(() => client.one({ operation: "read the service app's roles", path }, Role.array()));
    return [...new Set((rows ?? []).map(({ type }) => type))].toSorted();
  }
  const own = await client.one({ operation: 'read the own user', path: '/api/v1/users/me' }, WithId);
  return own === null ? [] : ((await orUnknown(() => rolesOf(client, own.id))) ?? []);
}

async function tries(client: Client, use: Use): Promise<readonly RightFound[]> {
  const hasApps = (client.system.apps ?? []).map(({ id }) => id)[0];
  const looked: readonly (readonly [string, string, string])[] = [
    ['view users', '/users', 'to see users'],
    ['view groups', '/groups', 'to see groups and who is in them'],
    ['view group rules', '/groups/rules', 'to tell groups that a rule fills'],
    ['view administrators', '/iam/assignees/users', 'to protect administrators'],
    ...(use === 'write' || client.system.reads !== 'changes'
      ? []
      : ([['view the System Log', '/logs', 'to be read by changes; without it every reading is a whole one']] as const)),
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
  // A service app is no user.
  const what = client.client === null ? { path: '/api/v1/users/me' } : { path: '/api/v1/users', query: { limit: 1 } };
  const answer = await client.http.send({ operation, method: 'GET', ...what });
  if (answer.status !== 200) throw client.fault(answer, operation);
  const time = Date.parse(answer.headers.get('date') ?? '');
  const rights = [...judgeRoles(await ownRoles(client), use), ...(await tries(client, use))];
  return { rights, time: Number.isNaN(time) ? null : instantOf(time) };
}
