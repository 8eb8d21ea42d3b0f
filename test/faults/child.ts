/** A night in a process of its own, which signals can hit at chosen points. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { quietGit } from '../fakes/quiet-git.ts';
import type { Mini } from './mini-night.ts';

/** How a child ended, and the points that it reached. */
export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly points: readonly string[];
  readonly out: string;
  readonly err: string;
}

/** A child that runs. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when the child has come to a point, or has ended. */
  reached(point: number): Promise<void>;
  /** Signals the child and whatever it has started, as a terminal does. */
  signalGroup(signal: NodeJS.Signals): void;
}

/** What a child may be given. */
export interface ChildMore {
  /** As in `kill-at.mjs`. */
  readonly signals?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

const PRELOAD = pathToFileURL(join(import.meta.dirname, 'kill-at.mjs')).href;
const NIGHT = join(import.meta.dirname, 'night-child.ts');
const MAIN = join(import.meta.dirname, '../../reconciler/main.ts');

function pointsIn(text: string): string[] {
  return [...text.matchAll(/^POINT \d+ (.*)$/gmu)].map((match) => match[1] ?? '');
}

function start(mini: Mini, words: readonly string[], more: ChildMore): Running {
  const child = spawn(process.execPath, ['--import', PRELOAD, ...words], {
    env: { ...process.env, ...quietGit, ...more.environment, LASTDAY_TEST_KILL: more.signals ?? '', LASTDAY_EXPORTS: mini.exports },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let out = '';
  let err = '';
  let look: () => void = () => {};
  child.stdout.on('data', (bytes: Buffer) => {
    out += String(bytes);
  });
  child.stderr.on('data', (bytes: Buffer) => {
    err += String(bytes);
    look();
  });
  const ended = new Promise<Ended>((done) => {
    child.on('close', (status, signal) => done({ status, signal, points: pointsIn(err), out, err }));
  });
  return {
    child,
    ended,
    signalGroup(signal) {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    },
    reached: (point) =>
      Promise.race([
        ended.then(() => {}),
        new Promise<void>((done) => {
          look = () => {
            if (pointsIn(err).length >= point) done();
          };
          look();
        }),
      ]),
  };
}

/** A night through `reconcile`, with a clock that sleeping alone moves. */
export function startNight(mini: Mini, on: string, signals = ''): Running {
  return start(mini, [NIGHT, mini.folder, on], { signals });
}

/** The real command line. */
export function startCommand(mini: Mini, words: readonly string[], more: ChildMore = {}): Running {
  return start(mini, [MAIN, '-C', mini.root, ...words], more);
}
