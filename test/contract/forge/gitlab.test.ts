/** The GitLab forge against a GitLab of our own making, which knows what is known of the real one and nothing else. */
import { describe, expect, test } from 'vitest';
import { openGitLab } from '../../../reconciler/forges/gitlab/index.ts';
import { Fault } from '../../../reconciler/ports.ts';
import { type FakeGitLab, GITLAB_TOKENS, startGitLab } from '../../fakes/gitlab.ts';
import { describeForge } from './suite.ts';
import { type Counterpart, describeStops, harnessOf, useCounterpart } from './web-desk.ts';

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
  const { server, clock, open, draft: pushed } = useCounterpart(counterpart);

  describeForge('the GitLab forge', () => Promise.resolve(harnessOf(counterpart, server(), open())));

  test('a merge request that is there already is found when its answer was lost', async () => {
    const draft = pushed();
    server().interfere = (asked) => (asked.method === 'POST' ? { lost: true } : null);

    const pull = await open().open(draft);

    expect(pull).toMatchObject({ state: 'open', fingerprint: draft.fingerprint, labels: draft.labels });
    expect(server().store.pulls.filter((one) => one.source === draft.branch)).toHaveLength(1);
  });

  test('a list that lags and a refusal with 409 lead to the one that is there', async () => {
    const draft = pushed();
    const first = await open().open(draft);
    let lag = 1;
    server().interfere = (asked) =>
      asked.method === 'GET' && asked.path.endsWith('/merge_requests') && lag-- > 0 ? { status: 200, body: [] } : null;

    const second = await open().open({ ...draft, title: 'Said anew' });

    expect(second).toMatchObject({ number: first.number, title: 'Said anew' });
  });

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

  test('is never adopted from somebody else', async () => {
    const draft = pushed();
    const person = openGitLab({ ...remoteOf(server()), branch: 'main', clock: clock(), token: GITLAB_TOKENS.person });
    await person.open(draft);

    await expect(open().open(draft)).rejects.toThrow(/somebody else has opened a merge request/u);
    expect((await open().list()).filter((pull) => pull.key === draft.key)).toEqual([]);
  });

  test('dates with milliseconds and an offset become instants', async () => {
    const draft = pushed();
    const pull = await open().open(draft);
    server().store.pulls.at(-1)!.state = 'merged';

    expect(await open().read(pull)).toMatchObject({ openedAt: '2027-01-04T01:00:00Z', mergedAt: '2027-01-05T01:00:00Z', state: 'merged' });
  });

  test.each(['Draft: ', 'draft:', '[Draft] ', '(Draft) '])(
    'a person marks it as a draft with "%s": the mark stays, and is no part of the title',
    async (mark) => {
      const draft = pushed();
      const pull = await open().open(draft);
      server().store.pulls.at(-1)!.title = mark + draft.title;

      const updated = await open().update(pull, { ...draft, title: 'Said anew' });

      expect(updated.title).toBe('Said anew');
      expect(server().store.pulls.at(-1)?.title).toBe(`${mark}Said anew`);
    },
  );

  test('a default branch of another name: what is open is aimed at it, in place', async () => {
    const draft = pushed();
    const old = await open().open(draft);
    const forge = openGitLab({ ...remoteOf(server()), branch: 'trunk', clock: clock(), token: GITLAB_TOKENS.ours });

    const before = await forge.read(old);
    const updated = await forge.update(before, draft);

    expect(before).toMatchObject({ state: 'open', fingerprint: null });
    expect(updated).toMatchObject({ number: old.number, fingerprint: draft.fingerprint });
    expect(server().store.pulls.at(-1)?.target).toBe('trunk');
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

  test.each([
    ['a time in seconds', { 'retry-after': '7' }, 7000],
    ['a time of day', { 'ratelimit-reset': String(Date.parse('2027-01-04T01:00:42Z') / 1000) }, 42_000],
    ['no time', {}, 60_000],
  ])('waits where it asks for patience with %s', async (_name, headers, wait) => {
    let times = 1;
    server().interfere = () => (times-- > 0 ? { status: 429, headers, body: { message: 'Retry later' } } : null);

    await open().list();

    expect(clock().sleeps).toEqual([wait]);
  });

  test('repeats a read that broke, not a creation', async () => {
    const draft = pushed();
    server().interfere = (asked) => (asked.method === 'POST' ? { status: 502 } : null);

    await expect(open().open(draft)).rejects.toMatchObject({ name: 'Fault', refused: false });
    expect(clock().sleeps).toEqual([]);

    let times = 1;
    server().interfere = () => (times-- > 0 ? { cut: true } : null);
    await open().list();
    expect(clock().sleeps).toEqual([1000]);
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
