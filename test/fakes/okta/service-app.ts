/** What Okta does for a service app: checks its assertion, gives a token for scopes that are granted, and asks for the right scope. */
import { createVerify } from 'node:crypto';
import type { Call, Reply, Route } from '../json-server.ts';
import { type FakeOkta, NONE, problem } from './world.ts';

const NO = (error: string): Reply => ({
  status: error === 'invalid_client' ? 401 : 400,
  body: { error, error_description: 'Anna Andersson' },
});

/** Assertions that were used: Okta takes none twice. */
const used = new WeakMap<FakeOkta, Set<unknown>>();

function isProof(org: FakeOkta, assertion: string, about: { readonly audience: string; readonly now: number }): boolean {
  const [head = '', claims = '', signature = ''] = assertion.split('.');
  const json = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  const said = json(claims);
  const known = used.get(org) ?? new Set();
  const isNew = typeof said['jti'] === 'string' && !known.has(said['jti']);
  used.set(org, known.add(said['jti']));
  const isSigned = createVerify('RSA-SHA256')
    .update(`${head}.${claims}`)
    .verify(org.app?.key ?? '', Buffer.from(signature, 'base64url'));
  const [issued, ends] = [Number(said['iat']), Number(said['exp'])];
  const isOfTime = issued <= about.now && about.now < ends && ends - issued <= 3600;
  const isOurs =
    json(head)['alg'] === 'RS256' && said['iss'] === org.app?.id && said['sub'] === org.app?.id && said['aud'] === about.audience;
  return isSigned && isNew && isOfTime && isOurs;
}

/** The token endpoint, and the roles of the service app. */
export function serviceAppRoutes(org: FakeOkta, address: string, now: () => number): readonly Route[] {
  return [
    {
      method: 'POST',
      path: /^\/oauth2\/v1\/token$/u,
      body: ['grant_type', 'scope', 'client_assertion_type', 'client_assertion'],
      answer: ({ body }) => {
        const scopes = String(body['scope']).split(' ');
        const isForm =
          body['grant_type'] === 'client_credentials' &&
          body['client_assertion_type'] === 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
        if (!isForm) return NO('invalid_request');
        const about = { audience: `${address}/oauth2/v1/token`, now: now() };
        if (org.app === null || !isProof(org, String(body['client_assertion']), about)) return NO('invalid_client');
        if (org.app.dpop) return NO('invalid_dpop_proof');
        if (scopes.some((scope) => org.app?.scopes.has(scope) !== true)) return NO('invalid_scope');
        const value = `eyJ.service.${org.tokens.size}`;
        org.tokens.set(value, scopes);
        return { status: 200, body: { token_type: 'Bearer', expires_in: 3600, access_token: value, scope: scopes.join(' ') } };
      },
    },
    {
      method: 'GET',
      path: /^\/oauth2\/v1\/clients\/([^/]+)\/roles$/u,
      answer: ({ parts }) =>
        parts[0] === org.app?.id ? { status: 200, body: (org.roles.get(parts[0] ?? '') ?? []).map((type) => ({ id: 'ra2', type })) } : NONE,
    },
  ];
}

/** The scope that a call asks for. */
function scopeOf({ method, path }: Call): string {
  const part = /\/(roles|iam)(\/|$)/u.test(path) ? 'roles' : (/^\/api\/v1\/(users|groups|apps|logs)/u.exec(path)?.[1] ?? 'none');
  return `okta.${part}.${method === 'GET' ? 'read' : 'manage'}`;
}

/** A refusal of a bearer token, or null for one that may. */
export function refuseBearer(org: FakeOkta, call: Call): Reply | null {
  const scopes = org.tokens.get((call.headers.authorization ?? '').replace('Bearer ', ''));
  if (scopes === undefined) return problem(401, 'E0000011', 'Invalid token provided');
  // A service app is no user.
  if (call.path.startsWith('/api/v1/users/me')) return problem(403, 'E0000006', 'You do not have permission');
  return scopes.includes(scopeOf(call)) ? null : problem(403, 'E0000005', 'The access token does not contain the required scopes');
}
