/** The outside world of a command, for tests and the practice company: a real clock and disk, everything else by hand. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { CliContext, Dialogue, World } from '../../reconciler/cli/context.ts';
import { makeSealer } from '../../reconciler/record/capture.ts';
import type { Digest, Instant, Locale } from '../../schemas/primitives.ts';
import { quietGit } from './quiet-git.ts';

/** What a test may set. */
export interface WorldWish {
  readonly folder: string;
  readonly exports: string;
  readonly locale?: Locale | null;
  readonly json?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  /** Key for captures; without it undeclared groups are not captured. */
  readonly captureKey?: Uint8Array | null;
  readonly isTerminal?: boolean;
  /** What the person types, line by line; null is Ctrl-C. Left out, input is no terminal. */
  readonly answers?: readonly (string | null)[];
}

/** A context whose output is kept. */
export interface TestContext extends CliContext {
  readonly world: World;
  readonly printed: () => string;
  readonly complained: () => string;
}

/** A terminal at which somebody types these lines. More questions than answers end the conversation. */
function scriptedDialogue(answers: readonly (string | null)[], print: (text: string) => void): () => Promise<Dialogue> {
  const left = [...answers];
  return async () => ({
    async ask(question) {
      const answer = left.shift() ?? null;
      print(`${question}${answer ?? '^C'}\n`);
      return answer;
    },
    close: () => {},
  });
}

/** Makes a context on a folder. */
export function testContext(wish: WorldWish): TestContext {
  const started = performance.now();
  let out = '';
  let err = '';
  const environment: Readonly<Record<string, string>> = { LASTDAY_EXPORTS: wish.exports, ...wish.environment };
  const world: World = {
    clock: {
      now: () => `${new Date().toISOString().slice(0, 19)}Z` as Instant,
      elapsed: () => performance.now() - started,
      sleep: (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds)),
    },
    env: (name) => environment[name],
    environment: { ...quietGit, ...environment },
    credential: () => null,
    sealer: async () => makeSealer(() => wish.captureKey ?? null),
    random: (bytes) => randomBytes(bytes),
    hash: (text) => createHash('sha256').update(text).digest('hex') as Digest,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    isTerminal: wish.isTerminal ?? false,
    openDialogue: wish.answers === undefined ? null : scriptedDialogue(wish.answers, (text) => void (out += text)),
    columns: 80,
    isCi: false,
    folder: wish.folder,
    stopping: () => false,
    spareMemory: () => {},
    readFile: async (path) => {
      try {
        return readFileSync(path);
      } catch {
        return null;
      }
    },
    writeFile: async (path, bytes, isPrivate) => {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, bytes, { mode: isPrivate === true ? 0o600 : 0o666 });
    },
    isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
    version: '0.1.0',
    resolve: (...parts) => resolve(...parts),
  };
  const shared = { folder: wish.folder, json: wish.json ?? false, locale: wish.locale ?? null };
  return { world, shared, commands: [], helpOf: () => null, printed: () => out, complained: () => err };
}
