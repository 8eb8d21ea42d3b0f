/** Writing to Google Workspace: exactly what was told, in the order that keeps people out, and never to somebody else. */
import { describe, expect, it } from 'vitest';
import type { Write } from '../../../../reconciler/ports.ts';
import type { ForeignId } from '../../../../schemas/primitives.ts';
import { fakeGoogleWorld, fakeUser, idFor } from '../../../fakes/google/world.ts';
import { changesOf, EVERYTHING, endWorkspaces, type Opened, open, refusalOf, WRITES_AS } from './workspace.ts';

endWorkspaces();

const ONE = idFor(1) as ForeignId;
const disable: Write = { kind: 'disable', account: ONE };
const PATH = `/admin/directory/v1/users/${idFor(1)}`;

/** Changes of users, without what is taken away beside them. */
function patchesOf({ google }: Pick<Opened, 'google'>) {
  return changesOf(google).filter(({ name }) => name.startsWith('PATCH'));
}

describe('the sign-in', () => {
  it('ends with one change of the user, after the backup codes, and comes back with one', async () => {
    const { writer, google, world } = await open(fakeGoogleWorld({ users: [fakeUser(1)] }));

    await writer.write(disable, 5000);
    expect(world.users.get(ONE)).toMatchObject({ suspended: true, orgUnitPath: '/Staff', archived: false });
    await writer.write({ kind: 'enable', account: ONE }, 5000);

    expect(changesOf(google).map(({ name, body }) => [name, body])).toEqual([
      [`POST ${PATH}/verificationCodes/invalidate`, {}],
      [`PATCH ${PATH}`, { suspended: true }],
      [`PATCH ${PATH}`, { suspended: false }],
    ]);
    expect(world.users.get(ONE)?.suspended).toBe(false);
  });

  it.each([
    ['suspended', 'disable', { suspended: true }],
    ['archived', 'disable', { archived: true }],
    ['active', 'enable', {}],
  ] as const)('of who is %s already is left as it is: %s', async (_, kind, more) => {
    const { writer, google } = await open(fakeGoogleWorld({ users: [fakeUser(1, more)] }));

    await writer.write({ kind, account: ONE }, 5000);

    expect(changesOf(google)).toEqual([]);
  });

  it('of who is archived comes back by a person alone', async () => {
    const opened = await open(fakeGoogleWorld({ users: [fakeUser(1, { archived: true, suspended: true })] }));

    expect(await refusalOf(opened, { kind: 'enable', account: ONE })).toMatchObject({
      message: 'the account is archived; a person takes it out of the archive, which takes a licence',
      refused: true,
    });
    expect(changesOf(opened.google)).toEqual([]);
  });

  it('that Google itself has ended is said to be so', async () => {
    const opened = await open(fakeGoogleWorld({ users: [fakeUser(1, { suspended: true, suspensionReason: 'ABUSE' })] }));

    expect(await refusalOf(opened, { kind: 'enable', account: ONE })).toMatchObject({
      message: expect.stringContaining('Google itself has suspended this account'),
      refused: true,
    });
  });

  it('of a super administrator is refused by Google, whom lastday does not argue with', async () => {
    const opened = await open(fakeGoogleWorld({ users: [fakeUser(1, { isAdmin: true })] }));

    expect(await refusalOf(opened, disable)).toMatchObject({ refused: true, message: expect.stringContaining('lacks the right') });
  });

  it('that is said to have ended, and has not, is no success', async () => {
    const opened = await open(fakeGoogleWorld({ users: [fakeUser(1)] }));
    opened.google.fail({ of: /^PATCH/u, how: 'silent' });

    expect(await refusalOf(opened, disable)).toMatchObject({
      refused: true,
      message: expect.stringContaining('answered OK and left the account as it was'),
    });
  });

  it.each(['odd', 'cut', 'reset', 'lost-answer', 'broken', 'backend', 'sign-in-page', 'redirect'] as const)(
    'has an unknown outcome when the answer is none: %s',
    async (how) => {
      const opened = await open(fakeGoogleWorld({ users: [fakeUser(1)] }));
      opened.google.fail({ of: /^PATCH/u, how });

      expect(await refusalOf(opened, disable)).toMatchObject({ refused: false, retryable: false });
      expect(patchesOf(opened)).toHaveLength(1);
    },
  );

  it.each([
    ['busy', 15_000],
    ['rate', 15_000],
    ['user-rate', 15_000],
    ['quota', 15_000],
  ] as const)('has certainly not changed where there were too many requests: %s', async (how, retryAfter) => {
    const opened = await open(fakeGoogleWorld({ users: [fakeUser(1)] }));
    opened.google.fail({ of: /^PATCH/u, how });

    expect(await refusalOf(opened, disable)).toMatchObject({ refused: true, retryable: true, retryAfter });
    expect(patchesOf(opened)).toHaveLength(1);
  });

  it('is not written when the time is up', async () => {
    const opened = await open(fakeGoogleWorld({ users: [fakeUser(1)] }));
    opened.google.before = (name) => {
      if (name.startsWith('GET')) opened.clock.advance(6000);
    };

    expect(await refusalOf(opened, disable, 5000)).toMatchObject({ refused: true, message: 'there was no time left to ask' });
    expect(changesOf(opened.google)).toEqual([]);
  });
});

describe('nobody else is written', () => {
  it.each([
    ['the administrator that lastday acts as', { primaryEmail: WRITES_AS }],
    ['the same under an alias', { aliases: [WRITES_AS] }],
  ])('%s', async (_, more) => {
    const opened = await open(fakeGoogleWorld({ users: [fakeUser(1, more)] }));

    expect(await refusalOf(opened, disable)).toMatchObject({
      refused: true,
      message: 'the account is the administrator that lastday acts as',
    });
    expect(changesOf(opened.google)).toEqual([]);
  });

  it.each([
    ['somebody of another customer', idFor(1), { customerId: 'C0elsewhere' }],
    ['nobody', idFor(9), {}],
    ['somebody who was deleted', idFor(1), { deletionTime: '2027-01-01T00:00:00.000Z' }],
  ])('%s', async (_, account, more) => {
    const opened = await open(fakeGoogleWorld({ users: [fakeUser(1, more)] }));

    expect(await refusalOf(opened, { kind: 'disable', account: account as ForeignId })).toMatchObject({ refused: true });
    expect(changesOf(opened.google)).toEqual([]);
  });

  it.each<[string, Write, Readonly<Record<string, unknown>>]>([
    ['a device', { kind: 'check-in', asset: '1', status: 'received' }, {}],
    ['a last day', { kind: 'end-day', account: ONE, day: null }, {}],
    ['groups that the file leaves alone', { kind: 'groups', account: ONE, remove: [], add: [] }, { groups: false }],
    ['licences that the file does not name', { kind: 'licences', account: ONE, remove: [], add: [] }, {}],
    ['a unit where the file names none', { kind: 'place', account: ONE, to: '/Leavers' }, {}],
    ['automatic replies', { kind: 'mailbox', account: ONE, reply: null }, {}],
    ['the same, where the file still speaks of them', { kind: 'mailbox', account: ONE, reply: null }, { autoReply: true }],
  ])('nor what the system file does not switch on: %s', async (_, write, more) => {
    const opened = await open(fakeGoogleWorld({ users: [fakeUser(1)] }), more);

    expect(await refusalOf(opened, write)).toMatchObject({ refused: true });
    expect(changesOf(opened.google)).toEqual([]);
  });
});

describe('the place', () => {
  it('is changed once, and put back', async () => {
    const { writer, google, world } = await open(fakeGoogleWorld({ users: [fakeUser(1)] }), EVERYTHING);

    for (const to of ['/Leavers', '/Leavers', '/Staff']) await writer.write({ kind: 'place', account: ONE, to }, 5000);

    expect(changesOf(google).map(({ body }) => body)).toEqual([{ orgUnitPath: '/Leavers' }, { orgUnitPath: '/Staff' }]);
    expect(world.users.get(ONE)?.orgUnitPath).toBe('/Staff');
  });

  it.each(['/Nowhere', 'Leavers', ''])('%j is no place', async (to) => {
    const opened = await open(fakeGoogleWorld({ users: [fakeUser(1)] }), EVERYTHING);

    expect(await refusalOf(opened, { kind: 'place', account: ONE, to })).toMatchObject({ refused: true });
    expect(opened.world.users.get(ONE)?.orgUnitPath).toBe('/Staff');
  });
});

describe('sessions', () => {
  const end: Write = { kind: 'sessions', account: ONE };

  it('end in the browser first, then in every application, then app passwords and backup codes', async () => {
    const { writer, google, world } = await open(
      fakeGoogleWorld({ users: [fakeUser(1, { tokens: ['a/../b', 'c.apps.example'], asps: [7] })] }),
    );

    await writer.write(end, 5000);

    expect(changesOf(google).map(({ name }) => name.replace(`${PATH}/`, ''))).toEqual([
      'POST signOut',
      'DELETE tokens/a%2F..%2Fb',
      'DELETE tokens/c.apps.example',
      'DELETE asps/7',
      'POST verificationCodes/invalidate',
    ]);
    expect(world.users.get(ONE)).toMatchObject({ tokens: [], asps: [], backupCodes: 0, signOuts: 1, suspended: false });
  });

  it('of who is suspended already end as well: what Google then refuses was done right before', async () => {
    const { writer, google, world } = await open(fakeGoogleWorld({ users: [fakeUser(1)] }));

    await writer.write(disable, 5000);
    await writer.write(end, 5000);

    expect(world.users.get(ONE)).toMatchObject({ suspended: true, tokens: [], asps: [], signOuts: 1, backupCodes: 0 });
    expect(changesOf(google).filter(({ name }) => name.includes('verificationCodes'))).toHaveLength(1);
  });

  it('that end meanwhile by themselves are fine', async () => {
    const { writer, google, world } = await open(fakeGoogleWorld({ users: [fakeUser(1)] }));
    google.before = (name) => {
      const user = world.users.get(ONE);
      if (name.startsWith('DELETE') && user !== undefined) Object.assign(user, { tokens: [], asps: [] });
    };

    await expect(writer.write(end, 5000)).resolves.toBeUndefined();
  });

  it('of which some have ended when it fails are not called untouched', async () => {
    const opened = await open(fakeGoogleWorld({ users: [fakeUser(1)] }));
    opened.google.fail({ of: /^DELETE .*\/asps/u, how: 'forbidden' });

    expect(await refusalOf(opened, end)).toMatchObject({
      refused: false,
      message: expect.stringContaining('an earlier step of the change was made'),
    });
    expect(opened.world.users.get(ONE)?.tokens).toEqual([]);
  });

  it('that cannot be listed whole are said not to have ended', async () => {
    const opened = await open(fakeGoogleWorld({ users: [fakeUser(1, { asps: ['?' as never] })] }));

    expect(await refusalOf(opened, end)).toMatchObject({
      refused: false,
      message: expect.stringContaining('1 of 1 app passwords cannot be read'),
    });
  });

  it('are refused without the scope, and nothing of it is done', async () => {
    const opened = await open(fakeGoogleWorld({ users: [fakeUser(1)] }));
    opened.world.serviceAccounts
      .get('writer@exempel-lastday.iam.example')
      ?.scopes.delete('https://www.googleapis.com/auth/admin.directory.user.security');

    expect(await refusalOf(opened, end)).toMatchObject({
      refused: true,
      message: expect.stringContaining('admin.directory.user.security is not delegated'),
    });
    await expect(opened.writer.write(disable, 5000)).resolves.toBeUndefined();
  });
});
