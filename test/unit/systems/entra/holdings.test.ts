/** Groups and licences written in Entra: exactly what was asked, looked at before the first change, and nothing in the same breath. */
import { describe, expect, it } from 'vitest';
import type { Write } from '../../../../reconciler/ports.ts';
import type { Entitlement, ForeignId } from '../../../../schemas/primitives.ts';
import { assigned, type FakeUser, fakeGroup, fakeUser, fakeWorld, guid } from '../../../fakes/entra/world.ts';
import { changesOf, endTenants, open, refusalOf } from './tenant.ts';

endTenants();

const user = (number: number) => guid('user', number) as ForeignId;
const group = (number: number) => guid('group', number) as Entitlement;
const names = (...list: string[]) => list as unknown as readonly Entitlement[];

function world(...users: readonly FakeUser[]) {
  const skus = ['SPE_E3', 'VISIOCLIENT'].map((part, index) => ({ id: guid('sku', index + 1), part, bought: 10, appliesTo: 'User' }));
  return fakeWorld({
    users: users.length > 0 ? users : [fakeUser(1), fakeUser(2)],
    groups: [fakeGroup(1, [1, 2]), fakeGroup(2, [1])],
    skus,
  });
}

describe('groups', () => {
  it('are taken by their reference alone: the account stays', async () => {
    const opened = await open(world());

    await opened.writer.write({ kind: 'groups', account: user(1), remove: [group(1), group(2)], add: [] }, 30_000);

    expect(changesOf(opened).map((call) => call.name)).toEqual([
      `DELETE /groups/${group(1)}/members/${user(1)}/$ref`,
      `DELETE /groups/${group(2)}/members/${user(1)}/$ref`,
    ]);
    expect(opened.tenant.world.users.has(user(1))).toBe(true);
    expect(opened.tenant.world.groups.get(group(1))?.members).toEqual(new Set([user(2)]));
  });

  it.each([
    ['dynamic', { rule: 'x', groupTypes: ['DynamicMembership'] }, 'has its members by a rule'],
    ['synchronised', { synced: true }, 'comes from another directory'],
    ['of administrators', { roleAssignable: true }, 'gives a role of administrators'],
    ['a mail list', { mailEnabled: true, securityEnabled: false }, 'is a mail list of Exchange'],
    ['giving licences', { skus: [guid('sku', 1)] }, 'gives licences and stays'],
    ['of an unknown kind', { securityEnabled: false }, 'is of a kind that is not known here'],
  ])('that became %s since they were read are refused before anything is changed', async (_, given, expected) => {
    const opened = await open(world());
    opened.tenant.world.groups.set(group(2), fakeGroup(2, [1], given));

    const write: Write = { kind: 'groups', account: user(1), remove: [group(1), group(2)], add: [] };

    expect(await refusalOf(opened, write)).toMatchObject({ message: expect.stringContaining(expected), refused: true });
    expect(changesOf(opened)).toEqual([]);
    expect(await refusalOf(opened, { kind: 'groups', account: user(2), remove: [], add: [group(2)] })).toMatchObject({ refused: true });
  });

  it.each([
    ['nobody names', names('unknown'), 'name it under `groups` in the system file'],
    ['is not there', names(guid('group', 9)), 'there is no group'],
  ])('that %s cannot be put back', async (_, add, expected) => {
    const opened = await open(world());

    expect(await refusalOf(opened, { kind: 'groups', account: user(1), remove: [], add })).toMatchObject({
      message: expect.stringContaining(expected),
      refused: true,
    });
  });

  it('that somebody else took or gave in the moment before are as they should be', async () => {
    const opened = await open(world());
    opened.tenant.before = (name) => {
      if (name.startsWith('DELETE')) opened.tenant.world.groups.get(group(2))?.members.delete(user(1));
      if (name.startsWith('POST /groups')) opened.tenant.world.groups.get(group(2))?.members.add(user(2));
    };

    await opened.writer.write({ kind: 'groups', account: user(1), remove: [group(2)], add: [] }, 30_000);
    await opened.writer.write({ kind: 'groups', account: user(2), remove: [], add: [group(2)] }, 30_000);

    expect(opened.tenant.world.groups.get(group(2))?.members).toEqual(new Set([user(2)]));
  });

  it('are half done, and not refused, when the second is refused', async () => {
    const opened = await open(world());
    opened.tenant.fail({ of: /^DELETE /u, how: 'forbidden', nth: 2 });

    const refusal = await refusalOf(opened, { kind: 'groups', account: user(1), remove: [group(1), group(2)], add: [] });

    expect(refusal).toMatchObject({ message: expect.stringContaining('an earlier step of the change was made'), refused: false });
  });

  it('of a list that cannot be read whole are refused', async () => {
    const opened = await open(world());
    opened.tenant.world.groups.set(group(2), { ...fakeGroup(2, [1]), mailEnabled: 'perhaps' as never });

    expect(await refusalOf(opened, { kind: 'groups', account: user(1), remove: [group(1)], add: [] })).toMatchObject({
      message: '1 of 2 groups cannot be read',
      refused: true,
    });
  });
});

describe('licences', () => {
  const held = fakeUser(1, { licences: [assigned(1, 1), assigned(2)] });

  it('are taken and given in one call with both lists', async () => {
    const opened = await open(world(fakeUser(1, { licences: [assigned(2)] })));

    await opened.writer.write({ kind: 'licences', account: user(1), remove: names('VISIOCLIENT'), add: names('SPE_E3') }, 30_000);

    const body = { addLicenses: [{ skuId: guid('sku', 1), disabledPlans: [] }], removeLicenses: [guid('sku', 2)] };
    expect(changesOf(opened)).toEqual([{ name: `POST /users/${user(1)}/assignLicense`, query: '', body }]);
  });

  it.each([
    ['somebody had switched off', [guid('plan', 1), guid('plan', 2)], [guid('plan', 1), guid('plan', 2)]],
    ['nobody had switched off', [], undefined],
    ['nobody tells', null, null],
  ])('are shown with the parts that %s', async (_, off, expected) => {
    const { reader } = await open(world(fakeUser(1, { licences: [assigned(1, null, { off })] })));

    const one = (await reader.readAccount(user(1)))?.licences;

    expect(one).toMatchObject([{ id: 'SPE_E3' }]);
    expect(one?.[0]?.switchedOff).toEqual(expected);
  });

  it('are given back with the parts switched off that were, and only those', async () => {
    const opened = await open(world(fakeUser(1)));

    const switchedOff = { SPE_E3: [guid('plan', 1)], ELSEWHERE: [guid('plan', 3)] };
    await opened.writer.write({ kind: 'licences', account: user(1), remove: [], add: names('SPE_E3', 'VISIOCLIENT'), switchedOff }, 30_000);

    const addLicenses = [
      { skuId: guid('sku', 1), disabledPlans: [guid('plan', 1)] },
      { skuId: guid('sku', 2), disabledPlans: [] },
    ];
    expect(changesOf(opened).map((call) => call.body)).toEqual([{ addLicenses, removeLicenses: [] }]);
  });

  it('of a group are refused, and nothing else is taken in the same breath', async () => {
    const opened = await open(world(held));

    const write: Write = { kind: 'licences', account: user(1), remove: names('VISIOCLIENT', 'SPE_E3'), add: [] };

    expect(await refusalOf(opened, write)).toMatchObject({ message: expect.stringContaining('comes from a group'), refused: true });
    expect(changesOf(opened)).toEqual([]);
  });

  it('that are not held, or held already, take no call', async () => {
    const opened = await open(world(held));

    await opened.writer.write({ kind: 'licences', account: user(1), remove: names('absent'), add: names('SPE_E3') }, 30_000);

    expect(changesOf(opened)).toEqual([]);
  });

  it.each([
    ['no product of the name', fakeUser(1), 'EXCHANGE', 'the tenant has no product "EXCHANGE"'],
    ['no country of use', fakeUser(1, { usageLocation: null }), 'SPE_E3', 'has no country of use'],
  ])('are not given with %s', async (_, one, name, expected) => {
    const opened = await open(world(one));

    expect(await refusalOf(opened, { kind: 'licences', account: user(1), remove: [], add: names(name) })).toMatchObject({
      message: expect.stringContaining(expected),
      refused: true,
    });
    expect(changesOf(opened)).toEqual([]);
  });

  it('were certainly not changed when the products could not be read', async () => {
    const opened = await open(world(held));
    opened.tenant.fail({ of: /^GET \/subscribedSkus$/u, how: 'broken', times: 99 });

    const write: Write = { kind: 'licences', account: user(1), remove: names('VISIOCLIENT'), add: [] };

    expect(await refusalOf(opened, write)).toMatchObject({ refused: true, retryable: true });
  });

  it('called by their id are taken by it', async () => {
    const opened = await open(world(fakeUser(1, { licences: [assigned(7)] })));

    await opened.writer.write({ kind: 'licences', account: user(1), remove: names(guid('sku', 7)), add: [] }, 30_000);

    expect(opened.tenant.world.users.get(user(1))?.licences).toEqual([]);
  });
});
