/** Starts the servers that others wrote: GitHub's interface with state (emulate), and the official description in front of it (prism). */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const counterparts = join(import.meta.dirname, '../../counterparts/node_modules');
const emulate = join(counterparts, 'emulate/dist/index.js');
const prism = join(counterparts, '@stoplight/prism-cli/dist/index.js');
const description = join(counterparts, '@octokit/openapi/generated/api.github.com.json');

/** True when `test/counterparts` is installed. */
export const areInstalled = [emulate, prism, description].every((path) => existsSync(path));

/** A server that runs until it is stopped. */
export interface Running {
  readonly address: string;
  stop(): Promise<void>;
}

/** A port of the loopback interface that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === 'object' ? done(address.port) : fail(new Error('no port'))));
    });
  });
}

async function answers(address: string, child: ChildProcess): Promise<void> {
  for (let tried = 0; tried < 600; tried += 1) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    try {
      await fetch(address, { signal: AbortSignal.timeout(2000) });
      return;
    } catch {
      await wait(100);
    }
  }
  throw new Error('the server did not start within a minute');
}

async function start(args: readonly string[], address: string): Promise<Running> {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', HOME: tmpdir() },
  });
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => {
    said = (said + bytes.toString('utf8')).slice(-2000);
  });
  const ended = new Promise<void>((done) => {
    child.on('exit', () => done());
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), 3000);
    await ended;
    clearTimeout(killer);
  };
  try {
    await answers(address, child);
  } catch (error) {
    await stop();
    throw new Error(`${String(error)}: ${said}`, { cause: error });
  }
  return { address, stop };
}

const TOKENS = `tokens:
  token-of-ours: { login: lastday-bot, scopes: [repo, user] }
  token-of-a-person: { login: practice-person, scopes: [repo, user] }
`;

const SEED = `github:
  users:
    - { login: lastday-bot, name: Lastday }
    - { login: practice-person, name: Practice Person }
  orgs:
    - login: latsas
      name: Latsas
      members:
        - { login: lastday-bot, role: admin }
        - { login: practice-person, role: admin }
  repos:
    - { owner: latsas, name: people, auto_init: true }
`;

/** The tokens of a repository of its own: the emulator counts requests per token, and ends with a rate limit. */
export function tokensOf(repository: string): { readonly ours: string; readonly person: string } {
  return { ours: `token-of-ours-${repository}`, person: `token-of-a-person-${repository}` };
}

function seedWith(repositories: readonly string[], people: readonly string[]): string {
  const tokens = repositories.map((name) => {
    const { ours, person } = tokensOf(name);
    return `  ${ours}: { login: lastday-bot, scopes: [repo, user] }\n  ${person}: { login: practice-person, scopes: [repo, user] }\n`;
  });
  const rows = repositories.map((name) => `    - { owner: latsas, name: ${name}, auto_init: true }\n`);
  const users = people.map((login) => `    - { login: ${login} }\n`).join('');
  const members = people.map((login) => `        - { login: ${login}, role: member }\n`).join('');
  const seed = SEED.replace('  orgs:\n', `${users}  orgs:\n`).replace('  repos:\n', `${members}  repos:\n`);
  return `${TOKENS}${tokens.join('')}${seed}${rows.join('')}`;
}

/** One service of the emulator, with the state that a seed (YAML) describes. */
export async function startService(service: 'github' | 'okta' | 'slack', text: string): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'lastday-emulate-'));
  const seed = join(folder, 'seed.yaml');
  writeFileSync(seed, text);
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const running = await start([emulate, 'start', '-s', service, '-p', String(port), '--host', '127.0.0.1', '--seed', seed], address);
  return {
    address,
    async stop() {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A GitHub with a repository `latsas/people`, more of them with tokens of their own, and two people; `people` are more members. */
export function startEmulate(repositories: readonly string[] = [], people: readonly string[] = []): Promise<Running> {
  return startService('github', seedWith(repositories, people));
}

type Json = Readonly<Record<string, unknown>>;

function references(value: unknown, found: Set<string>): void {
  if (value === null || typeof value !== 'object') return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === '$ref' && typeof inner === 'string') found.add(inner);
    else references(inner, found);
  }
}

function lookUp(root: Json, pointer: string): unknown {
  return pointer
    .slice(2)
    .split('/')
    .reduce<unknown>((value, step) => (value as Json)[step.replaceAll('~1', '/').replaceAll('~0', '~')], root);
}

/** An operation without what it answers: the emulator's answers are not what is tested, and prism counts every field they lack. */
function withoutAnswers(operation: unknown): unknown {
  const isOperation = operation !== null && typeof operation === 'object' && 'responses' in operation;
  return isOperation ? { ...operation, responses: { default: { description: 'any' } } } : operation;
}

/** The official description cut down to the requests of some paths: the whole takes prism half a minute. */
export function cutDescription(paths: readonly string[]): Json {
  const whole = JSON.parse(readFileSync(description, 'utf8')) as Json;
  const wanted = Object.entries(whole['paths'] as Json).filter(([path]) => paths.includes(path));
  const kept = Object.fromEntries(
    wanted.map(([path, item]) => [
      path,
      Object.fromEntries(Object.entries(item as Json).map(([name, one]) => [name, withoutAnswers(one)])),
    ]),
  );
  const open = new Set<string>();
  references(kept, open);
  const components: Record<string, Record<string, unknown>> = {};
  for (const pointer of open) {
    const [, , group = '', name = ''] = pointer.split('/');
    const component = lookUp(whole, pointer);
    components[group] = { ...components[group], [name]: component };
    references(component, open);
  }
  return { openapi: whole['openapi'], info: whole['info'], paths: kept, components };
}

/** A proxy that compares every request with the official description and reports what differs in the header `sl-violations`. */
export async function startPrism(upstream: string, paths: readonly string[]): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'lastday-prism-'));
  const file = join(folder, 'github.json');
  writeFileSync(file, JSON.stringify(cutDescription(paths)));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const running = await start([prism, 'proxy', '-p', String(port), '-h', '127.0.0.1', '--errors', 'false', file, upstream], address);
  return {
    address,
    async stop() {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
