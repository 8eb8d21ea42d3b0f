/** From refusals of GitLab and Gitea to faults that say what to mend. The token and addresses with secrets never reach a message. */
import { z } from 'zod';
import { Fault } from '../../ports.ts';

/** An answer that is no success, or no answer at all (`status` 0). */
export interface Failure {
  readonly operation: string;
  readonly status: number;
  readonly headers: Headers;
  readonly data: unknown;
}

const Words: z.ZodType<string> = z.union([
  z.string(),
  z.array(z.string()).transform((list) => list.join(', ')),
  z.record(z.string(), z.unknown()).transform((fields) => Object.keys(fields).join(', ')),
]);

/** `message` is a text, a list or a table of fields; some errors have `error` instead. */
const WireError = z.object({ message: Words.optional(), error: z.string().optional() });

/** The forge's own words, cut to one short line. */
export function wordsOf(data: unknown): string {
  const parsed = WireError.safeParse(data);
  const said = parsed.success ? (parsed.data.message ?? parsed.data.error ?? '') : '';
  return said.replaceAll(/\s+/gu, ' ').trim().slice(0, 300);
}

/** Milliseconds that the forge asks to wait; null when this is no rate limit. Without a time a minute, doubled each time. */
export function waitFor(failure: Failure, about: { readonly now: number; readonly attempt: number }): number | null {
  if (failure.status !== 429) return null;
  const after = Number(failure.headers.get('retry-after') ?? Number.NaN);
  if (Number.isFinite(after) && after >= 0) return after * 1000;
  const reset = Number(failure.headers.get('ratelimit-reset') ?? Number.NaN) * 1000;
  return Number.isFinite(reset) ? Math.max(1000, reset - about.now) : 60_000 * 2 ** about.attempt;
}

function sentence({ status, data }: Failure, about: { readonly name: string; readonly project: string }): string {
  const { name, project } = about;
  const words = wordsOf(data);
  if (status === 0) return `${name} did not answer; try again later`;
  if (status >= 300 && status < 400)
    return `${project} has moved at ${name}: write its new address into the clone's origin and into home in organisation.yaml, or set LASTDAY_FORGE_REPOSITORY`;
  switch (status) {
    case 401:
      return `${name} refused the token: it is wrong or has expired; give a new one as the credential "forge"`;
    case 403:
      return `the token may not do this in ${project}: it needs to read and write the repository, its pull requests and its issues`;
    case 404:
      return `${project} is not there, or the token cannot see it; check the address and what the token may do`;
    case 400:
    case 405:
    case 409:
    case 422:
      return `${name} refused what was sent${words === '' ? '' : `: ${words}`}`;
    default:
      return `${name} answered ${status}; try again later`;
  }
}

/** The failure as a fault. Refused: it certainly had no effect. */
export function faultOf(
  failure: Failure,
  about: { readonly name: string; readonly where: string; readonly project: string },
  retryAfter: number | null = null,
): Fault {
  const { status, operation } = failure;
  const text =
    retryAfter === null ? sentence(failure, about) : `${about.name} asks to wait because of its rate limits; the next run goes on`;
  const retryable = retryAfter !== null || status === 0 || status >= 500;
  return new Fault(text, { where: about.where, operation, retryable, retryAfter, refused: status >= 300 && status < 500 });
}
