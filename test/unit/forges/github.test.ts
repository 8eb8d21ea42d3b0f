/** Which GitHub an address means, and how its refusals are told apart. */
import { describe, expect, test } from 'vitest';
import { findPlace } from '../../../reconciler/forges/github/address.ts';
import { faultOf, waitFor, wordsOf } from '../../../reconciler/forges/github/faults.ts';
import { openGitHub } from '../../../reconciler/forges/github/index.ts';
import { labelNames, WirePull } from '../../../reconciler/forges/github/wire.ts';
import { fakeClock } from '../../fakes/clock.ts';

const NOTHING = { repository: null, address: null };

describe('the place', () => {
  test.each([
    ['https://github.com/latsas/people.git', NOTHING, 'latsas/people https://api.github.com'],
    ['https://github.com/latsas/people', NOTHING, 'latsas/people https://api.github.com'],
    ['https://x-access-token:secret@github.com/latsas/people.git', NOTHING, 'latsas/people https://api.github.com'],
    ['git@github.com:latsas/people.git', NOTHING, 'latsas/people https://api.github.com'],
    ['ssh://git@github.com/latsas/people.git', NOTHING, 'latsas/people https://api.github.com'],
    ['ssh://git@ssh.github.com:443/latsas/people.git', NOTHING, 'latsas/people https://api.github.com'],
    ['https://git.latsas.example/hr/people.git', NOTHING, 'hr/people https://git.latsas.example/api/v3'],
    ['/srv/mirror.git', { repository: 'latsas/people', address: 'http://127.0.0.1:4001/' }, 'latsas/people http://127.0.0.1:4001'],
    ['https://github.com/latsas/people.git', { repository: 'other/name', address: null }, 'other/name https://api.github.com'],
  ])('of %s', (remote, said, wanted) => {
    const { owner, repo, address } = findPlace(remote, said);

    expect(`${owner}/${repo} ${address}`).toBe(wanted);
  });

  test.each([
    ['/srv/mirror.git', NOTHING],
    ['/srv/mirror.git', { repository: 'latsas/people', address: null }],
    ['https://github.com/latsas/people.git', { repository: 'a/b/c', address: null }],
    ['https://github.com/latsas/people.git', { repository: 'alone', address: null }],
  ])('of %s cannot be told: what to set', (remote, said) => {
    expect(() => findPlace(remote, said)).toThrow(/set GITHUB_REPOSITORY to owner\/name/u);
  });

  test.each([null, ''])('without a token (%j): what to give', (token) => {
    const remote = { address: 'https://github.com/latsas/people.git' };

    expect(() => openGitHub({ remote, branch: 'main', clock: fakeClock(), token, ...NOTHING })).toThrow(
      /credential "forge" or GITHUB_TOKEN/u,
    );
  });
});

describe('GitHub’s words', () => {
  test.each([
    [{ message: 'No' }, 'No'],
    [{ message: 'No', errors: ['a', { message: 'b' }] }, 'No: a: b'],
    [{ message: 'No', errors: { message: 'c' } }, 'No: c'],
    [{ message: 'No', errors: 'd' }, 'No: d'],
    [{ message: 'two\nlines' }, 'two lines'],
    [null, ''],
    ['text', ''],
  ])('of %j', (data, wanted) => {
    expect(wordsOf(data)).toBe(wanted);
  });

  test('are cut to one short line', () => {
    expect(wordsOf({ message: 'x'.repeat(1000) })).toHaveLength(300);
  });
});

describe('waiting', () => {
  const about = { now: Date.parse('2027-01-04T01:00:00Z'), attempt: 0 };
  const failure = (status: number, headers: Record<string, string> = {}, message = '') => ({
    operation: 'GET /x',
    status,
    headers,
    data: { message },
  });

  test.each([
    [failure(200), null],
    [failure(500, { 'retry-after': '3' }), null],
    [failure(403, {}, 'Resource not accessible by integration'), null],
    [failure(403, { 'retry-after': 'soon' }, 'Resource not accessible'), null],
    [failure(429), 60_000],
    [failure(403, {}, 'You have triggered an abuse detection mechanism'), 60_000],
    [failure(403, { 'retry-after': '0' }), 0],
    // Less than nothing is no time: it is not asked again at once.
    [failure(429, { 'retry-after': '-5' }), 60_000],
    [failure(403, { 'x-ratelimit-remaining': '0' }), 60_000],
    [failure(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }), 1000],
  ])('%j', (given, wanted) => {
    expect(waitFor(given, about)).toBe(wanted);
  });

  test('doubles when nobody says how long', () => {
    expect(waitFor(failure(429), { ...about, attempt: 2 })).toBe(240_000);
  });

  test.each([
    [301, 'has moved at GitHub'],
    [307, 'set GITHUB_REPOSITORY'],
    [410, 'issues are switched off'],
    [422, 'refused what was sent'],
    [500, 'GitHub answered 500'],
  ])('%i is told as it is', (status, words) => {
    expect(faultOf(failure(status), 'latsas/people').message).toContain(words);
  });
});

test('a pull request is read even when its fork, author or body are gone', () => {
  const wire = {
    number: 1,
    state: 'closed',
    title: 't',
    html_url: 'u',
    created_at: 'c',
    base: { ref: 'main' },
    head: { ref: 'r', sha: 's', repo: null },
    user: null,
    body: null,
  };

  expect(WirePull.parse(wire)).toMatchObject({ labels: [], user: null });
  expect(labelNames(['a', { name: 'b' }, { name: null }, {}])).toEqual(['a', 'b']);
});
