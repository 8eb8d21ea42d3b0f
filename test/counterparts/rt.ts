/** Starts a real Request Tracker 5 (Debian's packages) on a free port, with a database of its own in a temporary folder. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';

const SERVER = '/usr/share/request-tracker5/libexec/rt-server';
const SETUP = '/usr/sbin/rt-setup-database-5';

/** How to install it. */
export const INSTALL = 'apt-get install -y --no-install-recommends request-tracker5 rt5-db-sqlite rt5-standalone';

/** True when the packages are installed. */
export const isRequestTrackerInstalled = [SERVER, SETUP].every((path) => existsSync(path));

/** Names in the Request Tracker of the tests: what it calls itself, its catalog, the fields there. */
export const TENANT = 'exempel-test';
export const CATALOG = 'Hardware';
export const TAG_FIELD = 'Asset tag';
export const SERIAL_FIELD = 'Serial number';

/** Whose token a request carries: ours, ours without the right to change, ours without the right to see all, a person's. */
export type Bearer = 'writer' | 'reader' | 'narrow' | 'person';

/** A record as the tests write it. */
export interface AssetWish {
  readonly tag: string;
  readonly serial?: string;
  /** A sign-in name; none when left out. */
  readonly holder?: string;
  readonly status: string;
}

/** A Request Tracker that runs until it is stopped. */
export interface RequestTracker {
  readonly address: string;
  readonly tokens: Readonly<Record<Bearer, string>>;
  /** Asks as a person would with their own client. Throws when the status is not as expected (below 400). */
  ask(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Makes a record; its id there. */
  addAsset(wish: AssetWish, catalog?: string): Promise<string>;
  /** Changes a record by hand: no condition, as the web pages do. */
  editAsset(id: string, edit: Readonly<Record<string, unknown>>): Promise<void>;
  stop(): Promise<void>;
}

/** A port of the loopback interface that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === 'object' ? done(address.port) : fail(new Error('no port'))));
    });
  });
}

function siteConfig(folder: string, port: number): string {
  return `Set($rtname, 'exempel.example'); Set($Organization, 'exempel.example');
Set($WebDomain, '127.0.0.1'); Set($WebPort, ${port}); Set($WebPath, ''); Set($WebBaseURL, 'http://${TENANT}');
Set($DatabaseType, 'SQLite'); Set($DatabaseHost, ''); Set($DatabaseName, '${folder}/rtdb');
Set($MailCommand, 'testfile'); Set($BcryptCost, 4); Set($LogToSTDERR, 'error'); Set($LogToSyslog, undef); Set($LogToFile, undef);
1;
`;
}

function run(command: string, args: readonly string[], more: { env: NodeJS.ProcessEnv; input?: string }): string {
  const done = spawnSync(command, args, { ...more, encoding: 'utf8', timeout: 60_000 });
  if (done.status !== 0) throw new Error(`${command} ended with ${done.status}: ${done.stderr.slice(-2000)}`);
  return done.stdout;
}

async function answers(address: string, child: ChildProcess): Promise<void> {
  for (let tried = 0; tried < 300; tried += 1) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    try {
      await fetch(`${address}/REST/2.0/rt`, { signal: AbortSignal.timeout(5000) });
      return;
    } catch {
      await wait(100);
    }
  }
  throw new Error('the server did not start in time');
}

/** Its workers are a process group of their own, which ends with it. */
function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // The group has ended already.
  }
}

async function stopServer(child: ChildProcess): Promise<void> {
  const ended = child.exitCode !== null ? Promise.resolve() : new Promise<void>((done) => child.on('exit', () => done()));
  endGroup(child, 'SIGTERM');
  const killer = setTimeout(() => endGroup(child, 'SIGKILL'), 3000);
  await ended;
  clearTimeout(killer);
  endGroup(child, 'SIGKILL');
}

function clientOf(address: string, token: string): Pick<RequestTracker, 'ask' | 'addAsset' | 'editAsset'> {
  const ask: RequestTracker['ask'] = async (method, path, body) => {
    const headers = { authorization: `token ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${address}/REST/2.0/${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  };
  return {
    ask,
    async addAsset({ tag, serial, holder, status }, catalog = CATALOG) {
      const fields = { [TAG_FIELD]: tag, ...(serial === undefined ? {} : { [SERIAL_FIELD]: serial }) };
      const held = holder === undefined ? {} : { HeldBy: holder };
      const made = await ask('POST', 'asset', { Name: tag, Catalog: catalog, Status: status, CustomFields: fields, ...held });
      return (made as { id: string }).id;
    },
    async editAsset(id, edit) {
      await ask('PUT', `asset/${id}`, edit);
    },
  };
}

/** A Request Tracker in which these people are known by their sign-in names; one catalog, no records. Takes about six seconds. */
export async function startRequestTracker(people: readonly string[]): Promise<RequestTracker> {
  const folder = mkdtempSync(join(tmpdir(), 'lastday-rt-'));
  const port = await freePort();
  const config = join(folder, 'config');
  mkdirSync(config);
  writeFileSync(join(config, '10-test.pm'), siteConfig(folder, port));
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, LANG: 'C.UTF-8', RT_SITE_CONFIG_DIR: config };
  run(SETUP, ['--action', 'init', '--skip-create'], { env });
  const wish = JSON.stringify({ catalog: CATALOG, fields: [TAG_FIELD, SERIAL_FIELD], people });
  const tokens = JSON.parse(run('perl', [join(import.meta.dirname, 'rt-seed.pl')], { env, input: wish })) as RequestTracker['tokens'];
  const log = join(folder, 'log');
  const out = openSync(log, 'a');
  const address = `http://127.0.0.1:${port}`;
  const child = spawn(SERVER, ['--port', String(port), '--host', '127.0.0.1'], {
    env,
    cwd: folder,
    detached: true,
    stdio: ['ignore', out, out],
  });
  const atExit = () => endGroup(child, 'SIGKILL');
  process.on('exit', atExit);
  const stop = async () => {
    await stopServer(child);
    process.off('exit', atExit);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await answers(address, child);
  } catch (error) {
    const said = readFileSync(log, 'utf8').slice(-2000);
    await stop();
    throw new Error(`${String(error)}: ${said}`, { cause: error });
  }
  return { address, tokens, ...clientOf(address, tokens.person), stop };
}
