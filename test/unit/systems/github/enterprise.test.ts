/** What an organisation is told of besides its own lists: the enterprise's licences, and what members did last. */
import { describe, expect, it } from 'vitest';
import type { Account, Reading } from '../../../../reconciler/model/observed.ts';
import { fakeOrganisation } from '../../../fakes/github-org/world.ts';
import type { How } from '../../../fakes/json-server.ts';
import { refusalOf, switching } from '../writes.ts';
import { AT, addSeat, endOrganisations, open } from './organisation.ts';

endOrganisations();

const ENTERPRISE = { enterprise: { name: 'koncern', credential: 'github-enterprise' }, saml: false };
const of = ({ accounts }: Reading, id: string): Account | undefined => accounts.find((one) => one.id === id);

/** An organisation of three and the token's user; the enterprise pays for ten, and two people of other organisations use some. */
function world(people: readonly object[] = []) {
  const org = fakeOrganisation(['testper', 'testada', 'testbo']);
  const own = [
    { github_com_login: 'TestPer', license_type: 'Enterprise', github_com_verified_domain_emails: ['per@exempel.example'] },
    { github_com_login: 'testada', license_type: 'Visual Studio Subscription', github_com_saml_name_id: 'ada@exempel.example' },
    { github_com_login: 'somewhere-else', license_type: 'Enterprise' },
    { github_com_login: 'elsewhere-too' },
    { github_com_login: null },
  ];
  org.enterprise = { token: 'ghp_enterprise', purchased: 10, people: [...own, ...people] };
  return org;
}

describe('licences of the enterprise', () => {
  it('are shown with the address that they are known by, and are taken off by nothing but leaving', async () => {
    const { reader, github } = await open(world(), ENTERPRISE);

    const reading = await reader.read(AT);

    expect(reading.problems).toEqual([]);
    expect(of(reading, '1')).toMatchObject({ licences: [{ id: 'enterprise', viaGroup: 'organisation' }], email: 'per@exempel.example' });
    expect(of(reading, '2')).toMatchObject({
      licences: [{ id: 'visual-studio-subscription', viaGroup: 'organisation' }],
      email: 'ada@exempel.example',
    });
    expect(of(reading, '3')).toMatchObject({ licences: [], email: null });
    expect(reading.provides).toContain('licences');
    expect(github.calls.filter(({ path }) => path.startsWith('/enterprises/')).map(({ headers }) => headers.authorization)).toEqual([
      'Bearer ghp_enterprise',
    ]);
  });

  it('that people of other organisations use are not called unused', async () => {
    const { reader } = await open(world(), ENTERPRISE);

    // Of ten five are used, two of them here: five are left over, whoever asks.
    expect((await reader.read(AT)).seats).toContainEqual({ licence: 'enterprise', bought: 7 });
  });

  it('are read page by page, beside Copilot seats', async () => {
    const org = world(Array.from({ length: 150 }, (_, index) => ({ github_com_login: `other-${index}` })));
    addSeat(org, 1);
    const { reader, github } = await open(org, { ...ENTERPRISE, copilot: true });

    const reading = await reader.read(AT);

    expect(of(reading, '1')?.licences?.map(({ id }) => id)).toEqual(['copilot', 'enterprise']);
    expect(github.calls.filter(({ path }) => path.startsWith('/enterprises/'))).toHaveLength(2);
  });

  it.each<[string, How]>([
    ['a token that may not see them', { status: 403, body: { message: 'Must be an enterprise admin' } }],
    ['an enterprise that is not there', { status: 404, body: { message: 'Not Found' } }],
  ])('that cannot be read are not claimed, and keep nothing else from being read: %s', async (_, how) => {
    const { reader, github } = await open(world(), { ...ENTERPRISE, copilot: true });
    github.fail({ of: /consumed-licenses/u, how, times: 9 });

    const reading = await reader.read(AT);

    expect(reading).toMatchObject({ ended: true, problems: [] });
    expect(reading.provides).not.toContain('licences');
    expect((await reader.examine?.())?.rights).toContainEqual(expect.objectContaining({ right: 'read:enterprise', verdict: 'lacks' }));
  });

  it('in a list that breaks off make the reading doubtful', async () => {
    const { reader, github } = await open(world(), ENTERPRISE);
    github.fail({
      of: /consumed-licenses/u,
      how: { status: 200, body: { total_seats_consumed: 1, total_seats_purchased: 1, users: [7] } },
    });

    expect((await reader.read(AT)).problems).toEqual(['1 of 1 enterprise licences cannot be read']);
  });
});

describe('what members did last', () => {
  const act = (org: ReturnType<typeof world>, actor: string, at: string, user: number | null = null) => org.audit.push({ actor, user, at });

  it('is the day of their newest entry, or of their Copilot seat where that is later', async () => {
    const org = fakeOrganisation(['testper', 'testada', 'testbo']);
    act(org, 'testper', '2026-11-02T23:59:59Z');
    act(org, 'testper', '2026-12-01T10:00:00Z', 1);
    act(org, 'testada', '2026-10-01T10:00:00Z');
    addSeat(org, 2, { lastActivity: '2026-12-30T10:00:00Z' });
    const { reader, github } = await open(org, { auditLog: 10, saml: false });

    const reading = await reader.read(AT);

    expect(['1', '2', '3'].map((id) => of(reading, id)?.lastUse)).toEqual(['2026-12-01', '2026-12-30', null]);
    expect(reading.provides).toContain('lastUse');
    expect(github.calls.filter(({ path }) => path.endsWith('/audit-log')).map(({ query }) => query['phrase'])).toEqual([
      'actor:testper',
      'actor:testada',
      'actor:testbo',
      'actor:lastday-bot',
    ]);
  });

  it('is not what somebody did who had the name before', async () => {
    const org = fakeOrganisation(['testper']);
    act(org, 'testper', '2026-12-01T10:00:00Z', 777);
    const { reader } = await open(org, { auditLog: 10, copilot: false, saml: false });

    expect(of(await reader.read(AT), '1')?.lastUse).toBeNull();
  });

  it('is asked of so many as the file says, and of nobody whose name could be another question', async () => {
    const org = fakeOrganisation(['testper', 'x action:repo.destroy', 'testbo']);
    const { reader, github } = await open(org, { auditLog: 2, copilot: false, saml: false });

    expect(await reader.read(AT)).toMatchObject({ problems: [] });
    expect(github.calls.filter(({ path }) => path.endsWith('/audit-log')).map(({ query }) => query['phrase'])).toEqual(['actor:testper']);
  });

  it.each<[string, How]>([
    [
      'the limit of the audit log is used up',
      { status: 403, body: { message: 'API rate limit exceeded' }, headers: { 'retry-after': '3000' } },
    ],
    ['the token may not', { status: 404, body: { message: 'Not Found' } }],
    ['another form', 'odd'],
    ['a time that is none', { status: 200, body: [{ actor: 'testper', created_at: 1e300 }] }],
  ])('is not known of anybody, and the rest of the reading stands: %s', async (_, how) => {
    const org = fakeOrganisation(['testper']);
    act(org, 'testper', '2026-12-01T10:00:00Z');
    const { reader, github, clock } = await open(org, { auditLog: 10, copilot: false, saml: false });
    github.fail({ of: /audit-log/u, how, times: 9 });

    const reading = await reader.read(AT);

    expect(reading).toMatchObject({ ended: true, problems: [] });
    expect(reading.provides).not.toContain('lastUse');
    expect(of(reading, '1')?.lastUse).toBeNull();
    expect(clock.sleeps).toEqual([]);
  });
});

describe('an invitation that ran out', () => {
  it('is no account any more, and nothing to be cancelled', async () => {
    const org = fakeOrganisation(['testper']);
    org.invitations.set(12, { user: null, email: 'ny@exempel.example' });
    const opened = await open(org, { saml: false });
    const before = await opened.reader.read(AT);
    org.invitations.delete(12);

    expect(of(before, 'invitation-12')).toMatchObject({ enabled: true, email: 'ny@exempel.example' });
    expect(of(await opened.reader.read(AT), 'invitation-12')).toBeUndefined();
    expect(await opened.reader.readAccount('invitation-12' as never)).toBeNull();
    expect(await refusalOf(opened, switching('disable', 'invitation-12'))).toMatchObject({ refused: true });
    expect(opened.github.changes()).toEqual([]);
  });
});
