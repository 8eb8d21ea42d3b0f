/** What doctor learns of a token: too little, too much, and what time it is there; nothing is changed by looking. */
import { describe, expect, it } from 'vitest';
import type { ForeignId } from '../../../../schemas/primitives.ts';
import { scimGroup, scimUser } from '../../../fakes/scim/world.ts';
import { AT, endServices, namesOf, open } from './service.ts';

endServices();

const wish = () => ({ users: [scimUser('u0')], groups: [scimGroup('g1', 'team', ['u0'])] });

describe('examining', () => {
  it('finds that the token for reading could change accounts, and the time', async () => {
    const opened = await open(wish());

    const found = await opened.reader.examine?.();

    expect(found?.time).toBe(AT);
    expect(found?.rights.map(({ right, verdict }) => [right, verdict])).toEqual([
      ['read users', 'has'],
      ['read groups', 'has'],
      ['change users', 'too-much'],
    ]);
    expect(opened.service.world.users.get('u0')).toEqual(scimUser('u0'));
  });

  it('finds nothing too much in a token that may only read, and that it is not enough for writing', async () => {
    const opened = await open(wish());
    opened.service.tokens.set('secret-token', 'read');

    expect((await opened.reader.examine?.())?.rights.map(({ verdict }) => verdict)).toEqual(['has', 'has']);
    expect((await opened.writer.examine?.())?.rights.at(-1)).toMatchObject({ right: 'change users', verdict: 'lacks' });
  });

  it('says what a disabled account becomes', async () => {
    const opened = await open({ ...wish(), more: { dialect: 'pagerduty' } });

    expect((await opened.writer.examine?.())?.rights.at(-1)).toEqual({
      right: 'change users',
      verdict: 'has',
      text: 'needed to end a sign-in: the user is deleted; who comes back gets a new user',
    });
  });

  it('finds what is missing', async () => {
    const opened = await open({ ...wish(), settings: { patch: [] } });
    opened.service.fail({ of: /^GET \/(Users|Groups)$/u, how: '403', times: 9 });
    opened.service.fail({ of: /^PATCH/u, how: '404' });

    expect((await opened.writer.examine?.())?.rights.map(({ verdict }) => verdict)).toEqual(['lacks', 'lacks', 'has']);
    expect(namesOf(opened)).not.toContain('PUT /Users/lastday-no-such-account');
  });
});

describe('groups of one account', () => {
  it.each([
    ['asked for by a filter, once the filter has been seen to work', 'yes', 2],
    ['read from the whole list where filters are answered with nothing', 'blind', 4],
    ['read from the whole list where filters are answered with everything', 'deaf', 4],
    ['read from the whole list where filters are refused', 'none', 4],
  ] as const)('are %s', async (_, filter, lists) => {
    const groups = [scimGroup('g1', 'team', ['u0', 'u1']), scimGroup('g2', 'other', ['u1'])];
    const opened = await open({ users: [scimUser('u0'), scimUser('u1'), scimUser('u2')], groups, settings: { filter } });

    const shown: unknown[] = [];
    for (const id of ['u0', 'u1', 'u2', 'u0']) shown.push((await opened.reader.readAccount(id as ForeignId))?.groups);

    expect(shown).toEqual([['team'], ['team', 'other'], [], ['team']]);
    const asked = opened.service.calls.filter((call) => call.name === 'GET /Groups');
    expect(asked.filter(({ query }) => query['filter'] === undefined)).toHaveLength(filter === 'yes' ? 1 : lists);
  });
});
