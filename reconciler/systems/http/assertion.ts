/** Signed assertions (RFC 7523, RS256): how a client proves that it has a private key, without sending it. */
import { createPrivateKey, type JsonWebKey, type KeyObject, sign } from 'node:crypto';

/** A private key of ours, and what its owner calls it. */
export interface SigningKey {
  readonly key: KeyObject;
  readonly keyId: string | null;
}

/** What a credential holds as JSON; null for any other text. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** An RSA key from PEM or from a JWK; null for anything else. Nothing of the text is ever passed on. */
export function rsaKeyOf(from: string | JsonWebKey): KeyObject | null {
  try {
    const key = typeof from === 'string' ? createPrivateKey(from) : createPrivateKey({ key: from, format: 'jwk' });
    return key.asymmetricKeyType === 'rsa' ? key : null;
  } catch {
    return null;
  }
}

/** A signed assertion of these claims. */
export function signClaims({ key, keyId }: SigningKey, claims: Readonly<Record<string, unknown>>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'RS256', typ: 'JWT', ...(keyId === null ? {} : { kid: keyId }) })}.${part(claims)}`;
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`;
}
