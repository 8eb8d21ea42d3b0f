/** A credential for Google: the key of a service account, or an access token that the runner fetched without one. */
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { parseJson, rsaKeyOf, signClaims } from '../http/assertion.ts';

/** What the runner holds. A key makes assertions for any right and person; a token is as it is, for an hour at most. */
export type GoogleCredential =
  | { readonly kind: 'key'; readonly email: string; readonly key: KeyObject; readonly keyId: string | null }
  | { readonly kind: 'token'; readonly value: string };

/** The key file as the Cloud console gives it. Its `token_uri` is not used: keys speak to Google's own host. */
const KeyFile = z.object({
  type: z.literal('service_account'),
  client_email: z.string().min(3),
  private_key: z.string(),
  private_key_id: z.string().nullish(),
});

const ACCESS_TOKEN = /^ya29\.[\x21-\x7e]{1,4000}$/u;

/** The credential in a text; null when it is neither a key file nor an access token. Nothing of the text is ever passed on. */
export function readCredential(text: string): GoogleCredential | null {
  if (ACCESS_TOKEN.test(text.trim())) return { kind: 'token', value: text.trim() };
  const file = KeyFile.safeParse(parseJson(text));
  if (!file.success) return null;
  const { client_email: email, private_key: pem, private_key_id: keyId } = file.data;
  const key = rsaKeyOf(pem);
  return key === null ? null : { kind: 'key', email, key, keyId: keyId ?? null };
}

/** What an assertion says. `now` is seconds since 1970. */
export interface Claims {
  readonly scope: string;
  /** Who is acted as; null for the service account itself. */
  readonly subject: string | null;
  /** Where it is sent: it is of no use anywhere else. */
  readonly audience: string;
  readonly now: number;
}

/** Google takes assertions of at most an hour; ours is used at once. */
const LIFE = 600;
/** A clock that is a little ahead would make an assertion of the future. */
const LEEWAY = 30;

/** A signed assertion (RFC 7523, RS256). */
export function signAssertion(credential: Extract<GoogleCredential, { kind: 'key' }>, claims: Claims): string {
  const { email, key, keyId } = credential;
  const { scope, subject, audience, now } = claims;
  const issued = now - LEEWAY;
  const payload = { iss: email, ...(subject === null ? {} : { sub: subject }), scope, aud: audience, iat: issued, exp: issued + LIFE };
  return signClaims({ key, keyId }, payload);
}
