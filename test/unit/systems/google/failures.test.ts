/** Readings of a Google that fails: limits are waited for, refusals are not, and nothing is concluded from half a list. */
import { describe, expect, it } from 'vitest';
import type { ForeignId, Instant } from '../../../../schemas/primitives.ts';
import { fakeGoogleWorld, fakeGroup, fakeUser, idFor } from '../../../fakes/google/world.ts';
import { endWorkspaces, namesOf, open, peopleIn } from './workspace.ts';

endWorkspaces();

const AT = '2027-01-04T01:00:00Z' as Instant;
const USERS = /^GET \/admin\/directory\/v1\/users$/u;
const APPS = { products: ['Google-Apps'] };

/** Five users with the two administrators; in pages of two there are three. */
function world() {
  return fakeGoogleWorld({
    users: [fakeUser(1), fakeUser(2), fakeUser(3)],
    groups: [fakeGroup('g1', 'sales@exempel.example', { [idFor(1)]: 'MEMBER' })],
    licences: [{ productId: 'Google-Apps', skuId: '1010020020', user: idFor(1) }],
  });
}

const asked = (google: Parameters<typeof namesOf>[0], of: RegExp) => namesOf(google).filter((name) => of.test(name)).length;

describe('a limit of requests', () => {
  it.each(['busy', 'rate', 'user-rate', 'quota'] as const)('is waited for, long enough for a minute to pass: %s', async (how) => {
    const { reader, google, clock } = await open(world());
    google.fail({ of: USERS, how, times: 4 });

    const reading = await reader.read(AT);

    expect(reading).toMatchObject({ ended: true, problems: [] });
    expect(clock.sleeps).toEqual([15_000, 15_000, 15_000, 15_000]);
  });

  it('is waited for as long as it says', async () => {
    const { reader, google, clock } = await open(world());
    google.fail({ of: USERS, how: 'user-rate', after: 7 });

    await reader.read(AT);

    expect(clock.sleeps).toEqual([7000]);
  });

  it('of licences is told by 503', async () => {
    const { reader, google, clock } = await open(world(), APPS);
    google.fail({ of: /licensing/u, how: 'licence-quota' });

    expect(await reader.read(AT)).toMatchObject({ problems: [] });
    expect(clock.sleeps).toEqual([15_000]);
  });

  it('that does not end makes the reading a failed one', async () => {
    const { reader, google } = await open(world());
    google.fail({ of: USERS, how: 'rate', times: 99 });

    expect((await reader.read(AT)).problems).toEqual(['it asks to wait because of its limit of requests; the next run goes on']);
    expect(asked(google, USERS)).toBe(5);
  });
});

describe('a refusal', () => {
  it('is not repeated, and says whose right it is', async () => {
    const { reader, google, clock } = await open(world());
    google.fail({ of: USERS, how: 'forbidden', times: 99 });

    expect((await reader.read(AT)).problems).toEqual([
      'the identity of the credential "google-read" lacks the right; see docs/systems/google.md',
    ]);
    expect([asked(google, USERS), clock.sleeps]).toEqual([1, []]);
  });

  it('of licences with 403 is one as well', async () => {
    const { reader, google } = await open(world(), APPS);
    google.fail({ of: /licensing/u, how: 'forbidden', times: 99 });

    const reading = await reader.read(AT);

    expect([reading.problems, reading.provides.includes('licences')]).toEqual([[], false]);
    expect(asked(google, /licensing/u)).toBe(1);
  });
});

describe('a reading', () => {
  it.each([
    ['html-404', 'Google answered 404'],
    ['sign-in-page', 'perhaps a page to sign in at'],
    ['redirect', 'sends us on to another address'],
    ['cut', 'says that it is JSON and is not'],
    ['bomb', 'is larger than'],
    ['odd', 'is not what it should be'],
    ['wrong-type', 'is not what it should be'],
    ['again', 'came to a page that it had given before'],
  ] as const)('concludes nothing from what is no list: %s', async (how, expected) => {
    const { reader, google } = await open(world(), { pageSize: 2 });
    google.fail({ of: USERS, how, nth: 2, times: 99 });

    const reading = await reader.read(AT);

    expect(reading).toMatchObject({ accounts: [], ended: false, total: null, tenant: null, provides: [] });
    expect(reading.problems).toEqual([expect.stringContaining(expected)]);
    expect(JSON.stringify(reading)).not.toMatch(/exempel\.example|testper|Bearer|ya29|Påhittad/u);
  });

  it.each(['backend', 'broken', 'lost-request', 'reset'] as const)('is asked for again, and comes: %s', async (how) => {
    const { reader, google, clock } = await open(world(), { pageSize: 2 });
    google.fail({ of: USERS, how, nth: 2, times: 2 });

    const reading = await reader.read(AT);

    expect(reading).toMatchObject({ ended: true, problems: [] });
    expect(peopleIn(reading.accounts)).toHaveLength(3);
    expect(clock.sleeps).toEqual([1000, 2000]);
  });

  it('ends when it was asked for five times', async () => {
    const { reader, google } = await open(world());
    google.fail({ of: USERS, how: 'backend', times: 99 });

    expect((await reader.read(AT)).problems).toEqual(['it answered 503; try again later']);
    expect(asked(google, USERS)).toBe(5);
  });

  it('shows a page that comes twice as records that come twice', async () => {
    const { reader, google } = await open(world(), { pageSize: 2 });
    google.fail({ of: USERS, how: 'twice', nth: 2 });

    const ids = (await reader.read(AT)).accounts.map((one) => one.id);

    expect(ids.length).toBeGreaterThan(new Set(ids).size);
  });

  it.each(['skip', 'short', 'empty'] as const)('cannot know of a page that is lost, and shows whom it has seen: %s', async (how) => {
    const { reader, google } = await open(world(), { pageSize: 2 });
    google.fail({ of: USERS, how, nth: 2 });

    const reading = await reader.read(AT);

    // Canaries and the numbers of earlier readings find this; the reading itself claims no total.
    expect(reading.accounts.length).toBeLessThan(5);
    expect(reading.total).toBeNull();
  });

  it('of somebody whose rights were taken away is empty, and of no tenant', async () => {
    const { reader, google } = await open(world());
    google.world.settings.hidesEverything = true;

    expect(await reader.read(AT)).toMatchObject({ accounts: [], tenant: null });
    expect(namesOf(google)).toHaveLength(1);
  });

  it.each([
    ['a list of groups', /\/v1\/groups$/u, 'groups'],
    ['members of a group', /\/members$/u, 'groups'],
    ['licences', /\/licensing\//u, 'licences'],
  ])('without %s does not provide them, and access still ends', async (_, of, attribute) => {
    const { reader, google } = await open(world(), APPS);
    for (const how of ['odd', 'backend'] as const) {
      google.fail({ of, how, times: how === 'odd' ? 1 : 99 });

      const reading = await reader.read(AT);

      expect(reading).toMatchObject({ ended: true, problems: [] });
      expect(reading.provides).toEqual(
        ['existence', 'status', 'roles', 'groups', 'licences', 'lastUse'].filter((one) => one !== attribute),
      );
      expect(reading.accounts.map((one) => one[attribute as 'groups' | 'licences'])).toEqual(reading.accounts.map(() => null));
    }
  });
});

describe('a page token', () => {
  it('that has become too old begins the list again', async () => {
    const { reader, google, clock } = await open(world(), { pageSize: 2 });
    let isFirst = true;
    google.before = (name, query) => {
      if (!USERS.test(name) || query['pageToken'] === undefined || !isFirst) return;
      isFirst = false;
      clock.advance(3 * 24 * 3_600_000 + 1);
    };

    const reading = await reader.read(AT);

    expect(reading).toMatchObject({ ended: true, problems: [] });
    expect(peopleIn(reading.accounts).map((one) => one.id)).toEqual([idFor(1), idFor(2), idFor(3)]);
    // The first page, the second one refused for its own token and then for that of the list, and all three.
    expect(asked(google, USERS)).toBe(6);
  });

  it('that is never taken ends the reading', async () => {
    const { reader, google } = await open(world(), { pageSize: 2 });
    // Each counts the calls that reach it: the second, fourth and sixth of all are refused.
    for (const nth of [2, 3, 4]) google.fail({ of: USERS, how: 'old-token', nth });

    expect((await reader.read(AT)).problems).toEqual(['Google does not take the page tokens that it gives']);
    expect(asked(google, USERS)).toBe(6);
  });
});

describe('one account', () => {
  it('is not called gone by something that stands in front', async () => {
    const { reader, google } = await open(world());
    google.fail({ of: /users\/[0-9]+$/u, how: 'html-404' });

    await expect(reader.readAccount(idFor(1) as ForeignId)).rejects.toMatchObject({ message: 'Google answered 404' });
  });

  it('is a failure where its groups cannot be read, and not an account without groups', async () => {
    const { reader, google } = await open(world());
    google.fail({ of: /\/groups$/u, how: 'odd' });

    await expect(reader.readAccount(idFor(1) as ForeignId)).rejects.toMatchObject({ message: "Google's answer is not what it should be" });
  });
});
