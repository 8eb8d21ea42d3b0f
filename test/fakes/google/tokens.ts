/** The token host of the fake: assertions checked as RFC 7523 says, tokens given for what was delegated and for nothing else. */
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import type { FakeGoogleWorld } from './world.ts';

/** A token that was given. */
export interface GivenToken {
  readonly scopes: readonly string[];
  readonly subject: string | null;
  readonly account: string;
  readonly ends: number;
}

/** An answer of the token host, and what of the question no fact allows. */
export interface TokenAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly given?: GivenToken;
  readonly violation?: string;
  readonly undelegated?: string;
}

/** One key for all tests: making one takes longer than most of them. */
const PAIR = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const OTHER = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

/** The public key of the key files below. */
export const PUBLIC_KEY = PAIR.publicKey;

/** A key file as the Cloud console gives it; `wrong` for one whose key is not the account's (any more). */
export function keyFile(email: string, wrong = false): string {
  return JSON.stringify({
    type: 'service_account',
    project_id: 'exempel-lastday',
    private_key_id: 'key-1',
    private_key: wrong ? OTHER.privateKey : PAIR.privateKey,
    client_email: email,
    token_uri: 'https://elsewhere.exempel.example/token',
  });
}

const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const CLAIMS = new Set(['iss', 'sub', 'scope', 'aud', 'iat', 'exp']);

function decode(part: string | undefined): Readonly<Record<string, unknown>> | null {
  try {
    return JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as Readonly<Record<string, unknown>>;
  } catch {
    return null;
  }
}

function refused(status: number, error: string, violation?: string): TokenAnswer {
  const body = { error, error_description: 'Said in words that may name testper@exempel.example.' };
  return { status, body, ...(violation === undefined ? {} : { violation }) };
}

/** Answers a question for a token. `now` is milliseconds. */
export function answerToken(
  world: FakeGoogleWorld,
  form: URLSearchParams,
  at: { readonly audience: string; readonly now: number },
): TokenAnswer {
  const names = [...form.keys()].toSorted().join(' ');
  if (names !== 'assertion grant_type' || form.get('grant_type') !== GRANT) return refused(400, 'invalid_request', `a token with ${names}`);
  const [head, payload, signature, ...more] = (form.get('assertion') ?? '').split('.');
  const [header, claims] = [decode(head), decode(payload)];
  if (header === null || claims === null || more.length > 0) return refused(400, 'invalid_request', 'an assertion that is no JWT');
  if (header['alg'] !== 'RS256' || header['typ'] !== 'JWT') return refused(400, 'invalid_request', 'an assertion with another algorithm');
  const unknown = Object.keys(claims).filter((one) => !CLAIMS.has(one));
  if (unknown.length > 0) return refused(400, 'invalid_request', `an assertion with ${unknown.join(' ')}`);
  const { iss, sub, scope, aud, iat, exp } = claims as Readonly<Record<string, string>> & { iat: number; exp: number };
  if (aud !== at.audience) return refused(400, 'invalid_grant', `an assertion for ${aud}`);
  if (exp - iat > 3600) return refused(400, 'invalid_grant', 'an assertion that lives longer than an hour');
  const account = world.serviceAccounts.get(iss ?? '');
  const isSigned =
    account !== undefined &&
    verify('RSA-SHA256', Buffer.from(`${head}.${payload}`), createPublicKey(account.publicKey), Buffer.from(signature ?? '', 'base64url'));
  if (!isSigned || iat * 1000 > at.now + 5000 || exp * 1000 <= at.now) return refused(400, 'invalid_grant');
  const scopes = (scope ?? '').split(' ');
  if (scopes.some((one) => !account.scopes.has(one))) return { ...refused(401, 'unauthorized_client'), undelegated: scope ?? '' };
  const user = [...world.users.values()].find((one) => one.primaryEmail === sub || one.aliases.includes(sub ?? ''));
  if (sub !== undefined && (user === undefined || user.suspended || user.deletionTime !== null)) return refused(400, 'invalid_grant');
  const given = { scopes, subject: sub ?? null, account: iss ?? '', ends: at.now + 3_599_000 };
  return { status: 200, body: { access_token: '', token_type: 'Bearer', expires_in: 3599 }, given };
}
