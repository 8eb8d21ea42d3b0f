/** From Google's refusals to faults that say what to mend. Its own sentences may name people and are never passed on. */
import { z } from 'zod';
import { Fault } from '../../ports.ts';
import type { Answer } from '../http/client.ts';

/** The form of every error of these interfaces. The first reason counts; `status` is the word of the newer ones. */
const Refusal = z.object({
  error: z.object({
    code: z.int().optional(),
    status: z.string().optional(),
    errors: z.array(z.object({ reason: z.string().optional() })).optional(),
  }),
});

/** The reason of a refusal (`notFound`, `rateLimitExceeded`); '' when it names none, null when the body is no refusal of Google's. */
export function reasonOf(body: unknown): string | null {
  const parsed = Refusal.safeParse(body);
  if (!parsed.success) return null;
  return parsed.data.error.errors?.[0]?.reason ?? parsed.data.error.status ?? '';
}

const TOO_SOON = new Set(['rateLimitExceeded', 'userRateLimitExceeded', 'quotaExceeded', 'RESOURCE_EXHAUSTED']);

/** So long it takes until a limit of a minute has room again, tried five times: Google promises no `Retry-After`. */
const WAIT = 15_000;

/** Milliseconds to wait where an answer is no refusal but a limit of requests: the directory says so with 403, the licence manager with 503. */
export function throttleOf({ status, headers, body }: Answer): number | null {
  const isTooSoon = status === 429 || ((status === 403 || status === 503) && TOO_SOON.has(reasonOf(body) ?? ''));
  if (!isTooSoon) return null;
  const asked = headers.get('retry-after')?.trim() ?? '';
  return /^[0-9]{1,6}$/u.test(asked) ? Number(asked) * 1000 : WAIT;
}

interface About {
  readonly where: string;
  readonly operation: string;
  /** Name of the credential. */
  readonly credential: string;
}

/** Why each fault of ours came about, for those who go on without what it was about. */
const reasons = new WeakMap<object, string>();
const LACKING = 'lacks-right';

/** Reasons of a project in which an interface is not switched on: nobody can be changed through it, and everything else goes on. */
const SWITCHED_OFF = new Set(['accessNotConfigured', 'SERVICE_DISABLED']);

function faultFor(text: string, { where, operation }: Pick<About, 'where' | 'operation'>, reason: string): Fault {
  const meaning = reason === LACKING || SWITCHED_OFF.has(reason) ? 'no-right' : null;
  const fault = new Fault(text, { where, operation, refused: true, meaning });
  reasons.set(fault, reason);
  return fault;
}

/** The reason of Google's that a fault was made of; null for other faults. */
export function reasonOfFault(error: unknown): string | null {
  return error instanceof Fault ? (reasons.get(error) ?? null) : null;
}

/** True for a fault that says that the credential lacks a right: what needs it is left out, and nothing else. */
export function isLackOfRight(error: unknown): boolean {
  return reasonOfFault(error) === LACKING;
}

/** A fault that says that the credential lacks a right. */
export function lackOfRight(text: string, about: Pick<About, 'where' | 'operation'>): Fault {
  return faultFor(text, about, LACKING);
}

/** What only some identities may see: null when this one lacks the right. */
export async function ifAllowed<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (isLackOfRight(error)) return null;
    throw error;
  }
}

const BY_REASON: Readonly<Record<string, string>> = {
  adminCannotUnsuspend: 'Google itself has suspended this account; a super administrator looks at it in the Admin console',
  conditionNotMet: 'Google refused: a condition is not met; look at the account in the Admin console',
  duplicate: 'Google refused: it is there already',
  invalid: 'Google refused a value; look at the organisational units, groups and products in the system file',
  failedPrecondition: 'Google refused: the account is not in a state for this',
  FAILED_PRECONDITION: 'Google refused: the account is not in a state for this',
  notFound: 'Google refused: there is no such record',
  accessNotConfigured: "this interface is not switched on in the service account's project; see docs/systems/google.md",
  SERVICE_DISABLED: "this interface is not switched on in the service account's project; see docs/systems/google.md",
};

/** The fault of a status that is no success: it certainly had no effect. */
export function faultOf({ status, body }: Answer, { where, operation, credential }: About): Fault {
  const about = { where, operation };
  const reason = reasonOf(body) ?? '';
  const said = BY_REASON[reason];
  if (said !== undefined) return faultFor(said, about, reason);
  if (status === 401)
    return faultFor(`Google does not take the token of the credential "${credential}"; look whether its key is still there`, about, reason);
  if (status === 403)
    return lackOfRight(`the identity of the credential "${credential}" lacks the right; see docs/systems/google.md`, about);
  return faultFor(`Google answered ${status}`, about, reason);
}

const TokenRefusal = z.object({ error: z.string() });

/** What it means that no token is given for a scope; null: by the code of RFC 6749. */
export function explainToken(body: unknown, about: { readonly scope: string; readonly credential: string }): string | null {
  const scope = about.scope.replace('https://www.googleapis.com/auth/', '');
  switch (TokenRefusal.safeParse(body).data?.error ?? '') {
    case 'unauthorized_client':
    case 'access_denied':
      return `the scope ${scope} is not delegated to the service account of the credential "${about.credential}"; see docs/systems/google.md`;
    case 'invalid_grant':
      return `Google takes no assertion of the credential "${about.credential}": its key was deleted, the clock is wrong, or whom it acts as is not there or is suspended`;
    default:
      return null;
  }
}

/** True for the answer of the token host that says that a scope is not delegated. */
export function isUndelegated(body: unknown): boolean {
  return ['unauthorized_client', 'access_denied'].includes(TokenRefusal.safeParse(body).data?.error ?? '');
}
