/** What an application may really do, by what its token says, for `doctor`: too little as well as too much. */
import type { EntraWrite } from '../../../schemas/system-kinds/entra.ts';
import { instantOf } from '../../calendar.ts';
import type { Examination, RightFound } from '../../model/examination.ts';
import { ifReadable } from '../http/optional.ts';
import { changesFromNow } from './changes.ts';
import { askOrganisation, type Client, type EntraSystem, type GraphSystem } from './client.ts';

/** Something that a permission is needed for. The first is the least; any of the others would do as well. */
export interface Need {
  readonly rights: readonly [string, ...string[]];
  readonly text: string;
}

const USERS: Need = {
  rights: ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  text: 'to read users',
};
const ORGANISATION: Need = {
  rights: ['Organization.Read.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  text: 'to know the tenant and the products bought',
};

function readNeeds(system: EntraSystem): readonly Need[] {
  return [
    USERS,
    ORGANISATION,
    {
      rights: ['GroupMember.Read.All', 'Group.Read.All', 'GroupMember.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
      text: 'to read groups; without it no group is taken and undo cannot put one back',
    },
    {
      rights: ['RoleManagement.Read.Directory', 'Directory.Read.All', 'RoleManagement.ReadWrite.Directory', 'Directory.ReadWrite.All'],
      text: 'to read roles; without it guardrails cannot see administrators, and groups are not read',
    },
    ...(system.writes?.includes('mailbox') === false
      ? []
      : [
          {
            rights: ['MailboxSettings.Read', 'MailboxSettings.ReadWrite'] as const,
            text: 'to see automatic replies; without it nobody sees that one was set',
          },
        ]),
    ...(system.lastUse === 'off'
      ? []
      : [{ rights: ['AuditLog.Read.All'] as const, text: 'to read the last sign-in; it takes a premium licence too' }]),
  ];
}

const WRITE_NEEDS: Readonly<Record<EntraWrite, readonly Need[]>> = {
  'sign-in': [{ rights: ['User.EnableDisableAccount.All', 'User.ReadWrite.All'], text: 'to end and give back sign-in' }],
  sessions: [{ rights: ['User.RevokeSessions.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'], text: 'to end sessions' }],
  groups: [
    { rights: ['GroupMember.ReadWrite.All', 'Group.ReadWrite.All', 'Directory.ReadWrite.All'], text: 'to take groups and put them back' },
  ],
  licences: [
    { rights: ['LicenseAssignment.ReadWrite.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'], text: 'to take licences' },
    ORGANISATION,
  ],
  mailbox: [{ rights: ['MailboxSettings.ReadWrite'], text: 'to set automatic replies' }],
};

function needsOf(system: EntraSystem, use: 'read' | 'write'): readonly Need[] {
  if (use === 'read') return readNeeds(system);
  const writes = system.writes ?? (Object.keys(WRITE_NEEDS) as EntraWrite[]);
  return [...new Set([USERS, ...writes.flatMap((one) => WRITE_NEEDS[one])])];
}

/** What is found: for each need the least permission, or a wider one that stands in for it; and everything that is needed for nothing. */
export function judgeRights(held: readonly string[], needs: readonly Need[]): readonly RightFound[] {
  const found = needs.map(({ rights, text }): RightFound => {
    const [least, ...wider] = rights;
    if (held.includes(least)) return { right: least, verdict: 'has', text };
    const other = wider.find((one) => held.includes(one));
    if (other === undefined) return { right: least, verdict: 'lacks', text: `needed ${text}` };
    return { right: other, verdict: 'too-much', text: `${least} is enough ${text}` };
  });
  const judged = new Set(found.map((one) => one.right));
  const more = held
    .filter((one) => !judged.has(one))
    .map((right): RightFound => ({ right, verdict: 'too-much', text: 'needed for nothing; take it away' }));
  return [...found, ...more];
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Entra's pages differ about the permission that ends sessions. So it is asked: sessions of an account that cannot be there are ended;
 * who may not is told so before the account is looked for.
 */
async function probeSessions(client: Client): Promise<RightFound> {
  const operation = 'ask whether sessions may be ended';
  const { status } = await client.send({ operation, method: 'POST', path: `/users/${NOBODY}/revokeSignInSessions`, isRead: true });
  return status === 403
    ? { right: 'revokeSignInSessions', verdict: 'lacks', text: 'Entra refuses it to this application, whatever its permissions are called' }
    : { right: 'revokeSignInSessions', verdict: 'has', text: 'Entra lets this application end sessions' };
}

/** Looks at the token of an application and at what is needed. Throws Fault. */
export async function examineRights(client: Client<GraphSystem>, needs: readonly Need[]): Promise<Examination> {
  const claims = await client.claims(client.clock.elapsed() + 30_000);
  const date = (await askOrganisation(client)).headers.get('date');
  const milliseconds = date === null ? Number.NaN : Date.parse(date);
  const time = Number.isNaN(milliseconds) ? null : instantOf(milliseconds);
  if (claims === null) {
    return { rights: [{ right: 'permissions', verdict: 'lacks', text: 'the token does not say what the application may do' }], time };
  }
  return { rights: judgeRights(claims.roles ?? [], needs), time };
}

/** Whether a night can be read by changes; asked for where the system file wants that. */
async function probeChanges(client: Client): Promise<RightFound> {
  const right = 'users/delta';
  const since = await ifReadable(() => changesFromNow(client));
  return since === null
    ? { right, verdict: 'lacks', text: 'Entra gives no list of what changes; every reading is a whole one' }
    : { right, verdict: 'has', text: 'to be read by changes' };
}

/** Looks at one of the two applications. Throws Fault. */
export async function examineAs(client: Client, use: 'read' | 'write'): Promise<Examination> {
  const { system } = client;
  const found = await examineRights(client, needsOf(system, use));
  if (use === 'read' && system.reads === 'changes') return { ...found, rights: [...found.rights, await probeChanges(client)] };
  const mayEnd = use === 'write' && (system.writes ?? ['sessions']).includes('sessions');
  return mayEnd ? { ...found, rights: [...found.rights, await probeSessions(client)] } : found;
}
