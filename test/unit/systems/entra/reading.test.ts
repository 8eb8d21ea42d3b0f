/** Readings of Entra: what each part of a tenant becomes, how many requests it takes, and what is not known. */
import { describe, expect, it } from 'vitest';
import type { ForeignId, Instant } from '../../../../schemas/primitives.ts';
import { assigned, type FakeSku, fakeGroup, fakeUser, fakeWorld, guid } from '../../../fakes/entra/world.ts';
import { endTenants, namesOf, type Opened, open, role } from './tenant.ts';

endTenants();

const AT = '2027-01-04T01:00:00Z' as Instant;
const user = (number: number) => guid('user', number) as ForeignId;
const sku = (number: number, part: string, more: Partial<FakeSku> = {}): FakeSku => ({
  id: guid('sku', number),
  part,
  bought: 10,
  appliesTo: 'User',
  ...more,
});

async function accountsOf({ reader }: Pick<Opened, 'reader'>) {
  const reading = await reader.read(AT);
  return new Map(reading.accounts.map((one) => [one.id, one]));
}

describe('requests of a night', () => {
  const people = (count: number) => Array.from({ length: count }, (_, index) => fakeUser(index + 1, { licences: [assigned(1)] }));
  const many = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

  it.each([
    [3600, 4],
    [5000, 6],
  ])('%i users take %i pages and a constant, whatever they are in', async (count, pages) => {
    const groups = many(1, 200).map((number) => fakeGroup(number, number === 1 ? many(1, 2000) : many(number, 5)));
    const roles = [role(1, 'Global Administrator', [user(1)]), role(2, 'User Administrator', [user(2)])];
    const opened = await open(fakeWorld({ users: people(count), groups, roles, skus: [sku(1, 'SPE_E3')] }), { lastUse: 'off' });

    const first = await opened.reader.read(AT);
    const asked = namesOf(opened);
    const second = await opened.reader.read(AT);

    expect(first).toMatchObject({ total: count, ended: true, problems: [], pages });
    expect(first.accounts).toHaveLength(count);
    expect(first.accounts.filter((one) => one.groups?.includes(guid('group', 1) as never))).toHaveLength(2000);
    const byName = (name: string) => asked.filter((one) => one === name).length;
    // Users; their number; the tenant, the products, the groups and the roles; 202 lists of members by twenty, and two more pages of the largest.
    expect([byName('GET /users'), byName('POST /$batch'), asked.length]).toEqual([pages + 1, 11, pages + 1 + 4 + 11 + 2]);
    expect(namesOf(opened)).toHaveLength(2 * asked.length);
    expect(second.digest).toBe(first.digest);
  });

  it('takes one more for every 100 users when sign-ins are read, within their limit of five in ten seconds', async () => {
    const opened = await open(fakeWorld({ users: people(3600) }));

    const reading = await opened.reader.read(AT);

    expect(reading).toMatchObject({ total: 3600, ended: true, problems: [] });
    expect(namesOf(opened)).toHaveLength(36 + 4 + 1 + 4);
    const waited = opened.clock.sleeps.reduce((sum, one) => sum + one, 0);
    expect(waited).toBeGreaterThanOrEqual(61_000);
    expect(waited).toBeLessThanOrEqual(2 * 61_000);
  });

  it('takes one request for an account by itself, and one for the products', async () => {
    const opened = await open(fakeWorld({ users: people(3), skus: [sku(1, 'SPE_E3')] }));

    for (const number of [1, 2, 3]) await opened.reader.readAccount(user(number));

    expect(namesOf(opened)).toEqual(['POST /$batch', 'GET /subscribedSkus', 'POST /$batch', 'POST /$batch']);
  });
});

describe('an account', () => {
  it('has its name, address and guesthood, and what another directory owns of it', async () => {
    const users = [
      fakeUser(1, { mail: 'one@exempel.example', licences: [assigned(1)] }),
      fakeUser(2, { type: 'Guest', mail: 'guest@kund.example' }),
      fakeUser(3, { synced: true }),
      fakeUser(4),
      fakeUser(5, { external: 'Accepted', licences: [assigned(1)] }),
      fakeUser(6, { login: 'one_kund.example#EXT#@exempel.example' }),
    ];
    const accounts = await accountsOf(await open(fakeWorld({ users })));

    expect(accounts.get(user(1))).toMatchObject({ login: 'user1@exempel.example', name: 'Påhittad Person 1', createdOn: '2024-02-01' });
    expect(accounts.get(user(1))).not.toHaveProperty('guest');
    expect(accounts.get(user(1))).not.toHaveProperty('cannot');
    expect(accounts.get(user(2))).toMatchObject({ guest: true, email: 'guest@kund.example', cannot: ['sessions', 'mailbox'] });
    expect(accounts.get(user(3))).toMatchObject({ cannot: ['disable', 'enable', 'mailbox'] });
    expect(accounts.get(user(4))).toMatchObject({ cannot: ['mailbox'] });
    expect(accounts.get(user(5))).toMatchObject({ cannot: ['sessions'] });
    expect(accounts.get(user(6))).toMatchObject({ cannot: ['sessions', 'mailbox'] });
  });

  it.each([
    [
      'the last sign-in that worked',
      { lastSuccessfulSignInDateTime: '2026-11-02T08:00:00Z', lastSignInDateTime: '2026-12-30T08:00:00Z' },
      '2026-11-02',
    ],
    [
      'the last attempt of any sort, where none that worked is recorded',
      { lastSignInDateTime: '2023-06-01T08:00:00Z', lastNonInteractiveSignInDateTime: '2023-07-01T08:00:00Z' },
      '2023-07-01',
    ],
    ['nothing for the date that means none', { lastSuccessfulSignInDateTime: '0001-01-01T00:00:00Z' }, null],
    [
      'the attempt, beside the date that means none',
      { lastSuccessfulSignInDateTime: '0001-01-01T00:00:00Z', lastSignInDateTime: '2023-06-01T08:00:00.1234567Z' },
      '2023-06-01',
    ],
    ['nothing for what is no instant', { lastSuccessfulSignInDateTime: 'yesterday' }, null],
    ['nothing, and never "never", when no sign-in is recorded', undefined, null],
  ])('was last used: %s', async (_, signIns, expected) => {
    const accounts = await accountsOf(await open(fakeWorld({ users: [fakeUser(1, { signIns })] })));

    expect(accounts.get(user(1))?.lastUse).toBe(expected);
  });

  it('is not called unused because Entra left sign-ins out of a large page: none is asked for above 100', async () => {
    const users = Array.from({ length: 120 }, (_, index) =>
      fakeUser(index + 1, { signIns: { lastSuccessfulSignInDateTime: '2027-01-02T08:00:00Z' } }),
    );
    const opened = await open(fakeWorld({ users, settings: { signInsUpTo: 100 } }));

    const reading = await opened.reader.read(AT);

    expect(new Set(reading.accounts.map((one) => one.lastUse))).toEqual(new Set(['2027-01-02']));
    expect(reading.provides).toContain('lastUse');
  });

  it('whose sign-ins Entra leaves out of a page of 120 is not known to be used, and never "never"', async () => {
    const users = Array.from({ length: 120 }, (_, index) =>
      fakeUser(index + 1, { signIns: { lastSuccessfulSignInDateTime: '2027-01-02T08:00:00Z' } }),
    );
    const { reader } = await open(fakeWorld({ users, settings: { signInsUpTo: 0 } }));

    const reading = await reader.read(AT);

    expect(new Set(reading.accounts.map((one) => one.lastUse))).toEqual(new Set([null]));
  });
});

describe('licences', () => {
  const skus = [sku(1, 'SPE_E3', { bought: 49 }), sku(2, 'VISIOCLIENT'), sku(3, 'WINDOWS_STORE', { appliesTo: 'Company' })];
  const groups = [fakeGroup(1, [1], { skus: [guid('sku', 1)] })];

  it.each([
    ['direct', [assigned(2)], [{ id: 'VISIOCLIENT', viaGroup: null, assignedOn: '2024-03-01' }]],
    ['of a group', [assigned(1, 1)], [{ id: 'SPE_E3', viaGroup: 'licensed', assignedOn: '2024-03-01' }]],
    [
      "both, as the group's: taking the direct one frees nothing",
      [assigned(1), assigned(1, 1)],
      [{ id: 'SPE_E3', viaGroup: 'licensed', assignedOn: '2024-03-01' }],
    ],
    ['of a group that could not give it', [assigned(1, 1, { state: 'Error' })], []],
    [
      'direct, while a group could not give it',
      [assigned(1), assigned(1, 1, { state: 'Error' })],
      [{ id: 'SPE_E3', viaGroup: null, assignedOn: '2024-03-01' }],
    ],
    ['of a product that nobody names', [assigned(7)], [{ id: guid('sku', 7), viaGroup: null, assignedOn: '2024-03-01' }]],
    [
      'assigned on no day',
      [assigned(2, null, { updated: '0001-01-01T00:00:00Z' })],
      [{ id: 'VISIOCLIENT', viaGroup: null, assignedOn: null }],
    ],
  ])('are shown with where they come from: %s', async (_, licences, expected) => {
    const more = { groups: [{ name: 'licensed', id: guid('group', 1) }] };
    const opened = await open(fakeWorld({ users: [fakeUser(1, { licences })], groups, skus }), more);

    expect((await accountsOf(opened)).get(user(1))?.licences).toEqual(expected);
    expect((await opened.reader.readAccount(user(1)))?.licences).toEqual(expected);
  });

  it('are counted as they were bought, those for users alone', async () => {
    const { reader } = await open(fakeWorld({ users: [fakeUser(1)], skus }));

    expect((await reader.read(AT)).seats).toEqual([
      { licence: 'SPE_E3', bought: 49 },
      { licence: 'VISIOCLIENT', bought: 10 },
    ]);
  });
});

describe('groups and roles', () => {
  const kinds = [
    fakeGroup(1, [1]),
    fakeGroup(2, [1], { groupTypes: ['Unified'], mailEnabled: true, securityEnabled: false }),
    fakeGroup(3, [1], { rule: '(user.department -eq "x")', groupTypes: ['DynamicMembership'] }),
    fakeGroup(4, [1], { synced: true }),
    fakeGroup(5, [1], { mailEnabled: true }),
    fakeGroup(6, [1], { mailEnabled: true, securityEnabled: false }),
    fakeGroup(7, [1], { roleAssignable: true }),
    fakeGroup(8, [1], { skus: [guid('sku', 1)] }),
    fakeGroup(9, [1], { securityEnabled: false }),
  ];
  const idsOf = (numbers: readonly number[]) => numbers.map((one) => guid('group', one));

  it.each([
    ['as it comes', {}, [1, 2], [7]],
    ['groups that give licences taken with the others', { licenceGroups: 'take' }, [1, 2, 8], [7]],
  ])('only groups that are changed from here are groups: %s', async (_, more, groups, roles) => {
    const opened = await open(fakeWorld({ users: [fakeUser(1)], groups: kinds }), more);

    const expected = { groups: idsOf(groups), roles: idsOf(roles) };
    expect((await accountsOf(opened)).get(user(1))).toMatchObject(expected);
    expect(await opened.reader.readAccount(user(1))).toMatchObject(expected);
  });

  it('a group that the file names and that is not changed from here is a role, so that guardrails can protect by it', async () => {
    const named = { groups: [{ name: 'board', id: guid('group', 3) }] };
    const opened = await open(fakeWorld({ users: [fakeUser(1)], groups: kinds }), named);

    const { groups, roles } = (await accountsOf(opened)).get(user(1)) ?? {};
    expect(groups).not.toContain('board');
    expect(roles).toContain('board');
    expect((await opened.reader.readAccount(user(1)))?.roles).toEqual(roles);
  });

  it("a role given to a group is its members'", async () => {
    const groups = [fakeGroup(7, [2], { roleAssignable: true })];
    const roles = [role(1, 'Global Administrator', [user(1)]), role(2, 'User Administrator', [guid('group', 7)])];
    const opened = await open(fakeWorld({ users: [fakeUser(1), fakeUser(2), fakeUser(3)], groups, roles }));

    const accounts = await accountsOf(opened);

    expect(accounts.get(user(1))?.roles).toEqual(['Global Administrator']);
    expect(accounts.get(user(2))?.roles).toEqual(['User Administrator', guid('group', 7)]);
    expect(accounts.get(user(3))?.roles).toEqual([]);
    expect((await opened.reader.readAccount(user(2)))?.roles).toEqual(accounts.get(user(2))?.roles);
  });

  it('a role whose name cannot be used is called by its id', async () => {
    const opened = await open(fakeWorld({ users: [fakeUser(1)], roles: [role(1, ' ', [user(1)])] }));

    expect((await accountsOf(opened)).get(user(1))?.roles).toEqual([guid('role', 1)]);
  });

  it('groups in a group are not looked through: only what somebody is in by themselves can be taken', async () => {
    const inner = fakeGroup(2, [1]);
    const outer = fakeGroup(1, [], { members: new Set([inner.id]) });
    const accounts = await accountsOf(await open(fakeWorld({ users: [fakeUser(1)], groups: [outer, inner] })));

    expect(accounts.get(user(1))?.groups).toEqual([inner.id]);
  });

  it('a group that is deleted while it is read is a group without members', async () => {
    const opened = await open(fakeWorld({ users: [fakeUser(1)], groups: [fakeGroup(1, [1]), fakeGroup(2, [1])] }));
    opened.tenant.fail({ of: new RegExp(`batch GET /groups/${guid('group', 2)}/members`, 'u'), how: 'gone' });

    expect((await accountsOf(opened)).get(user(1))?.groups).toEqual([guid('group', 1)]);
  });
});
