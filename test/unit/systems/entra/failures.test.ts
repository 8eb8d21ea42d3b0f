/** Readings of a tenant that fails: nothing is concluded from what did not come, and what is said names nobody and holds no secret. */
import { describe, expect, it } from 'vitest';
import type { ForeignId, Instant } from '../../../../schemas/primitives.ts';
import { assigned, fakeGroup, fakeUser, fakeWorld, guid } from '../../../fakes/entra/world.ts';
import { CLIENTS, endTenants, namesOf, open, READ_RIGHTS } from './tenant.ts';

endTenants();

const AT = '2027-01-04T01:00:00Z' as Instant;
const user = (number: number) => guid('user', number) as ForeignId;
const ALL = ['existence', 'status', 'groups', 'roles', 'licences', 'lastUse'];

function world() {
  const users = [1, 2, 3, 4, 5].map((number) => fakeUser(number, { licences: [assigned(1)] }));
  const skus = [{ id: guid('sku', 1), part: 'SPE_E3', bought: 9, appliesTo: 'User' }];
  return fakeWorld({ users, groups: [fakeGroup(1, [1, 2]), fakeGroup(2, [3])], skus });
}

describe('users that do not come', () => {
  it.each([
    ['forbidden', 'may not do that (Authorization_RequestDenied)'],
    ['gone', 'there is no such record in Entra'],
    ['page', 'perhaps a page to sign in at'],
    ['redirect', 'sends us on to another address'],
    ['cut', 'says that it is JSON and is not'],
    ['bomb', 'is larger than'],
    ['odd', "Microsoft Graph's answer is not what it should be"],
  ] as const)('make a reading of nothing, without asking again: %s', async (how, expected) => {
    const opened = await open(world());
    opened.tenant.fail({ of: /^GET \/users$/u, how, times: 99 });

    const reading = await opened.reader.read(AT);

    expect(reading).toMatchObject({ accounts: [], ended: false, total: null, provides: [], tenant: null });
    expect(reading.abilities?.writes).toContain('disable');
    expect(reading.problems).toEqual([expect.stringContaining(expected)]);
    expect(namesOf(opened).filter((name) => name === 'GET /users')).toHaveLength(1);
    expect(JSON.stringify(reading)).not.toMatch(/user1@|test\.person|Bearer|eyJ|read~secret/u);
  });

  it.each([
    ['throttled', [7000, 7000]],
    ['throttled-silently', [1000, 2000]],
    ['busy', [7000, 7000]],
    ['broken', [1000, 2000]],
    ['lost-request', [1000, 2000]],
    ['reset', [1000, 2000]],
  ] as const)('are asked for again, and come: %s', async (how, waits) => {
    const opened = await open(world());
    opened.tenant.fail({ of: /^GET \/users$/u, how, times: 2 });

    const reading = await opened.reader.read(AT);

    expect(reading).toMatchObject({ total: 5, ended: true, problems: [], provides: ALL });
    expect(opened.clock.sleeps).toEqual(waits);
  });

  it('are not waited for longer than is sensible', async () => {
    const opened = await open(world());
    opened.tenant.fail({ of: /^GET \/users$/u, how: 'busy', times: 99 });

    expect((await opened.reader.read(AT)).problems).toEqual(['it answered 503; try again later']);
    expect(namesOf(opened).filter((name) => name === 'GET /users')).toHaveLength(5);
  });

  it.each([
    ['a loop', 'loop', 'the pages of a list do not end'],
    ['another address', 'elsewhere', 'the next page of a list lies at another address'],
  ] as const)('whose pages lead to %s are no reading', async (_, pageTrouble, expected) => {
    const opened = await open(world(), { pageSize: 2 });
    opened.tenant.world.settings.pageTrouble = pageTrouble;

    expect(await opened.reader.read(AT)).toMatchObject({ accounts: [], ended: false, problems: [expected] });
  });

  it('come whole over an empty page in between', async () => {
    const opened = await open(world(), { pageSize: 2 });
    opened.tenant.world.settings.pageTrouble = 'empty';

    const reading = await opened.reader.read(AT);

    expect(reading).toMatchObject({ total: 5, ended: true, problems: [] });
    expect(reading.accounts).toHaveLength(5);
  });

  it('that come twice are shown twice, for whoever judges the reading', async () => {
    const opened = await open(world(), { pageSize: 2 });
    opened.tenant.world.settings.pageTrouble = 'twice';

    const reading = await opened.reader.read(AT);

    expect(reading.total).toBe(5);
    expect(reading.accounts.length).toBeGreaterThan(5);
  });

  it('after a page that is lost are fewer than Entra claims', async () => {
    const opened = await open(world(), { pageSize: 2 });
    opened.tenant.world.settings.pageTrouble = 'lost';

    const reading = await opened.reader.read(AT);

    expect(reading.accounts).toHaveLength(2);
    expect(reading.total).toBe(5);
    expect(opened.clock.sleeps).toEqual([5000, 15_000]);
  });

  it('are counted again when the count lags behind, and then agree', async () => {
    const opened = await open(world());
    opened.tenant.world.settings.miscount = { by: 1, times: 1 };

    expect((await opened.reader.read(AT)).total).toBe(5);
    expect(opened.clock.sleeps).toEqual([5000]);
  });

  it.each(['forbidden', 'broken', 'odd'] as const)('come without a claim how many there are, when it cannot be had: %s', async (how) => {
    const opened = await open(world());
    opened.tenant.fail({ of: /^GET \/users$/u, how, nth: 2, times: how === 'broken' ? 5 : 1 });

    expect(await opened.reader.read(AT)).toMatchObject({ total: null, ended: true, problems: [], provides: ALL });
  });

  it('that cannot be read are counted, and the others kept', async () => {
    const opened = await open(world());
    opened.tenant.world.users.set('odd', { ...fakeUser(6), enabled: 'yes' as never });

    const reading = await opened.reader.read(AT);

    expect(reading.problems).toEqual(['1 of 6 users cannot be read']);
    expect(reading.accounts).toHaveLength(5);
  });

  it('of another tenant are shown with that tenant', async () => {
    const opened = await open(world());
    opened.tenant.world.settings.answersAs = guid('tenant', 2);

    expect((await opened.reader.read(AT)).tenant).toBe(guid('tenant', 2));
    await expect(opened.reader.readAccount(user(1))).rejects.toMatchObject({ message: 'another tenant answered' });
  });
});

describe('a part without which the rest is still true', () => {
  it.each([
    ['groups, for want of a right', 'GroupMember.Read.All', ['existence', 'status', 'licences', 'lastUse']],
    ['roles, and with them groups', 'RoleManagement.Read.Directory', ['existence', 'status', 'licences', 'lastUse']],
  ])('is not provided: %s', async (_, right, provides) => {
    const opened = await open(world());
    const client = opened.tenant.clients.get(CLIENTS.read);
    if (client !== undefined) client.roles = READ_RIGHTS.filter((one) => one !== right);

    const reading = await opened.reader.read(AT);

    expect(reading).toMatchObject({ total: 5, ended: true, problems: [], provides });
    expect(reading.accounts.every((one) => one.groups === null && one.roles === null)).toBe(true);
    expect(await opened.reader.readAccount(user(1))).toMatchObject({ groups: null, roles: null, enabled: true });
  });

  it('is not provided: products, and the tenant is known by the token, for want of the right to know the organisation', async () => {
    const opened = await open(world());
    const client = opened.tenant.clients.get(CLIENTS.read);
    if (client !== undefined) client.roles = READ_RIGHTS.filter((one) => one !== 'Organization.Read.All');

    const reading = await opened.reader.read(AT);

    expect(reading).toMatchObject({ tenant: opened.system.tenant, total: 5, ended: true, problems: [] });
    expect(reading.provides).not.toContain('licences');
  });

  it('cannot be had from a tenant of which nobody says which it is', async () => {
    const opened = await open(world());
    opened.tenant.world.settings.opaqueTokens = true;
    opened.tenant.fail({ of: /^GET \/organization$/u, how: 'forbidden', times: 9 });

    expect((await opened.reader.read(AT)).problems).toEqual([expect.stringContaining('give the application Organization.Read.All')]);
  });

  it('is not provided: products, for want of a right', async () => {
    const opened = await open(world());
    opened.tenant.fail({ of: /^GET \/subscribedSkus$/u, how: 'forbidden', times: 9 });

    const reading = await opened.reader.read(AT);

    expect(reading.provides).not.toContain('licences');
    expect(reading).toMatchObject({ seats: [], problems: [] });
    expect(reading.accounts.every((one) => one.licences === null)).toBe(true);
    expect((await opened.reader.readAccount(user(1)))?.licences).toBeNull();
  });

  it('is not provided: sign-ins, for want of a premium licence', async () => {
    const opened = await open(world());
    opened.tenant.world.settings.premium = false;

    const reading = await opened.reader.read(AT);

    expect(reading).toMatchObject({ total: 5, ended: true, problems: [] });
    expect(reading.provides).toEqual(ALL.filter((one) => one !== 'lastUse'));
  });

  it('is not provided: sign-ins, when a second look at one account fails', async () => {
    const opened = await open(world(), { confirmUnused: 5 });
    opened.tenant.fail({ of: /^GET \/users\//u, how: 'forbidden', nth: 2 });

    const reading = await opened.reader.read(AT);

    expect(reading.provides).toEqual(ALL.filter((one) => one !== 'lastUse'));
    expect(new Set(reading.accounts.map((one) => one.lastUse))).toEqual(new Set([null]));
  });

  it.each(['broken', 'reset', 'page', 'odd'] as const)('is not provided when it fails, and access still ends: %s', async (how) => {
    const opened = await open(world());
    opened.tenant.fail({ of: /^GET \/groups$/u, how, times: 99 });

    const reading = await opened.reader.read(AT);

    expect(reading.provides).toEqual(ALL.filter((one) => one !== 'groups' && one !== 'roles'));
    expect(reading.accounts.map((one) => one.enabled)).toEqual([true, true, true, true, true]);
  });

  it('an account by itself is not shown as without licences while products cannot be asked for', async () => {
    const opened = await open(world());
    opened.tenant.fail({ of: /^GET \/subscribedSkus$/u, how: 'broken', times: 99 });

    await expect(opened.reader.readAccount(user(1))).rejects.toMatchObject({ name: 'Fault' });
  });
});

describe('a batch', () => {
  it('is sent again for what was put off inside of it, after the longest wait that was asked for, and for nothing else', async () => {
    const opened = await open(world());
    opened.tenant.fail({ of: new RegExp(`batch GET /groups/${guid('group', 2)}`, 'u'), how: 'throttled', times: 2 });

    const reading = await opened.reader.read(AT);

    expect(reading.accounts.map((one) => one.groups)).toEqual([[guid('group', 1)], [guid('group', 1)], [guid('group', 2)], [], []]);
    expect(opened.clock.sleeps).toEqual([11_000, 11_000]);
    const inner = opened.tenant.calls.filter((call) => call.name.startsWith('batch GET /groups')).map((call) => call.name.slice(-46, -8));
    expect(inner.filter((name) => name.includes(guid('group', 1)))).toHaveLength(1);
    expect(inner.filter((name) => name.includes(guid('group', 2)))).toHaveLength(3);
  });

  it.each(['missing', 'busy', 'broken'] as const)('is sent again for what was not answered: %s', async (how) => {
    const opened = await open(world());
    opened.tenant.fail({ of: /batch GET \/groups/u, how, times: 1 });

    expect((await opened.reader.read(AT)).provides).toEqual(ALL);
    expect(opened.clock.sleeps).toEqual([1000]);
  });

  it('that is put off for ever is a Fault, and no account without groups', async () => {
    const opened = await open(world());
    opened.tenant.fail({ of: /batch GET \/users/u, how: 'throttled', times: 999 });

    await expect(opened.reader.readAccount(user(1))).rejects.toMatchObject({ name: 'Fault', retryable: true });
  });

  it('in which the account itself is refused is a Fault, and no account that is gone', async () => {
    const opened = await open(world());
    opened.tenant.fail({ of: new RegExp(`batch GET /users/${user(1)}$`, 'u'), how: 'forbidden' });

    await expect(opened.reader.readAccount(user(1))).rejects.toMatchObject({ name: 'Fault', refused: true });
  });
});
