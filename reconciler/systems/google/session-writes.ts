/** The end of sessions: of the browser, of applications with a token, and of app passwords. */

import { readRows } from '../http/reading.ts';
import type { Call } from './client.ts';
import type { Steps } from './steps.ts';
import { AppPassword, Items, TokenItem, type User } from './wire.ts';

async function itemsOf(steps: Steps, path: string): Promise<readonly unknown[]> {
  const listed = await steps.one({ operation: 'read sessions', right: 'security', path }, Items);
  return listed?.items ?? [];
}

function change(
  user: User,
  about: { readonly operation: string; readonly method: 'POST' | 'DELETE'; readonly below: readonly string[] },
): Call {
  const { operation, method, below } = about;
  return {
    operation,
    right: 'security',
    method,
    path: [`/admin/directory/v1/users/${user.id}`, ...below.map(encodeURIComponent)].join('/'),
  };
}

/** Takes the codes printed for emergencies away; Google refuses it for who is suspended. */
export function endCodes(user: User): Call {
  return change(user, { operation: 'take backup codes away', method: 'POST', below: ['verificationCodes', 'invalidate'] });
}

/**
 * Signs out, then takes away every token and app password that is there, then the codes printed for emergencies: of who is suspended already
 * these went right before that.
 */
export async function endSessions(steps: Steps, user: User): Promise<void> {
  const path = `/admin/directory/v1/users/${user.id}`;
  if (!(await steps.send(change(user, { operation: 'sign out', method: 'POST', below: ['signOut'] }))))
    steps.refuse('there is no such account');
  const tokens = readRows(await itemsOf(steps, `${path}/tokens`), TokenItem, 'tokens');
  const passwords = readRows(await itemsOf(steps, `${path}/asps`), AppPassword, 'app passwords');
  for (const { clientId } of tokens.values)
    await steps.send(change(user, { operation: 'take a token away', method: 'DELETE', below: ['tokens', clientId] }));
  for (const { codeId } of passwords.values)
    await steps.send(change(user, { operation: 'take an app password away', method: 'DELETE', below: ['asps', String(codeId)] }));
  if (!user.suspended) await steps.send(endCodes(user));
  const [problem] = [...tokens.problems, ...passwords.problems];
  if (problem !== undefined) steps.refuse(problem);
}
