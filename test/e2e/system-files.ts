/** Files of the directories that small companies have: what most of their nights have in common. */
import { guid, TENANT } from '../fakes/entra/world.ts';

/** `policies/systems/entra.yaml` of the tenant of the tests; `more` are lines behind it. */
export function entraFile(address: string, more = ''): string {
  return `kind: entra
id: entra
mode: enforce
tenant: ${TENANT}
holds: [accounts]
identityProvider: true
desk: it
credential: {read: entra-read, write: entra-write}
clients: {read: ${guid('client', 1)}, write: ${guid('client', 2)}}
address: ${address}
login: ${address}
${more}groups:
  - {name: staff, id: ${guid('group', 1)}}
`;
}

/** `policies/systems/okta.yaml` of the org of the tests; `more` are lines behind it. */
export function oktaFile(address: string, more = ''): string {
  return `kind: okta
id: okta
mode: enforce
tenant: 00oexempel
holds: [accounts]
identityProvider: true
desk: it
credential: {read: okta-read, write: okta-write}
address: ${address}
${more}`;
}
