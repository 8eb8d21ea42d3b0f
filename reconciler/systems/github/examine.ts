/** What a token may really do, as GitHub says it: the scopes of a classic one, tries and the own role for the others. */
import { instantOf } from '../../calendar.ts';
import type { Examination, RightFound } from '../../model/examination.ts';
import type { Answer } from '../http/client.ts';
import type { Client } from './client.ts';
import { Membership, User } from './wire.ts';

type Use = 'read' | 'write';

/** Scopes that a classic token needs, or may have besides. */
const NEEDED: Readonly<Record<Use, string>> = { read: 'read:org', write: 'admin:org' };
const HARMLESS: Readonly<Record<Use, readonly string[]>> = {
  read: ['read:org', 'read:user', 'user:email', 'read:audit_log', 'manage_billing:copilot'],
  write: ['admin:org', 'write:org', 'read:org', 'read:user', 'user:email', 'manage_billing:copilot'],
};

function timeOf(answer: Answer): Examination['time'] {
  const time = Date.parse(answer.headers.get('date') ?? '');
  return Number.isNaN(time) ? null : instantOf(time);
}

/** Scopes of a classic token; null for tokens that have permissions instead. */
function scopesOf(answer: Answer): readonly string[] | null {
  const text = answer.headers.get('x-oauth-scopes');
  return text === null
    ? null
    : text
        .split(',')
        .map((scope) => scope.trim())
        .filter((scope) => scope !== '');
}

function judgeScopes(scopes: readonly string[], use: Use): RightFound[] {
  const needed = NEEDED[use];
  const has = scopes.includes(needed) || (use === 'read' && scopes.includes('admin:org'));
  const tooMuch = scopes.filter((scope) => !HARMLESS[use].includes(scope));
  return [
    {
      right: needed,
      verdict: has ? 'has' : 'lacks',
      text: use === 'read' ? 'to see all members and teams' : 'to remove members and change teams',
    },
    ...tooMuch.map((right): RightFound => ({ right, verdict: 'too-much', text: 'nothing here needs it' })),
  ];
}

async function isAllowed(client: Client, operation: string, path: string): Promise<boolean> {
  const { status } = await client.http.send({ operation, method: 'GET', path: `${client.organisation}/${path}`, query: { per_page: 1 } });
  return status === 200;
}

async function tries(client: Client): Promise<RightFound[]> {
  const { managedUsers, copilot, saml, auditLog } = client.system;
  const looked: [boolean, string, string, string][] = [
    [managedUsers !== true, 'organization members: read', 'invitations', 'to see concealed members and open invitations'],
    [true, 'teams: read', 'teams', 'to see who is in which team'],
    [copilot === true, 'Copilot seat management: read', 'copilot/billing/seats', 'to see Copilot seats and when they were used'],
    [(auditLog ?? 0) > 0, 'audit log: read', 'audit-log', 'to see what members did last'],
    [saml === true, 'organization administration: read', 'credential-authorizations', 'to see credentials authorised for single sign-on'],
  ];
  const found: RightFound[] = [];
  for (const [isNeeded, right, path, text] of looked) {
    if (isNeeded) found.push({ right, verdict: (await isAllowed(client, `try ${path}`, path)) ? 'has' : 'lacks', text });
  }
  if (client.enterprise !== null) {
    const path = `${client.prefix}/enterprises/${encodeURIComponent(client.system.enterprise?.name ?? '')}/consumed-licenses`;
    const { status } = await client.enterprise.send({ operation: 'try licences', method: 'GET', path, query: { per_page: 1 } });
    found.push({ right: 'read:enterprise', verdict: status === 200 ? 'has' : 'lacks', text: 'to see licences of the enterprise' });
  }
  return found;
}

/** The role of the token's own user. An app has none. */
async function ownRole(client: Client, use: Use): Promise<RightFound[]> {
  const operation = 'read the own user';
  const answer = await client.http.send({ operation, method: 'GET', path: `${client.prefix}/user` });
  const login = User.safeParse(answer.body).data?.login;
  if (answer.status !== 200 || login === undefined) return [];
  const path = `${client.organisation}/memberships/${encodeURIComponent(login)}`;
  const membership = await client.one({ operation: 'read the own membership', path }, Membership);
  const isOwner = membership?.role === 'admin' && membership.state === 'active';
  const text =
    use === 'write' ? 'only owners remove members' : 'only owners see secret teams and Copilot seats; an app with the permissions does too';
  return [{ right: 'owner of the organisation', verdict: isOwner ? 'has' : 'lacks', text }];
}

/** Looks at a token. Throws Fault. */
export async function examine(client: Client, use: Use): Promise<Examination> {
  const operation = 'look at the token';
  const answer = await client.http.send({ operation, method: 'GET', path: client.organisation });
  if (answer.status !== 200) throw client.fault(answer, operation);
  const scopes = scopesOf(answer);
  const rights = [...(scopes === null ? [] : judgeScopes(scopes, use)), ...(await ownRole(client, use)), ...(await tries(client))];
  return { rights, time: timeOf(answer) };
}
