/** A night of the mini company. */
import type { Clock } from '../../reconciler/ports.ts';
import type { ReportView } from '../../reconciler/report/view.ts';
import { reconcile } from '../../reconciler/run/reconcile.ts';
import { type TestContext, testContext } from '../fakes/process-world.ts';

/** Where a company lies. */
export interface Mini {
  readonly folder: string;
  readonly root: string;
  readonly exports: string;
  readonly remote: string;
}

/** What a night may be given besides its instant. */
export interface NightMore {
  readonly only?: string;
  /** False: says who holds the lock at once. */
  readonly wait?: boolean;
  readonly context?: TestContext;
}

/** The clock, moved on by sleeping besides time itself. */
export function fastClock(clock: Clock): Clock {
  let slept = 0;
  return {
    now: () => new Date(Date.parse(clock.now()) + slept).toISOString().slice(0, 19).concat('Z') as ReturnType<Clock['now']>,
    elapsed: () => clock.elapsed() + slept,
    sleep: async (milliseconds: number) => {
      slept += milliseconds;
    },
  };
}

/** A context at the company, with a clock that only sleeping moves faster than time. */
export function contextAt(mini: Mini): TestContext {
  const context = testContext({ folder: mini.root, exports: mini.exports, locale: 'en', captureKey: new Uint8Array(32).fill(3) });
  return { ...context, world: { ...context.world, clock: fastClock(context.world.clock) } };
}

/** Runs a night; a dead run's lock is waited out, in no time. */
export async function runMini(mini: Mini, on: string, more: NightMore = {}): Promise<ReportView> {
  const { only = null, wait = true, context = contextAt(mini) } = more;
  return reconcile(context, { on, only, cache: true, wait, dryRun: false });
}
