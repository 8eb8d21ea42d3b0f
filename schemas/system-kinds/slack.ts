/** `kind: slack` in `policies/systems/<id>.yaml`. */
import { z } from 'zod';
import { opt, req } from '../primitives.ts';
import { shared, WebAddress } from './shared.ts';

/** What Slack lets be done depends on what is paid for. */
const SlackPlan = z.enum(['pro', 'business-plus', 'enterprise']);

/** A workspace in Slack, or an organisation with several. */
export const SlackSystem = z.strictObject({
  kind: req(z.literal('slack'), 'Members of a workspace in Slack, or of an Enterprise organisation; see docs/systems/slack.md.', 'slack'),
  ...shared,
  plan: req(
    SlackPlan,
    'What is paid for. `pro` can only be read; `business-plus` switches accounts off and on; `enterprise` also ends sessions.',
    'business-plus',
  ),
  address: opt(
    WebAddress,
    'Address of the Web API. Default: https://slack.com/api. `tenant` is the id of the workspace or organisation.',
    'https://slack.com/api',
  ),
  scimAddress: opt(WebAddress, 'Address of the SCIM interface. Default: https://api.slack.com/scim/v2.', 'https://api.slack.com/scim/v2'),
  workspace: opt(
    z.string().regex(/^T[A-Z0-9]{1,40}$/u),
    'With `plan: enterprise`: the workspace whose guests have their last days kept, and whose seats are counted.',
    'T0123456789',
  ),
  billing: opt(
    z.boolean(),
    'True to read who is billed, as seats of the licence `slack`; the reading token needs the scope `admin`. Default: false.',
    true,
  ),
  pageSize: opt(z.int().min(1).max(1000), 'Records per page. Default: 200; an Enterprise organisation gives 100.', 200),
  requestsPerMinute: opt(z.int().min(1).max(6000), 'Requests in any minute. Default: 50.', 50),
});
