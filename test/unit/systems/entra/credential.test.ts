/** Signing in as an application: secret or assertion, one token for many calls, renewed in time, and no word of either anywhere. */
import { describe, expect, it } from 'vitest';
import type { ForeignId, Instant } from '../../../../schemas/primitives.ts';
import { assertionOf } from '../../../fakes/entra/login.ts';
import { fakeUser, fakeWorld, guid } from '../../../fakes/entra/world.ts';
import { CLIENTS, endTenants, type Opened, open, SECRETS } from './tenant.ts';

endTenants();

const AT = '2027-01-04T01:00:00Z' as Instant;
const ONE = guid('user', 1) as ForeignId;
const world = () => fakeWorld({ users: [fakeUser(1)] });
const tokensAsked = ({ tenant }: Opened) => tenant.calls.filter((call) => call.name === 'POST token').length;

describe('a token', () => {
  it('is asked for once by a secret, once by an assertion, and used for everything', async () => {
    const opened = await open(world());

    await opened.reader.read(AT);
    await opened.reader.readAccount(ONE);
    await opened.writer.write({ kind: 'disable', account: ONE }, 30_000);
    await opened.writer.write({ kind: 'sessions', account: ONE }, 30_000);

    expect(tokensAsked(opened)).toBe(2);
  });

  it('is renewed before it runs out, and with the assertion that the runner has by then', async () => {
    const opened = await open(world());
    await opened.writer.write({ kind: 'disable', account: ONE }, 30_000);
    opened.credentials.set('entra-write', assertionOf('repo:exempel/people:environment:nightly'));

    opened.clock.advance(3_400_000);
    await opened.writer.write({ kind: 'enable', account: ONE }, 30_000);

    expect(tokensAsked(opened)).toBe(2);
  });

  it('that is not taken any more is renewed once, also in front of a write, which had no effect', async () => {
    const opened = await open(world());
    await opened.reader.read(AT);
    await opened.writer.write({ kind: 'enable', account: ONE }, 30_000);
    opened.tenant.withdrawTokens();

    expect(await opened.reader.read(AT)).toMatchObject({ total: 1, problems: [] });
    await opened.writer.write({ kind: 'disable', account: ONE }, 30_000);
    expect(opened.tenant.world.users.get(ONE)?.enabled).toBe(false);
    expect(tokensAsked(opened)).toBe(4);
  });

  it('that is never taken is a refusal', async () => {
    const opened = await open(world());
    opened.tenant.fail({ of: /^GET \/organization$/u, how: 'unauthorised', times: 99 });

    expect((await opened.reader.read(AT)).problems).toEqual([
      'Microsoft Graph does not take the token of the credential "entra-read" (InvalidAuthenticationToken)',
    ]);
    expect(tokensAsked(opened)).toBe(2);
  });

  it('that does not say of which tenant it is: the organisation is asked', async () => {
    const opened = await open(world());
    opened.tenant.world.settings.opaqueTokens = true;

    expect(await opened.reader.readAccount(ONE)).toMatchObject({ enabled: true });
    expect(opened.tenant.calls.map((call) => call.name)).toContain('GET /organization');
  });
});

describe('what is refused', () => {
  const messages: readonly (readonly [string, (opened: Opened) => void, string])[] = [
    ['a wrong secret', ({ credentials }) => credentials.set('entra-read', 'another~one'), '(AADSTS7000215): the secret is wrong'],
    ['an assertion where a secret is kept', ({ credentials }) => credentials.set('entra-read', assertionOf('somebody')), '(AADSTS700213)'],
    [
      'an application of somewhere else',
      ({ tenant }) => tenant.clients.delete(CLIENTS.read),
      '(AADSTS700016): the application is not in this tenant',
    ],
    ['no credential', ({ credentials }) => credentials.delete('entra-read'), 'the runner has no credential "entra-read"'],
    ['an empty credential', ({ credentials }) => credentials.set('entra-read', ''), 'the runner has no credential "entra-read"'],
  ];

  it.each(messages)('%s', async (_, spoil, expected) => {
    const opened = await open(world());
    spoil(opened);

    const reading = await opened.reader.read(AT);

    expect(reading.problems).toEqual([expect.stringContaining(expected)]);
    expect(JSON.stringify(reading)).not.toMatch(/another~one|eyJ|test\.person|read~secret/u);
    await expect(opened.reader.readAccount(ONE)).rejects.toMatchObject({ name: 'Fault', refused: true });
  });

  it.each([
    ['no credential', { credential: {} }, 'the system file names no credential to read'],
    ['no application', { clients: {} }, 'the system file names no application to read; add clients.read'],
  ])('a file that names %s', async (_, more, expected) => {
    const opened = await open(world(), more);

    expect((await opened.reader.read(AT)).problems).toEqual([expected]);
  });

  it.each(['page', 'odd', 'broken', 'lost-request'] as const)('a host of tokens that does not answer as it should: %s', async (how) => {
    const opened = await open(world());
    opened.tenant.fail({ of: /^POST token$/u, how, times: 99 });

    const error = await opened.writer.write({ kind: 'disable', account: ONE }, 30_000).catch((one: unknown) => one);

    expect(error).toMatchObject({ name: 'Fault', refused: true });
    expect(String(error)).not.toContain(SECRETS['entra-write']);
  });
});
