/** Seats that nobody ever used: what a page left out is looked at again before anybody says "never". */
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../../schemas/primitives.ts';
import { assigned, fakeUser, fakeWorld, guid } from '../../../fakes/entra/world.ts';
import { endTenants, open } from './tenant.ts';

endTenants();

const AT = '2027-01-04T01:00:00Z' as Instant;

describe('a seat that was never used', () => {
  const licences = [assigned(1)];
  const used = { lastSuccessfulSignInDateTime: '2027-01-02T08:00:00Z' };

  it('is called so only when a second look shows no sign-in either, for so many as the file allows, the same ones every night', async () => {
    const users = [
      fakeUser(1, { licences }),
      fakeUser(2, { licences, signIns: used }),
      fakeUser(3),
      fakeUser(4, { licences, enabled: false }),
      fakeUser(5, { licences, created: '2019-05-01T08:00:00Z' }),
      fakeUser(6, { licences }),
      fakeUser(7, { licences }),
    ];
    const opened = await open(fakeWorld({ users }), { confirmUnused: 2 });

    const first = await opened.reader.read(AT);
    const second = await opened.reader.read(AT);

    expect(first.accounts.map((one) => one.lastUse)).toEqual(['never', '2027-01-02', null, null, null, 'never', null]);
    expect(second.accounts.map((one) => one.lastUse)).toEqual(first.accounts.map((one) => one.lastUse));
  });

  it('is no such seat when the second look shows what a page left out', async () => {
    const users = [1, 2, 3].map((number) => fakeUser(number, { licences, signIns: used }));
    const { reader } = await open(fakeWorld({ users, settings: { signInsUpTo: 0 } }), { confirmUnused: 50 });

    expect((await reader.read(AT)).accounts.map((one) => one.lastUse)).toEqual(['2027-01-02', '2027-01-02', '2027-01-02']);
  });

  it('is looked for without a word in the file, those first that were held the longest', async () => {
    const since = (number: number, day: string) => fakeUser(number, { licences: [assigned(1, null, { updated: `${day}T08:00:00Z` })] });
    const users = Array.from({ length: 40 }, (_, index) => since(index + 1, index < 10 ? '2026-12-20' : '2026-03-01'));
    const { reader } = await open(fakeWorld({ users }), { confirmUnused: undefined });

    const found = (await reader.read(AT)).accounts.map((one) => one.lastUse);

    expect([found.slice(0, 10), found.slice(10)]).toEqual([Array(10).fill(null), Array(30).fill('never')]);
  });

  it('is not that of somebody who is deleted meanwhile, and the others are still looked at', async () => {
    const users = [1, 2, 3].map((number) => fakeUser(number, { licences }));
    const opened = await open(fakeWorld({ users }), { confirmUnused: 3 });
    opened.tenant.fail({ of: new RegExp(`^GET /users/${guid('user', 2)}$`, 'u'), how: 'gone' });

    const reading = await opened.reader.read(AT);

    expect(reading.accounts.map((one) => one.lastUse)).toEqual(['never', null, 'never']);
    expect(reading.provides).toContain('lastUse');
  });

  it('takes a minute for ten of them', async () => {
    const users = Array.from({ length: 30 }, (_, index) => fakeUser(index + 1, { licences }));
    const opened = await open(fakeWorld({ users }), { confirmUnused: 30 });

    expect(new Set((await opened.reader.read(AT)).accounts.map((one) => one.lastUse))).toEqual(new Set(['never']));
    expect(opened.clock.elapsed()).toBeGreaterThanOrEqual(3 * 61_000);
    expect(opened.clock.elapsed()).toBeLessThanOrEqual(4 * 61_000);
  });
});
