/** A Gitea for tests, built from what is known of its REST interface: one repository of an organisation, two people, pull requests, labels by number, issues. */
import { mergeRoutes } from './gitea-merge.ts';
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
  type Reply,
  type Route,
  type Store,
  startWebForge,
  textOr,
  type WebForge,
  withHead,
} from './web-forge.ts';

/** Tokens of the reconciler and of a person. */
export const GITEA_TOKENS = { ours: 'token-of-ours', person: 'token-of-a-person' } as const;
const USERS: Readonly<Record<string, string>> = {
  [`token ${GITEA_TOKENS.ours}`]: 'lastday-bot',
  [`token ${GITEA_TOKENS.person}`]: 'practice-person',
};

/** A running Gitea and what it keeps. */
export interface FakeGitea extends WebForge {
  readonly store: Store;
  /** Rows of a page, however many are asked for. */
  page: number;
  /** False: lists do not say how many rows there are in all. */
  saysTotal: boolean;
  /** The one way of merging that the repository allows. */
  style: string;
  /** What the checks of any commit say together. */
  checks: { readonly state: string; readonly statuses: readonly unknown[] | null };
  /** Names of labels; their numbers are their places, from one. */
  readonly labels: string[];
}

const R = '^/repos/latsas/people';
const MISSING: Reply = { status: 404, body: { message: 'not found', url: 'https://git.latsas.example/api/swagger' } };
const ORGANISATION_LABEL = 'shared';

function pageOf(gitea: FakeGitea, asked: Asked, rows: readonly unknown[]): Reply {
  const { body } = cutPage(asked, rows, { size: 'limit', usual: 30, most: gitea.page });
  return { status: 200, body, headers: gitea.saysTotal ? { 'x-total-count': String(rows.length) } : {} };
}

/** Names of labels by number; null when one of them is no label here. */
function namesOf(gitea: FakeGitea, numbers: unknown): string[] | null {
  const names = (Array.isArray(numbers) ? (numbers as unknown[]) : []).map((number) => gitea.labels[Number(number) - 1]);
  return names.every((name) => name !== undefined) ? names : null;
}

function shownLabels(gitea: FakeGitea, labels: readonly string[]): unknown {
  return labels.length === 0 ? null : labels.map((name) => ({ id: gitea.labels.indexOf(name) + 1, name, color: 'ededed' }));
}

function shownPull(gitea: FakeGitea, pull: KeptPull): Readonly<Record<string, unknown>> {
  return {
    number: pull.number,
    state: pull.state === 'merged' ? 'closed' : pull.state,
    merged: pull.state === 'merged',
    merged_at: pull.state === 'merged' ? (pull.mergedAt ?? '2027-01-05T02:00:00+01:00') : null,
    title: pull.title,
    body: pull.body,
    html_url: `${new URL(gitea.address).origin}/latsas/people/pulls/${pull.number}`,
    created_at: '2027-01-04T02:00:00+01:00',
    user: { login: pull.author },
    labels: shownLabels(gitea, pull.labels),
    base: { ref: pull.target, repo: { full_name: 'latsas/people' } },
    head: { ref: pull.source, label: pull.source, sha: pull.sha, repo: { full_name: 'latsas/people' } },
    mergeable: pull.state === 'open',
    draft: /^(?:wip:|\[wip\])/iu.test(pull.title),
    ...pull.more,
  };
}

function shownIssue(gitea: FakeGitea, issue: KeptIssue): Readonly<Record<string, unknown>> {
  const { number, state, title, body, author, labels } = issue;
  const html_url = `${new URL(gitea.address).origin}/latsas/people/issues/${number}`;
  return { number, state, title, body, html_url, user: { login: author }, labels: shownLabels(gitea, labels), pull_request: null };
}

function pullRoutes(gitea: () => FakeGitea, store: Store): Route[] {
  const shown = (pull: KeptPull) => shownPull(gitea(), withHead(store, pull));
  const find = (number: string | undefined) => store.pulls.find((pull) => pull.number === Number(number));
  return [
    {
      method: 'GET',
      path: new RegExp(`${R}/pulls$`, 'u'),
      query: ['state', 'sort', 'limit', 'page'],
      answer(asked) {
        const isOpen = asked.query.get('state') !== 'closed';
        const found = store.pulls.filter((pull) => (pull.state === 'open') === isOpen);
        return pageOf(gitea(), asked, found.toReversed().map(shown));
      },
    },
    {
      method: 'POST',
      path: new RegExp(`${R}/pulls$`, 'u'),
      body: ['base', 'head', 'title', 'body', 'labels', 'assignees'],
      answer({ body, user }) {
        const [source, target] = [textOr(body['head'], ''), textOr(body['base'], '')];
        const sha = store.branches.get(source);
        const labels = namesOf(gitea(), body['labels']);
        if (sha === undefined) return MISSING;
        if (labels === null) return { status: 422, body: { message: 'invalid label id' } };
        if (store.pulls.some((pull) => pull.state === 'open' && pull.source === source && pull.target === target)) {
          return { status: 409, body: { message: `pull request already exists for these targets` } };
        }
        const pull = keepPull(store, { title: body['title'], body: body['body'] }, { source, target, author: user, labels, sha });
        return { status: 201, body: shown(pull) };
      },
    },
    {
      method: 'GET',
      path: new RegExp(`${R}/pulls/(\\d+)$`, 'u'),
      answer(_asked, [number]) {
        const pull = find(number);
        return pull === undefined ? MISSING : { status: 200, body: shown(pull) };
      },
    },
    {
      method: 'PATCH',
      path: new RegExp(`${R}/pulls/(\\d+)$`, 'u'),
      body: ['title', 'body', 'state', 'base'],
      answer({ body }, [number]) {
        const pull = find(number);
        if (pull === undefined) return MISSING;
        const { title, body: text, base: target, state } = body;
        changePull(pull, { title, body: text, target, isClosed: state === 'closed', isOpened: state === 'open' });
        return { status: 201, body: shown(pull) };
      },
    },
    ...mergeRoutes(gitea, { store, find, path: R, missing: MISSING, page: (asked, rows) => pageOf(gitea(), asked, rows) }),
    {
      method: 'POST',
      path: new RegExp(`${R}/pulls/(\\d+)/requested_reviewers$`, 'u'),
      body: ['reviewers', 'team_reviewers'],
      answer: () => ({ status: 422, body: { message: 'no such team' } }),
    },
  ];
}

function issueRoutes(gitea: () => FakeGitea, store: Store): Route[] {
  return [
    {
      method: 'GET',
      path: new RegExp(`${R}/issues/(\\d+)/comments$`, 'u'),
      answer(_asked, [number]) {
        const said = store.comments.get(Number(number)) ?? [];
        return { status: 200, body: said.length === 0 ? null : said.map(({ user, body }) => ({ user: { login: user }, body })) };
      },
    },
    {
      method: 'POST',
      path: new RegExp(`${R}/issues/(\\d+)/comments$`, 'u'),
      body: ['body'],
      answer({ body, user }, [number]) {
        keepComment(store, Number(number), { user, body: textOr(body['body'], '') });
        return { status: 201, body: { id: 1 } };
      },
    },
    {
      method: 'PUT',
      path: new RegExp(`${R}/issues/(\\d+)/labels$`, 'u'),
      body: ['labels'],
      answer({ body }, [number]) {
        const pull = store.pulls.find((one) => one.number === Number(number));
        const labels = namesOf(gitea(), body['labels']);
        if (pull === undefined) return MISSING;
        if (labels === null) return { status: 422, body: { message: 'invalid label id' } };
        pull.labels = labels;
        return { status: 200, body: shownLabels(gitea(), labels) };
      },
    },
    {
      method: 'GET',
      path: new RegExp(`${R}/issues$`, 'u'),
      query: ['labels', 'state', 'type', 'limit', 'page'],
      answer(asked) {
        const label = asked.query.get('labels') ?? '';
        const found = store.issues.filter((issue) => issue.labels.includes(label));
        return pageOf(
          gitea(),
          asked,
          found.map((issue) => shownIssue(gitea(), issue)),
        );
      },
    },
    {
      method: 'POST',
      path: new RegExp(`${R}/issues$`, 'u'),
      body: ['title', 'body', 'labels'],
      answer({ body, user }) {
        const labels = namesOf(gitea(), body['labels']) ?? [];
        const issue = keepIssue(store, { title: body['title'], body: body['body'] }, { author: user, labels });
        return { status: 201, body: shownIssue(gitea(), issue) };
      },
    },
    {
      method: 'PATCH',
      path: new RegExp(`${R}/issues/(\\d+)$`, 'u'),
      body: ['title', 'body', 'state'],
      answer({ body }, [number]) {
        const issue = store.issues.find((one) => one.number === Number(number));
        if (issue === undefined) return MISSING;
        changeIssue(issue, { title: body['title'], body: body['body'], isClosed: body['state'] === 'closed' });
        return { status: 201, body: shownIssue(gitea(), issue) };
      },
    },
  ];
}

function labelRoutes(gitea: () => FakeGitea): Route[] {
  const rows = (isShared: boolean) =>
    gitea()
      .labels.map((name, index) => ({ id: index + 1, name }))
      .filter(({ name }) => (name === ORGANISATION_LABEL) === isShared);
  return [
    {
      method: 'GET',
      path: new RegExp(`${R}/labels$`, 'u'),
      query: ['limit', 'page'],
      answer: (asked) => pageOf(gitea(), asked, rows(false)),
    },
    { method: 'GET', path: /^\/orgs\/latsas\/labels$/u, query: ['limit', 'page'], answer: (asked) => pageOf(gitea(), asked, rows(true)) },
    {
      method: 'POST',
      path: new RegExp(`${R}/labels$`, 'u'),
      body: ['name', 'color', 'description'],
      answer({ body }) {
        gitea().labels.push(textOr(body['name'], ''));
        return { status: 201, body: { id: gitea().labels.length, name: body['name'] } };
      },
    },
  ];
}

/** Starts a Gitea with the repository `latsas/people`. */
export async function startGitea(): Promise<FakeGitea> {
  const store = makeStore();
  const self = (): FakeGitea => gitea;
  const server = await startWebForge({
    prefix: '/api/v1',
    userOf: (request) => USERS[String(request.headers.authorization)] ?? null,
    routes: [
      { method: 'GET', path: /^\/user$/u, answer: ({ user }) => ({ status: 200, body: { id: 1, login: user } }) },
      ...pullRoutes(self, store),
      ...issueRoutes(self, store),
      ...labelRoutes(self),
    ],
  });
  const checks: FakeGitea['checks'] = { state: '', statuses: null };
  const settings = { store, page: 50, saysTotal: true, style: 'merge', checks, labels: [ORGANISATION_LABEL] };
  const gitea: FakeGitea = Object.assign(server, settings);
  return gitea;
}
