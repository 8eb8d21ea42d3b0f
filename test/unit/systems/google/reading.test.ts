/** Reading the users of a Google Workspace: every trap of the list and its values. */
import { describe, expect, it } from 'vitest';
import type { ForeignId, Instant } from '../../../../schemas/primitives.ts';
import { fakeGoogleWorld, fakeUser, idFor } from '../../../fakes/google/world.ts';
import { endWorkspaces, namesOf, open, peopleIn, READS_AS } from './workspace.ts';

endWorkspaces();

const AT = '2027-01-04T01:00:00Z' as Instant;
const APPS = { products: ['Google-Apps'] };

describe('users', () => {
  it.each([
    ['active', {}, true],
    ['suspended', { suspended: true }, false],
    ['archived', { archived: true }, false],
    ['both', { suspended: true, archived: true }, false],
  ])('of each state: %s', async (_, more, enabled) => {
    const { reader } = await open(fakeGoogleWorld({ users: [fakeUser(1, more)] }));

    expect(peopleIn((await reader.read(AT)).accounts)).toMatchObject([{ enabled }]);
  });

  it.each([
    ['2026-08-01T07:12:00.000Z', '2026-08-01'],
    ['1970-01-01T00:00:00.000Z', 'never'],
    ['', null],
  ])('signed in last %j: %j', async (lastLoginTime, lastUse) => {
    const { reader } = await open(fakeGoogleWorld({ users: [fakeUser(1, { lastLoginTime })] }));

    expect(peopleIn((await reader.read(AT)).accounts)).toMatchObject([{ lastUse }]);
  });

  it.each([
    ['of a super administrator is theirs', { isAdmin: true }, ['disable', 'enable', 'sessions', 'place']],
    ['of somebody in the archive is not given back', { archived: true }, ['enable']],
    ['of somebody suspended can do what everybody’s can', { suspended: true }, undefined],
  ])('what cannot be done: the account %s', async (_, more, cannot) => {
    const { reader } = await open(fakeGoogleWorld({ users: [fakeUser(1, more)] }));

    expect(peopleIn((await reader.read(AT)).accounts).map((one) => one.cannot)).toEqual([cannot]);
    expect((await reader.readAccount(idFor(1) as ForeignId))?.cannot).toEqual(cannot);
  });

  it('are known by an id with more digits than a number has, and named by their primary address', async () => {
    const { reader } = await open(fakeGoogleWorld({ users: [fakeUser(1, { aliases: ['old1@exempel.example'] })] }), { groups: false });

    expect(peopleIn((await reader.read(AT)).accounts)).toEqual([
      {
        id: '106900000000000000001',
        login: 'login1@exempel.example',
        email: 'login1@exempel.example',
        name: 'Påhittad Person 1',
        enabled: true,
        groups: null,
        roles: [],
        licences: null,
        lastUse: '2026-12-30',
        createdOn: '2024-02-01',
        sessions: null,
        place: '/Staff',
      },
    ]);
  });

  it('show administrators as roles', async () => {
    const { reader } = await open(fakeGoogleWorld({ users: [fakeUser(1, { isAdmin: true }), fakeUser(2, { isDelegatedAdmin: true })] }));

    expect(peopleIn((await reader.read(AT)).accounts).map((one) => one.roles)).toEqual([['super-admin'], ['delegated-admin']]);
  });

  it('without `suspended` are not taken for active ones', async () => {
    const { reader } = await open(fakeGoogleWorld({ users: [fakeUser(1), fakeUser(2, { hidesSuspended: true })] }));

    const reading = await reader.read(AT);

    expect(peopleIn(reading.accounts).map((one) => one.id)).toEqual([idFor(1)]);
    expect(reading.problems).toEqual(['1 of 4 users cannot be read']);
    await expect(reader.readAccount(idFor(2) as ForeignId)).rejects.toMatchObject({ message: "Google's answer is not what it should be" });
  });

  it('that were deleted and can still be brought back are not there', async () => {
    const { reader } = await open(fakeGoogleWorld({ users: [fakeUser(1), fakeUser(2, { deletionTime: '2027-01-01T00:00:00.000Z' })] }));

    expect(peopleIn((await reader.read(AT)).accounts).map((one) => one.id)).toEqual([idFor(1)]);
    expect(await reader.readAccount(idFor(2) as ForeignId)).toBeNull();
  });

  it('of another customer are all that is read there, under its own name', async () => {
    const world = fakeGoogleWorld({ users: [fakeUser(1, { customerId: 'C0elsewhere' })] });
    const { reader, google } = await open(world, APPS);
    for (const user of world.users.values()) user.customerId = 'C0elsewhere';

    const reading = await reader.read(AT);

    expect(reading).toMatchObject({ tenant: 'C0elsewhere', problems: [] });
    expect(namesOf(google)).toEqual(['GET /admin/directory/v1/users']);
    await expect(reader.readAccount(idFor(1) as ForeignId)).rejects.toMatchObject({ message: 'another tenant answered' });
  });

  it('of two customers at once are of none', async () => {
    const { reader } = await open(fakeGoogleWorld({ users: [fakeUser(1, { customerId: 'C0elsewhere' })] }));

    expect(await reader.read(AT)).toMatchObject({ tenant: null, problems: ['users of more than one customer came'] });
  });

  it('are asked for in pages of 500, with a mask, and with no property of them that is not used', async () => {
    const { reader, google } = await open(fakeGoogleWorld({ users: [fakeUser(1)] }), { groups: false });

    await reader.read(AT);

    expect(google.calls[0]?.query).toEqual({
      customer: 'my_customer',
      maxResults: '500',
      orderBy: 'email',
      projection: 'full',
      showDeleted: 'false',
      fields: expect.stringMatching(/^kind,nextPageToken,users\(id,customerId,/u),
    });
    expect(google.calls[0]?.subject).toBe(READS_AS);
  });
});

describe('usage reports', () => {
  const reported = (day: string, time: string) => {
    const world = fakeGoogleWorld({ users: [fakeUser(1, { lastLoginTime: '2026-01-10T00:00:00.000Z' }), fakeUser(2)] });
    world.reports.set(day, new Map([[idFor(1), time]]));
    return world;
  };

  it.each([
    ['2027-01-01', 1],
    ['2026-12-30', 3],
  ])('of %s say that mail is still read by another program', async (day, asked) => {
    const { reader, google } = await open(reported(day, '2026-12-29T00:00:00.000Z'), { usage: true, groups: false });

    const reading = await reader.read(AT);

    expect(peopleIn(reading.accounts).map((one) => one.lastUse)).toEqual(['2026-12-29', '2026-12-30']);
    expect(namesOf(google).filter((name) => name.includes('/reports/'))).toHaveLength(asked);
    expect(reading.provides).toContain('lastUse');
  });

  it('that have not come leave last use unknown, as the one account alone does', async () => {
    const { reader } = await open(reported('2026-12-01', '2026-12-29T00:00:00.000Z'), { usage: true, groups: false });

    const reading = await reader.read(AT);

    expect(peopleIn(reading.accounts).map((one) => one.lastUse)).toEqual([null, null]);
    expect([reading.provides.includes('lastUse'), reading.problems]).toEqual([false, []]);
    expect((await reader.readAccount(idFor(1) as ForeignId))?.lastUse).toBeNull();
  });

  it('that fail in another way leave last use unknown too', async () => {
    const { reader, google } = await open(reported('2027-01-01', '2026-12-29T00:00:00.000Z'), { usage: true, groups: false });
    google.fail({ of: /reports/u, how: 'odd', times: 9 });

    const reading = await reader.read(AT);

    expect(peopleIn(reading.accounts).map((one) => one.lastUse)).toEqual([null, null]);
    expect([reading.provides.includes('lastUse'), reading.problems, reading.ended]).toEqual([false, [], true]);
  });
});

describe('one account', () => {
  it.each(['login1@exempel.example', '1069/../groups', '%31', 'my_customer', ''])(
    'is never asked for by %j: that could be somebody else',
    async (id) => {
      const { reader, google } = await open(fakeGoogleWorld({ users: [fakeUser(1)] }));

      expect(await reader.readAccount(id as ForeignId)).toBeNull();
      expect(google.calls).toEqual([]);
    },
  );

  it('shows tokens and app passwords as sessions, where the file asks for it', async () => {
    const { reader } = await open(fakeGoogleWorld({ users: [fakeUser(1, { tokens: ['a', 'b'], asps: [4] })] }), { showSessions: true });

    expect((await reader.readAccount(idFor(1) as ForeignId))?.sessions).toBe(3);
  });

  it.each([
    ['where nothing shows them', {}, 'answered'],
    ['not where tokens and app passwords show', { showSessions: true }, undefined],
  ])('are ended by the answer %s', async (_, more, expected) => {
    const { reader } = await open(fakeGoogleWorld({ users: [fakeUser(1)] }), more);

    expect((await reader.read(AT)).abilities?.sessions).toBe(expected);
  });

  it('shows none where the identity may not see them', async () => {
    const world = fakeGoogleWorld({ users: [fakeUser(1)] });
    world.denied.set(READS_AS, new Set(['security']));
    const { reader } = await open(world, { showSessions: true });

    expect((await reader.readAccount(idFor(1) as ForeignId))?.sessions).toBeNull();
  });

  it('is no device', async () => {
    const { reader } = await open(fakeGoogleWorld());

    expect(await reader.readAsset('1')).toBeNull();
  });
});
