/** The GitLab forge against a GitLab of our own making, which knows what is known of the real one and nothing else. */
import { describe, expect, test } from 'vitest';
import { openGitLab } from '../../../reconciler/forges/gitlab/index.ts';
import { Fault } from '../../../reconciler/ports.ts';
import { type FakeGitLab, GITLAB_TOKENS, startGitLab } from '../../fakes/gitlab.ts';
import { describeForge } from './suite.ts';
import { describeWebForge } from './web-cases.ts';
import { type Counterpart, describeStops, harnessOf } from './web-desk.ts';

const counterpart: Counterpart<FakeGitLab> = {
  start: startGitLab,
  open: (server, clock) => openGitLab({ ...remoteOf(server), branch: 'refs/heads/main', clock, token: GITLAB_TOKENS.ours }),
  addLabel: () => undefined,
};

function remoteOf(server: FakeGitLab) {
  const site = new URL(server.address).origin;
  return { remote: { address: `${site}/latsas/hr/people.git` }, repository: null, address: null };
}

describe('GitLab as its facts say', () => {
  const {
    server,
    clock,
    open,
    draft: pushed,
  } = describeWebForge({
    counterpart,
    asPerson: (at, time) => openGitLab({ ...remoteOf(at), branch: 'main', clock: time, token: GITLAB_TOKENS.person }),
    atTrunk: (at, time) => openGitLab({ ...remoteOf(at), branch: 'trunk', clock: time, token: GITLAB_TOKENS.ours }),
    list: '/merge_requests',
    word: 'merge request',
    marks: ['Draft: ', 'draft:', '[Draft] ', '(Draft) '],
  });

  describeForge('the GitLab forge', () => Promise.resolve(harnessOf(counterpart, server(), open())));

  test.each([
    ['the storage does not have the branch yet', { status: 400, body: { message: ['Source branch "x" does not exist'] } }],
    ['another request holds the project', { status: 409, body: { message: '409 Conflict: Resource lock' } }],
  ])('asks again where %s', async (_name, answer) => {
    const draft = pushed();
    let times = 2;
    server().interfere = (asked) => (asked.method === 'POST' && times-- > 0 ? answer : null);

    const pull = await open().open(draft);

    expect(pull.state).toBe('open');
    expect(clock().sleeps).toEqual([1000, 2000]);
  });

  test('pages are read to the end, and never from another host: the token stays here', async () => {
    server().page = 2;
    const [one, two, three] = [pushed(), pushed(), pushed()];
    for (const draft of [one, two, three]) await open().open(draft);

    const keys = (await open().list()).map((pull) => pull.key);
    server().otherHost = 'http://elsewhere.example';
    const listing = open().list();

    await expect(listing).rejects.toThrow(/names another host for its next page/u);
    expect([one, two, three].every((draft) => keys.includes(draft.key))).toBe(true);
    server().otherHost = null;
    server().page = 100;
  });

  describe('refusals say what to mend, and never the token', () => {
    test.each([
      ['a wrong token', { status: 401, body: { message: '401 Unauthorized' } }, /refused the token: it is wrong or has expired/u],
      ['a token without rights', { status: 403, body: { message: '403 Forbidden' } }, /the token may not do this in latsas\/hr\/people/u],
      ['a project out of sight', { status: 404, body: { message: '404 Project Not Found' } }, /latsas\/hr\/people is not there/u],
      ['a project that has moved', { status: 301, headers: { location: 'http://elsewhere.example/' } }, /has moved at GitLab/u],
      ['a field that is wrong', { status: 400, body: { message: { title: ['is too long'] } } }, /refused what was sent: title/u],
      ['an error of another shape', { status: 422, body: { error: 'insufficient_scope' } }, /refused what was sent: insufficient_scope/u],
      ['nonsense', { status: 200, body: { what: 'else' } }, /answer is not what it should be/u],
    ])('%s', async (_name, answer, words) => {
      server().interfere = () => answer;

      const fault = (await open()
        .list()
        .catch((error: unknown) => error)) as Fault;

      expect(fault).toBeInstanceOf(Fault);
      expect(fault.message).toMatch(words);
      expect(`${fault.message} ${fault.stack} ${JSON.stringify(fault)}`).not.toContain(GITLAB_TOKENS.ours);
    });
  });

  test.each([
    ['a page of a proxy', { status: 200, text: '<html>Sign in</html>' }],
    ['nothing at all', { status: 200, text: '' }],
    ['half an answer', { status: 200, text: '[{"title": "Rel' }],
  ])('%s is no list without pull requests', async (_name, answer) => {
    server().interfere = (asked) => (asked.path === '/user' ? null : answer);

    await expect(open().list()).rejects.toThrow(/answer is not what it should be/u);
  });

  test('a page of a proxy is no comment that was made', async () => {
    const pull = await open().open(pushed());
    server().interfere = (asked) => (asked.method === 'POST' ? { status: 200, text: '<html>Sign in</html>' } : null);

    await expect(open().comment(pull, 'Said.')).rejects.toMatchObject({ name: 'Fault', refused: false });
  });

  test('asks people to review by their number, in the same call; whom it does not know, and groups, are not asked', async () => {
    await open().open({ ...pushed(), reviewers: ['kim', 'nobody'], teams: ['latsas/it'] });

    const made = server().seen.findLast((asked) => asked.method === 'POST');
    expect(made?.body['reviewer_ids']).toEqual([41]);
  });

  test('tells what the token may do, and which branches are protected', async () => {
    Object.assign(server(), {
      scopes: ['read_api', 'sudo'],
      protected: [
        { name: 'ma*', allow_force_push: false },
        { name: 'lastday/*', allow_force_push: true },
      ],
    });

    const found = await open().examine?.();

    expect(found?.rights.map(({ right, verdict }) => [right, verdict])).toEqual([
      ['api', 'lacks'],
      ['sudo', 'too-much'],
      ['protection of main', 'has'],
      ['protection of lastday/journal', 'lacks'],
    ]);
    server().interfere = (asked) => (/self|protected/u.test(asked.path) ? { status: 403, body: { message: '403 Forbidden' } } : null);
    expect((await open().examine?.())?.rights).toEqual([]);
  });

  test('tells the time', async () => {
    expect(await open().time?.()).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/u);
  });
});

describe('the counterpart itself', () => {
  test.each([
    ['an unknown field', 'POST', '/merge_requests', { head: 'x' }, 'unknown head'],
    ['an unknown route', 'PATCH', '/merge_requests/1', {}, 'not a known route'],
    ['an unknown query', 'GET', '/merge_requests?head=x', undefined, 'unknown head'],
  ])('finds %s', async (_name, method, path, body, words) => {
    const server = await startGitLab();
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };

    await fetch(`${server.address}/projects/latsas%2Fhr%2Fpeople${path}`, {
      method,
      headers: { 'private-token': GITLAB_TOKENS.ours },
      ...sent,
    });

    await server.stop();
    expect(server.violations.join()).toContain(words);
  });
});

describeStops('GitLab', counterpart);
