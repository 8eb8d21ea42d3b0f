/** Merging at the Gitea for tests: the routes of checks, reviews, ways of merging and the merge itself. */
import type { FakeGitea } from './gitea.ts';
import { type Asked, type KeptPull, mergeKept, type Reply, type Route, type Store } from './web-forge.ts';

/** What the rest of the server lends. */
interface Loan {
  readonly store: Store;
  readonly find: (number: string | undefined) => KeptPull | undefined;
  readonly path: string;
  readonly missing: Reply;
  readonly page: (asked: Asked, rows: readonly unknown[]) => Reply;
}

/** What a merge asks for: checks, reviews, ways of merging, the merge itself. */
export function mergeRoutes(gitea: () => Pick<FakeGitea, 'style' | 'checks'>, { store, find, path: R, missing, page }: Loan): Route[] {
  return [
    {
      method: 'GET',
      path: new RegExp(`${R}/branches/(.+)$`, 'u'),
      answer: (_asked, [name]) => (name === 'main' ? { status: 200, body: { name, protected: false } } : missing),
    },
    {
      method: 'POST',
      path: new RegExp(`${R}/pulls/(\\d+)/merge$`, 'u'),
      body: ['Do', 'head_commit_id', 'MergeTitleField', 'MergeMessageField', 'delete_branch_after_merge', 'merge_when_checks_succeed'],
      answer({ body }, [number]) {
        const pull = find(number);
        if (pull === undefined) return missing;
        if (body['Do'] !== gitea().style) return { status: 405, body: { message: 'this style of merging is not allowed' } };
        const end = mergeKept(store, pull, body['head_commit_id']);
        if (end === 'ended') return { status: 405, body: { message: 'The PR is already merged' } };
        return end === 'moved' ? { status: 409, body: { message: 'head out of date' } } : { status: 200, text: '' };
      },
    },
    {
      method: 'GET',
      path: new RegExp(`${R}/pulls/(\\d+)/reviews$`, 'u'),
      query: ['limit', 'page'],
      answer(asked, [number]) {
        const rows = (find(number)?.reviews ?? []).map(({ user, state }, index) => ({ id: index + 1, user: { login: user }, state }));
        return page(asked, rows);
      },
    },
    {
      method: 'GET',
      path: new RegExp(`${R}/commits/([0-9a-f]{40})/status$`, 'u'),
      answer: (_asked, [sha]) => ({ status: 200, body: { sha, ...gitea().checks } }),
    },
    {
      method: 'GET',
      path: new RegExp(`${R}$`, 'u'),
      answer: () => ({
        status: 200,
        body: {
          full_name: 'latsas/people',
          permissions: { admin: true, push: true, pull: true },
          allow_merge_commits: gitea().style === 'merge',
          default_merge_style: gitea().style,
        },
      }),
    },
  ];
}
