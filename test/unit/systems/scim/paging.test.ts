/** Lists of a service: stepped by what came, by index or cursor, and never taken for whole when they are not. */
import { describe, expect, it } from 'vitest';
import { scimUser } from '../../../fakes/scim/world.ts';
import { AT, endServices, namesOf, open } from './service.ts';

endServices();

const many = (count: number) => Array.from({ length: count }, (_, index) => scimUser(`u${index}`));

describe('pages', () => {
  it('are stepped by what came, not by what was asked for', async () => {
    const opened = await open({ users: many(250), settings: { mostPerPage: 50 } });

    const reading = await opened.reader.read(AT);

    expect(reading).toMatchObject({ total: 250, ended: true, problems: [] });
    expect(new Set(reading.accounts.map((one) => one.id)).size).toBe(250);
    const asked = opened.service.calls.filter((call) => call.name === 'GET /Users').map((call) => call.query);
    expect(asked.map((query) => query['startIndex'])).toEqual([undefined, '51', '101', '151', '201']);
    expect(new Set(asked.map((query) => query['count']))).toEqual(new Set(['100']));
  });

  it('of a service that looks at no startIndex end, and are no whole list', async () => {
    const opened = await open({ users: many(25), settings: { mostPerPage: 10 } });
    opened.service.world.trouble.repeats = true;

    const reading = await opened.reader.read(AT);

    expect(reading).toMatchObject({ ended: false, problems: ['the list of users gave a page again that it had given before'] });
    expect(namesOf(opened).filter((name) => name === 'GET /Users')).toHaveLength(6);
  });

  it.each(['cursor', 'cursor-unasked'] as const)('go on by cursor: %s', async (paging) => {
    const opened = await open({ users: many(25), settings: { mostPerPage: 10, paging } });

    const reading = await opened.reader.read(AT);

    expect(reading).toMatchObject({ total: 25, ended: true, problems: [] });
    expect(reading.accounts).toHaveLength(25);
    const asked = opened.service.calls.filter((call) => call.name === 'GET /Users').map((call) => call.query);
    expect(asked.map((query) => query['cursor'] ?? null)).toEqual([
      paging === 'cursor' ? '' : null,
      expect.any(String),
      expect.any(String),
    ]);
    expect(asked.map((query) => query['startIndex'])).toEqual([undefined, undefined, undefined]);
  });

  it('without a total end with the one that is empty', async () => {
    const opened = await open({ users: many(20), settings: { mostPerPage: 10, withoutTotal: true } });

    expect(await opened.reader.read(AT)).toMatchObject({ total: null, ended: true, problems: [] });
    expect(namesOf(opened).filter((name) => name === 'GET /Users')).toHaveLength(3);
  });

  it.each([
    ['a page that is lost', { loses: true }, 'the list of users ended after 10 of 25'],
    ['a total that shrinks', { shrinks: true }, 'the number of users changed while they were read'],
  ] as const)('%s: no whole list', async (_, trouble, problem) => {
    const opened = await open({ users: many(25), settings: { mostPerPage: 10 } });
    Object.assign(opened.service.world.trouble, trouble);

    expect(await opened.reader.read(AT)).toMatchObject({ ended: false, problems: [problem] });
  });

  it('with a cursor that comes again end, and are no whole list', async () => {
    const opened = await open({ users: many(35), settings: { mostPerPage: 10, paging: 'cursor' } });
    opened.service.world.trouble.circles = true;

    expect(await opened.reader.read(AT)).toMatchObject({ ended: false, problems: [expect.stringContaining('a cursor came again')] });
  });

  it.each(['expiredCursor', 'invalidCursor'])('are begun anew when a cursor is no longer taken: %s', async (code) => {
    const opened = await open({ users: many(25), settings: { mostPerPage: 10, paging: 'cursor' } });
    opened.service.world.trouble.expires = { times: 1, code };

    const reading = await opened.reader.read(AT);

    expect(reading).toMatchObject({ ended: true, problems: [] });
    expect(reading.accounts).toHaveLength(25);
  });

  it('of which the cursor never lasts are no whole list', async () => {
    const opened = await open({ users: many(25), settings: { mostPerPage: 10, paging: 'cursor' } });
    opened.service.world.trouble.expires = { times: 99, code: 'expiredCursor' };

    expect(await opened.reader.read(AT)).toMatchObject({ ended: false, problems: [expect.stringContaining('no longer taken')] });
  });

  it('are asked for without a size where the size is not taken', async () => {
    const opened = await open({ users: many(25), settings: { mostPerPage: 10 } });
    opened.service.world.trouble.expires = { times: 0, code: 'invalidCount' };
    opened.service.before = (name) => {
      if (name === 'GET /Groups') opened.service.world.trouble.expires = { times: 0, code: '' };
    };

    const reading = await opened.reader.read(AT);

    expect(reading).toMatchObject({ ended: true, problems: [] });
    expect(reading.accounts).toHaveLength(25);
  });

  it('that moved while they were read are read again', async () => {
    const opened = await open({ users: many(25), settings: { mostPerPage: 10 } });
    let pages = 0;
    opened.service.before = (name) => {
      if (name === 'GET /Users' && (pages += 1) === 2) opened.service.world.users.delete('u0');
    };

    const reading = await opened.reader.read(AT);

    expect(reading).toMatchObject({ total: 24, ended: true, problems: [] });
    expect(new Set(reading.accounts.map((one) => one.id)).size).toBe(24);
  });
});
