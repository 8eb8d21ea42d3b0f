/** Our own part of the GitHub counterpart: refuses what GitHub refuses and the emulator does not, adds what it lacks, fails on demand. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A request as it came in. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>> | null;
  readonly token: string | null;
}

/** An answer made up here instead of asking further. `lost`: it is carried out, and the connection breaks before the answer. */
export interface Interference {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly lost?: boolean;
}

/** The running proxy. */
export interface StrictProxy {
  readonly address: string;
  /** Everything asked so far. */
  readonly seen: readonly Seen[];
  /** What was asked for that GitHub's description does not allow; empty when all is well. */
  readonly violations: readonly string[];
  /** Called for every request; an interference takes the place of the answer. */
  interfere: (seen: Seen) => Interference | null;
  stop(): Promise<void>;
}

interface Rule {
  readonly route: RegExp;
  readonly fields: readonly string[];
}

const R = '^/repos/[^/]+/[^/]+';
const PAGES = ['per_page', 'page'];

function rule(path: string, fields: readonly string[]): Rule {
  return { route: new RegExp(`${path}$`, 'u'), fields };
}

/** Every route that may be used, with all fields of its body or query; anything else is refused. */
const RULES: Readonly<Record<string, readonly Rule[]>> = {
  GET: [
    rule('^/user', []),
    rule(`${R}/pulls`, ['state', 'head', 'base', 'sort', 'direction', ...PAGES]),
    rule(`${R}/pulls/\\d+`, []),
    rule(R, []),
    rule('^/rate_limit', []),
    rule(`${R}/branches/.+`, []),
    rule(`${R}/pulls/\\d+/files`, PAGES),
    rule(`${R}/pulls/\\d+/reviews`, PAGES),
    rule(`${R}/issues`, ['milestone', 'state', 'assignee', 'creator', 'mentioned', 'labels', 'sort', 'direction', 'since', ...PAGES]),
    rule(`${R}/issues/\\d+/comments`, ['since', ...PAGES]),
    rule(`${R}/git/commits/[0-9a-f]{40}`, []),
  ],
  POST: [
    rule('^/graphql', ['query']),
    rule(`${R}/pulls`, ['title', 'head', 'head_repo', 'base', 'body', 'maintainer_can_modify', 'draft', 'issue']),
    rule(`${R}/labels`, ['name', 'color', 'description']),
    rule(`${R}/issues`, ['title', 'body', 'assignee', 'milestone', 'labels', 'assignees']),
    rule(`${R}/issues/\\d+/labels`, ['labels']),
    rule(`${R}/issues/\\d+/comments`, ['body']),
    rule(`${R}/pulls/\\d+/requested_reviewers`, ['reviewers', 'team_reviewers']),
    rule(`${R}/git/trees`, ['tree', 'base_tree']),
    rule(`${R}/git/commits`, ['message', 'tree', 'parents', 'author', 'committer', 'signature']),
    rule(`${R}/git/refs`, ['ref', 'sha']),
  ],
  PATCH: [
    rule(`${R}/git/refs/heads/.+`, ['sha', 'force']),
    rule(`${R}/pulls/\\d+`, ['title', 'body', 'state', 'base', 'maintainer_can_modify']),
    rule(`${R}/issues/\\d+`, ['title', 'body', 'state', 'state_reason', 'milestone', 'labels', 'assignees']),
  ],
  PUT: [rule(`${R}/pulls/\\d+/merge`, ['sha', 'merge_method', 'commit_title', 'commit_message'])],
  DELETE: [rule(`${R}/issues/\\d+/labels/[^/]+`, [])],
};

/** Why GitHub's description does not allow a request; null when it does. */
function whyWrong({ method, path, query, body }: Seen): string | null {
  const found = RULES[method]?.find((one) => one.route.test(path));
  if (found === undefined) return `${method} ${path} is not a known route`;
  const names = method === 'GET' ? [...query.keys()] : [...Object.keys(body ?? {}), ...query.keys()];
  const unknown = names.filter((name) => !found.fields.includes(name));
  return unknown.length === 0 ? null : `${method} ${path}: unknown ${unknown.join(', ')}`;
}

interface Upstream {
  /** Behind the official description. */
  readonly address: string;
  /** The state itself, for what is looked up here. */
  readonly state: string;
  readonly tokens: readonly string[];
}

async function look(upstream: Upstream, path: string): Promise<unknown> {
  const headers = { authorization: `token ${upstream.tokens[0]}`, accept: 'application/json' };
  const answer = await fetch(`${upstream.state}${path}`, { headers });
  return answer.ok ? answer.json() : null;
}

/** GitHub refuses a second pull request from a branch, and one from a branch that is not there. */
async function refusePull(upstream: Upstream, seen: Seen): Promise<Interference | null> {
  const [, , owner, repo] = seen.path.split('/');
  const head = String(seen.body?.['head']);
  const message = 'Validation Failed';
  if ((await look(upstream, `/repos/${owner}/${repo}/git/ref/heads/${head}`)) === null) {
    return { status: 422, body: { message, errors: [{ resource: 'PullRequest', field: 'head', code: 'invalid' }] } };
  }
  const open = (await look(upstream, `/repos/${owner}/${repo}/pulls?state=open&per_page=100&head=${owner}:${head}`)) as unknown[];
  if (open.length === 0) return null;
  const text = `A pull request already exists for ${owner}:${head}.`;
  return { status: 422, body: { message, errors: [{ resource: 'PullRequest', code: 'custom', message: text }] } };
}

/** GitHub moves a branch only forward unless it is forced: the head it has must be an ancestor of the new one. */
async function refuseMove(upstream: Upstream, seen: Seen): Promise<Interference | null> {
  const repository = seen.path.split('/').slice(0, 4).join('/');
  const ref = seen.path.slice(seen.path.indexOf('/git/refs/') + '/git/refs/'.length);
  const there = (await look(upstream, `${repository}/git/ref/${ref}`)) as { object: { sha: string } } | null;
  if (there === null) return { status: 422, body: { message: 'Reference does not exist' } };
  const open = [String(seen.body?.['sha'])];
  for (let sha = open.pop(); sha !== undefined && seen.body?.['force'] !== true; sha = open.pop()) {
    if (sha === there.object.sha) return null;
    const commit = (await look(upstream, `${repository}/git/commits/${sha}`)) as { parents: readonly { sha: string }[] } | null;
    open.push(...(commit?.parents ?? []).map((parent) => parent.sha));
  }
  return seen.body?.['force'] === true ? null : { status: 422, body: { message: 'Update is not a fast forward' } };
}

interface TreeRow {
  readonly path: string;
  readonly sha: string;
  readonly type: string;
}

async function treeOf(upstream: Upstream, repository: string, commit: string): Promise<Map<string, string>> {
  const found = (await look(upstream, `${repository}/git/commits/${commit}`)) as { tree: { sha: string } };
  const tree = (await look(upstream, `${repository}/git/trees/${found.tree.sha}?recursive=1`)) as { tree: readonly TreeRow[] };
  return new Map(tree.tree.filter((row) => row.type === 'blob').map((row) => [row.path, row.sha]));
}

/** The files of a pull request, from the trees of its two commits; the emulator's own list is empty. */
async function filesOf(upstream: Upstream, path: string): Promise<Interference> {
  const repository = path.split('/').slice(0, 4).join('/');
  const pull = (await look(upstream, path.replace(/\/files$/u, ''))) as { head: { sha: string }; base: { sha: string } };
  const [before, after] = [await treeOf(upstream, repository, pull.base.sha), await treeOf(upstream, repository, pull.head.sha)];
  const names = [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name)).sort();
  const statusOf = (name: string) => (after.has(name) ? (before.has(name) ? 'modified' : 'added') : 'removed');
  return { status: 200, body: names.map((filename) => ({ filename, sha: after.get(filename) ?? null, status: statusOf(filename) })) };
}

async function answerHere(upstream: Upstream, seen: Seen, violations: string[]): Promise<Interference | null> {
  if (seen.token === null || !upstream.tokens.includes(seen.token)) return { status: 401, body: { message: 'Bad credentials' } };
  const wrong = whyWrong(seen);
  if (wrong !== null) {
    violations.push(wrong);
    return { status: 422, body: { message: `Invalid request. ${wrong}` } };
  }
  const text = seen.body?.['body'];
  if (typeof text === 'string' && text.length > 65_536)
    return { status: 422, body: { message: 'body is too long (maximum is 65536 characters)' } };
  if (seen.method === 'POST' && seen.path.endsWith('/pulls')) return refusePull(upstream, seen);
  if (seen.method === 'PATCH' && seen.path.includes('/git/refs/')) return refuseMove(upstream, seen);
  if (seen.method === 'GET' && seen.path.endsWith('/files')) return filesOf(upstream, seen.path);
  return null;
}

function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((done, fail) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => done(Buffer.concat(chunks).toString('utf8')));
    request.on('error', fail);
  });
}

function requestViolations(header: string | null): string[] {
  const rows = JSON.parse(header ?? '[]') as readonly { location: readonly string[]; message: string }[];
  return rows.filter((row) => row.location[0] === 'request').map((row) => `${row.location.join('.')}: ${row.message}`);
}

async function forward(
  upstream: Upstream,
  seen: Seen,
  raw: { url: string; body: string },
): Promise<Required<Omit<Interference, 'lost'>> & { wrong: string[] }> {
  const headers: Record<string, string> = { accept: 'application/json', authorization: `token ${seen.token}`, 'user-agent': 'contract' };
  if (raw.body !== '') headers['content-type'] = 'application/json';
  const answer = await fetch(`${upstream.address}${raw.url}`, {
    method: seen.method,
    headers,
    ...(raw.body === '' ? {} : { body: raw.body }),
  });
  const text = await answer.text();
  const link = answer.headers.get('link');
  return {
    status: answer.status,
    headers: link === null ? {} : { link },
    body: text === '' ? null : (JSON.parse(text) as unknown),
    wrong: requestViolations(answer.headers.get('sl-violations')),
  };
}

/** Sends an answer; reads get an ETag, and 304 when it is still the same. */
function reply(request: IncomingMessage, response: ServerResponse, answer: Interference): void {
  const { status = 200, headers = {}, body = null } = answer;
  const text = body === null ? '' : JSON.stringify(body);
  const etag = `"${createHash('sha1').update(text).digest('hex')}"`;
  const isRead = request.method === 'GET' && status === 200;
  const known = isRead && request.headers['if-none-match'] === etag;
  response.writeHead(known ? 304 : status, { 'content-type': 'application/json', ...(isRead ? { etag } : {}), ...headers });
  response.end(known ? '' : text);
}

function toSeen(request: IncomingMessage, body: string): Seen {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const token = /^(?:token|bearer) (.+)$/iu.exec(request.headers.authorization ?? '')?.[1] ?? null;
  const parsed = body === '' ? null : (JSON.parse(body) as Record<string, unknown>);
  return { method: request.method ?? 'GET', path: decodeURIComponent(url.pathname), query: url.searchParams, body: parsed, token };
}

/** Starts the proxy on a free port of the loopback interface. */
export async function startStrictProxy(upstream: Upstream): Promise<StrictProxy> {
  const seen: Seen[] = [];
  const violations: string[] = [];
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const one = toSeen(request, body);
    seen.push(one);
    const own = proxy.interfere(one);
    if (own !== null && own.lost !== true) return reply(request, response, own);
    const here = await answerHere(upstream, one, violations);
    if (here !== null) return reply(request, response, here);
    const answer = await forward(upstream, one, { url: request.url ?? '/', body });
    violations.push(...answer.wrong.map((text) => `${one.method} ${one.path}: ${text}`));
    if (own?.lost === true) request.socket.destroy();
    else reply(request, response, answer);
  }
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      violations.push(`the proxy failed: ${String(error)}`);
      reply(request, response, { status: 500, body: { message: 'the proxy failed' } });
    });
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const address = server.address();
  const proxy: StrictProxy = {
    address: `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`,
    seen,
    violations,
    interfere: () => null,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => {
        server.close(done);
      });
    },
  };
  return proxy;
}
