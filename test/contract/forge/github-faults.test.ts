/** What the GitHub forge does when GitHub is slow, limits it, or refuses. */
import { describe, expect, test } from 'vitest';
import { openGitHub } from '../../../reconciler/forges/github/index.ts';
import { Fault } from '../../../reconciler/ports.ts';
import { clock, OURS, openForge, proxy, pushed, useGitHub } from './github-desk.ts';
import { areInstalled } from './servers.ts';

describe.runIf(areInstalled)('GitHub as emulate@0.12.2 plays it, when it does not answer as hoped', () => {
  useGitHub();

  describe('limits', () => {
    test.each([
      [
        'a secondary limit with a time',
        { status: 403, headers: { 'retry-after': '7' }, body: { message: 'You have exceeded a secondary rate limit' } },
        7000,
      ],
      ['too many requests', { status: 429, headers: { 'retry-after': '3' }, body: { message: 'slow down' } }, 3000],
      [
        'a spent hour',
        {
          status: 403,
          headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Date.parse('2027-01-04T01:00:42Z') / 1000) },
          body: { message: 'API rate limit exceeded' },
        },
        42_000,
      ],
      [
        'a secondary limit without a time',
        { status: 403, headers: {}, body: { message: 'You have exceeded a secondary rate limit' } },
        60_000,
      ],
    ])('waits for %s', async (_name, answer, wait) => {
      let times = 1;
      proxy.interfere = () => (times-- > 0 ? answer : null);

      await openForge().list();

      expect(clock.sleeps).toEqual([wait]);
    });

    test('gives up when the wait is longer than a run may last, and says so', async () => {
      proxy.interfere = () => ({ status: 403, headers: { 'retry-after': '3600' }, body: { message: 'secondary rate limit' } });

      const fault = await openForge()
        .list()
        .catch((error: unknown) => error);

      expect(fault).toMatchObject({ name: 'Fault', retryable: true, retryAfter: 3_600_000 });
      expect(clock.sleeps).toEqual([]);
    });

    test('repeats a read that broke, not a write', async () => {
      const draft = await pushed();
      let times = 2;
      proxy.interfere = (seen) => (seen.method === 'GET' && times-- > 0 ? { status: 502, body: null } : null);
      await openForge().list();
      const reads = clock.sleeps.length;
      proxy.interfere = (seen) => (seen.method === 'POST' && seen.path.endsWith('/pulls') ? { status: 502, body: null } : null);

      const opening = openForge().open(draft);

      await expect(opening).rejects.toMatchObject({ name: 'Fault', refused: false });
      expect({ reads, writes: clock.sleeps.length - reads }).toEqual({ reads: 2, writes: 0 });
    });
  });

  test('writes come one a second, reads as fast as they like', async () => {
    const forge = openForge();
    const draft = await pushed();
    const before = proxy.seen.length;

    await forge.open(draft);

    const writes = proxy.seen.slice(before).filter((one) => one.method !== 'GET').length;
    expect(writes).toBe(4);
    expect(clock.sleeps).toEqual([1000, 1000, 1000]);
  });

  test('the page of a proxy is no comment that was made', async () => {
    const pull = await openForge().open(await pushed());
    proxy.interfere = (seen) => (seen.method === 'POST' ? { status: 200, body: '<html>Sign in</html>' } : null);

    await expect(openForge().comment(pull, 'Said.')).rejects.toMatchObject({ name: 'Fault', refused: false });
  });

  describe('refusals say what to mend, and never the token', () => {
    test.each([
      ['a wrong token', 'ghp_0123456789abcdefghij', null, /token: it is wrong or has expired/u],
      [
        'a token without rights',
        OURS,
        { status: 403, body: { message: 'Resource not accessible by integration' } },
        /needs contents, pull requests and issues with write access/u,
      ],
      [
        'a setting that forbids it',
        OURS,
        { status: 403, body: { message: 'GitHub Actions is not permitted to create or approve pull requests.' } },
        /Allow GitHub Actions/u,
      ],
      [
        'a repository out of sight',
        OURS,
        { status: 404, body: { message: 'Not Found' } },
        /latsas\/people is not there, or the token cannot see it/u,
      ],
      [
        'a repository that has moved',
        OURS,
        { status: 301, headers: { location: '/repositories/4711/pulls' }, body: { message: 'Moved Permanently' } },
        /latsas\/people has moved at GitHub: write its new address/u,
      ],
      ['nonsense', OURS, { status: 200, body: { what: 'else' } }, /answer is not what it should be/u],
    ])('%s', async (_name, token, answer, words) => {
      proxy.interfere = () => answer;

      const fault = (await openForge(token, 'lastday-bot')
        .list()
        .catch((error: unknown) => error)) as Fault;

      expect(fault).toBeInstanceOf(Fault);
      expect(fault.message).toMatch(words);
      expect(`${fault.message} ${fault.stack} ${JSON.stringify(fault)} ${String(fault.cause)}`).not.toContain(token);
    });

    test('no answer at all', async () => {
      const forge = openGitHub({
        remote: { address: 'https://github.com/latsas/people' },
        branch: 'main',
        clock,
        token: OURS,
        repository: null,
        address: 'http://127.0.0.1:1',
      });

      const listing = forge.list();

      await expect(listing).rejects.toThrow('GitHub did not answer');
      expect(clock.sleeps).toEqual([1000, 2000, 4000, 8000]);
    });
  });
});
