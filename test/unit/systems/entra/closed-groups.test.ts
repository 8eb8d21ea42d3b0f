/** Groups and roles of Entra whose members may not be read: what is left out, and what is not known of anybody. */
import { describe, expect, it } from 'vitest';
import type { ForeignId, Instant } from '../../../../schemas/primitives.ts';
import { fakeGroup, fakeUser, fakeWorld, guid } from '../../../fakes/entra/world.ts';
import { endTenants, open, role } from './tenant.ts';

endTenants();

const AT = '2027-01-04T01:00:00Z' as Instant;
const user = (number: number) => guid('user', number) as ForeignId;

describe('whose members may not be read', () => {
  const groups = [fakeGroup(1, [1]), fakeGroup(2, [1]), fakeGroup(7, [1], { roleAssignable: true })];
  const roles = [role(1, 'Global Administrator', [user(1)]), role(2, 'User Administrator', [user(2)])];
  const hiding = async (what: string, more: Readonly<Record<string, unknown>> = {}) => {
    const opened = await open(fakeWorld({ users: [fakeUser(1), fakeUser(2)], groups, roles }), more);
    opened.tenant.fail({ of: new RegExp(`batch GET ${what}/members`, 'u'), how: 'forbidden', times: 99 });
    return opened;
  };
  const told = [guid('group', 7), 'Global Administrator'].toSorted();

  it('one group is left out, for everybody and wherever somebody is looked at, and all else is known', async () => {
    const opened = await hiding(`/groups/${guid('group', 2)}`);

    const reading = await opened.reader.read(AT);

    expect(reading).toMatchObject({ problems: [], gaps: [], provides: expect.arrayContaining(['groups', 'roles']) });
    expect(reading.accounts[0]).toMatchObject({ groups: [guid('group', 1)], roles: told });
    expect(await opened.reader.readAccount(user(1))).toMatchObject({ groups: [guid('group', 1)], roles: told });
  });

  it('a group that the file names leaves the groups of everybody unknown, and the roles as they are', async () => {
    const opened = await hiding(`/groups/${guid('group', 2)}`, { groups: [{ name: 'sales', id: guid('group', 2) }] });

    const reading = await opened.reader.read(AT);

    const message = 'members may not be read of groups that the system file names: 1';
    expect(reading).toMatchObject({ problems: [], gaps: [{ attribute: 'groups', message }] });
    expect(reading.accounts.map((one) => one.groups)).toEqual([null, null]);
    expect(reading.accounts[0]?.roles).toEqual(told);
  });

  it.each([
    ['a group that can have roles', `/groups/${guid('group', 7)}`],
    ['a role', `/directoryRoles/${guid('role', 2)}`],
  ])('%s leaves the roles of everybody unknown, never none, and the groups as they are', async (_, what) => {
    const opened = await hiding(what);

    const reading = await opened.reader.read(AT);

    const message = 'members may not be read of roles and of groups that can give one: 1';
    expect(reading).toMatchObject({ problems: [], gaps: [{ attribute: 'roles', message }], provides: expect.arrayContaining(['roles']) });
    expect(reading.accounts.map((one) => one.roles)).toEqual([null, null]);
    expect(reading.accounts.map((one) => one.groups)).toEqual([[guid('group', 1), guid('group', 2)], []]);
  });

  it('no groups and no roles are known when it is something else that stands against it', async () => {
    const opened = await open(fakeWorld({ users: [fakeUser(1)], groups }));
    opened.tenant.fail({ of: /batch GET \/groups\/.*\/members/u, how: 'conflict', times: 99 });

    const { accounts, provides } = await opened.reader.read(AT);

    expect([accounts.map((one) => [one.groups, one.roles]), provides.includes('roles')]).toEqual([[[null, null]], false]);
  });
});
