/** What is read of an organisation on GitHub, and what may be concluded from it. */
import { describe, expect, it } from 'vitest';
import type { ForeignId } from '../../../../schemas/primitives.ts';
import { fakeOrganisation } from '../../../fakes/github-org/world.ts';
import { AT, addSeat, addTeam, endOrganisations, open } from './organisation.ts';

endOrganisations();

const id = (user: number | string) => String(user) as ForeignId;

describe('people', () => {
  it('are members, owners, outside collaborators and who is invited, each once under the number', async () => {
    const { org, reader } = await open();
    org.members.set(2, 'admin');
    org.users.set(50, { id: 50, login: 'outsider' });
    org.outside.add(50);
    org.users.set(60, { id: 60, login: 'invited' });
    org.invitations.set(1, { user: 60, email: null });
    org.invitations.set(2, { user: null, email: 'ny@exempel.example' });

    const { accounts, problems, ended, tenant } = await reader.read(AT);

    expect([problems, ended, tenant]).toEqual([[], true, '4711']);
    expect(accounts.map((one) => [one.id, one.login, one.enabled, one.roles?.join(), one.guest ?? false])).toEqual([
      ['2', 'testada', true, 'admin', false],
      ['90000', 'lastday-bot', true, 'admin', false],
      ['1', 'testper', true, 'member', false],
      ['3', 'testbo', true, 'member', false],
      ['50', 'outsider', true, 'outside-collaborator', true],
      ['60', 'invited', true, 'invited', false],
      ['invitation-2', null, true, 'invited', false],
    ]);
    for (const account of accounts) {
      const single = await reader.readAccount(account.id);
      expect(single).toMatchObject({ id: account.id, login: account.login, enabled: true, roles: account.roles, groups: account.groups });
    }
  });

  it('keep their number when the sign-in name changes', async () => {
    const { org, reader } = await open();
    const before = await reader.read(AT);
    (org.users.get(1) as { login: string }).login = 'newname';
    org.users.set(2000, { id: 2000, login: 'testper' });

    const after = await reader.read(AT);

    expect(after.accounts.map((one) => one.id)).toEqual(before.accounts.map((one) => one.id));
    expect(await reader.readAccount(id(1))).toMatchObject({ login: 'newname', enabled: true });
    expect(await reader.readAccount(id(2000))).toMatchObject({ login: 'testper', enabled: false });
  });

  it('who are outside are there and not enabled; users who do not exist are not there', async () => {
    const { org, reader } = await open();
    org.users.set(9_007_199_254, { id: 9_007_199_254, login: 'stranger' });

    expect(await reader.readAccount(id(9_007_199_254))).toMatchObject({ enabled: false, groups: [], roles: [], licences: [] });
    expect(await reader.readAccount(id(12345))).toBeNull();
    expect(await reader.readAccount(id('invitation-7'))).toBeNull();
    expect(await reader.readAccount(id('../orgs'))).toBeNull();
  });

  it('have the address of their identity, where single sign-on shows one, and as many sessions as credentials', async () => {
    const { org, reader } = await open();
    org.identities.push(
      { user: 1, nameId: 'per@exempel.example' },
      { user: null, nameId: 'ada@exempel.example' },
      { user: 3, nameId: 'S-1-5' },
    );
    org.authorisations.push({ id: 11, user: 1 }, { id: 12, user: 1 });

    const { accounts } = await reader.read(AT);

    const shown = new Map(accounts.map((one) => [one.id as string, [one.email, one.sessions]]));
    expect([shown.get('1'), shown.get('2'), shown.get('3')]).toEqual([
      ['per@exempel.example', 2],
      [null, 0],
      [null, 0],
    ]);
  });

  it('of an organisation with managed users are read without invitations, and are not switched from here', async () => {
    const { reader, github } = await open(undefined, { managedUsers: true, saml: false });

    const reading = await reader.read(AT);

    expect(reading.abilities).toEqual({ writes: ['groups', 'licences'], disabled: 'hidden', leaversPlace: null });
    expect(github.calls.map(({ path }) => path)).not.toContain('/orgs/exempel/invitations');
  });
});

describe('teams', () => {
  it('are those that somebody is in; a team around another one of theirs is held through that one', async () => {
    const { org, reader } = await open();
    const top = addTeam(org, 'engineering', { people: [2] });
    const middle = addTeam(org, 'platform', { parent: top, people: [3] });
    addTeam(org, 'storage', { parent: middle, people: [1, 2] });
    addTeam(org, 'vpn', { people: [1] });

    const { accounts, problems } = await reader.read(AT);

    const groups = Object.fromEntries(accounts.map((one) => [one.id, one.groups]));
    expect([groups['1'], groups['2'], groups['3']]).toEqual([['storage', 'vpn'], ['storage'], ['platform']]);
    expect(problems).toEqual([]);
    for (const user of [1, 2, 3]) expect((await reader.readAccount(id(user)))?.groups).toEqual(groups[String(user)]);
  });
});

describe('Copilot seats', () => {
  it('are licences, direct or by a team; a cancelled one is none, and one without its person spoils nothing', async () => {
    const { org, reader } = await open();
    addSeat(org, 1);
    addSeat(org, 2, { team: 'engineering' });
    addSeat(org, 3, { cancelled: '2027-01-31' });
    org.seats.push({ user: null, team: null, created: '2026-03-01T09:00:00Z', lastActivity: null, cancelled: null });

    const { accounts, seats, provides, problems } = await reader.read(AT);

    const held = Object.fromEntries(accounts.map((one) => [one.id, one.licences]));
    expect(held['1']).toEqual([{ id: 'copilot', viaGroup: null, assignedOn: '2026-03-01' }]);
    expect(held['2']).toEqual([{ id: 'copilot', viaGroup: 'engineering', assignedOn: '2026-03-01' }]);
    expect(held['3']).toEqual([]);
    expect(seats).toEqual([{ licence: 'copilot', bought: 3 }]);
    expect([provides, problems]).toEqual([expect.arrayContaining(['licences', 'lastUse']), []]);
    expect((await reader.readAccount(id(2)))?.licences).toEqual(held['2']);
  });

  it.each([
    ['used lately', '2026-06-01T00:00:00Z', '2026-12-30T10:00:00Z', '2026-12-30'],
    ['without a date and new: nothing is known', '2026-12-01T00:00:00Z', null, null],
    ['without a date and 90 days old to the day: nothing is known', '2026-10-06T00:00:00Z', null, null],
    ['without a date and older: no later than 90 days ago', '2026-10-05T00:00:00Z', null, '2026-10-06'],
  ])('%s', async (_, created, lastActivity, expected) => {
    const { org, reader } = await open();
    addSeat(org, 1, { created, lastActivity });

    const { accounts } = await reader.read(AT);

    expect(accounts.find((one) => one.id === '1')?.lastUse).toBe(expected);
    expect((await reader.readAccount(id(1)))?.lastUse).toBe(expected);
  });

  it('that the token may not see are not claimed, and keep nothing else from being read', async () => {
    const { org, reader } = await open();
    org.hasCopilot = false;

    const reading = await reader.read(AT);

    expect(reading).toMatchObject({ problems: [], ended: true, provides: ['existence', 'status', 'groups', 'roles'] });
    expect(reading.accounts.every((one) => one.licences === null)).toBe(true);
    expect((await reader.readAccount(id(1)))?.licences).toBeNull();
  });

  it('fewer than GitHub says make the reading doubtful', async () => {
    const { org, reader, github } = await open();
    addSeat(org, 1);
    github.fail({ of: /seats$/u, how: { status: 200, body: { total_seats: 2, seats: [] } } });

    expect((await reader.read(AT)).problems).toEqual(['0 Copilot seats came, and GitHub says that there are 2']);
  });
});

describe('a reading that is not whole', () => {
  it('is that of a token that sees no concealed members, although every list is a success', async () => {
    const { org, reader } = await open();
    org.sees = 'public';
    org.concealed.add(1);

    const reading = await reader.read(AT);

    expect(reading).toMatchObject({ accounts: [], ended: false, provides: [] });
    expect(reading.problems).toEqual([expect.stringContaining('lacks the permission')]);
  });

  it.each([
    [
      'a page that goes missing',
      (size: number) => ({
        nth: 2,
        how: { status: 200, body: [], headers: { link: `<X/orgs/exempel/members?page=3&per_page=${size}>; rel="next"` } },
      }),
      'is empty',
    ],
    [
      'a page whose link leads back',
      (size: number) => ({
        nth: 2,
        how: {
          status: 200,
          body: [{ id: 1, login: 'testper' }],
          headers: { link: `<X/orgs/exempel/members?per_page=${size}>; rel="next"` },
        },
      }),
      'leads back',
    ],
    [
      'a list that ends before its last page',
      () => ({ nth: 2, how: { status: 200, body: [{ id: 2, login: 'testada' }] } }),
      'ended before its last page',
    ],
    [
      'a page on another origin',
      () => ({
        nth: 1,
        how: { status: 200, body: [], headers: { link: '<https://evil.example/orgs/exempel/members?page=2>; rel="next"' } },
      }),
      'lies at another address',
    ],
  ])('is one with %s', async (_, failure, expected) => {
    const { reader, github } = await open(undefined, { pageSize: 1 });
    const { nth, how } = failure(1);
    const headers = Object.fromEntries(
      Object.entries(('headers' in how ? how.headers : {}) ?? {}).map(([name, value]) => [name, value.replace('<X', `<${github.address}`)]),
    );
    github.fail({ of: /^GET \/orgs\/exempel\/members$/u, nth, how: { ...how, headers } });

    const reading = await reader.read(AT);

    expect(reading.problems.join()).toContain(expected);
    expect(github.calls.filter(({ path }) => path.includes('evil'))).toEqual([]);
  });

  it('is one where somebody left between two pages, so that another was missed', async () => {
    const org = fakeOrganisation(['a', 'b', 'c', 'd']);
    addTeam(org, 'all', { people: [1, 2, 3, 4] });
    const { reader, github } = await open(org, { pageSize: 2 });
    let pages = 0;
    github.before = ({ path, query }) => {
      if (path.endsWith('/members') && !path.includes('teams') && query['role'] === undefined && ++pages === 2) {
        org.members.delete(1);
        org.teams.get(70)?.people.delete(1);
      }
    };

    const reading = await reader.read(AT);

    expect(reading.problems).toContain('1 people of teams are missing in the list of members');
  });
});

describe('a nightly of 5,000 members', () => {
  it('takes ceil(N / 100) requests, one for each team, one for 100 seats, and five more', async () => {
    const org = fakeOrganisation(Array.from({ length: 4999 }, (_, index) => `login${index}`));
    for (let team = 0; team < 20; team += 1)
      addTeam(org, `team-${team}`, { people: Array.from({ length: 50 }, (_, index) => team * 50 + index + 1) });
    for (let user = 1; user <= 450; user += 1) addSeat(org, user);
    const { reader, github, clock } = await open(org, { saml: false });

    const reading = await reader.read(AT);

    expect(reading).toMatchObject({ ended: true, problems: [] });
    expect(reading.accounts).toHaveLength(5000);
    const [people, teams, seats, constant] = [50, 20, 5, 5];
    expect(github.calls).toHaveLength(people + teams + seats + constant);
    expect(github.changes()).toEqual([]);
    expect(clock.sleeps).toEqual([]);
  });
});
