/** `kind: github` in `policies/systems/<id>.yaml`. */
import { z } from 'zod';
import { Id, opt, req } from '../primitives.ts';
import { shared, WebAddress } from './shared.ts';

/** The name of an organisation, as its address has it. */
const Organisation = z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9-]{0,37}[A-Za-z0-9])?$/u);

/** The enterprise that an organisation is part of. */
const Enterprise = z.strictObject({
  name: req(Organisation, 'The enterprise, as its address names it.', 'exempel-koncern'),
  credential: req(
    Id,
    'Name of the credential of an administrator of the enterprise, which reads licences and nothing else.',
    'github-enterprise',
  ),
});

/** An organisation on GitHub. */
export const GithubSystem = z.strictObject({
  kind: req(z.literal('github'), 'Members, teams and Copilot seats of an organisation on GitHub; see docs/systems/github.md.', 'github'),
  ...shared,
  organisation: req(Organisation, 'The organisation, as its address names it. `tenant` is its number.', 'exempel'),
  address: opt(
    WebAddress,
    'Address of the interface. Default: https://api.github.com. Enterprise Server: https://host/api/v3.',
    'https://api.github.com',
  ),
  copilot: opt(z.boolean(), 'True to read Copilot seats and to cancel them. Default: false.', true),
  saml: opt(z.boolean(), 'True with single sign-on: identities are read, and tokens authorised for it are revoked. Default: false.', true),
  enterprise: opt(Enterprise, 'The enterprise whose licences are read. Absent: none are.', {
    name: 'exempel-koncern',
    credential: 'github-enterprise',
  }),
  auditLog: opt(
    z.int().min(0).max(1500),
    'So many members are looked up one by one in the audit log for what they did last, each night. Default: 0; GitHub allows 1,750 an hour.',
    500,
  ),
  managedUsers: opt(
    z.boolean(),
    'True for managed users: their identity provider switches them on and off (kind scim), and here teams and seats alone are changed.',
    true,
  ),
  pageSize: opt(z.int().min(1).max(100), 'Records per page. Default: 100, the most that GitHub gives.', 100),
});
