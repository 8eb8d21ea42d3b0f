/** How an application proves who it is: with a secret, or with an assertion that somebody it trusts has signed; and what its token says. */
import { z } from 'zod';
import type { TokenRequest } from '../http/token.ts';
import { Claims } from './wire.ts';

/** A JWT: what a runner of a pipeline gives out instead of a secret. No client secret looks like it. */
const ASSERTION = /^eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/u;

/** The form that asks for a token of this application, with its secret or with an assertion. */
export function tokenForm(client: string, credential: string, scope: string): TokenRequest['form'] {
  const common = { client_id: client, scope, grant_type: 'client_credentials' };
  return ASSERTION.test(credential)
    ? { ...common, client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: credential }
    : { ...common, client_secret: credential };
}

const Numbered = z.object({ error_codes: z.array(z.int().min(1).max(99_999_999)).min(1) });

const MEANING: Readonly<Record<number, string>> = {
  50_034: 'there is no such application or account',
  90_002: 'there is no such tenant; look at `tenant` in the system file',
  700_016: 'the application is not in this tenant; look at `clients` in the system file',
  700_024: 'the assertion is not valid at this time',
  700_211: 'the application trusts no issuer like that of the assertion',
  700_213: 'the application trusts no subject like that of the assertion',
  7_000_215: 'the secret is wrong; its value is needed, not its id',
  7_000_222: 'the secret has run out; make a new one',
};

/** What a refusal of a token means, by its number; null without one. */
export function explainToken(credential: string): (body: unknown) => string | null {
  return (body) => {
    const [number] = Numbered.safeParse(body).data?.error_codes ?? [];
    if (number === undefined) return null;
    return `Entra gives no token for the credential "${credential}" (AADSTS${number}): ${MEANING[number] ?? 'look this number up'}`;
  };
}

/** What a token of ours says of itself; null when it cannot be read. Nothing is believed that Entra does not check itself. */
export function claimsOf(token: string): Claims | null {
  const [, payload] = token.split('.');
  if (payload === undefined) return null;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return Claims.safeParse(claims).data ?? null;
  } catch {
    return null;
  }
}
