/** `kind: intune` in `policies/systems/<id>.yaml`. */
import { z } from 'zod';
import { opt, req } from '../primitives.ts';
import { Guid, Tenant } from './entra.ts';
import { shared, WebAddress } from './shared.ts';

const Clients = z.strictObject({ read: opt(Guid, 'Application (client) id that reads.', '11111111-2222-4333-8444-555555555555') });

/** Devices that Microsoft Intune manages, over Microsoft Graph; read only. */
export const IntuneSystem = z.strictObject({
  kind: req(z.literal('intune'), 'Devices that Microsoft Intune manages, read only; see docs/systems/intune.md.', 'intune'),
  ...shared,
  tenant: req(Tenant, 'Directory (tenant) id.', '0c9e1b7a-4d55-4f6e-9b0a-7f3e2d1c0b9a'),
  address: opt(WebAddress, 'Address of Microsoft Graph. Default: https://graph.microsoft.com.', 'https://graph.microsoft.us'),
  login: opt(WebAddress, 'Address that gives tokens. Default: https://login.microsoftonline.com.', 'https://login.microsoftonline.us'),
  clients: req(Clients, 'The application that lastday signs in as.', { read: '11111111-2222-4333-8444-555555555555' }),
  requestsPerMinute: opt(z.int().min(1).max(6000), 'Requests in any minute. Default: 600.', 600),
});
