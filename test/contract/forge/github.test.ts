/** The GitHub forge against a GitHub that others wrote, behind the official description and our own strictness. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openGitHub } from '../../../reconciler/forges/github/index.ts';
import type { Forge, PullDraft } from '../../../reconciler/ports.ts';
import { Fault } from '../../../reconciler/ports.ts';
import { type FakeClock, fakeClock } from '../../fakes/clock.ts';
import { areInstalled, type Running, startEmulate, startPrism } from './servers.ts';
import { type StrictProxy, startStrictProxy } from './strict-proxy.ts';
import { describeForge, draftOf, type Harness } from './suite.ts';

const R = '/repos/{owner}/{repo}';
const PATHS = [
  '/user',
  `${R}/pulls`,
  `${R}/pulls/{pull_number}`,
  `${R}/pulls/{pull_number}/requested_reviewers`,
  `${R}/labels`,
  `${R}/issues`,
  `${R}/issues/{issue_number}`,
  `${R}/issues/{issue_number}/labels`,
  `${R}/issues/{issue_number}/labels/{name}`,
  `${R}/issues/{issue_number}/comments`,
];
const OURS = 'token-of-ours';
const PERSON = 'token-of-a-person';
const REPOSITORY = '/repos/latsas/people';

let emulate: Running;
let prism: Running;
let proxy: StrictProxy;
let clock: FakeClock;

/** What somebody does at GitHub, past everything of ours. */
async function ask(token: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const headers = { authorization: `token ${token}`, accept: 'application/json', 'content-type': 'application/json' };
  const answer = await fetch(`${emulate.address}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? null : answer.json();
}

interface Row {
  readonly number: number;
  readonly body: string;
  readonly head: { readonly ref: string };
  readonly object: { readonly sha: string };
  readonly sha: string;
  readonly tree: { readonly sha: string };
}

/** A commit on top of main, and the branch at it. */
async function pushBranch(branch: string, text: string): Promise<void> {
  const main = ((await ask(OURS, 'GET', `${REPOSITORY}/git/ref/heads/main`)) as Row).object.sha;
  const base = ((await ask(OURS, 'GET', `${REPOSITORY}/git/commits/${main}`)) as Row).tree.sha;
  const rows = [{ path: `state/${branch.replaceAll('/', '-')}.yaml`, mode: '100644', type: 'blob', content: text }];
  const tree = ((await ask(OURS, 'POST', `${REPOSITORY}/git/trees`, { base_tree: base, tree: rows })) as Row).sha;
  const commit = ((await ask(OURS, 'POST', `${REPOSITORY}/git/commits`, { message: 'Release', tree, parents: [main] })) as Row).sha;
  try {
    await ask(OURS, 'POST', `${REPOSITORY}/git/refs`, { ref: `refs/heads/${branch}`, sha: commit });
  } catch {
    await ask(OURS, 'PATCH', `${REPOSITORY}/git/refs/heads/${branch}`, { sha: commit, force: true });
  }
}

async function openNumber(branch: string, state = 'open'): Promise<number> {
  const pulls = (await ask(PERSON, 'GET', `${REPOSITORY}/pulls?state=${state}&per_page=100&head=latsas:${branch}`)) as Row[];
  return pulls.find((pull) => pull.head.ref === branch)?.number ?? 0;
}

function openForge(token = OURS, login: string | null = null): Forge {
  return openGitHub({
    remote: { address: 'https://github.com/latsas/people.git' },
    branch: 'refs/heads/main',
    clock,
    token,
    repository: 'latsas/people',
    address: proxy.address,
    login,
  });
}

function makeHarness(): Promise<Harness> {
  return Promise.resolve({
    forge: openForge(),
    push: (draft) => pushBranch(draft.branch, draft.fingerprint),
    async end(key, how) {
      const number = await openNumber(`lastday/${key}`);
      if (how === 'merged') await ask(PERSON, 'PUT', `${REPOSITORY}/pulls/${number}/merge`, { merge_method: 'merge' });
      else await ask(PERSON, 'PATCH', `${REPOSITORY}/pulls/${number}`, { state: 'closed' });
    },
    async pushForeign() {
      const branch = `somebody/else-${proxy.seen.length}`;
      await pushBranch(branch, 'x');
      await ask(PERSON, 'POST', `${REPOSITORY}/pulls`, { title: 'Something else', head: branch, base: 'main' });
    },
    async comments(key) {
      const number = await openNumber(`lastday/${key}`);
      const rows = (await ask(PERSON, 'GET', `${REPOSITORY}/issues/${number}/comments`)) as Row[];
      return rows.map((row) => row.body);
    },
    async boards() {
      const rows = (await ask(PERSON, 'GET', `${REPOSITORY}/issues?state=open&labels=lastday:board`)) as Row[];
      return rows.map((row) => row.body);
    },
  });
}

test('the counterparts are installed (node test/counterparts/install.ts), or this is no CI', () => {
  expect(areInstalled || process.env['CI'] !== 'true', 'CI needs test/counterparts: run node test/counterparts/install.ts').toBe(true);
});

describe.runIf(areInstalled)('GitHub as emulate@0.12.2 plays it, behind the official description', () => {
  beforeAll(async () => {
    emulate = await startEmulate();
    prism = await startPrism(emulate.address, PATHS);
    proxy = await startStrictProxy({ address: prism.address, state: emulate.address, tokens: [OURS, PERSON] });
  });

  afterAll(async () => {
    await proxy?.stop();
    await prism?.stop();
    await emulate?.stop();
  });

  beforeEach(() => {
    clock = fakeClock('2027-01-04T01:00:00Z');
    proxy.interfere = () => null;
    return () => {
      expect(proxy.violations).toEqual([]);
    };
  });

  describeForge('the GitHub forge', makeHarness);

  let counter = 0;
  async function pushed(more = {}) {
    counter += 1;
    const draft = draftOf(`release/x-${counter}-2026-12-31`, more);
    await pushBranch(draft.branch, draft.fingerprint);
    return draft;
  }

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

  test('a workflow token, which may not ask who it is, acts as github-actions[bot]', async () => {
    proxy.interfere = (seen) =>
      seen.path === '/user' ? { status: 403, body: { message: 'Resource not accessible by integration' } } : null;
    const draft = await pushed();

    const pull = await openForge().open(draft);

    expect((await openForge(OURS, 'lastday-bot').list()).map((one) => one.number)).toContain(pull.number);
    expect((await openForge().list()).map((one) => one.number)).not.toContain(pull.number);
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
