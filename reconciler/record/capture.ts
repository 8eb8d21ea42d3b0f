/** Seals what is personal in a captured state with AES-256-GCM under the key of its month; destroying the key is how it is forgotten. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Sealer } from '../ports.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const MONTH = /^[0-9]{4}-(0[1-9]|1[0-2])$/u;

/** Name of a month's key, and of the credential that holds it: `capture-2027-01`. */
export function keyName(month: string): string {
  return `capture-${month}`;
}

/** A sealer. `keys` gives a key of 32 bytes by its name, or null; a key of another length counts as none. The sealed form is nonce, ciphertext and tag in base64, bound to the key's name. */
export function makeSealer(keys: (name: string) => Uint8Array | null, random: (size: number) => Uint8Array = randomBytes): Sealer {
  const keyOf = (name: string) => {
    const key = keys(name);
    return key === null || key.length !== 32 ? null : key;
  };
  return {
    seal(month, bytes) {
      const name = keyName(month);
      const key = MONTH.test(month) ? keyOf(name) : null;
      if (key === null) return null;
      const nonce = random(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(name));
      const sealed = Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
      return { key: name, bytes: sealed.toString('base64') };
    },
    open(name, bytes) {
      const key = keyOf(name);
      const sealed = Buffer.from(bytes, 'base64');
      if (key === null || sealed.length < NONCE_BYTES + TAG_BYTES) return null;
      const nonce = sealed.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(name));
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
      } catch {
        return null;
      }
    },
  };
}

/** The key that a credential's text holds: 64 hex digits or base64 of 32 bytes. Null when it holds neither. */
export function parseKey(text: string): Uint8Array | null {
  const clean = text.trim();
  if (/^[0-9a-fA-F]{64}$/u.test(clean)) return Buffer.from(clean, 'hex');
  if (!/^[A-Za-z0-9+/_-]{43}=?$/u.test(clean)) return null;
  return Buffer.from(clean, 'base64');
}
