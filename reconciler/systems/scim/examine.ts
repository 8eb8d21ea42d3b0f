/** What a token may really do, found out without changing anything; for `doctor`. */
import type { Instant } from '../../../schemas/primitives.ts';
import { instantOf } from '../../calendar.ts';
import type { Examination, RightFound } from '../../model/examination.ts';
import type { Answer } from '../http/client.ts';
import type { Client } from './client.ts';
import { isGone } from './refusal.ts';
import { patchOf } from './switch.ts';

/** No account anywhere has this id: a change of it changes nothing, and its refusal says whether the token may change accounts. */
const NOBODY = 'lastday-no-such-account';

function isForbidden({ status }: Answer): boolean {
  return status === 401 || status === 403;
}

function timeOf({ headers }: Answer): Instant | null {
  const at = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(at) ? null : instantOf(at);
}

async function looksAt(
  client: Client,
  path: string,
  right: RightFound,
): Promise<{ readonly rights: RightFound[]; readonly answer: Answer }> {
  const answer = await client.ask({ operation: 'examine', path, query: { count: 1 } });
  return { rights: [{ ...right, verdict: answer.status === 200 ? 'has' : 'lacks' }], answer };
}

/** Whether the token may change accounts; null when the service's refusal does not tell. */
async function mayChange(client: Client): Promise<boolean | null> {
  const { users } = await client.capabilities();
  const body = patchOf({ op: 'replace', path: 'active', value: false });
  const answer = await client.change({ operation: 'examine', method: 'PATCH', path: `${users}/${NOBODY}`, body });
  if (isForbidden(answer)) return false;
  return isGone(answer) ? true : null;
}

async function reads(client: Client): Promise<{ readonly rights: readonly RightFound[]; readonly time: Instant | null }> {
  const { users, groups } = await client.capabilities();
  const seen = await looksAt(client, users, { right: 'read users', verdict: 'has', text: 'needed for every reading' });
  const rights = [...seen.rights];
  if (groups !== null) {
    const text = 'needed to see who is in which group; without it groups are not changed';
    rights.push(...(await looksAt(client, groups, { right: 'read groups', verdict: 'has', text })).rights);
  }
  return { rights, time: timeOf(seen.answer) };
}

/** The token for reading: what it shows, and whether it could also change accounts. */
export async function examineReading(client: Client): Promise<Examination> {
  const { rights, time } = await reads(client);
  const text = 'not needed to read: SCIM has no token for reading alone, so guard this one as that of an administrator';
  const more: RightFound[] = (await mayChange(client)) === true ? [{ right: 'change users', verdict: 'too-much', text }] : [];
  return { rights: [...rights, ...more], time };
}

/** The token for writing. What a disabled account becomes is told with it. */
export async function examineWriting(client: Client): Promise<Examination> {
  const { rights, time } = await reads(client);
  const may = await mayChange(client);
  const text = `needed to end a sign-in: ${client.dialect.effect}`;
  const right: RightFound[] = may === null ? [] : [{ right: 'change users', verdict: may ? 'has' : 'lacks', text }];
  return { rights: [...rights, ...right], time };
}
