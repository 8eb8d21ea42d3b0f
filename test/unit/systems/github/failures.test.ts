/** GitHub that fails: what comes home says what to mend, waits as it is asked to, and claims nothing it has not seen. */
import { describe, expect, it } from 'vitest';
import type { ForeignId } from '../../../../schemas/primitives.ts';
import type { How } from '../../../fakes/json-server.ts';
import { lists, refusalOf, switching } from '../writes.ts';
import { AT, addSeat, addTeam, endOrganisations, open } from './organisation.ts';

endOrganisations();

const MEMBERS = /^GET \/orgs\/exempel\/members$/u;
const secondary: How = { status: 403, body: { message: 'You have exceeded a secondary rate limit.' } };
const abuse: How = { status: 403, body: { message: 'abuse detection mechanism' }, headers: { 'retry-after': '7' } };
const primary: How = {
  status: 403,
  body: { message: 'API rate limit exceeded' },
  headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1798761640', date: 'Thu, 31 Dec 2026 23:59:50 GMT' },
};

describe('a reading', () => {
  it.each<[string, How, string]>([
    ['a token that was withdrawn', { status: 401, body: { message: 'Bad credentials' } }, 'refused the token'],
    ['a missing permission', { status: 403, body: { message: 'Resource not accessible by integration' } }, 'lacks the permission'],
    [
      'a token that is not authorised for single sign-on',
      { status: 403, body: {}, headers: { 'x-github-sso': 'required; url=https://x' } },
      'single sign-on',
    ],
    ['nothing there', { status: 404, body: { message: 'Not Found' } }, 'it is not there, or the token lacks the permission'],
    ['another form', 'odd', 'is no list of members'],
    ['a page to sign in at', 'page', 'perhaps a page to sign in at'],
    ['a redirect', 'redirect', 'sends us on to another address'],
    ['JSON that breaks off', 'cut', 'says that it is JSON and is not'],
    ['rows of another form', { status: 200, body: [{ id: '1' }] }, '1 of 1 members cannot be read'],
  ])('says what is wrong and concludes nothing: %s', async (_, how, expected) => {
    const { reader, github } = await open();
    github.fail({ of: MEMBERS, how, times: 99 });

    const reading = await reader.read(AT);

    expect(reading.problems.join()).toContain(expected);
    expect(JSON.stringify(reading)).not.toMatch(/ghp_|Bearer/u);
  });

  it.each<[string, How]>([
    ['a page', { status: 404, body: '<html>not found</html>' }],
    ['a body of another form', { status: 404, body: {} }],
  ])('takes a 404 that is not GitHub’s own for no answer about a member: %s', async (_, how) => {
    const { reader, github } = await open();
    github.fail({ of: /^GET \/user\/1$/u, how });

    await expect(reader.readAccount('1' as ForeignId)).rejects.toMatchObject({ name: 'Fault' });
  });

  it.each<[string, How, readonly number[]]>([
    ['a secondary limit without a time', secondary, [60_000]],
    ['a secondary limit with a time', abuse, [7000]],
    ['429 with a time', { status: 429, headers: { 'retry-after': '3' } }, [3000]],
    ["the hour's requests used up, by the clock of GitHub", primary, [51_000]],
    ['a failure of the server', { status: 502, body: 'Bad gateway' }, [1000]],
    ['a connection that broke', 'lost-request', [1000]],
    ['a connection that broke in the middle of the answer', 'torn', [1000]],
  ])('waits and goes on: %s', async (_, how, waits) => {
    const { reader, github, clock } = await open();
    github.fail({ of: MEMBERS, how });

    const reading = await reader.read(AT);

    expect(reading).toMatchObject({ ended: true, problems: [] });
    expect(clock.sleeps).toEqual(waits);
  });

  it('is not waited for an hour', async () => {
    const { reader, github, clock } = await open();
    const far = {
      ...primary,
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1798768000', date: 'Thu, 31 Dec 2026 23:59:50 GMT' },
    };
    github.fail({ of: MEMBERS, how: far, times: 99 });

    expect((await reader.read(AT)).problems).toEqual([expect.stringContaining('limit of requests')]);
    expect(clock.sleeps).toEqual([]);
  });

  it('without a credential says so', async () => {
    const { reader } = await open(undefined, { credential: {} });

    expect((await reader.read(AT)).problems).toEqual(['the system file names no credential to read']);
    await expect(reader.readAccount('1' as ForeignId)).rejects.toMatchObject({ refused: true });
  });

  it('whose GraphQL answers with success and errors is not claimed, or waited for when it is about limits', async () => {
    const { reader, github, clock } = await open();
    github.fail({ of: /graphql/u, how: { status: 200, body: { data: null, errors: [{ type: 'RATE_LIMITED', message: 'limit' }] } } });
    github.fail({
      of: /graphql/u,
      nth: 2,
      how: { status: 200, body: { data: null, errors: [{ type: 'FORBIDDEN', message: 'secret person' }] } },
    });

    const reading = await reader.read(AT);

    expect(reading.problems).toEqual([]);
    expect(reading.accounts.every((one) => one.email === null)).toBe(true);
    expect(clock.sleeps).toEqual([60_000]);
    expect(JSON.stringify(reading)).not.toContain('secret');
  });

  it('of identities whose cursor repeats is doubtful', async () => {
    const { reader, github } = await open();
    const page = { samlIdentityProvider: { externalIdentities: { pageInfo: { hasNextPage: true, endCursor: 'a' }, nodes: [] } } };
    github.fail({ of: /graphql/u, times: 9, how: { status: 200, body: { data: { organization: page } } } });

    expect((await reader.read(AT)).problems).toEqual(['the list of identities leads back to a page that was read already']);
  });
});

describe('a write', () => {
  it.each<[string, How, Readonly<Record<string, unknown>>]>([
    ['a missing permission', { status: 403, body: { message: 'Must be an owner' } }, { refused: true, retryable: false }],
    ['a limit', abuse, { refused: true, retryable: true, retryAfter: 7000 }],
    ['a failure of the server', { status: 500, body: {} }, { refused: false }],
    ['an answer that never came', 'lost-answer', { refused: false }],
    ['a page to sign in at', 'page', { refused: false }],
    ['a redirect', 'redirect', { refused: false }],
  ])('is refused only when nothing can have happened: %s', async (_, how, expected) => {
    const { writer, github } = await open();
    github.fail({ of: /^DELETE/u, how, times: 99 });

    expect(await refusalOf({ writer }, switching('disable', 1))).toMatchObject(expected);
    expect(github.changes()).toHaveLength(1);
  });

  it('whose question before it fails has not happened', async () => {
    const { writer, github } = await open();
    github.fail({ of: /^GET \/user\/1$/u, how: { status: 500, body: {} }, times: 99 });

    expect(await refusalOf({ writer }, switching('disable', 1))).toMatchObject({ refused: true });
    expect(github.changes()).toEqual([]);
  });

  it('keeps within its time', async () => {
    const { writer, github, clock } = await open();
    github.fail({ of: /memberships/u, how: { status: 503, body: {} }, times: 99 });

    await refusalOf({ writer }, switching('disable', 1), 4000);

    expect(clock.elapsed()).toBeLessThanOrEqual(4000);
  });

  it('that somebody overtakes is done: the member left in between', async () => {
    const { org, writer, github } = await open();
    github.before = ({ method }) => {
      if (method === 'DELETE') org.members.delete(1);
    };

    await writer.write(switching('disable', 1), 100_000);

    expect(org.members.has(1)).toBe(false);
  });
});

describe('what a token may do', () => {
  it('is told from the scopes of a classic one and the own role: too little and too much', async () => {
    const { org, reader, writer } = await open();
    org.scopes = 'admin:org, repo, delete_repo';

    const [read, write] = [await reader.examine?.(), await writer.examine?.()];

    expect(write?.time).not.toBeNull();
    expect(write?.rights.map(({ right, verdict }) => [right, verdict])).toEqual([
      ['admin:org', 'has'],
      ['repo', 'too-much'],
      ['delete_repo', 'too-much'],
      ['owner of the organisation', 'has'],
      ['organization members: read', 'has'],
      ['teams: read', 'has'],
      ['Copilot seat management: read', 'has'],
      ['organization administration: read', 'has'],
    ]);
    expect(read?.rights.filter(({ verdict }) => verdict === 'too-much').map(({ right }) => right)).toEqual([
      'admin:org',
      'repo',
      'delete_repo',
    ]);
  });

  it('is tried with other tokens', async () => {
    const { org, reader } = await open();
    Object.assign(org, { scopes: null, self: null, sees: 'public', hasCopilot: false });

    const { rights } = (await reader.examine?.()) ?? { rights: [] };

    expect(rights.map(({ right, verdict }) => [right, verdict])).toEqual([
      ['organization members: read', 'lacks'],
      ['teams: read', 'has'],
      ['Copilot seat management: read', 'lacks'],
      ['organization administration: read', 'has'],
    ]);
  });

  it('changes nothing, and throws a Fault when the token is refused', async () => {
    const { org, writer, github } = await open();
    addTeam(org, 'vpn', { people: [1] });
    addSeat(org, 1);
    await writer.examine?.();
    org.token = 'another';

    await expect(writer.examine?.()).rejects.toMatchObject({ refused: true });
    expect(await refusalOf({ writer }, lists('groups', 1, { remove: ['vpn'] }))).toMatchObject({ refused: true });
    expect(github.changes()).toEqual([]);
  });
});
