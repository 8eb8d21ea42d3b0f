/** What the two identities may really do: each scope asked for by itself, each list looked at once. Nothing is changed. */
import type { Examination, RightFound } from '../../model/examination.ts';
import type { Client, GoogleSystem } from './client.ts';
import { ifAllowed } from './refusal.ts';
import { RIGHTS, type Right } from './rights.ts';
import { USER_FIELDS, User } from './wire.ts';

/** What each right is for. */
const PURPOSE: Readonly<Record<Right, string>> = {
  users: 'sees users',
  'change-users': 'suspends users, lets them in again and moves them',
  security: 'signs users out, takes tokens and app passwords away',
  groups: 'sees groups and their members',
  members: 'takes users off groups and puts them back',
  licences: 'sees, takes off and gives licences; there is no right to see alone',
  usage: 'sees the usage reports',
  mailbox: 'sets automatic replies in any mailbox',
};

function scopeName(right: Right): string {
  return RIGHTS[right].scope.replace('https://www.googleapis.com/auth/', '');
}

/** The rights that an identity needs as the file stands. */
export function neededRights(system: GoogleSystem, use: 'read' | 'write'): readonly Right[] {
  const hasGroups = system.groups !== false;
  const wanted: readonly (readonly [Right, boolean])[] =
    use === 'read'
      ? [
          ['users', true],
          ['groups', hasGroups],
          ['licences', (system.products ?? []).length > 0],
          ['usage', system.usage === true],
          ['security', system.showSessions === true],
        ]
      : [
          ['change-users', true],
          ['security', true],
          ['groups', hasGroups],
          ['members', hasGroups],
          ['licences', (system.products ?? []).length > 0],
        ];
  return wanted.filter(([, is]) => is).map(([right]) => right);
}

/** Rights that one of the identities must not have; `licences` is left out, since it cannot be had for reading alone. */
const TOO_MUCH: Readonly<Record<'read' | 'write', readonly Right[]>> = {
  read: ['change-users', 'members', 'mailbox', 'security'],
  write: ['mailbox'],
};

/** True when a token is given for the right: by domain-wide delegation it is given for what was delegated and for nothing else. */
async function isDelegated(client: Client, right: Right, until: number): Promise<boolean> {
  return (await ifAllowed(() => client.identity.token(right, until))) !== null;
}

/** A question that costs next to nothing for rights that can be asked so; null for the others. */
function probeOf(
  system: GoogleSystem,
  right: Right,
): { readonly path: string; readonly query: Readonly<Record<string, string | number>> } | null {
  const [product] = system.products ?? [];
  const list = { customer: 'my_customer', maxResults: 1 };
  switch (right) {
    case 'users':
    case 'change-users':
      return { path: '/admin/directory/v1/users', query: { ...list, fields: 'kind,users(id)' } };
    case 'groups':
      return { path: '/admin/directory/v1/groups', query: { ...list, fields: 'kind,groups(id,email)' } };
    case 'licences':
      return product === undefined
        ? null
        : {
            path: `/apps/licensing/v1/product/${encodeURIComponent(product)}/users`,
            query: { customerId: system.tenant, maxResults: 1 },
          };
    case 'security':
    case 'members':
    case 'usage':
    case 'mailbox':
      return null;
    default:
      return right satisfies never;
  }
}

async function examineRight(
  client: Client,
  system: GoogleSystem,
  at: { readonly right: Right; readonly until: number },
): Promise<RightFound> {
  const { right, until } = at;
  const name = scopeName(right);
  if (!(await isDelegated(client, right, until)))
    return { right: name, verdict: 'lacks', text: `${PURPOSE[right]}: the scope is not delegated to the service account` };
  const probe = probeOf(system, right);
  if (probe === null) return { right: name, verdict: 'has', text: PURPOSE[right] };
  const seen = await ifAllowed(() => client.ask({ operation: 'examine', right, ...probe, until }));
  return seen === null
    ? { right: name, verdict: 'lacks', text: `${PURPOSE[right]}: the scope is there, the role of the administrator does not allow it` }
    : { right: name, verdict: 'has', text: PURPOSE[right] };
}

/** Rights beyond what the file needs. Without delegation tokens are given for every scope and say nothing; the role then decides. */
async function examineExcess(
  client: Client,
  system: GoogleSystem,
  at: { readonly use: 'read' | 'write'; readonly until: number },
): Promise<readonly RightFound[]> {
  const { actsAs } = client.identity;
  if (actsAs === null) return [];
  const found: RightFound[] = [];
  const needed = neededRights(system, at.use);
  for (const right of TOO_MUCH[at.use].filter((one) => !needed.includes(one))) {
    if (!(await isDelegated(client, right, at.until))) continue;
    found.push({ right: scopeName(right), verdict: 'too-much', text: `${PURPOSE[right]}: it is delegated and not needed` });
  }
  return found;
}

const Self = User.pick({ isAdmin: true });

/** Whoever acts as a super administrator can do everything that its scopes allow to everybody. */
async function examineSelf(client: Client, at: { readonly use: 'read' | 'write'; readonly until: number }): Promise<readonly RightFound[]> {
  const { actsAs } = client.identity;
  if (actsAs === null) return [];
  const right = at.use === 'read' ? 'users' : 'change-users';
  const path = `/admin/directory/v1/users/${encodeURIComponent(actsAs)}`;
  const self = await ifAllowed(() =>
    client.one({ operation: 'examine', right, path, query: { fields: USER_FIELDS }, until: at.until }, Self),
  );
  if (self?.isAdmin !== true) return [];
  const text =
    'the administrator acted as is a super administrator: give it a role of its own with the privileges in docs/systems/google.md';
  return [{ right: 'super administrator', verdict: 'too-much', text }];
}

/** Milliseconds for an examination. */
const PATIENCE = 120_000;

async function examine(
  client: Client,
  system: GoogleSystem,
  at: { readonly use: 'read' | 'write'; readonly now: number },
): Promise<Examination> {
  const about = { use: at.use, until: at.now + PATIENCE };
  const rights: RightFound[] = [];
  for (const right of neededRights(system, at.use)) rights.push(await examineRight(client, system, { right, until: about.until }));
  rights.push(...(await examineExcess(client, system, about)), ...(await examineSelf(client, about)));
  return { rights, time: client.time() };
}

/** Examines the identity that reads. Throws Fault. */
export async function examineReader(client: Client, system: GoogleSystem, now: number): Promise<Examination> {
  return examine(client, system, { use: 'read', now });
}

/** Examines the identity that writes. Throws Fault. */
export async function examineWriter(client: Client, system: GoogleSystem, now: number): Promise<Examination> {
  return examine(client, system, { use: 'write', now });
}
