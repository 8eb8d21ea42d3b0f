/** Processes of real servers that tests start: on a free port, with a log of their own, ended for certain. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';

/** A server that runs until it is stopped or killed. */
export interface Server {
  /** What it has written so far. */
  log(): string;
  /** Ends it in good order. */
  stop(): Promise<void>;
  /** Ends it from one moment to the next, as a power cut does. */
  kill(): Promise<void>;
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

/** Runs a command to its end; what it printed. Throws when it fails. */
export function run(
  command: string,
  args: readonly string[],
  more: { readonly input?: string; readonly env?: Readonly<Record<string, string>> } = {},
): string {
  const { env, ...input } = more;
  const about = { encoding: 'utf8', timeout: 150_000, maxBuffer: 1 << 28, env: { ...process.env, ...env }, ...input } as const;
  const done = spawnSync(command, args, about);
  if (done.error !== undefined) throw new Error(`${command} did not run to its end: ${done.error.message}`);
  if (done.status !== 0) throw new Error(`${command} ended with ${done.status}: ${done.stderr.slice(-2000)}${done.stdout.slice(-2000)}`);
  return done.stdout;
}

function answersAt(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const end = (isThere: boolean) => {
      socket.destroy();
      done(isThere);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

/** Ends the process and those that it started, which are one group. */
function signal(child: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, name);
  } catch {
    // The group has ended already.
  }
}

/** Starts a server and waits until it answers at the ports. Throws where another one answers there already, which would be taken for it. */
export async function startServer(
  command: string,
  args: readonly string[],
  about: { readonly ports: readonly number[]; readonly logFile: string; readonly cwd?: string },
): Promise<Server> {
  for (const port of about.ports) if (await answersAt(port)) throw new Error(`${command} cannot start: something answers at port ${port}`);
  const out = openSync(about.logFile, 'a');
  const child = spawn(command, args, {
    detached: true,
    stdio: ['ignore', out, out],
    ...(about.cwd === undefined ? {} : { cwd: about.cwd }),
  });
  const ended = new Promise<void>((done) => child.on('exit', () => done()));
  const atExit = () => signal(child, 'SIGKILL');
  process.on('exit', atExit);
  const log = () => readFileSync(about.logFile, 'utf8');
  const end = async (name: NodeJS.Signals) => {
    signal(child, name);
    const killer = setTimeout(() => signal(child, 'SIGKILL'), 5000);
    if (child.exitCode === null && child.signalCode === null) await ended;
    clearTimeout(killer);
    signal(child, 'SIGKILL');
    process.off('exit', atExit);
  };
  for (const port of about.ports) {
    for (let tried = 0; !(await answersAt(port)); tried += 1) {
      if (child.exitCode !== null || tried > 300) {
        await end('SIGKILL');
        throw new Error(`${command} did not start: ${log().slice(-2000)}`);
      }
      await wait(50);
    }
  }
  return { log, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}
