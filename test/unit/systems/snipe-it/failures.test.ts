/** Readings of a Snipe-IT that fails: what comes home is a problem that says what to mend, without names and secrets. */
import { describe, expect, it } from 'vitest';
import type { ForeignId, Instant } from '../../../../schemas/primitives.ts';
import { fakeUser, fakeWorld } from '../../../fakes/snipe-it/world.ts';
import { tokenFor } from '../../../fakes/snipe-it.ts';
import { endInstances, namesOf, open, SERVICE_USER } from './instance.ts';

endInstances();

const AT = '2027-01-04T01:00:00Z' as Instant;
const world = () => fakeWorld({ users: [{ id: 1, username: 'testper' }], hardware: [{ id: 1, assigned: { type: 'user', id: 1 } }] });

describe('a reading', () => {
  it.each([
    ['forbidden', 'lacks the permission'],
    ['sign-in-page', 'perhaps a page to sign in at'],
    ['redirect', 'sends us on to another address'],
    ['cut', 'says that it is JSON and is not'],
    ['bomb', 'is larger than'],
    ['odd', 'is not what it should be'],
  ] as const)('is not repeated and concludes nothing: %s', async (how, expected) => {
    const { reader, instance } = await open(world());
    instance.fail({ of: /^GET \/hardware$/u, how, times: 99 });

    const reading = await reader.read(AT);

    expect(reading).toMatchObject({ accounts: [], assets: [], ended: false, total: null, provides: [] });
    expect(reading.problems).toEqual([expect.stringContaining(expected)]);
    expect(namesOf(instance).filter((name) => name === 'GET /hardware')).toHaveLength(1);
    expect(JSON.stringify(reading)).not.toMatch(/testper|Bearer|eyJ/u);
  });

  it.each(['throttled', 'broken', 'lost-request'] as const)('is asked for again, and comes: %s', async (how) => {
    const { reader, instance, clock } = await open(world());
    instance.fail({ of: /^GET \/hardware$/u, how, times: 2 });

    const reading = await reader.read(AT);

    expect(reading).toMatchObject({ total: 2, ended: true, problems: [] });
    expect(clock.sleeps).toEqual(how === 'throttled' ? [7000, 7000] : [1000, 2000]);
  });

  it('ends when it was asked for five times', async () => {
    const { reader, instance } = await open(world());
    instance.fail({ of: /^GET \/users$/u, how: 'broken', times: 99 });

    expect((await reader.read(AT)).problems).toEqual(['it answered 500; try again later']);
    expect(namesOf(instance)).toHaveLength(5);
  });

  it('says which credential the instance refuses', async () => {
    const { reader, instance } = await open(world());
    instance.tokens.clear();

    expect((await reader.read(AT)).problems).toEqual([
      'Snipe-IT refused the token: it is wrong, was withdrawn or has expired; give a new one as the credential "snipe-read"',
    ]);
    await expect(reader.readAccount('1' as ForeignId)).rejects.toMatchObject({ refused: true });
  });

  it('says that the file names no credential', async () => {
    const { reader } = await open(world(), { credential: {} });

    expect((await reader.read(AT)).problems).toEqual(['the system file names no credential to read']);
  });

  it('tells how many rows it could not read, and keeps the others', async () => {
    const { reader, instance } = await open(world(), { holds: ['accounts'] });
    const user = instance.world.users.get(1);
    if (user !== undefined) instance.world.users.set(2, { ...user, id: 2, activated: 'yes' as never });

    const reading = await reader.read(AT);

    expect(reading.problems).toEqual(['1 of 2 users cannot be read']);
    expect(reading.accounts.map((one) => one.id)).toEqual(['1']);
  });

  it('says so when the instance does not know whose the token is', async () => {
    const { reader } = await open(world(), {}, { text: tokenFor(null) });

    expect((await reader.read(AT)).problems).toEqual(["Snipe-IT's answer is not what it should be"]);
  });
});

describe('a nightly of a whole company', () => {
  it('reads 5,240 devices and 3,600 users in 20 requests and one for each licence with seats, within the limit of requests, and writes nothing', async () => {
    const many = (count: number, from: number) => Array.from({ length: count }, (_, index) => ({ id: from + index }));
    const company = fakeWorld({
      users: many(3600, 100),
      hardware: many(5240, 1).map((one, index) => ({
        ...one,
        label: index % 20 === 0 ? 3 : 2,
        assigned: index < 3600 ? ({ type: 'user', id: 100 + index } as const) : null,
      })),
    });
    for (let id = 1; id <= 40; id += 1) {
      const seats = Array.from({ length: 90 }, (_, index) => ({ id: id * 1000 + index, user: 100 + index, asset: null, updated: index }));
      company.licences.set(id, { id, name: `Licence ${id}`, reassignable: true, seats });
    }
    company.users.set(SERVICE_USER, fakeUser({ id: SERVICE_USER, username: 'lastday' }));
    company.users.delete(3699);
    const { reader, instance, clock } = await open(company);

    const first = await reader.read(AT);
    const asked = instance.calls.length;
    const second = await reader.read(AT);

    expect(first).toMatchObject({ total: 8840, ended: true, problems: [] });
    expect([first.accounts.length, first.assets.length]).toEqual([3600, 5240]);
    expect(asked).toBeLessThanOrEqual(20 + 40);
    expect(instance.calls.length).toBe(2 * asked);
    expect(second.digest).toBe(first.digest);
    expect(instance.calls.every((call) => call.name.startsWith('GET '))).toBe(true);
    expect(clock.sleeps).toEqual([]);
  });

  it('keeps the pace of the instance by itself: it is never told to wait', async () => {
    const world5 = fakeWorld({ users: Array.from({ length: 100 }, (_, index) => ({ id: index + 1 })), settings: { maxResults: 1 } });
    const { reader, instance, clock } = await open(world5, { holds: ['accounts'], requestsPerMinute: 40 });
    instance.world.settings.perMinute = 40;

    const reading = await reader.read(AT);

    expect(reading).toMatchObject({ total: 100, ended: true, problems: [] });
    expect(instance.calls).toHaveLength(101);
    expect(clock.sleeps.reduce((sum, one) => sum + one, 0)).toBe(122_000);
  });
});
