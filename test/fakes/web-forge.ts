/** A forge over HTTP for tests: a server that knows exactly the routes and fields it is given, fails on demand, and keeps branches, pull requests and issues. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A request as it came in. */
export interface Asked {
  readonly method: string;
  /** The path as it was sent, without the API's prefix; slashes inside of names stay encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  readonly user: string;
}

/** What is answered. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  /** In place of the body: sent as it is, as a proxy's page would be. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One route, with every field that its query and body may have; anything else is refused. */
export interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly query?: readonly string[];
  readonly body?: readonly string[];
  answer(asked: Asked, found: readonly string[]): Reply;
}

/** In place of an answer. `lost`: it is carried out, and the connection breaks before the answer. `cut`: it breaks before. */
export type Interference = Reply | { readonly lost: true } | { readonly cut: true };

/** The running server. */
export interface WebForge {
  /** Address of the API, with its prefix. */
  readonly address: string;
  readonly seen: readonly Asked[];
  /** What was asked for that no fact of the interface allows; empty when all is well. */
  readonly violations: readonly string[];
  interfere: (asked: Asked) => Interference | null;
  /** What its clock shows, as the Date header says; null for the true time. */
  date: string | null;
  stop(): Promise<void>;
}

/** What a server is made of. */
export interface WebForgeParts {
  readonly prefix: string;
  /** Whose token it is; null for none of anybody. */
  userOf(request: IncomingMessage): string | null;
  readonly routes: readonly Route[];
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

function send(response: ServerResponse, { status, body, text, headers = {} }: Reply): void {
  response.writeHead(status, { 'content-type': text === undefined ? 'application/json' : 'text/html', ...headers });
  response.end(text ?? (body === undefined ? '' : JSON.stringify(body)));
}

function answerOf(parts: WebForgeParts, asked: Asked, violations: string[]): Reply {
  const route = parts.routes.find((one) => one.method === asked.method && one.path.test(asked.path));
  const refuse = (text: string): Reply => {
    violations.push(`${asked.method} ${asked.path}: ${text}`);
    return { status: 400, body: { message: text } };
  };
  if (route === undefined) return refuse('not a known route');
  const unknown = [
    ...[...asked.query.keys()].filter((name) => route.query?.includes(name) !== true),
    ...Object.keys(asked.body).filter((name) => route.body?.includes(name) !== true),
  ];
  if (unknown.length > 0) return refuse(`unknown ${unknown.join(', ')}`);
  return route.answer(asked, [...(route.path.exec(asked.path) ?? [])].slice(1));
}

/** Starts the server on a free port of the loopback interface. */
export async function startWebForge(parts: WebForgeParts): Promise<WebForge> {
  const seen: Asked[] = [];
  const violations: string[] = [];
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (forge.date !== null) response.setHeader('date', forge.date);
    const user = parts.userOf(request);
    if (user === null) return send(response, { status: 401, body: { message: '401 Unauthorized' } });
    if (!url.pathname.startsWith(parts.prefix)) return send(response, { status: 404, body: { message: 'no API here' } });
    const path = url.pathname.slice(parts.prefix.length);
    const asked: Asked = { method: request.method ?? '', path, query: url.searchParams, body: await readBody(request), user };
    seen.push(asked);
    const own = forge.interfere(asked);
    if (own !== null && 'status' in own) return send(response, own);
    if (own !== null && 'cut' in own) return void request.socket.destroy();
    const answer = answerOf(parts, asked, violations);
    if (own === null) send(response, answer);
    else request.socket.destroy();
  }
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      violations.push(`the server failed: ${String(error)}`);
      send(response, { status: 500, body: { message: 'the server failed' } });
    });
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const address = server.address();
  const forge: WebForge = {
    address: `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}${parts.prefix}`,
    seen,
    violations,
    interfere: () => null,
    date: null,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => {
        server.close(done);
      });
    },
  };
  return forge;
}

/** A pull request as the server keeps it. */
export interface KeptPull {
  readonly number: number;
  state: 'open' | 'closed' | 'merged';
  title: string;
  body: string;
  readonly source: string;
  target: string;
  readonly author: string;
  labels: string[];
  /** Its head: that of its branch while it is open. */
  sha: string;
  /** When it was merged; left out, on a day in January. */
  mergedAt?: string;
  /** What the server says of it besides, as its answers name it: `draft`, `mergeable`, `detailed_merge_status`, `head_pipeline` … */
  more?: Readonly<Record<string, unknown>>;
  /** How people judged it. */
  reviews?: { readonly user: string; readonly state: string }[];
}

/** An issue as the server keeps it. */
export interface KeptIssue {
  readonly number: number;
  state: 'open' | 'closed';
  title: string;
  body: string;
  readonly author: string;
  readonly labels: readonly string[];
}

/** What the server keeps. */
export interface Store {
  readonly branches: Map<string, string>;
  readonly pulls: KeptPull[];
  readonly issues: KeptIssue[];
  /** Branches that were merged through the interface, in order. */
  readonly merges: string[];
  /** By the number of the pull request. */
  readonly comments: Map<number, { readonly user: string; readonly body: string }[]>;
}

/** An empty store with a default branch. */
export function makeStore(): Store {
  return { branches: new Map([['main', '0'.repeat(40)]]), pulls: [], issues: [], merges: [], comments: new Map() };
}

/** The pull request with the head that its branch has now. */
export function withHead(store: Store, pull: KeptPull): KeptPull {
  if (pull.state === 'open') pull.sha = store.branches.get(pull.source) ?? pull.sha;
  return pull;
}

/** Carries a merge out as a server does: with the head that is named, or not at all. */
export function mergeKept(store: Store, pull: KeptPull, head: unknown): 'merged' | 'moved' | 'ended' {
  if (pull.state !== 'open') return 'ended';
  if (head !== undefined && head !== withHead(store, pull).sha) return 'moved';
  pull.state = 'merged';
  store.merges.push(pull.source);
  return 'merged';
}

/** Texts of an answer's field; absent is the old one. */
export function textOr(value: unknown, old: string): string {
  return typeof value === 'string' ? value : old;
}

/** The rows of one page as it is asked for, and the number of the next one. `most`: rows that the server gives, however many are asked for. */
export function cutPage(
  { query }: Asked,
  rows: readonly unknown[],
  about: { readonly size: string; readonly usual: number; readonly most: number },
): { readonly body: readonly unknown[]; readonly next: number | null } {
  const size = Math.min(Number(query.get(about.size) ?? about.usual), about.most);
  const page = Number(query.get('page') ?? '1');
  return { body: rows.slice((page - 1) * size, page * size), next: rows.length > page * size ? page + 1 : null };
}

/** Title and text as they were sent. */
interface SentText {
  readonly title: unknown;
  readonly body: unknown;
}

function textsOf({ title, body }: SentText): { title: string; body: string } {
  return { title: textOr(title, ''), body: textOr(body, '') };
}

/** Pull requests and issues share their numbers. */
function nextNumber({ pulls, issues }: Store): number {
  return pulls.length + issues.length + 1;
}

/** Keeps a new pull request. */
export function keepPull(store: Store, text: SentText, about: Pick<KeptPull, 'source' | 'target' | 'author' | 'labels' | 'sha'>): KeptPull {
  const pull: KeptPull = { number: nextNumber(store), state: 'open', ...textsOf(text), ...about };
  store.pulls.push(pull);
  return pull;
}

/** Keeps a new issue. */
export function keepIssue(store: Store, text: SentText, about: Pick<KeptIssue, 'author' | 'labels'>): KeptIssue {
  const issue: KeptIssue = { number: nextNumber(store), state: 'open', ...textsOf(text), ...about };
  store.issues.push(issue);
  return issue;
}

/** Keeps a comment on the pull request of a number. */
export function keepComment({ comments }: Store, number: number, comment: { readonly user: string; readonly body: string }): void {
  comments.set(number, [...(comments.get(number) ?? []), comment]);
}

/** What a change of a pull request or an issue may say; what is absent stays. */
interface Said extends SentText {
  readonly target?: unknown;
  readonly isClosed: boolean;
  readonly isOpened?: boolean;
}

/** Carries a change of a pull request out: one that was merged stays merged. */
export function changePull(pull: KeptPull, { title, body, target, isClosed, isOpened = false }: Said): void {
  pull.title = textOr(title, pull.title);
  pull.body = textOr(body, pull.body);
  pull.target = textOr(target, pull.target);
  if (isClosed && pull.state === 'open') pull.state = 'closed';
  if (isOpened && pull.state === 'closed') pull.state = 'open';
}

/** Carries a change of an issue out. */
export function changeIssue(issue: KeptIssue, { title, body, isClosed }: Said): void {
  issue.title = textOr(title, issue.title);
  issue.body = textOr(body, issue.body);
  if (isClosed) issue.state = 'closed';
}
