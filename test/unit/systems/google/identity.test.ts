/** Who asks: assertions and tokens, each with one right, sent to one place, and never told to anybody. */
import { describe, expect, it } from 'vitest';
import { readCredential, signAssertion } from '../../../../reconciler/systems/google/credential.ts';
import { openIdentity } from '../../../../reconciler/systems/google/identity.ts';
import { HOSTS, TOKEN_HOST } from '../../../../reconciler/systems/google/rights.ts';
import type { ForeignId, Instant } from '../../../../schemas/primitives.ts';
import { System } from '../../../../schemas/system.ts';
import { fakeClock } from '../../../fakes/clock.ts';
import { keyFile } from '../../../fakes/google/tokens.ts';
import { fakeGoogleWorld, fakeGroup, fakeUser, idFor } from '../../../fakes/google/world.ts';
import { endWorkspaces, keysOf, namesOf, open, peopleIn, READER, systemFor, WRITER } from './workspace.ts';

endWorkspaces();

const AT = '2027-01-04T01:00:00Z' as Instant;
const HOUR = 3_600_000;
const world = () => fakeGoogleWorld({ users: [fakeUser(1)], groups: [fakeGroup('g1', 'sales@exempel.example', { [idFor(1)]: 'MEMBER' })] });

describe('tokens', () => {
  it('are asked for once for each right, and only for rights that are used', async () => {
    const { reader, google } = await open(world());

    await reader.read(AT);
    await reader.read(AT);

    expect(google.tokensAsked).toEqual(['admin.directory.user.readonly', 'admin.directory.group.readonly']);
  });

  it('are renewed before they end', async () => {
    const { reader, google, clock } = await open(world(), { groups: false });

    await reader.read(AT);
    clock.advance(HOUR - 4 * 60_000);
    await reader.read(AT);

    expect(google.tokensAsked).toHaveLength(2);
  });

  it('that were withdrawn are asked for anew, once', async () => {
    const { reader, google } = await open(world(), { groups: false });
    await reader.read(AT);
    google.withdraw();

    expect(await reader.read(AT)).toMatchObject({ problems: [] });
    expect([google.tokensAsked.length, namesOf(google).length]).toEqual([2, 3]);
  });

  it('that are never taken are a problem', async () => {
    const { reader, google } = await open(world(), { groups: false });
    google.fail({ of: /users/u, how: 'withdrawn', times: 99 });

    expect((await reader.read(AT)).problems).toEqual([
      'Google does not take the token of the credential "google-read"; look whether its key is still there',
    ]);
    expect(namesOf(google)).toHaveLength(2);
  });

  it('for a write that were withdrawn are asked for anew: nothing had happened', async () => {
    const { writer, google, world: its } = await open(world());
    google.fail({ of: /^PATCH/u, how: 'withdrawn' });

    await writer.write({ kind: 'disable', account: idFor(1) as ForeignId }, 5000);

    expect(its.users.get(idFor(1))?.suspended).toBe(true);
  });

  it('of a scope that was not delegated leave out what needs it, and nothing else', async () => {
    const { reader, world: its } = await open(world());
    its.serviceAccounts.get(READER)?.scopes.delete('https://www.googleapis.com/auth/admin.directory.group.readonly');

    const reading = await reader.read(AT);

    expect(reading).toMatchObject({ problems: [], ended: true });
    expect([peopleIn(reading.accounts)[0]?.groups, reading.provides.includes('groups')]).toEqual([null, false]);
  });

  it('of a scope that was not delegated are not asked for again for every account', async () => {
    const { reader, writer, google, world: its } = await open(world());
    its.serviceAccounts.get(READER)?.scopes.delete('https://www.googleapis.com/auth/admin.directory.group.readonly');
    its.serviceAccounts.get(WRITER)?.scopes.delete('https://www.googleapis.com/auth/admin.directory.user.security');

    for (let time = 1; time <= 3; time += 1) {
      expect((await reader.readAccount(idFor(1) as ForeignId))?.groups).toBeNull();
      await expect(writer.write({ kind: 'sessions', account: idFor(1) as ForeignId }, 5000)).rejects.toMatchObject({ refused: true });
    }

    expect(google.tokensRefused).toEqual(['admin.directory.group.readonly', 'admin.directory.user.security']);
  });

  it('of users that are not delegated are a problem that names the scope', async () => {
    const { reader, world: its } = await open(world());
    its.serviceAccounts.get(READER)?.scopes.clear();

    expect((await reader.read(AT)).problems).toEqual([
      'the scope admin.directory.user.readonly is not delegated to the service account of the credential "google-read"; see docs/systems/google.md',
    ]);
  });

  it('for an administrator who is suspended say what may be wrong, and no address', async () => {
    const { reader, world: its } = await open(world());
    for (const user of its.users.values()) user.suspended = true;

    const [problem] = (await reader.read(AT)).problems;

    expect(problem).toContain('whom it acts as is not there or is suspended');
    expect(problem).not.toMatch(/@/u);
  });

  it('that cannot be had make a write refused', async () => {
    const { writer, google } = await open(world());
    google.fail({ of: /^POST \/token/u, how: 'backend', times: 99 });

    await expect(writer.write({ kind: 'disable', account: idFor(1) as ForeignId }, 60_000)).rejects.toMatchObject({ refused: true });
    expect(google.calls).toEqual([]);
  });

  it('are of the service account itself where the file names nobody to act as', async () => {
    const { reader, google } = await open(world(), { actsAs: {} });

    expect(await reader.read(AT)).toMatchObject({ problems: [] });
    expect(google.calls[0]?.subject).toBeNull();
  });

  it('are refused to a key that is not (any more) that of the account', async () => {
    const { reader } = await open(world(), {}, () => keyFile(READER, true));

    expect((await reader.read(AT)).problems).toEqual([expect.stringContaining('its key was deleted')]);
  });
});

describe('a credential', () => {
  it.each([
    ['nothing', ''],
    ['a password', 'correct horse'],
    ['another key file', JSON.stringify({ type: 'authorized_user', client_email: 'a@b', private_key: '' })],
    ['a broken key', JSON.stringify({ type: 'service_account', client_email: 'a@b.example', private_key: 'not-for-anybody' })],
  ])('that is %s is refused without being told', async (_, text) => {
    const { reader, writer } = await open(world(), {}, () => text);

    const [problem] = (await reader.read(AT)).problems;

    expect(problem).toBe('the credential "google-read" is neither the key file of a service account nor an access token');
    await expect(writer.write({ kind: 'disable', account: idFor(1) as ForeignId }, 5000)).rejects.toMatchObject({ refused: true });
    await expect(reader.readAsset('1')).rejects.toMatchObject({ refused: true });
  });

  it('that the file does not name, or the runner does not have, is said by its name', async () => {
    const unnamed = await open(world(), { credential: {} });
    const absent = await open(world(), {}, () => null);

    expect((await unnamed.reader.read(AT)).problems).toEqual(['the system file names no credential to read']);
    expect((await absent.reader.read(AT)).problems).toEqual(['the runner has no credential "google-read"']);
  });

  it('for reading is not used for writing, nor the other way round', async () => {
    const asked: string[] = [];
    const { reader, writer } = await open(world(), {}, (name) => {
      asked.push(name);
      return keysOf(name);
    });

    await reader.read(AT);
    expect(new Set(asked)).toEqual(new Set(['google-read']));
    await writer.write({ kind: 'disable', account: idFor(1) as ForeignId }, 5000);
    expect(asked).toContain('google-write');
  });

  it('that is an access token is sent to Google alone, whatever the file says', async () => {
    const { reader, google } = await open(world(), {}, () => 'ya29.not-for-anybody');

    const [problem] = (await reader.read(AT)).problems;

    expect(problem).toContain("sent to Google's own hosts alone");
    expect(google.calls).toEqual([]);
  });

  it('that is an access token is used as it is', async () => {
    const { address: _, ...system } = systemFor('http://127.0.0.1:1');
    const identity = openIdentity(system, { credential: () => 'ya29.abc\n', clock: fakeClock() }, 'read');

    expect((await identity.token('users', 0)).value).toBe('ya29.abc');
  });
});

describe('an assertion', () => {
  const key = readCredential(keyFile(WRITER));
  if (key?.kind !== 'key') throw new Error('a key');
  const claims = { scope: 'a', subject: null, audience: `${TOKEN_HOST}/token`, now: 1_800_000_000 };
  const payload = (text: string) => JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString()) as unknown;

  it('is of no use but where it is sent, for ten minutes', () => {
    expect(payload(signAssertion(key, claims))).toEqual({
      iss: WRITER,
      scope: 'a',
      aud: 'https://oauth2.googleapis.com/token',
      iat: 1_799_999_970,
      exp: 1_800_000_570,
    });
  });

  it('for a stand-in is for that stand-in, so that Google would not take it', async () => {
    const { reader, google } = await open(world(), { groups: false });

    // The fake remembers every assertion that is for somewhere else.
    expect(await reader.read(AT)).toMatchObject({ problems: [] });
    expect(google.address).toMatch(/^http:\/\/127\.0\.0\.1:/u);
  });
});

describe('hosts', () => {
  it('are those of Google, and a file can name nothing else but this machine', () => {
    expect([...Object.values(HOSTS), TOKEN_HOST].every((host) => /^https:\/\/[a-z0-9]+\.googleapis\.com$/u.test(host))).toBe(true);
    const { address: _, ...file } = systemFor('http://127.0.0.1:1');
    for (const address of [
      'https://elsewhere.exempel.example',
      'https://admin.googleapis.com.exempel.example',
      'http://127.0.0.1.exempel.example',
      'http://127.0.0.1@elsewhere.example',
      'http://127.0.0.1:80/path',
      'http://localhost:80',
      'http://127.0.0.2:80',
      'https://127.0.0.1',
    ])
      expect([address, System.safeParse({ ...file, address }).success]).toEqual([address, false]);
  });
});
