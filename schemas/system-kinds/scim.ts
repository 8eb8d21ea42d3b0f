/** `kind: scim` in `policies/systems/<id>.yaml`. */
import { z } from 'zod';
import { opt, req } from '../primitives.ts';
import { shared, WebAddress } from './shared.ts';

/** Services whose SCIM differs from the standard, or from one another in what they make of an inactive account. */
export const ScimDialect = z.enum(['generic', 'entra', 'okta', 'slack', 'github-emu', 'github-organisation', 'pagerduty', 'atlassian']);
export type ScimDialect = z.infer<typeof ScimDialect>;

/** A service that is written to by SCIM 2.0 (RFC 7643, RFC 7644, RFC 9865). */
export const ScimSystem = z.strictObject({
  kind: req(z.literal('scim'), 'Accounts and groups of a service that speaks SCIM 2.0; see docs/systems/scim.md.', 'scim'),
  ...shared,
  address: req(WebAddress, 'Address that its resources lie below: https, or http to 127.0.0.1.', 'https://scim.tjanst.example/scim/v2'),
  dialect: opt(
    ScimDialect,
    'How the service speaks, and what it makes of an inactive account. `entra` and `okta`: built for what these send. Default: generic.',
    'slack',
  ),
  pageSize: opt(z.int().min(1).max(1000), 'Records asked for per page; the service may give fewer. Default: 100.', 100),
  requestsPerMinute: opt(z.int().min(1).max(60_000), 'Requests in any minute. Default: what the dialect bears, 120.', 120),
});
