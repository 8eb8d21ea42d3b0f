/** Readings of Entra by changes: what they cost, and everything after which a reading is whole again. */
import { describe, expect, it } from 'vitest';
import { openEntraReader } from '../../../../reconciler/systems/entra/index.ts';
import type { SystemId } from '../../../../schemas/primitives.ts';
import { fakeClock } from '../../../fakes/clock.ts';
import { type FakeEarlier, fakeEarlier } from '../../../fakes/earlier.ts';
import { assigned, type FakeDelta, type FakeWorld, fakeGroup, fakeUser, fakeWorld, guid, TENANT } from '../../../fakes/entra/world.ts';
import type { Seen } from '../../../fakes/entra.ts';
import { begin, DAY, type Nights, people, shown, skus, user } from './nights.ts';
import { endTenants, SECRETS, startTenant, systemOf } from './tenant.ts';

endTenants();

function byName(asked: readonly Seen[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { name } of asked) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

describe('requests', () => {
  const usual = { 'GET /organization': 1, 'GET /subscribedSkus': 1, 'GET /groups': 1, 'GET /directoryRoles': 1, 'POST /$batch': 1 };

  it.each([500, 5000])('of a night without changes are the same for %i users', async (count) => {
    const nights = await begin(fakeWorld({ users: people(count), skus, groups: [fakeGroup(1, [1, 2, 3])] }));

    const quiet = await nights.night();

    expect(quiet.reading).toMatchObject({ total: count, ended: true, problems: [] });
    // Users: what changed, how many there are, and who has been quiet. The batch is that of the groups.
    expect(byName(quiet.asked)).toEqual({ ...usual, 'GET /users/delta': 1, 'GET /users': 2 });
  });

  it('grow with what changed: thirty people take two batches, and two more the night after', async () => {
    const nights = await begin(fakeWorld({ users: people(500), skus, groups: [fakeGroup(1, [1])] }));
    for (let number = 1; number <= 30; number += 1) Object.assign(nights.world.users.get(user(number)) ?? {}, { enabled: false });

    const [busy, after, quiet] = [await nights.night(), await nights.night(), await nights.night()];

    expect([busy, after, quiet].map(({ asked }) => asked.length)).toEqual([10, 10, 8]);
    expect(busy.reading.accounts.filter((one) => one.enabled === false)).toHaveLength(30);
  });

  it('are those of a whole reading, and one more, on the first night', async () => {
    const world = fakeWorld({ users: people(1500), skus, groups: [fakeGroup(1, [1])] });
    const clock = fakeClock();
    const tenant = await startTenant(world, clock);
    const runtime = { credential: () => SECRETS['entra-read'], clock };
    const count = async (more: object, earlier: FakeEarlier | null) => {
      const before = tenant.calls.length;
      await openEntraReader(systemOf(tenant.address, { lastUse: 'off', ...more }), { ...runtime, earlier }).read(clock.now());
      return tenant.calls.slice(before).filter(({ name }) => name !== 'POST token').length;
    };

    const whole = await count({}, fakeEarlier());

    expect(await count({ reads: 'changes' }, fakeEarlier())).toBe(whole + 1);
    // Nowhere to keep anything: nothing is asked for that would be kept.
    expect(await count({ reads: 'changes' }, null)).toBe(whole);
  });

  it('are those of a whole reading when asking for each who changed would take more', async () => {
    const nights = await begin(fakeWorld({ users: people(200), skus }), { lastUse: 'off' });
    for (const one of nights.world.users.values()) one.name = 'Ny';

    expect((await nights.night()).isWhole).toBe(true);
    expect((await nights.night()).isWhole).toBe(false);
  });
});

describe('changes', () => {
  it.each<[string, Partial<FakeDelta>]>([
    ['once', {}],
    ['twice, the older first', { repeats: true }],
    ['in pages with empty ones between', { page: 1, empties: true, repeats: true }],
    ['in part', { partial: true }],
    ['as deleted for good', { reason: 'deleted' }],
  ])('are seen when they are told %s', async (_, how) => {
    const nights = await begin(fakeWorld({ users: people(9), skus }));
    Object.assign(nights.world.settings.delta, how);
    Object.assign(nights.world.users.get(user(1)) ?? {}, { enabled: false, login: 'nytt@exempel.example' });
    nights.world.users.delete(user(2));
    nights.world.users.set(user(77), fakeUser(77, { licences: [assigned(2)] }));

    const night = await nights.night();

    expect(night.isWhole).toBe(false);
    expect(night.reading).toMatchObject({ total: 9, ended: true, problems: [] });
    expect(shown(night, 1)).toMatchObject({ enabled: false, login: 'nytt@exempel.example' });
    expect([shown(night, 2), shown(night, 77)?.licences]).toMatchObject([undefined, [{ id: 'SKU_2' }]]);
  });

  it('that Entra shows late are seen the night after', async () => {
    const nights = await begin(fakeWorld({ users: people(3), skus }));
    nights.world.before = structuredClone({ users: nights.world.users, groups: nights.world.groups });
    Object.assign(nights.world.users.get(user(1)) ?? {}, { enabled: false });
    nights.world.settings.staleReads = 1;

    const [late, after] = [await nights.night(), await nights.night()];

    expect([late, after].map((night) => [night.isWhole, shown(night, 1)?.enabled])).toEqual([
      [false, true],
      [false, false],
    ]);
  });

  it('of somebody who was removed and is back are no absence', async () => {
    const nights = await begin(fakeWorld({ users: people(3), skus }));
    const kept = nights.world.users.get(user(2));
    nights.world.users.delete(user(2));
    await nights.night();
    if (kept !== undefined) nights.world.users.set(user(2), { ...kept, name: 'Åter' });

    const back = await nights.night();

    expect([back.isWhole, shown(back, 2)?.name, back.reading.total]).toEqual([false, 'Åter', 3]);
  });
});

describe('a reading is whole again', () => {
  const removed = (world: FakeWorld, how: Partial<FakeDelta>, number = 3) => {
    Object.assign(world.settings.delta, how);
    world.users.delete(user(number));
  };
  const spoil: readonly (readonly [string, (nights: Nights) => void])[] = [
    ['when the link is not known any more (410)', ({ world }) => void (world.settings.delta.forgets = 410)],
    ['when the link is not known any more (400)', ({ world }) => void (world.settings.delta.forgets = 400)],
    ['when a page has no link at all', ({ world }) => void (world.settings.delta.trouble = 'no-link')],
    ['when pages do not end', ({ world }) => void (world.settings.delta.trouble = 'loop')],
    ['when the next link lies at another address', ({ world }) => void (world.settings.delta.trouble = 'elsewhere')],
    ['when a row cannot be read', ({ world }) => void (world.settings.delta.trouble = 'odd-row')],
    ['when somebody was removed for an unknown reason', ({ world }) => removed(world, { reason: 'odd' })],
    ['when somebody is gone of whom nobody told', ({ world }) => removed(world, { hides: 1 })],
    ['when that one had no seat', ({ world }) => removed(world, { hides: 1 }, 5)],
    [
      'when somebody of whom nobody told that they are gone cannot be found, and the count agrees',
      ({ world, tenant }) => {
        world.settings.miscount = { by: -1, times: 1 };
        Object.assign(world.users.get(user(5)) ?? {}, { name: 'Ny' });
        tenant.fail({ of: new RegExp(`batch GET /users/${user(5)}`, 'u'), how: 'gone' });
      },
    ],
    ['when who changed may not be seen', ({ tenant }) => tenant.fail({ of: /^batch GET \/users\//u, how: 'forbidden' })],
    ['when nothing can be counted', ({ tenant }) => tenant.fail({ of: /^GET \/users$/u, how: 'forbidden' })],
    ['when the list of changes is refused', ({ tenant }) => tenant.fail({ of: /delta$/u, how: 'forbidden' })],
    ['when the list of changes breaks off', ({ tenant }) => tenant.fail({ of: /delta$/u, how: 'cut' })],
    ['when the list of changes is of another form', ({ tenant }) => tenant.fail({ of: /delta$/u, how: 'odd' })],
    ['when it is a page for people', ({ tenant }) => tenant.fail({ of: /delta$/u, how: 'page' })],
    ['after six days', ({ clock }) => clock.jumpWall(5 * DAY + 60_000)],
    ['when the clock went back', ({ clock }) => clock.jumpWall(-2 * DAY - 60_000)],
    ['when nothing was kept', ({ earlier }) => earlier.kept.clear()],
    ['when what was kept is cut', ({ earlier }) => spoilBytes(earlier, (bytes) => bytes.slice(0, -5))],
    ['when what was kept is of another form', ({ earlier }) => spoilText(earlier, (text) => text.replace('"form":1', '"form":2'))],
    [
      'when what was kept has more than it should',
      ({ earlier }) => spoilText(earlier, (text) => text.replace('"again":', '"more":1,"again":')),
    ],
    ['when the kept link is none', ({ earlier }) => spoilText(earlier, (text) => text.replace('"since":"?', '"since":"/elsewhere?'))],
    [
      'when it was kept for another system',
      ({ earlier }) => spoilText(earlier, (text) => text.replace(/"system":"[0-9a-f]{4}/u, '"system":"0000')),
    ],
    [
      'when licences changed hands without a word',
      ({ world }) => {
        Object.assign(world.settings.delta, { silentOn: ['assignedLicenses', 'licenseAssignmentStates'] });
        Object.assign(world.users.get(user(3)) ?? {}, { licences: [] });
      },
    ],
  ];
  const spoilBytes = (earlier: FakeEarlier, change: (bytes: Uint8Array) => Uint8Array) => {
    const bytes = earlier.kept.get('entra' as SystemId) ?? new Uint8Array();
    earlier.kept.set('entra' as SystemId, change(bytes));
  };
  const spoilText = (earlier: FakeEarlier, change: (text: string) => string) =>
    spoilBytes(earlier, (bytes) => {
      const text = new TextDecoder().decode(bytes);
      expect(change(text)).not.toBe(text);
      return new TextEncoder().encode(change(text));
    });

  it.each(spoil)('%s', async (_, spoiling) => {
    const nights = await begin(fakeWorld({ users: [...people(4), fakeUser(5)], skus }), { lastUse: 'off' });
    expect((await nights.night()).isWhole).toBe(false);
    Object.assign(nights.world.users.get(user(1)) ?? {}, { enabled: false });
    spoiling(nights);

    const night = await nights.night();

    expect(night.isWhole).toBe(true);
    expect(shown(night, 1)?.enabled).toBe(false);
    expect(night.reading).toMatchObject({ total: nights.world.users.size, ended: true, problems: [] });
    expect(night.reading.accounts).toHaveLength(nights.world.users.size);
  });

  it('when the system file says anything else, and at once by changes after that', async () => {
    const nights = await begin(fakeWorld({ users: people(4), skus }));

    expect((await nights.night({ lastUse: 'off' })).isWhole).toBe(true);
    expect((await nights.night({ lastUse: 'off' })).isWhole).toBe(false);
  });

  it('when products may be read again that could not be', async () => {
    const nights = await begin(fakeWorld({ users: people(4), skus }));
    nights.tenant.fail({ of: /subscribedSkus$/u, how: 'forbidden' });
    expect((await nights.night()).isWhole).toBe(true);

    const [again, after] = [await nights.night(), await nights.night()];

    expect([again.isWhole, after.isWhole]).toEqual([true, false]);
    expect(shown(after, 1)?.licences).toMatchObject([{ id: 'SKU_1' }]);
  });

  it('and a whole reading that has too few is not kept', async () => {
    const nights = await begin(fakeWorld({ users: people(4), skus }));
    nights.earlier.kept.clear();
    nights.world.settings.miscount = { by: 3, times: 3 };

    const short = await nights.night();

    expect(short.reading.total).toBe(7);
    expect(nights.earlier.kept.size).toBe(0);
  });

  it('and that of another tenant is neither kept nor taken for a start', async () => {
    const nights = await begin(fakeWorld({ users: people(4), skus }));
    nights.world.settings.answersAs = guid('tenant', 2);

    const other = await nights.night();

    expect([other.isWhole, other.reading.tenant]).toEqual([true, guid('tenant', 2)]);
    expect(other.asked.some(({ name }) => name.endsWith('/delta'))).toBe(false);
    nights.world.settings.answersAs = TENANT;
    expect((await nights.night()).isWhole).toBe(false);
  });
});
