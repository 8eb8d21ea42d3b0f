/** Writes in Entra: exactly what was asked, refused where Entra would refuse or worse, and honest about what is not known. */
import { assert, asyncProperty, constantFrom, oneof, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Write } from '../../../../reconciler/ports.ts';
import type { Entitlement, ForeignId } from '../../../../schemas/primitives.ts';
import { type FakeUser, fakeUser, fakeWorld, guid } from '../../../fakes/entra/world.ts';
import { CLIENTS, changesOf, endTenants, open, refusalOf, WRITE_RIGHTS } from './tenant.ts';

endTenants();

const user = (number: number) => guid('user', number) as ForeignId;
const names = (...list: string[]) => list as unknown as readonly Entitlement[];
const disable = (number: number): Write => ({ kind: 'disable', account: user(number) });

function world(...users: readonly FakeUser[]) {
  return fakeWorld({ users: users.length > 0 ? users : [fakeUser(1), fakeUser(2)] });
}

describe('sign-in', () => {
  it('is one change of one property, after a look at the account', async () => {
    const opened = await open(world());

    await opened.writer.write(disable(1), 30_000);

    expect(changesOf(opened)).toEqual([{ name: `PATCH /users/${user(1)}`, query: '', body: { accountEnabled: false } }]);
    expect(opened.tenant.world.users.get(user(1))?.enabled).toBe(false);
  });

  it('ends although a reading that lags behind shows it ended already', async () => {
    const opened = await open(world(fakeUser(1, { enabled: false })));
    await opened.writer.write({ kind: 'enable', account: user(1) }, 30_000);
    opened.tenant.world.settings.staleReads = 1;

    await opened.writer.write(disable(1), 30_000);

    expect(changesOf(opened).map(({ body }) => body)).toEqual([{ accountEnabled: true }, { accountEnabled: false }]);
    expect(opened.tenant.world.users.get(user(1))?.enabled).toBe(false);
  });

  it('is not given where it is there already', async () => {
    const opened = await open(world());

    await opened.writer.write({ kind: 'enable', account: user(1) }, 30_000);

    expect(changesOf(opened)).toEqual([]);
  });

  it('of an account that another directory owns is refused, and said where to change it', async () => {
    const opened = await open(world(fakeUser(1, { synced: true })));

    expect(await refusalOf(opened, disable(1))).toMatchObject({
      message: 'the account comes from another directory, which decides whether it can sign in; change it there',
      refused: true,
    });
    expect(changesOf(opened)).toEqual([]);
  });

  it('of an account that another directory owns and has switched off is as it should be', async () => {
    const opened = await open(world(fakeUser(1, { synced: true, enabled: false })));

    await opened.writer.write(disable(1), 30_000);

    expect(changesOf(opened)).toEqual([]);
  });

  it('of an administrator is refused by Entra although the right is there, and a person is asked for', async () => {
    const opened = await open(world());
    const role = { id: guid('role', 1), name: 'Global Administrator', privileged: true, members: new Set([user(1)]) };
    opened.tenant.world.roles.set(role.id, role);

    const refusal = await refusalOf(opened, disable(1));

    expect(refusal).toMatchObject({ refused: true, retryable: false });
    expect(refusal.message).toContain("an administrator's, which a person has to change");
    expect(refusal.message).not.toContain('test.person');
  });

  it.each([
    ['throttled', { refused: true, retryable: true }],
    ['forbidden', { refused: true, retryable: false }],
    ['conflict', { refused: true, retryable: true }],
    ['broken', { refused: false }],
    ['busy', { refused: false }],
    ['lost-request', { refused: false }],
    ['lost-answer', { refused: false }],
    ['reset', { refused: false }],
    ['page', { refused: false }],
  ] as const)('whose call goes wrong says whether it can have had an effect: %s', async (how, expected) => {
    const opened = await open(world());
    opened.tenant.fail({ of: /^PATCH /u, how });

    expect(await refusalOf(opened, disable(1))).toMatchObject(expected);
    expect(changesOf(opened)).toHaveLength(1);
  });

  it.each(['broken', 'lost-request', 'page', 'odd'] as const)(
    'was certainly not changed when the account could not be read before: %s',
    async (how) => {
      const opened = await open(world());
      opened.tenant.fail({ of: /^GET \/users\//u, how, times: 99 });

      expect(await refusalOf(opened, disable(1))).toMatchObject({ refused: true });
      expect(changesOf(opened)).toEqual([]);
    },
  );

  it('waits until it shows, and asks no second time for it', async () => {
    const opened = await open(world());
    opened.tenant.world.settings.staleReads = 0;
    opened.tenant.before = (name) => {
      if (name.startsWith('PATCH')) opened.tenant.world.settings.staleReads = 3;
    };

    await opened.writer.write(disable(1), 30_000);

    expect(changesOf(opened)).toHaveLength(1);
    expect(opened.clock.sleeps).toEqual([1000, 2000, 4000]);
    expect((await opened.reader.readAccount(user(1)))?.enabled).toBe(false);
  });

  it('that was taken stays taken when nobody can look afterwards', async () => {
    const opened = await open(world());
    opened.tenant.fail({ of: /^GET \/users\//u, how: 'forbidden', nth: 2, times: 99 });

    await opened.writer.write(disable(1), 30_000);

    expect(opened.tenant.world.users.get(user(1))?.enabled).toBe(false);
  });

  it('is not written for an application that may not, and the file says so beforehand', async () => {
    const opened = await open(world(), { writes: ['sign-in'] });

    expect((await opened.reader.read('2027-01-04T01:00:00Z' as never)).abilities?.writes).toEqual(['disable', 'enable']);
  });
});

describe('sessions', () => {
  it('are ended, and seen to be ended by the instant that Entra moves', async () => {
    const opened = await open(world());
    expect((await opened.reader.readAccount(user(1)))?.sessions).toBeNull();

    await opened.writer.write({ kind: 'sessions', account: user(1) }, 30_000);

    expect(changesOf(opened).map((call) => call.name)).toEqual([`POST /users/${user(1)}/revokeSignInSessions`]);
    expect((await opened.reader.readAccount(user(1)))?.sessions).toBe(0);
    expect((await opened.reader.readAccount(user(2)))?.sessions).toBeNull();
  });

  it('are seen to be ended although the answer was lost', async () => {
    const opened = await open(world());
    opened.tenant.fail({ of: /revokeSignInSessions/u, how: 'lost-answer' });

    expect(await refusalOf(opened, { kind: 'sessions', account: user(1) })).toMatchObject({ refused: false });
    expect((await opened.reader.readAccount(user(1)))?.sessions).toBe(0);
  });

  it('that Entra says it has ended and has not are not known to be ended', async () => {
    const opened = await open(world());
    opened.tenant.fail({ of: /revokeSignInSessions/u, how: 'silent' });

    await opened.writer.write({ kind: 'sessions', account: user(1) }, 30_000);

    expect((await opened.reader.readAccount(user(1)))?.sessions).toBeNull();
  });

  it.each([
    ['a guest', { type: 'Guest' as const }],
    ['a member who was invited', { external: 'Accepted' }],
    ['a member of another tenant', { login: 'one_kund.example#EXT#@exempel.example' }],
  ])('of %s are not asked for: the call would say yes and do nothing', async (_, more) => {
    const opened = await open(world(fakeUser(1, more)));

    expect(await refusalOf(opened, { kind: 'sessions', account: user(1) })).toMatchObject({
      message: expect.stringContaining("their own organisation's"),
      refused: true,
    });
    expect(changesOf(opened)).toEqual([]);
  });
});

describe('what is never written', () => {
  it.each([
    [{ kind: 'check-in', asset: '311', status: 'received' }, 'holds no devices'],
    [{ kind: 'place', account: user(1), to: 'OU=Leavers' }, 'no containers'],
    [{ kind: 'end-day', account: user(1), day: null }, 'last day is not written'],
    [disable(9), 'there is no such account; a deleted one is restored'],
  ] as const)('%j', async (write, expected) => {
    const opened = await open(world());

    expect(await refusalOf(opened, write)).toMatchObject({ message: expect.stringContaining(expected), refused: true });
    expect(changesOf(opened)).toEqual([]);
  });

  it('in another tenant than the one of the file', async () => {
    const opened = await open(world());
    opened.tenant.world.settings.answersAs = guid('tenant', 2);

    expect(await refusalOf(opened, disable(1))).toMatchObject({ message: 'another tenant answered', refused: true });
    expect(changesOf(opened)).toEqual([]);
  });

  it('in another tenant whose tokens say nothing', async () => {
    const opened = await open(world());
    Object.assign(opened.tenant.world.settings, { answersAs: guid('tenant', 2), opaqueTokens: true });

    expect(await refusalOf(opened, disable(1))).toMatchObject({ message: 'another tenant answered', refused: true });
  });

  it('anything of which an id is no object id: nothing else gets into a path', async () => {
    const opened = await open(world());
    const asked = () => opened.tenant.calls.length;
    const hostile = oneof(
      string(),
      constantFrom('..', `${user(1)}/memberOf`, `${user(1)}?$select=id`, `${user(1)}%2f..`, `${user(1)}\n`, user(1).toUpperCase()),
    );

    await assert(
      asyncProperty(hostile, async (text) => {
        const before = asked();
        expect(await opened.reader.readAccount(text as ForeignId)).toBeNull();
        const refusal = await refusalOf(opened, { kind: 'disable', account: text as ForeignId });
        expect(refusal.refused).toBe(true);
        const add = names(text === '' ? ' ' : text);
        expect(await refusalOf(opened, { kind: 'groups', account: user(1), remove: [], add })).toMatchObject({ refused: true });
        const made = opened.tenant.calls.slice(before).filter((call) => call.name !== 'POST token');
        expect(new Set(made.map((call) => call.name))).toEqual(
          new Set([`GET /users/${user(1)}`, `GET /users/${user(1)}/memberOf/microsoft.graph.group`]),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('with a right that is missing is refused once, with what to look up', async () => {
    const opened = await open(world());
    const client = opened.tenant.clients.get(CLIENTS.write);
    if (client !== undefined) client.roles = WRITE_RIGHTS.filter((one) => one !== 'User.EnableDisableAccount.All');

    expect(await refusalOf(opened, disable(1))).toMatchObject({
      message: expect.stringContaining('the application of the credential "entra-write" may not do that'),
      refused: true,
      retryable: false,
    });
  });
});
