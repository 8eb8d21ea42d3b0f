/** Which refusals of the account systems mean that who writes lacks a right, and which are about limits, quotas or one account. */
import { describe, expect, it } from 'vitest';
import { faultOf as entraFault } from '../../../reconciler/systems/entra/refusal.ts';
import { faultOfStatus as githubFault } from '../../../reconciler/systems/github/refusal.ts';
import { faultOf as googleFault } from '../../../reconciler/systems/google/refusal.ts';
import { faultOfStatus as oktaFault } from '../../../reconciler/systems/okta/refusal.ts';
import { faultOfStatus as slackStatus, faultOfWord as slackWord } from '../../../reconciler/systems/slack/refusal.ts';

const about = { where: 'cloud', operation: 'change', credential: 'writer', isWrite: true };

function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  return { status, body, headers: new Headers(headers) };
}

const google = (reason: string) => googleFault(answer(403, { error: { code: 403, errors: [{ reason }] } }), about);
const graph = (code: string) => entraFault(answer(403, { error: { code, message: 'a sentence' } }), about);
const okta = (errorCode: string, headers = {}) => oktaFault(answer(403, { errorCode }, headers), about);
const github = (message: string, headers = {}) => githubFault(answer(403, { message }, headers), about);
const slack = (error: string) => slackWord({ error }, about);

describe('a missing right', () => {
  it.each([
    ['google forbidden', google('forbidden')],
    ['google insufficientPermissions', google('insufficientPermissions')],
    ['google, an interface that is off', google('accessNotConfigured')],
    ['entra', graph('Authorization_RequestDenied')],
    ['entra, a mailbox', graph('ErrorAccessDenied')],
    ['okta', okta('E0000006')],
    ['okta, a service app without the scope', okta('E0000015', { 'www-authenticate': 'Bearer error="insufficient_scope"' })],
    ['github, an app', github('Resource not accessible by integration')],
    ['github, a fine-grained token', github('Resource not accessible by personal access token')],
    ['github, no owner', github('You must be an organization owner or team maintainer to add a team membership.')],
    ['slack, a scope', slack('missing_scope')],
    ['slack, no administrator', slack('not_an_admin')],
    ['slack, the wrong token', slack('not_allowed_token_type')],
    ['slack, SCIM', slackStatus(403, about)],
  ])('is told: %s', (_, fault) => {
    expect(fault).toMatchObject({ refused: true, retryable: false, meaning: 'no-right' });
  });

  it.each([
    ['google, a condition of this account', google('conditionNotMet')],
    ['google, a suspension of its own', google('adminCannotUnsuspend')],
    ['entra, a quota', graph('Directory_QuotaExceeded')],
    ['entra, something in front', entraFault(answer(403, null), about)],
    ['okta, a group that a rule fills', okta('E0000101')],
    ['okta, something in front', oktaFault(answer(403, null), about)],
    ['github, a team that another directory fills', github('This team is externally managed.')],
    [
      'github, no single sign-on',
      github('Resource not accessible by integration', { 'x-github-sso': 'required; url=https://github.example' }),
    ],
    ['slack, this member', slack('not_allowed')],
    ['slack, the plan', slack('feature_not_enabled')],
    ['slack, the primary owner', slack('cannot_reset_primary_owner')],
    ['slack, the token', slack('token_revoked')],
    ['slack, SCIM without the member', slackStatus(404, about)],
  ])('is not made of something else: %s', (_, fault) => {
    expect(fault).toMatchObject({ refused: true, meaning: null });
  });
});
