/** Lists that a single reading or a write leans on: one that did not come whole proves nothing. */
import { describe, expect, it } from 'vitest';
import { writeOne } from '../../../../reconciler/apply/write-one.ts';
import type { Change } from '../../../../reconciler/model/change.ts';
import type { ForeignId } from '../../../../schemas/primitives.ts';
import { fakeOrganisation } from '../../../fakes/github-org/world.ts';
import type { How } from '../../../fakes/json-server.ts';
import { endOrganisations, type Opened, open } from './organisation.ts';

endOrganisations();

const INVITED = 'invitation-12' as ForeignId;

function invited() {
  const org = fakeOrganisation(['testper']);
  org.invitations.set(12, { user: null, email: 'ny@exempel.example' });
  return org;
}

async function carryOut({ reader, writer, clock }: Opened, kind: 'disable' | 'sessions', account: ForeignId, beforeWrite: () => void) {
  const after = kind === 'disable' ? { enabled: false, gone: 'hidden' } : { sessions: 'ended' };
  const change = { kind, account, system: 'github', before: {}, after } as unknown as Change;
  const seen = await reader.readAccount(account);
  const objection = async () => {
    beforeWrite();
    return null;
  };
  const expected = seen === null ? null : { account: seen };
  return writeOne({ change, expected, reader, writer, clock, timeout: 30_000, objection });
}

describe('an invitation', () => {
  it.each<[string, How]>([
    ['rows that cannot be read', { status: 200, body: [{ id: 'twelve' }] }],
    ['an empty page in the middle', { status: 200, body: [], headers: { link: '</orgs/exempel/invitations?page=2>; rel="next"' } }],
  ])('is not called cancelled by a list that did not come whole: %s', async (_, how) => {
    const opened = await open(invited(), { saml: false });
    opened.github.fail({ of: /^DELETE .*invitations/u, how: { status: 204 }, times: 9 });

    const result = await carryOut(opened, 'disable', INVITED, () =>
      // The first list is the writer's own, and is whole.
      opened.github.fail({ of: /^GET .*\/invitations$/u, how, nth: 2, times: 99 }),
    );

    expect(result.outcome).not.toBe('verified');
    await expect(opened.reader.readAccount(INVITED)).rejects.toMatchObject({ name: 'Fault' });
  });
});

describe('credentials for single sign-on', () => {
  it('are not called revoked by a list with rows that cannot be read', async () => {
    const org = fakeOrganisation(['testper']);
    org.authorisations.push({ id: 11, user: 1 });
    const opened = await open(org);
    const odd = { status: 200, body: [{ credential_id: 'eleven', login: 'testper' }] };

    const result = await carryOut(opened, 'sessions', '1' as ForeignId, () =>
      opened.github.fail({ of: /^GET .*credential-authorizations$/u, how: odd, times: 99 }),
    );

    expect(result.outcome).not.toBe('verified');
    expect(org.authorisations).toHaveLength(1);
  });
});
