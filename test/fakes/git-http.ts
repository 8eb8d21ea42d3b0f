/** Real smart HTTP for git on 127.0.0.1: `git http-backend` behind node:http, with sign-in, rules and failures on demand. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { git, quietGit } from './repository.ts';

/**
 * What happens to the next pushes: carried out and answered; carried out, but the line breaks before the answer (git's HTTP library may then repeat it by itself)
 * or in the middle of it; the line breaks before git hears of it.
 */
export type PushFate = 'fine' | 'lost' | 'cut' | 'never';

/** A running server of one bare repository. */
export interface GitHttpServer {
  /** Address with the user's name and password in it. */
  address(user?: string): string;
  /** Fates of the next pushes, in turn; all later ones are fine. */
  fates(...fates: readonly PushFate[]): void;
  /** True answers everything with 503. */
  down(isDown: boolean): void;
  /** Answers so many more requests, then calls back and everything with 503, until `down(false)`. */
  downAfter(requests: number, then: () => void): void;
  /** What happens before so many more requests have been answered: a rival's turn, right before the last of them. */
  beforeRequest(requests: number, action: () => Promise<void>): void;
  /** What happens before a push is carried out: a rival's turn. */
  beforePush(action: (() => Promise<void>) | null): void;
  /** Number of pushes that arrived. */
  pushes(): number;
  stop(): Promise<void>;
}

const USERS: Readonly<Record<string, string>> = { bot: 'b0t-secret', admin: 'adm1n-secret' };

/** A hook as a protecting forge has it: nobody rewrites or deletes the journal, the bot does not push main. */
export const PROTECTING_HOOK = `#!/bin/sh
zero=0000000000000000000000000000000000000000
while read old new ref; do
  if [ "$ref" = refs/heads/main ] && [ "$REMOTE_USER" = bot ]; then echo "main is protected" >&2; exit 1; fi
  if [ "$ref" = refs/heads/lastday/journal ] && [ "$old" != $zero ]; then
    if [ "$new" = $zero ]; then echo "the journal may not be deleted" >&2; exit 1; fi
    if [ "$(git merge-base "$old" "$new")" != "$old" ]; then echo "the journal may not be rewritten" >&2; exit 1; fi
  fi
done
`;

/** Serves a bare repository. */
export async function serveGit(bare: string, hook: string | null = null): Promise<GitHttpServer> {
  git(bare, ['config', 'http.receivepack', 'true']);
  if (hook !== null) writeFileSync(join(bare, 'hooks', 'pre-receive'), hook, { mode: 0o755 });
  const state: State = { fates: [], isDown: false, left: null, turn: null, before: null, pushes: 0 };
  const server = createServer((request, response) => {
    void handle(bare, state, { request, response });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    address: (user = 'bot') => `http://${user}:${USERS[user] ?? 'wrong'}@127.0.0.1:${port}/${basename(bare)}`,
    fates(...fates) {
      state.fates = [...fates];
    },
    down(isDown) {
      state.isDown = isDown;
    },
    downAfter(requests, then) {
      state.left = { requests, afterwards: then };
    },
    beforeRequest(requests, action) {
      state.turn = { requests, action };
    },
    beforePush(action) {
      state.before = action;
    },
    pushes: () => state.pushes,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

interface State {
  fates: PushFate[];
  isDown: boolean;
  left: { requests: number; afterwards: () => void } | null;
  turn: { requests: number; action: () => Promise<void> } | null;
  before: (() => Promise<void>) | null;
  pushes: number;
}

async function handle(bare: string, state: State, exchange: { request: IncomingMessage; response: ServerResponse }): Promise<void> {
  const { request, response } = exchange;
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (state.left !== null) {
    state.left.requests -= 1;
    if (state.left.requests < 0) {
      state.isDown = true;
      state.left.afterwards();
      state.left = null;
    }
  }
  if (state.turn !== null) {
    state.turn.requests -= 1;
    if (state.turn.requests === 0) {
      const { action } = state.turn;
      state.turn = null;
      await action();
    }
  }
  if (state.isDown) {
    response.writeHead(503).end();
    return;
  }
  const user = userOf(request);
  if (user === null) {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="practice"' }).end();
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  // Git first asks with an empty body whether it may; the push itself has one.
  const isPush = request.method === 'POST' && url.pathname.endsWith('/git-receive-pack') && body.length > 4;
  const fate = isPush ? (state.fates.shift() ?? 'fine') : 'fine';
  if (isPush) {
    state.pushes += 1;
    const action = state.before;
    state.before = null;
    await action?.();
  }
  if (fate === 'never') {
    response.destroy();
    return;
  }
  const answer = await backend(bare, { url, user, request, body });
  if (fate === 'lost') response.destroy();
  else if (fate === 'cut') {
    response.writeHead(200, { 'content-type': 'application/x-git-receive-pack-result', 'content-length': 4000 });
    response.write('00', () => response.destroy());
  } else sendAnswer(response, answer);
}

function userOf(request: IncomingMessage): string | null {
  const encoded = /^Basic (.+)$/u.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const [user = '', password = ''] = Buffer.from(encoded, 'base64').toString().split(':');
  return Object.hasOwn(USERS, user) && USERS[user] === password ? user : null;
}

function backend(bare: string, call: { url: URL; user: string; request: IncomingMessage; body: Buffer }): Promise<Buffer> {
  const { url, user, request, body } = call;
  const env = {
    ...quietGit,
    GIT_PROJECT_ROOT: dirname(bare),
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: decodeURIComponent(url.pathname),
    QUERY_STRING: url.search.slice(1),
    REQUEST_METHOD: request.method ?? 'GET',
    CONTENT_TYPE: request.headers['content-type'] ?? '',
    CONTENT_LENGTH: String(body.length),
    HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
    GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    REMOTE_USER: user,
    REMOTE_ADDR: '127.0.0.1',
  };
  return new Promise((done) => {
    const child = spawn('git', ['http-backend'], { env });
    const out: Buffer[] = [];
    child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
    child.on('close', () => done(Buffer.concat(out)));
    child.stdin.on('error', () => undefined);
    child.stdin.end(body);
  });
}

function sendAnswer(response: ServerResponse, answer: Buffer): void {
  const end = answer.indexOf('\r\n\r\n');
  let status = 200;
  for (const line of answer.subarray(0, end).toString().split('\r\n')) {
    const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/u.exec(line) ?? [];
    if (/^status$/iu.test(name)) status = Number.parseInt(value, 10);
    else if (name !== '') response.setHeader(name, value);
  }
  response.writeHead(status).end(answer.subarray(end + 4));
}
