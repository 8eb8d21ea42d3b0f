/** From GitHub's refusals to faults that say what to mend. The token, headers and addresses with secrets never reach a message. */
import { Fault } from '../../ports.ts';
import { WireError } from './wire.ts';

/** An answer that is no success, or no answer at all (`status` 0). */
export interface Failure {
  readonly operation: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly data: unknown;
}

/** GitHub's own sentence, with its list of errors, cut to one short line. */
export function wordsOf(data: unknown): string {
  const parsed = WireError.safeParse(data);
  if (!parsed.success) return '';
  const { message, errors } = parsed.data;
  const list = Array.isArray(errors) ? errors : errors === undefined ? [] : [errors];
  const parts = list.map((one) => (typeof one === 'string' ? one : wordsOf(one)));
  return [message, ...parts].filter(Boolean).join(': ').replaceAll(/\s+/gu, ' ').slice(0, 300);
}

/** Milliseconds that GitHub asks to wait; null when this is no rate limit. Secondary limits without a time: a minute, doubled each time. */
export function waitFor(failure: Failure, about: { readonly now: number; readonly attempt: number }): number | null {
  if (failure.status !== 403 && failure.status !== 429) return null;
  const { headers } = failure;
  const after = Number(headers['retry-after']);
  if (headers['retry-after'] !== undefined && Number.isFinite(after) && after >= 0) return after * 1000;
  if (String(headers['x-ratelimit-remaining']) === '0') {
    const reset = Number(headers['x-ratelimit-reset']) * 1000;
    return Number.isFinite(reset) ? Math.max(1000, reset - about.now) : 60_000;
  }
  const isLimit = failure.status === 429 || /secondary rate limit|rate limit exceeded|abuse detection/iu.test(wordsOf(failure.data));
  return isLimit ? 60_000 * 2 ** about.attempt : null;
}

function sentence(failure: Failure, repository: string): string {
  const words = wordsOf(failure.data);
  switch (failure.status) {
    case 0:
      return 'GitHub did not answer; try again later';
    case 301:
    case 302:
    case 307:
    case 308:
      return `${repository} has moved at GitHub: write its new address into the clone's origin and into home in organisation.yaml, or set GITHUB_REPOSITORY`;
    case 401:
      return 'GitHub refused the token: it is wrong or has expired; give a new one as the credential "forge" or GITHUB_TOKEN';
    case 403:
      if (/not permitted to create or approve pull requests/iu.test(words)) {
        return 'GitHub does not let workflows open pull requests here: switch on "Allow GitHub Actions to create and approve pull requests", or use the token of an app';
      }
      return `the token may not do this in ${repository}: it needs contents, pull requests and issues with write access`;
    case 404:
      return `${repository} is not there, or the token cannot see it; look at the name and at the token's access`;
    case 410:
      return `issues are switched off in ${repository}; switch them on for the board and for labels`;
    case 422:
      return `GitHub refused what was sent${words === '' ? '' : `: ${words}`}`;
    default:
      return `GitHub answered ${failure.status}; try again later`;
  }
}

/** The failure as a fault. Refused: it certainly had no effect. */
export function faultOf(failure: Failure, repository: string, retryAfter: number | null = null): Fault {
  const { status, operation } = failure;
  const text = retryAfter === null ? sentence(failure, repository) : 'GitHub asks to wait because of its rate limits; the next run goes on';
  const retryable = retryAfter !== null || status === 0 || status >= 500;
  return new Fault(text, { where: 'github', operation, retryable, retryAfter, refused: status >= 300 && status < 500 });
}
