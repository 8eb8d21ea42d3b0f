/** Slack: what is read of a workspace and of an organisation, what is written, and what `ok: false` means. */
import { describe, expect, it } from 'vitest';
import { openSlackWriter } from '../../../../reconciler/systems/slack/index.ts';
import type { ForeignId } from '../../../../schemas/primitives.ts';
import type { How } from '../../../fakes/json-server.ts';
import { fakeSlack, slackMember } from '../../../fakes/slack.ts';
import { refusalOf, switching } from '../writes.ts';
import { AT, endWorkspaces, open } from './workspace.ts';

endWorkspaces();

const PATIENT = 100_000;
const id = (member: string) => member as ForeignId;
const LIST = /^GET \/api\/users\.list$/u;
const no = (error: string, more: object = {}): How => ({ status: 200, body: { ok: false, error, ...more } });

describe('a reading', () => {
  const people = () => [
    slackMember('U1'),
    slackMember('U2', { deleted: true, email: null }),
    slackMember('U3', { is: 'multi-channel-guest' }),
    slackMember('W4', { is: 'single-channel-guest' }),
    slackMember('U5', { is: 'primary-owner' }),
    slackMember('U6', { is: 'admin' }),
    slackMember('UBOT', { is: 'bot' }),
  ];

  it.each([
    ['a workspace', null],
    ['an organisation', 'E1'],
  ])('of %s has members with their role, guests as guests, and no apps', async (_, enterprise) => {
    const { reader } = await open(fakeSlack(people(), enterprise));

    const { accounts, problems, ended, tenant } = await reader.read(AT);

    expect([problems, ended, tenant]).toEqual([[], true, enterprise ?? 'T1']);
    const shown = accounts
      .map((one) => [one.id, one.enabled, one.roles?.join(), one.guest ?? false] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
    expect(shown).toEqual([
      ['U1', true, 'member', false],
      ['U2', false, 'member', false],
      ['U3', true, 'multi-channel-guest', true],
      ['U5', true, 'primary-owner', false],
      ['U6', true, 'admin', false],
      ['UOWN', true, 'owner', false],
      ['W4', true, 'single-channel-guest', true],
    ]);
    for (const { id: one, ...account } of accounts) expect(await reader.readAccount(one)).toMatchObject({ ...account, id: one });
    expect(await reader.readAccount(id('UBOT'))).toBeNull();
  });

  it('takes a thin row for what it is', async () => {
    const { reader, server } = await open();
    server.fail({
      of: LIST,
      how: { status: 200, body: { ok: true, members: [{ id: 'U9', deleted: true }, { id: 'U8' }], response_metadata: {} } },
    });

    const { accounts } = await reader.read(AT);

    expect(accounts).toMatchObject([
      { id: 'U9', enabled: false, login: null, email: null, roles: ['member'] },
      { id: 'U8', enabled: null },
    ]);
  });

  it('has somebody who is deactivated between the two lists of an organisation once', async () => {
    const slack = fakeSlack([slackMember('U1')], 'E1');
    const { reader, server } = await open(slack);
    server.before = ({ query }) => {
      if (query['is_active'] === 'false') (slack.members.get('U1') as { deleted: boolean }).deleted = true;
    };

    expect((await reader.read(AT)).accounts.map((one) => one.id)).toEqual(['U1', 'UOWN']);
  });

  it.each<[string, How, string]>([
    ['a wrong token', no('invalid_auth'), 'Slack refused the token (invalid_auth)'],
    ['a missing scope', no('missing_scope', { needed: 'users:read' }), 'lacks the right users:read (missing_scope)'],
    ['a plan that has not that', no('feature_not_enabled'), 'the plan does not have that'],
    ['a word that is none of Slack', no('Anna Andersson is away'), 'Slack refused ()'],
    ['another word', no('team_access_not_granted'), 'Slack refused (team_access_not_granted)'],
    ['a failure of Slack itself', no('internal_error'), 'Slack failed (internal_error)'],
    ['a refusal by status', { status: 403, body: {} }, 'lacks the right'],
    ['another form', 'odd', 'is not what it should be'],
    ['no list', { status: 200, body: { ok: true } }, 'is no list of members'],
    ['a page to sign in at', 'page', 'perhaps a page to sign in at'],
    ['a redirect', 'redirect', 'sends us on to another address'],
    ['JSON that breaks off', 'cut', 'says that it is JSON and is not'],
    ['rows of another form', { status: 200, body: { ok: true, members: [{}] } }, '1 of 1 members cannot be read'],
    [
      'a cursor that leads back',
      { status: 200, body: { ok: true, members: [{ id: 'U1' }], response_metadata: { next_cursor: 'x' } } },
      'leads back',
    ],
    ['an empty page in the middle', { status: 200, body: { ok: true, members: [], response_metadata: { next_cursor: 'x' } } }, 'is empty'],
  ])('says what is wrong and concludes nothing: %s', async (_, how, expected) => {
    const { reader, server } = await open();
    server.fail({ of: LIST, how, times: 99 });

    const reading = await reader.read(AT);

    expect(reading.problems.join()).toContain(expected);
    expect(JSON.stringify(reading)).not.toMatch(/xoxp|Bearer|Anna/u);
  });

  it.each<[string, How, number]>([
    ['429', { status: 429, body: { ok: false, error: 'ratelimited' }, headers: { 'retry-after': '7' } }, 7000],
    ['success and `ratelimited`', { status: 200, body: { ok: false, error: 'ratelimited' }, headers: { 'retry-after': '5' } }, 5000],
    ['success and `ratelimited` without a time', no('ratelimited'), 30_000],
    ['a failure of the server', { status: 503, body: {} }, 1000],
    ['a connection that broke', 'torn', 1000],
  ])('waits and goes on: %s', async (_, how, wait) => {
    const { reader, server, clock } = await open();
    server.fail({ of: LIST, how });

    expect(await reader.read(AT)).toMatchObject({ ended: true, problems: [] });
    expect(clock.sleeps).toEqual([wait]);
  });

  it('of a token that is of no organisation says so', async () => {
    const { reader } = await open(undefined, { plan: 'enterprise' });

    expect((await reader.read(AT)).problems).toEqual(['the token is not of an organisation; look at `plan` in the system file']);
  });

  it.each([
    ['a workspace', null, 25],
    ['an organisation', 'E1', 51],
  ])('of %s of 5,000 takes %3$s requests and one more', async (_, enterprise, pages) => {
    const slack = fakeSlack(
      Array.from({ length: 4999 }, (__, index) => slackMember(`U${index}X`)),
      enterprise,
    );
    const { reader, server, clock } = await open(slack);

    const reading = await reader.read(AT);

    expect(reading.accounts).toHaveLength(5000);
    expect(server.calls).toHaveLength(pages + 1);
    expect([server.changes(), clock.sleeps]).toEqual([[], []]);
  });
});

describe('the plan', () => {
  it.each([
    ['pro', null, []],
    ['business-plus', null, ['disable', 'enable']],
    ['enterprise', 'E1', ['disable', 'enable', 'sessions']],
  ])('%s lets be written: %3$j', async (plan, enterprise, writes) => {
    const { reader, system } = await open(fakeSlack([slackMember('U1')], enterprise), { plan });

    expect((await reader.read(AT)).abilities).toEqual({
      writes,
      disabled: 'disabled',
      leaversPlace: null,
      sessions: 'answered',
      lastDays: 'moved',
    });
    const writer = openSlackWriter(system, { credential: () => 'x', clock: (await open()).clock });
    expect(writer === null).toBe(writes.length === 0);
  });

  it('without sessions refuses them', async () => {
    const { writer, server } = await open();

    expect(await refusalOf({ writer }, switching('sessions', 'U1'))).toMatchObject({ refused: true });
    expect(server.calls).toEqual([]);
  });
});

describe('a sign-in', () => {
  it('is deactivated and activated by SCIM, each only when it is needed', async () => {
    const { slack, reader, writer, server } = await open();
    const before = await reader.readAccount(id('U1'));

    await writer.write(switching('disable', 'U1'), PATIENT);
    await writer.write(switching('disable', 'U1'), PATIENT);
    const off = await reader.readAccount(id('U1'));
    await writer.write(switching('enable', 'U1'), PATIENT);
    await writer.write(switching('enable', 'U1'), PATIENT);

    expect(off).toEqual({ ...before, enabled: false, sessions: 0 });
    expect(await reader.readAccount(id('U1'))).toEqual(before);
    expect(server.changes()).toEqual(['PATCH /scim/v2/Users/U1', 'PATCH /scim/v2/Users/U1']);
    expect([...slack.members.values()].every((one) => !one.deleted)).toBe(true);
  });

  it("that is the primary owner's is refused: somebody hands the ownership on first", async () => {
    const opened = await open(fakeSlack([slackMember('U1', { is: 'primary-owner' })], 'E1'));

    expect(await refusalOf(opened, switching('disable', 'U1'))).toMatchObject({
      refused: true,
      message: expect.stringContaining('primary owner'),
    });
    expect(opened.server.changes()).toEqual([]);
    expect(await refusalOf(opened, switching('sessions', 'U1'))).toMatchObject({
      refused: true,
      message: expect.stringContaining('primary owner'),
    });
  });
});

describe('sessions', () => {
  it('are ended by the call for one member, which is done when it is answered, never by the one that only queues', async () => {
    const { slack, writer, server } = await open(fakeSlack([slackMember('U1'), slackMember('U2')], 'E1'));

    await writer.write(switching('sessions', 'U1'), PATIENT);

    expect(server.changes()).toEqual(['POST /api/admin.users.session.reset']);
    expect(server.calls.at(-1)?.body).toEqual({ user_id: 'U1' });
    expect([slack.members.get('U1')?.sessions, slack.members.get('U2')?.sessions]).toEqual([0, 2]);
  });

  it('of a deactivated member ended with it', async () => {
    const { writer, server } = await open(fakeSlack([slackMember('U1', { deleted: true })], 'E1'));

    await writer.write(switching('sessions', 'U1'), PATIENT);

    expect(server.changes()).toEqual([]);
  });

  it.each<[string, How, Readonly<Record<string, unknown>>]>([
    ['a failure of Slack with success, which may have done a part', no('internal_error'), { refused: false }],
    ['some users failed', no('failed_for_some_users'), { refused: false }],
    ['not an administrator', no('not_an_admin'), { refused: true }],
    ['another form', 'odd', { refused: false }],
  ])('are not claimed: %s', async (_, how, expected) => {
    const { writer, server } = await open(fakeSlack([slackMember('U1')], 'E1'));
    server.fail({ of: /session\.reset$/u, how });

    expect(await refusalOf({ writer }, switching('sessions', 'U1'))).toMatchObject(expected);
  });
});

describe('a write', () => {
  it.each([
    ['a member who does not exist', switching('disable', 'UNONE')],
    ['an id of another form', switching('disable', 'U1&user=U2')],
    ['an app', switching('disable', 'UBOT')],
    ["the token's own member", switching('disable', 'UOWN')],
    ['a group', { kind: 'groups', account: id('U1'), remove: [], add: [] } as const],
    ['a device', { kind: 'check-in', asset: '1', status: 'received' } as const],
  ])('is refused of %s', async (_, write) => {
    const { writer, server } = await open(fakeSlack([slackMember('U1'), slackMember('UBOT', { is: 'bot' })]));

    expect(await refusalOf({ writer }, write)).toMatchObject({ refused: true });
    expect(server.changes()).toEqual([]);
  });

  it.each<[string, How, Readonly<Record<string, unknown>>]>([
    ['a missing right', { status: 403, body: {} }, { refused: true, retryable: false }],
    ['no SCIM on the plan', { status: 404, body: {} }, { refused: true }],
    ['too many writes', { status: 429, body: {}, headers: { 'retry-after': '3' } }, { refused: true, retryable: true, retryAfter: 3000 }],
    ['a failure of the server', { status: 500, body: {} }, { refused: false }],
    ['an answer that never came', 'lost-answer', { refused: false }],
  ])('says whether anything can have happened: %s', async (_, how, expected) => {
    const { writer, server } = await open();
    server.fail({ of: /^PATCH/u, how });

    expect(await refusalOf({ writer }, switching('disable', 'U1'))).toMatchObject(expected);
  });
});

describe('what a token may do', () => {
  it('is told by its scopes: too little and too much', async () => {
    const { slack, reader, writer } = await open(fakeSlack([], 'E1'));
    slack.scopes = 'admin,users:read,chat:write';

    const [read, write] = [await reader.examine?.(), await writer.examine?.()];

    expect(read?.time).not.toBeNull();
    expect(read?.rights.map(({ right, verdict }) => [right, verdict])).toEqual([
      ['users:read', 'has'],
      ['admin.users:read', 'lacks'],
      ['admin', 'too-much'],
      ['chat:write', 'too-much'],
    ]);
    expect(write?.rights.map(({ right, verdict }) => [right, verdict])).toEqual([
      ['users:read', 'has'],
      ['admin', 'has'],
      ['admin.users:write', 'lacks'],
      ['chat:write', 'too-much'],
    ]);
  });
});
