/** A night with the whole product in one process of the simulation: ground, readings, plan, lock, apply, journal, pull requests. Only the ports are not real. */
import { hash } from 'node:crypto';
import { type CliContext, Stop, type World } from '../../reconciler/cli/context.ts';
import { explainError } from '../../reconciler/cli/explain-error.ts';
import type { ParseCache } from '../../reconciler/load/cache.ts';
import type { Located } from '../../reconciler/load/locate.ts';
import { makeSealer } from '../../reconciler/record/capture.ts';
import type { ParsedRun } from '../../reconciler/record/chain.ts';
import type { ReportView } from '../../reconciler/report/view.ts';
import { refuseClock } from '../../reconciler/run/clock.ts';
import { type Ground, standOn } from '../../reconciler/run/ground.ts';
import { runNight } from '../../reconciler/run/nightly.ts';
import { personOf, planOn, viewOf } from '../../reconciler/run/plan-run.ts';
import { reconcile } from '../../reconciler/run/reconcile.ts';
import { planUndoWith } from '../../reconciler/run/undoing.ts';
import type { WritingDoors } from '../../reconciler/run/writing.ts';
import type { Digest } from '../../schemas/primitives.ts';
import type { MemoryGit } from '../fakes/memory-git.ts';
import type { Chance } from './chance.ts';
import { Crash, type Process, remoteOf } from './ports.ts';

/** Where a process finds its world. */
export interface Home {
  readonly git: MemoryGit;
  readonly doors: (process: Process) => WritingDoors;
  readonly cache: ParseCache;
  /** Files of the journal that were checked on an earlier night. */
  readonly checked: Map<string, ParsedRun>;
  /** Texts of files in which lines were looked for. */
  readonly located: Map<string, Located>;
  /** The folder that practice worlds lie below, for systems that are files. */
  readonly exports: string;
  readonly chance: Chance;
}

/** How a process ended, and what it had printed by then. */
export interface Ended {
  readonly state: 'done' | 'crashed' | 'stopped' | 'bug';
  /** Null of one that crashed. */
  readonly exit: number | null;
  readonly view: ReportView | null;
  readonly printed: string;
  readonly error: unknown;
}

/** Secrets that every process of the simulation is given: none of them may come out anywhere. */
export const SECRETS = { capture: Buffer.from('canary-of-the-key-for-captures-1'), credential: 'canary-credential-8c1f0e' } as const;

const sha256 = (text: string): Digest => hash('sha256', text) as Digest;

function contextOf(process: Process, home: Home, print: (text: string) => void): CliContext {
  const random = (bytes: number) => Uint8Array.from({ length: bytes }, () => home.chance.between(0, 255));
  const environment = { LASTDAY_EXPORTS: home.exports, LASTDAY_FORGE: 'local' } as Readonly<Record<string, string>>;
  const world: World = {
    clock: process.clock,
    env: (name) => environment[name],
    environment,
    credential: () => SECRETS.credential,
    sealer: () => Promise.resolve(makeSealer(() => SECRETS.capture, random)),
    random,
    hash: sha256,
    out: print,
    err: print,
    isTerminal: false,
    openDialogue: null,
    columns: 80,
    isCi: true,
    folder: '/simulated',
    stopping: () => false,
    spareMemory: () => {},
    readFile: () => Promise.resolve(null),
    writeFile: () => Promise.resolve(),
    isFolder: () => false,
    version: '0.1.0',
    resolve: (...parts) => parts.at(-1) ?? '',
  };
  return { world, shared: { folder: '/simulated', json: false, locale: null }, commands: [], helpOf: () => null };
}

function placeOf(process: Process, home: Home) {
  const remote = remoteOf(process, home.git.remote);
  return {
    root: '/simulated',
    gitDir: '/simulated/.git',
    objects: home.git.reader,
    remote,
    branch: 'refs/heads/main',
    cache: home.cache,
    doors: home.doors(process),
    checked: home.checked,
    located: home.located,
    remoteAt: () => Promise.resolve(remote),
  };
}

async function run(process: Process, home: Home, act: (context: CliContext) => Promise<ReportView>): Promise<Ended> {
  let printed = '';
  const context = contextOf(process, home, (text) => {
    printed += text;
  });
  try {
    const view = await act(context);
    if (process.isDead) return { state: 'crashed', exit: null, view: null, printed, error: null };
    return { state: 'done', exit: view.exit, view, printed, error: null };
  } catch (error) {
    if (process.isDead || error instanceof Crash) return { state: 'crashed', exit: null, view: null, printed, error: null };
    const exit = explainError(error, context.world);
    return { state: exit === 70 ? 'bug' : 'stopped', exit, view: null, printed, error };
  }
}

/** `lastday reconcile`. */
export function liveNight(process: Process, home: Home): Promise<Ended> {
  const wish = { on: null, only: null, cache: true, wait: true, dryRun: false };
  return run(process, home, (context) =>
    reconcile(context, wish, (own) => standOn(own, placeOf(process, home), { fetch: true, on: null })),
  );
}

async function undoOn(ground: Ground, of: string, who: string): Promise<ReportView> {
  await refuseClock(ground);
  const person = personOf(ground, who);
  if (!ground.memory.runs.some((one) => one.run === of)) throw new Stop(64, `the journal has no run ${of}.`);
  const made = await planOn(ground, { only: null, fetch: true, simulated: false });
  const wish = { of, person };
  const asOf = ground.context.world.clock.now();
  const plan = await planUndoWith(made, { setting: made.setting, observed: made.observed, asOf, wish });
  const view = viewOf({ ...made, plan }, { names: false });
  if (plan.changes.length === 0) return view;
  const night = await runNight(made, { kind: 'undo', plan, wait: true, attempt: 1, undo: wish });
  return { ...view, outcomes: night.outcomes, exit: night.exit, exits: night.exits, run: night.run };
}

/** Anything that is done on a ground: what a command does. */
export function liveOn(process: Process, home: Home, act: (ground: Ground) => Promise<ReportView>): Promise<Ended> {
  return run(process, home, async (context) => {
    const ground = await standOn(context, placeOf(process, home), { fetch: true, on: null });
    try {
      return await act(ground);
    } finally {
      await ground.close();
    }
  });
}

/** `lastday undo RUN EMPLOYEE`. */
export function liveUndo(process: Process, home: Home, wish: { readonly of: string; readonly person: string }): Promise<Ended> {
  return liveOn(process, home, (ground) => undoOn(ground, wish.of, wish.person));
}
