/** From GitHub's refusals to faults that say what to mend. Its own sentences may name people and are never passed on. Pure. */
import { z } from 'zod';
import { Fault } from '../../ports.ts';
import type { Answer } from '../http/client.ts';
import { resetWait, retryAfterOf } from '../http/limits.ts';
import { GraphAnswer } from './wire.ts';

const Message = z.object({ message: z.string() });

const LIMITED = /secondary rate limit|rate limit exceeded|abuse detection/iu;

/** The least that GitHub asks for when it does not say how long. */
const LEAST = 60_000;

/** Milliseconds to wait when an answer is about limits, of which GitHub has two, with 403 as well as 429; null for others. */
export function throttleOf(answer: Answer, now: number): number | null {
  const { status, headers, body } = answer;
  const isGraph = GraphAnswer.safeParse(body).data?.errors?.some(({ type }) => type === 'RATE_LIMITED') === true;
  if (status !== 403 && status !== 429 && !isGraph) return null;
  const isUsedUp = headers.get('x-ratelimit-remaining')?.trim() === '0';
  const isSaid = status === 429 || isGraph || LIMITED.test(Message.safeParse(body).data?.message ?? '');
  if (!isUsedUp && !isSaid && headers.get('retry-after') === null) return null;
  return retryAfterOf(headers) ?? (isUsedUp ? resetWait(headers, 'x-ratelimit-reset', now) : null) ?? LEAST;
}

/** True for a 404 of GitHub's own. One of something that stands in front says nothing about a record. */
export function isAbsent({ status, body }: Answer): boolean {
  return status === 404 && Message.safeParse(body).success;
}

/** What GitHub says of a token, of an app or of a user, that may not do this to anybody. */
const NO_RIGHT =
  /^Resource not accessible by (integration|personal access token)|admin rights|must be an? (organization )?(owner|admin)\b/iu;

/**
 * True for a refusal that is about who asks, by GitHub's own words: other refusals with the same status are about what was asked for, as a
 * team that another directory fills. A token that is not authorised for single sign-on can do nothing at all, which stops a system rightly.
 */
function isLackOfRight({ status, headers, body }: Answer): boolean {
  const message = Message.safeParse(body).data?.message ?? '';
  return status === 403 && headers.get('x-github-sso') === null && NO_RIGHT.test(message);
}

/** The fault of a status that is not what was expected: nothing was done. */
export function faultOfStatus(answer: Answer, about: { where: string; operation: string; credential: string }): Fault {
  const { status, headers } = answer;
  const { where, operation, credential } = about;
  const isSingleSignOn = headers.get('x-github-sso') !== null;
  const texts: Readonly<Record<number, string>> = {
    401: `GitHub refused the token: it is wrong, was withdrawn or has run out; give a new one as the credential "${credential}"`,
    403: isSingleSignOn
      ? `the token of the credential "${credential}" is not authorised for single sign-on of the organisation; authorise it in its settings`
      : `the token of the credential "${credential}" lacks the permission; see docs/systems/github.md`,
    404: `GitHub shows no such thing to the credential "${credential}": it is not there, or the token lacks the permission`,
  };
  return new Fault(texts[status] ?? `GitHub answered ${status}`, {
    where,
    operation,
    refused: true,
    meaning: isLackOfRight(answer) ? 'no-right' : null,
  });
}
