/** One system of every kind that is asked over HTTP, all at one address, with credentials that must not be seen again. */
import { generateKeyPairSync } from 'node:crypto';
import { System } from '../../schemas/system.ts';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

/** A text that occurs nowhere else. */
function canary(name: string): string {
  return `kanarie/${name}+1=2~3_Zq9XvB7w`;
}

/** What every token that is given against a credential looks like. */
export const TOKEN: string = canary('given');

const KINDS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'snipe-it': { holds: ['accounts', 'assets'], statusLabels: [{ means: 'received', id: 7, name: 'To wipe' }] },
  rt: { holds: ['assets'], catalog: 'Hardware' },
  scim: { tenant: '127.0.0.1/#Groups/g-1' },
  google: { tenant: 'C0exempel1', actsAs: { read: 'r@exempel.example', write: 'w@exempel.example' } },
  github: { organisation: 'exempel', tenant: '4711', copilot: true, saml: true },
  okta: {},
  slack: { plan: 'enterprise' },
  entra: {
    tenant: '0c9e1b7a-4d55-4f6e-9b0a-7f3e2d1c0b9a',
    clients: { read: '11111111-2222-4333-8444-555555555555', write: '66666666-7777-4888-9999-000000000000' },
  },
  intune: { holds: ['assets'], tenant: '0c9e1b7a-4d55-4f6e-9b0a-7f3e2d1c0b9a', clients: { read: '11111111-2222-4333-8444-555555555555' } },
};

/** Kinds with an address. */
export const WEB_KINDS: readonly string[] = Object.keys(KINDS);

/** The lines of the system's file, as a value. */
export function canarySystem(kind: string, address: string): Readonly<Record<string, unknown>> {
  const places = { login: address, scimAddress: `${address}/scim/v2` };
  const known = { entra: ['login'], intune: ['login'], slack: ['scimAddress'] } as Readonly<Record<string, readonly string[]>>;
  return {
    kind,
    id: kind,
    mode: 'enforce',
    tenant: 'exempel',
    holds: ['accounts'],
    desk: 'it',
    address,
    ...Object.fromEntries(Object.entries(places).filter(([name]) => known[kind]?.includes(name))),
    credential: { read: `${kind}-read`, ...(kind === 'intune' ? {} : { write: `${kind}-write` }) },
    ...KINDS[kind],
  };
}

/** The system of a kind. */
export function parsedSystem(kind: string, address: string): System {
  return System.parse(canarySystem(kind, address));
}

/** The credential of a name: a canary, within a key file where the kind wants one. */
export function canaryCredential(name: string): string {
  if (!name.startsWith('google')) return canary(name);
  return JSON.stringify({
    type: 'service_account',
    client_email: `x@x.iam.gserviceaccount.com`,
    private_key_id: canary(name),
    private_key: privateKey,
  });
}

/** Everything that must not be seen again: what credentials hold, and what was given for them. */
export function canaries(): readonly string[] {
  const named = WEB_KINDS.flatMap((kind) => [`${kind}-read`, `${kind}-write`]);
  const key = privateKey.split('\n').filter((line) => line.length > 30);
  return [...named.map(canary), ...key.slice(0, 3), TOKEN];
}
