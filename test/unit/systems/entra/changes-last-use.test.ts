/** Last use in a reading of Entra by changes: whoever could be called unused is looked at, and all others are at most six days behind. */
import { describe, expect, it } from 'vitest';
import { assigned, fakeUser, fakeWorld } from '../../../fakes/entra/world.ts';
import { begin, people, shown, skus, user } from './nights.ts';
import { endTenants } from './tenant.ts';

endTenants();

describe('last use on a night that is read by changes', () => {
  const on = (day: string) => ({ lastSignInDateTime: `${day}T08:00:00Z`, lastSuccessfulSignInDateTime: `${day}T08:00:00Z` });

  it('is exact for whoever has been quiet, unknown for whoever was and is not, and the earlier one for all others', async () => {
    const users = [
      fakeUser(1, { signIns: on('2026-09-01') }),
      fakeUser(2, { signIns: on('2026-10-01') }),
      fakeUser(3, { signIns: on('2027-01-02') }),
      fakeUser(4),
    ];
    const nights = await begin(fakeWorld({ users, skus }));
    Object.assign(nights.world.users.get(user(2)) ?? {}, { signIns: on('2027-01-04') });
    Object.assign(nights.world.users.get(user(3)) ?? {}, { signIns: on('2027-01-05') });

    const night = await nights.night();

    expect([1, 2, 3, 4].map((number) => shown(night, number)?.lastUse)).toEqual(['2026-09-01', null, '2027-01-02', null]);
    expect(night.reading.provides).toContain('lastUse');
  });

  it('is looked at again for seats of which nothing is known', async () => {
    const users = [fakeUser(1, { signIns: on('2026-10-01'), licences: [assigned(1)] }), fakeUser(2, { licences: [assigned(1)] })];
    const nights = await begin(fakeWorld({ users, skus }), { confirmUnused: 5 });
    Object.assign(nights.world.users.get(user(1)) ?? {}, { signIns: on('2027-01-04') });

    const night = await nights.night();

    expect([1, 2].map((number) => shown(night, number)?.lastUse)).toEqual(['2027-01-04', 'never']);
  });

  it('is read whole when Entra does not take the question for quiet accounts', async () => {
    const nights = await begin(fakeWorld({ users: [fakeUser(1, { signIns: on('2026-10-01') })], skus }));
    // Users are counted first.
    nights.tenant.fail({ of: /^GET \/users$/u, how: 'forbidden', nth: 2 });

    const night = await nights.night();

    expect([night.isWhole, shown(night, 1)?.lastUse]).toEqual([false, '2026-10-01']);
  });

  it('is not provided where it was not', async () => {
    const nights = await begin(fakeWorld({ users: people(2), skus, settings: { premium: false } }));

    const night = await nights.night();

    expect([night.isWhole, night.reading.provides.includes('lastUse'), shown(night, 1)?.lastUse]).toEqual([false, false, null]);
  });
});
