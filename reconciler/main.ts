#!/usr/bin/env node
/** The process boundary: arguments, environment, credentials, clock, streams and exit code. The only file that reads `process`. */
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { fstatSync, readFileSync, statSync, writeSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { Digest, Instant } from '../schemas/primitives.ts';
import type { Dialogue, World } from './cli/context.ts';
import { explainError } from './cli/explain-error.ts';
import { refuseOldNode } from './cli/node-version.ts';
import { runProgram } from './cli/program.ts';
import { secretMask } from './escape/secrets.ts';
import { lastLook } from './escape/terminal.ts';
import { Fault, type Sealer } from './ports.ts';

let signals = 0;
let credentials: Map<string, string | null> | null = null;

function variable(name: string): string {
  return `LASTDAY_CREDENTIAL_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** The environment without credentials: for programs that the runner names. */
function withoutCredentials(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('LASTDAY_CREDENTIAL_')));
}

/** A credential that files name is looked up in the environment, and nowhere else: no repository can choose a file or command. */
function findCredential(name: string): string | null {
  const base = variable(name);
  const value = process.env[base];
  if (value !== undefined) return value;
  const file = process.env[`${base}_FILE`];
  const command = process.env[`${base}_COMMAND`];
  try {
    if (file !== undefined) return readFileSync(file, 'utf8').trimEnd();
    if (command === undefined) return null;
    const env = withoutCredentials();
    return execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] }).trimEnd();
  } catch {
    // What was thrown holds the command, and what it printed.
    const what = file === undefined ? `the command in ${base}_COMMAND failed` : `the file that ${base}_FILE names cannot be read`;
    throw new Fault(what, { where: 'runner', operation: 'find a credential', refused: true });
  }
}

function credential(name: string): string | null {
  credentials ??= new Map();
  if (!credentials.has(name)) {
    credentials.set(name, findCredential(name));
    mask = null;
  }
  return credentials.get(name) ?? null;
}

let mask: ((text: string) => string) | null = null;

/** Masks what the environment holds for us, and what was found in files and commands that it names. */
function masked(text: string): string {
  if (mask === null) {
    const held = Object.entries(process.env).filter(([name]) => /^LASTDAY_CREDENTIAL_(?!.*_(FILE|COMMAND)$)|^GITHUB_TOKEN$/u.test(name));
    mask = secretMask([...held.map(([, value]) => value ?? ''), ...(credentials?.values() ?? [])].filter((secret) => secret !== null));
  }
  return mask(text);
}

/** True where the streams of the process are used: on a terminal, and where writing straight would have to wait. They take half as long to start as Node itself. */
let usesStreams = false;

function useStreams(): void {
  usesStreams = true;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

/** Writes all of it to a pipe or file; returns the position that it came to when the reader keeps it waiting. */
function writeStraight(fd: 1 | 2, bytes: Uint8Array): number {
  let at = 0;
  try {
    while (at < bytes.length) at += writeSync(fd, bytes, at);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EPIPE') return unread(fd, bytes);
    if (code !== 'EAGAIN') throw error;
    useStreams();
  }
  return at;
}

/** Nobody reads any more. Without a reader of the result there is nothing left to do; what is said besides is dropped. */
function unread(fd: 1 | 2, bytes: Uint8Array): number {
  if (fd === 1) process.exit(0);
  return bytes.length;
}

function print(fd: 1 | 2, text: string): void {
  const bytes = Buffer.from(lastLook(masked(text)));
  const written = usesStreams ? 0 : writeStraight(fd, bytes);
  if (written < bytes.length) (fd === 1 ? process.stdout : process.stderr).write(bytes.subarray(written));
}

async function sealer(): Promise<Sealer> {
  const { makeSealer, parseKey } = await import('./record/capture.ts');
  return makeSealer((name) => {
    const key = credential(name);
    return key === null ? null : parseKey(key);
  });
}

function readVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function writeWhole(path: string, bytes: Uint8Array | string, isPrivate = false): Promise<void> {
  const fresh = `${path}.${randomBytes(4).toString('hex')}.new`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(fresh, bytes, { flush: true, mode: isPrivate ? 0o600 : 0o666 });
  await rename(fresh, path);
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((wake) => setTimeout(wake, milliseconds));
}

let spares = false;

/** By itself the engine lets its heap grow to several times of what is in it, as the machine allows; beside other work on a runner that is too much. */
function spareMemory(): void {
  spares = true;
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=30');
  setFlagsFromString('--optimize-for-size');
}

/** Milliseconds that a compilation in the background has to come to its end, at most, and as a part of the run's length: what is run for a moment only is compiled quickly. */
const QUIET = 25;
const QUIET_PART = 0.05;

/**
 * Node that ends while a compilation in the background waits for the main thread to collect garbage waits for that compilation, for ever
 * (nodejs/node#54918). The less the heap may grow, the likelier that is. So none is begun any more, and those under way get their turn.
 */
async function beQuiet(): Promise<void> {
  setFlagsFromString('--no-opt');
  setFlagsFromString('--no-maglev');
  await sleep(Math.min(QUIET, process.uptime() * 1000 * QUIET_PART));
}

/** Lines from the terminal, also those typed ahead of their question. Ctrl-C and Ctrl-D answer the question that waits with null, and every later one. */
async function openDialogue(): Promise<Dialogue> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const typed: string[] = [];
  let isOver = false;
  let waiting: ((line: string | null) => void) | null = null;
  const answer = (line: string | null) => {
    const wake = waiting;
    waiting = null;
    if (wake !== null) wake(line);
    else if (line !== null) typed.push(line);
  };
  const end = () => {
    isOver = true;
    answer(null);
  };
  lines.on('line', answer).on('SIGINT', end).on('close', end);
  return {
    async ask(question) {
      lines.setPrompt(lastLook(masked(question)));
      lines.prompt();
      const line = typed.shift();
      if (line !== undefined) return line;
      return isOver ? null : new Promise((wake) => void (waiting = wake));
    },
    close: () => lines.close(),
  };
}

function makeWorld(): World {
  if (fstatSync(1).isCharacterDevice()) useStreams();
  const isTerminal = usesStreams && process.stdout.isTTY;
  return {
    clock: {
      now: () => `${new Date().toISOString().slice(0, 19)}Z` as Instant,
      elapsed: () => process.uptime() * 1000,
      sleep,
    },
    env: (name) => process.env[name],
    environment: process.env,
    credential,
    sealer,
    random: (bytes) => randomBytes(bytes),
    hash: (text) => createHash('sha256').update(text).digest('hex') as Digest,
    out: (text) => print(1, text),
    err: (text) => print(2, text),
    isTerminal,
    openDialogue: isTerminal && process.stdin.isTTY ? openDialogue : null,
    columns: isTerminal ? process.stdout.columns : 80,
    isCi: process.env['CI'] === 'true',
    folder: process.cwd(),
    stopping: () => signals > 0,
    spareMemory,
    readFile: readIfThere,
    writeFile: writeWhole,
    isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
    version: readVersion(),
    resolve: (...parts) => resolve(...parts),
  };
}

async function main(): Promise<void> {
  const world = makeWorld();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      signals += 1;
      if (signals > 1) process.exit(130);
    });
  }
  try {
    refuseOldNode(process.versions.node);
    process.exitCode = await runProgram(process.argv.slice(2), world);
  } catch (error) {
    process.exitCode = explainError(error, world);
  }
}

await main();
if (spares) await beQuiet();
// All is done and closed. To end here spares taking the heap apart, which takes longer than a small command, and waits for no system that
// a command has given up on. Streams are written out first.
if (usesStreams) for (const stream of [process.stdout, process.stderr]) await new Promise((written) => stream.write('', written));
process.exit();
