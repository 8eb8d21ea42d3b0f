/** What is read of an Okta org, and what may be concluded from it. */
import { describe, expect, it } from 'vitest';
import type { ForeignId } from '../../../../schemas/primitives.ts';
import type { How } from '../../../fakes/json-server.ts';
import { fakeOkta, oktaUser } from '../../../fakes/okta/world.ts';
import { AT, addApp, addGroup, endOrgs, open } from './org.ts';

endOrgs();

const id = (user: string) => user as ForeignId;
const USERS = /^GET \/api\/v1\/users$/u;

describe('a status', () => {
  it.each([
    ['ACTIVE', true],
    ['PROVISIONED', true],
    ['RECOVERY', true],
    ['PASSWORD_EXPIRED', true],
    ['LOCKED_OUT', true],
    ['STAGED', false],
    ['SUSPENDED', false],
    ['DEPROVISIONED', false],
    ['A_NEW_WORD', null],
  ])('%s means enabled: %j', async (status, expected) => {
    const { reader } = await open(fakeOkta([oktaUser('00u1', { status })]));

    const { accounts } = await reader.read(AT);

    expect(accounts.find((one) => one.id === '00u1')?.enabled).toBe(expected);
    expect((await reader.readAccount(id('00u1')))?.enabled).toBe(expected);
  });

  it('that Okta is changing is not known', async () => {
    const { reader } = await open(fakeOkta([oktaUser('00u1', { transitioningTo: 'DEPROVISIONED' })]));

    expect((await reader.readAccount(id('00u1')))?.enabled).toBeNull();
  });
});

describe('a reading', () => {
  it('has the deactivated users, whom the list leaves out, and nobody twice', async () => {
    const org = fakeOkta([oktaUser('00u1'), oktaUser('00u2', { status: 'DEPROVISIONED' })]);
    const { reader, okta } = await open(org);
    okta.before = ({ query }) => {
      // Somebody is deactivated between the two lists.
      if (query['filter'] !== undefined) (org.users.get('00u1') as { status: string }).status = 'DEPROVISIONED';
    };

    const { accounts, problems, ended } = await reader.read(AT);

    expect(accounts.map((one) => [one.id, one.enabled])).toEqual([
      ['00u1', true],
      ['00uself', true],
      ['00u2', false],
    ]);
    expect([problems, ended]).toEqual([[], true]);
  });

  it('tells never from unknown', async () => {
    const { reader, okta } = await open(fakeOkta([oktaUser('00u1', { lastLogin: null })]));

    expect((await reader.readAccount(id('00u1')))?.lastUse).toBe('never');

    const row = { id: '00u1', status: 'ACTIVE', profile: {} };
    okta.fail({ of: /^GET \/api\/v1\/users\/00u1$/u, how: { status: 200, body: row } });
    expect(await reader.readAccount(id('00u1'))).toMatchObject({ lastUse: null, login: null, email: null, createdOn: null });
  });

  it('shows groups that can be changed as groups, those that a rule fills as roles, and no others', async () => {
    const { org, reader } = await open();
    addGroup(org, 'Everyone', [], 'BUILT_IN');
    addGroup(org, 'vpn', ['00u1']);
    org.fed.add(addGroup(org, 'all staff', ['00u1', '00u2']).id);
    addGroup(org, 'from AD', ['00u1'], 'APP_GROUP');
    org.roles.set('00u1', ['SUPER_ADMIN']);

    const { accounts } = await reader.read(AT);

    const [first, second] = accounts;
    expect([first?.groups, first?.roles]).toEqual([['vpn'], ['SUPER_ADMIN', 'all staff']]);
    expect([second?.groups, second?.roles]).toEqual([[], ['all staff']]);
    expect(await reader.readAccount(id('00u1'))).toMatchObject({ groups: ['vpn'], roles: ['SUPER_ADMIN', 'all staff'] });
  });

  it('shows seats of the apps in the file, by themselves or through a group', async () => {
    const { org, reader } = await open(undefined, {
      apps: [
        { id: '0oa1', licence: 'SLACK' },
        { id: '0oa2', licence: 'ZOOM' },
      ],
    });
    const staff = addGroup(org, 'staff', ['00u2']);
    const imported = addGroup(org, 'from AD', ['00u3'], 'APP_GROUP');
    addApp(org, '0oa1', { people: ['00u1'], groups: [staff.id] });
    addApp(org, '0oa2', { groups: [imported.id] });

    const reading = await reader.read(AT);

    expect(reading.accounts.slice(0, 3).map((one) => one.licences)).toEqual([
      [{ id: 'SLACK', viaGroup: null, assignedOn: '2026-03-01' }],
      [{ id: 'SLACK', viaGroup: 'staff', assignedOn: '2026-03-01' }],
      [{ id: 'ZOOM', viaGroup: 'from AD', assignedOn: '2026-03-01' }],
    ]);
    expect(reading.provides).toContain('licences');
    expect((await reader.readAccount(id('00u2')))?.licences).toEqual(reading.accounts[1]?.licences);
  });

  it.each([
    ['roles', '/iam/', ['existence', 'status', 'groups', 'lastUse', 'licences']],
    ['licences', '/apps/', ['existence', 'status', 'groups', 'lastUse', 'roles']],
  ])('does not claim %s that the token may not read', async (_, part, expected) => {
    const { org, reader } = await open(undefined, { apps: [{ id: '0oa1', licence: 'SLACK' }] });
    addApp(org, '0oa1', {});
    org.forbidden.add(part);

    expect(await reader.read(AT)).toMatchObject({ problems: [], ended: true, provides: expected });
  });

  it('is doubtful when a group has people whom the list of users lacks', async () => {
    const { org, reader, okta } = await open();
    addGroup(org, 'vpn', ['00u1', '00u2']);
    okta.fail({ of: USERS, how: { status: 200, body: [] } });

    expect((await reader.read(AT)).problems).toEqual(['2 people of groups are missing in the list of users']);
  });

  it.each<[string, How, string]>([
    ['a wrong token', { status: 401, body: { errorCode: 'E0000011' } }, 'Okta refused the token'],
    [
      'no role',
      { status: 403, body: { errorCode: 'E0000006', errorSummary: 'secret' } },
      'has no role for that; see docs/systems/okta.md (E0000006)',
    ],
    ['nothing there', { status: 404, body: {} }, 'Okta has no such record'],
    ['another form', 'odd', 'is no list of users'],
    ['a page to sign in at', 'page', 'perhaps a page to sign in at'],
    ['a redirect', 'redirect', 'sends us on to another address'],
    ['JSON that breaks off', 'cut', 'says that it is JSON and is not'],
    ['rows of another form', { status: 200, body: [{ id: 7 }] }, '1 of 1 users cannot be read'],
    [
      'a page elsewhere',
      { status: 200, body: [], headers: { link: '<https://evil.example/api/v1/users?after=x>; rel="next"' } },
      'another address',
    ],
  ])('says what is wrong and concludes nothing: %s', async (_, how, expected) => {
    const { reader, okta } = await open();
    okta.fail({ of: USERS, how, times: 9 });

    const reading = await reader.read(AT);

    expect(reading.problems.join()).toContain(expected);
    expect(JSON.stringify(reading)).not.toMatch(/SSWS|00practice|secret/u);
  });

  it('of a cursor that leads back is doubtful, as is one with an empty page in the middle', async () => {
    const { reader, okta } = await open();
    okta.fail({ of: USERS, how: { status: 200, body: [], headers: { link: `<${okta.address}/api/v1/users?limit=200>; rel="next"` } } });

    const { problems, ended } = await reader.read(AT);

    expect(problems).toEqual([
      'a page of users in the middle of the list is empty',
      'the list of users leads back to a page that was read already',
    ]);
    expect(ended).toBe(false);
  });

  it.each<[string, How]>([
    ['a page', { status: 404, body: '<html>not found</html>' }],
    ['a body of another form', { status: 404, body: {} }],
  ])('takes a 404 that is not Okta’s own for no answer about a user: %s', async (_, how) => {
    const { reader, okta } = await open();
    okta.fail({ of: /^GET \/api\/v1\/users\/00u1$/u, how });

    await expect(reader.readAccount('00u1' as never)).rejects.toMatchObject({ name: 'Fault' });
  });

  it('waits until the window begins anew by the clock of Okta, however wrong ours is', async () => {
    const { org, reader, clock } = await open();
    org.limit = { sort: 'read', seconds: 42 };

    expect(await reader.read(AT)).toMatchObject({ ended: true, problems: [] });
    expect(clock.sleeps).toEqual([42_000]);
  });

  it.each<[string, How]>([
    ['a failure of the server', { status: 503, body: {} }],
    ['a connection that broke', 'lost-request'],
    ['a connection that broke in the middle', 'torn'],
    ['a limit whose header came twice', { status: 429, body: {}, headers: { 'x-rate-limit-reset': '1, 2' } }],
  ])('goes on after %s', async (_, how) => {
    const { reader, okta, clock } = await open();
    okta.fail({ of: USERS, how });

    expect(await reader.read(AT)).toMatchObject({ ended: true, problems: [] });
    expect(clock.sleeps).toEqual([1000]);
  });

  it('of 5,000 users takes ceil(N / 200) requests, one for each group, and six more and one for each administrator', async () => {
    const org = fakeOkta(Array.from({ length: 4999 }, (_, index) => oktaUser(`00u${index}x`)));
    for (let group = 0; group < 20; group += 1) addGroup(org, `group ${group}`, [`00u${group}x`]);
    const { reader, okta, clock } = await open(org);

    const reading = await reader.read(AT);

    expect(reading.accounts).toHaveLength(5000);
    const [users, gone, groups, org_, list, rules, administrators, roles] = [25, 1, 20, 1, 1, 1, 1, 1];
    expect(okta.calls).toHaveLength(users + gone + groups + org_ + list + rules + administrators + roles);
    expect([okta.changes(), clock.sleeps]).toEqual([[], []]);
  });
});
