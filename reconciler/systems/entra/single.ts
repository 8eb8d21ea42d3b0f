/** One account as it is right now: its row, groups, roles and automatic replies in one batch. Its last sign-in is not asked for: that is allowed ten times a minute. */
import type { Day } from '../../../schemas/primitives.ts';
import type { Account, HeldLicence } from '../../model/observed.ts';
import { Fault } from '../../ports.ts';
import type { Answer } from '../http/client.ts';
import { readRows } from '../http/reading.ts';
import type { Client } from './client.ts';
import { type Products, readProducts } from './directory.ts';
import { GROUP_SELECT, membershipsOf, type Names } from './groups.ts';
import { continueList, readMany } from './pages.ts';
import { heldLicences, replyUntilOf, toAccount, USER_SELECT } from './records.ts';
import { sessionsOf } from './sessions.ts';
import { Group, Replies, Role, User } from './wire.ts';

type Inner = Pick<Answer, 'status' | 'body'>;

/** Paths of what an account is in. Roles that come through a group are among them. */
const GROUPS = (id: string) => `/users/${id}/memberOf/microsoft.graph.group`;
const REPLIES = (id: string) => `/users/${id}/mailboxSettings/automaticRepliesSetting`;
const ROLES = (id: string) => `/users/${id}/transitiveMemberOf/microsoft.graph.directoryRole`;

/** What the reader keeps between accounts. */
export interface Singles {
  readonly client: Client;
  readonly names: Names;
  /** Products; read when first needed, null when they may not be. */
  products: Products | null | undefined;
  /** Groups that the last whole reading left out of everybody's; they are left out here too, so that both show the same. */
  leftOut: ReadonlySet<string>;
}

async function rowsOf(client: Client, path: string, first: Inner): Promise<readonly unknown[] | null> {
  // Without the right the attribute is not known, as in a whole reading.
  if (first.status === 403) return null;
  return (await continueList(client, { operation: "read an account's groups", path }, first)).rows;
}

async function licencesOf(singles: Singles, user: User): Promise<readonly HeldLicence[] | null> {
  const { client, names } = singles;
  if (singles.products === undefined) {
    singles.products = await readProducts(client).catch((error: unknown) => {
      if (error instanceof Fault && error.refused && !error.retryable) return null;
      throw error;
    });
  }
  return singles.products === null ? null : heldLicences(user, { skus: singles.products.skus, names });
}

/** Automatic replies, where they are set from here: without a mailbox or the right to see it they are not told. */
function repliesOf(answer: Inner): { readonly replyUntil?: Day | null } {
  const replies = answer.status === 200 ? Replies.safeParse(answer.body).data : undefined;
  const replyUntil = replies === undefined ? undefined : replyUntilOf(replies);
  return replyUntil === undefined ? {} : { replyUntil };
}

/** An account; null when Entra says that there is none of this id. Throws Fault. */
export async function readSingle(singles: Singles, id: string): Promise<Account | null> {
  const { client, names } = singles;
  const operation = 'read one account';
  const urls = {
    user: `/users/${id}?$select=${USER_SELECT}`,
    groups: `${GROUPS(id)}?$select=${GROUP_SELECT}&$top=999`,
    roles: `${ROLES(id)}?$select=id,displayName`,
  };
  const isAnswered = client.system.writes?.includes('mailbox') !== false;
  const answers = await readMany(client, [...Object.values(urls), ...(isAnswered ? [REPLIES(id)] : [])], { operation });
  const inner = (url: string): Inner => answers.get(url) ?? { status: 404, body: null };
  const row = inner(urls.user);
  if (row.status === 404) return null;
  if (row.status >= 300) throw client.fault(row, operation);
  const user = User.safeParse(row.body);
  if (!user.success) throw client.unexpected(operation);
  const groups = await rowsOf(client, GROUPS(id), inner(urls.groups));
  const roles = await rowsOf(client, ROLES(id), inner(urls.roles));
  const parsed = { groups: readRows(groups ?? [], Group, 'groups'), roles: readRows(roles ?? [], Role, 'roles') };
  const isWhole = groups !== null && roles !== null && parsed.groups.problems.length + parsed.roles.problems.length === 0;
  const own = parsed.groups.values.filter((group) => !singles.leftOut.has(group.id));
  const held = isWhole ? membershipsOf(own, parsed.roles.values, { system: client.system, names }) : null;
  return toAccount(user.data, {
    groups: held === null ? null : [...held.groups].sort(),
    roles: held === null ? null : [...held.roles].sort(),
    licences: await licencesOf(singles, user.data),
    lastUse: null,
    sessions: sessionsOf(client.clock, user.data.id, user.data.signInSessionsValidFromDateTime),
    ...repliesOf(inner(REPLIES(id))),
  });
}
