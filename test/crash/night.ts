/** A night of the practice company whose calls are counted, in this process. */
import { join } from 'node:path';
import { explainError } from '../../reconciler/cli/explain-error.ts';
import { openObjects } from '../../reconciler/git/objects.ts';
import { openRemote } from '../../reconciler/git/remote.ts';
import type { ReportView } from '../../reconciler/report/view.ts';
import { standOn } from '../../reconciler/run/ground.ts';
import { openParseCache } from '../../reconciler/run/parse-cache.ts';
import { type OpenGround, reconcile } from '../../reconciler/run/reconcile.ts';
import type { WritingDoors } from '../../reconciler/run/writing.ts';
import { openReader, openWriter } from '../../reconciler/systems/registry.ts';
import { testContext } from '../fakes/process-world.ts';
import { fastClock } from '../faults/mini-night.ts';
import type { Practice } from '../practice/build.ts';
import { PRACTICE_KEY } from '../practice/nights.ts';
import {
  type Counter,
  countedFiles,
  countedObjects,
  countedReader,
  countedRemote,
  countedWriter,
  counter,
  countMail,
  type Disturbance,
} from './counted.ts';

/** What a night came to. */
export interface Lived {
  /** Null where it ended with an error that the command line explains. */
  readonly view: ReportView | null;
  readonly exit: number;
  readonly said: string;
  readonly calls: readonly string[];
}

const MAIN = 'refs/heads/main';

function dieHere(): never {
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}

/** As the product opens it, with every port counted. */
function openCounted(counted: Counter, practice: Practice): OpenGround {
  return async (context, wish) => {
    const world = countedFiles(counted, context.world);
    const { environment } = world;
    const gitDir = join(practice.root, '.git');
    const remoteAt = async (address?: string) =>
      countedRemote(counted, await openRemote({ gitDir, environment, ...(address === undefined ? {} : { address }) }));
    const runtime = { exports: practice.exports, credential: world.credential, clock: world.clock };
    const doors: WritingDoors = {
      reader: async (system) => countedReader(counted, await openReader(system, runtime)),
      async writer(system) {
        const writer = await openWriter(system, runtime);
        return writer === null ? null : countedWriter(counted, writer);
      },
    };
    const place = {
      root: practice.root,
      gitDir,
      objects: countedObjects(counted, openObjects(gitDir, { environment })),
      remote: await remoteAt(),
      branch: MAIN,
      cache: wish.cache ? await openParseCache(world, gitDir) : null,
      doors,
      remoteAt,
    };
    return standOn({ ...context, world }, place, wish);
  };
}

/** Lives through a night at a local time of the organisation, `2027-01-04T02:00`. A lock that a dead run left is waited out, in no time. */
export async function countedNight(practice: Practice, on: string, disturbance: Disturbance | null = null): Promise<Lived> {
  const context = testContext({ folder: practice.root, exports: practice.exports, locale: 'en', captureKey: PRACTICE_KEY });
  const counted = counter(disturbance, dieHere);
  const stop = countMail(counted, practice.exports);
  const { calls } = counted;
  const fast = { ...context, world: { ...context.world, clock: fastClock(context.world.clock) } };
  try {
    const wish = { on, only: null, cache: true, wait: true, dryRun: false };
    const view = await reconcile(fast, wish, openCounted(counted, practice));
    return { view, exit: view.exit, said: context.complained(), calls };
  } catch (error) {
    const exit = explainError(error, context.world);
    return { view: null, exit, said: context.complained(), calls };
  } finally {
    stop();
  }
}
