/** Taking groups and licences off and putting them back: exactly those named, under whatever address, and no look-alikes. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Write } from '../../../../reconciler/ports.ts';
import type { Entitlement, ForeignId } from '../../../../schemas/primitives.ts';
import { fakeGoogleWorld, fakeGroup, fakeUser, idFor } from '../../../fakes/google/world.ts';
import { changesOf, EVERYTHING, endWorkspaces, open, refusalOf } from './workspace.ts';

endWorkspaces();

const ONE = idFor(1) as ForeignId;
const E3 = { productId: 'Google-Apps', skuId: '1010020020', user: idFor(1) };
const names = (...list: readonly string[]) => list as unknown as readonly Entitlement[];
const groups = (remove: readonly string[], add: readonly string[] = []): Write => ({
  kind: 'groups',
  account: ONE,
  remove: names(...remove),
  add: names(...add),
});
const licences = (remove: readonly string[], add: readonly string[] = []): Write => ({
  kind: 'licences',
  account: ONE,
  remove: names(...remove),
  add: names(...add),
});

function world() {
  return fakeGoogleWorld({
    users: [fakeUser(1), fakeUser(2)],
    groups: [
      fakeGroup('g1', 'Sales@exempel.example', { [idFor(1)]: 'MEMBER', [idFor(2)]: 'MEMBER' }, { aliases: ['selling@exempel.example'] }),
      fakeGroup('g2', 'vpn@exempel.example', { [idFor(1)]: 'OWNER' }),
      fakeGroup('g3', 'rule@exempel.example', { [idFor(1)]: 'MEMBER' }, { isDynamic: true }),
    ],
    licences: [E3, { ...E3, user: idFor(2) }],
  });
}

const membersOf = (its: ReturnType<typeof world>) => [...its.groups.values()].map(({ members }) => members.get(ONE)?.role ?? null);

describe('groups', () => {
  it('are taken off by their id, found by their address, and nobody else leaves them', async () => {
    const { writer, google, world: its } = await open(world());

    await writer.write(groups(['sales@exempel.example', 'absent@exempel.example']), 5000);

    expect(changesOf(google).map(({ name }) => name)).toEqual([`DELETE /admin/directory/v1/groups/g1/members/${idFor(1)}`]);
    expect(membersOf(its)).toEqual([null, 'OWNER', 'MEMBER']);
    expect(its.groups.get('g1')?.members.has(idFor(2))).toBe(true);
  });

  it('come back with the role that somebody had there', async () => {
    const { writer, reader, world: its } = await open(world(), { dynamicGroups: ['rule@exempel.example'] });
    const before = await reader.readAccount(ONE);
    const held = before?.groups ?? [];

    await writer.write(groups(held), 5000);
    const without = membersOf(its);
    await writer.write(groups([], held), 5000);

    expect(held).toEqual(['sales@exempel.example', 'vpn@exempel.example#owner']);
    expect(without).toEqual([null, null, 'MEMBER']);
    expect(await reader.readAccount(ONE)).toEqual(before);
  });

  it('that somebody is in with another role than was told are left alone', async () => {
    const { writer, google } = await open(world());

    await writer.write(groups(['vpn@exempel.example', 'sales@exempel.example#owner']), 5000);

    expect(changesOf(google)).toEqual([]);
  });

  it('change a role without letting anybody out', async () => {
    const { writer, google, world: its } = await open(world());

    await writer.write(groups(['vpn@exempel.example#owner'], ['vpn@exempel.example']), 5000);

    expect(changesOf(google).map(({ name, body }) => [name, body])).toEqual([
      [`PATCH /admin/directory/v1/groups/g2/members/${idFor(1)}`, { role: 'MEMBER' }],
    ]);
    expect(membersOf(its)).toEqual(['MEMBER', 'MEMBER', 'MEMBER']);
  });

  it('are not taken for another group that has the address as an alias by now', async () => {
    const opened = await open(world());

    await opened.writer.write(groups(['selling@exempel.example']), 5000);

    expect(changesOf(opened.google)).toEqual([]);
    expect(await refusalOf(opened, groups([], ['selling@exempel.example']))).toMatchObject({
      refused: true,
      message: 'there is no group of that address',
    });
  });

  it.each([['taken off', groups(['rule@exempel.example'])] as const, ['put in', groups([], ['rule@exempel.example'])] as const])(
    'that a rule fills: nobody is %s',
    async (_, write) => {
      const opened = await open(world(), { dynamicGroups: ['Rule@exempel.example'] });

      expect(await refusalOf(opened, write)).toMatchObject({ refused: true, message: expect.stringContaining('a rule decides') });
      expect(changesOf(opened.google)).toEqual([]);
    },
  );

  it('that a rule fills and the file does not name are refused by Google', async () => {
    const opened = await open(world());

    expect(await refusalOf(opened, groups(['rule@exempel.example']))).toMatchObject({ refused: true });
    expect(membersOf(opened.world)[2]).toBe('MEMBER');
  });

  it('that somebody else took off or gave meanwhile are as they should be', async () => {
    const { writer, google, world: its } = await open(world());
    google.before = (name) => {
      if (name.startsWith('DELETE')) its.groups.get('g1')?.members.delete(ONE);
    };

    await expect(writer.write(groups(['sales@exempel.example']), 5000)).resolves.toBeUndefined();
  });

  it('are all looked at before the first is changed', async () => {
    const opened = await open(world());

    expect(await refusalOf(opened, groups(['sales@exempel.example'], ['absent@exempel.example']))).toMatchObject({ refused: true });
    expect(changesOf(opened.google)).toEqual([]);
  });

  it('of which one was changed are not called untouched when the next fails', async () => {
    const opened = await open(world());
    opened.google.fail({ of: /^DELETE .*\/g2\//u, how: 'user-rate' });

    expect(await refusalOf(opened, groups(['sales@exempel.example', 'vpn@exempel.example#owner']))).toMatchObject({
      refused: false,
      retryable: true,
      retryAfter: 15_000,
    });
  });

  it('that cannot be read are not changed', async () => {
    const opened = await open(world());
    opened.google.fail({ of: /^GET .*\/members\//u, how: 'odd' });

    expect(await refusalOf(opened, groups(['sales@exempel.example']))).toMatchObject({
      refused: false,
      message: "Google's answer is not what it should be",
    });
    expect(changesOf(opened.google)).toEqual([]);
  });
});

describe('licences', () => {
  it('are taken off and put back by the address that somebody has now, never by the id', async () => {
    const { writer, google, world: its } = await open(world(), EVERYTHING);
    const user = its.users.get(ONE);
    if (user !== undefined) Object.assign(user, { primaryEmail: 'Married1@exempel.example', aliases: ['login1@exempel.example'] });

    await writer.write(licences(['Google-Apps/sku1010020020', 'Google-Apps/absent']), 5000);
    expect(its.licences).toEqual([{ ...E3, user: idFor(2) }]);
    await writer.write(licences([], ['Google-Apps/sku1010020020']), 5000);
    await writer.write(licences([], ['Google-Apps/sku1010020020']), 5000);

    const path = '/apps/licensing/v1/product/Google-Apps/sku/1010020020/user';
    expect(changesOf(google).map(({ name, body }) => [name, body])).toEqual([
      [`DELETE ${path}/Married1%40exempel.example`, {}],
      [`POST ${path}`, { userId: 'Married1@exempel.example' }],
    ]);
    expect(its.licences).toHaveLength(2);
  });

  it('are found under the name that somebody had before, as long as the licence manager still knows them by it', async () => {
    const { writer, reader, google, world: its } = await open(world(), EVERYTHING);
    const licence = 'Google-Apps/sku1010020020';
    its.licenceNames.set(ONE, 'login1@exempel.example');
    Object.assign(its.users.get(ONE) ?? {}, {
      primaryEmail: 'married1@exempel.example',
      aliases: ['other1@exempel.example', 'login1@exempel.example'],
    });

    const before = await reader.readAccount(ONE);
    await writer.write(licences([], [licence]), 5000);
    await writer.write(licences([licence]), 5000);

    expect(before?.licences?.map(({ id }) => id)).toEqual([licence]);
    expect(changesOf(google).map(({ name }) => name)).toEqual([
      'DELETE /apps/licensing/v1/product/Google-Apps/sku/1010020020/user/login1%40exempel.example',
    ]);
    expect(its.licences).toEqual([{ ...E3, user: idFor(2) }]);
    expect((await reader.readAccount(ONE))?.licences).toEqual([]);
  });

  it.each(['forbidden', 'old-token'] as const)(
    'are not asked for under an alias that Google takes for none of its own: %s',
    async (how) => {
      const { writer, reader, google, world: its } = await open({ ...world(), licences: [] }, EVERYTHING);
      Object.assign(its.users.get(ONE) ?? {}, { aliases: ['login1@elsewhere.example'] });
      its.licences.push({ ...E3, user: idFor(2) });
      google.fail({ of: /elsewhere\.example$/u, how, times: 99 });

      await writer.write(licences(['Google-Apps/sku1010020020']), 5000);

      expect(changesOf(google)).toEqual([]);
      expect((await reader.readAccount(ONE))?.licences).toEqual([]);
    },
  );

  it('are not known when the question under an alias is not answered', async () => {
    const opened = await open({ ...world(), licences: [] }, EVERYTHING);
    Object.assign(opened.world.users.get(ONE) ?? {}, { aliases: ['login1@elsewhere.example'] });
    opened.google.fail({ of: /elsewhere\.example$/u, how: 'broken', times: 99 });

    await expect(opened.writer.write(licences(['Google-Apps/sku1010020020']), 60_000)).rejects.toMatchObject({ name: 'Fault' });
    expect(changesOf(opened.google)).toEqual([]);
  });

  it('that Google would give back in a minute are refused until the account is elsewhere', async () => {
    const opened = await open(world(), { ...EVERYTHING, automaticLicences: [{ licence: 'Google-Apps/sku1010020020', place: '/Staff' }] });
    opened.world.automatic = [{ productId: 'Google-Apps', skuId: '1010020020', place: '/Staff' }];
    const write = licences(['Google-Apps/sku1010020020']);

    expect(await refusalOf(opened, write)).toMatchObject({
      refused: true,
      message: expect.stringContaining('assigns this licence by itself'),
    });
    expect(changesOf(opened.google)).toEqual([]);
    await opened.writer.write({ kind: 'place', account: ONE, to: '/Leavers' }, 5000);
    await opened.writer.write(write, 5000);

    expect(opened.world.licences).toEqual([{ ...E3, user: idFor(2) }]);
  });

  it('that a quota told by 503 holds back have certainly not changed', async () => {
    const opened = await open(world(), EVERYTHING);
    opened.google.fail({ of: /^DELETE/u, how: 'licence-quota' });

    expect(await refusalOf(opened, licences(['Google-Apps/sku1010020020']))).toMatchObject({
      refused: true,
      retryable: true,
      retryAfter: 15_000,
    });
  });

  it('that a 503 without that reason met have an unknown outcome', async () => {
    const opened = await open(world(), EVERYTHING);
    opened.google.fail({ of: /^DELETE/u, how: 'backend' });

    expect(await refusalOf(opened, licences(['Google-Apps/sku1010020020']))).toMatchObject({ refused: false });
  });

  it('that Google does not have are not given', async () => {
    const opened = await open(world(), EVERYTHING);
    opened.google.fail({ of: /^POST .*licensing/u, how: 'old-token' });

    expect(await refusalOf(opened, licences([], ['Google-Apps/sku77']))).toMatchObject({ refused: true });
    expect(await refusalOf(opened, licences([], ['E3']))).toMatchObject({
      refused: true,
      message: 'a licence is named as `<product>/sku<number>`',
    });
  });
});

describe('hostile names', () => {
  it('change nothing and reach no other address', async () => {
    const { writer, google } = await open(world(), EVERYTHING);
    const path =
      /^GET \/(admin\/directory\/v1\/(users\/[0-9]+|groups\/[^/]+)|apps\/licensing\/v1\/product\/[A-Za-z0-9_.-]+\/sku\/[A-Za-z0-9_.-]+\/user\/[^/]+)$/u;
    // Whatever a name makes of the address of a group, it is one part of it.
    const hostile = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.constantFrom(
        '../users',
        '%2e%2e/x@exempel.example',
        'a@b.example/members',
        'a@b.example?x=1#owner',
        '../../x/..',
        'Google-Apps/../../x',
        './.',
      ),
    );
    await fc.assert(
      fc.asyncProperty(hostile, async (name) => {
        const seen = google.calls.length;
        await writer.write(groups([name]), 5000);
        await writer.write(licences([name]), 5000);

        const asked = google.calls.slice(seen).map((call) => call.name);
        expect(asked.filter((one) => !path.test(one))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
