/** Tokens that run out: asked for with a form (RFC 6749), kept, and renewed before they end. */
import { z } from 'zod';
import type { SystemId } from '../../../schemas/primitives.ts';
import { type Clock, Fault } from '../../ports.ts';
import type { Http } from './client.ts';

/** A token as its issuer gave it. `lives` is milliseconds, counted from before it was asked for. */
export interface Token {
  readonly value: string;
  readonly lives: number;
}

/** The token to use now. */
export interface Tokens {
  /** A token that still lives; asks for one when there is none, or when it ends soon. Throws Fault, always `refused`. */
  get(until: number): Promise<string>;
  /** Forgets this token, and no other, because the system does not take it any more. */
  drop(value: string): void;
}

interface Kept {
  readonly value: string;
  /** Instants of `clock.elapsed()`. */
  readonly renewAt: number;
  readonly endsAt: number;
}

/** A token is renewed so many milliseconds before its end, or when a fifth of its life is left. */
const MARGIN = 5 * 60_000;

/** Nothing has reached the system itself while there is no token, whatever became of the question for one. */
function asRefused(error: unknown): unknown {
  if (!(error instanceof Fault) || error.refused) return error;
  const { where, operation, retryable, retryAfter } = error;
  return new Fault(error.message, { where, operation, retryable, retryAfter, refused: true, cause: error });
}

/**
 * Keeps the token that `ask` brings. Those who need one at the same time share one question. When renewing fails while the old token
 * still lives, the old one is used on.
 */
export function keepToken(clock: Clock, ask: (until: number) => Promise<Token>): Tokens {
  let kept: Kept | null = null;
  let asking: Promise<Kept> | null = null;

  async function renew(until: number): Promise<Kept> {
    const asked = clock.elapsed();
    const { value, lives } = await ask(until);
    kept = { value, renewAt: asked + lives - Math.min(MARGIN, lives / 5), endsAt: asked + lives };
    return kept;
  }

  return {
    async get(until) {
      if (kept !== null && clock.elapsed() < kept.renewAt) return kept.value;
      try {
        asking ??= renew(until).finally(() => {
          asking = null;
        });
        return (await asking).value;
      } catch (error) {
        if (error instanceof Fault && kept !== null && clock.elapsed() < kept.endsAt) return kept.value;
        throw asRefused(error);
      }
    },
    drop(value) {
      if (kept?.value === value) kept = null;
    },
  };
}

/** Where a token is asked for and with what. */
export interface TokenRequest {
  readonly where: SystemId;
  /** Name of the credential that the form was made with, for people. */
  readonly credential: string;
  /** Path of the token endpoint below the address of the client. */
  readonly path: string;
  readonly form: Readonly<Record<string, string>>;
  readonly until: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** What a refusal means here, from its body, as a sentence without anything personal; null: say it by the code of RFC 6749. */
  readonly explain?: (body: unknown) => string | null;
}

const Granted = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]+$/u),
  token_type: z.string().regex(/^bearer$/iu),
  expires_in: z.union([z.number().positive(), z.string().regex(/^[1-9][0-9]{0,8}$/u)]),
});

/** Codes of RFC 6749 5.2 and of RFC 7521, which say nothing about a person: only these are shown. */
const Refusal = z.object({
  error: z.enum(['invalid_request', 'invalid_client', 'invalid_grant', 'unauthorized_client', 'unsupported_grant_type', 'invalid_scope']),
});

function refusalText({ credential, explain }: TokenRequest, { status, body }: { readonly status: number; readonly body: unknown }): string {
  const said = explain?.(body) ?? null;
  if (said !== null) return said;
  const code = Refusal.safeParse(body).data?.error;
  return `it gives no token for the credential "${credential}" (${code ?? status}); check that it is current and for this client`;
}

/** Asks for a token with a form. `http` is a client of the host that gives tokens, without credentials. Throws Fault. */
export async function askToken(http: Http, request: TokenRequest): Promise<Token> {
  const { where, path, form, until, headers } = request;
  const operation = 'get a token';
  const more = headers === undefined ? {} : { headers };
  const { status, body } = await http.send({ operation, method: 'POST', path, form, until, isRead: true, ...more });
  if (status !== 200) throw new Fault(refusalText(request, { status, body }), { where, operation, refused: true });
  const granted = Granted.safeParse(body);
  if (!granted.success) throw new Fault('its answer holds no token that can be used', { where, operation, refused: true });
  return { value: granted.data.access_token, lives: Number(granted.data.expires_in) * 1000 };
}
