/** GitHub for tests: the emulator, the official description and our strictness in a row, and what people do there. */
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { openGitHub } from '../../../reconciler/forges/github/index.ts';
import type { Forge, PullDraft } from '../../../reconciler/ports.ts';
import type { CommitId } from '../../../schemas/primitives.ts';
import { type FakeClock, fakeClock } from '../../fakes/clock.ts';
import { type Running, startEmulate, startPrism } from './servers.ts';
import { type StrictProxy, startStrictProxy } from './strict-proxy.ts';
import { draftOf, type Harness } from './suite.ts';

const R = '/repos/{owner}/{repo}';
const PATHS = [
  '/user',
  `${R}/pulls`,
  `${R}/pulls/{pull_number}`,
  R,
  '/rate_limit',
  `${R}/branches/{branch}`,
  `${R}/pulls/{pull_number}/requested_reviewers`,
  `${R}/pulls/{pull_number}/reviews`,
  `${R}/pulls/{pull_number}/merge`,
  `${R}/labels`,
  `${R}/issues`,
  `${R}/issues/{issue_number}`,
  `${R}/issues/{issue_number}/labels`,
  `${R}/issues/{issue_number}/labels/{name}`,
  `${R}/issues/{issue_number}/comments`,
  `${R}/git/commits`,
  `${R}/git/commits/{commit_sha}`,
  `${R}/git/trees`,
  `${R}/git/refs`,
  `${R}/git/refs/{ref}`,
];
/** Our token. */
export const OURS = 'token-of-ours';
/** The token of somebody else. */
export const PERSON = 'token-of-a-person';
/** The repository's path. */
export const REPOSITORY = '/repos/latsas/people';

/** Set before the tests of a file. */
export let emulate: Running;
/** Set before the tests of a file. */
export let prism: Running;
/** Set before the tests of a file. */
export let proxy: StrictProxy;
/** Set before the tests of a file. */
export let clock: FakeClock;

/** What somebody does at GitHub, past everything of ours. */
export async function ask(token: string, method: string, path: string, body?: unknown): Promise<unknown> {
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

/** Where a branch is; null when it is not there. */
export async function headOf(branch: string): Promise<CommitId | null> {
  const headers = { authorization: `token ${OURS}` };
  const answer = await fetch(`${emulate.address}${REPOSITORY}/git/ref/heads/${branch}`, { headers });
  return answer.ok ? ((await answer.json()) as { object: { sha: CommitId } }).object.sha : null;
}

/** A commit on top of main, and the branch at it. */
export async function pushBranch(branch: string, text: string): Promise<void> {
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

/** The forge under test, behind everything of ours. */
export function openForge(token = OURS, login: string | null = null, more: { branch?: string; commits?: 'api' | 'push' } = {}): Forge {
  return openGitHub({
    remote: { address: 'https://github.com/latsas/people.git' },
    branch: 'refs/heads/main',
    clock,
    token,
    repository: 'latsas/people',
    address: proxy.address,
    login,
    ...more,
  });
}

/** The harness of the suite. */
export function makeHarness(): Promise<Harness> {
  return Promise.resolve({
    forge: openForge(),
    push: (draft) => pushBranch(draft.branch, draft.fingerprint),
    async end(key, how) {
      const number = await openNumber(`lastday/${key}`);
      if (how === 'merged') await ask(PERSON, 'PUT', `${REPOSITORY}/pulls/${number}/merge`, { merge_method: 'merge' });
      else await ask(PERSON, 'PATCH', `${REPOSITORY}/pulls/${number}`, { state: 'closed' });
    },
    async touch(key, { body, label }) {
      const number = await openNumber(`lastday/${key}`);
      const there = (await ask(PERSON, 'GET', `${REPOSITORY}/pulls/${number}`)) as Row;
      await ask(PERSON, 'PATCH', `${REPOSITORY}/pulls/${number}`, { body: body(there.body) });
      await ask(PERSON, 'POST', `${REPOSITORY}/issues/${number}/labels`, { labels: [label] });
    },
    async say(key, text) {
      await ask(PERSON, 'POST', `${REPOSITORY}/issues/${await openNumber(`lastday/${key}`)}/comments`, { body: text });
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

let counter = 0;

/** A draft of its own key, its branch pushed. */
export async function pushed(more: Partial<PullDraft> = {}): Promise<PullDraft> {
  counter += 1;
  const draft = draftOf(`release/x-${counter}-2026-12-31`, more);
  await pushBranch(draft.branch, draft.fingerprint);
  return draft;
}

/** Starts the servers before the tests of a file and stops them after; every test must leave no violation. */
export function useGitHub(): void {
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
}
