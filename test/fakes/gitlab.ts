/** A GitLab for tests, built from what is known of its REST interface: one project, two people, merge requests, notes and issues. */
import {
  type Asked,
  changeIssue,
  changePull,
  cutPage,
  type KeptIssue,
  type KeptPull,
  keepComment,
  keepIssue,
  keepPull,
  makeStore,
  mergeKept,
  type Reply,
  type Route,
  type Store,
  startWebForge,
  textOr,
  type WebForge,
  withHead,
} from './web-forge.ts';

/** Tokens of the reconciler and of a person. */
export const GITLAB_TOKENS = { ours: 'glpat-of-ours', person: 'glpat-of-a-person' } as const;
const USERS: Readonly<Record<string, string>> = { [GITLAB_TOKENS.ours]: 'project_7_bot', [GITLAB_TOKENS.person]: 'practice-person' };

/** A running GitLab and what it keeps. */
export interface FakeGitLab extends WebForge {
  readonly store: Store;
  /** Scopes of every token. */
  scopes: readonly string[];
  /** Rules that protect branches. */
  protected: readonly { readonly name: string; readonly allow_force_push: boolean }[];
  /** Rows of a page, however many are asked for. */
  page: number;
  /** Scheme and host that addresses of next pages name; null for its own. */
  otherHost: string | null;
}

const PROJECT = '^/projects/latsas%2Fhr%2Fpeople';
const STATES = { open: 'opened', closed: 'closed', merged: 'merged' } as const;

function shownMerge(pull: KeptPull, site: string): Readonly<Record<string, unknown>> {
  return {
    id: 5000 + pull.number,
    iid: pull.number,
    project_id: 7,
    state: STATES[pull.state],
    title: pull.title,
    description: pull.body,
    web_url: `${site}/latsas/hr/people/-/merge_requests/${pull.number}`,
    created_at: '2027-01-04T02:00:00.123+01:00',
    merged_at: pull.state === 'merged' ? (pull.mergedAt ?? '2027-01-05T02:00:00.000+01:00') : null,
    author: { id: 1, username: pull.author },
    source_branch: pull.source,
    target_branch: pull.target,
    source_project_id: 7,
    target_project_id: 7,
    sha: pull.sha,
    labels: pull.labels,
    milestone: null,
    merged_by: null,
    head_pipeline: null,
    draft: /^(?:draft:|\[draft\]|\(draft\))/iu.test(pull.title),
    merge_status: 'can_be_merged',
    detailed_merge_status: 'mergeable',
    ...pull.more,
  };
}

function shownIssue(issue: KeptIssue, site: string): Readonly<Record<string, unknown>> {
  const web_url = `${site}/latsas/hr/people/-/issues/${issue.number}`;
  const state = issue.state === 'open' ? 'opened' : 'closed';
  return {
    iid: issue.number,
    state,
    title: issue.title,
    description: issue.body,
    web_url,
    author: { username: issue.author },
    labels: issue.labels,
  };
}

function listOf(text: unknown): string[] {
  return typeof text === 'string' && text !== '' ? text.split(',') : [];
}

/** A page of a list, with the address of the next one. */
function pageOf(gitlab: FakeGitLab, asked: Asked, rows: readonly unknown[]): Reply {
  const { body, next } = cutPage(asked, rows, { size: 'per_page', usual: 20, most: gitlab.page });
  const query = new URLSearchParams(asked.query);
  query.set('page', String(next ?? 1));
  const base = gitlab.otherHost === null ? gitlab.address : gitlab.otherHost + new URL(gitlab.address).pathname;
  const link = `<${base}${asked.path}?${query.toString()}>; rel="next", <${base}${asked.path}?page=1>; rel="first"`;
  return { status: 200, body, headers: next === null ? {} : { link } };
}

function mergeRoutes(gitlab: () => FakeGitLab, store: Store): Route[] {
  const site = () => new URL(gitlab().address).origin;
  const shown = (pull: KeptPull) => shownMerge(withHead(store, pull), site());
  const find = (number: string | undefined) => store.pulls.find((pull) => pull.number === Number(number));
  const missing: Reply = { status: 404, body: { message: '404 Not found' } };
  return [
    {
      method: 'GET',
      path: new RegExp(`${PROJECT}/merge_requests$`, 'u'),
      query: ['state', 'scope', 'source_branch', 'target_branch', 'order_by', 'sort', 'per_page', 'page'],
      answer(asked) {
        const wanted = (name: string, value: string) => asked.query.get(name) === null || asked.query.get(name) === value;
        const found = store.pulls.filter(
          (pull) =>
            (asked.query.get('scope') === 'all' || pull.author === asked.user) &&
            wanted('state', STATES[pull.state]) &&
            wanted('source_branch', pull.source) &&
            wanted('target_branch', pull.target),
        );
        return pageOf(gitlab(), asked, found.toReversed().map(shown));
      },
    },
    {
      method: 'POST',
      path: new RegExp(`${PROJECT}/merge_requests$`, 'u'),
      body: [
        'source_branch',
        'target_branch',
        'title',
        'description',
        'labels',
        'remove_source_branch',
        'squash',
        'assignee_ids',
        'reviewer_ids',
      ],
      answer({ body, user }) {
        const source = textOr(body['source_branch'], '');
        const target = textOr(body['target_branch'], '');
        const sha = store.branches.get(source);
        if (sha === undefined) return { status: 400, body: { message: ['Source branch "" does not exist'] } };
        if (store.pulls.some((pull) => pull.state === 'open' && pull.source === source && pull.target === target)) {
          return { status: 409, body: { message: [`Another open merge request already exists for this source branch: !1`] } };
        }
        const labels = listOf(body['labels']);
        const pull = keepPull(store, { title: body['title'], body: body['description'] }, { source, target, author: user, labels, sha });
        return { status: 201, body: shown(pull) };
      },
    },
    {
      method: 'GET',
      path: new RegExp(`${PROJECT}/merge_requests/(\\d+)$`, 'u'),
      answer(_asked, [number]) {
        const pull = find(number);
        return pull === undefined ? missing : { status: 200, body: shown(pull) };
      },
    },
    {
      method: 'PUT',
      path: new RegExp(`${PROJECT}/merge_requests/(\\d+)$`, 'u'),
      body: ['title', 'description', 'add_labels', 'remove_labels', 'state_event', 'target_branch'],
      answer({ body }, [number]) {
        const pull = find(number);
        if (pull === undefined) return missing;
        const { title, description, target_branch: target, state_event: event } = body;
        changePull(pull, { title, body: description, target, isClosed: event === 'close', isOpened: event === 'reopen' });
        const removed = listOf(body['remove_labels']);
        pull.labels = [...new Set([...pull.labels, ...listOf(body['add_labels'])])].filter((label) => !removed.includes(label));
        return { status: 200, body: shown(pull) };
      },
    },
    {
      method: 'PUT',
      path: new RegExp(`${PROJECT}/merge_requests/(\\d+)/merge$`, 'u'),
      body: ['sha', 'squash', 'should_remove_source_branch', 'merge_commit_message', 'squash_commit_message', 'auto_merge'],
      answer({ body }, [number]) {
        const pull = find(number);
        if (pull === undefined) return missing;
        const end = mergeKept(store, pull, body['sha']);
        if (end === 'ended') return { status: 405, body: { message: '405 Method Not Allowed' } };
        if (end === 'moved') return { status: 409, body: { message: 'SHA does not match HEAD of source branch' } };
        return { status: 200, body: shown(pull) };
      },
    },
    {
      method: 'GET',
      path: new RegExp(`${PROJECT}/merge_requests/(\\d+)/notes$`, 'u'),
      query: ['per_page', 'page'],
      answer(asked, [number]) {
        const notes = (store.comments.get(Number(number)) ?? []).map((note) => ({
          ...note,
          author: { username: note.user },
          system: note.user === 'GitLab',
        }));
        return pageOf(gitlab(), asked, notes);
      },
    },
    {
      method: 'POST',
      path: new RegExp(`${PROJECT}/merge_requests/(\\d+)/notes$`, 'u'),
      body: ['body'],
      answer({ body, user }, [number]) {
        keepComment(store, Number(number), { user, body: textOr(body['body'], '') });
        return { status: 201, body: { body: body['body'] } };
      },
    },
  ];
}

function issueRoutes(gitlab: () => FakeGitLab, store: Store): Route[] {
  const shown = (issue: KeptIssue) => shownIssue(issue, new URL(gitlab().address).origin);
  return [
    {
      method: 'GET',
      path: new RegExp(`${PROJECT}/issues$`, 'u'),
      query: ['labels', 'state', 'scope', 'per_page', 'page'],
      answer(asked) {
        const labels = listOf(asked.query.get('labels'));
        const found = store.issues.filter((issue) => labels.every((label) => issue.labels.includes(label)));
        return pageOf(gitlab(), asked, found.map(shown));
      },
    },
    {
      method: 'POST',
      path: new RegExp(`${PROJECT}/issues$`, 'u'),
      body: ['title', 'description', 'labels'],
      answer({ body, user }) {
        const issue = keepIssue(
          store,
          { title: body['title'], body: body['description'] },
          { author: user, labels: listOf(body['labels']) },
        );
        return { status: 201, body: shown(issue) };
      },
    },
    {
      method: 'PUT',
      path: new RegExp(`${PROJECT}/issues/(\\d+)$`, 'u'),
      body: ['title', 'description', 'state_event'],
      answer({ body }, [number]) {
        const issue = store.issues.find((one) => one.number === Number(number));
        if (issue === undefined) return { status: 404, body: { message: '404 Not found' } };
        changeIssue(issue, { title: body['title'], body: body['description'], isClosed: body['state_event'] === 'close' });
        return { status: 200, body: shown(issue) };
      },
    },
  ];
}

/** Starts a GitLab with the project `latsas/hr/people`. */
export async function startGitLab(): Promise<FakeGitLab> {
  const store = makeStore();
  const self = (): FakeGitLab => gitlab;
  const server = await startWebForge({
    prefix: '/api/v4',
    userOf: (request) => USERS[String(request.headers['private-token'])] ?? null,
    routes: [
      { method: 'GET', path: /^\/user$/u, answer: ({ user }) => ({ status: 200, body: { id: 1, username: user } }) },
      {
        method: 'GET',
        path: /^\/users$/u,
        query: ['username'],
        answer: ({ query }) => ({ status: 200, body: query.get('username') === 'kim' ? [{ id: 41, username: 'Kim' }] : [] }),
      },
      { method: 'GET', path: /^\/personal_access_tokens\/self$/u, answer: () => ({ status: 200, body: { id: 1, scopes: gitlab.scopes } }) },
      {
        method: 'GET',
        path: new RegExp(`${PROJECT}/protected_branches$`, 'u'),
        query: ['per_page', 'page'],
        answer: (asked) => pageOf(gitlab, asked, gitlab.protected),
      },
      ...mergeRoutes(self, store),
      ...issueRoutes(self, store),
    ],
  });
  const gitlab: FakeGitLab = Object.assign(server, { store, scopes: ['api'], protected: [], page: 100, otherHost: null as string | null });
  return gitlab;
}
