/** The GitHub forge against a GitHub that others wrote, behind the official description and our own strictness. */
import { describe, expect, test } from 'vitest';
import type { PullDraft, Remote } from '../../../reconciler/ports.ts';
import { propose } from '../../../reconciler/record/propose.ts';
import { KEY, larger, makeWorld, release } from '../../unit/record/propose.world.ts';
import {
  ask,
  emulate,
  makeHarness,
  OURS,
  openForge,
  PERSON,
  prism,
  proxy,
  pushBranch,
  pushed,
  REPOSITORY,
  useGitHub,
} from './github-desk.ts';
import { areInstalled } from './servers.ts';
import { startStrictProxy } from './strict-proxy.ts';
import { describeForge } from './suite.ts';

test('the counterparts are installed (node test/counterparts/install.ts), or this is no CI', () => {
  expect(areInstalled || process.env['CI'] !== 'true', 'CI needs test/counterparts: run node test/counterparts/install.ts').toBe(true);
});

describe.runIf(areInstalled)('GitHub as emulate@0.12.2 plays it, behind the official description', () => {
  useGitHub();

  describeForge('the GitHub forge', makeHarness);

  describe('a pull request that is there already', () => {
    test('is found when its answer was lost, and not made twice', async () => {
      const draft = await pushed();
      proxy.interfere = (seen) => (seen.method === 'POST' && seen.path.endsWith('/pulls') ? { lost: true } : null);

      const pull = await openForge().open(draft);

      expect(pull).toMatchObject({ state: 'open', fingerprint: draft.fingerprint, labels: ['lastday', 'lastday:release'] });
      expect(
        proxy.seen.filter((one) => one.method === 'POST' && one.path.endsWith('/pulls') && one.body?.['head'] === draft.branch),
      ).toHaveLength(1);
    });

    test('is found when the list lagged and GitHub says 422', async () => {
      const draft = await pushed();
      const first = await openForge().open(draft);
      let lag = 1;
      proxy.interfere = (seen) => (seen.method === 'GET' && seen.path.endsWith('/pulls') && lag-- > 0 ? { status: 200, body: [] } : null);

      const second = await openForge().open({ ...draft, title: 'Said anew' });

      expect(second).toMatchObject({ number: first.number, title: 'Said anew' });
    });

    test('is never adopted from somebody else', async () => {
      const draft = await pushed();
      await ask(PERSON, 'POST', `${REPOSITORY}/pulls`, { title: 'Mine', head: draft.branch, base: 'main' });

      const opening = openForge().open(draft);

      await expect(opening).rejects.toThrow(/somebody else has opened a pull request/u);
      expect((await openForge().list()).filter((pull) => pull.key === draft.key)).toEqual([]);
    });
  });

  test('a default branch of another name: what is open is aimed at it, in place', async () => {
    const draft = await pushed();
    const old = await openForge().open(draft);
    await pushBranch('trunk', 'x');
    const forge = openForge(OURS, null, { branch: 'trunk' });

    const before = await forge.read(old);
    const updated = await forge.update(before, draft);

    expect(before).toMatchObject({ state: 'open', fingerprint: null });
    expect(updated).toMatchObject({ number: old.number, fingerprint: draft.fingerprint });
    expect(proxy.seen.findLast((one) => one.method === 'PATCH')?.body).toMatchObject({ base: 'trunk' });
  });

  test('proposals live their whole life there', async () => {
    const world = makeWorld();
    const remote: Remote = {
      ...world.git.remote,
      async push(commit, ref, lease) {
        await pushBranch(ref.slice('refs/heads/'.length), commit);
        return world.git.remote.push(commit, ref, lease);
      },
    };
    const forge = openForge();
    const night = async (proposals: Parameters<typeof world.request>[0]) =>
      (await propose(world.request(proposals, { remote, forge, withdrawable: new Set([KEY]) }))).map((one) => one.outcome);

    // Urgent, so that what other tests left open is no limit.
    const [first, second] = [
      { ...release(), urgent: true },
      { ...larger(), urgent: true },
    ];
    const outcomes = [await night([first]), await night([first]), await night([second]), await night([second]), await night([])];

    expect(outcomes).toEqual([['opened'], ['untouched'], ['updated'], ['untouched'], ['withdrawn']]);
    const pull = (await forge.list()).find((one) => one.key === KEY);
    expect(pull).toMatchObject({ state: 'closed', closedBy: 'us' });
    expect(pull?.body).toContain('LT-0002');
  });

  test.each([
    ['an app', { status: 200, body: { data: { viewer: { login: 'lastday-bot' } } } }, true],
    ['a workflow', { status: 200, body: { data: { viewer: { login: 'github-actions[bot]' } } } }, false],
    ['a workflow where there is no GraphQL', { status: 404, body: { message: 'Not Found' } }, false],
    ['a workflow that GraphQL refuses', { status: 200, body: { data: null, errors: [{ type: 'FORBIDDEN' }] } }, false],
  ])('the token of %s, which may not ask who it is, knows its own pull requests again', async (_name, viewer, isBot) => {
    proxy.interfere = (seen) => {
      if (seen.path === '/graphql') return viewer;
      return seen.path === '/user' ? { status: 403, body: { message: 'Resource not accessible by integration' } } : null;
    };
    const draft = await pushed();

    const pull = await openForge().open(draft);
    const again = await openForge()
      .open(draft)
      .catch((error: unknown) => error);

    // The emulator knows our token as lastday-bot, whatever we are told here.
    expect((await openForge(OURS, 'lastday-bot').list()).map((one) => one.number)).toContain(pull.number);
    expect((await openForge().list()).map((one) => one.number).includes(pull.number)).toBe(isBot);
    expect(await openForge().checksWait?.()).toBe(!isBot);
    expect(again).toMatchObject(isBot ? { number: pull.number } : { name: 'Fault' });
  });

  test('where nobody says who the token is, nothing is guessed', async () => {
    proxy.interfere = (seen) => {
      if (seen.path === '/graphql') return { status: 502, body: null };
      return seen.path === '/user' ? { status: 403, body: { message: 'Resource not accessible by integration' } } : null;
    };
    await expect(openForge().list()).rejects.toMatchObject({ name: 'Fault', refused: false });
  });

  test('a list that has not changed costs an answer without content', async () => {
    const forge = openForge();
    const first = await forge.list();
    let notModified = 0;
    const original = globalThis.fetch;
    globalThis.fetch = async (...args: Parameters<typeof fetch>) => {
      const answer = await original(...args);
      if (answer.status === 304) notModified += 1;
      return answer;
    };

    const second = await forge.list().finally(() => {
      globalThis.fetch = original;
    });

    expect(second).toEqual(first);
    expect(notModified).toBeGreaterThan(0);
  });

  test('a body that is too long is cut at a line', async () => {
    const draft = await pushed({ body: 'one line of it\n'.repeat(6000) });

    const pull = await openForge().open(draft);

    expect(pull.body.length).toBeLessThan(65_536);
    expect(pull).toMatchObject({ fingerprint: draft.fingerprint });
    expect(pull.body.endsWith('one line of it\n\n…\n')).toBe(true);
  });

  test('a team that cannot review is no reason to fail', async () => {
    const draft = await pushed({ teams: ['latsas/it'] });

    const pull = await openForge().open(draft);

    expect(pull.state).toBe('open');
    expect(proxy.seen.findLast((one) => one.path.endsWith('/requested_reviewers'))?.body).toEqual({
      reviewers: [],
      team_reviewers: ['it'],
    });
  });

  test.each([
    [
      'a classic token',
      { 'x-oauth-scopes': 'repo, admin:org' },
      [
        ['repo', 'has'],
        ['admin:org', 'too-much'],
      ],
    ],
    ['a classic token without rights', { 'x-oauth-scopes': '' }, [['repo', 'lacks']]],
    ['the token of an app', {}, []],
  ])('tells what %s may do, and which branches are protected', async (_name, headers, scopes) => {
    proxy.interfere = (seen) => {
      if (seen.path === '/rate_limit') return { status: 200, headers, body: {} };
      if (seen.path === REPOSITORY) return { status: 200, body: { permissions: { push: false, admin: false } } };
      if (seen.path.endsWith('/branches/main')) return { status: 200, body: { protected: true } };
      return seen.path.endsWith('/branches/lastday/journal') ? { status: 404, body: { message: 'Branch not found' } } : null;
    };

    const found = await openForge().examine?.();

    expect(found?.rights.map(({ right, verdict }) => [right, verdict])).toEqual([
      ...scopes,
      ...(scopes.length === 0 ? [] : [['write', 'lacks']]),
      ['protection of main', 'has'],
    ]);
  });

  test('one team that cannot review keeps no other from being asked', async () => {
    const draft = await pushed({ teams: ['latsas/it', 'latsas/hr'] });
    const before = proxy.seen.length;

    await openForge().open(draft);

    const asked = proxy.seen.slice(before).filter((one) => one.path.endsWith('/requested_reviewers'));
    expect(asked.map((one) => one.body?.['team_reviewers'])).toEqual([['it', 'hr'], ['it'], ['hr']]);
  });

  test('a run that ended before the reviewers were asked: the next one asks them, and none does twice', async () => {
    const draft = await pushed({ teams: ['latsas/it'] });
    proxy.interfere = (seen) => (seen.path.endsWith('/requested_reviewers') ? { status: 502, body: null } : null);
    await expect(openForge().open(draft)).rejects.toMatchObject({ name: 'Fault' });
    proxy.interfere = () => null;
    const left = (await openForge().list()).find((one) => one.key === draft.key)!;
    const before = proxy.seen.length;

    const updated = await openForge().update(left, draft);
    await openForge().update(updated, draft);

    expect(updated.labels).toEqual(draft.labels);
    expect(proxy.seen.slice(before).filter((one) => one.path.endsWith('/requested_reviewers'))).toHaveLength(1);
  });

  test.each([
    ['an unknown field', 'POST', '/pulls', { title: 't', head: 'x', base: 'main', labels: ['lastday'] }, 'unknown labels'],
    ['an unknown route', 'PUT', '/labels', {}, 'not a known route'],
    ['a wrong word, by the official description', 'GET', '/pulls?state=shut', undefined, 'request.query.state'],
  ])('the counterpart itself finds %s', async (_name, method, path, body, words) => {
    const strict = await startStrictProxy({ address: prism.address, state: emulate.address, tokens: [OURS] });
    const headers = { authorization: `token ${OURS}`, 'content-type': 'application/json' };

    await fetch(`${strict.address}${REPOSITORY}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

    await strict.stop();
    expect(strict.violations.join()).toContain(words);
  });

  test('pages are read to the end, and the files of a pull request are those of its commit', async () => {
    const drafts: PullDraft[] = [];
    for (let index = 0; index < 101; index += 1) drafts.push(await pushed());
    for (const draft of drafts) await ask(OURS, 'POST', `${REPOSITORY}/pulls`, { title: draft.title, head: draft.branch, base: 'main' });

    const pulls = await openForge().list();

    const keys = new Set(pulls.map((pull) => pull.key));
    expect(drafts.filter((draft) => !keys.has(draft.key))).toEqual([]);
    const number = pulls.find((pull) => pull.key === drafts[0]?.key)?.number;
    const headers = { authorization: `token ${OURS}` };
    const files = (await (await fetch(`${proxy.address}${REPOSITORY}/pulls/${number}/files`, { headers })).json()) as {
      filename: string;
    }[];
    expect(files.map((file) => file.filename)).toEqual([`state/${drafts[0]?.branch.replaceAll('/', '-')}.yaml`]);
  });
});
