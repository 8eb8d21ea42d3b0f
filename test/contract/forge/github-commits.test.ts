/** Commits that GitHub makes itself: in one step, never over a commit of somebody else, signed because nobody's name is said. */
import { describe, expect, test } from 'vitest';
import type { Forge, ForgeCommit, Remote } from '../../../reconciler/ports.ts';
import { propose } from '../../../reconciler/record/propose.ts';
import type { CommitId } from '../../../schemas/primitives.ts';
import { KEY, larger, makeWorld, release, type World } from '../../unit/record/propose.world.ts';
import { ask, headOf, makeHarness, OURS, openForge, proxy, pushBranch, REPOSITORY, useGitHub } from './github-desk.ts';
import { areInstalled } from './servers.ts';
import { describeForge } from './suite.ts';

interface Commit {
  readonly message: string;
  readonly tree: { readonly sha: string };
  readonly parents: readonly { readonly sha: CommitId }[];
}

function readCommit(sha: string): Promise<Commit> {
  return ask(OURS, 'GET', `${REPOSITORY}/git/commits/${sha}`) as Promise<Commit>;
}

async function pathsAt(sha: string): Promise<string[]> {
  const { tree } = await readCommit(sha);
  const found = (await ask(OURS, 'GET', `${REPOSITORY}/git/trees/${tree.sha}?recursive=1`)) as {
    tree: readonly { path: string; type: string }[];
  };
  return found.tree.filter((row) => row.type === 'blob').map((row) => row.path);
}

function open(): Forge & Required<Pick<Forge, 'commit'>> {
  const forge = openForge(OURS, null, { commits: 'api' });
  return {
    ...forge,
    commit(commit) {
      const made = forge.commit?.(commit);
      return made ?? Promise.reject(new Error('this forge makes no commits'));
    },
  };
}

let branches = 0;

/** A commit of one file on a branch of its own. */
async function wish(more: Partial<ForgeCommit> = {}): Promise<ForgeCommit> {
  branches += 1;
  const base = (await headOf('main')) as CommitId;
  const files = new Map([[`state/devices/LT-${branches}.yaml`, `id: LT-${branches}\nmodel: Låtsas\n`]]);
  const branch = `lastday/release/c-${branches}-2026-12-31`;
  return { branch, base, expected: null, isMerged: false, files, message: 'Release devices\n\nPull: x\n', ...more };
}

describe.runIf(areInstalled)('commits through the API of GitHub', () => {
  useGitHub();

  describeForge('the GitHub forge that makes its commits', async () => {
    const harness = await makeHarness();
    const forge = open();
    return {
      ...harness,
      forge,
      async push(draft) {
        const files = new Map([['state/devices/LT-0001.yaml', draft.fingerprint]]);
        const expected = await headOf(draft.branch);
        await forge.commit({ ...(await wish()), branch: draft.branch, expected, files, message: draft.title });
      },
    };
  });

  test('a new branch holds one commit on the base, and nobody’s name is sent', async () => {
    const one = await wish();

    const made = await open().commit(one);

    expect(made.result).toEqual({ state: 'pushed' });
    expect(await headOf(one.branch)).toBe(made.commit);
    const commit = await readCommit(made.commit);
    expect(commit.parents.map((parent) => parent.sha)).toEqual([one.base]);
    expect(commit.message.trimEnd()).toBe('Release devices\n\nPull: x');
    expect(await pathsAt(made.commit)).toContain([...one.files.keys()][0]);
    const sent = proxy.seen.findLast((seen) => seen.path.endsWith('/git/commits'))?.body;
    expect(Object.keys(sent ?? {}).sort()).toEqual(['message', 'parents', 'tree']);
  });

  test('a changed one goes forward from the old head, made on the base: nothing is forced', async () => {
    const one = await wish();
    const first = await open().commit(one);

    const second = await open().commit({ ...one, expected: first.commit, files: new Map([['state/devices/LT-x.yaml', 'id: LT-x\n']]) });

    expect(second.result).toEqual({ state: 'pushed' });
    expect((await readCommit(second.commit)).parents.map((parent) => parent.sha)).toEqual([one.base, first.commit]);
    const paths = await pathsAt(second.commit);
    expect(paths).toContain('state/devices/LT-x.yaml');
    expect(paths).not.toContain([...one.files.keys()][0]);
    expect(proxy.seen.findLast((seen) => seen.method === 'PATCH' && seen.path.includes('/git/refs/'))?.body).toMatchObject({
      force: false,
    });
  });

  test('a branch whose head the base holds already gets one parent', async () => {
    const one = await wish();
    await ask(OURS, 'POST', `${REPOSITORY}/git/refs`, { ref: `refs/heads/${one.branch}`, sha: one.base });

    const made = await open().commit({ ...one, expected: one.base, isMerged: true });

    expect(made.result).toEqual({ state: 'pushed' });
    expect((await readCommit(made.commit)).parents).toHaveLength(1);
  });

  test.each([
    ['came to be', null],
    ['moved', 'first'],
  ] as const)('a branch that %s meanwhile is left as it is', async (_name, expected) => {
    const one = await wish();
    const first = expected === null ? null : await open().commit(one);
    await pushBranch(one.branch, 'somebody was here');
    const theirs = await headOf(one.branch);

    const made = await open().commit({ ...one, expected: first?.commit ?? null });

    expect(made.result.state).toBe('rejected');
    expect(await headOf(one.branch)).toBe(theirs);
  });

  test('a lost answer is unknown; the commit tells whether it came', async () => {
    const one = await wish();
    proxy.interfere = (seen) => (seen.method === 'POST' && seen.path.endsWith('/git/refs') ? { lost: true } : null);

    const made = await open().commit(one);

    expect(made.result.state).toBe('unknown');
    expect(await headOf(one.branch)).toBe(made.commit);
  });

  test('a token without rights to write contents: said, and nothing is there', async () => {
    const one = await wish();
    proxy.interfere = (seen) =>
      seen.path.endsWith('/git/trees') ? { status: 403, body: { message: 'Resource not accessible by integration' } } : null;

    await expect(open().commit(one)).rejects.toThrow(/needs contents, pull requests and issues with write access/u);
    expect(await headOf(one.branch)).toBeNull();
  });

  test('a hundred files and more are one commit', async () => {
    const files = new Map(Array.from({ length: 130 }, (_, index) => [`state/devices/M-${index}.yaml`, `id: M-${index}\n`]));

    const made = await open().commit(await wish({ files }));

    expect(made.result).toEqual({ state: 'pushed' });
    expect((await pathsAt(made.commit)).filter((path) => path.startsWith('state/devices/M-'))).toHaveLength(130);
    expect(proxy.seen.findLast((seen) => seen.path.endsWith('/git/trees'))?.body?.['tree']).toHaveLength(130);
  });

  test('a file can be taken away', async () => {
    const one = await wish();
    const first = await open().commit(one);
    const path = [...one.files.keys()][0] ?? '';

    const second = await open().commit({ ...(await wish()), base: first.commit, files: new Map([[path, null]]) });

    expect(await pathsAt(second.commit)).not.toContain(path);
  });

  test('proposals live their whole life there', async () => {
    const world = makeWorld();
    const forge = mirrored(world, open());
    const remote: Remote = {
      ...world.git.remote,
      push: () => Promise.reject(new Error('nothing is pushed by git')),
      async remove(ref, expected) {
        await ask(OURS, 'DELETE', `${REPOSITORY}/git/${ref}`);
        return world.git.remote.remove(ref, expected);
      },
    };
    const night = async (proposals: Parameters<typeof world.request>[0]) =>
      (await propose(world.request(proposals, { remote, forge, withdrawable: new Set([KEY]) }))).map((one) => one.outcome);
    const [first, second] = [
      { ...release(), urgent: true },
      { ...larger(), urgent: true },
    ];

    const outcomes = [await night([first]), await night([first]), await night([second]), await night([second])];
    const head = await headOf(`lastday/${KEY}`);
    const parents = (await readCommit(head ?? '')).parents.length;
    const withdrawn = await night([]);
    const again = await night([first]);

    expect(outcomes).toEqual([['opened'], ['untouched'], ['updated'], ['untouched']]);
    expect(parents).toBe(2);
    expect({ withdrawn, again }).toEqual({ withdrawn: ['withdrawn'], again: ['opened'] });
  });
});

/** The forge, with every commit that it makes in the world's own git too: under another id, by the app's name, as a fetch would bring it. */
function mirrored(world: World, forge: Forge & Required<Pick<Forge, 'commit'>>): Forge {
  const there = new Map<CommitId, CommitId>();
  return {
    ...forge,
    async commit(commit) {
      there.set(commit.base, (await headOf('main')) as CommitId);
      const expected = commit.expected === null ? null : (there.get(commit.expected) ?? null);
      const made = await forge.commit({ ...commit, base: there.get(commit.base) as CommitId, expected });
      if (made.result.state !== 'pushed') return made;
      const { message } = await readCommit(made.commit);
      const author = 'lastday-app[bot] <4711+lastday-app[bot]@users.noreply.github.com>';
      const id = world.git.commit(Object.fromEntries(commit.files), { branch: commit.branch, message, author, onto: commit.base });
      there.set(id, made.commit);
      return { ...made, commit: id };
    },
  };
}
