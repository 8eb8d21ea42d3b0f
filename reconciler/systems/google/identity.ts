/** Tokens of one identity, one for each right: asked for with signed assertions, kept, renewed in time. */
import { millisecondsOf } from '../../calendar.ts';
import { Fault } from '../../ports.ts';
import { openHttp } from '../http/client.ts';
import { askToken, keepToken, type Tokens } from '../http/token.ts';
import type { GoogleRuntime, GoogleSystem } from './client.ts';
import { type GoogleCredential, readCredential, signAssertion } from './credential.ts';
import { explainToken, isLackOfRight, isUndelegated, lackOfRight } from './refusal.ts';
import { RIGHTS, type Right, TOKEN_HOST } from './rights.ts';

/** A token to use now, and how to say that it is not taken. */
export interface Bearer {
  readonly value: string;
  drop(): void;
}

/** One of the two identities of a system file. */
export interface Identity {
  /** Name of its credential. */
  readonly credential: string;
  /** The administrator that is acted as, in lower case; null where the service account has a role of its own. */
  readonly actsAs: string | null;
  /** A token for a right. Throws Fault, always `refused`. */
  token(right: Right, until: number): Promise<Bearer>;
}

const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

function refuse(system: GoogleSystem, text: string): never {
  throw new Fault(text, { where: system.id, operation: 'open', refused: true });
}

function credentialOf(system: GoogleSystem, runtime: GoogleRuntime, use: 'read' | 'write') {
  const name = system.credential?.[use] ?? refuse(system, `the system file names no credential to ${use}`);
  const text = runtime.credential(name) ?? refuse(system, `the runner has no credential "${name}"`);
  const credential =
    readCredential(text) ?? refuse(system, `the credential "${name}" is neither the key file of a service account nor an access token`);
  // An assertion says where it may be used; a token does not, and a file of the repository chooses the stand-in.
  if (credential.kind === 'token' && system.address !== undefined)
    refuse(system, `the credential "${name}" is an access token: it is sent to Google's own hosts alone, not to \`address\``);
  return { name, credential };
}

/** A token as the runner fetched it, for every right. */
function fixedToken(value: string): Identity['token'] {
  return async () => ({ value, drop: () => {} });
}

function signedTokens(
  system: GoogleSystem,
  runtime: GoogleRuntime,
  about: { readonly name: string; readonly actsAs: string | null; readonly key: Extract<GoogleCredential, { kind: 'key' }> },
): Identity['token'] {
  const { clock } = runtime;
  const host = system.address ?? TOKEN_HOST;
  const http = openHttp({ where: system.id, address: host, clock, headers: {}, perMinute: system.requestsPerMinute ?? 1200 });
  const kept = new Map<Right, Tokens>();
  const lacking = new Map<Right, Fault>();

  function tokensFor(right: Right): Tokens {
    const { scope } = RIGHTS[right];
    return keepToken(clock, async (until) => {
      const now = Math.floor(millisecondsOf(clock.now()) / 1000);
      const form = {
        grant_type: GRANT,
        assertion: signAssertion(about.key, { scope, subject: about.actsAs, audience: `${host}/token`, now }),
      };
      let isLacking = false;
      const explain = (body: unknown) => {
        isLacking = isUndelegated(body);
        return explainToken(body, { scope, credential: about.name });
      };
      try {
        return await askToken(http, { where: system.id, credential: about.name, path: '/token', form, until, explain });
      } catch (error) {
        throw isLacking && error instanceof Fault ? lackOfRight(error.message, error) : error;
      }
    });
  }

  return async (right, until) => {
    // What was not delegated is not asked for again for each account.
    const known = lacking.get(right);
    if (known !== undefined) throw known;
    const tokens = kept.get(right) ?? tokensFor(right);
    kept.set(right, tokens);
    try {
      const value = await tokens.get(until);
      return { value, drop: () => tokens.drop(value) };
    } catch (error) {
      if (error instanceof Fault && isLackOfRight(error)) lacking.set(right, error);
      throw error;
    }
  };
}

/** Opens an identity. Throws Fault when the file names no credential, or the runner has none of that name that can be used. */
export function openIdentity(system: GoogleSystem, runtime: GoogleRuntime, use: 'read' | 'write'): Identity {
  const { name, credential } = credentialOf(system, runtime, use);
  const actsAs = system.actsAs?.[use]?.toLowerCase() ?? null;
  const token =
    credential.kind === 'token' ? fixedToken(credential.value) : signedTokens(system, runtime, { name, actsAs, key: credential });
  return { credential: name, actsAs, token };
}
