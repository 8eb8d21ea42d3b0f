/** The end of sessions: of the browser, of applications with a token, and of app passwords. */
import type { Call } from './client.ts';
import { readRows } from './records.ts';
import type { Steps } from './steps.ts';
import { AppPassword, Items, TokenItem, type User } from './wire.ts';

async function itemsOf(steps: Steps, path: string): Promise<readonly unknown[]> {
  const listed = await steps.one({ operation: 'read sessions', right: 'security', path }, Items);
  return listed?.items ?? [];
}

/**
 * Signs out, then takes away every token and app password that is there, then the codes printed for emergencies. Google refuses the last of
 * these for who is suspended already, and so they are left to whoever is not: nobody can sign in with them meanwhile.
 */
export async function endSessions(steps: Steps, user: User): Promise<void> {
  const path = `/admin/directory/v1/users/${user.id}`;
  const change = (operation: string, method: 'POST' | 'DELETE', below: string): Call => ({
    operation,
    right: 'security',
    method,
    path: `${path}/${below}`,
  });
  if (!(await steps.send(change('sign out', 'POST', 'signOut')))) steps.refuse('there is no such account');
  const tokens = readRows(await itemsOf(steps, `${path}/tokens`), TokenItem, 'tokens');
  const passwords = readRows(await itemsOf(steps, `${path}/asps`), AppPassword, 'app passwords');
  for (const { clientId } of tokens.values)
    await steps.send(change('take a token away', 'DELETE', `tokens/${encodeURIComponent(clientId)}`));
  for (const { codeId } of passwords.values) await steps.send(change('take an app password away', 'DELETE', `asps/${codeId}`));
  if (!user.suspended) await steps.send(change('take backup codes away', 'POST', 'verificationCodes/invalidate'));
  const [problem] = [...tokens.problems, ...passwords.problems];
  if (problem !== undefined) steps.refuse(problem);
}
