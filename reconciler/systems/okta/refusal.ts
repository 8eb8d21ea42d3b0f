/** From Okta's refusals to faults that say what to mend. Its own sentences may name people and are never passed on. Pure. */
import { z } from 'zod';
import { Fault } from '../../ports.ts';
import type { Answer } from '../http/client.ts';
import { resetWait } from '../http/limits.ts';

const Problem = z.object({ errorCode: z.string() });

/** The code of a refusal (`E0000007`); '' without one. */
export function codeOf(body: unknown): string {
  const code = Problem.safeParse(body).data?.errorCode ?? '';
  return /^E[0-9]{7}$/u.test(code) ? code : '';
}

/** True for a 404 of Okta's own. One of something that stands in front says nothing about a record. */
export function isAbsent({ status, body }: Answer): boolean {
  return status === 404 && codeOf(body) !== '';
}

/** Milliseconds until the window of an endpoint begins anew, by the clock of Okta; null when it does not say. */
export function throttleOf({ status, headers }: Answer, now: number): number | null {
  return status === 429 ? resetWait(headers, 'x-rate-limit-reset', now) : null;
}

/** Okta's code for an administrator, or an app, that may not do this to anybody. */
const NO_RIGHT = 'E0000006';

/** True for a refusal that is about who asks. Others with the same status are about what was asked for: a group that a rule fills. */
function isLackOfRight({ status, headers, body }: Answer): boolean {
  return status === 403 && (codeOf(body) === NO_RIGHT || /\binsufficient_scope\b/u.test(headers.get('www-authenticate') ?? ''));
}

/** The fault of a status that is not what was expected: nothing was done. */
export function faultOfStatus(answer: Answer, about: { where: string; operation: string; credential: string }): Fault {
  const { status, body } = answer;
  const { where, operation, credential } = about;
  const texts: Readonly<Record<number, string>> = {
    401: `Okta refused the token: it is wrong, was withdrawn or was not used for 30 days; give a new one as the credential "${credential}"`,
    403: `the administrator of the credential "${credential}" has no role for that; see docs/systems/okta.md`,
    404: 'Okta has no such record, or the administrator may not see it',
  };
  const code = codeOf(body);
  const text = texts[status] ?? `Okta answered ${status}`;
  const meaning = isLackOfRight(answer) ? 'no-right' : null;
  return new Fault(code === '' ? text : `${text} (${code})`, { where, operation, refused: true, meaning });
}
