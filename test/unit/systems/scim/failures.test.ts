/** A service that fails: what comes home is a problem that says what to mend, without names and secrets, and no write is claimed. */
import { describe, expect, it } from 'vitest';
import type { ForeignId } from '../../../../schemas/primitives.ts';
import { scimGroup, scimUser } from '../../../fakes/scim/world.ts';
import type { How } from '../../../fakes/scim.ts';
import { AT, carryOut, changesOf, endServices, namesOf, open, refusalOf } from './service.ts';

endServices();

const wish = () => ({ users: [scimUser('u0'), scimUser('u1')], groups: [scimGroup('g1', 'team', ['u0', 'u1'])] });
const DISABLE = { kind: 'disable', account: 'u0' as ForeignId } as const;

describe('a reading', () => {
  it.each<readonly [How, string]>([
    ['401', 'give a new one as the credential "saas-read"'],
    ['403', 'the credential "saas-read" lacks the right'],
    ['404', 'look at `address` in the system file'],
    ['html', 'perhaps a page to sign in at'],
    ['cut', 'says that it is JSON and is not'],
    ['odd', 'no list as SCIM has them'],
    ['redirect', 'sends us on to another address'],
  ])('is not repeated and concludes nothing: %s', async (how, expected) => {
    const opened = await open(wish());
    opened.service.fail({ of: /^GET \/Users$/u, how, times: 99 });

    const reading = await opened.reader.read(AT);

    expect(reading).toMatchObject({ accounts: [], ended: false, total: null, provides: [], pages: 0 });
    expect(reading.problems).toEqual([expect.stringContaining(expected)]);
    expect(namesOf(opened).filter((name) => name === 'GET /Users')).toHaveLength(1);
    expect(JSON.stringify(reading)).not.toMatch(/Påhittad|secret-token|Bearer/u);
    expect(reading.abilities).toMatchObject({ disabled: 'disabled' });
  });

  it.each<readonly [How, readonly number[]]>([
    ['429', [7000, 7000]],
    ['429-bare', [1000, 2000]],
    ['500', [1000, 2000]],
    ['503', [1000, 2000]],
    ['reset', [1000, 2000]],
    ['reset-mid-body', [1000, 2000]],
  ])('is asked for again, and comes: %s', async (how, sleeps) => {
    const opened = await open(wish());
    opened.service.fail({ of: /^GET \/Users$/u, how, times: 2 });

    expect(await opened.reader.read(AT)).toMatchObject({ total: 2, ended: true, problems: [] });
    expect(opened.clock.sleeps).toEqual(sleeps);
  });

  it.each<How>(['500', 'reset', 'reset-mid-body', '429'])('of which a later page never comes concludes nothing: %s', async (how) => {
    const opened = await open({ ...wish(), settings: { mostPerPage: 1 } });
    opened.service.fail({ of: /^GET \/Users$/u, how, nth: 2, times: 99 });

    expect(await opened.reader.read(AT)).toMatchObject({ accounts: [], ended: false, problems: [expect.any(String)] });
  });

  it.each<readonly [How, boolean]>([
    ['403', true],
    ['404', true],
    ['401', false],
    ['500', false],
    ['html', false],
  ])('without its groups (%s) shows people all the same, where that is a right that is missing: %s', async (how, isWhole) => {
    const opened = await open(wish());
    opened.service.fail({ of: /^GET \/Groups$/u, how, times: 99 });

    const reading = await opened.reader.read(AT);

    expect([reading.ended, reading.problems.length]).toEqual([isWhole, isWhole ? 0 : 1]);
    expect(reading.accounts.map((one) => one.groups)).toEqual(isWhole ? [null, null] : []);
    expect(reading.provides).not.toContain('groups');
  });

  it('of groups that break off has a problem', async () => {
    const groups = [scimGroup('g1', 'team', ['u0']), scimGroup('g2', 'other', ['u1'])];
    const opened = await open({ ...wish(), groups, settings: { mostPerPage: 2 } });
    opened.service.before = (name) => {
      if (name === 'GET /Groups') opened.service.world.trouble.loses = true;
    };

    expect((await opened.reader.read(AT)).problems).toEqual(['the list of groups ended after 2 of 3']);
  });

  it('of a service that shows no members says nothing of groups', async () => {
    const { reader } = await open({ ...wish(), settings: { members: false } });

    const reading = await reader.read(AT);

    expect(reading).toMatchObject({ ended: true, problems: [] });
    expect(reading.accounts.map((one) => one.groups)).toEqual([null, null]);
    expect((await reader.readAccount('u0' as ForeignId))?.groups).toBeNull();
  });

  it('tells how many users it could not read, and keeps the others', async () => {
    const users = [scimUser('u0'), scimUser('u1', { roles: 7 }), { ...scimUser('u2'), id: ' padded ' }];
    const { reader } = await open({ ...wish(), users });

    const reading = await reader.read(AT);

    expect(reading.accounts.map((one) => one.id)).toEqual(['u0']);
    expect(reading.problems).toEqual(['1 of 3 users cannot be read', '1 users have an id that cannot be used']);
  });

  it.each(['/ServiceProviderConfig', '/ResourceTypes', '/Schemas'])(
    'goes on without %s, in any way in which it is not there',
    async (path) => {
      for (const how of ['403', '404', 'html', 'redirect', 'odd', 'cut'] as const) {
        const opened = await open(wish());
        opened.service.fail({ of: new RegExp(`^GET ${path}$`, 'u'), how });

        expect(await opened.reader.read(AT)).toMatchObject({ total: 2, ended: true, problems: [] });
      }
    },
  );

  it('says that the file or the runner has no credential', async () => {
    const { reader } = await open({ ...wish(), more: { credential: {} } });

    expect((await reader.read(AT)).problems).toEqual(['the system file names no credential to read']);
    await expect(reader.readAccount('u0' as ForeignId)).rejects.toMatchObject({ refused: true });
  });
});

describe('a tenant', () => {
  it('is another one when the resource that it is known by is not there', async () => {
    const opened = await open(wish());
    opened.service.world.groups.delete('g-anchor');

    const { tenant } = await opened.reader.read(AT);

    expect(`${tenant}#Groups/g-anchor`).toBe(opened.tenant);
  });

  it.each([
    ['where its resources say that they lie', true],
    ['nothing, when they do not say', false],
  ])('without such a resource is %s', async (_, locations) => {
    const opened = await open({ ...wish(), settings: { locations }, more: { tenant: 'to be found' } });

    const { tenant } = await opened.reader.read(AT);

    expect(tenant).toBe(locations ? opened.tenant.replace(/#.*$/u, '') : null);
  });

  it('known by a user does not let that user be written', async () => {
    const first = await open(wish());
    const tenant = `${new URL(first.service.address).host}/scim/v2#Users/u0`;
    const opened = await open({ ...wish(), more: { address: first.service.address, tenant } });

    expect((await opened.reader.read(AT)).tenant).toBe(tenant);
    expect(await refusalOf(opened, DISABLE)).toEqual({ refused: true, message: 'the account is the one that the tenant is known by' });
    expect(changesOf(first)).toEqual([]);
  });
});

describe('a write', () => {
  it.each<readonly [How | null, string, string | null]>([
    [null, 'verified', null],
    ['429', 'verified', null],
    ['403', 'failed', 'no-right'],
    ['401', 'failed', 'refused'],
    ['404', 'failed', 'refused'],
    ['silent', 'failed', 'mismatch'],
    ['lost-answer', 'verified', 'answer-lost'],
    ['reset', 'unverifiable', 'answer-lost'],
    ['reset-mid-body', 'unverifiable', 'answer-lost'],
    ['500', 'unverifiable', 'answer-lost'],
    ['html', 'unverifiable', 'answer-lost'],
    ['cut', 'unverifiable', 'answer-lost'],
    ['redirect', 'unverifiable', 'answer-lost'],
  ])('after %s: %s', async (how, outcome, detail) => {
    const opened = await open({ ...wish(), settings: { answers204: true } });
    if (how !== null) opened.service.fail({ of: /^PATCH/u, how, times: how === 'silent' ? 99 : 1 });

    expect(await carryOut(opened, { kind: 'disable', account: 'u0' })).toEqual({ outcome, detail });
    expect(opened.service.world.users.get('u0')?.['active']).toBe(outcome !== 'verified');
    expect(opened.service.world.users.get('u1')?.['active']).toBe(true);
  });

  it.each([
    ['a second group may not be changed', ['team', 'other'], 1, { outcome: 'failed', detail: 'partly' }],
    ['no group may be changed', ['other'], 2, { outcome: 'failed', detail: 'no-right' }],
  ])('says that the right is missing, for all or for a part of it: %s', async (_, remove, left, expected) => {
    const groups = [scimGroup('g1', 'team', ['u0', 'u1']), scimGroup('g2', 'other', ['u0', 'u1'])];
    const opened = await open({ ...wish(), groups });
    opened.service.fail({ of: /^PATCH .*g2$/u, how: '403' });

    const change = { kind: 'groups', account: 'u0', before: { groups: remove as never }, after: { groups: [] } } as const;

    expect(await carryOut(opened, change)).toEqual(expected);
    expect(opened.service.world.groups.get('g1')?.['members']).toHaveLength(left);
  });

  it('names nobody and no secret in what it says', async () => {
    for (const how of ['401', '403', '404', '500', 'html', 'reset'] as const) {
      const opened = await open(wish());
      opened.service.fail({ of: /^PATCH/u, how });

      expect(JSON.stringify(await refusalOf(opened, DISABLE))).not.toMatch(/Påhittad|secret-token|u0|Bearer/u);
    }
  });

  it('sent as application/json where nothing else is taken', async () => {
    const opened = await open({ ...wish(), settings: { plainJson: true } });

    expect(await refusalOf(opened, DISABLE)).toBeNull();
    expect(changesOf(opened).map(({ headers }) => headers['content-type'])).toEqual(['application/scim+json', 'application/json']);
  });

  it('on a version that somebody else has changed is refused for an account', async () => {
    const opened = await open({ ...wish(), settings: { etag: true } });
    opened.service.before = (name) => {
      if (name.startsWith('PATCH')) opened.service.world.versions.set('u0', 9);
    };

    expect(await refusalOf(opened, DISABLE)).toEqual({ refused: true, message: expect.stringContaining('changed in this moment') });
    expect(changesOf(opened).map(({ headers }) => headers['if-match'])).toEqual(['W/"1"']);
  });

  it.each([
    [1, null, ['W/"1"', 'W/"9"']],
    [99, { refused: true, message: expect.stringContaining('changed in this moment') }, ['W/"1"', 'W/"9"', 'W/"10"']],
  ])('on a group that somebody else changes %i times is made on the new version', async (times, expected, versions) => {
    const opened = await open({ ...wish(), settings: { etag: true } });
    let changed = 0;
    opened.service.before = (name) => {
      if (name.startsWith('PATCH') && changed < times) opened.service.world.versions.set('g1', 9 + changed++);
    };

    const team = ['team'] as never;
    expect(await refusalOf(opened, { kind: 'groups', account: DISABLE.account, remove: team, add: [] })).toEqual(expected);
    expect(changesOf(opened).map(({ headers }) => headers['if-match'])).toEqual(versions);
  });

  it('of which a first group was left calls no refusal of the second one', async () => {
    const groups = [scimGroup('g1', 'team', ['u0', 'u1']), scimGroup('g2', 'other', ['u0', 'u1'])];
    const opened = await open({ ...wish(), groups });
    opened.service.fail({ of: /^PATCH/u, how: '403', nth: 2 });

    const remove = ['team', 'other'] as never;
    const refusal = await refusalOf(opened, { kind: 'groups', account: DISABLE.account, remove, add: [] });

    expect(refusal).toEqual({ refused: false, message: expect.stringContaining('an earlier step of the change was made') });
  });

  it.each([
    [{ kind: 'sessions' }, 'no call that ends a session'],
    [{ kind: 'mailbox', reply: null }, 'mailbox'],
    [{ kind: 'place', to: 'x' }, 'container'],
    [{ kind: 'end-day', day: null }, 'last day'],
    [{ kind: 'groups', remove: [], add: ['nowhere'] }, '1 of the groups are not there'],
  ] as const)('that SCIM does not have is refused: %j', async (write, expected) => {
    const opened = await open(wish());

    const refusal = await refusalOf(opened, { ...write, account: DISABLE.account } as never);

    expect(refusal).toEqual({ refused: true, message: expect.stringContaining(expected) });
    expect(changesOf(opened)).toEqual([]);
  });

  it.each(['read', 'absent'] as const)('of entitlements that are %s is refused', async (entitlements) => {
    const opened = await open({ ...wish(), settings: { entitlements } });
    const write = { kind: 'licences', account: DISABLE.account, remove: ['E3'] as never, add: [] } as const;

    expect(await refusalOf(opened, write)).toMatchObject({ refused: true });
    expect((await opened.reader.read(AT)).abilities?.writes).not.toContain('licences');
  });
});
