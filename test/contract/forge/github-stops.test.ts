/** GitHub: a night that is cut at any of its requests comes to the same end, with one open pull request per person and purpose. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openGitHub } from '../../../reconciler/forges/github/index.ts';
import type { Forge } from '../../../reconciler/ports.ts';
import type { CommitId } from '../../../schemas/primitives.ts';
import { fakeClock } from '../../fakes/clock.ts';
import type { World } from '../../unit/record/propose.world.ts';
import { liveThroughMerges, MERGED } from './merge-stops.ts';
import { areInstalled, type Running, startEmulate, tokensOf } from './servers.ts';
import { begin, CUTS, type Cutter, type End, type Life, liveThrough, makeCutter, SETTLED, type StopDesk } from './stops.ts';
import { type StrictProxy, startStrictProxy } from './strict-proxy.ts';

let emulate: Running;
let proxy: StrictProxy;
const cutters = new Map<string, Cutter>();

async function ask<T>(token: string, method: string, path: string, body?: unknown): Promise<T> {
  const headers = { authorization: `token ${token}`, 'content-type': 'application/json' };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await fetch(`${emulate.address}${path}`, { method, headers, ...sent });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (answer.status === 204 ? null : await answer.json()) as T;
}

/** Brings commits that GitHub made to the world's git, under other ids; also those whose answer was lost. */
function mirrorWith(there: Map<CommitId, CommitId>, headAt: (branch: string) => Promise<CommitId | null>) {
  return (world: World, forge: Forge): Forge => ({
    ...forge,
    async commit(commit) {
      const base = made(await headAt('main'));
      const expected = commit.expected === null ? null : made(there.get(commit.expected) ?? null);
      const { commit: sha, result } = made((await forge.commit?.({ ...commit, base, expected })) ?? null);
      if ((await headAt(commit.branch)) !== sha) return { commit: sha, result };
      const { branch, message } = commit;
      const author = 'lastday-app[bot] <4711+lastday-app[bot]@users.noreply.github.com>';
      const id = world.git.commit(Object.fromEntries(commit.files), { branch, message, author, onto: commit.base });
      there.set(id, sha);
      return { commit: id, result };
    },
  });
}

function made<T>(value: T | null): T {
  if (value === null) throw new Error('it is not there');
  return value;
}

/** A repository of its own at the counterpart; with `api` GitHub makes the commits. */
function deskOf(repository: string, commits: 'push' | 'api'): StopDesk {
  const path = `/repos/latsas/${repository}`;
  const { ours, person } = tokensOf(repository);
  const known = new Map<CommitId, CommitId>();
  const here = (sha: CommitId): CommitId => [...known].find(([, there]) => there === sha)?.[0] ?? sha;
  const headAt = async (branch: string): Promise<CommitId | null> => {
    const answer = await fetch(`${emulate.address}${path}/git/ref/heads/${branch}`, { headers: { authorization: `token ${ours}` } });
    return answer.ok ? ((await answer.json()) as { object: { sha: CommitId } }).object.sha : null;
  };
  const numberOf = async (key: string, state: string): Promise<number> => {
    const rows = await ask<{ number: number; head: { ref: string } }[]>(person, 'GET', `${path}/pulls?state=${state}&per_page=100`);
    return rows.find((row) => row.head.ref === `lastday/${key}`)?.number ?? 0;
  };
  return {
    ...(commits === 'api' ? { mirror: mirrorWith(known, headAt) } : {}),
    ids: { there: (commit) => made(known.get(commit) ?? null), here },
    openForge(cutter) {
      cutters.set(path, cutter);
      const remote = { address: `https://github.com/latsas/${repository}.git` };
      const options = { remote, branch: 'main', clock: fakeClock(), token: ours, repository: null, address: proxy.address, commits };
      return openGitHub(options);
    },
    async setBranch(branch: string, commit: CommitId | null) {
      if (branch === 'main') return;
      if (commit === null) {
        await ask(ours, 'DELETE', `${path}/git/refs/heads/${branch}`);
        return;
      }
      const main = (await ask<{ object: { sha: string } }>(ours, 'GET', `${path}/git/ref/heads/main`)).object.sha;
      const tree = (await ask<{ tree: { sha: string } }>(ours, 'GET', `${path}/git/commits/${main}`)).tree.sha;
      const { sha } = await ask<{ sha: CommitId }>(ours, 'POST', `${path}/git/commits`, { message: commit, tree, parents: [main] });
      known.set(commit, sha);
      if ((await headAt(branch)) !== null) await ask(ours, 'PATCH', `${path}/git/refs/heads/${branch}`, { sha, force: true });
      else await ask(ours, 'POST', `${path}/git/refs`, { ref: `refs/heads/${branch}`, sha });
    },
    async end(key, how) {
      const number = await numberOf(key, 'open');
      if (how === 'merged') await ask(person, 'PUT', `${path}/pulls/${number}/merge`, {});
      else await ask(person, 'PATCH', `${path}/pulls/${number}`, { state: 'closed' });
    },
    async isMerged(key) {
      const pull = await ask<{ merged: boolean }>(person, 'GET', `${path}/pulls/${await numberOf(key, 'all')}`);
      return pull.merged;
    },
    async comments(key) {
      const rows = await ask<{ body: string }[]>(person, 'GET', `${path}/issues/${await numberOf(key, 'all')}/comments`);
      return rows.map((row) => row.body);
    },
  };
}

function interfere(path: string): { status?: number; body?: unknown; lost?: boolean } | null {
  const cutter = [...cutters].find(([one]) => path === one || path.startsWith(`${one}/`))?.[1];
  // Who we are is asked outside of any repository, and has no effect.
  if (cutter === undefined) return null;
  const how = cutter.next();
  if (how === 'go') return null;
  return how === 'lose' ? { lost: true } : { status: 502, body: null };
}

const REPOSITORIES = Array.from({ length: 400 }, (_, index) => `people-${index + 1}`);
let used = 0;

function nextDesk(commits: 'push' | 'api'): StopDesk {
  used += 1;
  return deskOf(`people-${used}`, commits);
}

/** Numbers of the requests that make and move commits, in a night that nothing disturbs. */
async function commitRequests(): Promise<readonly number[]> {
  const story = await begin(nextDesk('api'));
  const before = proxy.seen.length;
  const cutter = makeCutter(0, 'error');
  const numbers: number[] = [];
  proxy.interfere = (seen) => {
    const answer = interfere(seen.path);
    if (seen.path.includes('/git/')) numbers.push(cutter.seen);
    return answer;
  };
  await story.night(cutter);
  proxy.interfere = (seen) => interfere(seen.path);
  expect(proxy.seen.length).toBeGreaterThan(before);
  return numbers;
}

describe.runIf(areInstalled)('a night at GitHub that is cut', () => {
  let straight: End;
  let requests: number;

  beforeAll(async () => {
    emulate = await startEmulate(REPOSITORIES);
    proxy = await startStrictProxy({
      address: emulate.address,
      state: emulate.address,
      tokens: REPOSITORIES.map((name) => tokensOf(name).ours),
    });
    proxy.interfere = (seen) => interfere(seen.path);
    const story = await begin(nextDesk('push'));
    const cutter = makeCutter(0, 'error');
    await story.night(cutter);
    requests = cutter.seen;
    straight = await story.end();
  });

  afterAll(async () => {
    await proxy?.stop();
    await emulate?.stop();
  });

  test('the straight run: left alone, changed, opened, refused, left to a person, withdrawn', () => {
    expect(requests).toBe(29);
    expect(straight.pulls.map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      'release/e-0001-2026-12-31 open ',
      'release/e-0002-2026-12-31 open ',
      'release/e-0003-2026-12-31 open ',
      'release/e-0004-2026-12-31 closed person',
      'release/e-0005-2026-12-31 open ',
      'release/e-0009-2026-12-31 closed us',
    ]);
    expect(straight.comments).toEqual([0, 0, 0, 1, 1, 1]);
  });

  test.each(CUTS)(
    'by %s at every request: the same end',
    async (how) => {
      for (let at = 1; at <= requests; at += 1) {
        const life: Life = await liveThrough(await begin(nextDesk('push')), makeCutter(at, how));

        expect({ at, ...life }).toEqual({ at, isCut: true, wrongs: [], end: straight, last: SETTLED });
      }
      expect(proxy.violations).toEqual([]);
    },
    120_000,
  );

  test('of merges by the machine: cut at every request, each is merged once', async () => {
    const cutter = makeCutter(0, 'error');
    const whole = await liveThroughMerges(nextDesk('push'), cutter);
    expect(whole).toEqual({ ...MERGED, isCut: false });
    expect(cutter.seen).toBe(20);

    for (const how of CUTS) {
      for (let at = 1; at <= cutter.seen; at += 1) {
        const life = await liveThroughMerges(nextDesk('push'), makeCutter(at, how));

        expect({ how, at, ...life }).toEqual({ how, at, isCut: true, ...MERGED });
      }
    }
    expect(proxy.violations).toEqual([]);
  }, 120_000);

  test('where GitHub makes the commits: cut at each of those requests, the same end', async () => {
    const numbers = await commitRequests();
    expect(numbers).toHaveLength(8);

    for (const how of CUTS) {
      for (const at of numbers) {
        const life: Life = await liveThrough(await begin(nextDesk('api')), makeCutter(at, how));

        expect({ how, at, ...life }).toEqual({ how, at, isCut: true, wrongs: [], end: straight, last: SETTLED });
      }
    }
    expect(proxy.violations).toEqual([]);
  }, 120_000);
});
