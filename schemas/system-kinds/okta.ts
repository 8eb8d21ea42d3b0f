/** `kind: okta` in `policies/systems/<id>.yaml`. */
import { z } from 'zod';
import { Entitlement, opt, req } from '../primitives.ts';
import { Reads, shared, WebAddress } from './shared.ts';

/** An app whose assignments count as seats. */
const OktaApp = z.strictObject({
  id: req(z.string().regex(/^[A-Za-z0-9]{1,64}$/u), 'Id of the app in Okta.', '0oa1gjh63g214q0Hq0g4'),
  licence: req(Entitlement, 'What a seat of it is called in the files.', 'SLACK'),
});

const ClientId = z.string().regex(/^[A-Za-z0-9]{1,64}$/u);

/** Service apps, one for each identity. */
const Clients = z.strictObject({
  read: opt(ClientId, 'Client id of the service app that reads.', '0oa2hm1b4wQzSWjxY0g4'),
  write: opt(ClientId, 'Client id of the service app that writes.', '0oa2hm1b4wQzSWjxY0g5'),
});

/** An org in Okta. */
export const OktaSystem = z.strictObject({
  kind: req(z.literal('okta'), 'Users, groups and app assignments of an Okta org; see docs/systems/okta.md.', 'okta'),
  ...shared,
  reads: opt(
    Reads,
    'Whether every night reads all accounts, or between whole readings, six days apart at most, the changes alone; that takes a folder in LASTDAY_CACHE and the capture key. Default: whole.',
    'changes',
  ),
  address: req(WebAddress, 'Address of the org, not that of its admin pages. `tenant` is the id of the org.', 'https://exempel.okta.com'),
  clients: opt(Clients, 'Service apps to sign in as: the credentials are their private keys. Absent: the credentials are API tokens.', {
    read: '0oa2hm1b4wQzSWjxY0g4',
  }),
  apps: opt(z.array(OktaApp).max(200), 'Apps whose assignments are read as licences, and may be taken off.', [
    { id: '0oa1gjh63g214q0Hq0g4', licence: 'SLACK' },
  ]),
  deactivates: opt(
    z.boolean(),
    'True: an account that Okta cannot suspend (locked out, password expired) is deactivated, which destroys its app accounts. Default: false.',
    true,
  ),
  pageSize: opt(z.int().min(1).max(200), 'Records per page. Default: 200.', 200),
});
