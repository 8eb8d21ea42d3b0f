/** What a token may really do: Slack names its scopes with every answer. */
import { instantOf } from '../../calendar.ts';
import type { Examination, RightFound } from '../../model/examination.ts';
import type { Client } from './client.ts';

type Use = 'read' | 'write';

function neededFor({ system }: Client, use: Use): Readonly<Record<string, string>> {
  const isEnterprise = system.plan === 'enterprise';
  const read = {
    'users:read': 'to see members',
    ...(isEnterprise ? { 'admin.users:read': 'to see all members of the organisation' } : {}),
  };
  if (use === 'read') {
    const billing = system.billing === true ? { admin: 'to see who is billed' } : {};
    return isEnterprise ? { ...read, ...billing } : { ...read, 'users:read.email': 'to see addresses', ...billing };
  }
  const end = isEnterprise ? { 'admin.users:write': "to end sessions and to set guests' last days" } : {};
  return { 'users:read': 'to look at a member before a change', admin: 'to deactivate by SCIM', ...end };
}

/** Looks at a token; changes nothing. Throws Fault. */
export async function examine(client: Client, use: Use): Promise<Examination> {
  const operation = 'look at the token';
  const answer = await client.web.send({ operation, method: 'GET', path: '/auth.test' });
  client.check(answer, { operation, isWrite: false });
  const text = answer.headers.get('x-oauth-scopes') ?? '';
  const scopes = text.split(',').map((scope) => scope.trim());
  const needed = neededFor(client, use);
  const rights: RightFound[] = Object.entries(needed).map(([right, why]) => ({
    right,
    verdict: scopes.includes(right) ? 'has' : 'lacks',
    text: why,
  }));
  const harmless = ['', 'users:read', 'users:read.email', 'admin.users:read'];
  const tooMuch = scopes.filter((scope) => needed[scope] === undefined && !harmless.includes(scope));
  const time = Date.parse(answer.headers.get('date') ?? '');
  return {
    rights: [...rights, ...tooMuch.map((right): RightFound => ({ right, verdict: 'too-much', text: 'nothing here needs it' }))],
    time: Number.isNaN(time) ? null : instantOf(time),
  };
}
