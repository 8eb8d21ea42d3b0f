/** What a forge tells of our token and of its branches, as findings for `doctor`. */
import type { RightFound } from '../../model/examination.ts';
import { Fault } from '../../ports.ts';

/** Branches that must not be rewritten, beside the default one. */
export const JOURNAL = 'lastday/journal';

/** What is asked for; null where this token may not know. A limit of the rate is no answer, and is thrown. */
export async function ifTold<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Fault && error.refused && !error.retryable) return null;
    throw error;
  }
}

/** Scopes of a token against those that are needed, and those that nothing here is for. */
export function scopeFindings(
  scopes: readonly string[],
  about: { readonly needed: readonly string[]; readonly over: RegExp },
): RightFound[] {
  const needed = about.needed.map((right): RightFound => {
    const verdict = scopes.includes(right) ? 'has' : 'lacks';
    return { right, verdict, text: 'the scope that branches, pull requests and the board need' };
  });
  const over = scopes.filter((right) => about.over.test(right));
  return [
    ...needed,
    ...over.map((right): RightFound => ({ right, verdict: 'too-much', text: 'nothing here needs this scope; give a token without it' })),
  ];
}

/** What the token may do in the repository; nothing where that is not told. */
export function roleFindings(
  role: { readonly push?: boolean | undefined; readonly admin?: boolean | undefined } | null | undefined,
): RightFound[] {
  if (role === null || role === undefined) return [];
  const push: RightFound = { right: 'write', verdict: role.push === true ? 'has' : 'lacks', text: 'writing to the repository' };
  const admin: RightFound = {
    right: 'admin',
    verdict: 'too-much',
    text: 'who may administer the repository can take its protections away; give a lesser role',
  };
  return role.admin === true ? [push, admin] : [push];
}

/** Whether a branch is protected; nothing where that is not told, as of a branch that is not there yet. */
export function protectionFinding(branch: string, isProtected: boolean | null | undefined): RightFound[] {
  if (isProtected === null || isProtected === undefined) return [];
  const what = branch === JOURNAL ? 'the journal' : 'the default branch';
  const text = isProtected
    ? `${what} is protected`
    : `nothing keeps ${what} from being rewritten; protect it against force pushes and deletion`;
  return [{ right: `protection of ${branch}`, verdict: isProtected ? 'has' : 'lacks', text }];
}
