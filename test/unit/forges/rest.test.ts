/** What GitLab and Gitea have in common: which project an address means, the text with our mark, refusals told apart. */
import { describe, expect, test } from 'vitest';
import { openGitea } from '../../../reconciler/forges/gitea/index.ts';
import { openGitLab } from '../../../reconciler/forges/gitlab/index.ts';
import { bodyWith, isOurLabel, keepDraft, keyOf, plainTitle, readBody, withinLimit } from '../../../reconciler/forges/rest/body.ts';
import { faultOf, waitFor, wordsOf } from '../../../reconciler/forges/rest/failure.ts';
import { findPlace } from '../../../reconciler/forges/rest/place.ts';
import { fakeClock } from '../../fakes/clock.ts';

const NOTHING = { repository: null, address: null };
const GITLAB = { where: 'gitlab', name: 'GitLab', api: '/api/v4', parts: 22 } as const;
const GITEA = { where: 'gitea', name: 'Gitea', api: '/api/v1', parts: 2 } as const;

describe('the place', () => {
  test.each([
    ['https://gitlab.com/latsas/hr/people.git', NOTHING, GITLAB, 'latsas/hr/people https://gitlab.com/api/v4'],
    [
      'https://oauth2:secret@git.latsas.example:8443/latsas/people',
      NOTHING,
      GITLAB,
      'latsas/people https://git.latsas.example:8443/api/v4',
    ],
    ['http://127.0.0.1:3000/latsas/people.git/', NOTHING, GITEA, 'latsas/people http://127.0.0.1:3000/api/v1'],
    ['git@git.latsas.example:latsas/people.git', NOTHING, GITEA, 'latsas/people https://git.latsas.example/api/v1'],
    ['ssh://git@git.latsas.example:2222/latsas/people.git', NOTHING, GITEA, 'latsas/people https://git.latsas.example/api/v1'],
    [
      '/srv/mirror.git',
      { repository: 'latsas/people', address: 'http://127.0.0.1:1/api/v1/' },
      GITEA,
      'latsas/people http://127.0.0.1:1/api/v1',
    ],
  ])('of %s', (remote, said, kind, wanted) => {
    const { project, address } = findPlace(remote, said, kind);

    expect(`${project} ${address}`).toBe(wanted);
  });

  test.each([
    ['/srv/mirror.git', NOTHING, GITLAB],
    ['https://git.latsas.example/people.git', NOTHING, GITLAB],
    ['https://git.latsas.example/latsas/hr/people.git', NOTHING, GITEA],
    ['https://git.latsas.example/latsas//people.git', NOTHING, GITLAB],
    ['/srv/mirror.git', { repository: 'latsas/people', address: null }, GITEA],
  ])('of %s cannot be told: what to set', (remote, said, kind) => {
    expect(() => findPlace(remote, said, kind)).toThrow(/set LASTDAY_FORGE_REPOSITORY to its path, and LASTDAY_FORGE_URL/u);
  });

  test.each([
    ['GitLab', openGitLab],
    ['Gitea', openGitea],
  ])('without a token for %s: what to give', (name, open) => {
    for (const token of [null, '']) {
      const options = {
        remote: { address: 'https://git.latsas.example/latsas/people.git' },
        branch: 'main',
        clock: fakeClock(),
        token,
        ...NOTHING,
      };

      expect(() => open(options)).toThrow(new RegExp(`no token for ${name}: .* as the credential "forge"`, 'u'));
    }
  });
});

describe('the text', () => {
  const draft = {
    key: 'release/x',
    branch: 'lastday/release/x',
    title: 't',
    body: 'One.\n',
    fingerprint: 'a'.repeat(64),
    labels: [],
    reviewers: [],
    teams: [],
  };

  test('comes back as it was, with its mark read', () => {
    const text = bodyWith(draft);

    expect(readBody(text)).toEqual({ body: 'One.\n', fingerprint: draft.fingerprint });
    expect(readBody(text.replaceAll('\n', '\r\n'))).toEqual({ body: 'One.\n', fingerprint: draft.fingerprint });
    expect(readBody('One.\n')).toEqual({ body: 'One.\n', fingerprint: null });
    expect(readBody(null)).toEqual({ body: '', fingerprint: null });
  });

  test('is cut at a line', () => {
    const text = withinLimit('one line of it\n'.repeat(6000));

    expect(text.length).toBeLessThan(65_100);
    expect(text.endsWith('one line of it\n\n…')).toBe(true);
  });

  test.each([
    ['lastday/release/e-1', 'release/e-1'],
    ['lastday/journal', null],
    ['somebody/release/e-1', null],
  ])('branch %s', (branch, wanted) => {
    expect(keyOf(branch)).toBe(wanted);
  });

  test.each([
    ['lastday', true],
    ['lastday:urgent', true],
    ['lastday-like', false],
  ])('label %s', (label, wanted) => {
    expect(isOurLabel(label)).toBe(wanted);
  });

  test.each([
    ['Draft: old', 'Draft: new'],
    ['WIP: old', 'WIP: new'],
    ['old', 'new'],
  ])('a title that was %s', (old, wanted) => {
    expect(keepDraft(old, 'new')).toBe(wanted);
    expect(plainTitle(wanted)).toBe('new');
  });
});

describe('refusals', () => {
  const failure = (status: number, data: unknown = null, headers: Record<string, string> = {}) => ({
    operation: 'GET /x',
    status,
    headers: new Headers(headers),
    data,
  });
  const about = { name: 'GitLab', where: 'gitlab', project: 'latsas/people' };

  test.each([
    [{ message: 'No' }, 'No'],
    [{ message: ['a', 'b'] }, 'a, b'],
    [{ message: { title: ['too long'] } }, 'title'],
    [{ error: 'insufficient_scope' }, 'insufficient_scope'],
    [{ message: `two\nlines ${'x'.repeat(400)}` }, `two lines ${'x'.repeat(290)}`],
    [null, ''],
    ['text', ''],
  ])('words of %j', (data, wanted) => {
    expect(wordsOf(data)).toBe(wanted);
  });

  test.each([
    [failure(500), null],
    [failure(403, null, { 'retry-after': '3' }), null],
    [failure(429, null, { 'retry-after': '3' }), 3000],
    [failure(429, null, { 'retry-after': '0' }), 0],
    // Less than nothing is no time: it is not asked again at once.
    [failure(429, null, { 'retry-after': '-3' }), 240_000],
    [failure(429, null, { 'ratelimit-reset': '1' }), 1000],
    [failure(429), 240_000],
  ])('patience of %#', (given, wanted) => {
    expect(waitFor(given, { now: Date.parse('2027-01-04T01:00:00Z'), attempt: 2 })).toBe(wanted);
  });

  test.each([
    [0, 'did not answer', { retryable: true, refused: false }],
    [502, 'answered 502', { retryable: true, refused: false }],
    [302, 'has moved at GitLab', { retryable: false, refused: true }],
    [409, 'refused what was sent', { retryable: false, refused: true }],
  ])('status %i', (status, words, wanted) => {
    const fault = faultOf(failure(status), about);

    expect(fault.message).toContain(words);
    expect(fault).toMatchObject(wanted);
  });

  test('a limit says that the next run goes on', () => {
    expect(faultOf(failure(429), about, 5000)).toMatchObject({
      retryAfter: 5000,
      retryable: true,
      message: expect.stringContaining('rate limits') as string,
    });
  });
});
