/** A night of the mini company. */
import type { ReportView } from '../../reconciler/report/view.ts';
import { reconcile } from '../../reconciler/run/reconcile.ts';
import { testContext } from '../fakes/process-world.ts';

/** Where a company lies. */
export interface Mini {
  readonly folder: string;
  readonly root: string;
  readonly exports: string;
  readonly remote: string;
}

/** A context at the company, with a clock that only sleeping moves faster than time. */
function contextAt(mini: Mini) {
  const context = testContext({ folder: mini.root, exports: mini.exports, locale: 'en', captureKey: new Uint8Array(32).fill(3) });
  const { clock } = context.world;
  let slept = 0;
  const fast = {
    now: () => new Date(Date.parse(clock.now()) + slept).toISOString().slice(0, 19).concat('Z') as ReturnType<typeof clock.now>,
    elapsed: () => clock.elapsed() + slept,
    sleep: async (milliseconds: number) => {
      slept += milliseconds;
    },
  };
  return { ...context, world: { ...context.world, clock: fast } };
}

/** Runs a night; a dead run's lock is waited out, in no time. */
export async function runMini(mini: Mini, on: string): Promise<ReportView> {
  return reconcile(contextAt(mini), { on, only: null, cache: true, wait: true, dryRun: false });
}
