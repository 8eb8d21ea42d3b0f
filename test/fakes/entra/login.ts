/** The host that gives tokens: client credentials with a secret or a signed assertion, in the forms that Entra takes and no other. */
import type { FakeWorld } from './world.ts';

/** An application and what it may do. It has a secret, or trusts assertions of a subject. */
export interface FakeClient {
  readonly id: string;
  readonly secret: string | null;
  readonly subject: string | null;
  roles: readonly string[];
}

/** What is answered to a form. `violation` names what no fact allows. */
export interface LoginAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly client: FakeClient | null;
  readonly violation: string | null;
}

const ASSERTED = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const KEYS = {
  secret: 'client_id,client_secret,grant_type,scope',
  assertion: 'client_assertion,client_assertion_type,client_id,grant_type,scope',
} as const;

/** An assertion of a pipeline, as its runner hands it out. */
export function assertionOf(subject: string): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ typ: 'JWT', alg: 'RS256' })}.${part({ sub: subject, aud: 'api://AzureADTokenExchange' })}.c2lnbmF0dXJl`;
}

function subjectOf(assertion: string): string | null {
  try {
    const claims = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString()) as { sub?: string };
    return claims.sub ?? null;
  } catch {
    return null;
  }
}

function refuse(error: string, number: number, violation: string | null = null): LoginAnswer {
  const body = { error, error_description: `AADSTS${number}: about test.person@exempel.example`, error_codes: [number] };
  return { status: error === 'invalid_client' ? 401 : 400, body, client: null, violation };
}

/** Judges a form. */
export function login(
  world: FakeWorld,
  clients: ReadonlyMap<string, FakeClient>,
  asked: { readonly tenant: string; readonly form: URLSearchParams; readonly scope: string },
): LoginAnswer {
  const { form } = asked;
  const keys = [...form.keys()].sort().join(',');
  const isWell =
    form.get('grant_type') === 'client_credentials' &&
    form.get('scope') === asked.scope &&
    (keys === KEYS.secret || (keys === KEYS.assertion && form.get('client_assertion_type') === ASSERTED));
  if (!isWell) return refuse('invalid_request', 900_144, `a form with ${keys}`);
  if (asked.tenant !== world.tenant) return refuse('invalid_request', 90_002);
  const client = clients.get(form.get('client_id') ?? '');
  if (client === undefined) return refuse('unauthorized_client', 700_016);
  if (keys === KEYS.secret && form.get('client_secret') !== client.secret) return refuse('invalid_client', 7_000_215);
  if (keys === KEYS.assertion && (client.subject === null || subjectOf(form.get('client_assertion') ?? '') !== client.subject)) {
    return refuse('invalid_client', 700_213);
  }
  return { status: 200, body: null, client, violation: null };
}

/** A token as Entra signs it, or one that cannot be read. */
export function tokenFor(world: FakeWorld, client: FakeClient, number: number): string {
  if (world.settings.opaqueTokens) return `opaque-${client.id}-${number}`;
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { tid: world.settings.answersAs, appid: client.id, roles: client.roles, jti: String(number) };
  return `${part({ typ: 'JWT', alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJl`;
}
