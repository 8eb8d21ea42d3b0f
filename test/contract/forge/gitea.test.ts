/** The Gitea forge against a Gitea of our own making, which knows what is known of the real one and nothing else. */
import { describe, expect, test } from 'vitest';
import { openGitea } from '../../../reconciler/forges/gitea/index.ts';
import { Fault } from '../../../reconciler/ports.ts';
import { type FakeGitea, GITEA_TOKENS, startGitea } from '../../fakes/gitea.ts';
import { describeForge } from './suite.ts';
import { describeWebForge } from './web-cases.ts';
import { type Counterpart, describeStops, harnessOf } from './web-desk.ts';

const counterpart: Counterpart<FakeGitea> = {
  start: startGitea,
  open: (server, clock) => openGitea({ ...remoteOf(server), branch: 'refs/heads/main', clock, token: GITEA_TOKENS.ours }),
  addLabel(server, name) {
    if (!server.labels.includes(name)) server.labels.push(name);
  },
};

function remoteOf(server: FakeGitea) {
  const site = new URL(server.address).origin;
  return { remote: { address: `${site}/latsas/people.git` }, repository: null, address: null };
}

describe('Gitea as its facts say', () => {
  const {
    server,
    open,
    draft: pushed,
  } = describeWebForge({
    counterpart,
    asPerson: (at, time) => openGitea({ ...remoteOf(at), branch: 'main', clock: time, token: GITEA_TOKENS.person }),
    atTrunk: (at, time) => openGitea({ ...remoteOf(at), branch: 'trunk', clock: time, token: GITEA_TOKENS.ours }),
    list: '/pulls',
    word: 'pull request',
    marks: ['WIP: ', '[WIP] '],
  });

  describeForge('the Gitea forge', () => Promise.resolve(harnessOf(counterpart, server(), open())));

  test.each([true, false])('pages are read to the end, whether it says how many rows there are (%s) or not', async (saysTotal) => {
    Object.assign(server(), { page: 2, saysTotal });
    const drafts = [pushed(), pushed(), pushed()];
    for (const draft of drafts) await open().open(draft);

    const keys = (await open().list()).map((pull) => pull.key);

    expect(drafts.every((draft) => keys.includes(draft.key))).toBe(true);
    Object.assign(server(), { page: 50, saysTotal: true });
  });

  test('a team that cannot review is no reason to fail', async () => {
    const pull = await open().open({ ...pushed(), teams: ['latsas/it'] });

    expect(pull.state).toBe('open');
    const asked = server().seen.findLast((one) => one.path.endsWith('/requested_reviewers'));
    expect(asked?.body).toEqual({ reviewers: [], team_reviewers: ['it'] });
  });

  test('one team that cannot review keeps no other from being asked', async () => {
    const before = server().seen.length;

    await open().open({ ...pushed(), teams: ['latsas/it', 'latsas/hr'] });

    const asked = server()
      .seen.slice(before)
      .filter((one) => one.path.endsWith('/requested_reviewers'));
    expect(asked.map((one) => one.body['team_reviewers'])).toEqual([['it', 'hr'], ['it'], ['hr']]);
  });

  test('a run that ended before the reviewers were asked: the next one asks them, and none does twice', async () => {
    const draft = { ...pushed(), teams: ['latsas/it'] };
    server().interfere = (asked) => (asked.path.endsWith('/requested_reviewers') ? { status: 502 } : null);
    await expect(open().open(draft)).rejects.toMatchObject({ name: 'Fault' });
    server().interfere = () => null;
    const left = (await open().list()).find((one) => one.key === draft.key)!;
    const before = server().seen.length;

    const updated = await open().update(left, draft);
    await open().update(updated, draft);

    expect(updated.labels).toEqual(draft.labels);
    const asked = server().seen.slice(before);
    expect(asked.filter((one) => one.path.endsWith('/requested_reviewers'))).toHaveLength(1);
  });

  test('labels of the organisation are used by their number, missing ones are made once', async () => {
    const forge = open();
    const labels = ['lastday', 'shared', 'lastday:sale'];
    const before = server().labels.length;

    const pull = await forge.open({ ...pushed(), labels });
    await forge.open({ ...pushed(), labels });

    expect(pull.labels).toEqual(labels);
    expect(server().labels.filter((name) => name === 'shared')).toHaveLength(1);
    expect(server().labels.length - before).toBeLessThanOrEqual(2);
  });

  describe('refusals say what to mend, and never the token', () => {
    test.each([
      ['a wrong token', { status: 401, body: { message: '401 Unauthorized' } }, /refused the token: it is wrong or has expired/u],
      ['a token without rights', { status: 403, body: { message: '403 Forbidden' } }, /the token may not do this in latsas\/people/u],
      ['a project out of sight', { status: 404, body: { message: '404 Project Not Found' } }, /latsas\/people is not there/u],
      ['a project that has moved', { status: 301, headers: { location: 'http://elsewhere.example/' } }, /has moved at Gitea/u],
      [
        'a field that is wrong',
        { status: 422, body: { message: 'title is too long', url: 'x' } },
        /refused what was sent: title is too long/u,
      ],
      ['nonsense', { status: 200, body: { what: 'else' } }, /answer is not what it should be/u],
    ])('%s', async (_name, answer, words) => {
      server().interfere = () => answer;

      const fault = (await open()
        .list()
        .catch((error: unknown) => error)) as Fault;

      expect(fault).toBeInstanceOf(Fault);
      expect(fault.message).toMatch(words);
      expect(`${fault.message} ${fault.stack} ${JSON.stringify(fault)}`).not.toContain(GITEA_TOKENS.ours);
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

  test('tells what we may do, and which branches are protected; of one that is not there, nothing', async () => {
    const found = await open().examine?.();

    expect(found?.rights.map(({ right, verdict }) => [right, verdict])).toEqual([
      ['write', 'has'],
      ['admin', 'too-much'],
      ['protection of main', 'lacks'],
    ]);
  });

  test('tells the time', async () => {
    expect(await open().time?.()).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/u);
  });
});

describe('the counterpart itself', () => {
  test.each([
    ['an unknown field', 'POST', '/pulls', { source_branch: 'x' }, 'unknown source_branch'],
    ['an unknown route', 'PUT', '/pulls/1', {}, 'not a known route'],
    ['an unknown query', 'GET', '/pulls?head=x', undefined, 'unknown head'],
  ])('finds %s', async (_name, method, path, body, words) => {
    const server = await startGitea();
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };

    await fetch(`${server.address}/repos/latsas/people${path}`, {
      method,
      headers: { authorization: `token ${GITEA_TOKENS.ours}` },
      ...sent,
    });

    await server.stop();
    expect(server.violations.join()).toContain(words);
  });
});

describeStops('Gitea', counterpart);
