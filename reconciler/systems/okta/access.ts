/** How an Okta org is let in to: with an API token, or as a service app that proves by its private key who it is. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { millisecondsOf } from '../../calendar.ts';
import { Fault } from '../../ports.ts';
import { credentialOf, type HttpRuntime, type Use } from '../http/adapter.ts';
import { parseJson, rsaKeyOf, type SigningKey, signClaims } from '../http/assertion.ts';
import { type Http, type HttpOptions, openHttp } from '../http/client.ts';
import { askToken, keepToken, type Tokens } from '../http/token.ts';
import type { OktaSystem } from './client.ts';
import { throttleOf } from './refusal.ts';

/** The least that any endpoint that is asked here allows in a minute, by the limits of the smallest org. */
const PER_MINUTE = 500;

const TOKEN = '/oauth2/v1/token';

/** Seconds that an assertion lives; it is used at once. */
const LIFE = 300;

/** A clock that is a little ahead would make an assertion of the future. */
const LEEWAY = 30;

/** The private half of a JWK of a service app. */
const Jwk = z.looseObject({ kty: z.literal('RSA'), d: z.string(), kid: z.string().nullish() });

/** What a refusal of Okta's token endpoint may say besides the codes of RFC 6749. */
const Refused = z.object({ error: z.enum(['invalid_scope', 'invalid_dpop_proof', 'use_dpop_nonce', 'invalid_client']) });

/** The scopes that an identity asks for: what it does, and nothing more. */
export function scopesFor({ apps, reads }: Pick<OktaSystem, 'apps' | 'reads'>, use: Use): readonly string[] {
  const parts = ['users', 'groups', ...((apps ?? []).length > 0 ? ['apps'] : [])];
  const reading = parts.map((part) => `okta.${part}.read`);
  const writing = use === 'write' ? parts.map((part) => `okta.${part}.manage`) : [];
  const log = use === 'read' && reads === 'changes' ? ['okta.logs.read'] : [];
  return [...reading, ...writing, 'okta.roles.read', ...log];
}

/** The key in a credential, as PEM or JWK; null when it is neither. */
export function keyOf(text: string): SigningKey | null {
  const jwk = Jwk.safeParse(parseJson(text)).data;
  const key = rsaKeyOf(jwk ?? text);
  return key === null ? null : { key, keyId: jwk?.kid ?? null };
}

function explain(credential: string, scopes: readonly string[]): (body: unknown) => string | null {
  const start = `Okta gives no token for the credential "${credential}"`;
  const texts = {
    invalid_scope: `the service app is not granted all of ${scopes.join(', ')}`,
    invalid_client: 'it does not know the client id in the system file, or not this key of it',
    invalid_dpop_proof: 'the service app asks for proofs (DPoP), which are not spoken here: switch that off for it',
    use_dpop_nonce: 'the service app asks for proofs (DPoP), which are not spoken here: switch that off for it',
  };
  return (body) => {
    const error = Refused.safeParse(body).data?.error;
    return error === undefined ? null : `${start} (${error}): ${texts[error]}`;
  };
}

/** Who speaks to the org, and how. `client` is the service app; null for the user of an API token. */
export interface Access {
  readonly credential: string;
  readonly client: string | null;
  readonly http: Http;
}

interface Opening {
  readonly system: OktaSystem;
  readonly runtime: HttpRuntime;
  readonly use: Use;
}

function openTokens({ system, runtime, use }: Opening, client: string): Tokens {
  const { clock } = runtime;
  const { name, value } = credentialOf(system, runtime, use);
  const about = { where: system.id, operation: 'open', refused: true };
  const key = keyOf(value);
  if (key === null)
    throw new Fault(`the credential "${name}" is no private RSA key, as PEM or JWK; without \`clients\` it is an API token`, about);
  const http = openHttp({ where: system.id, address: system.address, clock, headers: {}, throttle: throttleOf });
  const scopes = scopesFor(system, use);
  return keepToken(clock, (until) => {
    const issued = Math.floor(millisecondsOf(clock.now()) / 1000) - LEEWAY;
    const claims = { iss: client, sub: client, aud: `${system.address}${TOKEN}`, iat: issued, exp: issued + LIFE, jti: randomUUID() };
    const form = {
      grant_type: 'client_credentials',
      scope: scopes.join(' '),
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: signClaims(key, claims),
    };
    return askToken(http, { where: system.id, credential: name, path: TOKEN, form, until, explain: explain(name, scopes) });
  });
}

/** Opens the way in for one of the two identities. Throws Fault when the file names none, or the runner has none that can be used. */
export function openAccess(opening: Opening): Access {
  const { system, runtime, use } = opening;
  const { name, value } = credentialOf(system, runtime, use);
  const about: Omit<HttpOptions, 'headers'> = {
    where: system.id,
    address: system.address,
    clock: runtime.clock,
    perMinute: PER_MINUTE,
    throttle: throttleOf,
  };
  if (system.clients === undefined) {
    return { credential: name, client: null, http: openHttp({ ...about, headers: { authorization: `SSWS ${value}` } }) };
  }
  const client = system.clients[use];
  if (client === undefined) {
    const text = `the system file names no service app to ${use}; add clients.${use}`;
    throw new Fault(text, { where: system.id, operation: 'open', refused: true });
  }
  const tokens = openTokens(opening, client);
  let last = '';
  const headers = async (until: number) => {
    last = await tokens.get(until);
    return { authorization: `Bearer ${last}` };
  };
  const http = openHttp({ ...about, headers });
  return {
    credential: name,
    client,
    http: {
      async send(request) {
        const first = await http.send(request);
        if (first.status !== 401) return first;
        // It was withdrawn before its end: nothing was done with it.
        tokens.drop(last);
        return http.send(request);
      },
    },
  };
}
