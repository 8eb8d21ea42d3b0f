/** Reading who is in which group and has which licence: directly, through a rule, by a unit, under an old address. */
import { describe, expect, it } from 'vitest';
import type { ForeignId, Instant } from '../../../../schemas/primitives.ts';
import { fakeGoogleWorld, fakeGroup, fakeUser, idFor } from '../../../fakes/google/world.ts';
import { endWorkspaces, namesOf, open, peopleIn, READS_AS } from './workspace.ts';

endWorkspaces();

const AT = '2027-01-04T01:00:00Z' as Instant;
const APPS = { products: ['Google-Apps'] };
const E3 = { productId: 'Google-Apps', skuId: '1010020020' };

function many(count: number): ReturnType<typeof fakeUser>[] {
  return Array.from({ length: count }, (_, index) => fakeUser(index + 1));
}

describe('groups', () => {
  it('are those that somebody is in directly, with the role there, by the address of the group', async () => {
    const world = fakeGoogleWorld({
      users: [fakeUser(1), fakeUser(2)],
      groups: [
        fakeGroup('g1', 'Sales@exempel.example', { [idFor(1)]: 'MEMBER', [idFor(2)]: 'OWNER' }),
        fakeGroup('g2', 'vpn@exempel.example', { [idFor(1)]: 'MANAGER' }),
      ],
    });
    const { reader } = await open(world);

    const groups = peopleIn((await reader.read(AT)).accounts).map((one) => one.groups);

    expect(groups).toEqual([['sales@exempel.example', 'vpn@exempel.example#manager'], ['sales@exempel.example#owner']]);
    expect((await reader.readAccount(idFor(1) as ForeignId))?.groups).toEqual(groups[0]);
  });

  it('inside of groups, whole customers and people of elsewhere give nobody a membership', async () => {
    const group = fakeGroup('g1', 'sales@exempel.example', { [idFor(1)]: 'MEMBER', '999': 'MEMBER' });
    group.members.set('g2', { role: 'MEMBER', type: 'GROUP' });
    group.members.set('C0exempel1', { role: 'MEMBER', type: 'CUSTOMER' });
    const nested = fakeGroup('g2', 'north@exempel.example', { [idFor(2)]: 'MEMBER' });
    const { reader } = await open(fakeGoogleWorld({ users: [fakeUser(1), fakeUser(2)], groups: [group, nested] }));

    const reading = await reader.read(AT);

    expect(peopleIn(reading.accounts).map((one) => one.groups)).toEqual([['sales@exempel.example'], ['north@exempel.example']]);
    expect(reading.problems).toEqual([]);
  });

  it('that a rule fills are shown as nobody’s groups, nor are their members read', async () => {
    const world = fakeGoogleWorld({
      users: [fakeUser(1)],
      groups: [fakeGroup('g1', 'All-Staff@exempel.example', { [idFor(1)]: 'MEMBER' }, { isDynamic: true })],
    });
    const { reader, google } = await open(world, { dynamicGroups: ['all-staff@exempel.example'] });

    expect(peopleIn((await reader.read(AT)).accounts)).toMatchObject([{ groups: [] }]);
    expect((await reader.readAccount(idFor(1) as ForeignId))?.groups).toEqual([]);
    expect(namesOf(google).filter((name) => name.endsWith('/members'))).toEqual([]);
  });

  it('with more members than a page are read to their end', async () => {
    const members = Object.fromEntries(many(450).map(({ id }) => [id, 'MEMBER']));
    const { reader, google } = await open(fakeGoogleWorld({ users: many(450), groups: [fakeGroup('g1', 'all@exempel.example', members)] }));

    const reading = await reader.read(AT);

    expect(peopleIn(reading.accounts).every((one) => one.groups?.length === 1)).toBe(true);
    expect(namesOf(google).filter((name) => name.endsWith('/g1/members'))).toHaveLength(3);
  });

  it('with a role that nobody knows make the reading doubtful', async () => {
    const { reader } = await open(
      fakeGoogleWorld({ users: [fakeUser(1)], groups: [fakeGroup('g1', 'sales@exempel.example', { [idFor(1)]: 'MODERATOR' })] }),
    );

    expect((await reader.read(AT)).problems).toEqual(['a membership of the group g1 cannot be named']);
    expect((await reader.readAccount(idFor(1) as ForeignId))?.groups).toBeNull();
  });

  it('are not read where the file says so', async () => {
    const { reader, google } = await open(fakeGoogleWorld({ users: [fakeUser(1)] }), { groups: false });

    const reading = await reader.read(AT);

    expect([reading.provides.includes('groups'), reading.abilities?.writes.includes('groups')]).toEqual([false, false]);
    expect(namesOf(google)).toHaveLength(1);
    expect(google.tokensAsked).toEqual(['admin.directory.user.readonly']);
  });

  it('that the identity may not see are not provided, and everything else is', async () => {
    const world = fakeGoogleWorld({ users: [fakeUser(1)], groups: [fakeGroup('g1', 'sales@exempel.example')] });
    world.denied.set(READS_AS, new Set(['groups']));
    const { reader, google } = await open(world);

    const reading = await reader.read(AT);

    expect(peopleIn(reading.accounts)).toMatchObject([{ groups: null, enabled: true }]);
    expect([reading.problems, reading.provides]).toEqual([[], ['existence', 'status', 'roles', 'lastUse']]);
    expect((await reader.readAccount(idFor(1) as ForeignId))?.groups).toBeNull();
    // Refused once a night, and not for every account.
    expect(namesOf(google).filter((name) => name.endsWith('/v1/groups'))).toHaveLength(1);
  });
});

describe('licences', () => {
  it('are found by the address that their holder has or had, whatever the case', async () => {
    const world = fakeGoogleWorld({
      users: [fakeUser(1, { primaryEmail: 'Login1@exempel.example' }), fakeUser(2)],
      licences: [
        { ...E3, user: idFor(1) },
        { ...E3, skuId: '1010340001', user: idFor(1) },
      ],
    });
    const { reader } = await open(world, APPS);

    const [one, two] = peopleIn((await reader.read(AT)).accounts);

    expect(one?.licences?.map((held) => held.id)).toEqual(['Google-Apps/sku1010020020', 'Google-Apps/sku1010340001']);
    expect(two?.licences).toEqual([]);
    expect((await reader.readAccount(idFor(1) as ForeignId))?.licences).toEqual(one?.licences);
  });

  it('of somebody who was renamed while they were listed are still theirs', async () => {
    const world = fakeGoogleWorld({ users: [fakeUser(1)], licences: [{ ...E3, user: idFor(1) }] });
    const { reader, google } = await open(world, APPS);
    google.before = (name) => {
      const user = world.users.get(idFor(1));
      if (!name.includes('/apps/licensing/') || user === undefined) return;
      user.primaryEmail = 'login1@exempel.example';
    };
    const user = world.users.get(idFor(1));
    if (user !== undefined) Object.assign(user, { primaryEmail: 'married1@exempel.example', aliases: ['login1@exempel.example'] });

    expect(peopleIn((await reader.read(AT)).accounts).map((one) => one.licences?.length)).toEqual([1]);
  });

  it('that Google assigns by itself below a unit are inherited from it, but no longer among the leavers', async () => {
    const world = fakeGoogleWorld({
      users: [
        fakeUser(1, { orgUnitPath: '/Staff/North' }),
        fakeUser(2, { orgUnitPath: '/Leavers' }),
        fakeUser(3, { orgUnitPath: '/Staffing' }),
      ],
      licences: [1, 2, 3].map((number) => ({ ...E3, user: idFor(number) })),
    });
    const automaticLicences = [{ licence: 'Google-Apps/sku1010020020', place: '/Staff' }];
    const { reader } = await open(world, { ...APPS, leaversPlace: '/Leavers', automaticLicences });

    const held = peopleIn((await reader.read(AT)).accounts).map((one) => one.licences?.[0]?.viaGroup);

    expect(held).toEqual(['/Staff', null, null]);
    expect((await reader.readAccount(idFor(1) as ForeignId))?.licences?.[0]?.viaGroup).toBe('/Staff');
  });

  it('of one account are asked for one by one, and the lists only when there was no reading before', async () => {
    const world = fakeGoogleWorld({ users: [fakeUser(1)], licences: [{ ...E3, user: idFor(1) }] });
    const { reader, google } = await open(world, {
      ...APPS,
      groups: false,
      licences: [{ id: 'Google-Apps/sku77', price: '1.00 SEK', per: 'month' }],
    });

    await reader.readAccount(idFor(1) as ForeignId);
    const first = namesOf(google);
    await reader.readAccount(idFor(1) as ForeignId);

    const singles = ['1010020020', '77'].map(
      (sku) => `GET /apps/licensing/v1/product/Google-Apps/sku/${sku}/user/login1%40exempel.example`,
    );
    expect(first.slice(1)).toEqual(['GET /apps/licensing/v1/product/Google-Apps/users', ...singles]);
    expect(namesOf(google).slice(first.length + 1)).toEqual(singles);
  });

  it('that are mostly nobody’s are not believed', async () => {
    const licences = Array.from({ length: 5 }, (_, index) => ({ ...E3, user: `nobody-${index}` }));
    const { reader } = await open(fakeGoogleWorld({ users: [fakeUser(1)], licences }), APPS);

    const reading = await reader.read(AT);

    expect([reading.provides.includes('licences'), reading.problems]).toEqual([false, []]);
    expect(peopleIn(reading.accounts)).toMatchObject([{ licences: null }]);
    expect((await reader.readAccount(idFor(1) as ForeignId))?.licences).toBeNull();
  });

  it('of a few addresses that nobody has are left aside', async () => {
    const licences = [
      { ...E3, user: idFor(1) },
      { ...E3, user: 'nobody' },
    ];
    const { reader } = await open(fakeGoogleWorld({ users: [fakeUser(1)], licences }), APPS);

    const reading = await reader.read(AT);

    expect([reading.provides.includes('licences'), reading.problems]).toEqual([true, []]);
    expect(peopleIn(reading.accounts).map((one) => one.licences?.length)).toEqual([1]);
  });
});
