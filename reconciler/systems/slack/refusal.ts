/** From Slack's refusals to faults that say what to mend. Only its words are passed on, never a sentence. Pure. */
import { Fault } from '../../ports.ts';
import type { Answer } from '../http/client.ts';
import { retryAfterOf } from '../http/limits.ts';
import { Envelope } from './wire.ts';

/** Waited for when Slack says in the body alone that it was too much. */
const LEAST = 30_000;

/** Milliseconds to wait for an answer that says so with HTTP 200; null for others, 429 with `Retry-After` among them. */
export function throttleOf({ status, headers, body }: Answer): number | null {
  const answer = status === 200 ? Envelope.safeParse(body).data : undefined;
  if (answer === undefined || answer.ok || !['ratelimited', 'rate_limited'].includes(answer.error)) return null;
  return retryAfterOf(headers) ?? LEAST;
}

const TOKEN = ['invalid_auth', 'not_authed', 'token_revoked', 'token_expired', 'account_inactive', 'org_login_required'];
/** Of these certainly every account is refused. */
const NO_RIGHT = ['missing_scope', 'not_allowed_token_type', 'not_an_admin', 'no_permission'];
const RIGHTS = [...NO_RIGHT, 'access_denied', 'not_allowed', 'user_not_authorized'];
const PLAN = ['feature_not_enabled', 'paid_only', 'not_an_enterprise', 'team_not_eligible', 'method_not_supported_for_channel_type'];

/** Failures of Slack itself: something may have happened. */
const BROKEN = ['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'failed_for_some_users'];

/** A word of Slack's as it may be shown; '' for what is none. */
function wordOf(text: string | null | undefined): string {
  return /^[a-z0-9_.:,-]{1,80}$/u.test(text ?? '') ? (text ?? '') : '';
}

/** What an answer with `ok: false` is about, and where. */
interface About {
  readonly where: string;
  readonly operation: string;
  readonly credential: string;
  /** Whether it was asked for a change. */
  readonly isWrite: boolean;
}

/** The fault of `ok: false`. A failure of Slack itself leaves the outcome of a write unknown. */
export function faultOfWord(refused: { readonly error: string; readonly needed?: string | null | undefined }, about: About): Fault {
  const { where, operation, credential, isWrite } = about;
  const { error } = refused;
  const word = wordOf(error);
  if (BROKEN.includes(error)) {
    return new Fault(`Slack failed (${word}); perhaps a part of it was done`, { where, operation, refused: !isWrite, retryable: !isWrite });
  }
  const needed = wordOf(refused.needed);
  const text = TOKEN.includes(error)
    ? `Slack refused the token (${word}); give a new one as the credential "${credential}"`
    : RIGHTS.includes(error)
      ? `the token of the credential "${credential}" lacks the right${needed === '' ? '' : ` ${needed}`} (${word}); see docs/systems/slack.md`
      : PLAN.includes(error)
        ? `the plan does not have that (${word}); look at \`plan\` in the system file`
        : error.endsWith('_primary_owner')
          ? `the account is the primary owner's (${word}): a person hands the ownership on first`
          : `Slack refused (${word})`;
  return new Fault(text, { where, operation, refused: true, meaning: NO_RIGHT.includes(error) ? 'no-right' : null });
}

/** The fault of a status that is no success, of the Web API and of SCIM. */
export function faultOfStatus(status: number, about: About): Fault {
  const { where, operation, credential } = about;
  const texts: Readonly<Record<number, string>> = {
    401: `Slack refused the token; give a new one as the credential "${credential}"`,
    403: `the token of the credential "${credential}" lacks the right; see docs/systems/slack.md`,
    404: 'Slack has no such member, or the plan has no SCIM',
  };
  const meaning = status === 403 ? 'no-right' : null;
  return new Fault(texts[status] ?? `Slack answered ${status}`, { where, operation, refused: true, meaning });
}
